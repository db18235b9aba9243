"""The tables of the annex for outside readers: totals of the plan side by side, and over all the semesters of a report of several."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Cell, Column, Table, words
from reports.edition.kind import span_label, span_of
from reports.edition.reading import Row, Snapshot, exact_of, figure_of
from reports.edition.span import made_of
from reports.wording import figures as wording

LATEST = 6
"""So many semesters stand beside each other in a table."""


def past(s: Snapshot, rows: list[Row]) -> Iterator[Block]:
    """The totals of the latest semesters side by side, each with how many institutions gave it of how many."""
    periods = list(
        dict.fromkeys(
            each["period"] for row in rows for series in row["figures"]["series"] for each in series["history"]
        )
    )
    latest = sorted(periods)[-LATEST:]
    lines = tuple(
        line for row in rows for series in row["figures"]["series"] if (line := past_line(s, row, series, latest))
    )
    if lines:
        yield Table(
            _("Totals of the plan, and how many of the institutions expected gave them"),
            (Column(_("Indicator"), weight=1), *(Column(s.period_label(each), is_number=True) for each in latest)),
            lines,
            note=" ".join(filter(None, (how_to_read(), which_semesters(s, len(periods))))),
        )


def how_to_read() -> str:
    return _(
        "A dash: not asked, not reported, not available, or a share of nothing. “Left out”: only one of several institutions had reported."
    )


def which_semesters(s: Snapshot, known: int) -> str:
    """That earlier ones are known which do not stand here, and where they are; nothing where all do."""
    if known <= LATEST:
        return ""
    return _(
        "Only the latest %(latest)s of %(known)s semesters stand here: the charts above begin with the first, and the workbook of"
        " the report (XLSX), which the Committee keeps, has the figure of each."
    ) % {"latest": s.number(LATEST), "known": s.number(known)}


def past_line(s: Snapshot, row: Row, series: Row, periods: list[str]) -> tuple[Cell, ...]:
    """Nothing for an indicator answered in words, which has no values to set beside each other."""
    points = {each["period"]: each for each in series["history"]}
    if not any(each["figure"]["value"] is not None or each["is_withheld"] for each in points.values()):
        return ()
    label = s.series_label(row["code"], series["code"])
    name = f"{row['code']} · {label}" if label else str(row["code"])
    return (Cell(name), *(Cell(point_text(s, row, points.get(each))) for each in periods))


def point_text(s: Snapshot, row: Row, point: Row | None) -> str:
    if point is None:
        return "–"
    figure = point["figure"]
    if point["is_withheld"]:
        return _("Left out")
    if figure["value"] is None:
        is_confirmed = figure["state"] == "not_applicable" and not figure["reported"]
        return str(wording.NOTHING["not_applicable"]) if is_confirmed else "–"
    value = wording.plain(exact_of(figure), is_percent=row["definition"]["is_percent"])
    return f"{value}\n{s.of(figure['reported'], figure['expected'])}"


def over_all(s: Snapshot, pillar: Row) -> Iterator[Block]:
    """In a report of several semesters, each indicator over all of them, and how that was put together."""
    span = span_of(s)
    rows = [row for row in span["indicators"] if row["pillar"] == pillar["code"]] if span else []
    if span and rows:
        yield Table(
            _("Over %(semesters)s") % {"semesters": span_label(s, span)},
            (Column(_("Indicator"), weight=2), Column(_("Value"), is_number=True), Column(_("Made of"), weight=3)),
            tuple(over_all_line(s, span, row, series) for row in rows for series in row["series"]),
        )


def over_all_line(s: Snapshot, span: Row, row: Row, series: Row) -> tuple[Cell, ...]:
    label = s.text(series["label"])
    name = f"{row['code']} · {label}" if label else str(row["code"])
    if series["is_withheld"]:
        return words(name, _("Left out"), _("In a semester, only one of several institutions had reported"))
    figure = figure_of(series["figure"]) if series["figure"] else None
    return words(name, wording.figure_text(figure) if figure else "–", made_of(s, span, row, figure))
