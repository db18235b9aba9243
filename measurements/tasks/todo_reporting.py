"""What an institution's own people must do now, semester by semester: correct, report, hand over, send."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import long_date, period_label
from documents.speaking import language
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, Role, User
from measurements.consolidation.asked_deadlines import parts_to_give
from measurements.consolidation.asked_tasks import wanted_note
from measurements.deadlines.deadlines import Deadline, Deadlines, writable_periods
from measurements.models import Contribution, Measurement, Status
from measurements.tasks.task_list import NOT_STARTED, READY, TaskList, task_list_of
from notifications.todo_sources import ToDo


def reporting_rows(user: User, plan: ActionPlan, *, at: dt.datetime) -> Iterator[ToDo]:
    """Those of every institution for which the person reports or approves, in every semester that is open to it."""
    institutions = institutions_of(user)
    asked = _asked_by_place(user, plan, institutions, at)
    periods, deadlines = writable_periods(plan, {institution.pk for institution in institutions}, at=at)
    known = {period.pk: period for period in periods} | {part.period_id: part.period for part in chain(*asked.values())}
    for period in sorted(known.values(), key=lambda period: period.due_at):
        for institution in institutions:
            parts = asked.get((period.pk, institution.pk), [])
            if deadlines.widest(period, institution.pk).is_open(at):
                yield from _rows_of_institution(user, period, institution, deadlines, at, parts)
            elif parts:
                yield _asked(institution, period, parts)


def _asked_by_place(
    user: User, plan: ActionPlan, institutions: list[Institution], at: dt.datetime
) -> dict[tuple[int, int], list[Contribution]]:
    """The parts that are waited for, by semester and unit: an extension of who asked holds for its units too."""
    written = [unit for unit in institutions if user.post_in(unit.pk, Role.REPORTER)]
    found: dict[tuple[int, int], list[Contribution]] = defaultdict(list)
    for part in parts_to_give(plan, written, at=at):
        found[(part.period_id, part.unit_id)].append(part)
    return dict(found)


def _rows_of_institution(
    user: User,
    period: ReportingPeriod,
    institution: Institution,
    deadlines: Deadlines,
    at: dt.datetime,
    parts: list[Contribution],
) -> Iterator[ToDo]:
    """In the order of its work; where only some indicators have an extension, of these alone."""
    only = deadlines.open_indicators(period, institution.pk, at=at)
    own, widest = deadlines.of(period, institution.pk), deadlines.widest(period, institution.pk)
    tasks = task_list_of(institution, period).among(only)
    place = _place(user, period, institution, own if only is None else widest, at)
    if user.post_in(institution.pk, Role.REPORTER):
        yield from _to_report(tasks, period, institution, place, at)
        yield _asked(institution, period, parts)
    yield from _to_send(user, tasks, period, institution, place)


def awaiting_approval(user: User, plan: ActionPlan, *, at: dt.datetime) -> int:
    """How many answers wait for the approval of somebody else in the person's institutions."""
    mine = user.institution_ids(Role.REPORTER) - user.institution_ids(Role.APPROVER)
    periods, deadlines = writable_periods(plan, mine, at=at)
    prepared = Measurement.objects.filter(institution__in=mine, status=Status.PREPARED, period__in=periods)
    waiting = prepared.select_related("period")
    return sum(deadlines.of(m.period, m.institution_id, m.indicator_id).is_open(at) for m in waiting)


def institutions_of(user: User) -> list[Institution]:
    found = {post.institution_id: post.institution for post in user.posts if post.role in REPORTING_ROLES}
    return list(found.values())


def _to_report(
    tasks: TaskList, period: ReportingPeriod, institution: Institution, place: str, at: dt.datetime
) -> Iterator[ToDo]:
    url = reverse("task_list", args=[period.code, institution.code])
    missing, not_begun = tasks.count(NOT_STARTED, Status.DRAFT), tasks.count(NOT_STARTED)
    yield ToDo(len(tasks.observed), _("Correct what was returned"), url, _observed_note(tasks, place, at))
    why = place if not_begun < tasks.total else _("%(place)s. Nobody has begun yet.") % {"place": place}
    yield ToDo(missing, _("Report what is missing"), url, why)


def _observed_note(tasks: TaskList, place: str, at: dt.datetime) -> str:
    """The semester, and whether the Committee already waits longer than it asked to."""
    overdue = tasks.overdue_observations(at=at)
    text = ngettext(
        "%(place)s. %(n)d should have been answered already.",
        "%(place)s. %(n)d should have been answered already.",
        overdue,
    )
    return text % {"place": place, "n": overdue} if overdue else place


def _asked(unit: Institution, period: ReportingPeriod, awaited: list[Contribution]) -> ToDo:
    """What the unit's institution waits for, the most urgent named."""
    url = reverse("task_list", args=[period.code, unit.code]) + "#asked"
    return ToDo(len(awaited), _("Give your unit's part"), url, wanted_note(awaited[0]) if awaited else "")


def _to_send(
    user: User, tasks: TaskList, period: ReportingPeriod, institution: Institution, place: str
) -> Iterator[ToDo]:
    """Who holds both posts sends what is ready and what was handed over, in one step."""
    url = reverse("sending", args=[period.code, institution.code])
    reports, approves = user.post_in(institution.pk, Role.REPORTER), user.post_in(institution.pk, Role.APPROVER)
    if approves and reports:
        yield ToDo(tasks.count(READY, Status.PREPARED), _("Check and send what is ready"), url, place)
    elif approves:
        yield ToDo(tasks.awaiting, _("Check and send what was handed over"), url, place)
    else:
        yield ToDo(tasks.ready, _("Hand over what is ready"), url, place)


def _place(user: User, period: ReportingPeriod, institution: Institution, deadline: Deadline, at: dt.datetime) -> str:
    """The semester, the deadline and what is left of it; the institution too for who works for several."""
    label = period_label(period.code, language())
    if deadline.is_open_in_parts(at):
        text = _("%(period)s, opened to be corrected until %(day)s") % {
            "period": label,
            "day": long_date(deadline.closes_on, language()),
        }
        return f"{institution.short_name} · {text}" if len(institutions_of(user)) > 1 else text
    words = {"period": label, "day": long_date(deadline.due_on, language()), "left": _left(deadline, at)}
    text = _("%(period)s, due %(day)s: %(left)s") % words
    return f"{institution.short_name} · {text}" if len(institutions_of(user)) > 1 else text


def _left(deadline: Deadline, at: dt.datetime) -> str:
    days = (deadline.due_on - timezone.localtime(at).date()).days
    if deadline.is_overdue(at):
        return _("overdue, it can still be sent")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days} if days else _("today")
