"""Fills, lines, points and letters of DrawingML. Colours are RRGGBB."""

from __future__ import annotations

from documents.word_charts.plotted import Stroke

EMU_PER_POINT = 12_700
NOTHING = "<a:noFill/>"
WHITE = "FFFFFF"


def hexadecimal(colour: str) -> str:
    """A colour of the product's charts, "#14507f", as DrawingML writes it."""
    return colour.lstrip("#").upper()


def filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def lined(colour: str, stroke: Stroke, points: float) -> str:
    """A line of so many points of print."""
    width = round(points * EMU_PER_POINT)
    return f'<a:ln w="{width}" cap="rnd">{filled(colour)}<a:prstDash val="{stroke}"/><a:round/></a:ln>'


def bodied(colour: str, *, is_hollow: bool) -> str:
    """The inside of a point or a bar, and its edge."""
    return filled(WHITE if is_hollow else colour) + lined(colour, Stroke.SOLID, 1)


def marked(size: int, colour: str, *, is_hollow: bool) -> str:
    """A point: round, or a hollow diamond, since some programs fill whatever they draw. `size` is in points of print."""
    symbol, look = "diamond" if is_hollow else "circle", bodied(colour, is_hollow=is_hollow)
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{look}</c:spPr></c:marker>'


def unmarked() -> str:
    return '<c:marker><c:symbol val="none"/></c:marker>'


def lettered(properties: str, colour: str, font: str = "") -> str:
    """How the words of a chart, or of a part of it, are set."""
    face = f'<a:latin typeface="{font}"/>' if font else ""
    return f"<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr {properties}>{filled(colour)}{face}</a:defRPr></a:pPr><a:endParaRPr/></a:p></c:txPr>"
