"""From agreed to done: the only code that moves an agreement once its meeting's minutes are closed.

    open → (the institution says that it is done ⇄ something is still missing) → done | dropped.

The responsible institution says that it is done, with words. Who reviews that institution confirms it, sends it back or drops it:
nobody of the institution does. Every step is one AgreementEvent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from committee.meetings import notices as meeting_notices
from committee.meetings.meeting import Incomplete, lock
from committee.models import Agreement, AgreementEvent, Meeting
from institutions import permissions
from institutions.models import REPORTING_ROLES, Appointment, User
from measurements.answer.refusals import NotAllowed, Stale, WrongState

State, Verb = Agreement.State, AgreementEvent.Verb


def saying_post(user: User, agreement: Agreement) -> Appointment | None:
    """The post in which the person says for the responsible institution that it is done."""
    return user.post_in(agreement.institution_id, *REPORTING_ROLES)


def deciding_post(user: User, agreement: Agreement) -> Appointment | None:
    """The post in which the person confirms, sends back or drops what that institution agreed to."""
    return permissions.reviewing_post(user, agreement.institution)


def bind(agreements: Iterable[Agreement], post: Appointment, *, at: dt.datetime) -> None:
    """The first step of each, when the minutes are closed. Called by committee/minutes/closing.py inside its transaction."""
    AgreementEvent.objects.bulk_create(
        AgreementEvent(agreement=each, sequence=1, verb=Verb.AGREED, to_state=State.OPEN, post=post, at=at)
        for each in agreements
    )


def say_done(agreement: Agreement, *, text: str, version: int, by: User, at: dt.datetime) -> Agreement:
    post = _require(saying_post(by, agreement))
    words = _words(text, _("Write what was done."))
    with transaction.atomic():
        current = _lock(agreement)
        if _was_made(current, Verb.SAID_DONE, words, by, version):
            return current
        _require_open(current, version)
        if current.said_done_at is not None:
            raise WrongState(
                _("Your institution has already said that it is done: the Technical Secretary confirms it.")
            )
        current.said_done_by, current.said_done_at, current.said_done_text = post, at, words
        _step(current, Verb.SAID_DONE, State.OPEN, post, words, at)
        meeting_notices.tell_deciders(current, at=at)
    return current


def send_back(agreement: Agreement, *, text: str, version: int, by: User, at: dt.datetime) -> Agreement:
    """What the institution said is not enough: say what is missing. It is owed again."""
    post = _require(deciding_post(by, agreement))
    words = _words(text, _("Write what is still missing."))
    with transaction.atomic():
        current = _lock(agreement)
        if _was_made(current, Verb.SENT_BACK, words, by, version):
            return current
        _require_open(current, version)
        if current.said_done_at is None:
            raise WrongState(_("The institution has not said that it is done."))
        current.said_done_by, current.said_done_at, current.said_done_text = None, None, ""
        _step(current, Verb.SENT_BACK, State.OPEN, post, words, at)
        title = gettext_noop("Something is still missing for agreement %(name)s")
        meeting_notices.tell_institution(current, title, words, at=at)
    return current


def confirm_done(agreement: Agreement, *, text: str, version: int, by: User, at: dt.datetime) -> Agreement:
    """It is done, whether the institution said so here or elsewhere. Words are optional."""
    title = gettext_noop("Agreement %(name)s is confirmed as done")
    if agreement.events.filter(verb=Verb.SAID_DONE, post__user=by).exists():  # in a post held before
        raise NotAllowed(_("Nobody confirms what they said themselves."))
    return _finish(agreement, Verb.DONE, State.DONE, text.strip(), title, version=version, by=by, at=at)


def drop(agreement: Agreement, *, text: str, version: int, by: User, at: dt.datetime) -> Agreement:
    """It is no longer to be done, with the reason."""
    title = gettext_noop("Agreement %(name)s is dropped")
    _require(deciding_post(by, agreement))
    words = _words(text, _("Write why it is dropped."))
    return _finish(agreement, Verb.DROPPED, State.DROPPED, words, title, version=version, by=by, at=at)


def _finish(
    agreement: Agreement, verb: str, to: str, text: str, title: str, *, version: int, by: User, at: dt.datetime
) -> Agreement:
    post = _require(deciding_post(by, agreement))
    with transaction.atomic():
        current = _lock(agreement)
        if _was_made(current, verb, text, by, version):
            return current
        _require_open(current, version)
        current.state, current.closed_by, current.closed_at, current.closing_text = to, post, at, text
        _step(current, verb, to, post, text, at)
        meeting_notices.tell_institution(current, title, text, at=at)
    return current


def _require(post: Appointment | None) -> Appointment:
    if post is None:
        raise NotAllowed(_("None of your posts lets you do this with this agreement."))
    return post


def _words(text: str, message: str) -> str:
    if not text.strip():
        raise Incomplete(message)
    return text.strip()


def _lock(agreement: Agreement) -> Agreement:
    lock(agreement.meeting)
    return Agreement.objects.whole().get(pk=agreement.pk)


def _require_open(agreement: Agreement, version: int) -> None:
    if agreement.meeting.state != Meeting.State.CLOSED:
        raise WrongState(_("It binds nobody before the minutes of its meeting are closed."))
    if agreement.state != State.OPEN:
        text = _("It stands as “%(state)s”, and that is not changed.")
        raise WrongState(text % {"state": agreement.get_state_display()})
    if agreement.version != version:
        raise Stale(_("Somebody changed this agreement while you were working on it. Nothing was changed."))


def _was_made(agreement: Agreement, verb: str, text: str, by: User, version: int) -> bool:
    """Whether the same person made this very step from that version: a double click is no conflict."""
    last = agreement.events.select_related("post").order_by("sequence").last()
    if last is None or agreement.version != version + 1:
        return False
    return (last.verb, last.text, last.post.user_id) == (verb, text, by.pk)


def _step(agreement: Agreement, verb: str, to: str, post: Appointment, text: str, at: dt.datetime) -> None:
    """Keep the row and its event."""
    agreement.version += 1
    agreement.save()
    AgreementEvent.objects.create(
        agreement=agreement,
        sequence=agreement.events.count() + 1,
        verb=verb,
        from_state=State.OPEN,
        to_state=to,
        post=post,
        at=at,
        text=text,
    )
