"""The only code that opens a consultation, moves its last day, closes it, and calls it off.

    open → closed, or → called off.

What is consulted is frozen when the consultation opens: every institution reads the same content, whatever is validated meanwhile.
While it is open nobody writes in the draft. It closes after its last day, or before once every institution has answered. One that was
opened by mistake is called off: what was answered stays to be read and counts for nothing, and the draft is written again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, institutions_of
from institutions.models import Institution, User
from measurements.answer.refusals import WrongState
from measurements.checks.explaining import says_something
from reports.consulting import notices
from reports.consulting.saying import in_words
from reports.consulting.standing import (
    Standing,
    is_over,
    locked_round,
    require_consulted,
    require_keeper,
    require_open,
    require_standing,
    require_version,
)
from reports.drafting.laying import content_of
from reports.drafting.standing import locked, version_of_all
from reports.models import ConsultationRound, ConsultationSeat, ReportDraft
from reports.snapshot import freeze

LONGEST = dt.timedelta(days=366)
"""From the day on which the last day is chosen."""


def open_round(draft: ReportDraft, closes_on: dt.date, *, version: int, by: User, at: dt.datetime) -> ConsultationRound:
    """Consult the member institutions about what the draft says now, and tell them. `version` is that of the draft with all its texts
    (`version_of_all`): nobody is consulted about a text that the secretary did not read."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(draft)
        require_consulted(current)
        known = current.open_round
        if known is not None and known.closes_on == closes_on and current.standing == Standing.CONSULTING:
            return known
        require_openable(current, closes_on, version=version, at=at)
        frozen = freeze(content_of(current, at=at))
        before = ConsultationRound.objects.filter(draft=current)
        round_ = ConsultationRound.objects.create(
            draft=current,
            number=following(before, "number"),
            version=following(before, "version"),
            snapshot=frozen.text,
            sha256=frozen.sha256,
            opened_at=at,
            opened_by=post,
            closes_on=closes_on,
        )
        version = following(ConsultationSeat.objects.filter(round__draft=current), "version")
        ConsultationSeat.objects.bulk_create(
            ConsultationSeat(round=round_, institution=each, version=version) for each in asked_about(current, at)
        )
        notices.tell_opened(round_, at=at)
    return round_


def asked_about(draft: ReportDraft, at: dt.datetime) -> list[Institution]:
    return institutions_of(draft.plan, at)


def require_openable(draft: ReportDraft, closes_on: dt.date, *, version: int, at: dt.datetime) -> None:
    """That the draft, as it was read, can be consulted until that day."""
    require_standing(draft, Standing.DRAFTING)
    require_version(version, version_of_all(draft))
    require_coming(closes_on, at)


def following(rows: QuerySet[Any], field: str) -> int:
    """One more than the rows before have. Versions go on from the consultation before, so that a page of that one, about another
    content, changes nothing in this one."""
    last: int | None = rows.aggregate(last=Max(field))["last"]
    return (last or 0) + 1


def require_coming(closes_on: dt.date, at: dt.datetime) -> None:
    """Nobody is asked for an answer within the same day, and no slip of the pen keeps a draft shut for years."""
    today = timezone.localdate(at)
    if closes_on <= today:
        raise Incomplete(_("Choose a day from tomorrow on: the institutions need at least a day to answer."))
    if closes_on > today + LONGEST:
        raise Incomplete(_("Choose a day within a year: while the consultation is open nobody writes in the report."))


def move(
    round_: ConsultationRound, closes_on: dt.date, *, version: int, by: User, at: dt.datetime
) -> ConsultationRound:
    """Set another last day, and tell the institutions. It may be set after the last day passed, until the consultation is closed."""
    require_keeper(by)
    with transaction.atomic():
        current = locked_round(round_)
        if current.is_open and current.closes_on == closes_on and current.version in (version, version + 1):
            return current
        require_open(current)
        require_version(version, current.version)
        require_coming(closes_on, at)
        current.closes_on = closes_on
        keep(current)
        notices.tell_moved(current, at=at)
    return current


def close(round_: ConsultationRound, *, version: int, by: User, at: dt.datetime) -> ConsultationRound:
    """End it after its last day, or earlier once all have answered. An institution that kept silent is recorded as silent."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked_round(round_)
        if current.closed_at is not None and current.version == version + 1:
            return current
        require_open(current)
        require_version(version, current.version)
        if not may_close(current, at):
            raise WrongState(_("Wait for the last day, or until every institution has answered."))
        current.closed_at, current.closed_by = at, post
        keep(current)
        open_again(current.draft)
    return current


def call_off(
    round_: ConsultationRound, reason: str, *, language: str, version: int, by: User, at: dt.datetime
) -> ConsultationRound:
    """Put an end to one that was opened by mistake, with the reason, while it is open; the institutions are told. For good: whoever
    is to be consulted after all is consulted anew."""
    post, words = require_keeper(by), in_words(reason)
    with transaction.atomic():
        current = locked_round(round_)
        if current.called_off_at is not None and (current.reason, current.version) == (words, version + 1):
            return current
        require_open(current)
        require_version(version, current.version)
        if not says_something(words):
            raise Incomplete(
                _("Write in a sentence why it is called off: the institutions are told, and the report prints it.")
            )
        current.called_off_at, current.called_off_by = at, post
        current.reason, current.reason_language = words, language
        keep(current)
        open_again(current.draft)
        notices.tell_called_off(current, at=at)
    return current


def open_again(draft: ReportDraft) -> None:
    """Its consultation has ended. A page that would have opened that one opens no other."""
    draft.version += 1
    draft.save(update_fields=["version"])


def may_close(round_: ConsultationRound, at: dt.datetime) -> bool:
    return is_over(round_, at) or not round_.seats.filter(answer=ConsultationSeat.Answer.NONE).exists()


def keep(round_: ConsultationRound) -> None:
    round_.version += 1
    round_.save()
