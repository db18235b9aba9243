"""Two people wrote the same answer at once: what each wrote, which side a part is on unless somebody chooses, and the two as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.models import IndicatorRevision
from measurements.answer import content_parts
from measurements.answer.content import CellContent, CellKey, ConcernKey, Content, ItemContent, Origin
from measurements.checks.stored import Difference, differences
from measurements.models import Answer

THEIRS, MINE = "theirs", "mine"
Sides = Mapping[str, str]
"""For each part that differs, whose words are kept."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A difference with the side that is chosen already; empty: both changed it, or nobody knows, so the person is asked.

    `version` is that of the stored item, of a difference about one.
    """

    difference: Difference
    side: str
    version: int | None = None


def choices(
    revision: IndicatorRevision,
    theirs: Content,
    mine: Content,
    *,
    base: content_parts.Said | None,
    carried: Mapping[int, int],
) -> list[Choice]:
    """Everything that differs. Where only one of the two changed what both had read, that one's words are proposed.

    `carried` are the versions of items that mine brings into the list from elsewhere.
    """
    said_by_them, said_by_me = content_parts.said(theirs), content_parts.said(mine)
    changed_by_me = {part for part, item in content_parts.items(mine) if item.is_changed}
    versions: dict[str, int | None] = {content_parts.item(pk): version for pk, version in carried.items()}
    versions |= {content_parts.item(item.id): item.version for item in theirs.items}
    read = {part: item.version for part, item in content_parts.items(mine)}

    def side(part: str) -> str:
        if part.startswith("new|"):
            return MINE
        if part.startswith("item|"):
            is_mine = part in changed_by_me and versions.get(part) == read.get(part)
            return MINE if is_mine else ""
        return _side(part, base, said_by_them, said_by_me)

    return [Choice(d, side(d.part), versions.get(d.part)) for d in differences(revision, theirs, mine)]


def _side(part: str, base: content_parts.Said | None, theirs: content_parts.Said, mine: content_parts.Said) -> str:
    if base is None:
        return ""
    was, said_by_them, said_by_me = (content_parts.text_of(said, part) for said in (base, theirs, mine))
    if said_by_them == was:
        return MINE
    return THEIRS if said_by_me == was else ""


def merged(theirs: Content, mine: Content, sides: Sides) -> Content:
    """Mine, with theirs in every part where theirs was chosen."""
    taken = {part for part, side in sides.items() if side == THEIRS}

    def of(part: str) -> Content:
        return theirs if part in taken else mine

    about = replace(
        mine,
        answer=of("answer").answer,
        reason=of("reason").reason,
        narrative=of("narrative").narrative,
        narrative_language=of("narrative").narrative_language,
        control_total=of("control_total").control_total,
        has_no_items=of("has_no_items").has_no_items,
        values=dict(_values(theirs, mine, taken)),
        items=tuple(_items(theirs, mine, taken)),
        origin=Origin(
            of("source_system").origin.source_system,
            of("cut_off_on").origin.cut_off_on,
            of("contact_post").origin.contact_post,
        ),
        explanations=_explanations(theirs, mine, taken),
    )
    if about.answer != Answer.REPORTED and not about.reason:
        return replace(about, reason=of("answer").reason)  # an answer without a figure always says why
    return about


def _values(theirs: Content, mine: Content, taken: set[str]) -> Iterator[tuple[CellKey, CellContent]]:
    if content_parts.PLACE in taken:
        yield from theirs.values.items()
        return
    for key in {**theirs.values, **mine.values}:
        side = theirs if content_parts.cell(key) in taken else mine
        if key in side.values:
            yield key, side.values[key]


def _items(theirs: Content, mine: Content, taken: set[str]) -> Iterator[ItemContent]:
    """An item of theirs stands as it is stored; one that they do not have falls out of the list."""
    stored = {item.id: item for item in theirs.items}
    for part, item in content_parts.items(mine):
        if part not in taken:
            yield item
        elif item.id in stored:
            yield stored[item.id]
    held = {item.id for item in mine.items}
    yield from (item for pk, item in stored.items() if pk not in held and content_parts.item(pk) in taken)


def _explanations(theirs: Content, mine: Content, taken: set[str]) -> dict[ConcernKey, str]:
    """Those that only they wrote come along with their figures; one whose figure fell away is dropped on saving."""
    chosen = {
        key: theirs.explanations.get(key, "") if content_parts.explanation(key) in taken else text
        for key, text in mine.explanations.items()
    }
    return {**theirs.explanations, **chosen}
