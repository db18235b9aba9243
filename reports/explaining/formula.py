"""The count behind a figure, number by number. It repeats the engine's steps to show them; `reports.figures` makes the figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.arithmetic.aggregation import Observation
from reports.figures.lineage import ONE, factor
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import ZERO, Track, counted_twice, observe, without
from reports.figures.reading import Reading
from reports.figures.totals import Figure

Taken = Mapping[tuple[int, str], Decimal]
Visible = Collection[str] | None
"""Codes of the institutions that the reader may see by name; None: all."""


@dataclass(frozen=True, slots=True)
class Term:
    """What one institution adds; without an institution, what `count` others add together."""

    institution: InstitutionName | None
    count: int
    value: Decimal
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One semester: its terms, less what is counted elsewhere, and what they come to."""

    period: str
    terms: tuple[Term, ...]
    joined: Decimal
    value: Decimal | None
    denominator: Decimal | None = None
    factor: Decimal = ONE
    """By which its values were multiplied, where a later definition was rebased."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The lines of the semesters that the figure is made of, in order. `rule` and `accumulation` are codes."""

    rule: str
    accumulation: str
    lines: tuple[Line, ...]
    figure: Figure


def formula_of(reading: Reading, track: Track, figure: Figure, visible: Visible) -> Formula:
    taken = {} if track.is_percent else counted_twice(reading, track, figure.semesters)
    codes = {each.ordinal: each.code for each in reading.periods}
    lines = [
        line_of(reading, track, taken, (ordinal, codes[ordinal]), visible)
        for ordinal in figure.semesters
        if ordinal in codes
    ]
    return Formula(figure.rule, track.accumulation, tuple(lines), figure)


def line_of(reading: Reading, track: Track, taken: Taken, semester: tuple[int, str], visible: Visible) -> Line:
    (ordinal, code), is_percent = semester, track.is_percent
    seen = observe(reading, track, ordinal)
    counted = [each for each in seen.values() if (each.has_both_parts if is_percent else each.has_value)]
    terms = terms_of(reading, counted, is_percent, visible)
    if not counted:
        return Line(code, (), ZERO, None)
    whole = sum((term.value for term in terms), ZERO)
    left = without({each.institution: each for each in counted}, taken, ordinal)
    value = sum((each.value or ZERO for each in left.values()), ZERO)
    denominator = sum((term.denominator or ZERO for term in terms), ZERO) if is_percent else None
    return Line(code, terms, whole - value, value, denominator, factor(reading, track.indicator, ordinal))


def terms_of(reading: Reading, counted: Iterable[Observation], is_percent: bool, visible: Visible) -> tuple[Term, ...]:
    """One term for each institution that may be seen, and one for all the others together."""
    terms: list[Term] = []
    hidden: list[Observation] = []
    for each in counted:
        if visible is not None and each.institution not in visible:
            hidden.append(each)
            continue
        name = name_institution(reading.institutions[each.institution])
        terms.append(Term(name, 1, each.value or ZERO, each.denominator if is_percent else None))
    if hidden:
        value = sum((each.value or ZERO for each in hidden), ZERO)
        denominator = sum((each.denominator or ZERO for each in hidden), ZERO) if is_percent else None
        terms.append(Term(None, len(hidden), value, denominator))
    return tuple(terms)
