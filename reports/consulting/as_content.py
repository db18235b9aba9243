"""The consultations of a draft as its report keeps them: who was asked, who answered what, what was answered to each remark.

One that was called off counts for nothing, so of what was answered in it the report has only how many did. That it was held, when it was
called off and why is said all the same: numbers of consultations go on, and a reader who finds 1 and 3 must not have to guess what
became of 2, nor whether remarks were done away with by it (docs/adr/0015).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Prefetch, Q

from reports.drafting.laying import content_of
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft
from reports.snapshot import Content, plain
from reports.snapshot.record import institution_names


def what_is_put(draft: ReportDraft, *, at: dt.datetime) -> Content:
    """What the Committee's report says now: its data and texts, what it corrects where it corrects an edition, and what the institutions
    said of it."""
    return with_consultation(content_of(draft, at=at), draft)


def with_consultation(content: Content, draft: ReportDraft) -> Content:
    """The content with its consultations, plain as it will be frozen, and with the names of every institution that they name."""
    rounds = [round_content(each) for each in rounds_of(draft)]
    named = {each["code"] for each in content["institutions"]}
    asked = {seat["institution"] for each in rounds for seat in each["seats"]}
    called_off = [called_off_content(each) for each in called_off_rounds_of(draft)]
    added: Content = {"consultation": {"rounds": rounds, "called_off": called_off}}
    if asked - named:
        added["institutions"] = institution_names(named | asked)
    written: Content = plain(added)
    return content | written


def rounds_of(draft: ReportDraft) -> list[ConsultationRound]:
    """Those that are closed, in the order in which they were held, with all that was said."""
    seats = ConsultationSeat.objects.select_related("institution").prefetch_related(
        Prefetch("remarks", Remark.objects.order_by("ordinal"))
    )
    closed = [each.pk for each in draft.rounds.all() if each.closed_at is not None]
    found = ConsultationRound.objects.defer("snapshot").filter(pk__in=closed)
    return list(found.prefetch_related(Prefetch("seats", seats)).order_by("number"))


def called_off_rounds_of(draft: ReportDraft) -> list[ConsultationRound]:
    """With how many institutions were asked (`asked`), and had answered by then (`answered`)."""
    called_off = [each.pk for each in draft.rounds.all() if each.called_off_at is not None]
    found = ConsultationRound.objects.defer("snapshot").filter(pk__in=called_off)
    counted = found.annotate(asked=Count("seats"), answered=Count("seats", filter=~Q(seats__answer="")))
    return list(counted.order_by("number"))


def called_off_content(round_: Any) -> Content:
    """`round_`: as `called_off_rounds_of` counted."""
    return {
        "number": round_.number,
        "sha256": round_.sha256,
        "opened_at": round_.opened_at,
        "closes_on": round_.closes_on,
        "called_off_at": round_.called_off_at,
        "reason": round_.reason,
        "reason_language": round_.reason_language,
        "asked": round_.asked,
        "answered": round_.answered,
    }


def round_content(round_: ConsultationRound) -> Content:
    return {
        "number": round_.number,
        "sha256": round_.sha256,
        "opened_at": round_.opened_at,
        "closes_on": round_.closes_on,
        "closed_at": round_.closed_at,
        "seats": [seat_content(each) for each in round_.seats.all()],
    }


def seat_content(seat: ConsultationSeat) -> Content:
    """An empty answer is silence: the report says that there was none."""
    return {
        "institution": seat.institution.code,
        "answer": seat.answer,
        "reference": seat.reference,
        "remarks": [remark_content(each) for each in seat.remarks.all()],
    }


def remark_content(remark: Remark) -> Content:
    return {
        "ordinal": remark.ordinal,
        "section": remark.section,
        "text": remark.text,
        "language": remark.language,
        "outcome": remark.outcome,
        "reply": remark.reply,
        "reply_language": remark.reply_language,
    }
