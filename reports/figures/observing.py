"""Who says what about a figure in a semester, and which items two of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.arithmetic.aggregation import Answer, Observation
from reports.figures import kinds
from reports.figures.answers import Answered, CellSum, JoinedEntry
from reports.figures.lineage import ONE, brought_over, definition_at, factor
from reports.figures.reading import Reading

Observations = Mapping[str, Observation]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Track:
    """What is followed of an indicator: one series, one component over all cells, or a series' components over all cells."""

    indicator: int
    is_percent: bool
    accumulation: str
    kind: str
    series: str
    across: str = "sum"
    component: str = ""
    is_overall: bool = False

    @property
    def is_in_words(self) -> bool:
        """Whether it follows stages, options or texts, and not how many chose one of them."""
        return self.kind in kinds.IN_WORDS and not self.component and not self.is_overall

    @property
    def is_spoken(self) -> bool:
        """Whether there is no number at all: nothing to add, subtract or judge."""
        return self.is_in_words and not self.is_percent

    def rows(self, reading: Reading, ordinal: int) -> list[CellSum]:
        rows = [row for row in reading.sums.get((self.indicator, ordinal), ()) if row.series == self.series]
        if self.component:
            return [row for row in rows if row.component == self.component]
        return [row for row in rows if row.is_followed]

    def amount(self, row: CellSum) -> tuple[Decimal | None, Decimal | None]:
        if self.component or self.is_overall:
            return row.whole, row.whole_denominator
        return row.value, row.denominator


def observe(reading: Reading, track: Track, ordinal: int) -> Observations:
    """What each institution that was expected, or answered, says in that semester. Only validated answers speak.

    Values under an earlier definition are brought to the one of the semester read, where that one was rebased.
    """
    key, observed = (track, ordinal), reading.found.observed
    if key not in observed:
        observed[key] = observed_anew(reading, track, ordinal)
    return observed[key]


def observed_anew(reading: Reading, track: Track, ordinal: int) -> dict[str, Observation]:
    answers = reading.answers.get((track.indicator, ordinal), {})
    validated = {code: each for code, each in answers.items() if each.is_validated}
    amounts = amounts_of(reading, track, ordinal)
    concerned = reading.expected(track.indicator, ordinal) | validated.keys()
    by = ONE if track.is_in_words else factor(reading, track.indicator, ordinal)
    return {
        code: rebased(observation(code, validated.get(code), amounts.get(code, (None, None))), by)
        for code in reading.institutions
        if code in concerned
    }


def counted_at(reading: Reading, track: Track, ordinal: int) -> frozenset[str]:
    """Codes of the institutions that the figure of a semester is made of."""
    return frozenset(
        code
        for code, each in observe(reading, track, ordinal).items()
        if (each.has_both_parts if track.is_percent else each.has_value)
    )


def amounts_of(reading: Reading, track: Track, ordinal: int) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """What each institution reported, over all its cells; nothing of answers in words, unless their share is asked.

    Nothing either where the definition of that semester gave another sort of figure.
    """
    if not is_measured_alike(reading, track, ordinal):
        return {}
    if track.is_in_words:
        return kinds.completed(reading, track, ordinal) if track.is_percent else {}
    amounts: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    for row in track.rows(reading, ordinal):
        value, denominator = track.amount(row)
        earlier = amounts.get(row.institution, (None, None))
        amounts[row.institution] = added(earlier[0], value), added(earlier[1], denominator)
    return amounts


def observation(code: str, said: Answered | None, amount: tuple[Decimal | None, Decimal | None]) -> Observation:
    """What one institution says; a value only where it reported one."""
    if said is None:
        return Observation(code, None)
    value, denominator = amount if said.answer == Answer.REPORTED else (None, None)
    return Observation(code, said.answer, value, denominator, said.measurement)


def rebased(each: Observation, by: Decimal) -> Observation:
    """The observation on the scale of a later definition. Of a proportion the part is multiplied, and so its percentage."""
    if by == ONE or each.value is None:
        return each
    return replace(each, value=brought_over(each.value, by), is_rebased=True)


def is_measured_alike(reading: Reading, track: Track, ordinal: int) -> bool:
    """Whether the definition of that semester gave the same sort of figure: a percentage is no count, a stage is neither."""
    then = definition_at(reading, track.indicator, ordinal)
    if then is None:
        return True
    if then.kind in kinds.IN_WORDS or track.kind in kinds.IN_WORDS:
        return then.kind == track.kind
    return then.is_percent == track.is_percent


def added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The sum of what there is; nothing and nothing stay nothing."""
    if one is None or other is None:
        return other if one is None else one
    return one + other


Counted = tuple[Decimal, JoinedEntry]
"""How much an entry counts, on the scale of the semester read."""


def counted_twice(
    reading: Reading, track: Track, ordinals: Iterable[int], preferred: Iterable[str] = ()
) -> dict[tuple[int, str], Decimal]:
    """How much each institution counts, in each semester, of items that another of `ordinals` or institutions counts too."""
    taken: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for _kept, *again in same_items(reading, track, ordinals, preferred):
        for quantity, entry in again:
            taken[entry.ordinal, entry.institution] += quantity
    return taken


def same_items(
    reading: Reading, track: Track, ordinals: Iterable[int], preferred: Iterable[str] = ()
) -> Iterator[list[Counted]]:
    """The groups of items that count once, with what each counts in these semesters; the one that is kept comes first.

    That is the one of a preferred institution, else the one that the others were joined to, else the largest.
    """
    if not reading.joined.get(track.indicator):
        return
    among, first = set(ordinals), set(preferred)
    components = {row.component for ordinal in among for row in track.rows(reading, ordinal)}
    groups = defaultdict(list)
    for entry in reading.joined.get(track.indicator, ()):
        counted = sum(entry.counted.get(component, 0) for component in components)
        quantity = brought_over(Decimal(counted), factor(reading, track.indicator, entry.ordinal))
        if entry.ordinal in among and quantity:
            groups[entry.group].append((entry.institution not in first, not entry.is_head, -quantity, entry))
    for members in groups.values():
        members.sort(key=lambda member: (*member[:3], member[3].ordinal))
        yield [(-negative, entry) for *_, negative, entry in members]


def without(observations: Observations, taken: Mapping[tuple[int, str], Decimal], ordinal: int) -> Observations:
    """The observations less what is counted elsewhere."""
    if not taken:
        return observations
    less = dict(observations)
    for (semester, code), quantity in taken.items():
        each = less.get(code)
        if semester == ordinal and each is not None and each.value is not None:
            less[code] = replace(each, value=max(each.value - quantity, ZERO))
    return less
