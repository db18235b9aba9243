"""Two people wrote in one section: what each box then holds, so that nothing of either is lost. Texts in, texts out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from measurements.background.resent import Piece, pieces
from reports.drafting.plain import tidy
from reports.snapshot.bilingual import LANGUAGES


@dataclass(frozen=True, slots=True)
class Crossed:
    """One language in which somebody else's text was kept meanwhile.

    `is_mine_kept`: the box goes on holding what this person typed; else it had not been touched and now holds the other text.
    """

    language: str
    theirs: str
    is_mine_kept: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """`boxes`: what each box holds now, by language."""

    boxes: Mapping[str, str]
    crossed: tuple[Crossed, ...]


def merge(*, was: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merged:
    """`was`: what the boxes held when the page was opened; `theirs`: what they would hold on a page opened now."""
    boxes, crossed = {}, []
    for language in LANGUAGES:
        before, typed, now = (tidy(texts.get(language, "")) for texts in (was, mine, theirs))
        is_touched = typed != before
        boxes[language] = typed if is_touched else now
        if now not in (before, typed):
            difference = tuple(pieces(now, typed)) if is_touched else ()
            crossed.append(Crossed(language, now, is_touched, difference))
    return Merged(boxes, tuple(crossed))
