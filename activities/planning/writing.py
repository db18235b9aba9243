"""Writing a plan of the year while its round is open: activities written, changed and taken out, or that none is planned.

Every door comes through here: the pages and the spreadsheet. Each change makes a new version of the plan of the year, so that what an
approver sends is exactly what was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from activities.content import ActivityContent, content_of
from activities.handing_in import require_time
from activities.models import WRITABLE, Activity, YearPlan
from activities.planning.applying import new_activity, write_content
from activities.planning.checking import problems_of_content
from activities.refusals import NotReady, Problem, Stale, WrongState
from activities.steps import lock, require_post, require_words, take
from institutions import permissions
from institutions.models import User


def add_activity(
    year_plan: YearPlan, content: ActivityContent, *, by: User, at: dt.datetime, continues: Activity | None = None
) -> Activity:
    """A new activity with the next number of its plan; `continues`: that of an earlier year that it was copied from.

    One that says the same in all is the same: a button pressed twice adds one.
    """
    with writing(year_plan, by=by, at=at):
        _require_some(year_plan)
        _require_right(content, year_plan.year)
        same = _same_as(year_plan, content, continues)
        if same is not None:
            return same
        activity = new_activity(year_plan)
        activity.continues = continues
        write_content(activity, content)
    return activity


def _same_as(year_plan: YearPlan, content: ActivityContent, continues: Activity | None) -> Activity | None:
    alike = year_plan.activities.whole().filter(title=content.title, continues=continues)
    return next((each for each in alike if content_of(each) == content), None)


def change_activity(activity: Activity, content: ActivityContent, *, version: int, by: User, at: dt.datetime) -> None:
    """Make a planned activity say this."""
    with writing(activity.year_plan, by=by, at=at):
        _require_right(content, activity.year)
        _take(activity, version)
        write_content(activity, content)


def take_out(activity: Activity, *, version: int, by: User, at: dt.datetime) -> None:
    """Take a planned activity out of its plan. Its number is never given again."""
    with writing(activity.year_plan, by=by, at=at):
        _take(activity, version)
        try:
            with transaction.atomic():
                activity.delete()
        except ProtectedError as error:
            text = _("%(code)s cannot be taken out: something was written about it already.")
            raise WrongState(text % {"code": activity.code}) from error


def declare_none(
    year_plan: YearPlan, reason: str, *, version: int, by: User, at: dt.datetime, language: str = "es"
) -> None:
    """Say that the institution plans no activity in the year, and why, in the language in which it is written."""
    with writing(year_plan, by=by, at=at, version=version):
        said = require_words(reason, _("Write why no activity is planned."), field="reason")
        if year_plan.activities.exists():
            text = _("The plan holds activities: take them out first, or do not say that none is planned.")
            raise NotReady([Problem("has_none", text)])
        year_plan.has_none, year_plan.reason, year_plan.language = True, said, language
        year_plan.save(update_fields=["has_none", "reason", "language"])


def undo_none(year_plan: YearPlan, *, version: int, by: User, at: dt.datetime) -> None:
    """Take back that none is planned."""
    with writing(year_plan, by=by, at=at, version=version):
        year_plan.has_none, year_plan.reason = False, ""
        year_plan.save(update_fields=["has_none", "reason"])


@contextmanager
def writing(year_plan: YearPlan, *, by: User, at: dt.datetime, version: int | None = None) -> Iterator[None]:
    """One change of a plan of the year: who reports writes, while its round is open and it is in their hands.

    With `version` only from what was read. The plan gets its next version with the change, or neither happens.
    """
    post = require_post(permissions.reporting_post(by, year_plan.institution))
    with transaction.atomic():
        lock(year_plan.round.plan_id)
        require_time(year_plan, at)
        if version is not None:
            take(year_plan, version, WRITABLE)
        else:
            _claim(year_plan)
        yield
        YearPlan.objects.filter(pk=year_plan.pk).update(updated_at=at, updated_by=post.user)
        year_plan.updated_at, year_plan.updated_by = at, post.user


def _claim(year_plan: YearPlan) -> None:
    """The next version of a plan that may be written, whatever version was read: each activity has one of its own."""
    rows = YearPlan.objects.filter(pk=year_plan.pk)
    done = rows.filter(status__in=WRITABLE).update(version=F("version") + 1)
    year_plan.refresh_from_db()
    if not done:
        text = _("The plan of the year is “%(status)s”: nothing in it can be changed now.")
        raise WrongState(text % {"status": year_plan.get_status_display()})


def _take(activity: Activity, version: int) -> None:
    """Claim the version of an activity that was read."""
    rows = Activity.objects.filter(pk=activity.pk)
    if not rows.filter(version=version).update(version=F("version") + 1):
        if not rows.exists():
            raise Stale(_("Somebody took this activity out meanwhile. Nothing was changed."))
        raise Stale(_("Somebody changed this while you were working on it. Nothing was changed."))
    activity.refresh_from_db()


def _require_right(content: ActivityContent, year: int) -> None:
    problems = list(problems_of_content(content, year))
    if problems:
        raise NotReady(problems)


def _require_some(year_plan: YearPlan) -> None:
    if year_plan.has_none:
        text = _("It says that no activity is planned: take that back first.")
        raise NotReady([Problem("has_none", text)])
