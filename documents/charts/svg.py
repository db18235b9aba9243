"""Write SVG: escaped, without style attributes or scripts, in one of two looks."""

from __future__ import annotations

import html
import re
from decimal import Decimal

from documents.charts.look import FONT, PAINT, Look

Attribute = str | float | Decimal
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, however it is written: one control character in a name would make the whole file unreadable."""


def escape(text: str) -> str:
    return html.escape(NOT_IN_XML.sub("", text))


class Drawing:
    """An SVG picture being drawn. Marks are named by kind; the look decides how a kind is painted.

    A picture has its own coordinates and grows and shrinks as a whole. A fluid one is drawn across in percentages: on a
    page it takes the width it is given, with its text unscaled, and `width` is only that of print.
    """

    def __init__(self, look: Look, width: float, height: float, *, is_fluid: bool = False, kind: str = "") -> None:
        self.look, self.width, self.height = look, width, height
        self.is_fluid, self.kind = is_fluid, kind
        self.marks: list[str] = []

    def add(self, element: str, kind: str, text: str = "", **attributes: Attribute) -> None:
        """Draw one mark. In attribute names "_" stands for "-"; the text, if any, is written inside and escaped."""
        painted = " ".join([element, self.paint(kind), *write(attributes)])
        self.marks.append(f"<{painted}>{escape(text)}</{element}>" if text else f"<{painted}/>")

    def inset(self, other: Drawing, x: float | str, y: float, width: float | None = None) -> None:
        """Put another picture of the same look inside this one; a fluid one may be given another width. `x` may be a percentage."""
        if not other.marks:
            return
        shown = other.width if width is None else width
        inner = shown if other.is_fluid else other.width
        place = write({"x": x, "y": y, "width": shown, "height": other.height * shown / inner})
        box = f'viewBox="0 0 {short(inner)} {short(other.height)}"'
        self.marks += [f'<svg {" ".join(place)} {box} overflow="visible">', *other.marks, "</svg>"]

    def paint(self, kind: str) -> str:
        """The class of a kind on a page, its presentation attributes in print."""
        if self.look is Look.PAGE:
            return f'class="{kind}"'
        return " ".join(f'{name}="{value}"' for name, value in PAINT[kind].items())

    def finished(self, *, title: str, description: str, prefix: str) -> str:
        """Close the picture: one image whose name is the finding and whose description is what a listener cannot see.

        `prefix` is unique on its page: it begins the ids of both.
        """
        name, said = f"{escape(prefix)}-title", f"{escape(prefix)}-desc"
        words = f'<title id="{name}">{escape(title)}</title>'
        roles = f'role="img" aria-labelledby="{name}"'
        if description:
            words += f'<desc id="{said}">{escape(description)}</desc>'
            roles += f' aria-describedby="{said}"'
        return "\n".join([f"<svg {self.head()} {roles}>{words}", *self.marks, "</svg>"])

    def head(self) -> str:
        """Class and size on a page; in print the size in points, the font and what makes the text a file of its own."""
        box = f'viewBox="0 0 {short(self.width)} {short(self.height)}"'
        size = f'width="{short(self.width)}" height="{short(self.height)}"'
        if self.look is Look.PRINT:
            return f'xmlns="http://www.w3.org/2000/svg" font-family="{FONT}" font-size="14" {box} {size}'
        if self.is_fluid:
            box = f'width="100%" height="{short(self.height)}"'
        return f'class="{f"chart {self.kind}".strip()}" {box}'


def write(attributes: dict[str, Attribute]) -> list[str]:
    """Attributes as written in a tag."""
    return [f'{name.replace("_", "-")}="{short(value)}"' for name, value in attributes.items()]


def short(value: Attribute) -> str:
    """A coordinate with at most one decimal; text escaped."""
    if isinstance(value, str):
        return escape(value)
    return f"{float(value):.1f}".removesuffix(".0")


def across(share: float | Decimal) -> str:
    """A share of the width, 0–1, as a percentage coordinate."""
    return f"{float(share) * 100:.2f}%"
