"""Figures in words, in the active language: states, findings, and what stands where there is no number.

The page, the names of charts, the PDF and the exports say the same because they ask here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from documents import formatting
from reports.arithmetic.change import Move
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint
from reports.figures.comparing import Comparison
from reports.figures.history import IndicatorHistory
from reports.figures.totals import Figure
from reports.wording import answers as in_words

STATES = {
    "on_track": gettext_lazy("On track"),
    "at_risk": gettext_lazy("At risk"),
    "off_track": gettext_lazy("Off track"),
    "no_target": gettext_lazy("No target"),
    "no_data": gettext_lazy("No data"),
    "not_due": gettext_lazy("Not due in the semester"),
    "passed": gettext_lazy("The last target has passed"),
    "not_judged": gettext_lazy("Cannot be judged"),
    "not_applicable": gettext_lazy("Not applicable"),
}
"""Progress. Keys are Judgement.state."""

ICONS = {"not_due": "no_target", "passed": "no_target", "not_judged": "no_data"}
"""States that share another's icon; the word tells them apart."""

CELLS = {
    "validated": gettext_lazy("Validated"),
    "submitted": gettext_lazy("Submitted"),
    "returned": gettext_lazy("Returned"),
    "draft": gettext_lazy("In progress"),
    "not_started": gettext_lazy("Not started"),
    "not_applicable": gettext_lazy("Not applicable"),
}
"""Where a report stands. Keys are Cell.state."""

SITUATIONS = {
    "reported": gettext_lazy("Reported"),
    "not_available": gettext_lazy("Not available"),
    "not_applicable": gettext_lazy("Not applicable"),
    "not_sent": gettext_lazy("Not sent"),
    "not_validated": gettext_lazy("Under review"),
    "not_expected": gettext_lazy("Not required"),
}
"""What an institution says of a semester. Keys are InstitutionPoint.situation."""

NOTHING = {
    "not_reported": gettext_lazy("No data"),
    "not_applicable": gettext_lazy("Not applicable"),
    "not_assigned": gettext_lazy("To be assigned"),
    "broken": gettext_lazy("The definition changed"),
}
"""What stands for a figure without a value. Keys are Figure.state."""

UNCOMPARED = {
    "broken": gettext_lazy("The definition changed"),
    "nothing_before": gettext_lazy("Nothing to compare with"),
    "in_words": gettext_lazy("Answers in words are not subtracted"),
}
"""Why there is no change. Keys are Comparison.state."""

CHANGE_CLASSES = {
    "new": gettext_lazy("Indicator created by the plan"),
    "editorial": gettext_lazy("Wording changed"),
    "methodological": gettext_lazy("Definition changed: the series starts anew"),
    "target": gettext_lazy("Target approved"),
    "retired": gettext_lazy("Indicator retired"),
}


def language() -> str:
    return get_language() or "es"


def plain(value: Decimal | int | None, *, is_percent: bool = False) -> str:
    if is_percent:
        return formatting.percent(value, language())
    return formatting.number(value, language())


def series_text(label: str) -> str:
    """A series in the reader's language. The one of an indicator that has no others has no label of its own."""
    return label or _("the whole indicator")


def answers_meaning() -> str:
    """What is counted of a figure that may be of several semesters."""
    return _("One answer is one institution in one semester: in one semester they are as many as the institutions.")


def share_text(part: Decimal | int, whole: Decimal | int) -> str:
    """One number as a share of another, rounded once; of nothing there is no share."""
    return formatting.percent(exact_percent_or_none(part, whole), language())


def plain_expected(value: Decimal | None, *, is_percent: bool = False) -> str:
    """An expected value, which may fall between two whole numbers: one decimal at most."""
    if is_percent or value is None:
        return plain(value, is_percent=is_percent)
    return formatting.number(formatting.rounded(value, 1), language())


def figure_text(figure: Figure) -> str:
    """The figure as printed, or the words that say why there is none: never zero for what is missing."""
    if figure.value is None and figure.in_words is not None and figure.has_answer:
        return in_words.together_text(figure.in_words)
    if figure.value is None:
        return str(NOTHING.get(figure.state, NOTHING["not_reported"]))
    return plain(figure.exact, is_percent=figure.is_percent)


