"""In which order ISO/IEC 29500 wants what describes a paragraph, a run, a table, its rows and its cells, or
makes up a chart: Word repairs anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

ORDER = {
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr",
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
        "rPr", "sectPr",
    ),
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "w", "kern", "position",
        "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    ),
    "tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize",
        "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
        "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
    ),
    "trPr": ("cantSplit", "tblHeader"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders",
        "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter",
        "docGrid",
    ),
}  # fmt: skip
AXIS = (
    "axId", "scaling", "delete", "axPos", "majorGridlines", "minorGridlines", "title", "numFmt", "majorTickMark", "minorTickMark",
    "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossesAt",
)  # fmt: skip
SHOWN = (
    "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize",
)  # fmt: skip
CHART_ORDER = {
    "chartSpace": (
        "date1904", "lang", "roundedCorners", "style", "clrMapOvr", "pivotSource", "protection", "chart", "spPr", "txPr",
        "externalData", "printSettings", "userShapes",
    ),
    "chart": (
        "title", "autoTitleDeleted", "pivotFmts", "view3D", "floor", "sideWall", "backWall", "plotArea", "legend", "plotVisOnly",
        "dispBlanksAs",
    ),
    "plotArea": ("layout", "barChart", "lineChart", "catAx", "valAx", "dTable", "spPr"),
    "lineChart": ("grouping", "varyColors", "ser", "dLbls", "dropLines", "hiLowLines", "upDownBars", "marker", "smooth", "axId"),
    "barChart": ("barDir", "grouping", "varyColors", "ser", "dLbls", "gapWidth", "overlap", "serLines", "axId"),
    "ser": (
        "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "dPt", "dLbls", "trendline", "errBars",
        "cat", "val", "smooth", "shape",
    ),
    "dLbls": ("dLbl", "delete", *SHOWN, "separator", "showLeaderLines"),
    "dLbl": ("idx", "delete", "layout", "tx", *SHOWN, "separator"),
    "catAx": (*AXIS, "auto", "lblAlgn", "lblOffset", "tickLblSkip", "tickMarkSkip", "noMultiLvlLbl"),
    "valAx": (*AXIS, "crossBetween", "majorUnit", "minorUnit", "dispUnits"),
    "scaling": ("logBase", "orientation", "max", "min"),
    "strRef": ("f", "strCache"),
    "numRef": ("f", "numCache"),
    "strCache": ("ptCount", "pt"),
    "numCache": ("formatCode", "ptCount", "pt"),
}  # fmt: skip


def out_of_order(root: Any, known: dict[str, tuple[str, ...]] = ORDER, prefix: str = "w") -> Iterator[str]:
    """Each description whose parts do not stand as they must, or are not known here."""
    for name, order in known.items():
        for element in root.iter(qn(f"{prefix}:{name}")):
            parts = [child.tag.rpartition("}")[2] for child in element]
            if any(part not in order for part in parts):
                yield f"{name}: unknown among {parts}"
            elif parts != sorted(parts, key=order.index):
                yield f"{name}: {parts}"


def cells_without_paragraph(root: Any) -> int:
    """A cell has to end with a paragraph, even an empty one."""
    return sum(not len(cell) or cell[-1].tag != qn("w:p") for cell in root.iter(qn("w:tc")))
