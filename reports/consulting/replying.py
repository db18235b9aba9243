"""The only code that writes what is answered to a remark. An answer can be put right until the report stands before a meeting."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete
from institutions.models import User
from measurements.answer.refusals import Stale
from reports.consulting import notices
from reports.consulting.saying import in_words
from reports.consulting.standing import (
    locked_seat,
    require_in_force,
    require_replying,
    require_standing,
    require_version,
)
from reports.drafting.standing import BEING_PREPARED
from reports.models import Remark

OUTCOMES = (Remark.Outcome.TAKEN, Remark.Outcome.PARTLY, Remark.Outcome.DECLINED)


def reply(remark: Remark, outcome: str, text: str, *, language: str, version: int, by: User, at: dt.datetime) -> Remark:
    """Say whether a remark is taken up, and why; the institution is told. `version` is the remark's."""
    post = require_replying(by, remark.seat.institution)
    words = in_words(text)
    with transaction.atomic():
        seat = locked_seat(remark.seat)
        current = Remark.objects.filter(pk=remark.pk).first()
        if current is None:
            raise Stale(_("The institution changed its answer meanwhile: this remark is no longer there."))
        current.seat = seat
        require_in_force(seat.round)
        if (current.outcome, current.reply) == (outcome, words) and current.version in (version, version + 1):
            return current
        require_version(version, current.version)
        require_standing(seat.round.draft, *BEING_PREPARED)
        if outcome not in OUTCOMES:
            raise Incomplete(_("Choose whether the remark is taken up."))
        if not words:
            raise Incomplete(_("Write what is answered: the institution reads it, and the report prints it."))
        current.outcome, current.reply, current.reply_language = outcome, words, language
        current.replied_at, current.replied_by = at, post
        current.version += 1
        current.save()
        notices.tell_replied(current, at=at)
    return current
