"""A change of a percentage of fewer than 20 says so where the greatest changes stand: one person moves it by more than five points."""

from __future__ import annotations

import pytest

from reports.models import ReportKind
from tests import factories as make
from tests.reports.read_back.told import text_in
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
