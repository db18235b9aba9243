"""The planning of years in the demonstration: last year's and this year's adopted in meetings, next year's under way.

Last year's plan was followed up over two semesters and this year's over what of it has passed; two fiscal years have their budgets.
Nobody is told of what the demonstration says happened long ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from activities.demonstration import budgets, following
from activities.demonstration.acting import HOUR, Hands, decide, send, write_plan
from activities.demonstration.following import Semester
from activities.demonstration.texts import NONE_PLANNED, PLANNED, Planned
from activities.models import PlanningRound, YearPlan
from activities.planning.rounds import Asked, consolidate, open_round
from committee.demonstrated_reviews import close, held, person
from committee.planning import meeting_point
from indicators.calendar import Semester as SemesterOf
from indicators.calendar import add_business_days, business_day_from, midnight
from indicators.models import ActionPlan
from institutions.models import Institution, Role, User
from measurements.demonstration.loading import Loaded
from measurements.demonstration.people import ACCOUNTS
from measurements.demonstration.windows import business_day_before
from notifications.telling import told_to_nobody

ASKED = ("EP", "MGP", "FAP", "CCFFAA", "CECOPAZ", "MINDEF", "DGRRII")
SILENT_LAST_YEAR = "DGRRII"
"""Who sent no plan last year."""
RETURNED = "Precise el producto de cada actividad (demostración)."
NOTE = "Proponga las actividades con las que su institución cumplirá el plan. Mensaje de la demostración."
OPENS, DUE, CONSOLIDATED, ADOPTED = (11, 4), (11, 25), (12, 5), (12, 12)
"""Month and day, in the year before the one that is planned."""
NINE = dt.timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a demonstration made for `day`."""

    day: dt.date

    @property
    def this_year(self) -> int:
        return self.day.year

    def before(self, business_days: int) -> dt.datetime:
        """At nine o'clock, so many business days before the day."""
        day = self.day
        for _each in range(business_days):
            day = business_day_before(day)
        return midnight(day) + NINE

    @staticmethod
    def of_planning(year: int, day: tuple[int, int]) -> dt.datetime:
        return midnight(business_day_from(dt.date(year - 1, *day))) + NINE


def meetings_of(loaded: Loaded, day: dt.date) -> list[tuple[dt.date, int]]:
    """The days on which meetings adopted the plans of last year and of this one, and those years."""
    return [(Calendar.of_planning(year, ADOPTED).date(), year) for year in (day.year - 1, day.year)]


def adopt_plan(loaded: Loaded, year: int, day: dt.date) -> None:
    """A year from the opening of its planning to the meeting that adopted it."""
    hands, is_this_year = hands_of(), year == day.year
    planned = [each for each in PLANNED if (each.this is not None if is_this_year else each.last is not None)]
    with told_to_nobody():
        round_ = _opened(loaded.plan, year, Calendar.of_planning(year, OPENS), due_on=_due_on(year), by=hands.secretary)
        silent = () if is_this_year else (SILENT_LAST_YEAR,)
        _propose(round_, planned, hands, silent=silent)
        at = Calendar.of_planning(year, CONSOLIDATED)
        round_.refresh_from_db()
        consolidate(round_, version=round_.version, by=hands.secretary, at=at)
        _adopt(loaded, round_, hands.secretary)


def go_through(loaded: Loaded, day: dt.date) -> None:
    """What followed: changes, notes and budgets of both years, and the planning of the next one, which is open."""
    calendar, hands = Calendar(day), hands_of()
    last, this = (PlanningRound.objects.get(plan=loaded.plan, year=year) for year in (day.year - 1, day.year))
    with told_to_nobody():
        april = midnight(business_day_from(dt.date(last.year, 4, 14))) + NINE
        following.change_last_year(last, hands, at=april)
        for round_ in (last, this):
            for half, period in following.periods_of(round_):
                semester = semester_of(loaded, period.ordinal, calendar)
                if semester is not None:
                    following.note_all(round_, half, semester, hands, is_this_year=round_ is this)
        days = tuple(calendar.before(each) for each in (5, 4, 3, 2))
        following.change_this_year(this, hands, days=days)
        _early(this, calendar, hands)
        _budgets(loaded.plan, calendar, hands)
        _next_year(loaded.plan, calendar, hands)


def hands_of() -> Hands:
    def holding(role: Role) -> dict[str, User]:
        return {each.institution: person(each.mailbox) for each in ACCOUNTS if role in each.roles}

    return Hands(holding(Role.REPORTER), holding(Role.APPROVER), person("secretaria"), person("alterno"))


