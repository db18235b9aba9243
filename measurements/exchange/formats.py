"""How a box of the template looks: like one, and its value as what it is."""

from __future__ import annotations

from typing import Any

from documents.sheets.look import BOX, DATE, SHUT
from measurements.exchange.paper import Ask, Kind


def box_style(ask: Ask, *, is_open: bool) -> dict[str, Any]:
    """A box looks like one, and shows its value as what it is."""
    style = BOX if is_open else SHUT
    if ask.kind is Kind.NUMBER:
        places = "." + "#" * ask.decimals if ask.decimals else ""
        return style | {"num_format": f"#,##0{places}", "align": "right"}
    if ask.kind is Kind.DATE:
        return style | {"num_format": DATE, "align": "left"}
    return style | {"num_format": "@" if ask.kind is Kind.TEXT else "General", "align": "left", "valign": "top"}
