"""A change of a percentage of fewer than 20 says so where the greatest changes stand: one person moves it by more than five points."""

from __future__ import annotations

import pytest

from reports.edition.blocks import Bullets, Table
from reports.models import ReportKind
from tests import factories as make
from tests.reports.read_back.told import Content, blocks_in, text_in
from tests.reports.worlds.span import SpanWorld, make_span_world

pytestmark = pytest.mark.django_db
MARKS = {"es": "; porcentaje sobre menos de 20", "en": "; percentage of fewer than 20"}


@pytest.fixture
def world() -> SpanWorld:
    """PART-1.1.1 of 4, PART-1.1.2 of 40: both from a quarter to a half."""
    world = make_span_world()
    for code, whole in (("PART-1.1.1", 4), ("PART-1.1.2", 40)):
        share = world.owe(make.make_proportion(world.plan, code), "EP")
        world.say(share, "EP", *((whole // 4, whole) for _n in range(2)), *((whole // 2, whole) for _n in range(2)))
    return world


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("kind", "semesters"), [(ReportKind.SEMESTER, ("2026-I", "2026-I")), (ReportKind.ANNUAL, ("2026-I", "2026-II"))]
)
def test_small_one_is_marked_and_the_other_is_not(
    world: SpanWorld, kind: str, semesters: tuple[str, str], language: str
) -> None:
    text = text_in(world.content(*semesters, kind=kind), "progress", language)
    moved = [line for line in text.splitlines() if line.startswith("- PART-1.1.")]
    assert [(line[2:12], MARKS[language] in line) for line in moved] == [("PART-1.1.1", True), ("PART-1.1.2", False)]


NOTE = {"es": "* porcentaje sobre menos de 20.", "en": "* percentage of fewer than 20."}
REMARK = {
    "es": "La variación compara porcentajes sobre menos de 20",
    "en": "The change compares percentages of fewer than 20",
}


@pytest.fixture
def half_silent() -> SpanWorld:
    """The whole is of 44 and the change of EP's 4 alone: MGP is silent in the second semester of 2025 and the first of 2026."""
    world = make_span_world()
    share = world.owe(make.make_proportion(world.plan, "PART-1.1.1"), "EP", "MGP")
    world.say(share, "EP", (1, 4), (1, 4), (1, 4), (2, 4))
    world.say(share, "MGP", (20, 40), None, None, (20, 40))
    return world


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("kind", "semesters"), [(ReportKind.SEMESTER, ("2026-II", "2026-II")), (ReportKind.ANNUAL, ("2026-I", "2026-II"))]
)
def test_it_is_what_is_compared_that_must_be_few_and_not_the_whole(
    half_silent: SpanWorld, kind: str, semesters: tuple[str, str], language: str
) -> None:
    content = half_silent.content(*semesters, kind=kind)
    figure = content["indicators"][0]["figures"]["series"][0]["figure"]
    assert (figure["denominator"], figure["is_small"]) == ("44", False)
    assert MARKS[language] in text_in(content, "progress", language)
    blocks = blocks_in(content, "progress", language)
    remarks = [text for block in blocks if isinstance(block, Bullets) for text in block.items]
    assert sum(text.startswith(REMARK[language]) for text in remarks) == 1
    (moves,) = [block for block in blocks if isinstance(block, Table) and block.note.startswith(NOTE[language])]
    assert [row[3].text.endswith(" *") for row in moves.rows] == [True]


def test_what_was_few_before_makes_a_change_of_few() -> None:
    """EP 1 of 4, then 20 of 40: nobody is left out, and the figure of today is not small."""
    world = make_span_world()
    world.say(world.owe(make.make_proportion(world.plan), "EP"), "EP", None, None, (1, 4), (20, 40))
    (series,) = world.content("2026-II", "2026-II", kind=ReportKind.SEMESTER)["indicators"][0]["figures"]["series"]
    assert (series["figure"]["is_small"], series["change"]["is_small"]) == (False, True)


def changes_in(content: Content) -> list[str]:
    """The greatest changes, as they are printed now."""
    blocks = blocks_in(content, "summary")
    return [text for block in blocks if isinstance(block, Bullets) for text in block.items if text.startswith("PART-")]


def test_edition_from_before_says_it_of_the_whole_figure(world: SpanWorld) -> None:
    content = world.content("2026-I", "2026-I", kind=ReportKind.SEMESTER)
    before = changes_in(content)
    for row in content["indicators"]:
        del row["figures"]["series"][0]["change"]["is_small"]
    assert changes_in(content) == before
    assert [MARKS["es"] in line for line in before] == [True, False]
