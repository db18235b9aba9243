"""Whether enough institutions came to a meeting for the Committee to adopt anything, and how that is said.

The plan sets no quorum of its own. Until the Committee sets one, more than half of the institutions called must be represented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import Attendance, Meeting
from measurements.answer.refusals import WrongState


class NoQuorum(WrongState):
    """Not enough institutions came, or it is not known yet who did: the meeting adopts nothing."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """`came` of `called` institutions were represented; at least `needed` must be."""

    called: int
    came: int

    @property
    def needed(self) -> int:
        """The absolute majority: the smallest whole number above one half."""
        return self.called // 2 + 1

    @property
    def missing(self) -> int:
        return max(self.needed - self.came, 0)

    @property
    def is_reached(self) -> bool:
        return self.missing == 0


def quorum_of(presences: Iterable[str]) -> Quorum | None:
    """Of the presence noted for each institution called. None while one is not noted yet: whether there is a quorum is unknown."""
    noted = list(presences)
    if not noted or not all(noted):
        return None
    return Quorum(called=len(noted), came=noted.count(Attendance.Presence.PRESENT))


def quorum_in(meeting: Meeting) -> Quorum | None:
    """The quorum of a meeting that was held; None while it was not, or its attendance is not noted for every institution."""
    if meeting.state not in (Meeting.State.HELD, Meeting.State.CLOSED):
        return None
    return quorum_of(meeting.attendances.values_list("presence", flat=True))


def has_quorum(meeting: Meeting) -> bool:
    """Whether the attendance noted now makes a quorum. While it is not noted, there is none."""
    quorum = quorum_in(meeting)
    return quorum is not None and quorum.is_reached


def require_quorum(meeting: Meeting) -> None:
    """Refuse any adoption before the meeting was held, or without a quorum."""
    quorum = quorum_in(meeting)
    if meeting.state != Meeting.State.HELD:
        raise NoQuorum(_("The Committee adopts in a meeting that was held: note first that it was, and who came."))
    if quorum is None:
        raise NoQuorum(_("Note first for every institution whether it was represented: the quorum is not known."))
    if not quorum.is_reached:
        text = _("There is no quorum: %(came)d of %(called)d institutions were represented, %(needed)d are needed.")
        raise NoQuorum(text % {"came": quorum.came, "called": quorum.called, "needed": quorum.needed})


def quorum_words(quorum: Quorum) -> str:
    """Who came, of how many, and whether that is enough."""
    said = {"came": quorum.came, "called": quorum.called, "needed": quorum.needed}
    if quorum.is_reached:
        return _("%(came)d of %(called)d represented: there is a quorum") % said
    return _("%(came)d of %(called)d represented: there is no quorum, %(needed)d are needed") % said


def quorum_fact(quorum: Quorum) -> dict[str, str]:
    """The quorum as one of a page's facts."""
    value = _("%(came)d of %(called)d") % {"came": quorum.came, "called": quorum.called}
    note = _("There is a quorum")
    if not quorum.is_reached:
        note = _("There is no quorum: %(needed)d are needed") % {"needed": quorum.needed}
    return {"label": _("Quorum"), "value": value, "note": note}
