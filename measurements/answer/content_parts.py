"""The parts of an answer by name, so that two versions and the one that both began from can be compared part by part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from measurements.answer.content import CellContent, CellKey, ConcernKey, Content, ItemContent

LONGEST = 1_000_000
"""More than a page ever carries along, in characters."""

PLACE = "place"
"""The stage or the option of an answer: its marks are chosen together, never one by one."""

Said = Mapping[str, str]
"""What a version says in each part that is not an item, in one way of writing; a part that it leaves empty is not there."""


def cell(key: CellKey) -> str:
    return "cell|" + "|".join(key)


def explanation(key: ConcernKey) -> str:
    return "explanation|" + "|".join(key)


def item(pk: int | None) -> str:
    return f"item|{pk}"


def items(content: Content) -> Iterator[tuple[str, ItemContent]]:
    """The items with their names; those without a number yet are known by their place among the new ones."""
    new = 0
    for each in content.items:
        if each.id is None:
            new += 1
            yield f"new|{new}", each
        else:
            yield item(each.id), each


def said(content: Content) -> dict[str, str]:
    origin = content.origin
    parts = {cell(key): _amount(value) for key, value in content.values.items()}
    parts |= {explanation(key): text for key, text in content.explanations.items()}
    parts |= {
        "answer": content.answer,
        "reason": content.reason,
        "narrative": content.narrative,
        "control_total": "" if content.control_total is None else _plain(content.control_total),
        "has_no_items": "yes" if content.has_no_items else "",
        "source_system": origin.source_system,
        "cut_off_on": origin.cut_off_on.isoformat() if origin.cut_off_on else "",
        "contact_post": origin.contact_post,
    }
    return {part: text for part, text in parts.items() if text}


def text_of(told: Said, part: str) -> str:
    """What a version says in a part; of a place all its marks."""
    if part == PLACE:
        return ";".join(f"{name}={mark}" for name, mark in sorted(told.items()) if name.startswith("cell|"))
    return told.get(part, "")


def as_text(content: Content) -> str:
    """What a page carries along of the version that it shows."""
    return json.dumps(said(content), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Said | None:
    """The version that the page was filled from; None when it came back without, or spoilt."""
    if len(text) > LONGEST:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_said = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found if is_said else None


def _amount(value: CellContent) -> str:
    whole = "" if value.denominator is None else f"/{_plain(value.denominator)}"
    return _plain(value.value) + whole


def _plain(value: Decimal) -> str:
    """21.0000 of the database and 21 of a form are the same number."""
    return f"{value.normalize():f}"
