"""A native chart as DrawingML. The order of its elements is that of ISO/IEC 29500: Word repairs what is out of order."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from documents.printable import clean_text
from documents.word_charts.axes import IDS, axes
from documents.word_charts.plotted import Plotted, Series, Shape, cached
from documents.word_charts.sheet import column_of, head_of
from documents.word_charts.strokes import NOTHING, bodied, lettered, lined, marked, unmarked
from documents.word_styles import INK, QUIET, SANS, TAGS

SHEET = "rId1"
"""The relation of a chart to its sheet: the only one that it has."""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{name}"'
    for prefix, name in (
        ("c", "drawingml/2006/chart"),
        ("a", "drawingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
    )
)
POINT, DIAMOND, THICK, THIN = 5, 8, 2.25, 1.5
"""A point, one that is hollow, a line of what was measured and one of what it is held against, in points of print."""
LETTERS, SMALL_LETTERS = 900, 1100
"""In hundredths of a point. A small chart has larger ones: LibreOffice draws every chart at the width of a page, and shrinks it."""
APART = -30
"""How far the bars of a pair stand apart, in hundredths of their height: their edges would run into each other."""
BOLD = 'b="1"'
BARE = f"<c:spPr>{NOTHING}<a:ln>{NOTHING}</a:ln></c:spPr>"
LEGEND = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'


def chart_xml(chart: Plotted) -> bytes:
    """The part of the package that draws it. What it shows is said above it in the text, so it has no title of its own."""
    size = f'sz="{SMALL_LETTERS if chart.is_small else LETTERS}"'
    plot = lines(chart) if chart.shape is Shape.LINES else bars(chart)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{TAGS.get(chart.language, chart.language)}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{plot}{axes(chart)}{BARE}</c:plotArea>{LEGEND if chart.has_legend else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{BARE}{lettered(size, QUIET, SANS)}"
        f'<c:externalData r:id="{SHEET}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


# --- Shapes ---


def lines(chart: Plotted) -> str:
    series = "".join(
        begun(number, each, lined(each.colour, each.stroke, THICK if each.has_points else THIN))
        + (
            marked(DIAMOND if each.is_hollow else POINT, each.colour, is_hollow=each.is_hollow)
            if each.has_points
            else unmarked()
        )
        + labels(chart, each, each.colour, "t")
        + plain_data(chart, number, each)
        + '<c:smooth val="0"/></c:ser>'
        for number, each in enumerate(chart.series)
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{IDS}'
        "</c:lineChart>"
    )


def bars(chart: Plotted) -> str:
    """Parts are those of one whole, whatever it adds up to once people change them."""
    direction = "col" if chart.shape is Shape.COLUMNS else "bar"
    grouping, overlap = ("percentStacked", 100) if chart.shape is Shape.PARTS else ("clustered", APART)
    series = "".join(
        f'{begun(number, each, bodied(each.colour, is_hollow=each.is_hollow))}<c:invertIfNegative val="0"/>'
        f"{labels(chart, each, INK, 'outEnd')}{plain_data(chart, number, each)}</c:ser>"
        for number, each in enumerate(chart.series)
    )
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="40"/><c:overlap val="{overlap}"/>{IDS}</c:barChart>'
    )


# --- What every series says ---


def begun(number: int, series: Series, look: str) -> str:
    """The beginning of a series: its place, its name and where that stands in the sheet, how it is drawn."""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{texts(head_of(number + 1), [series.name])}</c:tx>'
        f"<c:spPr>{look}</c:spPr>"
    )


def plain_data(chart: Plotted, number: int, series: Series) -> str:
    return (
        f"<c:cat>{texts(column_of(chart, 0), chart.categories)}</c:cat>"
        f"<c:val>{numbers(column_of(chart, number + 1), series, chart.form)}</c:val>"
    )


def texts(place: str, words: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{printed(each)}</c:v></c:pt>' for n, each in enumerate(words))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache></c:strRef>'


def numbers(place: str, series: Series, form: str) -> str:
    """What is shown until somebody opens the sheet. A gap has no point."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{cached(value)}</c:v></c:pt>'
        for n, value in enumerate(series.values)
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>{escape(form)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef>'
    )


def labels(chart: Plotted, series: Series, colour: str, stands: str) -> str:
    """Figures beside the points that have them, and beside no other."""
    others = "".join(f'<c:show{name} val="0"/>' for name in ("CatName", "SerName", "Percent", "BubbleSize"))
    form = f'<c:numFmt formatCode={quoteattr(chart.form)} sourceLinked="0"/>'
    said = "".join(
        f'<c:dLbl><c:idx val="{place}"/>{form}{BARE}{lettered(BOLD, colour)}<c:dLblPos val="{stands}"/>'
        f'<c:showLegendKey val="0"/><c:showVal val="1"/>{others}</c:dLbl>'
        for place in sorted(series.said)
    )
    return f'<c:dLbls>{said}<c:showLegendKey val="0"/><c:showVal val="0"/>{others}</c:dLbls>'


def printed(words: str) -> str:
    return escape(clean_text(words).replace("\n", " "))
