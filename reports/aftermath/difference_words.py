"""Differences in words: which figure, and what stood and stands there. A value that is missing is said to be missing, never zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents import formatting
from reports.aftermath.differences import Difference
from reports.aftermath.places import Fact, Place, What
from reports.edition.by_institution import situation_word
from reports.edition.kind import from_to
from reports.edition.reading import Snapshot
from reports.wording import figures as wording

WHAT: dict[str, Promise] = {
    What.VALUE: gettext_lazy("Figure"),
    What.PARTS: gettext_lazy("Part and whole"),
    What.REACH: gettext_lazy("Institutions that reported"),
    What.STATE: gettext_lazy("State of progress"),
    What.TARGET: gettext_lazy("Target"),
    What.WORDS: gettext_lazy("Answer in words"),
    What.DEFINITION: gettext_lazy("Definition"),
    What.SITUATION: gettext_lazy("Situation of the answer"),
    What.SET_TARGET: gettext_lazy("Target that was set"),
    What.BASELINE: gettext_lazy("Baseline"),
    What.CELLS: gettext_lazy("Values by category"),
    What.TEXT: gettext_lazy("Text of the institution"),
}
NAMED: dict[tuple[str, str], Promise] = {
    (What.COVERAGE, "expected"): gettext_lazy("Expected reports"),
    (What.COVERAGE, "submitted"): gettext_lazy("Received reports"),
    (What.COVERAGE, "on_time"): gettext_lazy("Reports received on time"),
    (What.COVERAGE, "validated"): gettext_lazy("Validated reports"),
    (What.COVERAGE, "with_data"): gettext_lazy("Reports with data"),
    (What.ACTIVITIES, "planned"): gettext_lazy("Activities not begun"),
    (What.ACTIVITIES, "running"): gettext_lazy("Activities under way"),
    (What.ACTIVITIES, "done"): gettext_lazy("Activities done"),
    (What.ACTIVITIES, "delayed"): gettext_lazy("Delayed activities"),
    (What.ACTIVITIES, "unreported"): gettext_lazy("Activities without the note that was due"),
    (What.ACTIVITIES, "cancelled"): gettext_lazy("Cancelled activities"),
    (What.BUDGET, "yes"): gettext_lazy("Institutions with a budget item"),
    (What.BUDGET, "no"): gettext_lazy("Institutions without a budget item"),
    (What.BUDGET, "not_reported"): gettext_lazy("Institutions that did not say whether they have one"),
    (What.BUDGET, "answer"): gettext_lazy("Whether it has a budget item"),
    (What.BUDGET, "initial"): gettext_lazy("PIA"),
    (What.BUDGET, "modified"): gettext_lazy("PIM"),
    (What.BUDGET, "committed"): pgettext_lazy("amount", "Committed"),
    (What.BUDGET, "executed"): pgettext_lazy("amount", "Accrued"),
    (What.EARLIER, "value"): gettext_lazy("Figure of an earlier semester"),
    (What.EARLIER, "parts"): gettext_lazy("Part and whole of an earlier semester"),
    (What.EARLIER, "reach"): gettext_lazy("Institutions that reported an earlier semester"),
    (What.EARLIER, "comparable"): gettext_lazy("Figure that the change is read from"),
    (What.THRESHOLD, "low"): gettext_lazy("From where it is at risk"),
    (What.THRESHOLD, "high"): gettext_lazy("From where it is on track"),
}
ANSWERS: dict[str | None, Promise] = {
    "yes": pgettext_lazy("budget", "Yes"),
    "no": pgettext_lazy("budget", "No"),
    "not_reported": pgettext_lazy("budget", "Not reported"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One difference as it is printed. `is_band`: the state of progress changed."""

    where: str
    what: str
    before: str
    after: str
    is_band: bool


def lines_of(found: Iterable[Difference], s: Snapshot) -> list[Line]:
    """In the language of the snapshot, which gives the names."""
    return [
        Line(
            where_of(each.place, s),
            what_of(each.place, s),
            fact_text(each.place, each.before, s, is_before=True),
            fact_text(each.place, each.after, s, is_before=False),
            each.is_band,
        )
        for each in found
    ]


def where_of(place: Place, s: Snapshot) -> str:
    """`PART-1.2.1 · contingents · Army`; of no indicator, the institution or the whole report. Last the semesters, where they are
    others than the report's last one.
    """
    parts = [area_of(place.indicator, s)]
    if place.indicator in s.indicators and place.series:
        parts.append(s.series_label(place.indicator, place.series))
    if place.category:
        dimension, code = place.category.split("=", 1)
        parts.append(category_text(dimension, code, s))
    if place.institution:
        parts.append(s.short(place.institution) if place.institution in s.institutions else place.institution)
    if place.over:
        first, _bar, last = place.over.partition("/")
        parts.append(from_to(s, first, last or first))
    return " · ".join(part for part in parts if part) or _("The whole report")


def area_of(code: str, s: Snapshot) -> str:
    """An area stands where an indicator does; it is told by its name."""
    names = {each["code"]: s.text(each["name"]) for each in s["plan"]["pillars"]}
    return names.get(code, code)


def category_text(dimension: str, code: str, s: Snapshot) -> str:
    return s.category(dimension, code) if dimension in s["categories"] else code


def what_of(place: Place, s: Snapshot) -> str:
    if place.what == What.GOAL:
        return _("Goal of the United Nations for %(year)s") % {"year": place.name}
    if place.what in WHAT:
        return str(WHAT[place.what])
    return str(NAMED[place.what, place.name])


def fact_text(place: Place, fact: Fact, s: Snapshot, *, is_before: bool) -> str:
    """A fact as it is printed."""
    if place.what in (What.DEFINITION, What.WORDS, What.CELLS, What.TEXT):
        return digest_text(fact, is_before=is_before)
    if fact.text is None:
        return _("No figure") if place.what in (What.VALUE, What.PARTS) else "–"
    if place.what == What.STATE:
        return str(wording.STATES.get(fact.text, fact.text))
    if place.what == What.SITUATION:
        return said_in_reports(fact.text)
    if place.what == What.BUDGET and place.name == "answer":
        return str(ANSWERS.get(fact.text, fact.text))
    if "/" in fact.text:
        part, whole = (number_text(each, s) for each in fact.text.split("/"))
        return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    return s.percent(fact.text) if fact.is_percent else number_text(fact.text, s)


def said_in_reports(situation: str) -> str:
    """With the words that the compared report prints."""
    return str(wording.SITUATIONS["reported"]) if situation == "reported" else situation_word(situation)


def digest_text(fact: Fact, *, is_before: bool) -> str:
    if fact.text is None:
        return _("none")
    return _("as it stood") if is_before else _("another since")


def number_text(text: str, s: Snapshot) -> str:
    return text if text == "–" else formatting.number(Decimal(text), s.language)