def semester_of(loaded: Loaded, ordinal: int, calendar: Calendar) -> Semester | None:
    """When the notes of a semester were written: after it closed long ago, or in the window that is open; None while it runs."""
    period = loaded.plan.periods.get(ordinal=ordinal)
    if ordinal > loaded.open_period.ordinal:
        return None
    if ordinal == loaded.open_period.ordinal:
        return Semester(period, calendar.before(6), calendar.before(4), is_open=True)
    written = midnight(add_business_days(period.ends_on, 5)) + NINE
    return Semester(period, written, written + dt.timedelta(days=2))


def _due_on(year: int) -> dt.date:
    return business_day_from(dt.date(year - 1, *DUE))


def _opened(plan: ActionPlan, year: int, at: dt.datetime, *, due_on: dt.date, by: User) -> PlanningRound:
    institutions = list(Institution.objects.filter(code__in=ASKED))
    return open_round(plan, year, Asked(due_on, NOTE), institutions, by=by, at=at)


def _plans(round_: PlanningRound) -> list[YearPlan]:
    return list(YearPlan.objects.whole().filter(round=round_).order_by("institution__order", "institution__code"))


def _propose(round_: PlanningRound, planned: Iterable[Planned], hands: Hands, *, silent: tuple[str, ...]) -> None:
    """Each institution a few business days after the opening; the plan of one is returned and sent again."""
    opened, every = round_.opened_at.date(), list(planned)
    for place, year_plan in enumerate(_plans(round_)):
        code = year_plan.institution.code
        if code in silent:
            continue
        at = midnight(add_business_days(opened, 3 + place)) + NINE
        write_plan(year_plan, every, hands, at=at)
        send(year_plan, code, hands, at=at + HOUR)
        if code == "CCFFAA":
            decide(year_plan, code, hands, at=at + 4 * HOUR, returned=RETURNED)
            send(year_plan, code, hands, at=at + 6 * HOUR)
        decide(year_plan, code, hands, at=at + dt.timedelta(days=1))


def _adopt(loaded: Loaded, round_: PlanningRound, by: User) -> None:
    starts = Calendar.of_planning(round_.year, ADOPTED) + HOUR
    period = loaded.plan.periods.filter(code=f"{round_.year - 1}-I").first() or loaded.last_closed
    meeting = held(loaded, starts, period, f"Actividades de {round_.year}")
    ends = meeting.starts_at + 2 * HOUR
    round_.refresh_from_db()
    point = meeting_point.put(round_, meeting, version=round_.version, by=by, at=ends)
    meeting_point.adopt(point, version=point.version, by=by, at=ends)
    close(meeting)


def _early(this: PlanningRound, calendar: Calendar, hands: Hands) -> None:
    period = this.plan.periods.filter(code=SemesterOf.of(calendar.day).code).first()
    at = calendar.before(3)
    if period is not None and at.date() > period.starts_on:
        following.note_early(this, Semester(period, at, None), hands)


def _budgets(plan: ActionPlan, calendar: Calendar, hands: Hands) -> None:
    """The last whole month that has passed by some days, and the fiscal year before it, whole."""
    at = calendar.before(7)
    on = at.date().replace(day=1) - dt.timedelta(days=1)
    first = midnight(business_day_from(dt.date(on.year, 1, 15))) + NINE
    before = budgets.Cut(on.year - 1, dt.date(on.year - 1, 12, 31), first)
    budgets.state(plan, before, budgets.LAST_YEAR, hands)
    budgets.state(plan, budgets.Cut(on.year, on, at), budgets.THIS_YEAR, hands)


def _next_year(plan: ActionPlan, calendar: Calendar, hands: Hands) -> None:
    """Open: the army copied part of its activities, the navy sent its plan, who plans none said so, the others have not begun."""
    due_on = business_day_from(calendar.day + dt.timedelta(days=21))
    round_ = _opened(plan, calendar.this_year + 1, calendar.before(8), due_on=due_on, by=hands.secretary)
    plans = {each.institution.code: each for each in _plans(round_)}
    again = [each for each in PLANNED if each.this is not None]
    write_plan(plans["EP"], [each for each in again if each.institution == "EP"][:3], hands, at=calendar.before(4))
    write_plan(plans["MGP"], again, hands, at=calendar.before(4))
    send(plans["MGP"], "MGP", hands, at=calendar.before(2))
    write_plan(plans[NONE_PLANNED[0]], (), hands, at=calendar.before(3))
