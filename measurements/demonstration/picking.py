"""Variety without chance: a number that follows from the names it is picked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def pick(low: int, high: int, *names: object) -> int:
    """A whole number from `low` to `high`, always the same for the same names."""
    digest = hashlib.sha256("|".join(str(name) for name in names).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def choose(choices: Sequence[Choice], *names: object) -> Choice:
    return choices[pick(0, len(choices) - 1, *names)]
