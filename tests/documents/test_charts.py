"""Charts show what there is, show what is missing as missing, and carry no style or script."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.conf import settings
from django.template import Context, Template
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from documents.charts import Gap, Look, Tone, Value, bars, dumbbell, gap, kit, line, sparkline, stacked
from documents.charts.look import PAINT, TONES
from documents.charts.scale import scale_for

PERIODS = ["2024-I", "2024-II", "2025-I", "2025-II", "2026-I", "2026-II"]
MISSING = Gap("sin dato")
HOSTILE = '"><script>alert(1)</script>&'


def figures(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def series(values: Sequence[Value], **more: Any) -> line.LineChart:
    return line.LineChart("Sube de 5 a 9", "es", PERIODS, values, **more)


FULL = series(
    [*figures("5", "6"), MISSING, *figures("8", "9")],
    expected=figures("5", "6", "7", "8", "9", "10"),
    lower=figures("4", "5", "6", "7", "8", "9"),
    target=line.Target(5, Decimal(10), "Meta 2026: 10"),
    breaks=[line.Break(1, "Cambió la definición")],
    series_label="Valor validado",
    expected_label="Esperado",
)
SHARES = [bars.Part(Decimal("0.094"), Tone.WOMEN), bars.Part(Decimal("0.906"), Tone.MEN)]

Draw = Callable[[Look, str], str]
EVERY_CHART: dict[str, Draw] = {
    "wide line": lambda look, prefix: line.draw(FULL, look, prefix),
    "narrow line": lambda look, prefix: line.draw(FULL, look, prefix, line.NARROW),
    "small line": lambda look, prefix: line.draw(FULL, look, prefix, line.SMALL),
    "columns": lambda look, prefix: bars.draw_columns(
        bars.ColumnChart("Columnas", "es", PERIODS, [*figures("3", "0"), MISSING, Decimal(9)]), look, prefix
    ),
    "shares": lambda look, prefix: kit.draw(
        bars.ShareChart("Mujeres", [bars.ShareRow("Tropa", "9,4 %", SHARES), bars.ShareRow("Civil", "sin dato")]),
        look,
        prefix,
    ),
    "share bar": lambda look, prefix: bars.draw_share_bar(bars.ShareBar("Tropa: 9,4 %", SHARES), look, prefix),
    "stacked": lambda look, prefix: stacked.draw(
        stacked.StackedBar("2 de 3", [stacked.Count(2, Tone.GOOD), stacked.Count(1, Tone.NEUTRAL)]), look, prefix
    ),
    "gap": lambda look, prefix: gap.draw(
        gap.GapChart("410 de 900", Decimal(410), Decimal(900), Decimal(1200), Tone.OFF), look, prefix
    ),
    "dumbbell": lambda look, prefix: dumbbell.draw(
        dumbbell.Dumbbell("De 3 a 5", Decimal(3), Decimal(5), Tone.GOOD), look, prefix
    ),
    "sparkline": lambda look, prefix: sparkline.draw(
        sparkline.Sparkline("De 3 a 5", [Decimal(3), MISSING, Decimal(5)]), look, prefix
    ),
}


def parsed(svg: str) -> Element:
    return fromstring(re.sub(r' xmlns="[^"]*"', "", svg))  # noqa: S314  (our own drawing)


def of_kind(svg: str, kind: str) -> list[Element]:
    return [mark for mark in parsed(svg).iter() if kind in (mark.get("class") or "").split()]


def texts(svg: str) -> list[str]:
    return [mark.text or "" for mark in parsed(svg).iter("text")]


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("name", EVERY_CHART)
def test_every_chart_is_one_named_image_without_style_or_script(name: str, look: Look) -> None:
    svg = EVERY_CHART[name](look, "uno")
    root = parsed(svg)
    assert root.get("role") == "img"
    title = root.find("title")
    assert title is not None
    assert title.text
    assert root.get("aria-labelledby") == title.get("id") == "uno-title"
    for mark in root.iter():
        assert mark.tag in {"svg", "title", "desc", "line", "path", "circle", "rect", "text"}
        assert not {key for key in mark.attrib if key == "style" or key.startswith("on")}


@pytest.mark.parametrize("name", EVERY_CHART)
def test_page_look_uses_classes_and_print_look_attributes(name: str) -> None:
    assert "class=" not in EVERY_CHART[name](Look.PRINT, "uno")
    page = parsed(EVERY_CHART[name](Look.PAGE, "uno"))
    assert not [mark for mark in page.iter() if mark.get("fill") or mark.get("stroke")]


def test_every_kind_of_mark_has_a_rule_on_the_page() -> None:
    css = (Path(settings.BASE_DIR) / "static/css/charts.css").read_text()
    ruled = set(re.findall(r"\.chart \.([\w-]+)(?=[,\s])", css))
    assert set(PAINT) - ruled == set()


def test_print_colours_are_those_of_the_page() -> None:
    tokens = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text().split("@media")[0]
    assert {tone for tone, colour in TONES.items() if colour not in tokens} == set()


@pytest.mark.parametrize("look", Look)
def test_text_is_escaped(look: Look) -> None:
    chart = line.LineChart(
        HOSTILE,
        "es",
        [HOSTILE, "2"],
        [Decimal(1), Gap(HOSTILE)],
        target=line.Target(1, Decimal(2), HOSTILE),
        series_label=HOSTILE,
    )
    shares = bars.ShareChart(HOSTILE, [bars.ShareRow(HOSTILE, HOSTILE)])
    for svg in (line.draw(chart, look, HOSTILE), kit.draw(shares, look, HOSTILE)):
        assert "<script" not in svg
        assert HOSTILE in texts(svg)


def test_two_charts_on_a_page_share_no_id() -> None:
    ids = re.findall(r' id="([^"]+)"', line.draw_both(FULL, "a") + line.draw_both(FULL, "b"))
    assert len(ids) == len(set(ids)) == 8  # a name and a description each


def test_missing_period_breaks_the_line_and_says_why() -> None:
    svg = line.draw(FULL, Look.PAGE, "x")
    assert len(of_kind(svg, "series")) == 1  # 8 to 9: the definition changed between 5 and 6
    assert len(of_kind(svg, "missing")) == 1
    assert "sin dato" in texts(svg)
    assert len(of_kind(svg, "point")) == 4


def test_zero_is_drawn_as_a_figure_and_not_as_a_gap() -> None:
    svg = line.draw(series(figures("4", "0", "6")), Look.PAGE, "x")
    assert len(of_kind(svg, "series")) == 1
    assert not of_kind(svg, "missing")


def test_future_period_is_neither_a_figure_nor_a_gap() -> None:
    svg = line.draw(series([*figures("4", "5"), None, None]), Look.PAGE, "x")
    assert not of_kind(svg, "missing")
    assert texts(svg)[-1] == "5"


def test_neighbouring_gaps_are_explained_once() -> None:
    svg = line.draw(series([Decimal(4), MISSING, MISSING, Gap("no corresponde"), Decimal(5)]), Look.PAGE, "x")
    assert len(of_kind(svg, "missing")) == 3
    assert texts(svg).count("sin dato") == 1
    assert texts(svg).count("no corresponde") == 1


def test_one_figure_is_no_line() -> None:
    chart = series([Decimal(4)])
    assert not chart.has_line
    assert not of_kind(line.draw(chart, Look.PAGE, "x"), "series")
    assert not series([]).has_line
    assert series([Decimal(4)], expected=figures("4", "5")).has_line


def test_line_prints_figures_in_its_language() -> None:
    spanish = line.LineChart("t", "es", PERIODS, figures("1200", "12.5"), unit="percent")
    english = line.LineChart("t", "en", PERIODS, figures("1200", "1312.5"))
    assert "12,5\u00a0%" in texts(line.draw(spanish, Look.PAGE, "x"))
    assert "1,312.5" in texts(line.draw(english, Look.PAGE, "x"))


def test_small_multiples_can_share_a_scale() -> None:
    drawings = [line.draw(series(figures("1", n), top=Decimal(40)), Look.PAGE, "x", line.SMALL) for n in ("2", "38")]
    ticks = [[text for text in texts(svg) if text.isdigit()] for svg in drawings]
    assert ticks[0] == ticks[1]


def test_bars_start_at_zero_and_zero_is_a_column_without_height() -> None:
    svg = EVERY_CHART["columns"](Look.PAGE, "x")
    heights = [float(mark.get("height", "")) for mark in parsed(svg).iter("rect")]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(heights[0] * 3, abs=0.2)
    assert len(of_kind(svg, "missing-mark")) == 1


def test_parts_of_a_whole_fill_it_and_leave_paper_between() -> None:
    women, men = parsed(EVERY_CHART["share bar"](Look.PAGE, "x")).iter("rect")
    assert (women.get("x"), women.get("width"), men.get("x"), men.get("width")) == ("0.00%", "9.00%", "9.40%", "90.60%")


def test_progress_of_nothing_is_an_empty_ground() -> None:
    svg = stacked.draw(stacked.StackedBar("0 de 0", [stacked.Count(0, Tone.GOOD)]), Look.PAGE, "x")
    assert len(of_kind(svg, "ground")) == 1


def test_gap_without_target_or_expectation_shows_the_value_alone() -> None:
    svg = gap.draw(gap.GapChart("Valor 4", Decimal(4)), Look.PAGE, "x")
    assert len(of_kind(svg, "tone-ink")) == 1
    assert not of_kind(svg, "target") + of_kind(svg, "expected-tick") + of_kind(svg, "span")


@pytest.mark.parametrize(
    ("values", "ceiling", "ticks"),
    [
        (("0", "13.1"), None, "0 5 10 15"),
        (("6.2", "15"), "100", "0 5 10 15"),
        (("88", "97"), "100", "0 20 40 60 80 100"),
        (("0",), None, "0 1"),
        (("0", "1"), None, "0 1"),
        (("1", "2"), None, "0 1 2"),
        (("0", "0.5", "1"), None, "0.0 0.2 0.4 0.6 0.8 1.0"),
        (("-3", "4"), None, "-4 -2 0 2 4"),
        (("0.2", "0.31"), None, "0.0 0.1 0.2 0.3 0.4"),
        (("1200", "3500"), None, "0 1000 2000 3000 4000"),
    ],
)
def test_scale_has_round_steps_from_zero(values: tuple[str, ...], ceiling: str | None, ticks: str) -> None:
    scale = scale_for(figures(*values), ceiling=None if ceiling is None else Decimal(ceiling))
    assert list(scale.ticks) == figures(*ticks.split())


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
cells = st.one_of(amounts, st.just(MISSING), st.none())


@hypothesis_settings(deadline=None, max_examples=60)
@given(st.lists(cells, max_size=6), st.lists(st.one_of(amounts, st.none()), max_size=6))
def test_any_series_can_be_drawn_inside_its_frame(values: list[Value], expected: list[Decimal | None]) -> None:
    for size in (line.WIDE, line.NARROW, line.SMALL):
        svg = line.draw(series(values, expected=expected), Look.PAGE, "x", size)
        for mark in parsed(svg).iter("circle"):
            assert -1 <= float(mark.get("cx", "")) <= size.width
            assert -1 <= float(mark.get("cy", "")) <= size.height
    parsed(sparkline.draw(sparkline.Sparkline("t", values), Look.PAGE, "x"))
    parsed(bars.draw_columns(bars.ColumnChart("t", "es", PERIODS, values), Look.PAGE, "x"))


def test_filter_puts_a_chart_on_the_page_as_it_is() -> None:
    svg = EVERY_CHART["gap"](Look.PAGE, "x")
    assert Template("{{ svg|chart }}").render(Context({"svg": svg})) == svg


def test_the_line_to_and_from_a_partial_sum_is_dotted() -> None:
    drawn = line.draw(series(figures("5", "6", "2", "8", "9"), partial=[2]), Look.PAGE, "p")
    paths = re.findall(r'class="(series[a-z-]*)" d="([^"]*)"', drawn)
    assert [(kind, d.count("L")) for kind, d in paths] == [("series", 1), ("series-partial", 2), ("series", 1)]
