"""How the indicators are defined, and what they are held against: targets, baselines, and the goals of the strategy."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.edition.datasheets import breakdown_names, component_text, kinds
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.figures import area
from reports.files.workbook.sheets import Cell, Column, Grid, day, figure, numbers, percent, text, yes_no


def definitions(s: Snapshot) -> Grid:
    columns = [
        *map(text, (_("Code"), _("Indicator"), _("Area"))),
        *numbers(_("Number")),
        text(_("In force from")),
        Column(_("Adopted on"), "day"),
        *map(text, (_("Act"), _("What it measures"), _("How it is counted"), _("Unit"),
                    _("Kind and rules"), _("Components"), _("Broken down by"), _("Means of verification"))),
    ]  # fmt: skip
    return Grid(_("Definitions"), "definiciones", columns, [list(definition_row(s, row)) for row in s["indicators"]])


def definition_row(s: Snapshot, row: Row) -> Iterator[Cell]:
    definition = row["definition"]
    yield from (row["code"], s.indicator_name(row["code"]), area(s, row), definition["revision"])
    yield s.period_label(definition["in_force_from"])
    yield day(definition["adopted_on"]) or _("proposed, awaits the Committee's approval")
    yield definition["act"]
    yield from (s.text(definition[name]) for name in ("definition", "note", "unit"))
    yield "; ".join(kinds(s, definition))
    yield "\n".join(component_text(s, each) for each in definition["components"])
    yield s.joined(breakdown_names(s, definition))
    yield s.text(definition["means_of_verification"])


# --- Targets and baselines ---


def goals(s: Snapshot) -> Grid | None:
    rows = [list(each) for row in s["indicators"] for each in goal_rows(s, row)]
    if not rows:
        return None
    columns = [
        *map(text, (_("Code"), _("Series"), _("Kind"), _("Institution"), _("Semester"), _("Over"))),
        *numbers(_("Value"), _("Denominator")),
        *map(text, (_("Interpolated"), _("Act"), _("Source"))),
        day_column(),
    ]
    return Grid(_("Targets and baselines"), "metas", columns, rows, frozen=2)


def day_column() -> Column:
    return Column(_("Approved on"), "day")


def goal_rows(s: Snapshot, row: Row) -> Iterator[Iterator[Cell]]:
    for series in row["definition"]["series"]:
        for target in series["targets"]:
            yield target_row(s, row, series, target)
        for start in series["baselines"]:
            yield baseline_row(s, row, series, start)


def target_row(s: Snapshot, row: Row, series: Row, target: Row) -> Iterator[Cell]:
    yield from (row["code"], s.text(series["label"]), _("Target"), whose(s, target), s.period_label(target["period"]))
    yield s.text(target["scope"]["words"])
    yield from set_value(row, target)
    yield yes_no(bool(target.get("is_interpolated")))
    yield from (target["act"], target.get("source") or "", day(target["approved_on"]))


def baseline_row(s: Snapshot, row: Row, series: Row, start: Row) -> Iterator[Cell]:
    yield from (
        row["code"],
        s.text(series["label"]),
        _("Baseline"),
        whose(s, start),
        s.period_label(start["period"]),
        "",
    )
    yield from set_value(row, start)
    yield from (yes_no(False), "", start["source"], None)


def set_value(row: Row, kept: Row) -> Iterator[Cell]:
    """As it was written: a percentage, or the two numbers of one."""
    is_pair = kept["denominator"] is not None
    yield figure(kept["value"], is_percent=row["definition"]["is_percent"] and not is_pair)
    yield figure(kept["denominator"], is_percent=False)


def whose(s: Snapshot, kept: Row) -> str:
    code = kept.get("institution")
    if not code:
        return _("all")
    return s.short(code) if code in s.institutions else str(code)


# --- The strategy ---


def strategy(s: Snapshot) -> Grid | None:
    kept = s.content.get("un_strategy")
    if not kept:
        return None
    columns = [text(_("Code")), text(_("Series")), *numbers(_("Year"), _("Goal in %")), text(_("Interpolated"))]
    rows: list[list[Cell]] = [
        [kept["indicator"], s.series_label(kept["indicator"], series) or series, str(goal["year"]), percent(goal["percent"]),
         yes_no(goal["is_interpolated"])]
        for series, goals_of_series in kept["goals"].items()
        for goal in goals_of_series
    ]  # fmt: skip
    return Grid(_("UN strategy"), "estrategia", columns, rows, frozen=2)
