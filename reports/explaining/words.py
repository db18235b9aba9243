"""The words of codes that figures carry: rules, time, comparability, warnings. And numbers, as an explanation prints them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import formatting
from reports.wording.figures import language

RULES: dict[str, Promise] = {
    "sum": _("What the institutions reported is added up."),
    "distinct": _(
        "Distinct items are counted: one that two institutions report, and the reviewer joined, counts once."
    ),
    "single_reporter": _("One institution reports for all; what a second one would report is not added."),
    "ratio_of_sums": _(
        "The numerators are added up and divided by the sum of the denominators, over the institutions that gave both."
        " Percentages are never averaged."
    ),
    "share": _("The institutions that completed the stages are divided by those that reported."),
    "all": _("It is the furthest stage that all institutions reached."),
    "any": _("It is the furthest stage that any institution reached."),
    "minimum": _("It is the stage of the least advanced institution."),
    "median": _("It is the answer in the middle when all are put in order; nothing is averaged."),
    "listed": _("What the institutions wrote is listed; there is nothing to add up."),
}
"""How a figure was put together across institutions. Keys are Figure.rule."""

ACCUMULATIONS: dict[str, Promise] = {
    "flow": _("It counts what happened in the semester."),
    "stock": _(
        "It counts what is in force at the end of the semester; nothing is carried forward from semesters before."
    ),
    "running": _("It is everything since the start, as reported at the end of the semester."),
}
"""What one semester means. Keys are Formula.accumulation."""

OVER_SEMESTERS: dict[str, Promise] = {
    "flow": _("It counts what happened, so the semesters are added up."),
    "stock": _("It is a state at the end of a semester, so the last one is taken."),
    "running": _("It is a running total, so the last one is taken."),
}
"""Several semesters taken together. Keys are Formula.accumulation."""

COMPARABILITY: dict[str, Promise] = {
    "continuous": _("It measures the same as the definition before: the series goes on."),
    "break": _(
        "It measures something else than the definition before: the series starts anew, and nothing is added across."
    ),
    "rebased": _("To be comparable, the figures of earlier definitions are multiplied by %(factor)s."),
}

WARNINGS: dict[str, Promise] = {
    "partial": _("Partial: some institution that was expected is missing, so it is not the figure of all."),
    "small_denominator": _(
        "Small number: the percentage is of fewer than 20, so one person moves it by more than five points."
    ),
    "zero_denominator": _("The denominator is zero: there is nothing to divide by, so there is no percentage."),
    "joined": _("Some items were reported twice and count once."),
    "rebased": _("Some of the figures were given under an earlier definition and multiplied to be comparable."),
    "earlier_definition": _("It follows an earlier definition and means something else than the figures of today."),
    "falls": _("It is a running total and is lower than before: somebody has to explain or correct it."),
    "proposed": _("The definition is proposed and awaits the Committee's approval."),
}
"""What a reader must know beside a figure. Keys are Figure.warnings."""


def plain(value: Decimal | int) -> str:
    """A number of a count: as it is kept, with at most four places."""
    return formatting.number(formatting.rounded(Decimal(value), 4), language())


def percent(value: Decimal) -> str:
    """A percentage of a count: one place more than the page prints, so that it can be checked."""
    return formatting.percent(formatting.rounded(value, 2), language(), None)


def amount(value: Decimal, *, is_percent: bool) -> str:
    return percent(value) if is_percent else plain(value)


def semester(code: str) -> str:
    return formatting.period_label(code, language())
