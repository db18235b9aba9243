"""The questions that a definition asks of an answer: the usual ones, and how the definition departs from them.

Semesters are two a year, so bounds are wide in units and in proportion: a dozen people more is nothing in a count of hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from indicators.models import Component, IndicatorRevision, PlausibilityRule
from measurements.answer.content import CellContent
from measurements.answer.figures import is_headline_cell
from measurements.answer.kinds import is_in_words
from measurements.checks import concerns
from measurements.checks.concerns import WHOLE, Amount, Amounts, Bounds, CellKey, Concern, Rule
from measurements.checks.twins import Entered
from measurements.contributions.sums import NO_UNITS, UnitSums
from measurements.models import Answer, Measurement

NO_BOUNDS = Bounds()
Applies = Callable[[IndicatorRevision], bool]


@dataclass(frozen=True, slots=True)
class Usual:
    """A rule as it is when a definition says nothing of it, and the definitions that it is for."""

    rule: Rule
    applies: Applies
    bounds: Bounds = NO_BOUNDS


ANY_SHARE = Bounds(low=Decimal(0), high=Decimal(100))
AGAINST_BEFORE = (Rule.LARGE_CHANGE, Rule.ZERO_AFTER_VALUE, Rule.IDENTICAL, Rule.RUNNING_TOTAL_FELL)

USUAL = (
    Usual(Rule.LARGE_CHANGE, lambda revision: True, Bounds(relative=Decimal("0.5"), absolute=Decimal(10))),
    Usual(Rule.ZERO_AFTER_VALUE, lambda revision: True),
    Usual(Rule.VALUE_AFTER_ABSENCE, lambda revision: True),
    Usual(Rule.IDENTICAL, lambda revision: not revision.is_itemised),  # the same list counts the same
    Usual(
        Rule.SHARE_OUT_OF_RANGE,
        lambda revision: revision.kind == IndicatorRevision.Kind.PROPORTION,
        ANY_SHARE,
    ),
    Usual(Rule.RUNNING_TOTAL_FELL, lambda revision: revision.accumulation == IndicatorRevision.Accumulation.RUNNING),
    Usual(Rule.PART_ABOVE_WHOLE, lambda revision: not revision.is_itemised),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A rule as one definition asks it. `other` is the indicator that it compares with, `pair` a part and its whole."""

    rule: Rule
    bounds: Bounds = NO_BOUNDS
    other: str = ""
    pair: tuple[str, str] | None = None
    sentence: str = ""

    @property
    def is_usual(self) -> bool:
        """Whether it is asked once, and neither of another indicator nor of two components that the definition names."""
        return not self.other and self.pair is None


@dataclass(frozen=True, slots=True)
class Observed:
    """What an answer says in numbers, typed or stored, under its own definition."""

    revision: IndicatorRevision
    answer: str = Answer.REPORTED
    amounts: Amounts = field(default_factory=dict)

    @property
    def is_reported(self) -> bool:
        return self.answer == Answer.REPORTED

    @property
    def judged(self) -> Amounts:
        """What the questions are asked of: each cell of a grid; of a list its headline, or each component where it has none."""
        if not self.revision.is_itemised:
            return self.amounts
        headline = self.headline
        components = {code for code, _key in headline}
        if len(components) == 1:
            return headline
        whole = concerns.total(headline.values())
        beside = {c.code for c in self.revision.components.all() if c.role == Component.Role.BESIDE}
        apart = {key: amount for key, amount in self.amounts.items() if key[0] not in beside}
        return apart if whole is None else {WHOLE: whole}

    @property
    def headline(self) -> Amounts:
        """The cells that add up to the one figure; none where the definition has none."""
        components = {component.code: component for component in self.revision.components.all()}
        if self.revision.headline == IndicatorRevision.Headline.NONE:
            return {}
        found = self.amounts.items()
        return {key: amount for key, amount in found if is_headline_cell(self.revision, components[key[0]], key[1])}


@dataclass(frozen=True, slots=True)
class Beside:
    """What an answer is held against: the semester before, the institution's other answers by code, its units' sums.

    `listed` are the rows of its own list, which are held against one another.
    """

    before: Observed | None = None
    others: Mapping[str, Observed] = field(default_factory=dict)
    units: UnitSums = NO_UNITS
    listed: tuple[Entered, ...] = ()


def questions_of(revision: IndicatorRevision) -> tuple[Question, ...]:
    """The usual rules, each as the definition has it, then those that compare with another indicator."""
    rows = list(revision.plausibility_rules.all())
    own = {Rule(row.kind): row for row in rows if row.compared_with_id is None and row.part_id is None}
    usual = {each.rule: Question(each.rule, each.bounds) for each in USUAL if each.applies(revision)}
    asked = {**usual, **{rule: _tuned(usual.get(rule, Question(rule)), row) for rule, row in own.items()}}
    compared = [_tuned(Question(Rule(row.kind)), row) for row in rows if row.is_on and row not in own.values()]
    is_off = {rule for rule, row in own.items() if not row.is_on}
    return (*(question for rule, question in asked.items() if rule not in is_off), *compared)


