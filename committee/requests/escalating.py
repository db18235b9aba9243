"""What is done when a request is overdue, step by step: who reports is reminded, then who approves, then a letter is prepared.

Days are counted in Lima from the last day to answer. A step needs the one before it, and as many days after it as the settings
put between them: a command that did not run for weeks does not do everything on one day. Each step is done once for each deadline,
and never again for one that was moved. The last step prepares a letter for the president; no commander is ever written to.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import Escalation, InformationRequest
from committee.permissions import people_who_require
from committee.requests.announcing import tell_of
from indicators.models import ActionPlan
from institutions.models import Appointment, Role, User
from measurements.chain import chain

Step = Escalation.Step
LADDER = (Step.REPORTER, Step.APPROVER, Step.LETTER)


def days_of(step: Step) -> int:
    """How many days after the last day a step is due."""
    first: int = settings.REQUEST_DAYS_TO_REPORTER
    second: int = first + settings.REQUEST_DAYS_TO_APPROVER
    third: int = second + settings.REQUEST_DAYS_TO_LETTER
    return {Step.REPORTER: first, Step.APPROVER: second, Step.LETTER: third}[step]


def escalate(plan: ActionPlan, *, at: dt.datetime, is_announced: bool = True) -> Counter[Step]:
    """Do what is due of every overdue request; how often each step was done. One transaction a request.

    `is_announced=False` is for a history that nobody is told.
    """
    overdue = InformationRequest.objects.filter(plan=plan).overdue(at=at).order_by("due_at", "pk")
    done = (_escalate_one(pk, at=at, is_announced=is_announced) for pk in list(overdue.values_list("pk", flat=True)))
    return Counter(step for step in done if step is not None)


def _escalate_one(pk: int, *, at: dt.datetime, is_announced: bool) -> Step | None:
    """The next step of a request, if its day has come. What happened since it was listed is seen: the plan's lock is held."""
    with transaction.atomic():
        chain.lock(InformationRequest.objects.values_list("plan_id", flat=True).get(pk=pk))
        request = InformationRequest.objects.whole().get(pk=pk)
        step = next_step(request, at=at)
        if step is None:
            return None
        Escalation.objects.create(request=request, step=step, due_at=request.due_at, at=at)
        if is_announced:
            _tell(request, step, at=at)
        return step


def next_step(request: InformationRequest, *, at: dt.datetime) -> Step | None:
    """What is to be done now; None where nothing is owed, all was done, or its day has not come."""
    if not request.is_overdue(at):
        return None
    done = {Step(each.step): each.at for each in request.escalations.filter(due_at=request.due_at)}
    step = next((each for each in LADDER if each not in done), None)
    if step is None:
        return None
    today = timezone.localtime(at).date()
    return step if all(today >= day for day in _days_due(request, step, done)) else None


def _days_due(request: InformationRequest, step: Step, done: dict[Step, dt.datetime]) -> Iterator[dt.date]:
    """The day of the ladder, and the day that leaves the step before the time that it is meant to have."""
    yield request.due_on + dt.timedelta(days=days_of(step))
    place = LADDER.index(step)
    if place:
        before = LADDER[place - 1]
        between = days_of(step) - days_of(before)
        yield timezone.localtime(done[before]).date() + dt.timedelta(days=between)


def _tell(request: InformationRequest, step: Step, *, at: dt.datetime) -> None:
    people = people_who_require(request.institution) if step == Step.LETTER else _holders(request, step, at)
    key = f"request-{step}:{request.plan_id}:{request.number}:{request.due_at.isoformat()}"
    tell_of(people, request, lambda: _words(request, step, at), at=at, key=key)


def _holders(request: InformationRequest, step: Step, at: dt.datetime) -> list[User]:
    role = Role.REPORTER if step == Step.REPORTER else Role.APPROVER
    posts = Appointment.objects.current(on=timezone.localtime(at).date()).filter(
        institution=request.institution, role=role, user__is_active=True
    )
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("pk"))


def _words(request: InformationRequest, step: Step, at: dt.datetime) -> tuple[str, str]:
    days = (timezone.localtime(at).date() - request.due_on).days
    words = {"number": request.number, "subject": request.subject, "n": days}
    late = ngettext(
        "%(number)s is %(n)d day overdue: %(subject)s", "%(number)s is %(n)d days overdue: %(subject)s", days
    )
    if step == Step.LETTER:
        return _("A letter about %(number)s is ready to be signed: %(subject)s") % words, late % words
    return late % words, request.text
