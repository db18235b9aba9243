"""Native charts of a DOCX: what each chart of the product becomes, and that any program can open it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import pytest
import time_machine
from django.utils.translation import override
from docx.oxml import parse_xml

from documents.charts import Gap, Tone, Value
from documents.charts.bars import ColumnChart
from documents.charts.dumbbell import Dumbbell
from documents.charts.line_chart import Break, LineChart, Range, Target
from documents.charts.stacked import Count, StackedBar
from documents.word_book import Book
from documents.word_charts import chart_xml, plotted, remark_on, sheet_of
from documents.word_charts.plotting import Chart
from tests.documents.ooxml_order import CHART_ORDER, out_of_order
from tests.documents.ooxml_package import package_findings
from tests.reports.read_back.charts import ReadChart, read_charts

PERIODS = ["2024-I", "2024-II", "2025-I", "2025-II"]
GAP = Gap("sin dato")
HOSTILE = ['=HYPERLINK("http://malo.example")', "</c:v><c:f>'[1]x'!A1</c:f>", "+1&2\x07", "@SUM(1)"]


def numbers(*values: str | None) -> list[Value]:
    return [GAP if value is None else Decimal(value) for value in values]


def line(values: Sequence[Value], **how: object) -> LineChart:
    return LineChart("De 1 a 2", "en", PERIODS, values, series_label="people", **how)  # type: ignore[arg-type]


LINES: dict[str, tuple[LineChart, list[tuple[str, list[str | None]]]]] = {
    "a gap stays a gap and a zero a zero": (
        line(numbers("3", None, "0", "5")),
        [("people", ["3", None, "0", "5"])],
    ),
    "a period that has not come": (line([*numbers("3", "4"), None]), [("people", ["3", "4", None, None])]),
    "a definition that changed begins another line": (
        line(numbers("3", "4", "50", "60"), breaks=[Break(2)]),
        [("people", ["3", "4", None, None]), ("people, as defined since 2025-I", [None, None, "50", "60"])],
    ),
    "a partial figure stands apart": (
        line(numbers("3", "1", "4", "5"), partial=[1]),
        [("people", ["3", None, "4", "5"]), ("people, partial", [None, "1", None, None])],
    ),
    "both": (
        line(numbers("3", "1", "50", "20"), partial=[1, 3], breaks=[Break(2)]),
        [
            ("people", ["3", None, None, None]),
            ("people, partial", [None, "1", None, None]),
            ("people, as defined since 2025-I", [None, None, "50", None]),
            ("people, as defined since 2025-I, partial", [None, None, None, "20"]),
        ],
    ),
    "what it is held against": (
        line(
            numbers("3", "4"),
            expected=[Decimal(1), None, Decimal(3)],
            lower=[None, Decimal(2)],
            target=Target(3, Decimal(9), "Target 2025: 9"),
            aim=Range(Decimal(2), Decimal(8)),
            expected_label="UN goal",
        ),
        [
            ("people", ["3", "4", None, None]),
            ("UN goal", ["1", None, "3", None]),
            ("Margin of risk", [None, "2", None, None]),
            ("Target 2025: 9", [None, None, None, "9"]),
            ("Range aimed at", ["2", "2", "2", "2"]),
            ("Range aimed at", ["8", "8", "8", "8"]),
        ],
    ),
    "a share to the digits that a cell holds": (
        line([Decimal(100) / 3], unit="percent"),
        [("people", ["33.33333333333334", None, None, None])],
    ),
    "nothing": (line(numbers(None)), []),
}


def in_a_book(*charts: Chart) -> bytes:
    with override("en"):
        book = Book(title="t", header="h", language="en", pictures={})
        for chart in charts:
            book.put(book.shown(book.chart(plotted(chart, "en"), chart.title, 12)))
        return book.rendered()


def read(chart: Chart) -> ReadChart:
    (found,) = read_charts(in_a_book(chart))
    return found


@pytest.mark.parametrize("case", LINES)
def test_a_line_becomes_lines(case: str) -> None:
    chart, wanted = LINES[case]
    if not wanted:
        assert read_charts(in_a_book(chart))[0].series == ()
        return
    found = read(chart)
    assert [each.name for each in found.series] == [name for name, _values in wanted]
    for series, (_name, values) in zip(found.series, wanted, strict=True):
        assert series.categories == tuple(PERIODS)
        assert series.points == {p: float(v) for p, v in zip(PERIODS, values, strict=True) if v is not None}
    assert found.sheet == found.shown


OTHERS: dict[str, tuple[Chart, tuple[tuple[str | float, ...], ...]]] = {
    "columns": (
        ColumnChart("t", "en", PERIODS[:3], numbers("3", None, "0")),
        (("", "Value"), ("2024-I", 3.0), ("2024-II", ""), ("2025-I", 0.0)),
    ),
    "parts of a whole": (
        StackedBar(
            "t", [Count(7, Tone.GOOD, "Validated"), Count(0, Tone.BLUE, "Sent"), Count(2, Tone.NEUTRAL, "None")]
        ),
        (("", "Validated", "Sent", "None"), ("Count", 7.0, 0.0, 2.0)),
    ),
    "two figures": (
        Dumbbell("t", Decimal("12.5"), Decimal(0)),
        (("", "Earlier", "Later"), ("Value", 12.5, 0.0)),
    ),
}


@pytest.mark.parametrize("case", OTHERS)
def test_every_other_chart_keeps_its_figures_in_the_sheet_and_shows_them(case: str) -> None:
    chart, wanted = OTHERS[case]
    found = read(chart)
    assert (found.shown, found.sheet, found.alt, found.language) == (wanted, wanted, "t", "en-GB")


ALL: list[Chart] = [*(chart for chart, _wanted in LINES.values()), *(chart for chart, _wanted in OTHERS.values())]


@pytest.mark.parametrize("chart", ALL, ids=[*LINES, *OTHERS])
@pytest.mark.parametrize("is_small", [True, False])
def test_nothing_is_out_of_its_order_and_gaps_stay_gaps(chart: Chart, is_small: bool) -> None:
    root = parse_xml(chart_xml(plotted(chart, "es", is_small=is_small)))
    assert list(out_of_order(root, CHART_ORDER, "c")) == []
    assert b'<c:dispBlanksAs val="gap"/>' in chart_xml(plotted(chart, "es", is_small=is_small))


def test_a_book_of_charts_is_a_whole_package_and_the_same_each_time() -> None:
    made = in_a_book(*ALL)
    assert made == in_a_book(*ALL)
    assert list(package_findings(made)) == []
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        sheets = [name for name in package.namelist() if name.endswith(".xlsx")]
        assert len(sheets) == len(ALL)
        for name in sheets:
            assert list(package_findings(package.read(name))) == []


@time_machine.travel("2031-05-06 07:08:09", tick=False)
def test_a_sheet_does_not_say_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(sheet_of(plotted(ALL[0], "es")))) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}
        assert not [name for name in package.namelist() if b"2031" in package.read(name)]


def test_what_a_package_lacks_is_found() -> None:
    """The control: a sheet under another name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(in_a_book(ALL[0]))) as whole, zipfile.ZipFile(out, "w") as less:
        for name in whole.namelist():
            less.writestr(name.replace("Sheet1", "Sheet9"), whole.read(name))
    assert sorted(package_findings(out.getvalue())) == [
        "nobody leads to word/embeddings/Microsoft_Excel_Sheet9.xlsx",
        "word/charts/_rels/chart1.xml.rels leads to word/embeddings/Microsoft_Excel_Sheet1.xlsx",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_no_program_runs_them(text: str) -> None:
    chart = LineChart(text, "es", [text, "b"], numbers("1", "2"), series_label=text)
    found = read(chart)
    shown = text.replace("\x07", "")
    assert (found.alt, found.series[0].name, found.series[0].categories[0]) == (shown, shown, shown)
    sheet = sheet_of(plotted(chart, "es"))
    with zipfile.ZipFile(io.BytesIO(sheet)) as package:
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()
    safe = ("" if text.startswith("<") else "'") + shown
    assert (found.sheet[0][1], found.sheet[1][0]) == (safe, safe)


def test_what_a_native_chart_cannot_draw_is_said() -> None:
    with override("en"):
        assert remark_on(line(numbers("3", "1", None, "5"), partial=[1, 2], breaks=[Break(3)])) == (
            "With a diamond, because somebody is missing from the figure: 2024-II. "
            "The definition changed in 2025-II: the line is cut there."
        )
        assert [remark_on(each) for each in (line(numbers("3", "4")), Dumbbell("t", Decimal(1), Decimal(2)))] == [
            "",
            "",
        ]


def test_the_two_bars_of_a_change_stand_apart_and_the_letters_of_a_small_chart_can_be_read_when_it_is_shrunk() -> None:
    pair = chart_xml(plotted(Dumbbell("De 12 a 18", Decimal(12), Decimal(18)), "en")).decode()
    assert int(re.findall(r'<c:overlap val="(-?\d+)"/>', pair)[0]) < 0
    small = chart_xml(
        plotted(line(numbers("3", "4")), "en", is_small=True),
    ).decode()
    assert min(int(size) for size in re.findall(r'sz="(\d+)"', small)) >= 1000
