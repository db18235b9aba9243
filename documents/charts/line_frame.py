"""The frame of a series: where periods and values lie, the axes, and room for words."""

from decimal import Decimal

from documents import formatting
from documents.charts.labels import Anchor, Box, Layout, Spot, text_width
from documents.charts.line_chart import SMALL, LineChart, Size, known
from documents.charts.look import Look
from documents.charts.runs import Point
from documents.charts.scale import Scale, scale_for
from documents.charts.svg import Drawing

BOTTOM = 26
MILLION = 1_000_000


class Frame:
    """The geometry of one drawing of one chart."""

    def __init__(self, chart: LineChart, look: Look, size: Size) -> None:
        self.chart, self.size = chart, size
        self.drawing = Drawing(look, size.width, size.height, kind=size.name)
        self.layout = Layout(size.width, size.height)
        self.scale = self.vertical_scale()
        widest = max(text_width(self.tick_label(tick), 15) for tick in self.scale.ticks)
        self.left, self.right = max(34.0, widest + 10), size.width - (22 if size is not SMALL else 10)
        self.bottom = size.height - BOTTOM
        self.aim_spots: list[Spot] = []
        self.layout.taken.append(Box(0, 0, self.left - 4, size.height))

    def vertical_scale(self) -> Scale:
        chart = self.chart
        figures = [*chart.observed.values(), *known(chart.expected).values(), *known(chart.lower).values()]
        figures += [chart.target.value] if chart.target else []
        figures += [chart.aim.low, chart.aim.high] if chart.aim else []
        figures += [chart.top] if chart.top is not None else []
        ceiling = Decimal(100) if chart.unit == "percent" else None
        return scale_for(figures, intervals=self.size.intervals, ceiling=ceiling)

    def x(self, period: float) -> float:
        """Where a period lies, from the left; a single one in the middle."""
        steps = len(self.chart.periods) - 1
        if steps < 1:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * period / steps

    def y(self, value: Decimal) -> float:
        return self.bottom - (self.bottom - self.size.top) * self.scale.share(value)

    def at(self, period: int, value: Decimal) -> Point:
        return self.x(period), self.y(value)

    def draw_axes(self) -> None:
        for tick in self.scale.ticks:
            y = self.y(tick)
            self.drawing.add("line", "grid" if tick else "axis", x1=self.left, x2=self.right, y1=y, y2=y)
            self.drawing.add("text", "label", self.tick_label(tick), x=self.left - 7, y=y + 5, text_anchor="end")
        for period in self.labelled_periods():
            anchor = self.anchor(period)
            x, text = self.x(period), self.chart.periods[period]
            self.drawing.add("text", "label", text, x=x, y=self.size.height - 5, text_anchor=anchor)

    def anchor(self, period: int) -> Anchor:
        """Which end of a period's label stands at its place: at the edges, the one that stays inside."""
        last = len(self.chart.periods) - 1
        if last == 0:
            return "middle"
        return "start" if period == 0 else "end" if period == last else "middle"

    def tick_label(self, tick: Decimal) -> str:
        """Only the highest tick carries the unit; millions are shortened, so that the drawing keeps its width."""
        if self.chart.unit == "percent" and tick == self.scale.ticks[-1]:
            return formatting.percent(tick, self.chart.lang, None)
        if abs(tick) >= MILLION:
            unit = "M" if formatting.is_english(self.chart.lang) else f"{formatting.NO_BREAK_SPACE}mill."
            return formatting.number(tick / MILLION, self.chart.lang) + unit
        return formatting.number(tick, self.chart.lang)

    def labelled_periods(self) -> list[int]:
        """The first, the last, and as many between, evenly, as do not run into each other."""
        last = len(self.chart.periods) - 1
        room = max(text_width(text) for text in self.chart.periods) + 14 if self.chart.periods else 0
        every = next(n for n in range(1, last + 2) if n > last or self.x(n) - self.x(0) >= room)
        edges = self.x(0) + room * 1.4, self.x(last) - room * 1.4  # the outer labels stand inside their places
        between = [n for n in range(every, last, every) if edges[0] <= self.x(n) <= edges[1]]
        return sorted({0, *between, last}) if self.chart.periods else []

    def write(self, text: str, kind: str, spots: list[Spot], font_size: float = 14) -> None:
        spot = self.layout.place(text, spots, font_size)
        self.drawing.add("text", kind, text, x=spot.x, y=spot.y, text_anchor=spot.anchor)
