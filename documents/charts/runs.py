"""Where a series is a line and where it is not: stretches with figures, stretches without, and nothing across a break."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from documents.charts.look import Gap, Value

Point = tuple[float, float]


def runs(values: Sequence[Value], breaks: Collection[int] = ()) -> Iterator[list[tuple[int, Decimal]]]:
    """Stretches of neighbouring periods that all have a figure and that the same definition made."""
    run: list[tuple[int, Decimal]] = []
    for n, value in enumerate(values):
        if run and (n in breaks or not isinstance(value, Decimal)):
            yield run
            run = []
        if isinstance(value, Decimal):
            run.append((n, value))
    if run:
        yield run


def gaps(values: Sequence[Value]) -> Iterator[tuple[str, list[int]]]:
    """Neighbouring periods that lack a figure for the same reason."""
    for reason, group in groupby(enumerate(values), key=lambda p: p[1].reason if isinstance(p[1], Gap) else None):
        if reason is not None:
            yield reason, [n for n, _value in group]


def path(points: Sequence[Point]) -> str:
    """Straight lines through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