def parts_text(figure: Figure) -> str:
    """The two numbers behind a percentage: "28 of 214"."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    return _("%(part)s of %(whole)s") % {"part": plain(figure.numerator), "whole": plain(figure.denominator)}


def reach_text(figure: Figure) -> str:
    """From how many institutions of how many: the k de n."""
    if not figure.expected:
        return ""
    return ngettext(
        "%(reported)s of %(expected)s institution", "%(reported)s of %(expected)s institutions", figure.expected
    ) % {"reported": figure.reported, "expected": figure.expected}


def point_text(point: InstitutionPoint, *, is_percent: bool) -> str:
    if point.words is not None:
        return in_words.short_text(point.words)
    if point.value is None:
        return str(SITUATIONS[point.situation])
    return plain(point.exact, is_percent=is_percent)


def since_baseline_text(
    value: Decimal | None, against: Decimal | None, baseline: Decimal | None, *, is_percent: bool
) -> str:
    """The division behind a percentage that is read since the baseline; nothing where it is not, or nothing is divided."""
    if value is None or against is None or baseline is None or against == baseline:
        return ""
    said = {
        name: formatting.number(formatting.rounded(number, 2 if is_percent or name == "against" else 4), language())
        for name, number in (("value", value), ("against", against), ("baseline", baseline))
    }
    text = _("progress since the baseline: (%(value)s − %(baseline)s) ÷ (%(against)s − %(baseline)s)") % said
    return text + (_(", in percent") if is_percent else "")


def difference_text(change: Comparison) -> str:
    """The change as printed: in points for percentages, in the unit otherwise."""
    if change.difference is None:
        return str(UNCOMPARED.get(change.state, UNCOMPARED["nothing_before"]))
    if change.is_percent:
        return formatting.points(change.difference, language())
    return formatting.number(change.difference, language(), signed=True)


def move_text(change: Comparison) -> str:
    """Up, down or the same. Without a target it is never better or worse."""
    words: dict[Move | None, Callable[[], str]] = {
        Move.UP: lambda: _("goes up"),
        Move.DOWN: lambda: _("goes down"),
        Move.SAME: lambda: _("stays the same"),
    }
    return words[change.direction]() if change.direction in words else ""


def from_to_text(change: Comparison) -> str:
    return _("From %(before)s to %(after)s") % {
        "before": plain(change.before, is_percent=change.is_percent),
        "after": plain(change.after, is_percent=change.is_percent),
    }


def comparable_text(change: Comparison) -> str:
    """How many institutions the comparison is made of, unless it is all of them."""
    if change.comparable == change.of:
        return ""
    return ngettext(
        "%(comparable)s comparable institution of %(of)s", "%(comparable)s comparable institutions of %(of)s",
        change.comparable,
    ) % {"comparable": change.comparable, "of": change.of}  # fmt: skip


def history_finding(history: IndicatorHistory) -> str:
    """What the line shows, in one sentence: where it was first seen and where it is, never over a change of definition."""
    seen = history.comparable
    if not seen:
        nothing = _("No semester has a validated value since the definition changed")
        return nothing if history.observed else _("No semester has a validated value yet")
    first, last = seen[0], seen[-1]
    words = {
        "first": figure_text(first.figure),
        "start": formatting.period_label(first.period, language()),
        "last": figure_text(last.figure),
        "end": formatting.period_label(last.period, language()),
    }
    if last.figure.value is None and len(seen) > 1:
        return _("%(first)s in %(start)s; %(last)s in %(end)s") % words
    if len(seen) == 1:
        return _("Only one semester has a validated value: %(last)s in %(end)s") % words
    if first.counted != last.counted or last.figure.is_partial:
        words |= {"reach": reach_text(last.figure)}
        return _("%(first)s in %(start)s; %(last)s in %(end)s, from %(reach)s: the sums are not alike") % words
    before, after = first.figure.exact or Decimal(0), last.figure.exact or Decimal(0)
    if words["first"] == words["last"]:  # also where only decimals differ that nobody prints
        return _("It is the same in %(start)s and in %(end)s: %(last)s") % words
    if after > before:
        return _("It goes up from %(first)s in %(start)s to %(last)s in %(end)s") % words
    return _("It goes down from %(first)s in %(start)s to %(last)s in %(end)s") % words


def institution_finding(history: InstitutionHistory, *, is_percent: bool) -> str:
    """The accessible name of one institution's small chart."""
    seen = history.comparable
    if not seen:
        nothing = _("no validated value")
        return f"{history.institution.name}: {nothing}"
    first, last = seen[0], seen[-1]
    return _("%(institution)s: from %(first)s in %(start)s to %(last)s in %(end)s") % {
        "institution": history.institution.name,
        "first": plain(first.exact, is_percent=is_percent),
        "start": formatting.period_label(first.period, language()),
        "last": plain(last.exact, is_percent=is_percent),
        "end": formatting.period_label(last.period, language()),
    }
