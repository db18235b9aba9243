"""One answer as it would leave, in all its parts: figure, warnings with what explains them, documents, narrative, origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from measurements.comments import Comment, latest_comments
from measurements.explaining import unexplained, warnings_among
from measurements.findings import Finding
from measurements.models import Evidence, Measurement
from measurements.presentation import Values, tag_names, values_of
from measurements.reading import previous_of, said


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
    warnings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    comment: Comment | None

    @property
    def lacks_explanation(self) -> bool:
        """A warning came up after it was handed over: nobody can send it before it is explained."""
        return bool(unexplained(self.warnings))


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
        self.warnings = warnings_among(measurements)
        self.documents = _documents_of(measurements)

    def summary(self, measurement: Measurement) -> Summary:
        previous = self.before.get(measurement.pk)
        warnings = self.warnings[measurement.pk]
        flagged = {cell for warning in warnings for cell in warning.flagged}
        before = said(previous) if previous else None
        return Summary(
            measurement=measurement,
            values=values_of(said(measurement), before, flagged=flagged, tags=self.tags),
            warnings=warnings,
            documents=tuple(self.documents[measurement.pk]),
            comment=self.comments.get(measurement.pk),
        )


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
