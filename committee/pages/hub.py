"""The Committee's hub: what waits for it in one page, and where everything else of it is.

A number that is zero is shown: it is an answer. Meetings and agreements have a part of their own (`meetings_of`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.todo import waiting_of
from committee.models import InformationRequest
from committee.requests.desk import TO_SIGN, letters_to_sign, requests_of
from institutions.models import Role, User
from measurements.review import queue
from measurements.tasks.extensions import decidable as extensions_to_decide

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
    n = seen.owed().count()
    yield Line(n, ngettext("awaits an answer", "await an answer", n), f"{desk}?estado=abiertos")
    n = seen.overdue(at=at).count()
    yield Line(n, ngettext("is overdue", "are overdue", n), f"{desk}?vencidos=1")
    n = seen.filter(state=State.ANSWERED).count()
    label = ngettext("was answered and must be read", "were answered and must be read", n)
    yield Line(n, label, f"{desk}?estado=respondidos")
    n = letters_to_sign(seen).count()
    label = ngettext("has a letter to be signed by the president", "have a letter to be signed by the president", n)
    yield Line(n, label, f"{desk}?estado={TO_SIGN}")


def decisions_lines(user: User) -> Iterator[Line]:
    """What waits for this person's decision; nothing waits for a member, who reads."""
    n = queue.decidable(user).count()
    yield Line(n, ngettext("answer to review", "answers to review", n), reverse("review_queue"))
    n = extensions_to_decide(user).count()
    label = ngettext("request for more time to decide", "requests for more time to decide", n)
    yield Line(n, label, reverse("extension_list"))
    n = sum(waiting_of(user).values())
    label = ngettext(
        "submission about activities and budgets to validate", "submissions about activities and budgets to validate", n
    )
    yield Line(n, label, reverse("activity_queue"))


def links_of(user: User) -> Iterator[Link]:
    """The other rooms of the Committee."""
    yield Link(
        _("Possible duplicates"), reverse("duplicate_list"), _("What several institutions reported and may count once.")
    )
    yield Link(
        _("Proposed changes of indicators"),
        reverse("proposal_list"),
        _("What institutions would change, and the answers."),
    )
    yield Link(_("Commitments"), reverse("commitments"), _("Who must report which indicator, and since when."))
    yield Link(_("The plan"), reverse("plan"), _("Its pillars, objectives, actions and the powers of the Committee."))
    if user.has_role(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR):
        yield Link(_("Management"), reverse("management"), _("Semesters, their windows, people and lists."))
