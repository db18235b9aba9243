"""What charts share: where they are shown, the tones they use, and how a missing value differs from zero."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Look(StrEnum):
    """Where a chart is shown. On a page, CSS classes give the colours; in print, attributes do."""

    PAGE = "page"
    PRINT = "print"


class Tone(StrEnum):
    """The colours that mean something. Never alone: an icon and a word stand beside."""

    GOOD = "good"
    RISK = "risk"
    OFF = "off"
    BLUE = "blue"
    NEUTRAL = "neutral"
    INK = "ink"
    WOMEN = "women"
    MEN = "men"


@dataclass(frozen=True)
class Gap:
    """A period with no figure, and why in the reader's words: "sin dato", "no corresponde"."""

    reason: str


# One period of a series: a figure; a gap, which is shown as one; None for a period that has not come.
Value = Decimal | Gap | None

FONT = "Public Sans"

TONES = {
    Tone.GOOD: "#0b5d56",
    Tone.RISK: "#b87400",
    Tone.OFF: "#9a1f14",
    Tone.BLUE: "#14507f",
    Tone.NEUTRAL: "#c9c4ba",
    Tone.INK: "#1d2129",
    Tone.WOMEN: "#5e3a8c",
    Tone.MEN: "#7f8a96",
}

# Presentation attributes of each kind of mark in print. On a page charts.css has one rule for each of these names.
PAINT: dict[str, dict[str, str]] = {
    "label": {"fill": "#4a505c"},
    "strong": {"fill": "#1d2129", "font-weight": "700"},
    "series-label": {"fill": "#14507f", "font-weight": "700"},
    "figure": {"fill": "#14507f", "font-weight": "700", "font-size": "16"},
    "grid": {"stroke": "#e2ded5"},
    "axis": {"stroke": "#4a505c"},
    "series": {
        "fill": "none",
        "stroke": "#14507f",
        "stroke-width": "3",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "series-partial": {"fill": "none", "stroke": "#14507f", "stroke-width": "2", "stroke-dasharray": "3 5"},
    "series-thin": {"fill": "none", "stroke": "#14507f", "stroke-width": "2", "stroke-linejoin": "round"},
    "column": {"fill": "#a9c3d8"},
    "row-label": {"fill": "#1d2129"},
    "row-figure": {"fill": "#1d2129", "font-weight": "700"},
    "point": {"fill": "#14507f"},
    "point-last": {"fill": "#14507f", "stroke": "#ffffff", "stroke-width": "2"},
    "missing": {"stroke": "#555b66", "stroke-width": "1.5", "stroke-dasharray": "2 4"},
    "missing-mark": {"fill": "none", "stroke": "#555b66", "stroke-width": "1.5", "stroke-dasharray": "3 2"},
    "break": {"stroke": "#4a505c", "stroke-width": "1.5"},
    "expected": {"fill": "none", "stroke": "#1d2129", "stroke-width": "1.75", "stroke-dasharray": "6 5"},
    "band": {"fill": "#ecebe7"},
    "target-point": {"fill": "#ffffff", "stroke": "#1d2129", "stroke-width": "2"},
    "target": {"stroke": "#1d2129", "stroke-width": "3"},
    "expected-tick": {"stroke": "#4a505c", "stroke-width": "2", "stroke-dasharray": "3 2"},
    "guide": {"stroke": "#c9c4ba", "stroke-width": "2"},
    "span": {"stroke": "#4a505c", "stroke-width": "3"},
    "before": {"fill": "#ffffff", "stroke": "#4a505c", "stroke-width": "2"},
    "ground": {"fill": "#ecebe7"},
    **{f"tone-{tone}": {"fill": colour} for tone, colour in TONES.items()},
}
