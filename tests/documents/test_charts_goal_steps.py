"""Goals of calendar years are treads: level within a year, nothing between two years, and ours dashed."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from documents.charts import Gap, Look
from documents.charts.goal_steps import GoalSteps, Mark, draw, treads
from documents.charts.line import WIDE, LineChart

PERIODS = ["2027-I", "2027-II", "2028-I", "2028-II"]


def chart(**fields: object) -> GoalSteps:
    line = LineChart(
        title="Bajo la meta",
        lang="es",
        periods=PERIODS,
        values=[Decimal(12), Gap("sin dato")],
        expected=[Decimal(14), Decimal(14), Decimal(15), Decimal(15)],
        unit="percent",
        top=Decimal(35),
    )
    return GoalSteps(line, **fields)  # type: ignore[arg-type]


def lines_of(svg: str, kind: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(svg).iter() if each.get("class") == kind]  # noqa: S314


def test_a_goal_covers_the_semesters_of_its_year() -> None:
    assert list(treads(chart(unpublished={0, 1}))) == [(14, True, [0, 1]), (15, False, [2, 3])]


def test_the_same_goal_of_another_origin_is_another_tread() -> None:
    line = LineChart("x", "es", PERIODS, [], expected=[Decimal(14)] * 4)
    assert list(treads(GoalSteps(line, unpublished={0, 1}))) == [(14, True, [0, 1]), (14, False, [2, 3])]


def test_treads_are_level_and_meet_without_a_slope() -> None:
    svg = draw(chart(unpublished={0, 1}), Look.PAGE, "x", WIDE)
    (ours,), (published,) = lines_of(svg, "expected"), lines_of(svg, "target")
    assert ours.get("y1") == ours.get("y2")
    assert published.get("y1") == published.get("y2")
    assert float(published.get("y1", 0)) < float(ours.get("y1", 0))
    assert ours.get("x2") == published.get("x1")


def test_what_others_observed_lies_between_its_semesters() -> None:
    svg = draw(chart(marks=[Mark(2.5, Decimal(30), "30 % en octubre")]), Look.PAGE, "x", WIDE)
    (mark,) = lines_of(svg, "before")
    third, fourth = (WIDE.width * share for share in (0.6, 1))
    assert third < float(mark.get("cx", 0)) < fourth
    assert 0 < float(mark.get("cy", 0)) < WIDE.height


@pytest.mark.parametrize("look", list(Look))
def test_the_picture_is_well_formed_and_described(look: Look) -> None:
    drawn = chart(unpublished={0, 1}, marks=[Mark(0.2, Decimal(30), "<30 %>")])
    root = ElementTree.fromstring(draw(drawn, look, "x"))  # noqa: S314
    assert "style=" not in draw(drawn, look, "x")
    description = next(each.text for each in root.iter() if each.tag.endswith("desc"))
    assert description == drawn.description
    assert "<30 %>" in drawn.description
