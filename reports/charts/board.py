"""The dashboard as pictures for files and print: matrix, bars of what was received, tiles, gaps and changes.

On the page the same dataclasses are tables, links and one-line charts. Rows keep the plan's order: nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.keys import Key
from documents.charts.matrix import ColumnGroup, MatrixRow, StatusMatrix
from documents.charts.rows import Row, RowChart
from documents.charts.tiles import Tile, TileChart, TileGroup
from reports.arithmetic.coverage import Coverage
from reports.board.wording import received
from reports.charts.drawing import CELL_TONES, change_chart, gap_chart, states_bar
from reports.figures.board import BEST_FIRST, ChangeRow, Dashboard, GapRow
from reports.figures.current import SeriesFigures
from reports.figures.matrix import CoverageMatrix
from reports.figures.names import IndicatorName
from reports.wording.figures import (
    CELLS,
    ICONS,
    STATES,
    comparable_text,
    difference_text,
    from_to_text,
    language,
    move_text,
    reach_text,
)


def status_matrix(matrix: CoverageMatrix) -> StatusMatrix:
    """Institutions by indicators."""
    return StatusMatrix(
        title=received(matrix),
        groups=[ColumnGroup(each.name, [one.number for one in each.indicators]) for each in matrix.pillars],
        rows=[
            MatrixRow(row.institution.short_name, [cell.state for cell in row.cells], received_text(row.coverage))
            for row in matrix.rows
        ],
        words={state: str(word) for state, word in CELLS.items()},
        total_label=_("Reports received"),
    )


def received_text(coverage: Coverage) -> str:
    return _("%(received)s of %(expected)s") % {"received": coverage.submitted, "expected": coverage.expected}


def received_chart(matrix: CoverageMatrix) -> RowChart:
    """How many of each institution's reports are in each state, in the plan's order of institutions."""
    return RowChart(
        title=received(matrix),
        rows=[
            Row(row.institution.name, received_text(row.coverage), states_bar(row.counts, is_numbered=True))
            for row in matrix.rows
        ],
        keys=[
            Key(state, f"{CELLS[state]} {number}", f"tone-{CELL_TONES[state]}")
            for state, number in matrix.counts.items()
            if number
        ],
    )


def tile_chart(board: Dashboard, finding: str) -> TileChart:
    """The indicators by pillar and state. `finding` is the sentence that the page says of them."""
    return TileChart(
        title=finding,
        groups=[
            TileGroup(pillar.name, [Tile(each.indicator.number, each.state) for each in pillar.indicators])
            for pillar in board.pillars
        ],
        words={state: str(STATES[state]) for state in BEST_FIRST},
        marks=ICONS,
    )


def gap_rows(gaps: Sequence[GapRow], finding: str, *, most: int) -> RowChart:
    """Series below what was expected by now, from the widest gap; at most so many rows. `finding` is the page's sentence."""
    keys = [
        Key("dot:tone-ink", _("Value")),
        Key("expected-tick", _("Expected by now")),
        Key("target", _("Final target")),
    ]
    if any(row.series.judgement.low is not None for row in gaps[:most]):
        keys.append(Key("range-edge", _("Range aimed at")))
    return RowChart(finding, [gap_row(row) for row in gaps[:most]], keys)


def gap_row(row: GapRow) -> Row:
    chart = gap_chart(row)
    judgement = row.series.judgement
    reach = reach_text(judgement.figure) if judgement.figure and judgement.figure.is_partial else ""
    note = " · ".join(filter(None, (chart.title, reach)))
    return Row(named(row.indicator, row.series), str(STATES[row.series.state]), chart, note)


def change_rows(changes: Sequence[ChangeRow], finding: str, before: str, now: str, *, most: int) -> RowChart:
    """Series that moved since the semester before, from the largest move; at most so many rows. `finding` is the page's
    sentence.
    """
    earlier, later = (formatting.period_label(code, language()) for code in (before, now))
    keys = [Key("before", earlier), Key("dot:tone-ink", later)]
    if any(row.judgement for row in changes[:most]):
        keys += [
            Key("dot:tone-good", _("Better, towards its target")),
            Key("dot:tone-off", _("Worse, away from its target")),
        ]
    return RowChart(finding, [change_row(row) for row in changes[:most]], keys)


def change_row(row: ChangeRow) -> Row:
    change = row.change
    figure = " ".join(filter(None, (difference_text(change), move_text(change))))
    note = " · ".join(filter(None, (from_to_text(change), comparable_text(change))))
    return Row(named(row.indicator, row.series), figure, change_chart(row), note)


def shown_note(rows: Sequence[object], most: int) -> list[str]:
    """How many of all the picture shows, where it does not show all."""
    if len(rows) <= most:
        return []
    return [_("The %(shown)s largest of %(all)s are shown.") % {"shown": most, "all": len(rows)}]


def named(indicator: IndicatorName, series: SeriesFigures) -> str:
    """Code and name; of an indicator with several series, also which."""
    name = f"{indicator.code} {indicator.name}"
    return f"{name} · {series.label}" if series.label else name
