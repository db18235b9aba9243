"""What an observation, a request or an opening points at: one part of an answer, named so that it can be kept and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of an answer that can be pointed at."""

    CELL = "cell"
    ITEMS = "items"
    EVIDENCE = "evidence"
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """One part. Only a cell has a component and a combination's key ("" is the whole); one document has its digest."""

    part: Part
    component: str = ""
    cell: str = ""
    document: str = ""


def kept(anchors: Iterable[Anchor]) -> list[dict[str, str]]:
    """As it is stored: each part once, in a fixed order, with no empty word."""
    return [_kept(anchor) for anchor in sorted(set(anchors))]


def _kept(anchor: Anchor) -> dict[str, str]:
    words = {"part": anchor.part.value, "component": anchor.component, "document": anchor.document}
    found = {name: word for name, word in words.items() if word}
    return found | {"cell": anchor.cell} if anchor.part is Part.CELL else found


def read(stored: Iterable[Mapping[str, str]]) -> tuple[Anchor, ...]:
    """What `kept` stored. Raises ValueError for a part that does not exist."""
    return tuple(
        Anchor(Part(each["part"]), each.get("component", ""), each.get("cell", ""), each.get("document", ""))
        for each in stored
    )
