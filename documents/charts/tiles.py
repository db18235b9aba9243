"""Units counted by state: a tile each, in groups. Never averaged, never ranked: a tile keeps its place.

On a page the tiles are links, so they are HTML (templates/reports/parts/tiles.html); this draws the same for files and print.

>>> from documents.charts import Look
>>> group = TileGroup("Prevention", [Tile("1.1", "on_track"), Tile("1.2", "no_target")])
>>> chart = TileChart("1 of 2 is on track", [group], {"on_track": "On track", "no_target": "No target"})
>>> draw(chart, Look.PRINT, "tiles").startswith("<svg")
True
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.charts import keys
from documents.charts.describing import counts_text
from documents.charts.empty import nothing
from documents.charts.labels import text_width, wrapped
from documents.charts.look import Look, Tone
from documents.charts.marks import MARKS, add_mark
from documents.charts.svg import Drawing

WIDE, NARROW = 760, 320
TILE_WIDTH, TILE_HEIGHT, BETWEEN = 38, 50, 4
GROUP_GAP, HEAD, LINE = 24, 26, 18


@dataclass(frozen=True)
class Tile:
    """One unit: its number and its state."""

    number: str
    state: str


@dataclass(frozen=True)
class TileGroup:
    """Units that belong together: the indicators of a pillar."""

    name: str
    tiles: Sequence[Tile]


@dataclass(frozen=True)
class TileChart:
    """`words` names the states, in the order of the legend; a state that nobody is in does not appear there. `marks` are the
    marks of states that borrow another's: the word tells them apart.
    """

    title: str
    groups: Sequence[TileGroup]
    words: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)

    def mark(self, state: str) -> str:
        return self.marks.get(state, state)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """State, word and how many are in it."""
        found = Counter(tile.state for group in self.groups for tile in group.tiles)
        return [(state, word, found[state]) for state, word in self.words.items() if found[state]]

    @property
    def description(self) -> str:
        return counts_text([(word, number) for _state, word, number in self.counts])


def draw(chart: TileChart, look: Look, prefix: str, width: float = WIDE) -> str:
    """Draw the groups side by side as far as they fit, then the legend with its counts. `width` is WIDE or NARROW."""
    return plot(chart, look, width).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: TileChart, look: Look, width: float = WIDE) -> Drawing:
    """The marks alone, to be put inside another picture."""
    if not chart.groups:
        return nothing(look, width)
    drawing = Drawing(look, width, 0)
    x = y = 0.0
    tallest = 0.0
    for group in chart.groups:
        room = group_width(group, width)
        if x and x + room > width:
            x, y, tallest = 0.0, y + tallest + GROUP_GAP, 0.0
        tallest = max(tallest, add_group(drawing, chart, group, x, y, room))
        x += room + GROUP_GAP
    legend = keys.plot(
        [keys.Key(chart.mark(state), f"{word} {number}") for state, word, number in chart.counts], look, width
    )
    top = y + tallest + 12
    drawing.inset(legend, 0, top)
    drawing.height = top + legend.height
    return drawing


def group_width(group: TileGroup, width: float) -> float:
    """As wide as its tiles in one line, or as its name, but no wider than the picture."""
    tiles = len(group.tiles) * (TILE_WIDTH + BETWEEN) - BETWEEN
    return min(width, max(tiles, text_width(group.name)))


def add_group(drawing: Drawing, chart: TileChart, group: TileGroup, x: float, y: float, room: float) -> float:
    """Draw one group and say how high it became."""
    top_of_group = y
    for n, text in enumerate(wrapped(group.name, room)):
        y += LINE if n else 0
        drawing.add("text", "strong", text, x=x, y=y + 15)
    in_line = max(1, int((room + BETWEEN) // (TILE_WIDTH + BETWEEN)))
    for n, tile in enumerate(group.tiles):
        line, place = divmod(n, in_line)
        left, top = x + place * (TILE_WIDTH + BETWEEN), y + HEAD + line * (TILE_HEIGHT + BETWEEN)
        add_tile(drawing, tile.number, chart.mark(tile.state), left, top)
    lines = -(-len(group.tiles) // in_line)
    return y - top_of_group + HEAD + lines * (TILE_HEIGHT + BETWEEN)


def add_tile(drawing: Drawing, number: str, mark: str, x: float, y: float) -> None:
    """A tile of its state's tint; one without a target is open and dashed."""
    tone = MARKS[mark].tone
    is_open = tone is Tone.NEUTRAL
    kind = "tile-open" if is_open else f"tint-{tone}"
    drawing.add("rect", kind, x=x + 0.5, y=y + 0.5, width=TILE_WIDTH - 1, height=TILE_HEIGHT - 1)
    if not is_open:
        drawing.add("rect", f"text-{tone}", x=x, y=y + TILE_HEIGHT - 3, width=TILE_WIDTH, height=3)
    add_mark(drawing, mark, x + (TILE_WIDTH - 18) / 2, y + 6, 18)
    drawing.add("text", "tile-number", number, x=x + TILE_WIDTH / 2, y=y + 41, text_anchor="middle")
