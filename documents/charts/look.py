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
    PALE = "pale"
    INK = "ink"
    WOMEN = "women"
    MEN = "men"


@dataclass(frozen=True)
class Gap:
    """A period with no figure, and why in the reader's words: "sin dato", "no corresponde"."""

    reason: str


# One period of a series: a figure; a gap, which is shown as one; None for a period that has not come.
Value = Decimal | Gap | None

PRINT_WIDTH = 320  # of a picture that is drawn across, where nothing else decides it
FONT = "Public Sans, Arial, sans-serif"

TONES = {
    Tone.GOOD: "#0b5d56",
    Tone.RISK: "#b87400",
    Tone.OFF: "#9a1f14",
    Tone.BLUE: "#14507f",
    Tone.NEUTRAL: "#c9c4ba",
    Tone.PALE: "#14507f",
    Tone.INK: "#1d2129",
    Tone.WOMEN: "#5e3a8c",
    Tone.MEN: "#7f8a96",
}

# Grounds of a tile; the mark and the number upon it say the state.
TINTS = {
    Tone.GOOD: "#e1efec",
    Tone.RISK: "#fbefd6",
    Tone.OFF: "#fbe7e3",
    Tone.BLUE: "#e8f0f7",
    Tone.NEUTRAL: "#ecebe7",
}

# Icons and numbers on a tint: as dark as text.
TEXT_TONES = {
    Tone.GOOD: "#0b5d56",
    Tone.RISK: "#7a4b00",
    Tone.OFF: "#9a1f14",
    Tone.BLUE: "#14507f",
    Tone.NEUTRAL: "#555b66",
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
    "column": {"fill": "#a9c3d8", "stroke": "#14507f"},
    "row-label": {"fill": "#1d2129"},
    "row-figure": {"fill": "#1d2129", "font-weight": "700"},
    "point": {"fill": "#14507f"},
    "point-last": {"fill": "#14507f", "stroke": "#ffffff", "stroke-width": "2"},
    "point-partial": {"fill": "#ffffff", "stroke": "#14507f", "stroke-width": "2"},
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
    "on-tone": {"fill": "#ffffff", "font-weight": "700"},
    "ground": {"fill": "#ecebe7"},
    "range": {"fill": "#e1efec"},
    "range-edge": {"stroke": "#0b5d56", "stroke-width": "1.5", "stroke-dasharray": "1 4", "stroke-linecap": "round"},
    "range-label": {"fill": "#0b5d56", "font-weight": "700"},
    "paper": {"fill": "#ffffff"},
    "rule": {"stroke": "#1d2129", "stroke-width": "2"},
    "heading": {"fill": "#1d2129", "font-weight": "700", "font-size": "20"},
    "fine": {"fill": "#4a505c", "font-size": "12"},
    "warning-mark": {"fill": "#9a1f14", "font-weight": "700", "font-size": "12"},
    "warning-box": {"fill": "none", "stroke": "#9a1f14", "stroke-width": "1.5"},
    "outline": {"fill": "none", "stroke": "#555b66", "stroke-width": "2"},
    "outline-blue": {"fill": "none", "stroke": "#14507f", "stroke-width": "2"},
    "outline-dashed": {"fill": "none", "stroke": "#555b66", "stroke-width": "2", "stroke-dasharray": "3.2 2.4"},
    "tile-open": {"fill": "none", "stroke": "#767c86", "stroke-width": "1", "stroke-dasharray": "3 3"},
    "tick-done": {"fill": "none", "stroke": "#ffffff", "stroke-width": "2.5"},
    "step-line": {"stroke": "#c9c4ba", "stroke-width": "3"},
    "step-done": {"fill": "#0b5d56"},
    "step-line-done": {"stroke": "#0b5d56", "stroke-width": "3"},
    "step-unknown": {"fill": "#ffffff", "stroke": "#555b66", "stroke-width": "2", "stroke-dasharray": "3 3"},
    "tile-number": {"fill": "#1d2129", "font-weight": "600", "font-size": "12"},
    "group-label": {"fill": "#1d2129", "font-weight": "700", "font-size": "13"},
    "panel-figure": {"fill": "#1d2129", "font-weight": "700", "font-size": "18"},
    "step-open": {"fill": "#ffffff", "stroke": "#4a505c", "stroke-width": "2"},
    "gantt-name": {
        "fill": "#1d2129",
        "font-size": "12",
        "stroke": "#ffffff",
        "stroke-width": "3",
        "paint-order": "stroke",
    },
    "gantt-word": {"fill": "#4a505c", "font-size": "12"},  # on paper it stands beside the months: no line to hide
    "gantt-was": {"fill": "none", "stroke": "#4a505c", "stroke-width": "1"},
    "gantt-hollow": {"fill": "#ffffff", "stroke": "#14507f", "stroke-width": "1.5"},
    "gantt-dashed": {"fill": "#ffffff", "stroke": "#555b66", "stroke-width": "1.5", "stroke-dasharray": "3 3"},
    "gantt-stripes": {"stroke": "#ffffff", "stroke-width": "10", "stroke-dasharray": "2 5", "stroke-dashoffset": "2"},
    "gantt-struck": {"stroke": "#555b66", "stroke-width": "2"},
    "gantt-tick": {"fill": "none", "stroke": "#0b5d56", "stroke-width": "2"},
    "gantt-today": {"stroke": "#1d2129", "stroke-width": "1.5"},
    "gantt-today-label": {"fill": "#1d2129", "font-weight": "700", "font-size": "12"},
    **{f"tint-{tone}": {"fill": colour} for tone, colour in TINTS.items()},
    **{f"text-{tone}": {"fill": colour} for tone, colour in TEXT_TONES.items()},
    **{f"tone-{tone}": {"fill": colour} for tone, colour in TONES.items()},
    "tone-pale": {"fill": TONES[Tone.PALE], "fill-opacity": "0.42", "stroke": TONES[Tone.PALE]},
    "tone-neutral": {"fill": TONES[Tone.NEUTRAL], "stroke": "#767c86"},
}
