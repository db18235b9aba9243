"""Put direct labels where they cover neither a line nor each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Spot:
    """Where a label may stand: its baseline point, and which end of the text is there."""

    x: float
    y: float
    anchor: Anchor = "middle"


@dataclass(frozen=True)
class Box:
    """A rectangle that something takes."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> float:
        """The area that two rectangles share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0


@dataclass
class Layout:
    """A drawing's free and taken space."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take_line(self, points: Sequence[tuple[float, float]]) -> None:
        """Mark a line as taken, in small squares along it."""
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(1, int(abs(x2 - x1) + abs(y2 - y1)) // 5)
            for n in range(steps + 1):
                x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
                self.taken.append(Box(x - 2.5, y - 2.5, x + 2.5, y + 2.5))

    def place(self, text: str, spots: Iterable[Spot], size: float = 14) -> Spot:
        """Choose the first spot that covers nothing, or the one that covers least, and take it."""
        candidates = [(spot, text_box(text, spot, size)) for spot in spots]
        spot, box = min(candidates, key=lambda candidate: round(self.cost(candidate[1])))
        self.taken.append(box)
        return spot

    def has_room(self, text: str, spots: Iterable[Spot], size: float = 14) -> bool:
        """Whether a label can stand at one of the spots without covering anything."""
        return any(self.cost(text_box(text, spot, size)) == 0 for spot in spots)

    def cost(self, box: Box) -> float:
        """How much of a label would cover something, or lie outside the drawing."""
        outside = (
            max(0, -box.left) + max(0, box.right - self.width) + max(0, -box.top) + max(0, box.bottom - self.height)
        )
        return sum(box.covers(other) for other in self.taken) + outside * 50


def text_width(text: str, size: float = 14) -> float:
    """A generous estimate of a text's width: digits and letters of Public Sans are narrower."""
    return len(text) * size * 0.55


def wrapped(text: str, width: float, size: float = 14) -> list[str]:
    """A text in lines that fit a width; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_box(text: str, spot: Spot, size: float) -> Box:
    """The rectangle that a text takes at a spot."""
    width = text_width(text, size)
    left = spot.x - {"start": 0, "middle": width / 2, "end": width}[spot.anchor]
    return Box(left - 2, spot.y - size * 0.85, left + width + 2, spot.y + size * 0.3)
