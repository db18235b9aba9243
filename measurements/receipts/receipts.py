"""A receipt as it is printed: what was sent, in the words and with the figures of that moment, whatever happened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from documents import speaking
from documents.formatting import quoted
from indicators.models import IndicatorRevision
from measurements.answer.presentation import figure_text
from measurements.answer.reading import Said, said_in
from measurements.answer.reasons import reason_text
from measurements.checks.plausibility_words import key_label
from measurements.models import MeasurementEvent, Receipt, ReceiptLine, Status


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of a receipt. `is_late`: it was first sent after the deadline."""

    code: str
    name: str
    figure: str
    reason: str
    explanations: tuple[str, ...]
    narrative: str
    narrative_language: str
    is_late: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A receipt in one language: page, PDF and mail print this and nothing else.

    `declaration` is empty on receipts of before it was kept: nobody puts words into it afterwards.
    """

    number: str
    period: str
    sent_at: dt.datetime
    is_late: bool
    digest: str
    language: str
    institution: str
    plan: str
    sender: str
    post: str
    is_demonstration: bool
    declaration: str
    lines: tuple[Line, ...]


def printed(receipt: Receipt, language: str) -> Printed:
    """In a fixed number of queries. A receipt of before the words were kept prints what the rows say today."""
    words = receipt.printed or _from_rows(receipt, language)
    return Printed(
        number=receipt.number,
        period=receipt.period.code,
        sent_at=receipt.sent_at,
        is_late=receipt.is_late,
        digest=receipt.digest,
        language=language,
        institution=words[language]["institution"],
        plan=words[language]["plan"],
        sender=words["sender"],
        post=words[language]["post"],
        is_demonstration=words["is_demonstration"],
        declaration=words[language].get("declaration", ""),
        lines=tuple(_line(line, language) for line in words["lines"]),
    )


def _line(kept: Mapping[str, Any], language: str) -> Line:
    shared = {name: value for name, value in kept.items() if not isinstance(value, Mapping)}
    said = kept[language]
    return Line(**shared, **(said | {"explanations": tuple(said["explanations"])}))


def _from_rows(receipt: Receipt, language: str) -> dict[str, Any]:
    """The same words for an older receipt: its figures come from the events, its names from the rows as they are now."""
    lines = list(receipt.lines.select_related("measurement__indicator"))
    sent = {line.measurement_id: line.measurement for line in lines}
    definitions = IndicatorRevision.objects.with_definition().filter(measurements__in=sent)
    revisions = {revision.pk: revision for revision in definitions.distinct()}
    events = MeasurementEvent.objects.filter(measurement__in=sent, to_status=Status.SUBMITTED, at=receipt.sent_at)
    by_measurement = {event.measurement_id: event for event in events}
    with translation.override(language):
        plan = receipt.period.plan
        heading = {"institution": receipt.institution.name, "plan": plan.title, "post": receipt.appointment.title}
        rows = [
            _line_from_rows(
                line, revisions[line.measurement.revision_id], by_measurement[line.measurement_id], language
            )
            for line in lines
        ]
    return {
        "sender": receipt.sent_by.name,
        "is_demonstration": plan.is_demonstration,
        language: heading,
        "lines": rows,
    }


def in_words(said: Said) -> dict[str, Any]:
    """An answer as a receipt prints it, in the language that is on."""
    asked = ((key_label(said.revision, key), text) for key, text in said.explanations.items())
    return {
        "name": said.revision.name,
        "figure": figure_text(said),
        "reason": reason_text(said.reason),
        "explanations": [f"{label}. {quoted(text, speaking.language())}" for label, text in asked],
    }


def _line_from_rows(
    line: ReceiptLine, revision: IndicatorRevision, event: MeasurementEvent, language: str
) -> dict[str, Any]:
    said = said_in(event, revision)
    return {
        "code": line.measurement.indicator.code,
        "narrative": said.narrative,
        "narrative_language": line.measurement.narrative_language,
        "is_late": line.is_late,
        "digest": line.digest,
        language: in_words(said),
    }
