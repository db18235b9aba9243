"""Each chart of the product as the native chart that says the same, with nothing drawn that was not measured.

What such a chart has no form for becomes a series of its own: a definition that changed begins another line, and a partial figure
is a diamond that no solid line leads to. `remark_on` says both in words, to stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.charts.bars import ColumnChart, is_named
from documents.charts.describing import breaks_text, listed, sentences
from documents.charts.dumbbell import Dumbbell
from documents.charts.line_chart import LineChart, known
from documents.charts.look import PAINT, TONES, Tone
from documents.charts.stacked import StackedBar
from documents.formatting import percent_sign
from documents.word_charts.plotted import Plotted, Series, Shape, Stroke
from documents.word_charts.strokes import hexadecimal
from documents.word_styles import QUIET
from documents.workbook import places_of

Chart = ColumnChart | Dumbbell | LineChart | StackedBar
LINES, COLUMNS, PARTS, PAIR = 9 / 16, 0.3, 0.05, 0.14
"""How high a chart is to its width. Lines have the proportion in which a program draws a chart before it has laid out its page."""
MOST_PLACES = 3
BLUE, INK, AIM = (hexadecimal(TONES[tone]) for tone in (Tone.BLUE, Tone.INK, Tone.GOOD))
COLUMN = hexadecimal(PAINT["column"]["fill"])


def plotted(chart: Chart, language: str, *, is_small: bool = False) -> Plotted:
    """The native chart, in words of the active language."""
    match chart:
        case LineChart():
            return lines(chart, language, is_small=is_small)
        case ColumnChart():
            return columns(chart, language)
        case StackedBar():
            return parts(chart, language)
        case Dumbbell():
            return pair(chart, language)


# --- A series over periods ---


def lines(chart: LineChart, language: str, *, is_small: bool) -> Plotted:
    series = (*measured(chart, is_small=is_small), *aimed(chart))
    form = form_of([value for each in series for value in each.values], chart.unit, language)
    return Plotted(Shape.LINES, language, tuple(chart.periods), series, form, LINES, is_small, chart.top)


def measured(chart: LineChart, *, is_small: bool) -> Iterator[Series]:
    """The figures, parted where the definition changed and where somebody is missing from them."""
    observed, label = chart.observed, chart.series_label or _("Value")
    last = max(observed, default=None)
    starts = [0, *sorted(chart.broken)]
    for start, end in zip(starts, [*starts[1:], len(chart.periods)], strict=True):
        whole = {n: value for n, value in observed.items() if start <= n < end}
        words = {"series": label, "period": chart.periods[start]}
        name = _("%(series)s, as defined since %(period)s") % words if start else label
        for is_partial in (False, True):
            values = {n: value for n, value in whole.items() if (n in chart.partial) == is_partial}
            if values:
                yield Series(
                    _("%(series)s, partial") % {"series": name} if is_partial else name,
                    over(chart, values),
                    BLUE,
                    Stroke.DOTTED if is_partial else Stroke.SOLID,
                    is_hollow=is_partial,
                    said=() if is_small else [n for n in values if n == last],
                )


def aimed(chart: LineChart) -> Iterator[Series]:
    """What the figures are held against: lines and a point that nobody measured."""
    if expected := known(chart.expected):
        name = chart.expected_label or _("Expected trajectory")
        yield Series(name, over(chart, expected), INK, Stroke.DASHED, has_points=len(expected) == 1)
    if lower := known(chart.lower):
        yield Series(_("Margin of risk"), over(chart, lower), INK, Stroke.DOTTED, has_points=len(lower) == 1)
    if chart.target:
        place, value = chart.target.period, chart.target.value
        name = chart.target.label or _("Target")
        yield Series(name, over(chart, {place: value}), INK, is_hollow=True, said={place})
    if chart.aim:
        name = chart.aim.label or _("Range aimed at")
        for value in (chart.aim.low, chart.aim.high):
            values = over(chart, dict.fromkeys(range(len(chart.periods)), value))
            yield Series(name, values, AIM, Stroke.DOTTED, has_points=False)


def over(chart: LineChart, values: dict[int, Decimal]) -> tuple[Decimal | None, ...]:
    return tuple(values.get(n) for n in range(len(chart.periods)))


def remark_on(chart: Chart) -> str:
    """What a reader of a native chart has to be told, in words: where somebody is missing, where the definition changed."""
    if not isinstance(chart, LineChart):
        return ""
    partial = listed(chart.periods[n] for n in sorted(chart.partial) if n in chart.observed)
    told = _("With a diamond, because somebody is missing from the figure: %(periods)s.") % {"periods": partial}
    return sentences([told if partial else "", breaks_text(chart.periods, chart.broken)])


# --- Columns and bars ---


def columns(chart: ColumnChart, language: str) -> Plotted:
    values = tuple(value if isinstance(value, Decimal) else None for value in chart.values)
    said = {n for n, value in enumerate(values) if value is not None and is_named(chart, n, value)}
    series = Series(_("Value"), values, COLUMN, said=said)
    return Plotted(
        Shape.COLUMNS, language, tuple(chart.periods), (series,), form_of(values, chart.unit, language), COLUMNS
    )


def parts(chart: StackedBar, language: str) -> Plotted:
    """One bar. Its counts are said above it, in their order; one of zero has no length and keeps its place in the sheet."""
    series = tuple(
        Series(count.word, (Decimal(count.number),), hexadecimal(TONES[count.tone])) for count in chart.counts
    )
    return Plotted(Shape.PARTS, language, (_("Count"),), series, "#,##0", PARTS)


def pair(chart: Dumbbell, language: str) -> Plotted:
    """The earlier figure as an outline above the later one, full: in a table that says both."""
    series = (
        Series(_("Earlier"), (chart.before,), QUIET, is_hollow=True),
        Series(_("Later"), (chart.after,), hexadecimal(TONES[chart.tone])),
    )
    form = form_of([chart.before, chart.after], "number", language)
    return Plotted(Shape.BARS, language, (_("Value"),), series, form, PAIR, top=chart.top)


def form_of(values: Iterable[Decimal | None], unit: str, language: str) -> str:
    """How a spreadsheet prints such numbers: alike in one chart, with no more places than they have. A percentage has one."""
    if unit == "percent":
        return f'0.0"{percent_sign(language)}"'
    places = max((min(places_of(value), MOST_PLACES) for value in values if value is not None), default=0)
    return "#,##0" + ("." + "0" * places if places else "")
