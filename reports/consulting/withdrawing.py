"""Withdrawing an edition: it stays readable, and says that it is no longer held to be true, and why. It cannot be undone."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete
from institutions.models import User
from measurements.answer.refusals import WrongState
from measurements.chain import chain
from reports.consulting import notices
from reports.consulting.saying import in_words
from reports.drafting.opening import require_steering
from reports.models import EditionWithdrawal, ReportEdition
from reports.report_kinds.scope import scope_of


def withdraw(edition: ReportEdition, reason: str, *, language: str, by: User, at: dt.datetime) -> EditionWithdrawal:
    """Withdraw it with the reason: whoever issues such a report does. Pressed twice, it is withdrawn once."""
    post = require_steering(scope_of(edition), by)
    words = in_words(reason)
    if not words:
        raise Incomplete(_("Write why it is withdrawn."))
    with transaction.atomic():
        chain.lock(edition.plan_id)
        known = EditionWithdrawal.objects.select_related("withdrawn_by").filter(edition=edition).first()
        if known is not None and (known.reason, known.withdrawn_by.user_id) == (words, by.pk):
            return known
        if known is not None:
            raise WrongState(_("%(code)s was withdrawn already.") % {"code": edition.code})
        made = EditionWithdrawal.objects.create(
            edition=edition, reason=words, language=language, withdrawn_at=at, withdrawn_by=post
        )
        notices.tell_withdrawn(made, at=at)
    return made
