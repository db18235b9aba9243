"""Asking for a change of the frozen plan of a year: an activity added, altered, moved or cancelled, always with its reason.

What is asked takes the path of everything that is handed in (activities/handing_in.py) and takes effect when the Committee validates it
(activities/planning/applying.py). One change of an activity is under way at a time, so none undoes another.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from activities.content import ActivityContent, content_of, kept
from activities.handing_in import require_time
from activities.models import WRITABLE, Activity, ActivityChange, Status, YearPlan
from activities.planning.applying import named_in
from activities.planning.checking import problems_of_change
from activities.refusals import NotReady, Stale, WrongState
from activities.steps import Verb, lock, require_post, take, write
from institutions import permissions
from institutions.models import User

Kind = ActivityChange.Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. `content`: the activity as it would read; None of a cancellation, which changes no word of it."""

    kind: ActivityChange.Kind
    reason: str
    content: ActivityContent | None = None
    language: str = "es"


def ask_change(
    year_plan: YearPlan,
    asked: Asked,
    *,
    activity: Activity | None = None,
    version: int | None = None,
    by: User,
    at: dt.datetime,
) -> ActivityChange:
    """Write a change down, for the institution's approver to send. `version`: that of the activity, as it was read.

    An addition that this person just asked for in the same words is the same: a button pressed twice asks once.
    """
    post = require_post(permissions.reporting_post(by, year_plan.institution))
    with transaction.atomic():
        lock(year_plan.round.plan_id)
        change = ActivityChange(year_plan=year_plan, kind=asked.kind, updated_at=at, updated_by=by)
        if activity is not None:
            change.activity = _standing(activity, version)
            change.before = kept(content_of(change.activity))
        _say(change, asked, at)
        same = _same_as(change)
        if same is not None:
            return same
        last = year_plan.changes.aggregate(last=Max("ordinal"))["last"] or 0
        change.ordinal = last + 1
        change.save()
        write(change, Verb.BEGUN, "", Status.DRAFT, post=post, at=at)
    return change


def rewrite(change: ActivityChange, asked: Asked, *, version: int, by: User, at: dt.datetime) -> None:
    """Say it otherwise, while it is in the hands of who reports. Its kind and its activity stay."""
    require_post(permissions.reporting_post(by, change.year_plan.institution))
    with transaction.atomic():
        lock(change.year_plan.round.plan_id)
        require_time(change, at)
        take(change, version, WRITABLE)
        if change.activity is not None:
            change.before = kept(content_of(change.activity))
        change.updated_at, change.updated_by = at, by
        _say(change, asked, at)
        change.save()


def withdraw(change: ActivityChange, *, version: int, by: User, at: dt.datetime) -> None:
    """The institution no longer asks for it. It stays on record, and the activity may be changed by another."""
    post = require_post(permissions.reporting_post(by, change.year_plan.institution))
    with transaction.atomic():
        lock(change.year_plan.round.plan_id)
        require_time(change, at)
        before = take(change, version, WRITABLE)
        change.withdrawn_at, change.updated_at, change.updated_by = at, at, by
        change.save()
        write(change, Verb.WITHDRAWN, before, before, post=post, at=at)


def _same_as(change: ActivityChange) -> ActivityChange | None:
    """Only of additions: of an activity no second change can be under way."""
    alike = ActivityChange.objects.open().filter(
        year_plan=change.year_plan,
        kind=Kind.ADD,
        status=Status.DRAFT,
        reason=change.reason,
        updated_by=change.updated_by,
    )
    return next((each for each in alike if change.kind == Kind.ADD and each.content == change.content), None)


def open_change_of(activity: Activity) -> ActivityChange | None:
    """The change that is under way of an activity, if any."""
    return ActivityChange.objects.open().filter(activity=activity).first()


def _standing(activity: Activity, version: int | None) -> Activity:
    """The activity as it stands, in the version that was read; not cancelled, and no other change of it under way."""
    now = Activity.objects.whole().get(pk=activity.pk)
    if now.cancelled_at is not None:
        raise WrongState(_("%(code)s was cancelled: there is nothing to change.") % {"code": now.code})
    if not Activity.objects.in_force().filter(pk=now.pk).exists():
        raise WrongState(
            _("%(code)s is no part of the plan that was adopted: add it as a new activity.") % {"code": now.code}
        )
    if version is not None and now.version != version:
        raise Stale(_("This activity changed while you were working on it. Nothing was asked for."))
    other = open_change_of(now)
    if other is not None:
        text = _("Change %(number)s of %(code)s is under way: wait for its answer, or withdraw it.")
        raise WrongState(text % {"number": other.ordinal, "code": now.code})
    return now


def _say(change: ActivityChange, asked: Asked, at: dt.datetime) -> None:
    """Put what is asked into the row, or refuse it."""
    require_time(change, at)
    content = change.before if asked.content is None else kept(asked.content)
    if content is None:
        raise WrongState(_("An activity that is added says what is done."))
    change.content, change.reason, change.language = content, asked.reason.strip(), asked.language
    problems = problems_of_change(change)
    if problems:
        raise NotReady(problems)
    if asked.content is not None:
        named_in(change.year_plan.round.plan_id, asked.content)
