"""What institutions still owe for a semester: not begun, not sent, or returned and not sent again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.models import Commitment, Indicator, IndicatorRevision, ReportingPeriod
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.models import DeadlineExtension, Measurement, Status

DONE = (Status.SUBMITTED, Status.VALIDATED)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One answer that is not there yet. Its words come in the language that is active when they are read."""

    indicator: Indicator
    revision: IndicatorRevision | None
    status: str
    deadline: Deadline

    @property
    def name(self) -> str:
        return self.revision.name.rstrip(".") if self.revision else ""

    @property
    def state(self) -> str:
        return str(Status(self.status).label) if self.status else _("Not started")


def not_handed_over(extension: DeadlineExtension) -> int:
    """How many of the answers for which more time is asked are still in the reporter's hands."""
    owner, period = extension.institution_id, extension.period
    missing = outstanding_of(period, Deadlines.read([period], [owner]), [owner]).get(owner, [])
    concerned = [each for each in missing if extension.indicator_id in (None, each.indicator.pk)]
    return sum(each.status != Status.PREPARED for each in concerned)


def outstanding_of(
    period: ReportingPeriod, deadlines: Deadlines, institutions: Iterable[int] | None = None
) -> dict[int, list[Outstanding]]:
    """By institution (of these ids, or of all that owe anything), in the plan's order; an empty list where nothing is missing."""
    owed = Commitment.objects.in_force(period).select_related("indicator").order_by("indicator__order")
    answers = Measurement.objects.for_period(period)
    if institutions is not None:
        owed, answers = owed.filter(institution__in=institutions), answers.filter(institution__in=institutions)
    statuses = {(i, n): status for i, n, status in answers.values_list("institution_id", "indicator_id", "status")}
    revisions = {revision.indicator_id: revision for revision in IndicatorRevision.objects.in_force(period)}
    found: dict[int, list[Outstanding]] = defaultdict(list)
    for each in owed:
        status, missing = statuses.get((each.institution_id, each.indicator_id), ""), found[each.institution_id]
        if status not in DONE:
            deadline = deadlines.of(period, each.institution_id, each.indicator_id)
            missing.append(Outstanding(each.indicator, revisions.get(each.indicator_id), status, deadline))
    return dict(found)
