"""Who is told, in their own language, of a consultation, of a report that was issued and of one that was withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language
from indicators.calendar import end_of
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, User
from notifications.mailing import holding
from notifications.models import Kind
from notifications.telling import Told, tell
from reports.consulting.naming import title_of
from reports.models import ConsultationRound, ConsultationSeat, EditionWithdrawal, Remark, ReportEdition, ReportKind


def tell_opened(round_: ConsultationRound, *, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("You are consulted about: %(report)s") % {"report": title_of(round_.draft)}
        return Told(title, _until(round_), answer_page(round_))

    tell(seated_in(round_), kind=Kind.REPORT, write=write, at=at, before=end_of(round_.closes_on))


def tell_moved(round_: ConsultationRound, *, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("The consultation has another last day: %(report)s") % {"report": title_of(round_.draft)}
        return Told(title, _until(round_), answer_page(round_))

    tell(seated_in(round_), kind=Kind.REPORT, write=write, at=at, before=end_of(round_.closes_on))


def tell_called_off(round_: ConsultationRound, *, at: dt.datetime) -> None:
    """Before the day until which they would have prepared an answer."""

    def write() -> Told:
        title = _("The consultation was called off: %(report)s") % {"report": title_of(round_.draft)}
        text = _("There is nothing to answer any more, and what was answered counts for nothing. The reason:")
        return Told(title, f"{text} {round_.reason}", round_page(round_))

    tell(seated_in(round_), kind=Kind.REPORT, write=write, at=at, before=end_of(round_.closes_on))


def _until(round_: ConsultationRound) -> str:
    text = _("Agree, or write your institution’s remarks, until %(day)s. Silence is not agreement.")
    return text % {"day": plain_date(round_.closes_on, language())}


def tell_noted(seat: ConsultationSeat, *, at: dt.datetime) -> None:
    """Tell those who sit for an institution what was noted from its letter, while they can still say that it is something else."""
    round_ = seat.round

    def write() -> Told:
        title = _("An answer of your institution was noted from a letter: %(report)s")
        text = _("Letter %(letter)s: %(answer)s. If that is not what your institution said, answer here until %(day)s.")
        day = plain_date(round_.closes_on, language())
        words = {"letter": seat.reference, "answer": seat.get_answer_display(), "day": day}
        return Told(title % {"report": title_of(round_.draft)}, text % words, answer_page(round_))

    tell(seated_for([seat.institution]), kind=Kind.REPORT, write=write, at=at, before=end_of(round_.closes_on))


def tell_replied(remark: Remark, *, at: dt.datetime) -> None:
    """Tell those who sit in the Committee for the institution that made the remark."""
    round_ = remark.seat.round

    def write() -> Told:
        title = _("Remark %(number)s of your institution was answered: %(report)s")
        words = {"number": remark.ordinal, "report": title_of(round_.draft)}
        return Told(title % words, f"{remark.get_outcome_display()}. {remark.reply}", answer_page(round_))

    tell(seated_for([remark.seat.institution]), kind=Kind.REPORT, write=write, at=at)


def tell_issued(edition: ReportEdition, *, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("%(report)s was issued as %(code)s") % {"report": title_of(edition), "code": edition.code}
        return Told(title, "", edition_page(edition))

    tell(readers_of(edition), kind=Kind.REPORT, write=write, at=at, key=f"issued:{edition.plan_id}:{edition.code}")


def tell_withdrawn(withdrawal: EditionWithdrawal, *, at: dt.datetime) -> None:
    edition = withdrawal.edition

    def write() -> Told:
        title = _("%(code)s was withdrawn: %(report)s") % {"report": title_of(edition), "code": edition.code}
        return Told(title, withdrawal.reason, edition_page(edition))

    tell(readers_of(edition), kind=Kind.REPORT, write=write, at=at, key=f"withdrawn:{edition.plan_id}:{edition.code}")


def answer_page(round_: ConsultationRound) -> str:
    return reverse("consultation_answer", args=[round_.draft_id])


def round_page(round_: ConsultationRound) -> str:
    """Where it is read with all that was said in it, whatever is consulted after it."""
    return f"{reverse('draft_consultation', args=[round_.draft_id])}#round-{round_.number}"


def edition_page(edition: ReportEdition) -> str:
    return reverse("edition", args=[edition.code])


# --- Who they are ---


def seated_in(round_: ConsultationRound) -> list[User]:
    """Those who sit in the Committee today for a consulted institution."""
    return seated_for([each.institution for each in round_.seats.select_related("institution")])


def seated_for(institutions: Iterable[Institution]) -> list[User]:
    current = Appointment.objects.current(on=timezone.localdate()).filter(role__in=COMMITTEE_ROLES)
    posts = current.filter(institution__in=list(institutions))
    return list(User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("pk"))


def readers_of(edition: ReportEdition) -> list[User]:
    """The Committee; of an institution's own report, its people."""
    if edition.kind == ReportKind.OWN:
        return holding(*REPORTING_ROLES, institution=edition.institution_id)
    return holding(*COMMITTEE_ROLES)
