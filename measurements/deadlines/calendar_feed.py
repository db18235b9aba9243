"""A person's deadlines as an iCalendar feed (RFC 5545), in the person's language.

Each deadline is a whole day, so that it stands on the same day wherever the calendar is read. Its UID follows from what it is,
its SEQUENCE from how often its window was moved or extended, and its stamps from the last change behind it: the feed of an
unchanged world is the same to the byte.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from documents.formatting import period_label
from documents.speaking import language
from documents.spoken import plain
from indicators.letterhead import letterhead
from indicators.models import ActionPlan, Commitment, ReportingPeriod, WindowChange
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.deadlines.deadlines import Deadlines
from measurements.deadlines.outstanding import Outstanding, outstanding_of
from measurements.models import DeadlineExtension, Measurement
from notifications.duties import duties_of
from notifications.mailing import link
from notifications.other_dates import dates_of

REFRESH = dt.timedelta(hours=6)
NEVER = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
"""The stamp of what has not changed since it was made."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of the calendar. `key` and the plan make its UID."""

    key: str
    day: dt.date
    title: str
    text: str
    url: str
    sequence: int
    changed_at: dt.datetime


def feed_of(user: User, *, at: dt.datetime) -> bytes:
    """The calendar of everything that still comes: for who reports, of their institutions; for others, of the semesters."""
    with translation.override(user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Seguimiento 1325//ES")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Reporting deadlines: women, peace and security"))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        plan = ActionPlan.objects.current()
        if plan is not None:
            note = letterhead().note
            for entry in chain(entries_of(user, plan, at=at), _of_the_duties(user, at=at), _others(user, at=at)):
                calendar.add_component(_event(entry, plan.code, note))
        return bytes(calendar.to_ical())


def _event(entry: Entry, plan_code: str, note: str) -> Event:
    event = Event()
    event.add("uid", f"{plan_code}.{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", plain(entry.title))
    event.add("description", plain(note + entry.text))
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event


def entries_of(user: User, plan: ActionPlan, *, at: dt.datetime) -> Iterator[Entry]:
    """In a number of queries that grows with the semesters that still come, not with what is owed."""
    institutions = list(Institution.objects.filter(pk__in=user.institution_ids(*REPORTING_ROLES)))
    ids = [institution.pk for institution in institutions]
    periods = list(plan.periods.near(at=at).order_by("ordinal"))
    deadlines, changes = Deadlines.read(periods, ids), _Changes.read(periods, ids)
    for period in periods:
        if not institutions and not period.is_closed(at):
            yield from _of_the_semester(period, changes)
        ahead = [each for each in institutions if not deadlines.widest(period, each.pk).is_closed(at)]
        if not ahead:
            continue
        missing, owing = outstanding_of(period, deadlines, ids), _owing(period, ids)
        for institution in ahead:
            if institution.pk in owing:
                own = missing.get(institution.pk, [])
                yield from _of_the_institution(period, institution, deadlines, own, changes, at=at)


def _of_the_duties(user: User, *, at: dt.datetime) -> Iterator[Entry]:
    """What the Committee requires besides the answers, each on its last day."""
    for duty in duties_of(user, at=at):
        url = f"{settings.SITE_URL}{duty.url}"
        yield Entry(duty.key, duty.due_on, duty.label, duty.note, url, duty.moved, duty.changed_at or NEVER)


def _others(user: User, *, at: dt.datetime) -> Iterator[Entry]:
    """What higher apps put into the person's calendar, such as meetings."""
    for each in dates_of(user, at=at):
        url = f"{settings.SITE_URL}{each.path}"
        yield Entry(each.key, each.day, each.title, each.text, url, each.moved, each.changed_at)


def _owing(period: ReportingPeriod, institutions: list[int]) -> set[int]:
    owed = Commitment.objects.in_force(period).filter(institution__in=institutions)
    return set(owed.values_list("institution_id", flat=True))


@dataclass(frozen=True, slots=True)
class _Changes:
    """What moved the deadlines, and when anything behind an entry last changed."""

    windows: dict[int, tuple[int, dt.datetime]]
    extensions: dict[tuple[int, int], tuple[int, dt.datetime]]
    answers: dict[tuple[int, int], dt.datetime]

    @classmethod
    def read(cls, periods: list[ReportingPeriod], institutions: list[int]) -> _Changes:
        moved = WindowChange.objects.filter(period__in=periods).order_by().values_list("period_id")
        decided = (
            DeadlineExtension.objects.granted().filter(period__in=periods, institution__in=institutions).order_by()
        )
        answers = Measurement.objects.filter(period__in=periods, institution__in=institutions).order_by()
        return cls(
            windows={period: (n, at) for period, n, at in moved.annotate(Count("pk"), Max("at"))},
            extensions={
                (period, institution): (n, at)
                for period, institution, n, at in decided.values_list("period_id", "institution_id").annotate(
                    Count("pk"), Max("decided_at")
                )
            },
            answers={
                (period, institution): at
                for period, institution, at in answers.values_list("period_id", "institution_id").annotate(
                    Max("updated_at")
                )
            },
        )

    def of(self, period: ReportingPeriod, institution: int | None = None) -> tuple[int, dt.datetime]:
        """How often the deadline moved, and the last change behind its entry."""
        key = (period.pk, institution or 0)
        windows, window_at = self.windows.get(period.pk, (0, NEVER))
        granted, granted_at = self.extensions.get(key, (0, NEVER))
        return windows + granted, max(window_at, granted_at, self.answers.get(key, NEVER))


def _of_the_semester(period: ReportingPeriod, changes: _Changes) -> Iterator[Entry]:
    label, url = period_label(period.code, language()), link("home")
    due, closes = _("%(what)s is due") % {"what": label}, _("Reporting of %(period)s closes") % {"period": label}
    text = _("What arrives later counts as late.")
    yield Entry(f"{period.code}.due", period.due_on, due, text, url, *changes.of(period))
    text = _("Nothing more can be sent after this day.")
    yield Entry(f"{period.code}.closing", period.closes_on, closes, text, url, *changes.of(period))


def _of_the_institution(
    period: ReportingPeriod,
    institution: Institution,
    deadlines: Deadlines,
    missing: list[Outstanding],
    changes: _Changes,
    *,
    at: dt.datetime,
) -> Iterator[Entry]:
    deadline, stamps = deadlines.of(period, institution.pk), changes.of(period, institution.pk)
    name, key = institution.short_name or institution.name, f"{period.code}.{institution.code}"
    words = {"what": f"{name}, {period_label(period.code, language())}"}
    url = link("task_list", period.code, institution.code)
    if not deadline.is_closed(at):
        text = _missing_words(missing) if at >= deadline.opens_at else _("Reporting has not opened yet.")
        due = _("%(what)s is due (extended)") if deadline.is_extended else _("%(what)s is due")
        yield Entry(f"{key}.due", deadline.due_on, due % words, text, url, *stamps)
        closing = f"{_('Nothing more can be sent after this day.')}\n{text}"
        yield Entry(f"{key}.closing", deadline.closes_on, _("%(what)s closes") % words, closing, url, *stamps)
    for each in missing:
        if each.deadline.shut_at is not None and not each.deadline.is_closed(at):
            title = _("%(what)s: correct what the Committee opened") % {
                "what": f"{each.indicator.code}, {words['what']}"
            }
            text = f"{each.indicator.code} {each.name}: {each.state}"
            yield Entry(f"{key}.{each.indicator.code}.opened", each.deadline.closes_on, title, text, url, *stamps)
        if each.deadline.due_at > deadline.due_at and not each.deadline.is_closed(at):
            title = _("%(what)s is due (extended)") % {"what": f"{each.indicator.code}, {words['what']}"}
            text = f"{each.indicator.code} {each.name}: {each.state}"
            yield Entry(f"{key}.{each.indicator.code}.due", each.deadline.due_on, title, text, url, *stamps)


def _missing_words(missing: list[Outstanding]) -> str:
    if not missing:
        return _("Nothing is missing.")
    head = ngettext("%(n)d indicator is missing:", "%(n)d indicators are missing:", len(missing)) % {"n": len(missing)}
    return "\n".join([head, *(f"{each.indicator.code} {each.name}: {each.state}" for each in missing)])
