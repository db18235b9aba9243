"""What the Committee did in the demonstration: one meeting with closed minutes, and the next one, planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone, translation

from committee.agreements import agreeing, fulfilling
from committee.agreements.agreeing import Terms
from committee.demonstration.planning import go_through, past_steps
from committee.demonstration.requests import seed_requests
from committee.demonstration.reviews import PLACE, change_two, constitute, go_on, person, seats_of
from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.meetings.agenda import Point
from committee.meetings.meeting import Called, Record
from committee.minutes import closing
from committee.models import Agreement, Meeting
from committee.pages.pending import pending_for
from indicators.calendar import add_business_days, midnight
from institutions.models import Institution, User
from measurements.demonstration.loading import Loaded

POINTS = {
    "Informe de cumplimiento del semestre": (
        "La Secretaría Técnica presentó las cifras validadas. Los miembros pidieron explicar las variaciones mayores."
    ),
    "Indicadores sin información suficiente": (
        "Se revisó qué falta para medirlos. Las instituciones propusieron plazos, que se acordaron."
    ),
    "Difusión del plan entre las unidades": "Se compartieron los materiales de cada institución.",
}
AGREED = (
    ("EP", "Remitir la relación de cursos con participantes por sexo, con el oficio que la sustenta.", 30),
    ("MGP", "Designar a quien reporta los casos de hostigamiento y comunicarlo a la Secretaría Técnica.", 40),
    ("FAP", "Presentar un cronograma para completar el registro de capacitaciones.", 60),
    ("CCFFAA", "Compartir con las demás instituciones su cartilla sobre la resolución 1325.", 300),
)
"""Who is responsible, for what, and until how many business days after the meeting."""

NEXT = 8
"""Business days until the meeting that is planned."""


Step = Callable[[Loaded, Meeting, dt.datetime], None]
"""What else was done with the ordinary meeting, and when: it starts, or it ended."""


def nothing_else(_loaded: Loaded, _meeting: Meeting, _at: dt.datetime) -> None:
    """The meeting did what this app knows of."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a layer that this one does not know did: before the meeting was held, and in it, before its minutes were closed."""

    before: Step = nothing_else
    during: Step = nothing_else


NOTHING_BESIDE = Beside()


def fill(loaded: Loaded, day: dt.date, beside: Beside = NOTHING_BESIDE) -> None:
    """Everything of the Committee, told in Spanish whoever loads it."""
    with translation.override("es"):
        seed_requests(loaded, day)
        seed_meetings(loaded, day, beside)


def seed_meetings(loaded: Loaded, day: dt.date, beside: Beside) -> None:
    secretary = person("secretaria")
    constitute(loaded)
    _past(loaded, day, secretary, beside)
    go_through(loaded, day)
    change_two(loaded, day)
    _planned(loaded, day, secretary)


def _past(loaded: Loaded, day: dt.date, secretary: User, beside: Beside) -> None:
    """The meeting on the last semester among all that was planned, done and paid, one after the other.

    Numbers of meetings follow each other, and what the meeting adopts says all that was known by then.
    """

    def review() -> None:
        meeting = _closed(loaded, held_on, secretary, beside)
        _follow(meeting, held_on)

    held_on = add_business_days(loaded.last_closed.closes_on, 15)
    steps = [(midnight(held_on), review), *past_steps(loaded, day)]
    for _at, step in sorted(steps, key=lambda each: each[0]):
        step()


def _closed(loaded: Loaded, held_on: dt.date, by: User, beside: Beside) -> Meeting:
    starts = midnight(held_on) + dt.timedelta(hours=10)
    called = Called(Meeting.Kind.ORDINARY, starts, PLACE, loaded.last_closed)
    called_at = starts - dt.timedelta(days=8)
    meeting = keeping.call(loaded.plan, called, by=by, at=called_at)
    points = [Point(title) for title in POINTS]
    meeting = agenda.add_points(meeting, points, version=meeting.version, by=by, at=called_at)
    beside.before(loaded, meeting, starts)
    meeting.refresh_from_db()
    ends = starts + dt.timedelta(hours=2)
    notes = {point.pk: POINTS[point.title] for point in meeting.agenda.filter(title__in=POINTS)}
    record = Record(ends_at=ends, seats=seats_of(meeting), points=notes)
    meeting = keeping.hold(meeting, record, version=meeting.version, by=by, at=ends)
    for code, text, days in AGREED:
        terms = Terms(text, Institution.objects.get(code=code), add_business_days(held_on, days))
        meeting.refresh_from_db()
        agreeing.agree(meeting, terms, version=meeting.version, by=by, at=ends)
    beside.during(loaded, meeting, ends)
    meeting.refresh_from_db()
    return closing.close_minutes(meeting, version=meeting.version, by=by, at=ends + dt.timedelta(hours=1))


def _follow(meeting: Meeting, held_on: dt.date) -> None:
    """The first is done and confirmed, the second said to be done, the third overdue, the last still has time."""
    first, second, *_rest = meeting.agreements.whole().order_by("ordinal")
    at = midnight(add_business_days(held_on, 20)) + dt.timedelta(hours=11)
    words = "Se remitió la relación con el oficio de la demostración."
    first = fulfilling.say_done(first, text=words, version=first.version, by=person("ejercito"), at=at)
    later = at + dt.timedelta(days=2)
    fulfilling.confirm_done(first, text="Conforme.", version=first.version, by=person("secretaria"), at=later)
    _say(second, "Se designó a quien reporta; el documento está en trámite.", at=later)


def _say(agreement: Agreement, text: str, *, at: dt.datetime) -> None:
    fulfilling.say_done(agreement, text=text, version=agreement.version, by=person("marina"), at=at)


def morning_of(day: dt.date, now: dt.datetime) -> dt.datetime:
    """Eight o'clock of the day. Made at its dawn, the demonstration tells nothing of later; a day to come is told of from its dawn."""
    return min(midnight(day) + dt.timedelta(hours=8), max(midnight(day), now))


def _planned(loaded: Loaded, day: dt.date, by: User) -> None:
    starts = midnight(add_business_days(day, NEXT)) + dt.timedelta(hours=15)
    called = Called(Meeting.Kind.ORDINARY, starts, PLACE, loaded.open_period)
    at = morning_of(day, timezone.now())
    meeting = keeping.call(loaded.plan, called, by=by, at=at)
    things = [each for group in pending_for(meeting, at=at) for each in group.things]
    points = [Point(each.title, each.source) for each in things if not each.source.startswith("extension:")]
    points.append(Point("Otros asuntos"))
    meeting = agenda.add_points(meeting, points, version=meeting.version, by=by, at=at)
    go_on(loaded, meeting, at=at)
