"""Every figure that a page, a chart, the PDF, an export or an edition prints. They render these dataclasses; none computes.

Only validated measurements make a figure; coverage counts what was sent. Missing is never zero.
"""

from reports.figures.between import (
    IndicatorBetween,
    PillarBetween,
    SemesterComparison,
    SeriesBetween,
    compare_semesters,
)
from reports.figures.board import ChangeRow, Dashboard, GapRow, PillarFigures, ToDo, dashboard, pillars_of
from reports.figures.breakdown import Breakdown, BreakdownRow
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint, Reporter
from reports.figures.comparing import Comparison
from reports.figures.current import IndicatorFigures, Latest, PartFigures, SeriesFigures, indicator_figures
from reports.figures.datasheet import Definition, LogEntry
from reports.figures.definitions import plan_periods, thresholds_of
from reports.figures.goals import Goal, Start
from reports.figures.history import (
    HistoryPoint,
    IndicatorHistory,
    UnknownSeriesError,
    indicator_history,
)
from reports.figures.judging import Judgement
from reports.figures.matrix import Cell, CoverageMatrix, InstitutionRow, PillarColumns, coverage_matrix
from reports.figures.names import IndicatorName, InstitutionName, PeriodName
from reports.figures.spans import Span
from reports.figures.totals import Figure
from reports.figures.warnings import FigureWarning

__all__ = [
    "Breakdown",
    "BreakdownRow",
    "Cell",
    "ChangeRow",
    "Comparison",
    "CoverageMatrix",
    "Dashboard",
    "Definition",
    "Figure",
    "FigureWarning",
    "GapRow",
    "Goal",
    "HistoryPoint",
    "IndicatorBetween",
    "IndicatorFigures",
    "IndicatorHistory",
    "IndicatorName",
    "InstitutionHistory",
    "InstitutionName",
    "InstitutionPoint",
    "InstitutionRow",
    "Judgement",
    "Latest",
    "LogEntry",
    "PartFigures",
    "PeriodName",
    "PillarBetween",
    "PillarColumns",
    "PillarFigures",
    "Reporter",
    "SemesterComparison",
    "SeriesBetween",
    "SeriesFigures",
    "Span",
    "Start",
    "ToDo",
    "UnknownSeriesError",
    "compare_semesters",
    "coverage_matrix",
    "dashboard",
    "indicator_figures",
    "indicator_history",
    "pillars_of",
    "plan_periods",
    "thresholds_of",
]
