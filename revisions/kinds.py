"""What a definition of each kind is asked, so that a page shows that and nothing else. The same table as the data model's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.models import Component, IndicatorRevision

Kind, Role = IndicatorRevision.Kind, Component.Role
Accumulation, Across = IndicatorRevision.Accumulation, IndicatorRevision.Across

NUMBERS = (Across.SUM, Across.SINGLE_REPORTER)
ANY_TIME = (Accumulation.FLOW, Accumulation.STOCK, Accumulation.RUNNING)
AT_END = (Accumulation.STOCK,)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one kind leaves to choose. The first of each list is what a new definition begins with."""

    accumulations: tuple[str, ...]
    across: tuple[str, ...]
    roles: tuple[str, ...]
    is_number: bool = True
    has_dimensions: bool = False
    has_registers: bool = False
    has_tags: bool = False


ASKED: Mapping[str, Asked] = {
    Kind.COUNT: Asked(ANY_TIME, NUMBERS, (Role.VALUE, Role.BESIDE), has_dimensions=True),
    Kind.PROPORTION: Asked(
        ANY_TIME, NUMBERS, (Role.NUMERATOR, Role.DENOMINATOR, Role.BESIDE), has_dimensions=True, has_registers=True
    ),
    Kind.CHANGE: Asked(AT_END, NUMBERS, (Role.VALUE, Role.BESIDE), has_dimensions=True),
    Kind.REGISTER: Asked(
        (Accumulation.FLOW, Accumulation.STOCK),
        (Across.DISTINCT, *NUMBERS),
        (Role.VALUE, Role.BESIDE),
        has_registers=True,
        has_tags=True,
    ),
    Kind.MILESTONE: Asked(
        AT_END,
        (Across.MINIMUM, Across.SHARE, Across.ALL, Across.ANY, Across.SINGLE_REPORTER),
        (Role.STAGE,),
        is_number=False,
    ),
    Kind.SCALE: Asked(AT_END, (Across.MEDIAN, Across.SINGLE_REPORTER), (Role.OPTION,), is_number=False),
    Kind.NARRATIVE: Asked(AT_END, (Across.LISTED,), (Role.VALUE,), is_number=False),
}


def asked_of(kind: str) -> Asked:
    """An unknown kind is asked like a count; the page says that it is unknown."""
    return ASKED.get(kind, ASKED[Kind.COUNT])


def kinds_in_words() -> list[tuple[str, str]]:
    """Each kind with what institutions enter, for who is no statistician."""
    entered = {
        Kind.COUNT: _("a number"),
        Kind.PROPORTION: _("a part and the whole that it belongs to"),
        Kind.CHANGE: _("a number, shown as the change since the baseline"),
        Kind.REGISTER: _("what was done, item by item; the number follows from the list"),
        Kind.MILESTONE: _("the stage that was reached"),
        Kind.SCALE: _("one answer of a scale"),
        Kind.NARRATIVE: _("a text"),
    }
    return [(kind, f"{Kind(kind).label}: {words}") for kind, words in entered.items()]
