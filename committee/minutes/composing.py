"""The minutes (acta) of a meeting as they print: composed while it is open, kept in both languages when they are closed.

What is kept is the whole content with its words, so that a file printed years later is the same. People's own texts carry their
language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committee.meetings.quorum import quorum_of, quorum_words
from committee.models import AgendaItem, Agreement, Attendance, Meeting
from committee.planning import minutes_part as planning_part
from committee.points.closing import has_decided, points_before
from committee.reporting import minutes_part as reports_part
from committee.review import minutes_part
from documents.acts import minutes_of
from documents.formatting import long_date, period_label, plain_date
from documents.kept_letter import read_back, taken_down
from documents.letter import Block, Facts, Heading, Letter, Quote, Signatures, Table, Text
from measurements.receipts.pdf import LOCKUP

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
PRESENT = Attendance.Presence.PRESENT


def letter_of(meeting: Meeting, language: str) -> Letter:
    """The minutes in one language: as they were closed, or as they stand now, marked as a draft."""
    if meeting.minutes is not None:
        return read_back(meeting.minutes[language])
    return composed(meeting, language, is_draft=True)


def frozen(meeting: Meeting) -> dict[str, Any]:
    """The content of `Meeting.minutes`, for a meeting that is being closed."""
    return {language: taken_down(composed(meeting, language, is_draft=False)) for language in LANGUAGES}


def composed(meeting: Meeting, language: str, *, is_draft: bool) -> Letter:
    with translation.override(language):
        seats = list(meeting.attendances.select_related("institution"))
        return Letter(
            language=language,
            title=minutes_of(meeting.number, language),
            names=LOCKUP,
            over=meeting.plan.title,
            blocks=tuple(_blocks(meeting, seats, language)),
            mark=_("DRAFT") if is_draft else "",
            demo=_("DEMONSTRATION") if meeting.plan.is_demonstration else "",
        )


def _blocks(meeting: Meeting, seats: list[Attendance], language: str) -> Iterator[Block]:
    yield Facts(tuple(_facts(meeting, seats, language)))
    yield Heading(_("Attendance"))
    yield _attendance(meeting, seats)
    points = meeting.agenda.order_by("ordinal")
    if points:
        yield Heading(_("Agenda and what was discussed"))
    for point in points:
        yield from _point(point, meeting.language)
    if meeting.notes:
        yield Heading(_("Other matters"))
        yield Text(meeting.notes, meeting.language)
    yield from minutes_part.blocks_of(meeting, language)
    yield from planning_part.blocks_of(meeting, language)
    yield from reports_part.blocks_of(meeting, language)
    yield Heading(_("Agreements"))
    yield _agreements(meeting, language)
    yield Heading(_("Signatures"))
    yield Signatures(tuple(_signatures(meeting, seats)))


def _facts(meeting: Meeting, seats: list[Attendance], language: str) -> Iterator[tuple[str, str]]:
    starts = timezone.localtime(meeting.starts_at)
    hours = f"{starts:%H:%M}"
    if meeting.ends_at is not None:
        ends = timezone.localtime(meeting.ends_at)
        day = "" if ends.date() == starts.date() else f"{plain_date(ends, language)}, "
        hours += f" – {day}{ends:%H:%M}"
    yield _("Meeting"), f"{meeting.number}, {_kind(meeting)}"
    yield _("Date"), long_date(meeting.starts_at, language)
    yield _("Hours (Lima)"), hours
    yield _("Place"), meeting.place
    if meeting.period is not None:
        yield _("Semester"), period_label(meeting.period.code, language)
    if meeting.state == Meeting.State.PLANNED:
        yield _("Institutions called"), str(len(seats))
    else:
        yield _("Institutions represented"), represented(seats)
        quorum = quorum_of(seat.presence for seat in seats)
        if quorum is not None:
            yield _("Quorum"), quorum_words(quorum)


def _kind(meeting: Meeting) -> str:
    return str(meeting.get_kind_display()).lower()


def represented(seats: list[Attendance]) -> str:
    """How many of how many institutions came. Whether they suffice is another line (committee/meetings/quorum.py)."""
    came = sum(seat.presence == PRESENT for seat in seats)
    return _("%(came)d of %(called)d") % {"came": came, "called": len(seats)}


def _attendance(meeting: Meeting, seats: list[Attendance]) -> Table:
    return Table(
        "",
        (_("Institution"), _("Attendance"), _("Represented by"), _("Post")),
        tuple((seat.institution.name, _presence(seat), seat.person or "–", seat.post or "–") for seat in seats),
        (5, 2, 3, 3),
        ("", "", meeting.language, meeting.language),
    )


def _presence(seat: Attendance) -> str:
    return str(seat.get_presence_display()) if seat.presence else _("Not noted yet")


def _point(point: AgendaItem, language: str) -> Iterator[Block]:
    yield Text(f"{point.ordinal}. {point.title}", language, is_strong=True)
    if point.note:
        yield Quote(point.note, language)


def _agreements(meeting: Meeting, language: str) -> Block:
    agreements = list(meeting.agreements.whole().order_by("ordinal"))
    if not agreements and meeting.state == Meeting.State.PLANNED:
        return Text(_("What is agreed is written once the meeting has been held."))
    if not agreements:
        return Text(_no_agreements(meeting))
    return Table(
        "",
        (_("No."), _("Agreement"), _("Responsible"), _("Until")),
        tuple(
            (str(each.ordinal), _about(each), each.institution.name, plain_date(each.due_on, language))
            for each in agreements
        ),
        (1, 7, 4, 3),
        ("", meeting.language, "", ""),
    )


def _no_agreements(meeting: Meeting) -> str:
    if has_decided(meeting, points_before(meeting)):
        return _("The meeting made no agreements other than the decisions recorded above.")
    return _("The meeting made no agreements.")


def _about(agreement: Agreement) -> str:
    """The text, with the indicator and the request that it is about."""
    codes = [str(each) for each in (agreement.indicator, agreement.information_request) if each is not None]
    return f"{agreement.text} ({', '.join(codes)})" if codes else agreement.text


def _signatures(meeting: Meeting, seats: list[Attendance]) -> Iterator[tuple[str, str]]:
    yield "", _("President of the Committee")
    if meeting.closed_by is not None:
        yield meeting.closed_by.user.name, meeting.closed_by.title
    else:
        yield "", _("Technical Secretary")
    for seat in seats:
        if seat.presence == PRESENT:
            yield seat.person, f"{seat.post}, {seat.institution.name}" if seat.post else seat.institution.name
