"""A consultation as its pages show it: who answered what, which remarks wait for a reply, and the consulted report itself.

The number of queries does not depend on how many institutions are consulted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from documents.formatting import instant, short_date
from documents.release import release
from documents.speaking import language
from documents.storing import Damaged
from institutions.models import Institution, User
from reports.consulting import proposing
from reports.consulting.rounds import may_close
from reports.consulting.standing import WHO_ACTED, answering_post, is_over, keeping_post, replied_by
from reports.drafting.standing import BEING_PREPARED
from reports.edition.blocks import Document
from reports.edition.composing import compose, numbered
from reports.edition.layout import TITLES
from reports.edition.reading import Snapshot
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft

Answer = ConsultationSeat.Answer
OUTCOME_KEYS = {"": "not_started", "taken": "validated", "partly": "submitted", "declined": "not_applicable"}


@dataclass(frozen=True, slots=True)
class RemarkRow:
    remark: Remark
    section: str
    key: str
    label: str
    can_reply: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """`note`: who answered, when, by which letter. `is_mine`: the person may answer for it now; `can_note`: note its letter now."""

    seat: ConsultationSeat
    key: str
    label: str
    note: str
    remarks: tuple[RemarkRow, ...]
    is_mine: bool
    can_note: bool


@dataclass(frozen=True, slots=True)
class Desk:
    round: ConsultationRound
    rows: tuple[SeatRow, ...]
    facts: tuple[dict[str, Any], ...]
    is_over: bool
    can_close: bool
    can_call_off: bool

    @property
    def anchor(self) -> str:
        return f"round-{self.round.number}"

    @property
    def waiting(self) -> int:
        """Remarks to be answered."""
        return unanswered_in(self.round, self.rows)


def desks_of(draft: ReportDraft, user: User, *, at: dt.datetime, is_only_read: bool = False) -> list[Desk]:
    """Its consultations, the latest first. `is_only_read`: nothing is answered or closed any more."""
    rounds = ConsultationRound.objects.filter(draft=draft).select_related(*WHO_ACTED)
    found = rounds.defer("snapshot").prefetch_related(Prefetch("seats", whole_seats())).order_by("-number")
    replies = replied_by(user)
    return [desk_of(each, draft, user, at=at, replies=replies, is_only_read=is_only_read) for each in found]


def whole_seats() -> QuerySet[ConsultationSeat]:
    """With all that a page says of each."""
    remarks = Remark.objects.select_related("replied_by__user").order_by("ordinal")
    seats = ConsultationSeat.objects.select_related("institution", "answered_by__user")
    return seats.prefetch_related(Prefetch("remarks", remarks))


def desk_of(
    round_: ConsultationRound,
    draft: ReportDraft,
    user: User,
    *,
    at: dt.datetime,
    replies: Callable[[Institution], bool],
    is_only_read: bool,
) -> Desk:
    rows = tuple(
        seat_row(each, round_, draft, user, at=at, replies=replies, is_only_read=is_only_read)
        for each in round_.seats.all()
    )
    may_end = is_running(round_, draft) and not is_only_read and keeping_post(user) is not None
    return Desk(
        round=round_,
        rows=rows,
        facts=facts(round_, rows, is_over=is_over(round_, at)),
        is_over=is_over(round_, at),
        can_close=may_end and may_close(round_, at),
        can_call_off=may_end,
    )


def is_running(round_: ConsultationRound, draft: ReportDraft) -> bool:
    return round_.is_open and draft.standing == ReportDraft.Standing.CONSULTING


def seat_row(
    seat: ConsultationSeat,
    round_: ConsultationRound,
    draft: ReportDraft,
    user: User,
    *,
    at: dt.datetime,
    replies: Callable[[Institution], bool],
    is_only_read: bool = False,
) -> SeatRow:
    """`replies`: whose remarks the person answers (`replied_by`)."""
    has_ended = is_only_read or is_over(round_, at)
    takes_answers = is_running(round_, draft) and not has_ended
    takes_replies = draft.standing in BEING_PREPARED and not is_only_read
    is_called_off = round_.called_off_at is not None
    can_reply = takes_replies and not is_called_off and replies(seat.institution)
    key, label = {
        Answer.AGREES: ("validated", _("Agrees")),
        Answer.REMARKS: ("returned", _("Has remarks")),
        Answer.NONE: silence_in(round_, has_ended=has_ended),
    }[Answer(seat.answer)]
    return SeatRow(
        seat=seat,
        key=key,
        label=label,
        note=who_answered(seat),
        remarks=tuple(
            remark_row(each, can_reply=can_reply, is_called_off=is_called_off) for each in seat.remarks.all()
        ),
        is_mine=takes_answers and answering_post(user, seat.institution) is not None,
        can_note=takes_answers and keeping_post(user) is not None and (not seat.answer or bool(seat.reference)),
    )


def silence_in(round_: ConsultationRound, *, has_ended: bool) -> tuple[str, str]:
    """The mark and the words of an institution without an answer. Of a consultation that was called off nobody owes one."""
    if round_.called_off_at is not None:
        return "not_applicable", _("Had not answered")
    return ("not_available", _("Did not answer")) if has_ended else ("not_started", _("Has not answered yet"))


def remark_row(remark: Remark, *, can_reply: bool, is_called_off: bool) -> RemarkRow:
    key, label = OUTCOME_KEYS[remark.outcome], remark.get_outcome_display()
    if is_called_off and not remark.outcome:
        key, label = "not_applicable", pgettext("remark", "Left unanswered")
    return RemarkRow(remark, section_name(remark.section), key, label, can_reply)


def section_name(key: str) -> str:
    return str(TITLES.get(key, key)) if key else _("The whole report")


def who_answered(seat: ConsultationSeat) -> str:
    if seat.answered_by is None:
        return ""
    words = {"person": seat.answered_by.user.name, "moment": instant(seat.answered_at, language())}
    if seat.reference:
        return _("By letter %(letter)s, noted by %(person)s, %(moment)s") % {**words, "letter": seat.reference}
    return _("%(person)s, %(moment)s") % words


def facts(round_: ConsultationRound, rows: tuple[SeatRow, ...], *, is_over: bool) -> tuple[dict[str, Any], ...]:
    answered = sum(bool(row.seat.answer) for row in rows)
    remarks = [each.remark for row in rows for each in row.remarks]
    waiting = unanswered_in(round_, rows)
    of = _("%(n)d of %(whole)d")
    ended = _("It has passed: answers are no longer taken.") if is_over else ""
    if round_.closed_at is not None:
        ended = _("Closed, %(moment)s") % {"moment": instant(round_.closed_at, language())}
    if round_.called_off_at is not None:
        ended = _("Called off, %(moment)s") % {"moment": instant(round_.called_off_at, language())}
    to_answer = ngettext("%(n)d to be answered", "%(n)d to be answered", waiting) % {"n": waiting} if waiting else ""
    return (
        {"label": _("Last day to answer"), "value": short_date(round_.closes_on, language()), "note": ended},
        {"label": _("Institutions that answered"), "value": of % {"n": answered, "whole": len(rows)}, "note": ""},
        {"label": _("Remarks"), "value": str(len(remarks)), "note": to_answer},
    )


def unanswered_in(round_: ConsultationRound, rows: tuple[SeatRow, ...]) -> int:
    """Of a consultation that was called off none is answered any more."""
    if round_.called_off_at is not None:
        return 0
    return sum(not each.remark.outcome for row in rows for each in row.remarks)


def in_one_language(draft: ReportDraft) -> list[dict[str, str]]:
    """The texts that a person wrote in one language only, as notices. They keep nobody from being consulted."""
    english, spanish = (proposing.untranslated(draft, code) for code in ("en", "es"))
    told = []
    if english:
        text = _("%(sections)s. In English the institutions will read the sentences of the data there.")
        told.append((_("Texts without English"), text % {"sections": proposing.names_of(english)}))
    if spanish:
        text = _(
            "%(sections)s. In Spanish the institutions will read the sentences of the data there. No meeting takes it so."
        )
        told.append((_("Texts without Spanish"), text % {"sections": proposing.names_of(spanish)}))
    return [{"title": title, "text": text} for title, text in told]


# --- What is consulted ---


class ConsultedDamaged(Damaged):
    """What the institutions were consulted about is not what is stored."""


def content_of_round(round_: ConsultationRound) -> dict[str, Any]:
    """What was consulted. Raises ConsultedDamaged where it is not what was frozen."""
    if hashlib.sha256(round_.snapshot.encode()).hexdigest() != round_.sha256:
        raise ConsultedDamaged(f"consultation {round_.pk} is not about what was frozen")
    content: dict[str, Any] = json.loads(round_.snapshot)
    return content


def cut_off_of(content: Mapping[str, Any]) -> dt.datetime:
    """From which instant its figures are: of what was frozen, or of an own report the present one."""
    return dt.datetime.fromisoformat(content["edition"]["cut_off"])


def document_of(round_: ConsultationRound, code: str) -> Document:
    """The report that is consulted in one language; every page of it says that it is a draft."""
    return compose(content_of_round(round_), code, in_consultation=True)


def printed_sections(round_: ConsultationRound) -> list[tuple[str, str]]:
    """The sections that can be remarked on: those that the consulted report prints, under the numbers that it gives them.

    Composing takes time, and what was frozen prints the same for ever: kept by its digest.
    """
    content = content_of_round(round_)

    def sections() -> list[tuple[str, str]]:
        return [(each.anchor, each.heading) for each in numbered(Snapshot(content, language()))]

    found = cache.get_or_set(f"{release()}:printed:{round_.sha256}:{language()}", sections)
    return cast(list[tuple[str, str]], found)
