"""How the cells of our spreadsheets look: the house's ink and paper, white boxes to fill in, grey for what is locked."""

from __future__ import annotations

from typing import Any

INK, SOFT, RULE, PALE, TINT, BLUE = "#1D2129", "#4A505C", "#767C86", "#ECEBE7", "#E4EDF4", "#14507F"
FONT = "Calibri"
TEXT: dict[str, Any] = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter", "text_wrap": True}
SMALL = TEXT | {"font_size": 9, "font_color": SOFT}
GRID = {"border": 1, "border_color": "#C9CBD0"}
BEFORE: dict[str, Any] = (
    SMALL | {"bg_color": PALE, "align": "right", "italic": True, "text_wrap": False, "shrink": True} | GRID
)
DATE = "dd/mm/yyyy"

STYLES: dict[str, dict[str, Any]] = {
    "title": TEXT | {"bold": True, "font_size": 16, "font_name": "Cambria", "valign": "top", "text_wrap": True},
    "kicker": TEXT | {"bold": True, "font_color": SOFT},
    "guidance": TEXT | {"bg_color": TINT, "valign": "top"},
    "lock": TEXT | {"bg_color": "#FBEFD6", "font_color": "#7A4B00", "bold": True, "valign": "top"},
    "section": TEXT
    | {"bold": True, "font_size": 13, "font_name": "Cambria", "top": 2, "top_color": INK, "valign": "bottom"},
    "term": TEXT | {"bold": True, "valign": "top"},
    "about": TEXT | {"valign": "top", "font_color": SOFT},
    "link": TEXT | {"font_color": BLUE, "underline": 1, "valign": "top"},
    "corner": SMALL | {"bg_color": PALE} | GRID,
    "head": TEXT | {"bold": True, "bg_color": PALE, "align": "center"} | GRID,
    "period": SMALL | {"bg_color": PALE, "align": "right"} | GRID,
    "period_before": SMALL | {"bg_color": PALE, "align": "right", "italic": True} | GRID,
    "group": TEXT | {"bold": True, "bg_color": PALE} | GRID,
    "row": TEXT | {"bg_color": PALE, "indent": 1} | GRID,
    "row_optional": TEXT | {"bg_color": PALE, "indent": 1, "italic": True} | GRID,
    "before": BEFORE,
    "before_number": BEFORE | {"num_format": "#,##0"},
    "before_decimals": BEFORE | {"num_format": "#,##0.####"},
    "before_percent": BEFORE | {"num_format": "0.0%"},
    "sum": TEXT | {"bg_color": PALE, "bold": True, "num_format": "#,##0.####"} | GRID,
    "percent": TEXT | {"bg_color": PALE, "bold": True, "num_format": "0.0%"} | GRID,
    "total_label": TEXT | {"bg_color": PALE, "bold": True, "top": 2, "top_color": INK} | GRID,
    "total": TEXT | {"bg_color": PALE, "bold": True, "num_format": "#,##0.####"} | GRID,
    "list_head": TEXT | {"bold": True, "bg_color": PALE, "valign": "bottom"} | GRID,
    "list_hint": SMALL | {"bg_color": PALE, "valign": "top", "italic": True} | GRID,
    "step": TEXT | {"font_size": 12, "valign": "top"},
    "plain": TEXT,
    "note": SMALL,
    "demonstration": TEXT | {"bg_color": "#FBEFD6", "font_color": "#7A4B00", "bold": True},
}
BOX: dict[str, Any] = TEXT | {"bg_color": "#FFFFFF", "border": 1, "border_color": RULE, "locked": False}
SHUT: dict[str, Any] = TEXT | {"bg_color": PALE, "border": 1, "border_color": "#C9CBD0", "locked": True}
