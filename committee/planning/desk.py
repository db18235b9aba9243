"""The desk of a year's planning: what each institution answered, how many activities of which pillar, and what is lacking.

Activities are counted of what stands before the reader only: what an institution is still writing is not shown, and is no zero.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import SENT, Activity, PlanningRound, Status, YearPlan
from indicators.models import Pillar
from institutions.models import Institution, User

State = PlanningRound.State


@dataclass(frozen=True, slots=True)
class Row:
    """One institution that was asked. `activities` is None where nothing stands before the reader; `late` in words."""

    institution: Institution
    key: str
    label: str
    activities: int | None
    by_pillar: tuple[int | None, ...]
    late: str
    sent_at: dt.datetime | None
    url: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """`sent`: how many of `rows` stand before the Committee. `total` and `by_pillar` add up what those say, and nothing else."""

    round: PlanningRound
    pillars: tuple[Pillar, ...]
    rows: tuple[Row, ...]
    sent: int
    validated: int
    total: int
    by_pillar: tuple[int, ...]

    @property
    def asked(self) -> int:
        return len(self.rows)


def desk_of(round_: PlanningRound, user: User, *, at: dt.datetime) -> Desk:
    """In a fixed number of queries."""
    pillars = tuple(Pillar.objects.filter(plan=round_.plan_id).order_by("order"))
    plans = list(
        round_.year_plans.asked().select_related("institution").order_by("institution__order", "institution__code")
    )
    seen = set(YearPlan.objects.visible_to(user).filter(round=round_, status__in=SENT).values_list("pk", flat=True))
    counted = _counted(round_)
    rows = tuple(_row(round_, each, pillars, counted, each.pk in seen, at) for each in plans)
    return Desk(
        round=round_,
        pillars=pillars,
        rows=rows,
        sent=sum(each.is_sent for each in plans),
        validated=sum(each.status == Status.VALIDATED for each in plans),
        total=sum(row.activities or 0 for row in rows),
        by_pillar=tuple(sum(row.by_pillar[n] or 0 for row in rows) for n in range(len(pillars))),
    )


def _counted(round_: PlanningRound) -> Counter[tuple[int, int]]:
    """How many activities each plan has of each pillar: of a frozen round, as they stand now and are not cancelled."""
    own = Activity.objects.filter(year_plan__round=round_, cancelled_at__isnull=True)
    return Counter(own.order_by().values_list("year_plan", "action__objective__pillar"))


def _row(
    round_: PlanningRound,
    year_plan: YearPlan,
    pillars: tuple[Pillar, ...],
    counted: Counter[tuple[int, int]],
    is_seen: bool,
    at: dt.datetime,
) -> Row:
    key, label = state_of(round_, year_plan, at)
    numbers = tuple(counted[year_plan.pk, each.pk] if is_seen else None for each in pillars)
    path = reverse("year_plan", args=[round_.year, year_plan.institution.code])
    return Row(
        institution=year_plan.institution,
        key=key,
        label=label,
        activities=sum(n or 0 for n in numbers) if is_seen else None,
        by_pillar=numbers,
        late=_late(round_, year_plan),
        sent_at=year_plan.submitted_at if year_plan.is_sent else None,
        url=path if is_seen else "",
        reason=year_plan.reason if is_seen and year_plan.has_none else "",
    )


def state_of(round_: PlanningRound, year_plan: YearPlan, at: dt.datetime) -> tuple[str, str]:
    """A mark of components/status.html and its words, as the Committee reads them."""
    if year_plan.status == Status.VALIDATED:
        return "validated", _("Validated: plans none") if year_plan.has_none else _("Validated")
    if year_plan.status == Status.SUBMITTED:
        return "submitted", _("Submitted: to be decided")
    if round_.state == State.CANCELLED:
        return "not_applicable", _("Cancelled")
    if round_.state != State.OPEN:
        return "not_available", _("Sent nothing") if year_plan.first_submitted_at is None else _(
            "Returned, not sent again"
        )
    if year_plan.status == Status.RETURNED or year_plan.first_submitted_at is not None:
        return "returned", _("Returned: being corrected")
    return ("overdue", _("Not sent, overdue")) if round_.is_overdue(at) else ("not_started", _("Not sent yet"))


def _late(round_: PlanningRound, year_plan: YearPlan) -> str:
    """By how many days it first arrived late; empty in time."""
    first = year_plan.first_submitted_at
    if first is None or first < round_.due_at:
        return ""
    days = (first - round_.due_at).days + 1
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
