"""Plausible figures, cell by cell: the size of each institution, its make-up by rank and sex, and a slow rise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from measurements.answer.content import CellContent, CellKey
from measurements.answer.grid import Cell, Grid
from measurements.demonstration.picking import pick
from measurements.demonstration.targets import un_goal

SIZES = {
    "PREV-1.1.1": {"EP": 420, "MGP": 260, "FAP": 210, "CCFFAA": 60, "CECOPAZ": 120, "MINDEF": 90},
    "PREV-2.1.1": {"EP": 900, "MGP": 520, "FAP": 380, "CCFFAA": 150},
    "PART-1.1.1": {"CECOPAZ": 240},
}
HOURS = {"EP": 46, "MGP": 38, "FAP": 30, "CECOPAZ": 64}
WOMEN_PERCENT = {"EP": 24, "MGP": 21, "FAP": 28, "CCFFAA": 18, "CECOPAZ": 22, "MINDEF": 46}
RANK_PERCENT = {
    "general_officers": 1,
    "senior_officers": 12,
    "junior_officers": 24,
    "ncos": 33,
    "enlisted": 20,
    "civilians": 10,
}
DEPLOYMENT_PERCENT = {"contingent": 64, "staff_officer": 20, "military_observer": 16}
WITHOUT_ENLISTED = {"CCFFAA", "MINDEF"}
SMALL = 10
"""Below it a value stays what it is from semester to semester: a warning is meant to be seen where it was put."""

Place = tuple[str, str]
"""An indicator's code and an institution's."""

SURPRISES: Mapping[Place, tuple[dict[str, str], int, int]] = {
    # Of the open semester: the cell, and by what it is multiplied and divided.
    ("PREV-1.1.1", "EP"): ({"sex": "women", "rank_category": "enlisted"}, 3, 1),
    # The one whose draft nobody has explained yet.
    ("PREV-2.1.1", "FAP"): ({"sex": "women", "rank_category": "junior_officers"}, 3, 1),
    ("PREV-2.1.1", "MGP"): ({"sex": "men", "rank_category": "ncos"}, 1, 3),
    ("PART-1.1.1", "CECOPAZ"): (
        {"sex": "women", "rank_category": "ncos", "deployment_category": "military_observer"},
        0,
        1,
    ),
}
NOT_RECORDED = {("PREV-1.1.1", "EP"): 4}
"""People whose sex is not on record, among technicians and non-commissioned officers."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which answer a value is for. `turn` counts the demonstration's semesters from 0; `year` is the semester's."""

    indicator: str
    institution: str
    turn: int
    year: int
    is_open: bool

    @property
    def place(self) -> Place:
        return (self.indicator, self.institution)


def values_for(where: Where, grid: Grid) -> dict[CellKey, CellContent]:
    """A value for every cell that must have one. A "not recorded" cell stays empty but where somebody was not recorded."""
    if where.indicator == "PART-1.2.1":
        return {cell.key: deployed(where, of_dimension(cell)["deployment_category"]) for cell in grid.cells}
    if where.indicator == "PREV-1.2.1":
        return {cell.key: CellContent(Decimal(HOURS[where.institution] + 2 * where.turn)) for cell in grid.cells}
    people = {cell.key: people_in(where, cell) for cell in grid.cells}
    return {key: CellContent(Decimal(count)) for key, count in people.items() if count is not None}


def of_dimension(cell: Cell) -> dict[str, str]:
    return {category.dimension.code: category.code for category in cell.categories}


def people_in(where: Where, cell: Cell) -> int | None:
    categories = of_dimension(cell)
    if cell.is_optional:
        return NOT_RECORDED.get(where.place) if categories.get("rank_category") == "ncos" else None
    if not categories:
        return 20 + where.turn
    count = usual(where, categories)
    surprise = SURPRISES.get(where.place)
    if where.is_open and surprise and surprise[0].items() <= categories.items():
        return count * surprise[1] // surprise[2]
    return count


def usual(where: Where, categories: Mapping[str, str]) -> int:
    """People of one sex, rank and perhaps deployment: some four per cent more each semester, women eight, give or take."""
    rank = categories["rank_category"]
    if rank == "enlisted" and where.institution in WITHOUT_ENLISTED:
        return 0
    is_woman = categories["sex"] == "women"
    women = WOMEN_PERCENT[where.institution]
    deployment = DEPLOYMENT_PERCENT.get(categories.get("deployment_category", ""), 100)
    size = SIZES[where.indicator][where.institution]
    share = RANK_PERCENT[rank] * (women if is_woman else 100 - women) * deployment
    base = size * share // 1_000_000
    if base < SMALL:
        return base
    rise = (8 if is_woman else 4) * where.turn + pick(-4, 4, *where.place, where.turn, *sorted(categories.values()))
    return base * (100 + rise) // 100


def deployed(where: Where, category: str) -> CellContent:
    """Women and all of those deployed: contingents keep the UN's pace, staff officers and observers fall behind it."""
    if category == "contingent":
        everyone = 204 + 2 * where.turn
        # Just above the goal of the year.
        women = -(-everyone * (un_goal("contingents", where.year) * 10 + 4) // 1000)
        return CellContent(Decimal(women), Decimal(everyone))
    everyone = 14 if category == "staff_officer" else 17
    women = 2 if category == "staff_officer" or where.turn < CAUGHT_UP else 3
    return CellContent(Decimal(women), Decimal(everyone))


CAUGHT_UP = 2
"""The semester in which one more woman was deployed as an observer: not enough for the goal."""
