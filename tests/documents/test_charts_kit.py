"""Every chart of the gallery, in every variant: named, described, without style, escaped, painted in both looks."""

import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.conf import settings

import documents.charts
from documents.charts import Look, kit, line, matrix, rows, sheet, steps, tiles
from documents.charts.bars import ShareChart, ShareRow
from documents.charts.gallery import EXAMPLES
from documents.charts.gallery.examples import Example
from documents.charts.look import PAINT
from documents.charts.marks import MARKS
from documents.charts.multiples import Panel, SmallMultiples

HOSTILE = '"><script>alert(1)</script>&'
KINDS = {each.kind for each in EXAMPLES}
VARIANTS = [(look, is_narrow) for look in Look for is_narrow in (False, True)]
CHART_MODULES = (
    "bars", "dumbbell", "gap", "goal_steps", "line", "matrix", "multiples", "rows", "sheet", "sparkline", "stacked", "steps", "tiles",
)  # fmt: skip


def parsed(svg: str) -> Element:
    return fromstring(re.sub(r' xmlns="[^"]*"', "", svg))  # noqa: S314  (our own drawing)


def drawings(example: Example) -> Iterator[str]:
    for look, is_narrow in VARIANTS:
        yield kit.draw(example.make(), look, "uno", is_narrow=is_narrow)


def by_slug(example: Example) -> str:
    return example.slug


def test_the_gallery_shows_every_chart_with_its_edges() -> None:
    asked = {
        "Line with trajectory", "Small multiples", "Dot, expected and target", "Dumbbell", "Bars of 100 %", "Unit tiles",
        "Status matrix", "Steps", "Line with goals of years", "Sparkline", "Columns", "Progress bar", "Charts in rows",
        "Bars over months",
    }  # fmt: skip
    assert asked == KINDS
    assert len({each.slug for each in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=by_slug)
def test_every_example_is_named_described_and_without_style(example: Example) -> None:
    chart = example.make()
    assert chart.title
    assert chart.description
    for svg in drawings(example):
        root = parsed(svg)
        title, description = root.find("title"), root.find("desc")
        assert title is not None
        assert description is not None
        assert (title.text, description.text) == (chart.title, chart.description)
        assert root.get("role") == "img"
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), description.get("id"))
        for mark in root.iter():
            assert not {key for key in mark.attrib if key == "style" or key.startswith("on")}


@pytest.mark.parametrize("example", EXAMPLES, ids=by_slug)
def test_no_coordinate_is_nonsense(example: Example) -> None:
    for svg in drawings(example):
        assert not re.search(r"NaN|nan|Infinity|\binf\b|None", re.sub(r"<(title|desc|text)[^>]*>[^<]*<", "", svg))
        for mark in parsed(svg).iter():
            for size in ("width", "height", "r"):
                assert float((mark.get(size) or "0").removesuffix("%")) >= 0


@pytest.mark.parametrize("example", EXAMPLES, ids=by_slug)
def test_page_has_classes_of_known_kinds_and_print_none(example: Example) -> None:
    wide, narrow, *printed = drawings(example)
    assert "class=" not in "".join(printed)
    for svg in (wide, narrow):
        marks = [mark for mark in parsed(svg).iter() if mark.tag not in {"svg", "title", "desc"}]
        assert {mark.get("class") for mark in marks} <= set(PAINT)
        assert not [mark for mark in marks if mark.get("fill") or mark.get("stroke")]


@pytest.mark.parametrize("example", EXAMPLES, ids=by_slug)
def test_the_code_beside_an_example_makes_a_chart(example: Example) -> None:
    assert example.code.startswith("def ")
    assert "return " in example.code


@pytest.mark.parametrize("name", CHART_MODULES)
def test_the_example_in_the_docstring_runs(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"documents.charts.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_module_of_the_kit_says_what_it_is() -> None:
    for found in pkgutil.walk_packages(documents.charts.__path__, "documents.charts."):
        assert importlib.import_module(found.name).__doc__, found.name


@pytest.mark.parametrize("look", Look)
def test_hostile_words_are_only_words(look: Look) -> None:
    columns = [matrix.ColumnGroup(HOSTILE, [HOSTILE])]
    charts: list[kit.Chart] = [
        matrix.StatusMatrix(
            HOSTILE, columns, [matrix.MatrixRow(HOSTILE, ["draft"], HOSTILE)], {"draft": HOSTILE}, HOSTILE
        ),
        tiles.TileChart(HOSTILE, [tiles.TileGroup(HOSTILE, [tiles.Tile(HOSTILE, "no_data")])], {"no_data": HOSTILE}),
        steps.Steps(HOSTILE, [HOSTILE, HOSTILE], 1, expected=2, expected_label=HOSTILE),
        rows.RowChart(HOSTILE, [rows.Row(HOSTILE, HOSTILE, note=HOSTILE)], [rows.Key("before", HOSTILE)]),
        SmallMultiples(HOSTILE, [Panel(HOSTILE, HOSTILE, line.LineChart(HOSTILE, "es", [HOSTILE], []))]),
        ShareChart(HOSTILE, [ShareRow(HOSTILE, HOSTILE, is_nothing=True)]),
    ]
    for chart in charts:
        svg = kit.draw(chart, look, HOSTILE)
        assert "<script" not in svg
        assert parsed(svg).findtext("title") == HOSTILE


def test_marks_are_the_icons_of_the_pages() -> None:
    icons = (Path(settings.BASE_DIR) / "templates/components/icons.html").read_text()
    for name, mark in MARKS.items():
        symbol = re.search(rf'id="icon-{name}".*', icons)
        assert symbol, name
        assert mark.path in symbol.group(), name
        assert ("<circle" in symbol.group()) == bool(mark.ring), name


def test_a_file_carries_its_words_and_its_paper() -> None:
    chart = line.LineChart("Sube de 3 a 5", "es", ["2025-II", "2026-I"], [])
    made = sheet.Sheet(
        "PREV-1.1.1", chart.title, line.plot(chart, Look.PRINT), chart.description,
        unit="Personas", notes=["Fuente: el plan"], mark="DEMOSTRACIÓN",
    )  # fmt: skip
    root = parsed(sheet.draw(made, "chart"))
    words = [mark.text for mark in root.iter("text")]
    assert {"PREV-1.1.1", "Sube de 3 a 5", "Personas", "Fuente: el plan", "DEMOSTRACIÓN"} <= set(words)
    paper = next(root.iter("rect"))
    assert (paper.get("width"), paper.get("height")) == (root.get("width"), root.get("height"))
