"""Whether enough institutions came to a meeting for the Committee to adopt anything. No rows are read here.

The plan sets no quorum of its own. Until the Committee sets one, more than half of the institutions called must be represented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PRESENT = "present"


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
    return Quorum(called=len(noted), came=noted.count(PRESENT))
