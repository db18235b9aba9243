"""About what something is required: an institution, then perhaps a semester, an indicator, an activity, read from the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from activities.models import Activity
from committee.forms.request import About
from committee.requests.parts import Offered, offered, sent_answer
from indicators.calendar import add_business_days
from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, User
from institutions.permissions import reviewable_institution_ids
from measurements.deadlines.deadlines import deadline_for
from measurements.models import Measurement

PROPOSED = 5
"""Business days that a form proposes for answering."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen and what was: `indicators` with their names, once an institution and a semester are chosen.

    `activities`: those of the institution that the person reads, the newest year first.
    """

    institutions: tuple[Institution, ...]
    periods: tuple[ReportingPeriod, ...]
    indicators: tuple[tuple[str, str], ...]
    about: About | None
    activities: tuple[Activity, ...] = ()
    parts: tuple[Offered, ...] = ()
    can_open: bool = False

    @property
    def institution(self) -> str:
        return self.about.institution.code if self.about else ""

    @property
    def period(self) -> str:
        return self.about.period.code if self.about and self.about.period else ""

    @property
    def indicator(self) -> str:
        return self.about.indicator.code if self.about and self.about.indicator else ""

    @property
    def activity(self) -> str:
        return self.about.activity.code if self.about and self.about.activity else ""


def proposed_day(at: dt.datetime) -> dt.date:
    return add_business_days(timezone.localdate(at), PROPOSED)


def chosen(user: User, plan: ActionPlan, query: Mapping[str, str], *, at: dt.datetime) -> Choice:
    """What the address says; what it does not know is ignored, and an indicator needs its semester."""
    institutions = tuple(addressees(user))
    periods = tuple(plan.periods.begun(at=at))
    owner = next((each for each in institutions if each.code == query.get("institucion")), None)
    if owner is None:
        return Choice(institutions, periods, (), None)
    period = next((each for each in periods if each.code == query.get("semestre")), None)
    named = _indicators(owner, period) if period else []
    indicator = next((each for each, _name in named if each.code == query.get("indicador")), None)
    answer = sent_answer(indicator, owner, period)
    planned = tuple(Activity.objects.visible_to(user).filter(plan=plan, institution=owner).order_by("-year", "ordinal"))
    activity = next((each for each in planned if each.code == query.get("actividad")), None)
    return Choice(
        institutions=institutions,
        periods=periods,
        indicators=tuple((each.code, f"{each.code} {name}") for each, name in named),
        about=About(owner, period, indicator, activity),
        activities=planned,
        parts=tuple(offered(answer)) if answer else (),
        can_open=answer is not None and deadline_for(answer.period, owner, answer.indicator).is_closed(at),
    )


def addressees(user: User) -> list[Institution]:
    """The institutions of the plan of which this person may require something."""
    taking_part = Institution.objects.participating()
    mine = reviewable_institution_ids(user)
    if mine is None:
        return list(taking_part.exclude(pk__in=user.institution_ids()))
    return list(taking_part.filter(pk__in=mine))


def _indicators(institution: Institution, period: ReportingPeriod) -> list[tuple[Indicator, str]]:
    """What the institution owes for the semester or has answered, each with its name in force."""
    names = {revision.indicator_id: revision.name for revision in IndicatorRevision.objects.in_force(period)}
    owed = Commitment.objects.in_force(period).filter(institution=institution).values("indicator")
    answered = Measurement.objects.for_period(period).filter(institution=institution).values("indicator")
    found = Indicator.objects.filter(Q(pk__in=owed) | Q(pk__in=answered)).order_by("order")
    return [(indicator, names[indicator.pk]) for indicator in found if indicator.pk in names]
