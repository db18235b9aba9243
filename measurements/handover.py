"""What an institution checks before an answer leaves the hands that wrote it: by the reporter, then by the approver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Commitment, ReportingPeriod
from institutions.models import Institution
from measurements.attached import Document, documents_of
from measurements.checks import problems_of
from measurements.comments import Comment, latest_comments
from measurements.explaining import unexplained, warnings_among
from measurements.findings import Finding
from measurements.models import Measurement, Status
from measurements.presentation import Values, tag_names, values_of
from measurements.reading import previous_of, said, whole


@dataclass(frozen=True, slots=True)
class Summary:
    """One answer as it would leave: its values beside the semester before, the warnings and the narrative."""

    measurement: Measurement
    values: Values
    warnings: tuple[Finding, ...]
    comment: Comment | None
    documents: tuple[Document, ...]

    @property
    def lacks_explanation(self) -> bool:
        """A warning came up after it was handed over: nobody can send it before it is explained."""
        return bool(unexplained(self.warnings))

    @property
    def is_unchanged(self) -> bool:
        """It came back with a comment and nothing was saved since: handing it over again would answer nothing."""
        return self.comment is not None and self.measurement.updated_at <= self.comment.at


@dataclass(frozen=True, slots=True)
class Handover:
    """An institution's answers of a semester: ready to be handed over, and handed over for approval."""

    ready: tuple[Summary, ...]
    prepared: tuple[Summary, ...]
    unfinished: int


def handover_of(institution: Institution, period: ReportingPeriod) -> Handover:
    """Read and check everything that has not been sent, in a fixed number of queries."""
    unsent = (Status.DRAFT, Status.RETURNED, Status.PREPARED)
    found = Measurement.objects.filter(institution=institution, period=period, status__in=unsent)
    measurements = list(whole(found.order_by("indicator__order")))
    prepared = [m for m in measurements if m.status == Status.PREPARED]
    drafts = [m for m in measurements if m.status != Status.PREPARED]
    complete = [m for m in drafts if not problems_of(m)]
    warnings = warnings_among([*complete, *prepared])
    ready = [m for m in complete if not unexplained(warnings[m.pk])]
    shown = {summary.measurement.pk: summary for summary in _summaries([*ready, *prepared], warnings)}
    return Handover(
        ready=tuple(shown[m.pk] for m in ready),
        prepared=tuple(shown[m.pk] for m in prepared),
        unfinished=len(drafts) - len(ready) + _not_begun(institution, period),
    )


def _not_begun(institution: Institution, period: ReportingPeriod) -> int:
    """Indicators that the institution owes and nobody has opened yet."""
    answered = Measurement.objects.filter(institution=institution, period=period).values("indicator")
    owed = Commitment.objects.in_force(period).filter(institution=institution)
    return owed.exclude(indicator__in=answered).count()


def _summaries(measurements: Sequence[Measurement], warnings: Mapping[int, tuple[Finding, ...]]) -> list[Summary]:
    before, tags, comments = previous_of(measurements), tag_names(), latest_comments(measurements)
    return [_summary(m, before.get(m.pk), tags, comments.get(m.pk), warnings[m.pk]) for m in measurements]


def _summary(
    measurement: Measurement,
    previous: Measurement | None,
    tags: dict[str, str],
    comment: Comment | None,
    warnings: tuple[Finding, ...],
) -> Summary:
    flagged = {cell for warning in warnings for cell in warning.flagged}
    values = values_of(said(measurement), said(previous) if previous else None, flagged=flagged, tags=tags)
    return Summary(measurement, values, warnings, comment, tuple(documents_of(measurement)))
