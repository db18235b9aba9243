"""The boxes that signatures draw on pages: which page, how much of it, and whether one does something when it is opened or pressed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic

MOST_PAGES = 5_000
DEEPEST = 50
ACTIONS = ("/A", "/AA")


class Boxes:
    """The boxes of signature fields of a file, page by page; pages are counted from one."""

    def __init__(self, reader: Any) -> None:
        self.act = False
        self._shares: dict[int, float] = defaultdict(float)
        self._pages: dict[Any, int] = {}
        for number, (page, whole) in enumerate(pages_of(reader.root["/Pages"], None, 0), 1):
            if number > MOST_PAGES:
                raise ValueError("too many pages")
            for place in page.get("/Annots", ()):
                self._take(place, number, whole)

    def _take(self, place: Any, number: int, whole: float) -> None:
        box = place.get_object()
        if not is_signature(box):
            return
        self.act = self.act or any(each in box for each in ACTIONS)
        area = area_of(box.get("/Rect", ()))
        if area:
            self._shares[number] += area / whole
            if isinstance(place, generic.IndirectObject):
                self._pages[place.reference] = number

    def largest(self) -> float:
        """The largest part of one page that they cover together."""
        return max(self._shares.values(), default=0.0)

    def pages(self, field: Any) -> tuple[int, ...]:
        """The pages on which a field can be seen."""
        widgets = [field.container_ref, *(each.reference for each in field.get("/Kids", ()))]
        return tuple(sorted({self._pages[each] for each in widgets if each in self._pages}))


def pages_of(node: Any, frame: Any, depth: int) -> Iterator[tuple[Any, float]]:
    """Each page in order, with its area."""
    if depth > DEEPEST:
        raise ValueError("too deep")
    frame = node.get("/MediaBox", frame)
    if "/Kids" not in node:
        yield node, area_of(node.get("/CropBox", frame)) or 1.0
        return
    for kid in node["/Kids"]:
        yield from pages_of(kid.get_object(), frame, depth + 1)


def is_signature(box: Any) -> bool:
    if box.get("/Subtype") != "/Widget":
        return False
    return bool(box.get("/FT", box["/Parent"].get("/FT") if "/Parent" in box else None) == "/Sig")


def area_of(rectangle: Any) -> float:
    if rectangle is None or len(rectangle) != 4:
        return 0.0
    left, bottom, right, top = map(float, rectangle)
    return abs(right - left) * abs(top - bottom)
