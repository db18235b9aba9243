"""Choosing, part by part, between what is stored and what was typed: what the page asks, and what it brings back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from measurements.answer import content_parts
from measurements.answer.content import Content
from measurements.checks.stored import content_of
from measurements.conflicts import merging
from measurements.conflicts.merging import Choice
from measurements.views.entry_page import EntryPage

SIDE, VERSION = "keep-", "seen-"


@dataclass(frozen=True, slots=True)
class Choosing:
    """`seen` is the version that the person chose against, `items` that of each item; `sides` say whose words are kept."""

    seen: int
    sides: Mapping[str, str]
    items: Mapping[str, int]


def choosing_of(request: HttpRequest) -> Choosing | None:
    """The choice that came with a form; None when it was not asked for one."""
    seen = _number(request.POST.get("seen", ""))
    if seen is None:
        return None
    posted = list(request.POST.items())
    sides = {name.removeprefix(SIDE): str(side) for name, side in posted if name.startswith(SIDE)}
    versions = {name.removeprefix(VERSION): _number(str(text)) for name, text in posted if name.startswith(VERSION)}
    known = {part: side for part, side in sides.items() if side in (merging.THEIRS, merging.MINE)}
    return Choosing(seen, known, {part: version for part, version in versions.items() if version is not None})


def choices_of(page: EntryPage, mine: Content) -> list[Choice]:
    if page.measurement is None or page.form is None:
        return []
    base = content_parts.from_text(page.form.answer.cleaned_data["read"])
    carried = {each.carried.item.pk: each.carried.item.version for each in page.form.carried}
    return merging.choices(page.revision, content_of(page.measurement), mine, base=base, carried=carried)


def still_open(page: EntryPage, mine: Content, choosing: Choosing) -> bool:
    """Whether a difference was left without a choice; the page then asks again, with what was chosen so far."""
    found = choices_of(page, mine)
    page.choices = [replace(each, side=choosing.sides.get(each.difference.part, each.side)) for each in found]
    return any(each.difference.part not in choosing.sides for each in found)


def merged(theirs: Content, mine: Content, choosing: Choosing) -> Content:
    """The two as one. An item of mine is written over the version that was shown beside it."""
    items = tuple(
        replace(item, version=choosing.items.get(part, item.version)) for part, item in content_parts.items(mine)
    )
    return merging.merged(theirs, replace(mine, items=items), choosing.sides)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
