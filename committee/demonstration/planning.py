"""The planning of years in the demonstration: last year's and this year's adopted in meetings, next year's under way.

Last year's plan was followed up over two semesters and this year's over what of it has passed; two fiscal years have their budgets.
Nobody is told of what the demonstration says happened long ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from activities.demonstration import budgets, following
from activities.demonstration.acting import HOUR, Hands, decide, send, write_plan
from activities.demonstration.following import Semester
from activities.demonstration.texts import NONE_PLANNED, PLANNED, Planned
from activities.models import PlanningRound, YearPlan
from activities.planning.rounds import Asked, consolidate, open_round
from committee.demonstration.reviews import close, held, person
from committee.planning import meeting_point
from indicators.calendar import Semester as SemesterOf
from indicators.calendar import add_business_days, business_day_from, midnight
from indicators.models import ActionPlan, ReportingPeriod
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
Step = Callable[[], None]


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


def past_steps(loaded: Loaded, day: dt.date) -> Iterator[tuple[dt.datetime, Step]]:
    """What was done before the window that is open, and when: the plans of last year and of this one, and what followed last year's.

    Told in the order of their days, with the meetings of the Committee among them, so that its report finds what was there.
    """
    last = day.year - 1
    for year in (last, day.year):
        yield Calendar.of_planning(year, ADOPTED), partial(adopt_plan, loaded, year, day)
    april = midnight(business_day_from(dt.date(last, 4, 14))) + NINE
    yield april, partial(_change_last_year, loaded, last, april)
    for half, semester in _semesters(loaded, last, Calendar(day)):
        if not semester.is_open:
            yield semester.written_at, partial(_note_all, loaded, last, half, semester)
    cut = _cut_of(loaded.last_closed)
    yield cut.at, partial(_state, loaded, cut, budgets.LAST_YEAR)


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
    """What goes on in the window that is open: changes, notes and budgets of this year, and the planning of the next one."""
    calendar, hands = Calendar(day), hands_of()
    this = PlanningRound.objects.get(plan=loaded.plan, year=calendar.this_year)
    for year in (calendar.this_year - 1, calendar.this_year):
        for half, semester in _semesters(loaded, year, calendar):
            if semester.is_open:
                _note_all(loaded, year, half, semester, is_this_year=year == calendar.this_year)
    _state_this_year(loaded, calendar)
    with told_to_nobody():
        days = tuple(calendar.before(each) for each in (5, 4, 3, 2))
        following.change_this_year(this, hands, days=days)
        _early(this, calendar, hands)
        _next_year(loaded.plan, calendar, hands)


def hands_of() -> Hands:
    def holding(role: Role) -> dict[str, User]:
        return {each.institution: person(each.mailbox) for each in ACCOUNTS if role in each.roles}

    return Hands(holding(Role.REPORTER), holding(Role.APPROVER), person("secretaria"), person("alterno"))


def _semesters(loaded: Loaded, year: int, calendar: Calendar) -> Iterator[tuple[int, Semester]]:
    """When the notes of a year's halves were written: after each closed long ago, or in the window that is open; not while it runs."""
    for half, period in following.periods_of(loaded.plan, year):
        if period.ordinal == loaded.open_period.ordinal:
            yield half, Semester(period, calendar.before(6), calendar.before(4), is_open=True)
        elif period.ordinal < loaded.open_period.ordinal:
            written = midnight(add_business_days(period.ends_on, 5)) + NINE
            yield half, Semester(period, written, written + dt.timedelta(days=2))


def _note_all(loaded: Loaded, year: int, half: int, semester: Semester, *, is_this_year: bool = False) -> None:
    round_ = PlanningRound.objects.get(plan=loaded.plan, year=year)
    with told_to_nobody():
        following.note_all(round_, half, semester, hands_of(), is_this_year=is_this_year)


def _change_last_year(loaded: Loaded, year: int, at: dt.datetime) -> None:
    with told_to_nobody():
        following.change_last_year(PlanningRound.objects.get(plan=loaded.plan, year=year), hands_of(), at=at)


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


def _cut_of(period: ReportingPeriod) -> budgets.Cut:
    """The budgets that the report on a semester finds: the year of the semester as of its last day, stated two weeks later."""
    at = midnight(business_day_from(period.ends_on + dt.timedelta(days=15))) + NINE
    return budgets.Cut(period.ends_on.year, period.ends_on, at)


def _state_this_year(loaded: Loaded, calendar: Calendar) -> None:
    """As of the last whole month that has passed by some days; of a year that has none yet nothing is stated."""
    at = calendar.before(7)
    on = at.date().replace(day=1) - dt.timedelta(days=1)
    if on.year == calendar.this_year:
        _state(loaded, budgets.Cut(on.year, on, at), budgets.THIS_YEAR)


def _state(loaded: Loaded, cut: budgets.Cut, stated: tuple[budgets.Stated, ...]) -> None:
    with told_to_nobody():
        budgets.state(loaded.plan, cut, stated, hands_of())


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
