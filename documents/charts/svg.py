"""Write SVG: escaped, without style attributes or scripts, in one of two looks."""

from decimal import Decimal
from html import escape

from documents.charts.look import FONT, PAINT, Look

Attribute = str | float | Decimal


class Drawing:
    """An SVG picture being drawn. Marks are named by kind; the look decides how a kind is painted."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.marks: list[str] = []

    def add(self, element: str, kind: str, text: str = "", **attributes: Attribute) -> None:
        """Draw one mark. In attribute names "_" stands for "-"; the text, if any, is written inside and escaped."""
        painted = " ".join([element, self.paint(kind), *write(attributes)])
        self.marks.append(f"<{painted}>{escape(text)}</{element}>" if text else f"<{painted}/>")

    def paint(self, kind: str) -> str:
        """The class of a kind on a page, its presentation attributes in print."""
        if self.look is Look.PAGE:
            return f'class="{kind}"'
        return " ".join(f'{name}="{value}"' for name, value in PAINT[kind].items())

    def scaled(self, width: float, height: float, *, title: str, prefix: str, kind: str = "") -> str:
        """Finish a picture with its own coordinates, which grows and shrinks as a whole."""
        box = f'viewBox="0 0 {short(width)} {short(height)}"'
        size = f' width="{short(width)}" height="{short(height)}"' if self.look is Look.PRINT else ""
        return self.finish(f"{box}{size}", title=title, prefix=prefix, kind=kind)

    def fluid(self, height: float, *, title: str, prefix: str, print_width: float = 320) -> str:
        """Finish a picture drawn across in percentages: on a page it takes the width it is given, text unscaled."""
        if self.look is Look.PRINT:
            return self.scaled(print_width, height, title=title, prefix=prefix)
        return self.finish(f'width="100%" height="{short(height)}"', title=title, prefix=prefix, kind="")

    def finish(self, size: str, *, title: str, prefix: str, kind: str) -> str:
        """Close the picture: one image whose name is the finding."""
        identity = f"{escape(prefix)}-title"
        if self.look is Look.PAGE:
            look = f'class="{f"chart {kind}".strip()}"'
        else:
            look = f'xmlns="http://www.w3.org/2000/svg" font-family="{FONT}" font-size="14"'
        head = (
            f'<svg {look} {size} role="img" aria-labelledby="{identity}"><title id="{identity}">{escape(title)}</title>'
        )
        return "\n".join([head, *self.marks, "</svg>"])


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
