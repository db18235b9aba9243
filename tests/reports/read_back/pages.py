"""Pages read as a person reads them: their tables as rows of texts, their line charts as the numbers that the points stand for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

Rows = list[list[str]]


class _Tables(HTMLParser):
    """Every table by the name of the region around it, or by its own name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Rows] = {}
        self.region = ""
        self.rows: Rows | None = None
        self.is_cell = self.is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("role") == "region" and tag == "div":
            self.region = named.get("aria-label") or ""
        if "visually-hidden" in (named.get("class") or ""):
            self.is_hidden = True
        if tag == "table":
            self.rows = self.found.setdefault(named.get("aria-label") or self.region, [])
            self.region = ""
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.is_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "span"):
            self.is_hidden = False
        if tag in ("td", "th"):
            self.is_cell = False
        elif tag == "table":
            self.rows = None

    def handle_data(self, data: str) -> None:
        if self.is_cell and self.rows and not self.is_hidden:
            self.rows[-1][-1] += data


def tables(html: str) -> dict[str, Rows]:
    parser = _Tables()
    parser.feed(html)
    return {name: [[plain(cell) for cell in row] for row in rows] for name, rows in parser.found.items()}


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def number(text: str) -> Decimal | None:
    """A number as Spanish prints it, with or without a percent sign; None for words."""
    digits = text.replace("%", "").replace(" ", "").replace("\u2212", "-").replace(",", ".")
    return Decimal(digits) if re.fullmatch(r"-?\d+(\.\d+)?", digits) else None


def drawn(svg: str) -> list[Decimal]:
    """What the points of a line chart stand for, from the left: their heights, measured against the labels of the axis.

    A chart is drawn to a tenth of a pixel, so what is read is as exact as that.
    """
    root = ET.fromstring(re.sub(r'\sxmlns="[^"]*"', "", svg))  # noqa: S314 - our own drawing
    lines = sorted({float(each.attrib["y1"]) for each in root.iter("line") if is_level(each)})
    scale = {}
    for each in root.iter("text"):
        value = number(plain("".join(each.itertext())))
        if each.attrib.get("text-anchor") == "end" and "label" in each.attrib.get("class", "") and value is not None:
            level = min(lines, key=lambda y, at=float(each.attrib["y"]) - 5: abs(y - at))
            scale[level] = value
    (low, least), (high, most) = max(scale.items()), min(scale.items())
    points = {
        (float(each.attrib["cx"]), float(each.attrib["cy"]))
        for each in root.iter("circle")
        if each.attrib.get("class", "").startswith("point")
    }
    return [least + (most - least) * Decimal((low - y) / (low - high)) for _x, y in sorted(points)]


def is_level(line: ET.Element) -> bool:
    return line.attrib.get("class") in ("axis", "grid") and line.attrib["y1"] == line.attrib["y2"]


def charts(html: str, kind: str) -> list[str]:
    return re.findall(rf'<svg class="chart {kind}".*?</svg>', html, re.S)


def one_decimal(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
