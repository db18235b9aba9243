"""What is drawn is what the dataclass says: positions read back from the picture are the numbers of the table."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.charts import Gap, Look, Tone, Value, bars, dumbbell, gap, kit, line, matrix, stacked, steps, tiles
from documents.charts.labels import Spot, text_box
from documents.charts.line import LineChart, Range
from documents.charts.multiples import Panel, SmallMultiples
from documents.charts.multiples import draw as draw_multiples
from documents.charts.runs import runs

PERIODS = ["2024-I", "2024-II", "2025-I", "2025-II", "2026-I"]
MISSING = Gap("no enviado")
amounts = st.decimals(min_value=0, max_value=10**8, places=2)


def marks(svg: str, kind: str) -> list[Element]:
    root = fromstring(svg)  # noqa: S314  (our own drawing)
    return [mark for mark in root.iter() if mark.get("class") == kind]


def number(mark: Element, name: str) -> float:
    return float((mark.get(name) or "").removesuffix("%"))


def decimals(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@settings(deadline=None, max_examples=60)
@given(st.lists(amounts, min_size=2, max_size=5))
def test_points_lie_as_high_as_their_values(values: list[Decimal]) -> None:
    svg = line.draw(LineChart("t", "es", PERIODS[: len(values)], values), Look.PAGE, "x")
    points = sorted(marks(svg, "point"), key=lambda mark: number(mark, "cx"))
    base = next(number(mark, "y1") for mark in marks(svg, "axis"))
    heights = [base - number(mark, "cy") for mark in points]
    assert len(heights) == len(values)
    scale = max(zip(values, heights, strict=True))
    for value, height in zip(values, heights, strict=True):
        expected = float(value / scale[0]) * scale[1] if scale[0] else 0
        assert height == pytest.approx(expected, abs=0.2)


@settings(deadline=None, max_examples=60)
@given(st.lists(amounts, min_size=1, max_size=5))
def test_columns_are_as_high_as_their_values(values: list[Decimal]) -> None:
    chart = bars.ColumnChart("t", "es", PERIODS[: len(values)], values)
    root = fromstring(bars.draw_columns(chart, Look.PAGE, "x"))  # noqa: S314  (our own drawing)
    heights = [number(mark, "height") for mark in root.iter("rect")]
    most = max(values) or Decimal(1)
    tallest = max(heights)
    for value, height in zip(values, heights, strict=True):
        assert height == pytest.approx(float(value / most) * tallest, abs=0.2)


@settings(deadline=None, max_examples=60)
@given(amounts, amounts, amounts)
def test_value_expected_and_target_stand_in_their_order(value: Decimal, expected: Decimal, target: Decimal) -> None:
    svg = gap.draw(gap.GapChart("t", value, expected, target, Tone.OFF), Look.PAGE, "x")
    places = {
        value: number(marks(svg, "tone-off")[0], "cx"),
        expected: number(marks(svg, "expected-tick")[0], "x1"),
        target: number(marks(svg, "target")[0], "x1"),
    }
    for (_less, left), (_more, right) in pairwise(sorted(places.items())):
        assert left <= right + 0.01


@pytest.mark.parametrize("last", ["12.5", "13.0", "13.7", "14.0", "15.0"])
@pytest.mark.parametrize("size", [line.WIDE, line.NARROW])
def test_the_words_of_a_target_never_cover_the_last_figure(last: str, size: line.Size) -> None:
    periods = [*PERIODS, "2026-II", "2027-I"]
    values = decimals("11.8", "11.6", "12.5", "12.9", last)
    expected = decimals("11", "11", "12", "12", "13", "13", "14")
    target = line.Target(6, Decimal(14), "Meta 2027-I: 14 % *")
    svg = line.draw(LineChart("t", "es", periods, values, expected=expected, target=target), Look.PAGE, "x", size)
    (figure,), (words,) = marks(svg, "figure"), marks(svg, "strong")
    places = (Spot(number(figure, "x"), number(figure, "y")), Spot(number(words, "x"), number(words, "y"), "end"))
    boxes = [text_box(mark.text or "", place, 14) for mark, place in zip((figure, words), places, strict=True)]
    assert not boxes[0].covers(boxes[1])


@pytest.mark.parametrize("size", [line.WIDE, line.NARROW])
@pytest.mark.parametrize("values", [("14.6", "2.6"), ("22.6", "32.3"), ("1", "1"), ("9", "10", "11")])
def test_names_of_the_lines_stand_inside_a_chart_of_few_semesters(values: tuple[str, ...], size: line.Size) -> None:
    names = ("Mujeres desplegadas", "Objetivo ONU (referencia)")
    expected = decimals(*["9"] * len(values))
    chart = LineChart(
        "t",
        "es",
        PERIODS[: len(values)],
        decimals(*values),
        expected=expected,
        series_label=names[0],
        expected_label=names[1],
    )
    svg = line.draw(chart, Look.PAGE, "x", size)
    shown = [mark for mark in fromstring(svg).iter() if (mark.text or "").strip() in names]  # noqa: S314  (our own drawing)
    assert len(shown) == (2 if size.is_labelled else 0)
    for mark in shown:
        box = text_box(mark.text or "", Spot(number(mark, "x"), 0, mark.get("text-anchor", "start")), 14)  # type: ignore[arg-type]
        assert box.left >= 0
        assert box.right <= size.width


def test_a_value_twice_as_large_lies_twice_as_far_from_zero() -> None:
    svg = dumbbell.draw(dumbbell.Dumbbell("t", Decimal(6), Decimal(12), Tone.GOOD), Look.PAGE, "x")
    edge = gap.EDGE * 100
    before, after = number(marks(svg, "before")[0], "cx") - edge, number(marks(svg, "tone-good")[0], "cx") - edge
    assert after == pytest.approx(before * 2, abs=0.02)


def test_missing_never_stands_where_zero_stands() -> None:
    zero = gap.draw(gap.GapChart("t", Decimal(0), Decimal(9)), Look.PAGE, "x")
    missing_chart = gap.GapChart("t", None, Decimal(9))
    missing = gap.draw(missing_chart, Look.PAGE, "x")
    assert len(marks(zero, "tone-ink")) == 1
    assert not marks(zero, "missing-mark")
    assert not marks(missing, "tone-ink")
    assert len(marks(missing, "missing-mark")) == 1
    assert "No hay valor" in missing_chart.description


def test_nothing_is_drawn_across_a_break_or_a_gap() -> None:
    values: list[Value] = [*decimals("5", "6", "7"), MISSING, Decimal(9)]
    assert [[n for n, _value in run] for run in runs(values, {2})] == [[0, 1], [2], [4]]
    svg = line.draw(LineChart("t", "es", PERIODS, values, breaks=[line.Break(2, "otra")]), Look.PAGE, "x")
    paths = [mark.get("d") or "" for mark in marks(svg, "series")]
    places = {round(number(mark, "cx"), 1) for mark in marks(svg, "point")}
    assert len(paths) == 1
    ends = [float(x) for x in re.findall(r"[ML]([\d.]+) ", paths[0])]
    assert [round(x, 1) for x in ends] == sorted(places)[:2]


def test_the_description_says_range_gaps_dashes_and_breaks() -> None:
    chart = LineChart(
        "t", "es", PERIODS, [*decimals("5", "2", "7"), MISSING, Decimal(9)],
        partial=[1], breaks=[line.Break(4, "otra")], expected=decimals("4", "5", "6", "7", "8"),
    )  # fmt: skip
    said = chart.description
    assert "de 5 en 2024-I a 9 en 2026-I; el menor es 2 y el mayor, 9" in said
    assert "Sin valor (no enviado): 2025-II." in said
    assert "falta alguna institución: 2024-II." in said
    assert "cambió en 2026-I" in said
    assert "va de 4 en 2024-I a 8 en 2026-I" in said


def test_the_band_of_a_range_lies_between_its_bounds() -> None:
    chart = LineChart("t", "es", PERIODS, decimals("0", "40", "60", "50", "100"), aim=Range(Decimal(40), Decimal(60)))
    svg = line.draw(chart, Look.PAGE, "x")
    band = marks(svg, "range")[0]
    heights = [number(mark, "cy") for mark in marks(svg, "point")]
    assert number(band, "y") == pytest.approx(heights[2], abs=0.1)
    assert number(band, "y") + number(band, "height") == pytest.approx(heights[1], abs=0.1)


def test_partial_figures_are_hollow() -> None:
    svg = line.draw(LineChart("t", "es", PERIODS[:3], decimals("5", "2", "7"), partial=[1]), Look.PAGE, "x")
    assert len(marks(svg, "point-partial")) == 1


def test_tiles_and_matrix_count_what_they_show() -> None:
    states = ["on_track", "no_data", "on_track"]
    words = {"on_track": "En ruta", "at_risk": "En riesgo", "no_data": "Sin dato"}
    chart = tiles.TileChart("t", [tiles.TileGroup("Uno", [tiles.Tile(str(n), s) for n, s in enumerate(states)])], words)
    assert chart.description == "En ruta 2 y Sin dato 1."
    assert len(marks(tiles.draw(chart, Look.PAGE, "x"), "tint-good")) == 2
    reports = {"validated": "Validado", "not_applicable": "No corresponde"}
    row = matrix.MatrixRow("Ejército", ["validated", "not_applicable", "validated"], "2 de 2")
    table = matrix.StatusMatrix("t", [matrix.ColumnGroup("Uno", ["1", "2", "3"])], [row], reports)
    assert table.description == "1 fila por 3 columnas. Validado 2 y No corresponde 1."


def test_states_that_share_a_mark_are_counted_apart() -> None:
    chart = tiles.TileChart(
        "t", [tiles.TileGroup("Uno", [tiles.Tile("1", "no_target"), tiles.Tile("2", "not_due")])],
        {"no_target": "Sin meta", "not_due": "Aún no se exige"}, {"not_due": "no_target"},
    )  # fmt: skip
    assert chart.description == "Sin meta 1 y Aún no se exige 1."


def test_counts_in_a_bar_are_as_wide_as_their_share() -> None:
    counts = [stacked.Count(3, Tone.GOOD), stacked.Count(1, Tone.NEUTRAL)]
    svg = stacked.draw(stacked.StackedBar("t", counts, is_numbered=True), Look.PAGE, "x")
    assert number(marks(svg, "tone-neutral")[0], "width") == 25
    assert number(marks(svg, "tone-neutral")[0], "x") == 75
    assert [mark.text for mark in marks(svg, "on-tone") + marks(svg, "row-label")] == ["3", "1"]


@pytest.mark.parametrize(("reached", "done", "open_"), [(0, 0, 4), (3, 3, 1), (4, 4, 0)])
def test_steps_done_are_full_and_the_rest_hollow(reached: int, done: int, open_: int) -> None:
    svg = steps.draw(steps.Steps("t", ["a", "b", "c", "d"], reached), Look.PAGE, "x")
    assert (len(marks(svg, "step-done")), len(marks(svg, "step-open")), len(marks(svg, "step-unknown"))) == (
        done,
        open_,
        0,
    )


def test_no_step_done_and_no_step_known_are_told_apart() -> None:
    known, unknown = steps.Steps("t", ["a", "b"], 0), steps.Steps("t", ["a", "b"], MISSING)
    assert known.description == "0 de 2 pasos cumplidos."
    assert unknown.description == "No se conoce ningún paso: no enviado."
    assert len(marks(steps.draw(unknown, Look.PAGE, "x"), "step-unknown")) == 2


def test_small_multiples_of_one_top_have_one_scale() -> None:
    panels = [
        Panel(name, "1", LineChart(name, "es", PERIODS[:2], decimals("1", last), top=Decimal(40)))
        for name, last in (("a", "2"), ("b", "38"))
    ]
    svg = draw_multiples(SmallMultiples("t", panels), Look.PAGE, "x")
    ticks = [mark.text for mark in marks(svg, "label") if (mark.text or "").isdigit()]
    assert ticks[: len(ticks) // 2] == ticks[len(ticks) // 2 :]


def test_a_share_of_nothing_is_a_ground_and_a_missing_one_a_dotted_line() -> None:
    chart = bars.ShareChart("t", [bars.ShareRow("a", "0", is_nothing=True), bars.ShareRow("b", "no enviado")])
    svg = kit.draw(chart, Look.PAGE, "x")
    assert (len(marks(svg, "ground")), len(marks(svg, "missing"))) == (1, 1)
