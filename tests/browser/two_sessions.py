"""The real plan before its Committee first meets: one institution owes three indicators, two meetings were held, nothing was sent.

`python -m tests.browser.two_sessions` prepares it; with `later`, half a year passes: the next semester is the one that is open.
"""

from __future__ import annotations

import datetime as dt
import sys

import django

OWED = ("PREV-2.2.1", "PREV-3.2.1", "PART-1.2.1")
ADDED = ("PREV-2.2.2", "REC-1.1.2")
"""Indicators that the journey makes: the Committee assigns them too before they are reported."""
INSTITUTION = "EP"


def fill() -> None:
    from django.utils import timezone

    from indicators.models import ActionPlan, Commitment
    from indicators.scheduling import next_period
    from institutions.models import Institution
    from measurements.demonstration import windows

    plan = ActionPlan.objects.get()
    plan.is_demonstration = True
    plan.save(update_fields=["is_demonstration"])
    today = timezone.localdate()
    now = windows.semesters_on(plan, today)[-1]
    windows.open_on(now, today, is_new=True)
    if not plan.periods.filter(ordinal=now.ordinal + 1).exists():
        next_period(plan, on=today).save()
    owner = Institution.objects.get(code=INSTITUTION)
    Commitment.objects.filter(indicator__plan=plan).delete()
    for code in OWED:
        indicator = plan.indicators.get(code=code)
        Commitment.objects.create(indicator=indicator, institution=owner, from_period=now)
    _people(owner)
    meetings_held(today - dt.timedelta(days=1))


def _people(owner: object) -> None:
    from institutions.models import Institution, Role
    from measurements.demonstration.people import PASSWORD
    from tests.factories import make_person, make_post

    assert isinstance(owner, Institution)
    secretariat = Institution.objects.get(code="DGRRII")
    officer = make_person(Role.REPORTER, owner, email="oficial@demo.example.pe", name="Rosa Quispe")
    make_post(officer, Role.APPROVER, owner)
    secretary = make_person(
        Role.TECHNICAL_SECRETARY, secretariat, email="secretaria@demo.example.pe", name="Inés Ilustrativa"
    )
    for person in (officer, secretary):
        person.set_password(PASSWORD)
        person.save()


def meetings_held(day: dt.date) -> None:
    """Two on one day, each noted: everybody called was represented."""
    from committee.meetings import agenda, meeting
    from committee.meetings.agenda import Point
    from committee.meetings.meeting import Called, Record, Seat
    from indicators.calendar import midnight
    from indicators.models import ActionPlan
    from institutions.models import User

    secretary = User.objects.get(email="secretaria@demo.example.pe")
    for hour in (9, 15):
        starts = midnight(day) + dt.timedelta(hours=hour)
        ends = starts + dt.timedelta(hours=2)
        called = meeting.call(ActionPlan.objects.get(), Called("ordinary", starts, "Sala Grau"), by=secretary, at=ends)
        called = agenda.add_points(called, [Point("Los indicadores")], version=called.version, by=secretary, at=ends)
        seats = {each.institution_id: Seat("present", "Rosa Ejemplo") for each in called.attendances.all()}
        meeting.hold(called, Record(ends_at=ends, seats=seats), version=called.version, by=secretary, at=ends)


def later() -> None:
    """What nobody can wait for: the open semester closes and the next one, under the new definitions, opens."""
    from django.utils import timezone

    from indicators.models import ActionPlan, Commitment
    from institutions.models import Institution
    from measurements.demonstration import windows

    plan, today = ActionPlan.objects.get(), timezone.localdate()
    before = windows.semesters_on(plan, today)[-1]
    yesterday = timezone.now() - dt.timedelta(days=1)
    plan.periods.filter(pk=before.pk).update(due_at=yesterday, closes_at=yesterday)
    after = plan.periods.get(ordinal=before.ordinal + 1)
    windows.open_on(after, today, is_new=True)
    owner = Institution.objects.get(code=INSTITUTION)
    for code in ADDED:
        Commitment.objects.create(indicator=plan.indicators.get(code=code), institution=owner, from_period=after)


if __name__ == "__main__":
    django.setup()
    later() if "later" in sys.argv else fill()
