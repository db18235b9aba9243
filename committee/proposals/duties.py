"""What proposed changes ask of the technical secretary: those that the open review has still to answer, or that wait for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import IndicatorProposal
from indicators.models import ActionPlan
from institutions.models import Role, User
from notifications.todo_sources import ToDo

MOST_NAMED = 3


def proposal_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """Nothing can be done about one that was not put before a meeting yet, but who keeps the meetings must know of it."""
    if not user.has_role(Role.TECHNICAL_SECRETARY):
        return
    waiting = IndicatorProposal.objects.waiting().filter(plan=ActionPlan.objects.current()).order_by("year", "ordinal")
    numbers = list(waiting.values_list("number", flat=True))
    note = ", ".join(numbers[:MOST_NAMED]) + (" …" if len(numbers) > MOST_NAMED else "")
    url = f"{reverse('proposal_list')}?estado=en-espera"
    yield ToDo(len(numbers), _("Answer the proposals of the institutions"), url, note)
