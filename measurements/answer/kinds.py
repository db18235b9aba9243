"""The kinds of indicators that are answered in words instead of numbers: how far it came, which option, or a text.

Stages and options are components of the definition, in their order. Of an answer their marks are stored, 1 or 0; whoever reads
it reads the name of the stage or of the option. Of a narrative nothing is stored but the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from indicators.models import Component, IndicatorRevision
from measurements.answer import places
from measurements.answer.content import CellContent, CellKey

Kind, Role = IndicatorRevision.Kind, Component.Role
ROLES = {Kind.MILESTONE: Role.STAGE, Kind.SCALE: Role.OPTION}
IN_WORDS = (Kind.MILESTONE, Kind.SCALE, Kind.NARRATIVE)
PLACES: Mapping[str, Callable[[Iterable[Decimal | None]], int | None]] = {
    Kind.MILESTONE: places.furthest,
    Kind.SCALE: places.chosen,
}


class Unlawful(Exception):
    """The values say what an answer of this kind cannot say; the message tells why, in the reader's language."""


class Amount(Protocol):
    @property
    def value(self) -> Decimal: ...


def is_placed(revision: IndicatorRevision) -> bool:
    """Whether the answer is one place among stages or options."""
    return revision.kind in ROLES


def is_narrative(revision: IndicatorRevision) -> bool:
    """Whether the text is the answer."""
    return revision.kind == Kind.NARRATIVE


def is_in_words(revision: IndicatorRevision) -> bool:
    """Whether the answer has no number that could be added, compared or found odd."""
    return revision.kind in IN_WORDS


def offered(revision: IndicatorRevision) -> list[Component]:
    """The stages or the options, in their order."""
    return [component for component in revision.components.all() if component.role == ROLES.get(Kind(revision.kind))]


def place_of(revision: IndicatorRevision, values: Mapping[CellKey, Amount]) -> int | None:
    """The place that the stored marks say, from 1; 0 for no stage yet; None where nothing is answered or nothing can be read."""
    try:
        return _place(revision, values)
    except ValueError:
        return None


def _place(revision: IndicatorRevision, values: Mapping[CellKey, Amount]) -> int | None:
    if not is_placed(revision):
        return None
    marks = (values.get((component.code, "")) for component in offered(revision))
    return PLACES[revision.kind](None if mark is None else mark.value for mark in marks)


def marks_of(revision: IndicatorRevision, place: int | None) -> dict[CellKey, CellContent]:
    """What is stored of a place; nothing where none was chosen."""
    components = offered(revision)
    if place is None:
        return {}
    make = places.reached if revision.kind == Kind.MILESTONE else places.only
    pairs = zip(components, make(place, len(components)), strict=True)
    return {(component.code, ""): CellContent(mark) for component, mark in pairs}


def require_lawful(revision: IndicatorRevision, values: Mapping[CellKey, CellContent]) -> None:
    """Refuse marks that are no place, and numbers where the text is the answer. Every door writes through here."""
    if is_narrative(revision) and values:
        raise Unlawful(_("This indicator is answered with a text: it has no figures."))
    if not is_placed(revision):
        return
    if set(values) - {(component.code, "") for component in offered(revision)}:
        raise Unlawful(_("This indicator has no such stage or option."))
    try:
        _place(revision, values)
    except ValueError as problem:
        raise Unlawful(
            _("A stage that is reached implies those before it, and each is said to be reached or not.")
            if revision.kind == Kind.MILESTONE
            else _("Exactly one option of the scale is chosen.")
        ) from problem


def question(revision: IndicatorRevision) -> str:
    """What the reporter is asked, and how a reviewer calls that part of the answer."""
    return _("Stage reached") if revision.kind == Kind.MILESTONE else _("Option chosen")


def place_words(revision: IndicatorRevision, place: int | None) -> str:
    """The stage or the option by its name; empty where nothing is answered."""
    if place is None:
        return ""
    return offered(revision)[place - 1].label if place else _("No stage reached yet")


def statement(revision: IndicatorRevision, values: Mapping[CellKey, Amount]) -> str:
    """The whole answer in one line; empty where nothing is answered. A narrative's text stands by itself."""
    if is_narrative(revision):
        return _("Answered with a text")
    place, stages = place_of(revision, values), len(offered(revision))
    if not place:
        return place_words(revision, place)
    name = place_words(revision, place)
    if revision.kind == Kind.SCALE:
        return _("Option chosen: %(option)s") % {"option": name}
    return _("Stage reached: %(stage)s (%(place)d of %(stages)d)") % {"stage": name, "place": place, "stages": stages}
