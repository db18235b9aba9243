"""One answer as it would leave, in all its parts: figure, warnings with what explains them, documents, narrative, origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from measurements.answer.findings import Finding
from measurements.answer.presentation import Values, tag_names, values_of
from measurements.answer.reading import previous_of, said
from measurements.background.comments import Comment, latest_comments
from measurements.background.recipes import OriginLine, origin_lines
from measurements.checks.attached import Document, documents_of
from measurements.checks.explaining import unexplained, warnings_among
from measurements.models import Measurement


@dataclass(frozen=True, slots=True)
class Summary:
    """`comment`: what it came back with, answered since."""

    measurement: Measurement
    values: Values
    warnings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    origin: tuple[OriginLine, ...]
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

    def summary(self, measurement: Measurement) -> Summary:
        previous = self.before.get(measurement.pk)
        warnings = self.warnings[measurement.pk]
        flagged = {cell for warning in warnings for cell in warning.flagged}
        now, before = said(measurement), said(previous) if previous else None
        return Summary(
            measurement=measurement,
            values=values_of(now, before, flagged=flagged, tags=self.tags),
            warnings=warnings,
            documents=tuple(documents_of(measurement)),
            origin=tuple(origin_lines(now.origin)),
            comment=self.comments.get(measurement.pk),
        )
