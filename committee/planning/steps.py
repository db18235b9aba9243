"""What the technical secretary can do next with the planning of a year, for the page that offers it. The verbs decide anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import PlanningRound
from committee.models import PlanningPoint

State = PlanningRound.State
CONSOLIDATE, REOPEN, MOVE, ASK, CANCEL, PUT = "consolidar", "reabrir", "mover", "convocar", "cancelar", "sesion"
STEPS = (CONSOLIDATE, MOVE, ASK, PUT, REOPEN, CANCEL)
"""As addresses name them."""
FROM: dict[str, tuple[State, ...]] = {
    CONSOLIDATE: (State.OPEN,),
    MOVE: (State.OPEN,),
    ASK: (State.OPEN,),
    PUT: (State.CONSOLIDATED,),
    REOPEN: (State.CONSOLIDATED,),
    CANCEL: (State.OPEN, State.CONSOLIDATED),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One button; the first one is what comes next."""

    label: str
    url: str


def steps_of(round_: PlanningRound, point: PlanningPoint | None) -> tuple[Step, ...]:
    """In the order in which they are offered. A planning that was cancelled is opened anew on the page that opens one."""
    if round_.state == State.CANCELLED:
        return (Step(_("Open it again"), f"{reverse('planning_open')}?anio={round_.year}"),)
    names = [name for name in STEPS if round_.state in FROM[name] and not (name == PUT and point is not None)]
    found = [Step(label_of(name), reverse("planning_step", args=[round_.year, name])) for name in names]
    if point is not None and point.meeting.state in ("planned", "held"):
        page = reverse("meeting_planning", args=[point.meeting.number, round_.year])
        label = _("Decide on it in meeting %(number)s") % {"number": point.meeting.number}
        return (Step(label, page), *found)
    return tuple(found)


def label_of(name: str) -> str:
    return {
        CONSOLIDATE: _("Consolidate the plans"),
        MOVE: _("Move the last day"),
        ASK: _("Ask another institution"),
        PUT: _("Put it before a meeting"),
        REOPEN: _("Open it to proposals again"),
        CANCEL: _("Cancel the planning"),
    }[name]
