"""A sheet while it is drawn, from top to bottom: where the pen stands, and how high a row of wrapped text must be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from measurements.exchange.paper import Ask, Box, Number, Paper, Sum, Value, Words

LINE = 15.0
"""Points: the height of a line of text."""


class Drawing:
    """Collects what a sheet holds. `row` is where the next line goes."""

    def __init__(self, widths: Sequence[float]) -> None:
        self.widths = tuple(widths)
        self.words: list[Words] = []
        self.boxes: list[Box] = []
        self.sums: list[Sum] = []
        self.numbers: list[Number] = []
        self.heights: dict[int, float] = {}
        self.row = 0

    @property
    def last(self) -> int:
        """How many columns there are."""
        return len(self.widths)

    def say(
        self, column: int, text: str, style: str, *, width: int = 1, is_anchor: bool = False, link: str = ""
    ) -> None:
        self.words.append(Words(self.row, column, text, style, width, is_anchor, link))

    def print(self, column: int, value: Decimal, style: str) -> None:
        self.numbers.append(Number(self.row, column, value, style))

    def ask(self, key: str, column: int, ask: Ask, value: Value, *, width: int = 1) -> Box:
        box = Box(key, self.row, column, ask, value, width)
        self.boxes.append(box)
        return box

    def add(self, column: int, formula: str, result: Any, style: str) -> None:
        self.sums.append(Sum(self.row, column, formula, result, style))

    def fit(self, text: str, column: int, width: int, *, least: int = 1, scale: float = 1.0) -> None:
        """Make the row as high as the text needs across these columns."""
        signs = max(sum(self.widths[column : column + width]) * 1.05 / scale, 1)
        lines = sum(max(ceil(len(line) / signs), 1) for line in text.split("\n"))
        height = max(lines, least) * LINE * scale + 3
        self.heights[self.row] = max(height, self.heights.get(self.row, 0))

    def down(self, rows: int = 1) -> None:
        self.row += rows

    def finished(self, name: str, title: str, **more: Any) -> Paper:
        return Paper(
            name,
            title,
            self.widths,
            tuple(self.words),
            tuple(self.boxes),
            tuple(self.sums),
            tuple(self.numbers),
            self.heights,
            **more,
        )
