"""A receipt as it is printed: what was sent, with the figures that it had at that moment, whatever happened since."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import IndicatorRevision
from measurements.models import MeasurementEvent, Receipt, ReceiptLine, Status
from measurements.plausibility_words import key_label
from measurements.presentation import figure_text
from measurements.reading import said_in
from measurements.reasons import reason_text


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


def lines_of(receipt: Receipt) -> list[Line]:
    """In the plan's order, in a fixed number of queries."""
    lines = list(receipt.lines.select_related("measurement__indicator"))
    sent = {line.measurement_id: line.measurement for line in lines}
    definitions = IndicatorRevision.objects.with_definition().filter(measurements__in=sent)
    revisions = {revision.pk: revision for revision in definitions.distinct()}
    events = MeasurementEvent.objects.filter(measurement__in=sent, to_status=Status.SUBMITTED, at=receipt.sent_at)
    by_measurement = {event.measurement_id: event for event in events}
    return [_line(line, revisions[line.measurement.revision_id], by_measurement[line.measurement_id]) for line in lines]


def _line(line: ReceiptLine, revision: IndicatorRevision, event: MeasurementEvent) -> Line:
    measurement, said = line.measurement, said_in(event, revision)
    return Line(
        code=measurement.indicator.code,
        name=revision.name,
        figure=figure_text(said),
        reason=reason_text(said.reason),
        explanations=tuple(f"{key_label(revision, key)}. «{text}»" for key, text in said.explanations.items()),
        narrative=said.narrative,
        narrative_language=measurement.narrative_language,
        is_late=line.is_late,
        digest=line.digest,
    )
