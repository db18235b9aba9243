"""Charts of a DOCX as charts, not pictures: drawn by the word processor from a sheet in the file that people can open and change.

`plotted` says what a chart of the product is there, `chart_xml` writes it and `sheet_of` its numbers.
"""

from documents.word_charts.drawing import chart_xml
from documents.word_charts.plotted import Plotted
from documents.word_charts.plotting import plotted, remark_on
from documents.word_charts.sheet import sheet_of

__all__ = ["Plotted", "chart_xml", "plotted", "remark_on", "sheet_of"]
