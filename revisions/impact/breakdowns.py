"""What begins and what ends of a series when its breakdown, its parts or the series themselves change. Facts, without words."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.defining.document import DefinitionDocument
from indicators.models import Dimension


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that begins or ends with the draft. `what`: dimension, tag, cells, part, series."""

    what: str
    name: str
    begins: bool


def shifts(before: DefinitionDocument, after: DefinitionDocument, language: str) -> tuple[Shift, ...]:
    """What the later document asks and the earlier did not, and the other way round. One query."""
    names = {each.code: each.name for each in Dimension.objects.all()}
    found = [
        *moved("dimension", {code: names[code] for code in before.dimensions}, {c: names[c] for c in after.dimensions}),
        *moved(
            "tag",
            {tag.dimension: names[tag.dimension] for tag in before.tags},
            {tag.dimension: names[tag.dimension] for tag in after.tags},
        ),
        *moved("cells", crossed(before, names), crossed(after, names)),
        *moved("part", parts(before, language), parts(after, language)),
        *moved("series", tracks(before, language), tracks(after, language)),
    ]
    return tuple(found)


def moved(what: str, before: dict[str, str], after: dict[str, str]) -> list[Shift]:
    ended = [Shift(what, name, begins=False) for code, name in before.items() if code not in after]
    begun = [Shift(what, name, begins=True) for code, name in after.items() if code not in before]
    return ended + begun


def crossed(document: DefinitionDocument, names: dict[str, str]) -> dict[str, str]:
    """Dimensions that are combined with each other: their cells exist only together."""
    if len(document.dimensions) < 2:
        return {}
    return {"|".join(sorted(document.dimensions)): " × ".join(names[code] for code in document.dimensions)}


def parts(document: DefinitionDocument, language: str) -> dict[str, str]:
    return {part.code: getattr(part.label, language) or part.label.es for part in document.components}


def tracks(document: DefinitionDocument, language: str) -> dict[str, str]:
    """A series without a label is the indicator as a whole, and never begins or ends by itself."""
    return {
        track.code: getattr(track.label, language) or track.label.es
        for track in document.series
        if track.label.es or track.label.en
    }
