"""The geometry of a series: where each mark of a line chart lies."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from documents import formatting
from documents.charts.labels import Layout, Spot, text_width
from documents.charts.line_chart import SMALL, LineChart, Size, known
from documents.charts.look import Gap, Look, Value
from documents.charts.scale import Scale, scale_for
from documents.charts.svg import Drawing

Point = tuple[float, float]
BOTTOM = 26


class Plot:
    """The geometry of one drawing of one chart."""

    def __init__(self, chart: LineChart, look: Look, size: Size) -> None:
        self.chart, self.size = chart, size
        self.drawing = Drawing(look)
        self.layout = Layout(size.width, size.height)
        self.scale = self.vertical_scale()
        widest = max(text_width(self.tick_label(tick), 15) for tick in self.scale.ticks)
        self.left, self.right = max(34.0, widest + 10), size.width - (22 if size is not SMALL else 10)
        self.bottom = size.height - BOTTOM

    def draw(self, prefix: str) -> str:
        """Axes first, then what lies behind, then the series, then the words."""
        self.draw_margin()
        self.draw_axes()
        self.draw_expected()
        self.draw_series()
        self.draw_target()
        self.draw_gaps()
        self.draw_breaks()
        self.draw_names()
        return self.drawing.scaled(
            self.size.width, self.size.height, title=self.chart.title, prefix=prefix, kind=self.size.name
        )

    # --- where things are ---

    def vertical_scale(self) -> Scale:
        chart = self.chart
        figures = [*chart.observed.values(), *known(chart.expected).values(), *known(chart.lower).values()]
        figures += [chart.target.value] if chart.target else []
        figures += [chart.top] if chart.top is not None else []
        ceiling = Decimal(100) if chart.unit == "percent" else None
        return scale_for(figures, intervals=self.size.intervals, ceiling=ceiling)

    def x(self, period: float) -> float:
        steps = max(1, len(self.chart.periods) - 1)
        return self.left + (self.right - self.left) * period / steps

    def y(self, value: Decimal) -> float:
        return self.bottom - (self.bottom - self.size.top) * self.scale.share(value)

    def at(self, period: int, value: Decimal) -> Point:
        return self.x(period), self.y(value)

    # --- what is drawn ---

    def draw_axes(self) -> None:
        for tick in self.scale.ticks:
            y = self.y(tick)
            self.drawing.add("line", "grid" if tick else "axis", x1=self.left, x2=self.right, y1=y, y2=y)
            self.drawing.add("text", "label", self.tick_label(tick), x=self.left - 7, y=y + 5, text_anchor="end")
        for period in self.labelled_periods():
            anchor = "start" if period == 0 else "end" if period == len(self.chart.periods) - 1 else "middle"
            x, text = self.x(period), self.chart.periods[period]
            self.drawing.add("text", "label", text, x=x, y=self.size.height - 5, text_anchor=anchor)

    def tick_label(self, tick: Decimal) -> str:
        """Only the highest tick carries the unit."""
        if self.chart.unit == "percent" and tick == self.scale.ticks[-1]:
            return formatting.percent(tick, self.chart.lang, None)
        return formatting.number(tick, self.chart.lang)

    def labelled_periods(self) -> list[int]:
        """The first, the last, and as many between, evenly, as do not run into each other."""
        last = len(self.chart.periods) - 1
        room = max(text_width(text) for text in self.chart.periods) + 14 if self.chart.periods else 0
        every = next(n for n in range(1, last + 2) if n > last or self.x(n) - self.x(0) >= room)
        between = [n for n in range(every, last, every) if self.x(last) - self.x(n) >= room * 1.25]
        return sorted({0, *between, last}) if self.chart.periods else []

    def draw_margin(self) -> None:
        """The margin under the expected trajectory, within which a lag is only a risk."""
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
        for run in runs(self.chart.values):
            points = [self.at(n, value) for n, value in run]
            self.layout.take_line([points[0], *points])
            for kind, stretch in self.stretches(run):
                self.drawing.add("path", kind, d=path(stretch))
            if len(points) == 1 or self.size is not SMALL:
                for x, y in points:
                    self.drawing.add("circle", "point", cx=x, cy=y, r=3.5)
        self.draw_latest()

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
        self.drawing.add("circle", "point-last", cx=x, cy=y, r=7 if self.size is not SMALL else 6)
        if self.size is SMALL:
            return
        spots = [Spot(x, y - 15), Spot(x, y + 26), Spot(x - 14, y - 12, "end"), Spot(x + 14, y + 22, "start")]
        self.write(self.figure(observed[max(observed)]), "figure", spots, 16)

    def draw_target(self) -> None:
        target = self.chart.target
        if target is None:
            return
        x, y = self.at(target.period, target.value)
        self.drawing.add("circle", "target-point", cx=x, cy=y, r=5)
        if target.label and self.size is not SMALL:
            spots = [Spot(x + 5, y - 13, "end"), Spot(x + 5, y + 24, "end"), Spot(x - 12, y + 5, "end")]
            self.write(target.label, "strong", spots)

    def draw_gaps(self) -> None:
        """A dotted rule for each period without a figure, and why, once for neighbours."""
        for reason, periods in gaps(self.chart.values):
            for period in periods:
                x = self.x(period)
                self.drawing.add("line", "missing", x1=x, x2=x, y1=self.size.top, y2=self.bottom)
                self.layout.take_line([(x, self.size.top), (x, self.bottom)])
            if self.size is not SMALL:
                middle = self.x((periods[0] + periods[-1]) / 2)
                heights = [self.size.top - 6, self.size.top + 12, self.bottom - 8, self.size.top + 30]
                self.write(reason, "label", [Spot(middle, y) for y in heights])

    def draw_names(self) -> None:
        """Name the two lines beside them, on the wide chart only; elsewhere the text around it does."""
        if not self.size.is_labelled:
            return
        for name, kind, points, below in (
            (self.chart.series_label, "series-label", self.chart.observed, False),
            (self.chart.expected_label, "label", known(self.chart.expected), True),
        ):
            if name and len(points) > 1:
                self.write(name, kind, self.beside(points, is_below=below))

    def beside(self, points: dict[int, Decimal], *, is_below: bool) -> list[Spot]:
        """Spots along a line, from two thirds of it outwards, first on the side asked for."""
        numbers = sorted(points)
        order = sorted(numbers, key=lambda n: abs(n - numbers[len(numbers) * 2 // 3]))
        sides = (24, -14, 42, -32) if is_below else (-14, 24, -32, 42)
        return [Spot(self.x(n), self.y(points[n]) + offset) for offset in sides for n in order]

    def write(self, text: str, kind: str, spots: list[Spot], font_size: float = 14) -> None:
        spot = self.layout.place(text, spots, font_size)
        self.drawing.add("text", kind, text, x=spot.x, y=spot.y, text_anchor=spot.anchor)

    def figure(self, value: Decimal) -> str:
        if self.chart.unit == "percent":
            return formatting.percent(value, self.chart.lang)
        return formatting.number(value, self.chart.lang)


def runs(values: Sequence[Value]) -> Iterator[list[tuple[int, Decimal]]]:
    """Stretches of neighbouring periods that all have a figure."""
    for has_figure, group in groupby(enumerate(values), key=lambda pair: isinstance(pair[1], Decimal)):
        if has_figure:
            yield [(n, value) for n, value in group if isinstance(value, Decimal)]


def gaps(values: Sequence[Value]) -> Iterator[tuple[str, list[int]]]:
    """Neighbouring periods that lack a figure for the same reason."""
    for reason, group in groupby(enumerate(values), key=lambda p: p[1].reason if isinstance(p[1], Gap) else None):
        if reason is not None:
            yield reason, [n for n, _value in group]


def path(points: Sequence[Point]) -> str:
    """Straight lines through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
