"""What the plausibility rules ask, in words: each names the cell and both values, in the language of the page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import percent
from documents.speaking import language
from indicators.models import IndicatorRevision, PlausibilityRule
from measurements.answer.content import ConcernKey
from measurements.answer.figure_words import plain
from measurements.answer.findings import Finding
from measurements.answer.grid import grid_of
from measurements.answer.kinds import is_placed
from measurements.answer.kinds import question as question_of
from measurements.checks.concerns import WHOLE, Amount, CellKey, Concern, Rule
from measurements.checks.plausibility import Question
from measurements.checks.twins import TWICE
from measurements.checks.unit_findings import DIFFERS, INCOMPLETE

NEARLY = Decimal("0.05")
"""64 is three times 21, though not exactly."""


def finding_of(revision: IndicatorRevision, question: Question, concern: Concern, explanation: str = "") -> Finding:
    cell = None if concern.cell == WHOLE else concern.cell
    text = sentence(revision, question, concern)
    return Finding(concern.rule, text, cell, concern.cells, question.other, explanation)


def sentence(revision: IndicatorRevision, question: Question, concern: Concern) -> str:
    """The definition's own sentence where it has one, else the usual one."""
    words = {
        "cell": label_of(revision, concern),
        "before": in_words(concern.before),
        "now": in_words(concern.now),
        "other": question.other,
        "times": times(concern.before, concern.now),
        "usual": usual_range(question),
    }
    if question.sentence:
        own = question.sentence
        for name in ("cell", "before", "now"):
            own = own.replace(f"{{{name}}}", words[name])
        return own
    return _usual(concern.rule, bool(question.other)) % words


def _usual(rule: Rule, is_compared: bool) -> str:
    if rule is Rule.PART_ABOVE_WHOLE and is_compared:
        return _("%(cell)s: %(now)s here and %(before)s in %(other)s, of which it is a part.")
    return {
        Rule.LARGE_CHANGE: _("%(cell)s: it went from %(before)s to %(now)s%(times)s."),
        Rule.ZERO_AFTER_VALUE: _("%(cell)s: it was %(before)s in the semester before and is %(now)s now."),
        Rule.VALUE_AFTER_ABSENCE: _("%(cell)s: in the semester before it did not apply, and now it is %(now)s."),
        Rule.IDENTICAL: _(
            "All values are the same as in the semester before: together %(before)s then and %(now)s now."
        ),
        Rule.SHARE_OUT_OF_RANGE: _("%(cell)s: %(now)s is not usual; usual is %(usual)s."),
        Rule.UNEQUAL_DENOMINATORS: _("%(cell)s: %(now)s here and %(before)s in %(other)s. They should be the same."),
        Rule.RUNNING_TOTAL_FELL: _(
            "%(cell)s: an accumulated total does not fall, and it went from %(before)s to %(now)s."
        ),
        Rule.PART_ABOVE_WHOLE: _("%(cell)s: %(now)s, a part, is more than its whole, %(before)s."),
    }[rule]


def in_order(question: Question) -> str:
    """That a rule was asked and found nothing odd."""
    words = {"other": question.other, "usual": usual_range(question)}
    return {
        Rule.LARGE_CHANGE: _("No large change against the previous semester."),
        Rule.ZERO_AFTER_VALUE: _("No value fell to zero."),
        Rule.VALUE_AFTER_ABSENCE: _("It also applied in the previous semester."),
        Rule.IDENTICAL: _("The values are not those of the previous semester again."),
        Rule.SHARE_OUT_OF_RANGE: _("Every share is usual: %(usual)s."),
        Rule.UNEQUAL_DENOMINATORS: _("The denominator is that of %(other)s."),
        Rule.RUNNING_TOTAL_FELL: _("No accumulated total fell."),
        Rule.PART_ABOVE_WHOLE: _("No part is more than its whole."),
    }[question.rule] % words


def in_words(amount: Amount | None) -> str:
    """A value; of a proportion its two numbers and the percentage."""
    if amount is None:
        return ""
    if amount.denominator is None:
        return plain(amount.value)
    words = {"part": plain(amount.value), "whole": plain(amount.denominator)}
    pair = _("%(part)s of %(whole)s") % words
    return pair if amount.share is None else f"{pair} ({percent(amount.share, language())})"


def times(before: Amount | None, now: Amount | None) -> str:
    """How the change reads at a glance: ` (three times as much)`, ` (−67 %)`; nothing from zero or between proportions."""
    if before is None or now is None or not before.value or before.denominator is not None:
        return ""
    ratio = now.value / before.value
    whole = ratio.quantize(Decimal(1))
    if whole >= 2 and abs(ratio - whole) <= whole * NEARLY:
        return f" ({multiple(int(whole))})"
    return f" ({percent((ratio - 1) * 100, language(), 0, signed=True)})"


def multiple(number: int) -> str:
    if number == 2:
        return _("twice as much")
    if number == 3:
        return _("three times as much")
    return _("%(count)s times as much") % {"count": plain(number)}


def usual_range(question: Question) -> str:
    low, high = (percent(bound, language(), None) for bound in (question.bounds.low, question.bounds.high))
    if question.bounds.low and high:
        return _("from %(low)s to %(high)s") % {"low": low, "high": high}
    return _("up to %(high)s") % {"high": high} if high else _("from %(low)s up") % {"low": low}


def label_of(revision: IndicatorRevision, concern: Concern) -> str:
    """What the concern is about: a cell, several of a component, a component, or the figure."""
    if concern.rule is Rule.UNEQUAL_DENOMINATORS:
        whole = next((c.label for c in revision.components.all() if c.role == "denominator"), "")
        return whole or _("Denominator")
    label = cell_label(revision, concern.cell)
    if len(concern.cells) > 1:
        count = len(concern.cells)
        boxes = ngettext("%(count)d box together", "%(count)d boxes together", count) % {"count": count}
        return f"{label}, {boxes}"
    return label


def cell_label(revision: IndicatorRevision, key: CellKey) -> str:
    """A cell in words: its categories, after the component where there are several. A dimension of one category says nothing."""
    if is_placed(revision):
        return question_of(revision)
    grid = grid_of(revision)
    component = next((c.label for c in revision.components.all() if c.code == key[0]), _("The figure"))
    cell = grid.cell(*key)
    if cell is None or not cell.categories:
        return component
    telling = {d.pk for d in revision.dimensions if len(d.categories.all()) > 1}
    names = [c.name for c in cell.categories if c.dimension_id in telling] or [c.name for c in cell.categories]
    text = ", ".join(names)
    return text if len(grid.tables) == 1 else f"{component}: {text}"


def key_label(revision: IndicatorRevision, key: ConcernKey) -> str:
    """What an explanation answered, where the warning itself is no longer at hand: the kind of rule and the cell."""
    rule, component, cell = key
    name, _colon, other = rule.partition(":")
    units = {DIFFERS: _("differs from the sum of the units"), INCOMPLETE: _("the sum of the units is not complete")}
    own = units | {TWICE: _("the same thing more than once in the list")}
    kind = str((dict(PlausibilityRule.Kind.choices) | own).get(name, name))
    place = cell_label(revision, (component, cell)) if component else other if name != TWICE else ""
    text = f"{kind[:1].upper()}{kind[1:]}"
    return f"{place}: {text[:1].lower()}{text[1:]}" if component else " · ".join(part for part in (text, place) if part)
