"""The figures of the plan: a row a series, a row a component, a row a series and semester."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.indicator import goal
from reports.edition.reading import Row, Snapshot, change_of, figure_of
from reports.edition.remarks import remarks
from reports.figures.totals import Figure
from reports.files.workbook.sheets import Cell, Column, Grid, figure, numbers, percent, text, yes_no
from reports.wording import figures as wording


def by_series(s: Snapshot) -> Grid:
    return Grid(
        _("By indicator"),
        "indicadores",
        list(chain(series_columns(), reach_columns(), goal_columns(), change_columns(s))),
        [list(series_row(s, row, series)) for row in s["indicators"] for series in row["figures"]["series"]],
        frozen=2,
    )


def series_columns() -> list[Column]:
    return [
        *map(text, (_("Code"), _("Indicator"), _("Series"), _("Area"), _("Unit"), _("Kind"), _("Situation"), _("Answer"))),
        *numbers(_("Value"), _("Numerator"), _("Denominator")),
    ]  # fmt: skip


def reach_columns(reported: str = "", expected: str = "") -> list[Column]:
    """In one semester who is counted are institutions; over several they are answers, one an institution and semester."""
    return [
        *numbers(reported or _("Institutions with a value"), expected or _("Institutions expected"),
                 _("Not available"), _("Not applicable"),
                 pgettext("institutions", "Missing"), _("Items counted once")),
        text(_("Partial")),
        text(_("Fewer than 20")),
    ]  # fmt: skip


def goal_columns() -> list[Column]:
    return [
        *numbers(_("Target")),
        text(_("Semester of the target")),
        *numbers(_("Expected by the semester"), _("% of what was expected"), _("% of the target"), _("Lower bound"), _("Upper bound")),
        text(pgettext("indicator", "State")),
        text(_("What it is held against")),
        *numbers(_("Baseline"), _("Difference from the baseline")),
    ]  # fmt: skip


def change_columns(s: Snapshot) -> list[Column]:
    return [
        text(_("Compared with")),
        text(_("Comparison")),
        *numbers(_("Before, comparable"), _("Now, comparable"), pgettext("noun", "Change"), _("Change in %"),
                 _("Institutions compared"), _("Institutions in either"), _("Of the others, before"), _("Of the others, now")),
        text(_("A year before")),
        *numbers(_("A year before, comparable"), _("Change in a year")),
        text(_("Remarks")),
    ]  # fmt: skip


def series_row(s: Snapshot, row: Row, series: Row) -> Iterator[Cell]:
    is_percent = row["definition"]["is_percent"]
    yield from (
        row["code"],
        s.indicator_name(row["code"]),
        s.series_label(row["code"], series["code"]),
        area(s, row),
        unit(s, row),
    )
    yield s.text(row["definition"]["kind"]["words"])
    yield from figure_cells(series["figure"])
    yield from reach_cells(figure_of(series["figure"]))
    yield from goal_cells(s, row, series)
    yield from change_cells(s, series["change"], is_percent=is_percent)
    yield from year_cells(s, series["year_change"], is_percent=is_percent)
    yield "\n".join(remarks(s, row))


def area(s: Snapshot, row: Row) -> str:
    names = {each["code"]: s.text(each["name"]) for each in s["plan"]["pillars"]}
    return names.get(row["pillar"], str(row["pillar"]))


def unit(s: Snapshot, row: Row) -> str:
    return "%" if row["definition"]["is_percent"] else s.text(row["definition"]["unit"])


def figure_cells(frozen: Row) -> Iterator[Cell]:
    """Whether there is a figure and why not, the answer in words, the number, and the two numbers behind a percentage."""
    said = figure_of(frozen)
    yield situation(said)
    yield wording.figure_text(said) if said.value is None and said.has_answer else ""
    yield figure(frozen["value"], is_percent=said.is_percent)
    yield said.numerator
    yield said.denominator


def situation(said: Figure) -> str:
    return str(
        wording.SITUATIONS["reported"]
        if said.has_answer
        else wording.NOTHING.get(said.state, wording.NOTHING["not_reported"])
    )


def reach_cells(said: Figure) -> Iterator[Cell]:
    yield from (said.reported, said.expected, said.not_available, said.not_applicable, said.missing, said.joined)
    yield yes_no(said.is_partial)
    yield yes_no(said.is_small)


def goal_cells(s: Snapshot, row: Row, series: Row) -> Iterator[Cell]:
    judgement, is_percent = series["judgement"], row["definition"]["is_percent"]
    target = judgement["target"]
    yield figure(target["value"], is_percent=is_percent) if target else None
    yield s.period_label(target["period"]) if target else ""
    yield figure(judgement["expected"], is_percent=is_percent)
    yield percent(judgement["pace"]["raw_percent"])
    yield percent(judgement["attainment"]["raw_percent"])
    yield figure(judgement.get("low"), is_percent=is_percent)
    yield figure(judgement.get("high"), is_percent=is_percent)
    word, note, _state = goal(s, row, series)
    yield from (word, note)
    yield from baseline_cells(row, series)


def baseline_cells(row: Row, series: Row) -> Iterator[Cell]:
    """The baseline that figures of all institutions are compared with, and the difference from it."""
    is_percent = row["definition"]["is_percent"]
    defined = next(each for each in row["definition"]["series"] if each["code"] == series["code"])
    starts = [each for each in defined["baselines"] if not each.get("institution")]
    if starts and starts[0]["denominator"] is None:
        yield figure(starts[0]["value"], is_percent=is_percent)
    else:
        yield None  # written as two numbers: the sheet of targets has both
    since = series["since_baseline"]
    yield figure(since["difference"], is_percent=is_percent) if since else None


def change_cells(s: Snapshot, frozen: Row | None, *, is_percent: bool) -> Iterator[Cell]:
    """The change since the semester before, over the institutions that are in both; what the others add stands apart."""
    change = change_of(frozen)
    if frozen is None or change is None:
        yield from ("", "", *[None] * 8)
        return
    yield s.period_label(change.period)
    yield wording.move_text(change) or wording.difference_text(change)
    yield from (figure(frozen[name], is_percent=is_percent) for name in ("before", "after", "difference"))
    yield percent(frozen["percent"])
    is_computed = change.state == "computed"
    yield from (change.comparable, change.of) if is_computed else (None, None)
    yield from (figure(frozen[name], is_percent=is_percent) for name in ("added_before", "added_after"))


def year_cells(s: Snapshot, frozen: Row | None, *, is_percent: bool) -> Iterator[Cell]:
    if frozen is None or frozen["difference"] is None:
        yield from ("", None, None)
        return
    yield s.period_label(frozen["period"])
    yield figure(frozen["before"], is_percent=is_percent)
    yield figure(frozen["difference"], is_percent=is_percent)


# --- Components ---


def components(s: Snapshot) -> Grid | None:
    rows = [list(each) for row in s["indicators"] for each in component_rows(s, row)]
    if not rows:
        return None
    columns = [
        *map(text, (_("Code"), _("Code of the component"), _("Component"), _("Part of the figure"), _("Situation"), _("Answer"))),
        *numbers(_("Value"), _("Numerator"), _("Denominator"), _("Institutions with a value"), _("Institutions expected")),
    ]  # fmt: skip
    return Grid(_("By component"), "componentes", columns, rows, frozen=2)


def component_rows(s: Snapshot, row: Row) -> Iterator[Iterator[Cell]]:
    for part in row["figures"]["parts"]:
        label = s.component_label(row["code"], part["code"])
        yield chain(
            (row["code"], part["code"], label, yes_no(part["is_in_headline"])), component_figure(part["figure"])
        )
    overall = row["figures"]["overall"]
    if overall:
        yield chain(
            (row["code"], "", _("All categories together, as context"), yes_no(False)), component_figure(overall)
        )


def component_figure(frozen: Row) -> Iterator[Cell]:
    yield from figure_cells(frozen)
    yield from (frozen["reported"], frozen["expected"])


# --- The semesters ---


def history(s: Snapshot) -> Grid:
    columns = [
        *map(text, (_("Code"), _("Series"), _("Semester"), _("Situation"))),
        *numbers(_("Value"), _("Numerator"), _("Denominator"), _("Institutions with a value"), _("Institutions expected"),
                 _("Expected by the semester")),
        *map(text, (_("Partial"), _("Fewer than 20"), _("The definition changed"))),
    ]  # fmt: skip
    rows = [
        list(history_row(s, row, series, point))
        for row in s["indicators"]
        for series in row["figures"]["series"]
        for point in series["history"]
    ]
    return Grid(_("By semester"), "historia", columns, rows, frozen=3)


def history_row(s: Snapshot, row: Row, series: Row, point: Row) -> Iterator[Cell]:
    is_percent, said = row["definition"]["is_percent"], point["figure"]
    yield from (row["code"], s.series_label(row["code"], series["code"]), s.period_label(point["period"]))
    is_said = said["state"] == "computed"
    yield str(
        wording.SITUATIONS["reported"]
        if is_said
        else wording.NOTHING.get(said["state"], wording.NOTHING["not_reported"])
    )
    yield figure(said["value"], is_percent=is_percent)
    yield figure(said["numerator"], is_percent=False)
    yield figure(said["denominator"], is_percent=False)
    yield from (said["reported"], said["expected"])
    yield figure(point["expected"], is_percent=is_percent)
    yield from (yes_no(said["is_partial"]), yes_no(said["is_small"]), yes_no(point["is_break"]))
