"""Every chart of the kit behind one function, for who shows charts of several kinds: the gallery, and the charts as files."""

from __future__ import annotations

from documents.charts import (
    bars,
    dumbbell,
    gantt,
    gap,
    goal_steps,
    line,
    matrix,
    multiples,
    rows,
    sparkline,
    stacked,
    steps,
    tiles,
)
from documents.charts.look import Look
from documents.charts.svg import Drawing

Chart = (
    bars.ColumnChart
    | bars.ShareBar
    | bars.ShareChart
    | dumbbell.Dumbbell
    | gantt.Gantt
    | gap.GapChart
    | goal_steps.GoalSteps
    | line.LineChart
    | matrix.StatusMatrix
    | multiples.SmallMultiples
    | rows.RowChart
    | sparkline.Sparkline
    | stacked.StackedBar
    | steps.Steps
    | tiles.TileChart
)


def draw(chart: Chart, look: Look, prefix: str, *, is_narrow: bool = False) -> str:
    """Draw any chart of the kit, in its narrow variant if it has one."""
    return plot(chart, look, is_narrow=is_narrow).finished(
        title=chart.title, description=chart.description, prefix=prefix
    )


def plot(chart: Chart, look: Look, *, is_narrow: bool = False) -> Drawing:
    """The marks alone, to be put inside another picture."""
    if isinstance(chart, line.LineChart):
        return line.plot(chart, look, line.NARROW if is_narrow else line.WIDE)
    if isinstance(chart, goal_steps.GoalSteps):
        return goal_steps.plot(chart, look, line.NARROW if is_narrow else line.WIDE)
    if isinstance(chart, gantt.Gantt):
        return gantt.plot(chart, look, gantt.NARROW if is_narrow else gantt.WIDE)
    if isinstance(chart, matrix.StatusMatrix):
        return matrix.plot_bars(chart, look) if is_narrow else matrix.plot(chart, look)
    if isinstance(chart, multiples.SmallMultiples):
        return multiples.plot(chart, look, multiples.NARROW if is_narrow else multiples.WIDE)
    if isinstance(chart, rows.RowChart):
        return rows.plot(chart, look, rows.NARROW if is_narrow else rows.WIDE)
    if isinstance(chart, steps.Steps):
        return steps.plot(chart, look, steps.NARROW if is_narrow else steps.WIDE)
    if isinstance(chart, tiles.TileChart):
        return tiles.plot(chart, look, tiles.NARROW if is_narrow else tiles.WIDE)
    return plot_fluid(chart, look)


def plot_fluid(chart: Chart, look: Look) -> Drawing:
    """The kinds that are drawn across in percentages and so fit any width, and the one in the size of a word."""
    if isinstance(chart, bars.ColumnChart):
        return bars.plot_columns(chart, look)
    if isinstance(chart, bars.ShareChart):
        return bars.plot_shares(chart, look)
    if isinstance(chart, bars.ShareBar | dumbbell.Dumbbell | gap.GapChart | sparkline.Sparkline | stacked.StackedBar):
        return rows.plot_one(chart, look)
    raise TypeError(f"not a chart of the kit: {type(chart).__name__}")
