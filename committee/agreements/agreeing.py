"""What a held meeting agrees: written, reworded and taken out until its minutes are closed. From then on: fulfilling.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, keep, lock, require, require_secretary
from committee.models import Agreement, InformationRequest, Meeting
from documents.formatting import plain_date
from documents.speaking import language
from indicators.models import Indicator
from institutions.models import Institution, User
from measurements.answer.refusals import Stale, WrongState

HELD = Meeting.State.HELD


class WrongDay(Incomplete):
    """The last day of an agreement is before the meeting."""


class NotCalled(Incomplete):
    """The institution was not called to the meeting."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed, who is responsible and until which day, included."""

    text: str
    institution: Institution
    due_on: dt.date
    indicator: Indicator | None = None
    information_request: InformationRequest | None = None


def agree(meeting: Meeting, terms: Terms, *, version: int, by: User, at: dt.datetime) -> Agreement:
    """Add an agreement to a held meeting."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        same = current.agreements.filter(
            text=terms.text.strip(), institution=terms.institution, due_on=terms.due_on
        ).first()
        if current.state == HELD and same is not None:
            return same
        require(current, version, HELD)
        last = current.agreements.aggregate(last=Max("ordinal"))["last"] or 0
        agreement = Agreement(meeting=current, ordinal=last + 1)
        _write(agreement, terms)
        agreement.save(force_insert=True)
        keep(current)
    return agreement


def reword(agreement: Agreement, terms: Terms, *, version: int, by: User, at: dt.datetime) -> Agreement:
    """Other words, another institution or another day. `version` is the agreement's."""
    require_secretary(by)
    with transaction.atomic():
        current = _unbound(agreement)
        if terms_of(current) == terms:
            return current
        _require_version(current, version)
        _write(current, terms)
        current.version += 1
        current.save()
        keep(current.meeting)
    return current


def strike(agreement: Agreement, *, version: int, by: User, at: dt.datetime) -> None:
    """Take it out; those after it move up."""
    require_secretary(by)
    with transaction.atomic():
        current = _unbound(agreement)
        _require_version(current, version)
        meeting, ordinal = current.meeting, current.ordinal
        current.delete()
        for each in meeting.agreements.filter(ordinal__gt=ordinal).order_by("ordinal"):
            each.ordinal -= 1
            each.save(update_fields=["ordinal"])
        keep(meeting)


def terms_of(agreement: Agreement) -> Terms:
    return Terms(
        agreement.text,
        agreement.institution,
        agreement.due_on,
        agreement.indicator,
        agreement.information_request,
    )


def _unbound(agreement: Agreement) -> Agreement:
    """The agreement as it stands, with the plan's lock; refused once the minutes are closed."""
    meeting = lock(agreement.meeting)
    if meeting.state != HELD:
        raise WrongState(_("The minutes are closed: what they say is not changed. A new meeting can agree otherwise."))
    current = Agreement.objects.whole().filter(pk=agreement.pk, meeting=meeting).first()
    if current is None:
        raise Stale(_("Somebody took this agreement out meanwhile."))
    current.meeting = meeting
    return current


def _require_version(agreement: Agreement, version: int) -> None:
    if agreement.version != version:
        raise Stale(_("Somebody changed this agreement while you were working on it. Nothing was changed."))


def _write(agreement: Agreement, terms: Terms) -> None:
    day = timezone.localtime(agreement.meeting.starts_at).date()
    if not terms.text.strip():
        raise Incomplete(_("Write what was agreed."))
    if terms.due_on < day:
        text = _("Choose the day of the meeting, %(day)s, or a later one.")
        raise WrongDay(text % {"day": plain_date(day, language())})
    if not agreement.meeting.attendances.filter(institution=terms.institution).exists():
        text = _("%(name)s was not called to this meeting.")
        raise NotCalled(text % {"name": terms.institution.short_name})
    agreement.text, agreement.institution, agreement.due_on = terms.text.strip(), terms.institution, terms.due_on
    agreement.indicator, agreement.information_request = terms.indicator, terms.information_request
