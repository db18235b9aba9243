"""Which boxes a definition asks for, and in which order."""

from __future__ import annotations

import pytest

from indicators.models import ActionPlan
from measurements.answer.grid import grid_of
from tests.factories import (
    make_change,
    make_component,
    make_count,
    make_dimension,
    make_plan,
    make_proportion,
    make_register,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> ActionPlan:
    return make_plan()


def test_a_figure_without_breakdown_is_one_box(plan: ActionPlan) -> None:
    (table,) = grid_of(make_change(plan)).tables
    assert [cell.key for cell in table.cells] == [("level", "")]
    assert table.columns == ()


def test_the_first_dimension_gives_the_columns_and_the_others_the_rows(plan: ActionPlan) -> None:
    dimensions = [make_dimension("sex"), make_dimension("rank", "officers", "ncos")]
    (table,) = grid_of(make_count(plan, dimensions=dimensions)).tables
    assert [c.code for c in table.columns] == ["women", "men", "not_recorded"]
    assert [row.label for row in table.rows] == ["officers", "ncos"]
    assert table.rows[0].cells[1].key == ("total", "rank=officers|sex=men")


def test_three_dimensions_are_crossed(plan: ActionPlan) -> None:
    dimensions = [
        make_dimension("sex"),
        make_dimension("rank", "officers", "ncos"),
        make_dimension("zone", "n", "s", "c"),
    ]
    (table,) = grid_of(make_count(plan, dimensions=dimensions)).tables
    assert len(table.rows) == 6
    assert len(table.cells) == 18
    assert table.rows[5].cells[0].key == ("total", "rank=ncos|sex=women|zone=c")


def test_a_not_recorded_cell_may_stay_empty(plan: ActionPlan) -> None:
    (table,) = grid_of(make_count(plan, dimensions=[make_dimension("sex")])).tables
    assert [cell.is_optional for cell in table.cells] == [False, False, True]


def test_a_component_that_is_not_broken_down_is_a_box_of_its_own(plan: ActionPlan) -> None:
    revision = make_count(plan, dimensions=[make_dimension("sex")])
    make_component(revision, "others", "beside", is_disaggregated=False)
    broken_down, apart = grid_of(revision).tables
    assert len(broken_down.cells) == 3
    assert [cell.key for cell in apart.cells] == [("others", "")]


def test_a_proportion_asks_two_numbers_a_row_and_no_columns(plan: ActionPlan) -> None:
    revision = make_proportion(plan, dimensions=[make_dimension("post", "troops", "staff")])
    grid = grid_of(revision)
    (table,) = grid.tables
    assert [row.cells[0].key for row in table.rows] == [("part", "post=troops"), ("part", "post=staff")]
    assert all(cell.has_denominator for cell in table.cells)
    assert grid.denominator is not None
    assert grid.denominator.code == "whole"


def test_a_list_has_no_grid(plan: ActionPlan) -> None:
    assert grid_of(make_register(plan)).cells == ()


def test_a_cell_is_found_by_component_and_key(plan: ActionPlan) -> None:
    grid = grid_of(make_count(plan, dimensions=[make_dimension("sex")]))
    found = grid.cell("total", "sex=women")
    assert found is not None
    assert found.label == "women"
    assert grid.cell("total", "sex=other") is None
