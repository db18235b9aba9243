"""Counts of activities in sentences. Nothing is computed here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.figures.coverage import Coverage
from activities.figures.narrowing import NEWS_FIRST
from activities.figures.reading import last_semester
from activities.figures.tally import BetweenYears, Tally
from activities.progress import Standing
from activities.standing_words import KEYS, label_of
from activities.views.asking import STANDINGS
from activities.views.looking import Looked
from documents.formatting import joined, number, percent, period_label
from documents.speaking import language


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many stand like this, and where they are listed."""

    standing: Standing
    key: str
    label: str
    count: int
    url: str = ""


def standing_counts(tally: Tally) -> tuple[StandingCount, ...]:
    """What asks for attention first; each standing also where nothing stands like it, so that zero can be read."""
    return tuple(StandingCount(each, KEYS[each], label_of(each), tally.standing(each)) for each in NEWS_FIRST)


def linked_counts(tally: Tally, year: int) -> tuple[StandingCount, ...]:
    """Each with the address of its list; of a standing that nothing has, without."""
    words = {standing: word for word, standing in STANDINGS.items()}
    address = reverse("activity_list")
    return tuple(
        replace(each, url=f"{address}?anio={year}&estado={words[each.standing]}") if each.count else each
        for each in standing_counts(tally)
    )


def heading(looked: Looked) -> str:
    """The answer in one sentence: how many, and how they stand."""
    if looked.year is None:
        return _("Activities")
    year, tally = looked.year.year, looked.tally
    if not looked.year.is_frozen:
        words = {"count": number(tally.total, language()), "year": year}
        return (
            ngettext(
                "%(count)s activity proposed for %(year)s", "%(count)s activities proposed for %(year)s", tally.total
            )
            % words
        )
    words = {"count": number(tally.kept, language()), "year": year}
    counted = ngettext("%(count)s activity in %(year)s", "%(count)s activities in %(year)s", tally.kept) % words
    said = joined(list(counts_said(tally)), language())
    return f"{counted}: {said}" if said else counted


def counts_said(tally: Tally) -> Iterator[str]:
    """“12 realizadas”, “3 con retraso”: those that somebody stands in; cancelled ones are said apart."""
    if tally.done:
        yield ngettext("%(n)s done", "%(n)s done", tally.done) % {"n": tally.done}
    if tally.delayed:
        yield ngettext("%(n)s delayed", "%(n)s delayed", tally.delayed) % {"n": tally.delayed}
    if tally.running:
        yield ngettext("%(n)s under way", "%(n)s under way", tally.running) % {"n": tally.running}
    if tally.unreported:
        yield ngettext("%(n)s without a note yet", "%(n)s without a note yet", tally.unreported) % {
            "n": tally.unreported
        }
    if tally.planned:
        yield ngettext("%(n)s to begin", "%(n)s to begin", tally.planned) % {"n": tally.planned}


def share_said(tally: Tally, year: int, on: dt.date) -> str:
    """The share that is done, with its coverage in the same breath."""
    if tally.share_done is None:
        return ""
    words = {
        "share": percent(tally.share_done, language()),
        "done": number(tally.done, language()),
        "kept": number(tally.kept, language()),
    }
    said = (
        ngettext(
            "%(share)s are done: %(done)s of %(kept)s that was not cancelled.",
            "%(share)s are done: %(done)s of the %(kept)s that were not cancelled.",
            tally.kept,
        )
        % words
    )
    return f"{said} {coverage_said(tally, year, on)}"


def coverage_said(tally: Tally, year: int, on: dt.date) -> str:
    """Of how many of those that had to be spoken for something was said, and how much of that the Committee validated."""
    semester = last_semester(year, on)
    if semester is None:
        return _("No semester of %(year)s has ended: no note was due yet.") % {"year": year}
    words = {
        "told": tally.told,
        "expected": tally.expected,
        "period": period_label(semester.code, language()),
        "validated": tally.validated,
        "noted": tally.noted,
    }
    known = ngettext(
        "%(expected)s should have begun by the end of %(period)s; known how it stood then: %(told)s.",
        "%(expected)s should have begun by the end of %(period)s; known how they stood then: %(told)s.",
        tally.expected,
    )
    validated = _("With a note: %(noted)s; with the last note validated: %(validated)s.")
    return f"{known % words} {validated % words}"


def between_said(compared: BetweenYears, before: int, after: int) -> str:
    """Like for like: the same institutions, on the same day of each year."""
    if not compared.institutions:
        return ""
    words = {
        "before": before,
        "after": after,
        "kept_before": compared.before.kept,
        "kept_after": compared.after.kept,
        "done_before": compared.before.done,
        "done_after": compared.after.done,
        "count": len(compared.institutions),
    }
    return (
        ngettext(
            "The institution with an adopted plan in both years had %(kept_before)s in %(before)s and has %(kept_after)s "
            "in %(after)s; on this day %(done_before)s were done then, %(done_after)s are now.",
            "The %(count)s institutions with an adopted plan in both years had %(kept_before)s in %(before)s and have "
            "%(kept_after)s in %(after)s; on this day %(done_before)s were done then, %(done_after)s are now.",
            len(compared.institutions),
        )
        % words
    )


def coverage_heading(looked: Looked, coverage: Coverage) -> str:
    """“18 de 21 acciones del plan tienen actividades en 2026”."""
    if looked.year is None:
        return _("Coverage of the plan")
    words = {"served": coverage.served, "actions": len(coverage.actions), "year": looked.year.year}
    if looked.sees_all:
        return _("%(served)s of %(actions)s actions of the plan have activities in %(year)s") % words
    return _("Your institution has activities in %(year)s for %(served)s of the plan's %(actions)s actions") % words


def whose(looked: Looked) -> str:
    """Said on every view: whose activities are counted."""
    if looked.sees_all:
        return ""
    return _("Only the activities of your institution are shown.")
