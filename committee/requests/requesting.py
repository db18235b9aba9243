"""The only code that changes where an information request stands; committee/requests/requiring.py makes it.

    open → answered → accepted;  answered → open (required again);  open → open (more time);
    open or answered → withdrawn;  open and overdue → expired.

Who reviews the institution requires, accepts, insists, gives more time, withdraws and closes; who reports or approves for the
institution answers. Either side may comment. Nobody stands on both sides, and nobody accepts what they answered. A request never
expires by itself: a person of the Committee says that no answer is awaited any more. Each step writes one message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from committee.models import InformationRequest, Verb
from committee.permissions import answering_post, requiring_post, speaking_post
from committee.requests import announcing, opened
from committee.requests.steps import Step, Unexplained, WrongInstant, require_possible, take, words, write
from documents.inspection import Inspected
from institutions.models import Appointment, User
from measurements.answer.refusals import NotAllowed, Refused
from measurements.chain import chain
from measurements.deadlines.extension_notes import day_of
from measurements.workflow.steps import require_post

State = InformationRequest.State


class NotOverdue(Refused):
    """The institution still has time to answer."""


def answer(
    request: InformationRequest,
    *,
    version: int,
    text: str,
    files: Sequence[Inspected] = (),
    by: User,
    at: dt.datetime,
    language: str = "es",
    is_announced: bool = True,
) -> InformationRequest:
    """The institution answers with words, documents or both; late, too, as long as the request is open."""
    post = require_post(answering_post(by, request.institution))
    said = text.strip()
    if not said and not files:
        raise Unexplained(_("Write your answer or attach a document."))
    step = Step(post, at, said, files=files, language=language)
    with transaction.atomic():
        if not take(request, version, (State.OPEN,), Verb.ANSWERED, step):
            return request
        request.first_answered_at = request.first_answered_at or at
        message = write(request, Verb.ANSWERED, step, to=State.ANSWERED)
        if is_announced:
            announcing.to_the_committee(request, message)
    return request


def accept(
    request: InformationRequest,
    *,
    version: int,
    by: User,
    at: dt.datetime,
    text: str = "",
    language: str = "es",
    is_announced: bool = True,
) -> InformationRequest:
    """The Committee is satisfied with the answer. What was opened to be corrected closes."""
    post = require_post(requiring_post(by, request.institution))
    _refuse_own_answer(request, post)
    step = Step(post, at, text.strip(), language=language)
    starts = (State.ANSWERED,)
    with transaction.atomic():
        chain.lock(request.plan_id)
        opened.refuse_unsent(request)
        return _close(request, Verb.ACCEPTED, State.ACCEPTED, starts, version, step, is_announced=is_announced)


def _refuse_own_answer(request: InformationRequest, post: Appointment) -> None:
    """Somebody who answered for the institution may have taken up another post since."""
    if request.messages.filter(verb=Verb.ANSWERED, post__user=post.user_id).exists():
        raise NotAllowed(_("Nobody accepts what they answered themselves."))


def withdraw(
    request: InformationRequest,
    *,
    version: int,
    reason: str,
    by: User,
    at: dt.datetime,
    language: str = "es",
    is_announced: bool = True,
) -> InformationRequest:
    """The Committee no longer requires it, and says why."""
    post = require_post(requiring_post(by, request.institution))
    step = Step(post, at, words(reason, _("Write why it is no longer required.")), language=language)
    starts = (State.OPEN, State.ANSWERED)
    return _close(request, Verb.WITHDRAWN, State.WITHDRAWN, starts, version, step, is_announced=is_announced)


def expire(
    request: InformationRequest, *, version: int, reason: str, by: User, at: dt.datetime, language: str = "es"
) -> InformationRequest:
    """Nobody answered in time, and the Committee stops waiting. It stays on record as not answered."""
    post = require_post(requiring_post(by, request.institution))
    step = Step(post, at, words(reason, _("Write why no answer is awaited any more.")), language=language)
    with transaction.atomic():
        current = InformationRequest.objects.get(pk=request.pk)
        if current.state == State.OPEN and not current.is_overdue(at):
            raise NotOverdue(_("The institution has until %(day)s to answer.") % {"day": day_of(current.due_at)})
        return _close(request, Verb.EXPIRED, State.EXPIRED, (State.OPEN,), version, step)


def _close(
    request: InformationRequest,
    verb: Verb,
    to: InformationRequest.State,
    starts: Sequence[InformationRequest.State],
    version: int,
    step: Step,
    *,
    is_announced: bool = True,
) -> InformationRequest:
    with transaction.atomic():
        if not take(request, version, starts, verb, step):
            return request
        request.closed_at = step.at
        message = write(request, verb, step, to=to)
        opened.end(request, at=step.at)
        if is_announced:
            announcing.to_the_institution(request, message)
    return request


def insist(
    request: InformationRequest,
    *,
    version: int,
    until: dt.datetime,
    text: str,
    by: User,
    at: dt.datetime,
    language: str = "es",
    is_announced: bool = True,
) -> InformationRequest:
    """The answer is not enough: the request is open again, with what is missing and a new day."""
    said = words(text, _("Write what is still missing."))
    post = require_post(requiring_post(by, request.institution))
    step = Step(post, at, said, due_at=until, language=language)
    return _ask_until(request, Verb.INSISTED, (State.ANSWERED,), version, step, until, is_announced=is_announced)


def extend(
    request: InformationRequest,
    *,
    version: int,
    until: dt.datetime,
    by: User,
    at: dt.datetime,
    text: str = "",
    language: str = "es",
) -> InformationRequest:
    """More time to answer, until a later day than before."""
    post = require_post(requiring_post(by, request.institution))
    step = Step(post, at, text.strip(), due_at=until, language=language)
    return _ask_until(request, Verb.EXTENDED, (State.OPEN,), version, step, until)


def _ask_until(
    request: InformationRequest,
    verb: Verb,
    starts: Sequence[InformationRequest.State],
    version: int,
    step: Step,
    until: dt.datetime,
    *,
    is_announced: bool = True,
) -> InformationRequest:
    with transaction.atomic():
        if not take(request, version, starts, verb, step):
            return request
        require_possible(until, step.at)
        if verb == Verb.EXTENDED and until <= request.due_at:
            raise WrongInstant(_("Choose a day after %(day)s.") % {"day": day_of(request.due_at)})
        request.due_at = until
        message = write(request, verb, step, to=State.OPEN)
        (opened.renew if verb == Verb.INSISTED else opened.extend)(request, by=step.post.user, at=step.at)
        if is_announced:
            announcing.to_the_institution(request, message)
    return request


def comment(
    request: InformationRequest,
    *,
    text: str,
    files: Sequence[Inspected] = (),
    by: User,
    at: dt.datetime,
    language: str = "es",
) -> InformationRequest:
    """A word from either side that changes nothing of where the request stands. No version: nothing is overwritten."""
    post = require_post(speaking_post(by, request.institution))
    step = Step(post, at, words(text, _("Write your comment.")), files=files, language=language)
    with transaction.atomic():
        if not take(request, None, (State.OPEN, State.ANSWERED), Verb.COMMENTED, step):
            return request
        message = write(request, Verb.COMMENTED, step)
        announcing.to_the_other_side(request, message)
    return request
