"""The only code that asks for more time, grants it or refuses it.

    requested → granted | refused, and never changed after.

The institution's reporter or approver asks, for all that it owes in a semester or for one indicator, also after it closed. Who
reviews the institution decides: nobody decides on their own institution, nor on what they asked for.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Commitment, Indicator, ReportingPeriod
from institutions import permissions
from institutions.models import Institution, User
from measurements.chain import chain
from measurements.deadlines.deadlines import deadline_for
from measurements.deadlines.extension_notes import day_of
from measurements.deadlines.window import refusal_of
from measurements.models import DeadlineExtension
from measurements.workflow import extension_mail
from measurements.workflow.steps import NotAllowed, NotOpen, Refused, WrongState, require_post

LONGEST = dt.timedelta(days=90)
"""Nobody is given more time than this from now, or from the deadline where that is still to come."""

State = DeadlineExtension.State


class WrongInstant(Refused):
    """Until then no time can be asked for or granted."""


class Unexplained(Refused):
    """A request without its reason, or a decision without its reply."""


class AlreadyWaiting(Refused):
    """The institution's earlier request for the same is not answered yet."""


def request_extension(
    period: ReportingPeriod,
    institution: Institution,
    indicator: Indicator | None,
    *,
    until: dt.datetime,
    reason: str,
    by: User,
    at: dt.datetime,
) -> DeadlineExtension:
    """Ask for more time. The same request twice is one request."""
    require_post(permissions.asking_post(by, institution))
    wanted = DeadlineExtension(
        period=period,
        institution=institution,
        indicator=indicator,
        asked_until=until,
        reason=_words(reason, _("Write why your institution needs more time.")),
        requested_by=by,
        requested_at=at,
    )
    with transaction.atomic():
        chain.lock(period.plan_id)
        _require_owed(wanted)
        waiting = DeadlineExtension.objects.waiting().for_the_same(wanted).first()
        if waiting is not None:
            return _only_repeated(waiting, wanted)
        _require_possible(wanted, until, at)
        wanted.number = DeadlineExtension.objects.filter(period=period, institution=institution).count() + 1
        wanted.save(force_insert=True)
    return wanted


def grant_extension(
    extension: DeadlineExtension,
    *,
    until: dt.datetime,
    reply: str,
    by: User,
    at: dt.datetime,
    is_announced: bool = True,
) -> DeadlineExtension:
    """Give more time, until the instant asked for or another. Who asked is told the decision; a demonstration tells nobody."""
    return _decide(extension, State.GRANTED, until, reply, by=by, at=at, is_announced=is_announced)


def refuse_extension(extension: DeadlineExtension, *, reply: str, by: User, at: dt.datetime) -> DeadlineExtension:
    return _decide(extension, State.REFUSED, None, reply, by=by, at=at)


def _decide(
    extension: DeadlineExtension,
    to: str,
    until: dt.datetime | None,
    reply: str,
    *,
    by: User,
    at: dt.datetime,
    is_announced: bool = True,
) -> DeadlineExtension:
    require_post(permissions.reviewing_post(by, extension.institution))
    if extension.requested_by_id == by.pk:
        raise NotAllowed(_("You asked for this extension yourself: somebody else decides."))
    text = _words(reply, _("Write a reply to the institution."))
    with transaction.atomic():
        chain.lock(extension.period.plan_id)
        current = DeadlineExtension.objects.whole().get(pk=extension.pk)
        decision: dict[str, object] = {"state": to, "granted_until": until, "reply": text, "decided_by_id": by.pk}
        if current.state != State.REQUESTED:
            return _only_decided_alike(current, decision)
        if until is not None:
            _require_possible(current, until, at)
        _keep(current, decision | {"decided_at": at})
        if is_announced:
            extension_mail.announce(current, at=at)
    return current


def _keep(extension: DeadlineExtension, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(extension, name, value)
    extension.save()


def _words(text: str, message: str) -> str:
    if not text.strip():
        raise Unexplained(message)
    return text.strip()


def _require_owed(wanted: DeadlineExtension) -> None:
    owed = Commitment.objects.in_force(wanted.period).filter(institution=wanted.institution)
    answered = wanted.institution.measurements.filter(period=wanted.period)
    if wanted.indicator is not None:
        owed, answered = owed.filter(indicator=wanted.indicator), answered.filter(indicator=wanted.indicator)
    if not owed.exists() and not answered.exists():
        raise NotAllowed(_("Your institution does not report this for the semester."))


def _require_possible(extension: DeadlineExtension, until: dt.datetime, at: dt.datetime) -> None:
    """Refuse an instant that gives no time, or more than anybody is given."""
    period = ReportingPeriod.objects.get(pk=extension.period_id)
    deadline = deadline_for(period, extension.institution, extension.indicator)
    if at < deadline.opens_at:
        raise NotOpen(refusal_of(period, deadline, extension.institution, at=at))
    if until <= at:
        raise WrongInstant(_("That day has passed: choose a later one."))
    if until <= deadline.due_at:
        text = _("It is due on %(day)s already: choose a later day.")
        raise WrongInstant(text % {"day": day_of(deadline.due_at)})
    latest = max(at, deadline.due_at) + LONGEST
    if until > latest:
        raise WrongInstant(_("Choose a day until %(day)s.") % {"day": day_of(latest)})


def _only_repeated(waiting: DeadlineExtension, wanted: DeadlineExtension) -> DeadlineExtension:
    same = ("asked_until", "reason", "requested_by_id")
    if all(getattr(waiting, name) == getattr(wanted, name) for name in same):
        return waiting
    if wanted.indicator is None:
        raise AlreadyWaiting(_("A request of your institution is waiting for an answer already."))
    raise AlreadyWaiting(_("A request for this indicator is waiting for an answer already."))


def _only_decided_alike(current: DeadlineExtension, decision: dict[str, object]) -> DeadlineExtension:
    if all(getattr(current, name) == value for name, value in decision.items()):
        return current
    text = _("%(person)s has already decided on this request. A decision is not changed: another request can be made.")
    raise WrongState(text % {"person": current.decided_by})
