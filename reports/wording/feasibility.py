"""Whether a target can be reached, in words: what it would take at the pace seen, and all that is taken for granted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from indicators.calendar import Semester
from reports.arithmetic.feasibility import FEWEST, Feasibility, Outlook
from reports.wording.figures import language, plain_expected

FURTHEST = 40
"""Twenty years: a straight line says nothing of what lies beyond, so no semester is named there."""


def semester(ordinal: int, *, step: int = 1) -> str:
    """The semester, or the year where year is set against year."""
    found = Semester.from_ordinal(ordinal)
    return str(found.year) if step == 2 else formatting.period_label(found.code, language())


def outlook_text(found: Feasibility) -> str:
    """The answer in one sentence."""
    return OUTLOOKS[found.outlook](found)


def reached(found: Feasibility) -> str:
    return _("It is already there, and at the pace seen so far it stays.")


def leaving(found: Feasibility) -> str:
    if is_far(found, found.leaves):
        return _("It is there now; at the pace seen so far it would take more than twenty years to leave it.")
    words = {"semester": semester_of(found, found.leaves)}
    return _("It is there now, but at the pace seen so far it would no longer be in %(semester)s.") % words


def on_time(found: Feasibility) -> str:
    words = {"semester": semester_of(found, found.arrives)}
    if found.aim.by is None and is_far(found, found.arrives):
        return _("At the pace seen so far it would take more than twenty years.")
    if found.aim.by is None:
        return _("At the pace seen so far it would be within the range in %(semester)s.") % words
    return _("Yes: at the pace seen so far it would be reached in %(semester)s, on time.") % words


def late(found: Feasibility) -> str:
    if is_far(found, found.arrives):
        return _("Not on time: at the pace seen so far it would take more than twenty years.")
    words = {"semester": semester_of(found, found.arrives), "due": semester_of(found, found.aim.by)}
    return _("Not on time: at the pace seen so far it would be reached in %(semester)s, after %(due)s.") % words


def semester_of(found: Feasibility, ordinal: int | None) -> str:
    return "" if ordinal is None else semester(ordinal, step=found.step)


def is_far(found: Feasibility, ordinal: int | None) -> bool:
    return ordinal is not None and ordinal - found.last[0] > FURTHEST


def too_few(found: Feasibility) -> str:
    return ngettext(
        "It cannot be said yet: there is %(n)s value that can be compared, and at least %(fewest)s are needed.",
        "It cannot be said yet: there are %(n)s values that can be compared, and at least %(fewest)s are needed.",
        len(found.points),
    ) % {"n": len(found.points), "fewest": FEWEST}  # fmt: skip


OUTLOOKS: dict[Outlook, Callable[[Feasibility], str]] = {
    Outlook.REACHED: reached,
    Outlook.LEAVING: leaving,
    Outlook.ON_TIME: on_time,
    Outlook.LATE: late,
    Outlook.STANDING_STILL: lambda _found: _("No: between the first value and the last one nothing has changed."),
    Outlook.MOVING_AWAY: lambda _found: _("No: at the pace seen so far it moves away from the target."),
    Outlook.PASSED: lambda _found: _("It was not reached by the semester of the target."),
    Outlook.BEYOND: lambda _found: _("No: the target is above 100%, which no percentage passes."),
    Outlook.TOO_FEW: too_few,
}


class Fact(NamedTuple):
    """A number behind the answer: its name, itself, and the count that gives it."""

    label: str
    value: str
    note: str = ""


def facts(found: Feasibility) -> list[Fact]:
    """The pace seen, how even it was, the pace needed, and where it leads."""
    if found.pace is None:
        return []
    said = [Fact(_("Pace seen so far"), moved(found, found.pace), from_to(found))]
    if found.least != found.most and found.least is not None and found.most is not None:
        between = _("%(least)s to %(most)s") % {"least": moved(found, found.least), "most": moved(found, found.most)}
        said.append(Fact(_("From one value to the next"), between))
    if found.aim.by is None:
        return said
    due = {"semester": semester_of(found, found.aim.by)}
    if found.needed is not None:
        said.append(Fact(_("Pace needed"), moved(found, found.needed), needed_text(found, found.aim.by)))
    if found.projected is not None:
        value = plain_expected(found.projected, is_percent=found.is_percent)
        said.append(Fact(_("In %(semester)s at this pace") % due, value))
    return said


def from_to(found: Feasibility) -> str:
    """A change a step, and the two values that it lies between."""
    (start, was), (end, now) = found.first, found.last
    words = {
        "was": plain_expected(was, is_percent=found.is_percent),
        "start": semester(start, step=found.step),
        "now": plain_expected(now, is_percent=found.is_percent),
        "end": semester(end, step=found.step),
    }
    if found.step == 2:
        return _("a year: from %(was)s in %(start)s to %(now)s in %(end)s") % words
    return _("a semester: from %(was)s in %(start)s to %(now)s in %(end)s") % words


def needed_text(found: Feasibility, by: int) -> str:
    due = {"semester": semester_of(found, by)}
    said = _("a year until %(semester)s") if found.step == 2 else _("a semester until %(semester)s")
    return "; ".join(filter(None, (said % due, times_text(found))))


def times_text(found: Feasibility) -> str:
    if found.ratio is None:
        return ""
    ratio = formatting.number(formatting.rounded(found.ratio, 1), language())
    return _("%(ratio)s times the pace seen") % {"ratio": ratio}


def moved(found: Feasibility, change: Decimal) -> str:
    """A change with its sign: in points for percentages."""
    if found.is_percent:
        return formatting.points(change, language())
    return formatting.number(formatting.rounded(change, 1), language(), signed=True)


def assumptions(found: Feasibility) -> list[str]:
    """What is taken for granted, so that nobody reads a straight line as a promise."""
    if found.pace is None:
        return left_out(found)
    said = [
        _(
            "It is no forecast: the average change between the first value and the last is carried on in a straight line."
        ),
        _("Only values of the same institutions, none of them partial, since the definition last changed its meaning."),
        *left_out(found),
    ]
    if found.step == 2:
        said.append(_("The target is of the calendar year, so whole years are compared."))
    if found.is_percent:
        said.append(_("The change is in percentage points; no percentage passes 100%."))
    return said


def left_out(found: Feasibility) -> list[str]:
    if not found.left_out:
        return []
    return [
        ngettext(
            "%(n)s value is left out: it is partial, or of other institutions.",
            "%(n)s values are left out: they are partial, or of other institutions.",
            found.left_out,
        )
        % {"n": found.left_out}
    ]