def _tuned(question: Question, row: PlausibilityRule) -> Question:
    bounds = {name: getattr(row, name) for name in ("relative", "absolute", "low", "high")}
    told = {name: bound for name, bound in bounds.items() if bound is not None}
    other = row.compared_with.code if row.compared_with else ""
    pair = (row.part.code, row.whole.code) if row.part and row.whole else None
    return replace(question, bounds=replace(question.bounds, **told), other=other, pair=pair, sentence=row.sentence)


def amounts_of(values: Mapping[CellKey, CellContent]) -> dict[CellKey, Amount]:
    """The cells of a content, as the rules read them."""
    return {key: Amount(cell.value, cell.denominator) for key, cell in values.items()}


def concerns_of(now: Observed, beside: Beside) -> Iterator[tuple[Question, Concern]]:
    """What the definition's questions find odd. Only an answer with numbers can be odd."""
    if not _has_numbers(now):
        return
    questions = questions_of(now.revision)
    by_rule = {question.rule: question for question in questions if question.is_usual}
    bounds = {rule: question.bounds for rule, question in by_rule.items()}
    for concern in (*_against_before(now, beside.before, bounds), *_by_itself(now, bounds)):
        yield by_rule[concern.rule], concern
    for question in questions:
        other = beside.others.get(question.other)
        if question.pair is not None:
            yield from ((question, concern) for concern in _above(now.amounts, *question.pair))
        elif other is not None and other.is_reported:
            yield from ((question, concern) for concern in _compared(question, now, other))


def _has_numbers(now: Observed) -> bool:
    return now.is_reported and bool(now.amounts) and not is_in_words(now.revision)


def answered_by(now: Observed, beside: Beside) -> Iterator[Question]:
    """The questions for which there was something to look at."""
    if not _has_numbers(now):
        return
    before = beside.before if beside.before is not None and beside.before.is_reported else None
    for question in questions_of(now.revision):
        other = beside.others.get(question.other)
        if question.other:
            is_asked = other is not None and other.is_reported
        elif question.rule in AGAINST_BEFORE:
            is_asked = before is not None and (question.rule is not Rule.IDENTICAL or len(now.judged) > 1)
        elif question.rule is Rule.PART_ABOVE_WHOLE:
            is_asked = question.pair is not None or bool(contained(now.revision))
        else:
            is_asked = question.rule is Rule.SHARE_OUT_OF_RANGE and question.bounds != ANY_SHARE
        if is_asked:
            yield question


def _against_before(now: Observed, before: Observed | None, asked: Mapping[Rule, Bounds]) -> Iterator[Concern]:
    if before is None:
        return
    if before.answer == Answer.NOT_APPLICABLE and Rule.VALUE_AFTER_ABSENCE in asked:
        yield from concerns.begun(now.judged)
    if not before.is_reported:
        return
    yield from concerns.moved(before.judged, now.judged, asked)
    if Rule.IDENTICAL in asked:
        yield from concerns.repeated(before.judged, now.judged)


def _by_itself(now: Observed, asked: Mapping[Rule, Bounds]) -> Iterator[Concern]:
    amounts = now.judged
    if Rule.SHARE_OUT_OF_RANGE in asked:
        yield from concerns.out_of_range(amounts, asked[Rule.SHARE_OUT_OF_RANGE])
    if Rule.PART_ABOVE_WHOLE in asked:
        for part, whole in contained(now.revision):
            yield from _above(amounts, part, whole)


def _above(amounts: Amounts, part: str, whole: str) -> Iterator[Concern]:
    """Cell by cell, where both are broken down alike."""
    for key in [key for code, key in amounts if code == part]:
        yield from concerns.part_above_whole(amounts[(part, key)], amounts.get((whole, key)), (part, key))


def _compared(question: Question, now: Observed, other: Observed) -> Iterator[Concern]:
    if question.rule is Rule.UNEQUAL_DENOMINATORS:
        yield from concerns.unequal_denominators(now.amounts, other.amounts)
    elif question.rule is Rule.PART_ABOVE_WHOLE:
        part, whole = concerns.total(now.headline.values()), concerns.total(other.headline.values())
        yield from concerns.part_above_whole(part, whole)


def contained(revision: IndicatorRevision) -> list[tuple[str, str]]:
    """Pairs of components of which the first cannot exceed the second: who meets all conditions meets each."""
    numerators = [c for c in revision.components.all() if c.role == Component.Role.NUMERATOR]
    return [(c.code, each.code) for c in numerators if c.needs_all for each in numerators if not each.needs_all]


def observed(measurement: Measurement) -> Observed:
    """What its rows say. Values that were read along cost nothing more."""
    values = measurement.values.all()
    if "values" not in getattr(measurement, "_prefetched_objects_cache", {}):
        values = values.select_related("component", "combination")
    amounts = {(v.component.code, v.combination.key): Amount(v.value, v.denominator) for v in values}
    return Observed(measurement.revision, measurement.answer, amounts)
