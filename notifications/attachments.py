"""Files that letters bring along. The app that owns a kind of file registers how it is made; a notification only names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    content: bytes
    media_type: str


Maker = Callable[[str, str], Attached | None]
"""Makes the file of a key (what follows the kind) in a language; nothing when it does not exist any more."""

_makers: dict[str, Maker] = {}


def register(kind: str, make: Maker) -> None:
    """Call it from `AppConfig.ready`: `register("receipt", …)` makes what `receipt:2026-I-EP-0003` names."""
    _makers[kind] = make


def attached_of(name: str, language: str) -> Attached | None:
    """The file that a notification names; made when the letter leaves, not while a page waits."""
    kind, _colon, key = name.partition(":")
    make = _makers.get(kind)
    return make(key, language) if make and key else None
