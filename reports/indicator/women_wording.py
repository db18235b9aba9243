"""The share of women over time in words, always with both numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint
from reports.figures.women import WomenShare
from reports.wording.figures import figure_text, language, parts_text, plain, point_text, reach_text


def women_finding(share: WomenShare) -> str:
    """Where the share was first seen and where it is, never over a change of definition. Percentages of other institutions are
    not a rise or a fall.
    """
    seen = share.comparable
    if not seen:
        nothing = _("No semester has a validated value since the definition changed")
        return nothing if share.seen else _("No semester has a validated value by sex yet")
    first, last = seen[0], seen[-1]
    words = {
        "first": figure_text(first.figure),
        "start": formatting.period_label(first.period, language()),
        "last": figure_text(last.figure),
        "parts": parts_text(last.figure),
        "end": formatting.period_label(last.period, language()),
    }
    if len(seen) == 1:
        return _("Women are %(last)s in %(end)s: %(parts)s") % words
    if first.counted != last.counted or last.figure.is_partial:
        words |= {"reach": reach_text(last.figure)}
        return (
            _("Women are %(last)s in %(end)s (%(parts)s), from %(reach)s; they were %(first)s of others in %(start)s")
            % words
        )
    return _("Women are %(last)s in %(end)s (%(parts)s); they were %(first)s in %(start)s") % words


def institution_women_finding(each: InstitutionHistory) -> str:
    """The accessible name of one institution's small chart."""
    seen = each.comparable
    if not seen:
        nothing = _("no validated value")
        return f"{each.institution.name}: {nothing}"
    return _("%(institution)s: from %(first)s in %(start)s to %(last)s in %(end)s") % {
        "institution": each.institution.name,
        "first": plain(seen[0].exact, is_percent=True),
        "start": formatting.period_label(seen[0].period, language()),
        "last": plain(seen[-1].exact, is_percent=True),
        "end": formatting.period_label(seen[-1].period, language()),
    }


def women_text(point: InstitutionPoint) -> str:
    """An institution's share, or why it has none: who reported and counted nobody has nothing to divide."""
    if point.value is None and point.situation == "reported":
        return _("Nobody counted by sex")
    return point_text(point, is_percent=True)


def women_parts(point: InstitutionPoint) -> str:
    if point.numerator is None or point.denominator is None:
        return ""
    return _("%(part)s of %(whole)s") % {"part": plain(point.numerator), "whole": plain(point.denominator)}


def unrecorded_text(share: WomenShare) -> str:
    """How many people of the last semester are in neither number; nothing where there are none."""
    left_out = share.now.unrecorded
    if not left_out:
        return ""
    return ngettext(
        "In %(period)s the sex of %(count)s person was not recorded: outside the share.",
        "In %(period)s the sex of %(count)s people was not recorded: outside the share.",
        int(left_out),
    ) % {"period": formatting.period_label(share.now.period, language()), "count": plain(left_out)}
