"""The only code that writes what an institution answers in a consultation: that it agrees, or its remarks.

Whoever sits in the Committee for the institution answers here; the technical secretary notes what came by letter, with its reference.
An answer may be changed until the consultation ends. A remark that has been answered stays as it is; the others are changed or taken
back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete
from institutions.models import Appointment, User
from measurements.answer.refusals import WrongState
from reports.consulting import notices
from reports.consulting.saying import as_kept, in_words
from reports.consulting.standing import (
    locked_seat,
    require_answerable,
    require_answering,
    require_in_force,
    require_keeper,
    require_version,
)
from reports.edition.layout import TITLES
from reports.models import ConsultationSeat, Remark

Answer = ConsultationSeat.Answer
MOST_REMARKS = 60
"""Of one institution in one consultation."""


@dataclass(frozen=True, slots=True)
class Said:
    """One remark. An empty section: about the whole report."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an institution answers. `language`: of the remarks that are new."""

    answer: str
    remarks: tuple[Said, ...] = ()
    language: str = "es"


def answer(seat: ConsultationSeat, said: Answered, *, version: int, by: User, at: dt.datetime) -> ConsultationSeat:
    """Answer for one's own institution, or change what was answered. `version` is the seat's."""
    post, said = require_answering(by, seat.institution), _tidy(said)
    with transaction.atomic():
        current = locked_seat(seat)
        require_in_force(current.round)
        said = _without_answered(current, said)
        if _stands(current, said, "") and current.version in (version, version + 1):
            return current
        require_answerable(current.round, at)
        require_version(version, current.version)
        return _keep(current, said, post, reference="", at=at)


def note_letter(
    seat: ConsultationSeat, said: Answered, reference: str, *, version: int, by: User, at: dt.datetime
) -> ConsultationSeat:
    """Note an answer that came by letter, with the number that the letter has, and tell the institution, which may answer here itself.

    What was answered here is not noted over.
    """
    post, said, words = require_keeper(by), _tidy(said), reference.strip()
    with transaction.atomic():
        current = locked_seat(seat)
        require_in_force(current.round)
        said = _without_answered(current, said)
        if _stands(current, said, words) and current.version in (version, version + 1):
            return current
        require_answerable(current.round, at)
        if current.answer and not current.reference:
            raise WrongState(_("%(name)s answered here itself.") % {"name": current.institution.name})
        require_version(version, current.version)
        if not any(each.isdigit() for each in words):
            raise Incomplete(_("Write the number or the date of the letter."))
        kept = _keep(current, said, post, reference=words, at=at)
        notices.tell_noted(kept, at=at)
        return kept


def _tidy(said: Answered) -> Answered:
    return replace(said, remarks=tuple(Said(each.section, in_words(each.text)) for each in said.remarks))


def _without_answered(seat: ConsultationSeat, said: Answered) -> Answered:
    """A remark that was answered while its page was open comes back in the boxes of that page: it is not a new one."""
    answered = {_said_in(each) for each in seat.remarks.exclude(outcome="")}
    return replace(said, remarks=tuple(each for each in said.remarks if each not in answered))


def _said_in(remark: Remark) -> Said:
    """In the form in which it would be kept today."""
    return Said(remark.section, as_kept(remark.text))


def _stands(seat: ConsultationSeat, said: Answered, reference: str) -> bool:
    """Whether exactly this is answered already."""
    if not said.answer or (seat.answer, seat.reference) != (said.answer, reference):
        return False
    return _open_remarks(seat) == list(said.remarks)


def _open_remarks(seat: ConsultationSeat) -> list[Said]:
    return [_said_in(each) for each in seat.remarks.filter(outcome="").order_by("ordinal")]


def _keep(
    seat: ConsultationSeat, said: Answered, post: Appointment, *, reference: str, at: dt.datetime
) -> ConsultationSeat:
    _require_whole(seat, said)
    _write_remarks(seat, said)
    seat.answer, seat.reference = said.answer, reference
    seat.answered_at, seat.answered_by = at, post
    seat.version += 1
    seat.save()
    return seat


def _require_whole(seat: ConsultationSeat, said: Answered) -> None:
    """To remark is to say what; to agree is to leave no remark open."""
    if said.answer not in (Answer.AGREES, Answer.REMARKS):
        raise Incomplete(_("Choose whether the institution agrees or makes remarks."))
    is_kept = seat.remarks.exclude(outcome="").exists()
    if said.answer == Answer.REMARKS and not said.remarks and not is_kept:
        raise Incomplete(_("Write at least one remark, or say that the institution agrees."))
    if said.answer == Answer.AGREES and said.remarks:
        raise Incomplete(_("An institution that agrees makes no remarks: empty the boxes, or choose to make remarks."))
    if any(not each.text or (each.section and each.section not in TITLES) for each in said.remarks):
        raise Incomplete(_("Write each remark, and choose the section that it is about."))
    if len(said.remarks) > MOST_REMARKS:
        raise Incomplete(
            _("At most %(n)d remarks are accepted: combine those on the same subject.") % {"n": MOST_REMARKS}
        )


def _write_remarks(seat: ConsultationSeat, said: Answered) -> None:
    """Keep those that stand and those that were answered, remove the others, add the new ones under the first free numbers."""
    wanted: list[Said] = list(said.remarks)
    for row in list(seat.remarks.filter(outcome="").order_by("ordinal")):
        if _said_in(row) in wanted:
            wanted.remove(_said_in(row))
        else:
            row.delete()
    numbers = _free(list(seat.remarks.values_list("ordinal", flat=True)))
    Remark.objects.bulk_create(
        Remark(seat=seat, ordinal=next(numbers), section=each.section, text=each.text, language=said.language)
        for each in wanted
    )


def _free(taken: Sequence[int]) -> Iterator[int]:
    return (n for n in count(1) if n not in taken)
