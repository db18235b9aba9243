"""What the minutes say of a point in the same words, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from committee.models import MeetingPoint
from documents.letter import Block, Note

GROUP = 8


def not_adopted(point: MeetingPoint) -> Iterator[Block]:
    """A note on what stands before the meeting and is not adopted; only minutes that are a draft have it."""
    if point.state != MeetingPoint.State.ADOPTED:
        yield Note(_("It stands before the meeting and was not adopted."))


def decision_of(point: MeetingPoint) -> tuple[str, str]:
    return _("Decision"), str(point.get_state_display())


def in_groups(digest: str) -> str:
    """A digest that a line of paper can break."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
