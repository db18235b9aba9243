"""The marks of a series: lines, points, trajectory, range, gaps and breaks, and the words beside them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from documents.charts.labels import Anchor, Box, Spot
from documents.charts.line_chart import SMALL, known
from documents.charts.line_frame import Frame
from documents.charts.runs import Point, gaps, path, runs
from documents.charts.svg import Drawing


class Plot(Frame):
    """One drawing of one chart."""

    def drawn(self) -> Drawing:
        """What lies behind first, then axes, then the series, then the words."""
        self.draw_range()
        self.draw_margin()
        self.draw_axes()
        self.draw_expected()
        self.draw_series()
        self.draw_target()
        self.draw_gaps()
        self.draw_breaks()
        self.draw_names()
        return self.drawing

    def draw_range(self) -> None:
        """What the figure should lie between: a band with its edges and its words."""
        aim = self.chart.aim
        if aim is None:
            return
        top, bottom = self.y(aim.high), self.y(aim.low)
        width = self.right - self.left
        self.drawing.add("rect", "range", x=self.left, y=top, width=width, height=bottom - top)
        for y in (top, bottom):
            self.drawing.add("line", "range-edge", x1=self.left, x2=self.right, y1=y, y2=y)
        if aim.label and self.size is not SMALL:
            heights = (top + 17, top - 7, bottom + 17, bottom - 6)
            self.aim_spots += [Spot(self.left + 6, y, "start") for y in heights]
            self.aim_spots += [Spot(self.right - 6, y, "end") for y in heights]

    def draw_margin(self) -> None:
        """The margin beside the expected trajectory, within which a lag is only a risk."""
        expected, lower = known(self.chart.expected), known(self.chart.lower)
        both = [n for n in expected if n in lower]
        if len(both) > 1:
            outline = [self.at(n, expected[n]) for n in both] + [self.at(n, lower[n]) for n in reversed(both)]
            self.drawing.add("path", "band", d=path(outline) + "Z")

    def draw_breaks(self) -> None:
        for mark in self.chart.breaks:
            x = self.x(mark.period - 0.5)
            self.drawing.add("line", "break", x1=x, x2=x, y1=self.size.top - 10, y2=self.bottom)
            self.layout.take_line([(x, self.size.top - 10), (x, self.bottom)])
            if mark.label and self.size.is_labelled:
                heights = (self.size.top - 8, self.bottom - 8)
                spots = [spot for y in heights for spot in (Spot(x + 6, y, "start"), Spot(x - 6, y, "end"))]
                self.write(mark.label, "label", spots)

    def draw_expected(self) -> None:
        points = [self.at(n, value) for n, value in known(self.chart.expected).items()]
        if len(points) > 1:
            self.layout.take_line(points)
            self.drawing.add("path", "expected", d=path(points))

    def draw_series(self) -> None:
        for run in runs(self.chart.values, self.chart.broken):
            points = [self.at(n, value) for n, value in run]
            self.layout.take_line([points[0], *points])
            for kind, stretch in self.stretches(run):
                self.drawing.add("path", kind, d=path(stretch))
            if len(points) == 1 or self.size is not SMALL:
                for (n, _value), (x, y) in zip(run, points, strict=True):
                    self.drawing.add("circle", self.point_kind(n, "point"), cx=x, cy=y, r=3.5)
        self.draw_latest()

    def point_kind(self, period: int, kind: str) -> str:
        return "point-partial" if period in self.chart.partial else kind

    def stretches(self, run: Sequence[tuple[int, Decimal]]) -> Iterator[tuple[str, list[Point]]]:
        """The lines between the points of a run: dashed to and from a partial figure, the rest in one stroke."""
        partial = self.chart.partial
        for is_partial, pairs in groupby(
            pairwise(run), key=lambda pair: pair[0][0] in partial or pair[1][0] in partial
        ):
            ends = list(pairs)
            points = [ends[0][0], *(end for _start, end in ends)]
            yield "series-partial" if is_partial else "series", [self.at(n, value) for n, value in points]

    def draw_latest(self) -> None:
        """The last figure is a large point with its value in words."""
        observed = self.chart.observed
        if not observed:
            return
        x, y = self.at(max(observed), observed[max(observed)])
        kind = self.point_kind(max(observed), "point-last")
        self.drawing.add("circle", kind, cx=x, cy=y, r=7 if self.size is not SMALL else 6)
        if self.size is SMALL:
            self.layout.taken.append(Box(x - 6, y - 6, x + 6, y + 6))
            return
        spots = [Spot(x, y - 15), Spot(x, y + 26), Spot(x - 14, y - 12, "end"), Spot(x + 14, y + 22, "start")]
        spots += [Spot(x + 6, y - 15, "end"), Spot(x + 6, y + 26, "end")]
        self.write(self.chart.figure(observed[max(observed)]), "figure", spots, 16)

    def draw_target(self) -> None:
        target = self.chart.target
        if target is None:
            return
        x, y = self.at(target.period, target.value)
        self.drawing.add("circle", "target-point", cx=x, cy=y, r=5)
        if target.label and self.size is not SMALL:
            heights = (y - 13, y + 24, y - 33, y + 42)  # farther off where the last figure is near
            spots = [*(Spot(x + 5, height, "end") for height in heights), Spot(x - 12, y + 5, "end")]
            self.write(target.label, "strong", spots)

    def draw_gaps(self) -> None:
        """A dotted rule for each period without a figure, and why, once for neighbours."""
        for reason, periods in gaps(self.chart.values):
            for period in periods:
                x = self.x(period)
                self.drawing.add("line", "missing", x1=x, x2=x, y1=self.size.top, y2=self.bottom)
                self.layout.take_line([(x, self.size.top), (x, self.bottom)])
            middle = self.x((periods[0] + periods[-1]) / 2)
            heights = [self.size.top - 6, self.size.top + 12, self.bottom - 8, self.size.top + 30]
            sides: list[tuple[float, Anchor]] = [(middle, "middle"), (middle + 6, "start"), (middle - 6, "end")]
            spots = [Spot(x, y, anchor) for x, anchor in sides for y in heights]
            if self.size is not SMALL:
                self.write(reason, "label", spots)
            elif self.layout.has_room(reason, spots, 12):
                self.write(reason, "fine", spots, 12)

    def draw_names(self) -> None:
        """Name the range, and on the wide chart the two lines beside them; elsewhere the text around it does."""
        if self.chart.aim and self.chart.aim.label and self.aim_spots:
            self.write(self.chart.aim.label, "range-label", self.aim_spots)
        if not self.size.is_labelled:
            return
        for name, kind, points, below in (
            (self.chart.series_label, "series-label", self.chart.observed, False),
            (self.chart.expected_label, "label", known(self.chart.expected), True),
        ):
            if name and len(points) > 1:
                self.write(name, kind, self.beside(points, is_below=below))

    def beside(self, points: dict[int, Decimal], *, is_below: bool) -> list[Spot]:
        """Spots along a line, from two thirds of it outwards, first on the side asked for; then inwards from its ends."""
        numbers = sorted(points)
        order = sorted(numbers, key=lambda n: abs(n - numbers[len(numbers) * 2 // 3]))
        sides = (24, -14, 42, -32) if is_below else (-14, 24, -32, 42)
        ends: list[tuple[int, Anchor]] = [(numbers[-1], "end"), (numbers[0], "start")]
        return [
            *(Spot(self.x(n), self.y(points[n]) + offset) for offset in sides for n in order),
            *(Spot(self.x(n), self.y(points[n]) + offset, anchor) for offset in sides for n, anchor in ends),
        ]
