"""The colours declared in tokens.css keep the contrast of WCAG 2.2: text 4.5, graphics and controls 3, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
DARK_START = "@media screen and (prefers-color-scheme: dark)"

SURFACES = ("paper", "sheet", "bone")
TEXT_ON_SURFACES = ("ink", "ink-2", "ink-3", "blue", "blue-strong", "good", "risk", "off", "neutral", "women")
TEXT_ON_ITS_TINT = [(tone, f"{tone}-tint") for tone in ("blue", "good", "risk", "off", "neutral", "women")]
TEXT_ON_EVERY_TINT = [("ink", f"{tone}-tint") for tone in ("blue", "good", "risk", "off", "neutral", "women")]
TEXT_PAIRS = [
    *((text, surface) for text in TEXT_ON_SURFACES for surface in SURFACES),
    *TEXT_ON_ITS_TINT,
    *TEXT_ON_EVERY_TINT,
    ("blue", "risk-tint"),  # links inside a warning
    ("blue", "good-tint"),
    ("blue", "neutral-tint"),
    ("ink-2", "risk-tint"),
    ("on-blue", "blue"),
    ("on-blue", "blue-strong"),
    ("on-selected", "selected"),
    ("on-identity", "flag-red"),
    ("on-identity", "lead"),
    ("on-identity", "grey"),
]
NUMBER_PAIRS = [
    *(("paper", tone) for tone in ("good", "off", "blue")),  # counts inside a bar: charts.css, on-tone
    ("ink", "line-strong"),
]
PALE = 0.42  # how much of the blue a column, and what is in progress, has: charts.css
GRAPHIC_PAIRS = [
    *((mark, surface) for mark in ("good", "off", "blue", "women", "ink", "ink-2", "neutral") for surface in SURFACES),
    *((mark, surface) for mark in ("control", "accent", "risk-mark", "men") for surface in ("paper", "sheet")),
    ("control", "neutral-tint"),
]
FOCUS_SURFACES = ("paper", "sheet", "bone", "blue-tint", "risk-tint", "off-tint", "good-tint")


def declared(css: str) -> dict[str, str]:
    """Token → colour, for the tokens that are colours; the first declaration counts (print comes later)."""
    found: dict[str, str] = {}
    for name, colour in re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css):
        found.setdefault(name, colour)
    return found


LIGHT = declared(TOKENS.split(DARK_START)[0])
THEMES = {"light": LIGHT, "dark": LIGHT | declared(TOKENS.split(DARK_START)[1].split("@media print")[0])}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour that lets its ground through."""
    pairs = [(int(colour[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02x}" for over, under in pairs)


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("number", "ground"), NUMBER_PAIRS)
def test_counts_stand_out_inside_a_bar(theme: str, number: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[number], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_counts_stand_out_inside_a_pale_bar(theme: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours["ink"], mixed(colours["blue"], colours["paper"], PALE)) >= 4.5


def test_marks_on_a_tile_stand_out_from_its_tint() -> None:
    css = (Path(__file__).parent.parent / "static" / "css" / "charts.css").read_text(encoding="utf-8")
    for tone in ("good", "risk", "off", "blue"):
        assert re.search(rf"\.text-{tone} \{{\s*fill: var\(--{tone}\)", css)
        assert re.search(rf"\.tint-{tone} \{{\s*fill: var\(--{tone}-tint\)", css)
    assert f"fill-opacity: {PALE}" in css


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_PAIRS)
def test_graphics_and_controls_stand_out(theme: str, mark: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[mark], colours[ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("surface", FOCUS_SURFACES)
def test_focus_shows_on_every_surface(theme: str, surface: str) -> None:
    """The ring is ink with a yellow halo: one of the two is enough, and one always is."""
    colours = THEMES[theme]
    assert max(contrast(colours[part], colours[surface]) for part in ("ink", "focus")) >= 3


def test_every_dark_colour_replaces_a_light_one() -> None:
    dark = declared(TOKENS.split(DARK_START)[1].split("@media print")[0])
    assert set(dark) <= set(LIGHT)
    identity = {"flag-red", "lead", "grey", "on-identity", "focus"}
    assert set(LIGHT) - set(dark) == identity
