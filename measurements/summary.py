"""One answer as it would leave, in all its parts: figure, warnings with what explains them, documents, narrative, origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from measurements.checks import Finding, warnings_of
from measurements.comments import Comment, latest_comments
from measurements.models import Evidence, Explanation, Measurement
from measurements.presentation import Values, tag_names, values_of
from measurements.reading import previous_of, said


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and the institution's word about it; empty while nobody wrote any."""

    text: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document that goes with an answer, or with an item of its list."""

    name: str
    note: str
    is_confidential: bool
    item: str


@dataclass(frozen=True, slots=True)
class Summary:
    """`comment`: what it came back with, answered since."""

    measurement: Measurement
    values: Values
    warnings: tuple[Warned, ...]
    documents: tuple[Document, ...]
    comment: Comment | None


def summaries_of(measurements: Sequence[Measurement]) -> list[Summary]:
    """In a number of queries that does not grow with the answers."""
    around = _Around(measurements)
    return [around.summary(measurement) for measurement in measurements]


class _Around:
    """What stands around many answers, read at once."""

    def __init__(self, measurements: Sequence[Measurement]) -> None:
        self.before = previous_of(measurements)
        self.tags = tag_names()
        self.comments = latest_comments(measurements)
        self.explanations = _explanations_of(measurements)
        self.documents = _documents_of(measurements)

    def summary(self, measurement: Measurement) -> Summary:
        previous = self.before.get(measurement.pk)
        warnings = warnings_of(measurement, previous)
        flagged = {warning.cell for warning in warnings if warning.cell}
        before = said(previous) if previous else None
        return Summary(
            measurement=measurement,
            values=values_of(said(measurement), before, flagged=flagged, tags=self.tags),
            warnings=tuple(_warned(warning, self.explanations[measurement.pk]) for warning in warnings),
            documents=tuple(self.documents[measurement.pk]),
            comment=self.comments.get(measurement.pk),
        )


def _warned(warning: Finding, explanations: Mapping[tuple[str, str, str], str]) -> Warned:
    component, cell = warning.cell or ("", "")
    return Warned(warning.text, explanations.get((warning.rule, component, cell), ""))


def _explanations_of(measurements: Sequence[Measurement]) -> Mapping[int, dict[tuple[str, str, str], str]]:
    found: dict[int, dict[tuple[str, str, str], str]] = defaultdict(dict)
    for explanation in Explanation.objects.filter(measurement__in=measurements):
        found[explanation.measurement_id][explanation.key] = explanation.text
    return found


def _documents_of(measurements: Sequence[Measurement]) -> Mapping[int, list[Document]]:
    """Those of the answer itself, then those of the items that it lists."""
    listed: dict[int, list[int]] = defaultdict(list)
    for measurement in measurements:
        for entry in measurement.entries.all():
            listed[entry.item_id].append(measurement.pk)
    held = Evidence.objects.held().filter(Q(measurement__in=measurements) | Q(item__in=list(listed)))
    found: dict[int, list[Document]] = defaultdict(list)
    for evidence in held.select_related("stored_file", "item").order_by("item", "added_at", "pk"):
        owners = [evidence.measurement_id] if evidence.measurement_id else listed[evidence.item_id or 0]
        for owner in owners:
            found[owner].append(_document(evidence))
    return found


def _document(evidence: Evidence) -> Document:
    note = [evidence.official_number, str(evidence.get_grade_display())]
    return Document(
        name=evidence.stored_file.name,
        note=" · ".join(part for part in note if part),
        is_confidential=evidence.is_confidential,
        item=evidence.item.title if evidence.item else "",
    )
