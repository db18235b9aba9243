"""The Committee's hub: what waits for it in one page, and where everything else of it is.

A number that is zero is shown: it is an answer. Meetings and agreements have a part of their own (`meetings_of`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.desk import requests_of
from committee.models import InformationRequest
from committee.todo import letters_to_sign
from institutions.models import Role, User
from measurements import queue
from measurements.extensions import decidable as extensions_to_decide

State = InformationRequest.State


@dataclass(frozen=True, slots=True)
class Line:
    """One number and what it counts. `note` says what follows from it."""

    number: int
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    note: str


def requests_lines(user: User, *, at: dt.datetime) -> Iterator[Line]:
    desk, seen = reverse("request_desk"), requests_of(user)
    open_now, overdue = seen.owed().count(), seen.overdue(at=at).count()
    yield Line(open_now, _("await an answer"), f"{desk}?estado=abiertos")
    yield Line(overdue, _("are overdue"), f"{desk}?vencidos=1")
    answered = seen.filter(state=State.ANSWERED).count()
    yield Line(answered, _("were answered and must be read"), f"{desk}?estado=respondidos")
    letters = letters_to_sign(seen).count()
    yield Line(letters, _("have a letter to be signed by the president"), f"{desk}?vencidos=1")


def decisions_lines(user: User) -> Iterator[Line]:
    """What waits for this person's decision, or for somebody else's where the person only reads."""
    yield Line(queue.decidable(user).count(), _("answers to review"), reverse("review_queue"))
    yield Line(extensions_to_decide(user).count(), _("requests for more time to decide"), reverse("extension_list"))


def links_of(user: User) -> Iterator[Link]:
    """The other rooms of the Committee."""
    yield Link(_("Commitments"), reverse("commitments"), _("Who must report which indicator, and since when."))
    yield Link(_("The plan"), reverse("plan"), _("Its pillars, objectives, actions and the powers of the Committee."))
    if user.has_role(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR):
        yield Link(_("Management"), reverse("management"), _("Semesters, their windows, people and lists."))
