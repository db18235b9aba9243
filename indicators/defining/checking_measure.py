"""Whether kind, time, institutions, headline and bounds of a definition go together: the model's constraints, with sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.known import Known
from indicators.defining.problem import Problem
from indicators.models import IndicatorRevision

CHOICES: dict[str, type] = {
    "kind": IndicatorRevision.Kind,
    "accumulation": IndicatorRevision.Accumulation,
    "across": IndicatorRevision.Across,
    "direction": IndicatorRevision.Direction,
    "headline": IndicatorRevision.Headline,
    "progress_method": IndicatorRevision.ProgressMethod,
    "trajectory": IndicatorRevision.Trajectory,
    "institution_targets": IndicatorRevision.InstitutionTargets,
}
NUMBERS = ("sum", "single_reporter")
ACROSS = {
    "COUNT": NUMBERS,
    "PROPORTION": NUMBERS,
    "CHANGE": NUMBERS,
    "REGISTER": ("distinct", *NUMBERS),
    "MILESTONE": ("share", "all", "any", "minimum", "single_reporter"),
    "SCALE": ("median", "single_reporter"),
    "NARRATIVE": ("listed",),
}
"""By which ways the answers to each kind can be put together."""
OVER_TIME = {
    "COUNT": ("flow", "stock", "running"),
    "PROPORTION": ("flow", "stock", "running"),
    "CHANGE": ("stock",),
    "REGISTER": ("flow", "stock"),
    "MILESTONE": ("stock",),
    "SCALE": ("stock",),
    "NARRATIVE": ("stock",),
}
LONGEST_UNIT, MOST_DECIMALS = 80, 4
GREATEST = Decimal(10) ** 15


def problems(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if not document.name.es.strip():
        yield Problem("name.es", _("Write the indicator's name in Spanish."))
    yield from too_long(document.unit, "unit", LONGEST_UNIT)
    if not 0 <= document.decimals <= MOST_DECIMALS:
        yield Problem("decimals", _("A figure is printed with 0 to 4 decimals."))
    unknown = [name for name, choices in CHOICES.items() if getattr(document, name) not in choices.values]  # type: ignore[attr-defined]
    yield from (Problem(name, _("Choose one of the list.")) for name in unknown)
    if not unknown:
        yield from _combination(document)
    yield from _headline(document, known)
    yield from _bounds(document)


def too_long(words: Words, path: str, longest: int) -> Iterator[Problem]:
    """A text that does not fit, in either language."""
    for language, text in (("es", words.es), ("en", words.en)):
        if len(text) > longest:
            yield Problem(f"{path}.{language}", _("At most %(most)s characters.") % {"most": longest})


def _combination(document: DefinitionDocument) -> Iterator[Problem]:
    if document.across not in ACROSS[document.kind]:
        yield Problem("across", _("This kind of indicator cannot be put together across institutions so."))
    if document.accumulation in OVER_TIME[document.kind]:
        return
    if document.kind == "CHANGE":
        yield Problem("accumulation", _("A change is that of what is in force at the end of the semester."))
    elif document.kind == "REGISTER":
        yield Problem(
            "accumulation", _("The items of a list are counted in a semester or at its end, never accumulated.")
        )
    else:
        text = _("Stages, scales and texts say where something stands at the end of the semester.")
        yield Problem("accumulation", text)


def _headline(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    if not document.headline_category:
        return
    category = known.categories.get(document.headline_category)
    if category is None:
        yield Problem("headline_category", _("There is no such category."))
    elif category.dimension.code not in document.dimensions:
        yield Problem("headline_category", _("The headline can be narrowed only by a dimension of the definition."))
    if document.headline == "none":
        yield Problem("headline_category", _("Without one headline figure there is none to narrow."))


def _bounds(document: DefinitionDocument) -> Iterator[Problem]:
    low, high = document.range_low, document.range_high
    if document.tolerance < 0:
        yield Problem("tolerance", _("The tolerance cannot be below zero."))
    if document.direction != "range":
        if low is not None or high is not None:
            yield Problem("range_low", _("Only an indicator that must stay within bounds has them."))
        return
    if low is None:
        yield Problem("range_low", _("Write the lower bound."))
    if high is None:
        yield Problem("range_high", _("Write the upper bound."))
    if low is not None and high is not None and high < low:
        yield Problem("range_high", _("The upper bound cannot be below the lower one."))
    for name, value in (("tolerance", document.tolerance), ("range_low", low), ("range_high", high)):
        yield from not_storable(value, name)


def not_storable(value: Decimal | None, path: str) -> Iterator[Problem]:
    """A number that the database would round or refuse: more than four decimals, or too great."""
    if value is None:
        return
    if abs(value) >= GREATEST:
        yield Problem(path, _("This number is too large."))
    elif value != round(value, MOST_DECIMALS):
        yield Problem(path, _("At most four decimals."))
