"""Every figure that a page, a chart, the PDF, an export or an edition prints. They render these dataclasses; none computes.

Only validated measurements make a figure; coverage counts what was sent. Missing is never zero.
"""

from reports.figures.board import ChangeRow, Dashboard, GapRow, PillarFigures, ToDo, dashboard
from reports.figures.comparing import Comparison
from reports.figures.current import IndicatorFigures, Latest, PartFigures, SeriesFigures, indicator_figures
from reports.figures.judging import Judgement
from reports.figures.matrix import Cell, CoverageMatrix, InstitutionRow, PillarColumns, coverage_matrix
from reports.figures.names import IndicatorName, InstitutionName, PeriodName
from reports.figures.totals import Figure

__all__ = [
    "Cell",
    "ChangeRow",
    "Comparison",
    "CoverageMatrix",
    "Dashboard",
    "Figure",
    "GapRow",
    "IndicatorFigures",
    "IndicatorName",
    "InstitutionName",
    "InstitutionRow",
    "Judgement",
    "Latest",
    "PartFigures",
    "PeriodName",
    "PillarColumns",
    "PillarFigures",
    "SeriesFigures",
    "ToDo",
    "coverage_matrix",
    "dashboard",
    "indicator_figures",
]
