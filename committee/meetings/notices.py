"""Who is told what of a meeting and of its agreements, in the language of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import Agreement, Meeting
from committee.permissions import people_who_require
from documents.formatting import instant, plain_date
from documents.speaking import language
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from notifications.mailing import holding
from notifications.models import Kind
from notifications.telling import Told, tell


def tell_called(meeting: Meeting, *, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("Meeting %(number)s of the Committee is called") % {"number": meeting.number}
        return Told(title, when_and_where(meeting), path_of(meeting))

    key = f"meeting:{meeting.plan_id}:{meeting.number}"
    tell(committee_people(), kind=Kind.MEETING, write=write, at=at, key=key, before=meeting.starts_at)


def tell_changed(meeting: Meeting, first: dt.datetime, *, at: dt.datetime) -> None:
    """Before the earlier of the two hours: who knew of the `first` one must not come in vain."""

    def write() -> Told:
        title = _("Meeting %(number)s of the Committee has another day or place") % {"number": meeting.number}
        return Told(title, when_and_where(meeting), path_of(meeting))

    before = min(first, meeting.starts_at)
    tell(committee_people(), kind=Kind.MEETING, write=write, at=at, before=before)


def tell_cancelled(meeting: Meeting, *, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("Meeting %(number)s of the Committee is cancelled") % {"number": meeting.number}
        return Told(title, f"{when_and_where(meeting)}\n{meeting.reason}", path_of(meeting))

    tell(committee_people(), kind=Kind.MEETING, write=write, at=at, before=meeting.starts_at)


def when_and_where(meeting: Meeting) -> str:
    return f"{instant(meeting.starts_at, language())}. {meeting.place}"


def path_of(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.number])


def tell_bound(meeting: Meeting, agreements: Iterable[Agreement], *, at: dt.datetime) -> None:
    """Once the minutes are closed, each responsible institution is told what it has to do."""
    by_institution: dict[int, list[Agreement]] = {}
    for agreement in agreements:
        by_institution.setdefault(agreement.institution_id, []).append(agreement)
    for institution, own in by_institution.items():
        key = f"agreements:{meeting.plan_id}:{meeting.number}:{institution}"
        tell(
            people_of(institution),
            kind=Kind.AGREEMENT,
            write=lambda own=own: _bound(meeting, own),  # type: ignore[misc]
            at=at,
            key=key,
        )


def _bound(meeting: Meeting, own: list[Agreement]) -> Told:
    title = ngettext(
        "%(n)d agreement of meeting %(number)s is for your institution",
        "%(n)d agreements of meeting %(number)s are for your institution",
        len(own),
    )
    lines = [
        _("%(text)s Until %(day)s.") % {"text": each.text, "day": plain_date(each.due_on, language())} for each in own
    ]
    return Told(title % {"n": len(own), "number": meeting.number}, "\n".join(lines), reverse("agreements"))


def tell_deciders(agreement: Agreement, *, at: dt.datetime) -> None:
    """The institution says that it is done: whoever confirms it is told."""

    def write() -> Told:
        title = _("%(institution)s says that agreement %(name)s is done")
        words = {"institution": agreement.institution.short_name, "name": name_of(agreement)}
        return Told(title % words, agreement.said_done_text, address_of(agreement))

    tell(people_who_require(agreement.institution), kind=Kind.AGREEMENT, write=write, at=at)


def tell_institution(agreement: Agreement, title: str, text: str, *, at: dt.datetime) -> None:
    """What became of it. `title` is a text to translate, with the agreement's name as %(name)s."""

    def write() -> Told:
        return Told(_(title) % {"name": name_of(agreement)}, text, address_of(agreement))

    tell(people_of(agreement.institution_id), kind=Kind.AGREEMENT, write=write, at=at)


def name_of(agreement: Agreement) -> str:
    return f"{agreement.meeting.number}, {agreement.ordinal}"


def address_of(agreement: Agreement) -> str:
    return reverse("agreement", args=[agreement.meeting.number, agreement.ordinal])


# --- Who they are ----------------------------------------------------------------------------------------------------


def committee_people() -> list[User]:
    return holding(*COMMITTEE_ROLES)


def people_of(institution: int) -> list[User]:
    """Who reports or approves for an institution today."""
    return holding(*REPORTING_ROLES, institution=institution)
