"""Who is told what of a request, in the transaction of the step: the institution's people, or who reviews it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import InformationRequest, RequestMessage, Verb
from committee.permissions import people_who_require
from institutions.models import REPORTING_ROLES, User
from measurements.deadlines.extension_notes import day_of
from notifications.mailing import people_of
from notifications.models import Kind
from notifications.telling import Told, tell


def to_the_institution(request: InformationRequest, message: RequestMessage) -> None:
    _tell(people_of(request.institution_id), request, message)


def to_the_committee(request: InformationRequest, message: RequestMessage) -> None:
    _tell(people_who_require(request.institution), request, message)


def to_the_other_side(request: InformationRequest, message: RequestMessage) -> None:
    """Who did not speak."""
    is_institutions = message.post.role in REPORTING_ROLES and message.post.institution_id == request.institution_id
    (to_the_committee if is_institutions else to_the_institution)(request, message)


def _tell(people: Iterable[User], request: InformationRequest, message: RequestMessage) -> None:
    others = [person for person in people if person.pk != message.post.user_id]
    tell_of(
        others,
        request,
        lambda: (_title(request, message), message.text or (request.text if message.verb == Verb.MADE else "")),
        at=message.at,
        key=f"request:{request.plan_id}:{request.number}:{message.sequence}",
        before=message.due_at,
    )


def tell_of(
    people: Iterable[User],
    request: InformationRequest,
    write: Callable[[], tuple[str, str]],
    *,
    at: dt.datetime,
    key: str,
    before: dt.datetime | None = None,
) -> None:
    """Tell people something about a request, with the way to its page. `write` gives title and text in their language.

    A day to answer `before` which the next digest does not leave is told at once.
    """

    def written() -> Told:
        title, text = write()
        return Told(title, text, reverse("information_request", args=[request.number]))

    tell(people, kind=Kind.REQUEST, write=written, at=at, key=key, before=before)


def _title(request: InformationRequest, message: RequestMessage) -> str:
    day = day_of(message.due_at) if message.due_at else ""
    said = {
        Verb.MADE: _("Information request %(number)s: %(subject)s. Answer by %(day)s."),
        Verb.ANSWERED: _("%(institution)s answered %(number)s: %(subject)s"),
        Verb.ACCEPTED: _("Your answer to %(number)s was accepted: %(subject)s"),
        Verb.INSISTED: _("%(number)s needs more from you by %(day)s: %(subject)s"),
        Verb.EXTENDED: _("You have until %(day)s to answer %(number)s: %(subject)s"),
        Verb.WITHDRAWN: _("%(number)s was withdrawn: %(subject)s"),
        Verb.EXPIRED: _("%(number)s was closed without an answer: %(subject)s"),
        Verb.COMMENTED: _("A comment on %(number)s: %(subject)s"),
    }
    words = {
        "number": request.number,
        "subject": request.subject,
        "day": day,
        "institution": request.institution.short_name or request.institution.name,
    }
    return said[Verb(message.verb)] % words
