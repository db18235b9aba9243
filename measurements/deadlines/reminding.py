"""Reminders: who is written to today about what is missing, in one digest a person.

A digest is due some days before the deadline that applies to the institution, on its last day, and again every few days until
reporting closes. A day on which nothing ran is made up for at the next run. Nobody is told twice on one day, and nobody
who lacks nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Appointment, Institution, User
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.deadlines.outstanding import Outstanding, outstanding_of
from notifications.models import Kind, Notification

KEY = "reminder:"


@dataclass(frozen=True, slots=True)
class Part:
    """What one institution lacks for one semester and may still send. `deadline` is the institution's as a rule."""

    institution: Institution
    period: ReportingPeriod
    deadline: Deadline
    missing: tuple[Outstanding, ...]
    reminder_day: dt.date | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told."""

    user: User
    parts: tuple[Part, ...]

    @property
    def lines(self) -> int:
        return sum(len(part.missing) for part in self.parts)


def key_of(day: dt.date) -> str:
    """Under which a day's digest is told, so that nobody is told two on one day."""
    return f"{KEY}{day.isoformat()}"


def digests_of(plan: ActionPlan, *, at: dt.datetime) -> list[Digest]:
    """The digests that are due now, by name of the person; read in a number of queries that people do not change."""
    parts, today = parts_of(plan, at=at), timezone.localtime(at).date()
    told = last_told()
    digests = []
    for user, institutions in who_reports(today).items():
        own = [part for institution in institutions for part in parts.get(institution, ())]
        latest = max((part.reminder_day for part in own if part.reminder_day), default=None)
        is_due = latest is not None and (user.pk not in told or told[user.pk] < latest)
        if is_due and told.get(user.pk) != today:
            digests.append(Digest(user, tuple(own)))
    return digests


def parts_of(plan: ActionPlan, *, at: dt.datetime) -> dict[int, list[Part]]:
    """What each institution lacks, by its id, in every semester about which it may still write."""
    periods = list(plan.periods.begun(at=at).order_by("ordinal"))
    deadlines = Deadlines.read(periods)
    institutions = Institution.objects.in_bulk()
    found: dict[int, list[Part]] = defaultdict(list)
    for period in periods:
        writable = {owner for owner in institutions if deadlines.widest(period, owner).is_open(at)}
        if not writable:
            continue
        for owner, missing in outstanding_of(period, deadlines, writable).items():
            open_now = tuple(each for each in missing if each.deadline.without_opening.is_open(at))
            if open_now:
                day = latest_reminder_day(open_now, today=timezone.localtime(at).date())
                found[owner].append(Part(institutions[owner], period, deadlines.of(period, owner), open_now, day))
    return found


def latest_reminder_day(missing: Iterable[Outstanding], *, today: dt.date) -> dt.date | None:
    """The latest day, up to today, on which what is missing called for a reminder."""
    due_days = {each.deadline.due_on for each in missing}
    return max((day for due_on in due_days for day in reminder_days(due_on, today)), default=None)


def reminder_days(due_on: dt.date, today: dt.date) -> list[dt.date]:
    """The days up to today that remind of a deadline: some before it, its own, and every so many after it."""
    before: Sequence[int] = settings.REMINDER_DAYS_BEFORE
    days = [due_on - dt.timedelta(days=number) for number in before]
    since = max((today - due_on).days, 0)
    days += [due_on + dt.timedelta(days=number) for number in range(0, since + 1, settings.REMINDER_DAYS_BETWEEN)]
    return [day for day in days if day <= today]


def last_told() -> dict[int, dt.date]:
    """The last day on which each person was told a digest, by the person's id."""
    reminders = Notification.objects.filter(kind=Kind.REMINDER, key__startswith=KEY).order_by()
    latest = reminders.values_list("user_id").annotate(Max("at"))
    return {user: timezone.localtime(at).date() for user, at in latest}


def who_reports(today: dt.date) -> dict[User, list[int]]:
    """Who reports or approves today, by name, with the ids of their institutions."""
    posts = Appointment.objects.current(on=today).filter(role__in=REPORTING_ROLES, user__is_active=True)
    people: dict[User, list[int]] = defaultdict(list)
    for post in posts.select_related("user").order_by("user__name", "user__pk", "institution__order"):
        if post.institution_id not in people[post.user]:
            people[post.user].append(post.institution_id)
    return people
