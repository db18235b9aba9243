"""The axes of native charts: from zero unless something lies below it, thin lines, names that do not meet."""

from __future__ import annotations

from decimal import Decimal
from xml.sax.saxutils import quoteattr

from documents.charts.look import PAINT
from documents.word_charts.plotted import Plotted, Shape, Stroke, cached
from documents.word_charts.strokes import NOTHING, hexadecimal, lined

CATEGORIES, VALUES = 1, 2
"""The numbers by which the axes of a chart know each other."""
IDS = f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/>'
GRID, EDGE = (hexadecimal(PAINT[name]["stroke"]) for name in ("grid", "axis"))
UNSEEN = f"<a:ln>{NOTHING}</a:ln>"
HAIR = 0.75
"""In points of print."""


def axes(chart: Plotted) -> str:
    """Under and beside lines and columns; of bars neither is seen, and the first lies on top."""
    if chart.shape in (Shape.BARS, Shape.PARTS):
        return category_axis(chart, begun(CATEGORIES, "maxMin", "", side="l", is_hidden=True)) + value_axis(
            chart, begun(VALUES, "minMax", ends_of(chart), side="b", is_hidden=True)
        )
    grid = f"<c:majorGridlines><c:spPr>{lined(GRID, Stroke.SOLID, HAIR)}</c:spPr></c:majorGridlines>"
    return category_axis(chart, begun(CATEGORIES, "minMax", "", side="b")) + value_axis(
        chart, begun(VALUES, "minMax", ends_of(chart), side="l") + grid
    )


def category_axis(chart: Plotted, beginning: str) -> str:
    """The names of periods or rows; of a small chart the first and the last."""
    skipped = f'<c:tickLblSkip val="{max(1, len(chart.categories) - 1)}"/>' if chart.is_small else ""
    return (
        f"<c:catAx>{beginning}{looks('General', lined(EDGE, Stroke.SOLID, HAIR))}{crossing(VALUES)}"
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{skipped}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(chart: Plotted, beginning: str) -> str:
    return (
        f"<c:valAx>{beginning}{looks(chart.form, UNSEEN)}{crossing(CATEGORIES)}"
        '<c:crossBetween val="between"/></c:valAx>'
    )


def begun(number: int, orientation: str, ends: str, *, side: str, is_hidden: bool = False) -> str:
    return (
        f'<c:axId val="{number}"/><c:scaling><c:orientation val="{orientation}"/>{ends}</c:scaling>'
        f'<c:delete val="{int(is_hidden)}"/><c:axPos val="{side}"/>'
    )


def looks(form: str, line: str) -> str:
    return (
        f'<c:numFmt formatCode={quoteattr(form)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{line}</c:spPr>'
    )


def crossing(other: int) -> str:
    return f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/>'


def ends_of(chart: Plotted) -> str:
    """The scale begins at zero. Where it ends is left to the word processor, since numbers may be changed there."""
    lowest = min(chart.known, default=Decimal(0))
    top = f'<c:max val="{cached(chart.top)}"/>' if chart.top is not None else ""
    return top + ('<c:min val="0"/>' if lowest >= 0 else "")
