"""Figures taken apart: a row a category of a dimension, and every cell that an institution reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from reports.arithmetic.aggregation import is_of_few
from reports.edition.breakdown import counted
from reports.edition.reading import Row, Snapshot, amount, figure_of
from reports.files.workbook.answers import institution, semester
from reports.files.workbook.sheets import Cell, Grid, figure, numbers, share, text, yes_no
from reports.wording.answers import step_title


def by_category(s: Snapshot) -> Grid | None:
    rows = [
        list(each)
        for row in s["indicators"]
        for series in row["figures"]["series"]
        for each in (*category_rows(s, row, series), *step_rows(s, row, series))
    ]
    if not rows:
        return None
    columns = [
        *map(text, (_("Code"), _("Series"), _("Dimension"), _("Category"))),
        *numbers(_("Value"), _("Denominator"), _("Percentage"), _("Women"), _("Men"), _("% women")),
        text(_("Fewer than 20")),
    ]
    return Grid(_("By category"), "categorias", columns, rows, frozen=2)


def category_rows(s: Snapshot, row: Row, series: Row) -> Iterator[list[Cell]]:
    """A percentage only where it is one of a part in its own whole, as the report prints it."""
    label = s.series_label(row["code"], series["code"])
    for breakdown in series["by_category"]:
        dimension = breakdown["dimension"]
        for each in breakdown["rows"]:
            value, whole, women, men = (amount(each[name]) for name in ("value", "denominator", "women", "men"))
            of_women = None if women is None or men is None else share(women, women + men)
            name = s.category(dimension, each["code"])
            numbered: tuple[Cell, ...] = (value, whole, share(value, whole), women, men, of_women)
            yield [row["code"], label, s.dimension(dimension), name, *numbered, few(breakdown["kind"], each)]


def few(kind: str, each: Row) -> str:
    """Whether the percentage is of few; nothing where there is none to be of few."""
    if kind == "count":
        return ""
    return yes_no(is_of_few(counted(each)) if kind == "sex_split" else each["is_small"])


def step_rows(s: Snapshot, row: Row, series: Row) -> Iterator[list[Cell]]:
    """How many institutions reached each stage or chose each option, of those that reported."""
    said = figure_of(series["figure"])
    if said.in_words is None or not said.has_answer:
        return
    label = s.series_label(row["code"], series["code"])
    for step in said.in_words.steps:
        yield [row["code"], label, step_title(said.in_words), step.named.label, step.count, said.reported,
               None, None, None, None, ""]  # fmt: skip


# --- Cells ---


def cells(s: Snapshot) -> Grid | None:
    """Every validated cell as it was reported. Editions from before cells were kept have none."""
    found: list[Row] = s.content.get("cells") or []
    if not found:
        return None
    dimensions = sorted({dimension for each in found for dimension in each["combination"]})
    columns = [
        *map(text, (_("Code"), _("Code of the component"), _("Component"), _("Semester"), _("Institution"))),
        *(text(names_of(s, dimension)[0]) for dimension in dimensions),
        *numbers(_("Value"), _("Numerator"), _("Denominator")),
    ]
    return Grid(_("Cells"), "celdas", columns, [list(cell_row(s, each, dimensions)) for each in found], frozen=2)


def cell_row(s: Snapshot, cell: Row, dimensions: list[str]) -> Iterator[Cell]:
    yield from (cell["indicator"], cell["component"], component_label(s, cell), semester(s, cell), institution(s, cell))
    for dimension in dimensions:
        category = cell["combination"].get(dimension)
        yield names_of(s, dimension)[1].get(category, category) if category else ""
    yield from (figure(cell.get(name), is_percent=False) for name in ("value", "numerator", "denominator"))


def component_label(s: Snapshot, cell: Row) -> str:
    known = cell["indicator"] in s.indicators
    return s.component_label(cell["indicator"], cell["component"]) if known else ""


def names_of(s: Snapshot, dimension: str) -> tuple[str, dict[str, str]]:
    """The names of a dimension and of its categories; codes where the snapshot names none."""
    kept: dict[str, Any] | None = s["categories"].get(dimension)
    if kept is None:
        return dimension, {}
    return s.text(kept["name"]), {code: s.text(name) for code, name in kept["categories"].items()}
