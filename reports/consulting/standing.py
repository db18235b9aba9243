"""What is checked before any step of a consultation: who acts, in which post, and the rows as they stand under the plan's lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from documents.formatting import instant, plain_date
from documents.speaking import language
from indicators.calendar import end_of
from institutions.models import COMMITTEE_ROLES, Appointment, Institution, Role, User
from institutions.permissions import reviewable_institution_ids, reviewing_post
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from reports.drafting.standing import locked
from reports.models import ConsultationRound, ConsultationSeat, ReportDraft, ReportKind

Standing = ReportDraft.Standing


# --- Who acts ---


def keeping_post(user: User) -> Appointment | None:
    """The post that opens consultations, moves them, closes them or calls them off, and puts a report before a meeting."""
    return user.post_as(Role.TECHNICAL_SECRETARY)


def require_keeper(user: User) -> Appointment:
    post = keeping_post(user)
    if post is None:
        raise NotAllowed(_("Only the technical secretary consults the institutions about a report."))
    return post


def answering_post(user: User, institution: Institution) -> Appointment | None:
    """The seat of an institution in the Committee: its holder answers for that institution and for no other."""
    return user.post_in(institution.pk, *COMMITTEE_ROLES)


def require_answering(user: User, institution: Institution) -> Appointment:
    post = answering_post(user, institution)
    if post is None:
        raise NotAllowed(
            _("Only the representatives of %(name)s on the Committee can answer for it.") % {"name": institution.name}
        )
    return post


def replying_post(user: User, institution: Institution) -> Appointment | None:
    """Who answers the remarks of an institution: the technical secretary, or for the secretary's own the alternate reviewer.

    So nobody answers a remark of their own institution.
    """
    return reviewing_post(user, institution)


def replied_by(user: User) -> Callable[[Institution], bool]:
    """Whose remarks the person answers, asked of many institutions: `replying_post` would ask the database for each of them."""
    own, reviewed = user.institution_ids(), reviewable_institution_ids(user)
    return lambda institution: institution.pk not in own and (reviewed is None or institution.pk in reviewed)


def require_replying(user: User, institution: Institution) -> Appointment:
    post = replying_post(user, institution)
    if post is None:
        text = _(
            "The technical secretary answers remarks, and the alternate reviewer those of the secretary’s institution."
        )
        raise NotAllowed(text)
    return post


# --- What stands now ---

WHO_ACTED = ("opened_by__user", "closed_by__user", "called_off_by__user")
"""In a consultation."""


def locked_round(round_: ConsultationRound) -> ConsultationRound:
    """The consultation and its draft as they stand now, while nobody else writes under its plan. What is consulted is not read."""
    draft = locked(round_.draft)
    current = ConsultationRound.objects.select_related(*WHO_ACTED).defer("snapshot")
    found = current.get(pk=round_.pk)
    found.draft = draft
    return found


def locked_seat(seat: ConsultationSeat) -> ConsultationSeat:
    round_ = locked_round(seat.round)
    current = ConsultationSeat.objects.select_related("institution", "answered_by__user").get(pk=seat.pk)
    current.round = round_
    return current


def require_version(version: int, read: int) -> None:
    if version != read:
        raise Stale(_("Somebody changed this while you were working on it. Nothing was changed."))


def require_consulted(draft: ReportDraft) -> None:
    """Refuse an institution's own report: nobody is consulted about it, and no meeting adopts it."""
    if draft.kind == ReportKind.OWN:
        raise WrongState(_("An institution’s own report is not consulted: its approver issues it."))


def require_standing(draft: ReportDraft, *standings: str) -> None:
    if draft.standing not in standings:
        text = _("This report stands as “%(standing)s”: the step is no longer possible.")
        raise WrongState(text % {"standing": draft.standing.label})


def require_in_force(round_: ConsultationRound) -> None:
    """Refuse one that was called off: nothing is answered in it any more, and nothing of it moved, closed or called off again."""
    if round_.called_off_at is not None and round_.called_off_by is not None:
        text = _(
            "%(person)s called consultation %(number)s off on %(moment)s: there is nothing to answer in it, and nothing of it counts."
        )
        words = {
            "person": round_.called_off_by.user.name,
            "number": round_.number,
            "moment": instant(round_.called_off_at, language()),
        }
        raise WrongState(text % words)


def require_open(round_: ConsultationRound) -> None:
    require_in_force(round_)
    if round_.closed_at is not None:
        raise WrongState(_("Consultation %(number)s is closed.") % {"number": round_.number})
    require_standing(round_.draft, Standing.CONSULTING)


def is_over(round_: ConsultationRound, at: dt.datetime) -> bool:
    """Whether answers are no longer taken: the consultation was closed or called off, or its last day has passed."""
    return not round_.is_open or at >= end_of(round_.closes_on)


def require_answerable(round_: ConsultationRound, at: dt.datetime) -> None:
    require_open(round_)
    if is_over(round_, at):
        text = _("Answers were taken until %(day)s, that day included.")
        raise WrongState(text % {"day": plain_date(round_.closes_on, language())})
