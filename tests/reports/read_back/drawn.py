"""The line charts of a PDF read back from what is drawn: where its lines go, against the scale that it prints.

Nothing here knows how they were made but their colours: those of the series, of the grid and of the axis.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from tests.reports.read_back.files import letters_of, shown

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
SERIES, GRID, AXIS = "14507f", "e2ded5", "4a505c"
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
LETTER = 8
"""Points of print within which the next letter of a word begins."""


@dataclass
class Drawn:
    """A chart: its words in print with where they stand, and its paths with their colour. Up is more."""

    alt: str
    glyphs: list[tuple[float, float, str]] = field(default_factory=list)
    paths: list[tuple[str, bool, list[Point]]] = field(default_factory=list)

    @property
    def words(self) -> list[tuple[Point, str]]:
        """Letters on one line that follow each other."""
        found: list[tuple[Point, str]] = []
        last = (0.0, 0.0)
        for x, y, letter in self.glyphs:
            if found and y == last[1] and 0 <= x - last[0] < LETTER:
                found[-1] = (found[-1][0], found[-1][1] + letter)
            else:
                found.append(((x, y), letter))
            last = (x, y)
        return found

    @property
    def has_axis(self) -> bool:
        """Whether it is a chart of lines with a scale; a bar has none."""
        return bool(self.glyphs) and any(colour == AXIS and len(path) == 2 for colour, _is_round, path in self.paths)

    @property
    def ticks(self) -> list[tuple[float, float]]:
        """The scale: each height at which a line across stands with its number beside it, lowest first."""
        across = [path for colour, _is_round, path in self.paths if colour in (GRID, AXIS) and len(path) == 2]
        heights = sorted({path[0][1] for path in across if abs(path[0][1] - path[1][1]) < 0.01})
        return [(height, number_of(min(self.words, key=lambda w: beside(w, height, across))[1])) for height in heights]

    def values(self, periods: int) -> dict[int, float]:
        """The figures that are drawn, by the place of their period among so many."""
        (low, least), (high, most) = self.ticks[0], self.ticks[-1]
        ends = next(path for colour, _is_round, path in self.paths if colour == AXIS)
        left, right = ends[0][0], ends[1][0]
        return {
            round((x - left) / (right - left) * (periods - 1)): least + (y - low) / (high - low) * (most - least)
            for x, y in self.marks
        }

    @property
    def marks(self) -> Iterator[Point]:
        """The corners of the lines of the series, and the middles of its points."""
        for colour, is_round, path in self.paths:
            if colour == SERIES and is_round:
                yield middle(x for x, _y in path), middle(y for _x, y in path)
            elif colour == SERIES:
                yield from path


def beside(word: tuple[Point, str], height: float, across: list[list[Point]]) -> float:
    """How far a word to the left of the lines is from a height."""
    (x, y), _text = word
    return abs(y - height) if x < min(path[0][0] for path in across) else float("inf")


def middle(values: Iterator[float]) -> float:
    known = list(values)
    return (min(known) + max(known)) / 2


def number_of(text: str) -> float:
    """A tick of either language; millions are shortened."""
    digits = re.sub(r"[^\d.,]", "", text)
    return float(digits.replace(",", "") if re.search(r",\d{3}", digits) else digits.replace(",", ".")) * (
        1_000_000 if text.endswith(("M", "mill.")) else 1
    )


def read_drawn(content: bytes) -> list[Drawn]:
    """Every picture with words for who does not see it, in the order of the pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [drawn for page in pdf.pages for drawn in Pen(page).figures()]


class Pen:
    """What a page draws, one instruction after the other."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.page = page
        self.fonts = {name: letters_of(font) for name, font in page.resources.get("/Font", {}).items()}
        self.letters: dict[int, str] = {}
        self.state: tuple[Matrix, str, str] = ((1, 0, 0, 1, 0, 0), "", "")
        self.kept: list[tuple[Matrix, str, str]] = []
        self.path: list[Point] = []
        self.is_round = False

    def figures(self) -> Iterator[Drawn]:
        figure, depth = None, 0
        for operands, operator in pikepdf.parse_content_stream(self.page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
                if name == "BDC" and "/Alt" in operands[1]:
                    figure, depth = Drawn(str(operands[1].Alt)), 1
            elif name == "EMC":
                depth -= 1
                if figure and not depth:
                    yield figure
                    figure = None
            else:
                self.obey(name, operands, figure)

    def obey(self, name: str, operands: Any, figure: Drawn | None) -> None:
        matrix, stroke, fill = self.state
        if name == "q":
            self.kept.append(self.state)
        elif name == "Q":
            self.state = self.kept.pop()
        elif name == "cm":
            self.state = (times(tuple(map(float, operands)), matrix), stroke, fill)
        elif name in ("SCN", "scn"):
            colour = hexadecimal(operands)
            self.state = (matrix, colour, fill) if name == "SCN" else (matrix, stroke, colour)
        elif name in ("m", "l", "c"):
            self.is_round = self.is_round or name == "c"
            self.path.append(placed((float(operands[-2]), float(operands[-1])), matrix))
        elif name in PAINTS:
            if figure and self.path and name != "n":
                colour = (
                    SERIES
                    if SERIES in (stroke if name in "SsBb" else "", fill if name[0] in "fFBb" else "")
                    else stroke
                )
                figure.paths.append((colour, self.is_round, self.path))
            self.path, self.is_round = [], False
        elif name == "Tf":
            self.letters = self.fonts[str(operands[0])]
        elif name == "Tj" and figure:
            figure.glyphs.append((matrix[4], matrix[5], "".join(shown(operands[0], self.letters))))


def hexadecimal(colour: Any) -> str:
    return "".join(f"{round(float(part) * 255):02x}" for part in colour if not isinstance(part, pikepdf.Name))


def placed(point: Point, m: Matrix) -> Point:
    return m[0] * point[0] + m[2] * point[1] + m[4], m[1] * point[0] + m[3] * point[1] + m[5]


def times(one: Any, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    (x, y) = placed((e, f), other)
    return (
        a * other[0] + b * other[2],
        a * other[1] + b * other[3],
        c * other[0] + d * other[2],
        c * other[1] + d * other[3],
        x,
        y,
    )
