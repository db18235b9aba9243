"""How many of all, by state: one bar. The counts stand beside it in words, or inside it.

>>> from documents.charts import Look, Tone
>>> chart = StackedBar("Validated 2, not started 1", [Count(2, Tone.GOOD), Count(1, Tone.NEUTRAL)])
>>> draw(chart, Look.PAGE, "army").startswith("<svg")
True
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from documents.charts.bars import Part, add_parts
from documents.charts.describing import counts_text
from documents.charts.look import PRINT_WIDTH, Look, Tone
from documents.charts.marks import add_mark
from documents.charts.svg import Drawing, across

HEIGHT = 22
LEAST_FOR_NUMBER, LEAST_FOR_MARK = 0.05, 0.14  # of the width: narrower parts have no room for them
NUMBERED = {
    Tone.GOOD: "on-tone",
    Tone.OFF: "on-tone",
    Tone.BLUE: "on-tone",
    Tone.NEUTRAL: "row-label",
    Tone.PALE: "row-label",
}


@dataclass(frozen=True)
class Count:
    """How many are in a state, and the state's colour; the word is for who listens or opens the numbers, the mark (an icon's name)
    for who sees no colours.
    """

    number: int
    tone: Tone
    word: str = ""
    mark: str = ""


@dataclass(frozen=True)
class StackedBar:
    """A progress bar: the counts add up to all. `is_numbered` writes the counts into the bar, with their marks if they have one,
    where colour would be alone. `is_told`: the title says the counts.
    """

    title: str
    counts: Sequence[Count]
    is_numbered: bool = False
    is_told: bool = False

    @property
    def description(self) -> str:
        """The counts in words, where the title does not already say them."""
        worded = [(count.word, count.number) for count in self.counts if count.word and not self.is_told]
        return "" if not worded and any(count.number for count in self.counts) else counts_text(worded)


def draw(chart: StackedBar, look: Look, prefix: str) -> str:
    """Draw the counts in the order given; of nothing, an empty ground."""
    return plot(chart, look).finished(title=chart.title, description=chart.description, prefix=prefix)


def plot(chart: StackedBar, look: Look) -> Drawing:
    """The marks alone, to be put inside another picture."""
    drawing = Drawing(look, PRINT_WIDTH, HEIGHT, is_fluid=True)
    total = sum(count.number for count in chart.counts)
    if total == 0:
        drawing.add("rect", "ground", x=0, y=0, width="100%", height=HEIGHT)
        return drawing
    add_parts(drawing, [Part(share_of(count, total), count.tone) for count in chart.counts], top=0, height=HEIGHT)
    if chart.is_numbered:
        add_numbers(drawing, chart.counts, total)
    return drawing


def share_of(count: Count, total: int) -> Decimal:
    return Decimal(count.number) / total


def add_numbers(drawing: Drawing, counts: Sequence[Count], total: int) -> None:
    """Each count inside its part, with its mark, where they have room and stand out."""
    start = Decimal(0)
    for count in counts:
        share = share_of(count, total)
        if share >= LEAST_FOR_NUMBER and count.tone in NUMBERED:
            kind, middle = NUMBERED[count.tone], across(start + share / 2)
            has_mark = bool(count.mark) and share >= LEAST_FOR_MARK
            anchor = "start" if has_mark else "middle"
            if has_mark:
                drawing.inset(mark_of(count, kind, drawing.look), middle, 0)
            drawing.add("text", kind, str(count.number), x=middle, y=16, text_anchor=anchor)
        start += share


def mark_of(count: Count, kind: str, look: Look) -> Drawing:
    """The mark that stands to the left of a count."""
    drawing = Drawing(look, HEIGHT, HEIGHT)
    add_mark(drawing, count.mark, -19, 4, 14, kind=kind)
    return drawing
