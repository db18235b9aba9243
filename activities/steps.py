"""How every step begins and ends: taken in the version that was read, stored, and written down. Never outside a transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from activities.models import (
    ActivityChange,
    ActivityStep,
    BudgetStatement,
    PlanningRound,
    ProgressNote,
    Status,
    YearPlan,
)
from activities.refusals import NotAllowed, NotReady, Problem, Stale, WrongState
from indicators.models import ActionPlan
from institutions.models import Appointment

Subject = YearPlan | ActivityChange | ProgressNote | BudgetStatement
"""What an institution hands in."""
Verb = ActivityStep.Verb
FIELDS: dict[type[Any], str] = {
    PlanningRound: "round",
    YearPlan: "year_plan",
    ActivityChange: "change",
    ProgressNote: "note",
    BudgetStatement: "statement",
}


def lock(plan_id: int) -> None:
    """Let one writer at a time into what hangs on a plan, to the end of the transaction."""
    ActionPlan.objects.lock(plan_id)


def take(subject: Subject, version: int, starts: Sequence[Status]) -> str:
    """Claim the version that was read, in one statement, and read the row anew; the status that it had."""
    model = type(subject)
    claimed = model._default_manager.filter(pk=subject.pk, version=version, status__in=starts)
    done = claimed.update(version=F("version") + 1)
    subject.refresh_from_db()
    if not done and subject.version != version:
        raise Stale(_("Somebody changed this while you were working on it. Nothing was changed."))
    if not done:
        text = _("This is “%(status)s”: the step is no longer possible.")
        raise WrongState(text % {"status": subject.get_status_display()})
    return subject.status


def arrive(
    subject: Subject,
    verb: ActivityStep.Verb,
    before: str,
    to: Status,
    *,
    post: Appointment,
    at: dt.datetime,
    comment: str = "",
    content: Any = None,
) -> None:
    """Store where it stands now, and write the step. The caller holds the plan's lock and took the version."""
    subject.status = to
    subject.updated_at, subject.updated_by = at, post.user
    subject.save()
    write(subject, verb, before, to, post=post, at=at, comment=comment, content=content)


def write(
    subject: Subject | PlanningRound,
    verb: ActivityStep.Verb,
    before: str,
    to: str,
    *,
    post: Appointment,
    at: dt.datetime,
    comment: str = "",
    content: Any = None,
) -> ActivityStep:
    """Write one step: its number is the version that it made."""
    return ActivityStep.objects.create(
        **{FIELDS[type(subject)]: subject},
        sequence=subject.version,
        verb=verb,
        from_status=before,
        to_status=to,
        post=post,
        at=at,
        comment=comment,
        content=content,
    )


def last_words(subject: Subject) -> str:
    """What was written with its last step."""
    last = subject.steps.order_by("-sequence").first()
    return last.comment if last else ""


def require_post(post: Appointment | None) -> Appointment:
    """The post by which somebody acts; without one they may not."""
    if post is None:
        raise NotAllowed(_("None of your posts lets you do this."))
    return post


def require_words(text: str, missing: str, *, field: str = "comment") -> str:
    """What was written, or why it may not be left out."""
    said = text.strip()
    if not said:
        raise NotReady([Problem(field, missing)])
    return said
