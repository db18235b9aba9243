"""What requests ask of the Committee's own people: answers to read, letters to have signed, requests that nobody answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import InformationRequest
from committee.models.request import InformationRequestQuerySet
from committee.requests.desk import TO_SIGN, letters_to_sign, requests_of
from institutions.models import REVIEWING_ROLES, User
from institutions.permissions import reviewable_institution_ids
from notifications.todo_sources import ToDo


def request_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """For who decides on requests; the other members read them on the desk."""
    if not user.has_role(*REVIEWING_ROLES):
        return
    desk = reverse("request_desk")
    mine = requireable(user)
    answered = list(mine.filter(state=InformationRequest.State.ANSWERED).order_by("first_answered_at"))
    yield ToDo(len(answered), _("Read the answers to requests"), f"{desk}?estado=respondidos", _numbers(answered))
    letters = list(letters_to_sign(mine))
    yield ToDo(len(letters), _("Have letters signed"), f"{desk}?estado={TO_SIGN}", _numbers(letters))
    overdue = list(mine.overdue(at=at).order_by("due_at"))
    yield ToDo(len(overdue), _("Requests that nobody answered in time"), f"{desk}?vencidos=1", _numbers(overdue))


def requireable(user: User) -> InformationRequestQuerySet:
    """The requests on which this person decides."""
    mine = reviewable_institution_ids(user)
    if mine is None:
        return requests_of(user).exclude(institution__in=user.institution_ids())
    return requests_of(user).filter(institution__in=mine)


def _numbers(requests: Iterable[InformationRequest]) -> str:
    numbers = [request.number for request in requests]
    return ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
