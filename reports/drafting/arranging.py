"""Which sections a report prints, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.models import User
from measurements.answer.refusals import Refused, Stale
from reports.drafting.opening import require_steering
from reports.drafting.standing import locked, require_drafting
from reports.edition.layout import ALWAYS, ANNEXES, SECTIONS, TITLES
from reports.models import DraftSection, ReportDraft
from reports.report_kinds.scope import scope_of

STANDARD_PLACE = {key: place for place, key in enumerate(TITLES)}
BEYOND = 10_000
"""Past every number that a box takes."""


class NothingPrinted(Refused):
    """Every section was turned off."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for one section. `place`: the number typed beside it, None where the box was left empty."""

    is_on: bool
    place: int | None = None


def in_order(keys: Sequence[str], choices: Mapping[str, Choice]) -> list[str]:
    """The keys as they are printed: sections, then annexes. `keys` stand as they are printed now."""
    return [key for part in parts_of(keys) for key in renumbered(part, choices)]


def parts_of(keys: Iterable[str]) -> tuple[list[str], list[str]]:
    """The sections and the annexes, each numbered from one."""
    found = [*keys]
    return [key for key in found if key not in ANNEXES], [key for key in found if key in ANNEXES]


def renumbered(keys: Sequence[str], choices: Mapping[str, Choice]) -> list[str]:
    """What got another number stands exactly there, of the same number one after the other as in the standard order; what has none,
    or one beyond the end, comes last; the rest keep their order around them."""
    moved = {key: choices[key].place or BEYOND for place, key in enumerate(keys, 1) if choices[key].place != place}
    order = [key for key in keys if key not in moved]
    free = 0
    for key in sorted(moved, key=lambda key: (moved[key], STANDARD_PLACE[key])):
        free = max(free, moved[key] - 1)
        order.insert(free, key)
        free += 1
    return order


def arrange(draft: ReportDraft, choices: Mapping[str, Choice], *, version: int, by: User) -> ReportDraft:
    """Keep what is printed and where; a section that `choices` does not name stays as it is. The places are numbered again.

    Raises NotAllowed, WrongState, Stale and NothingPrinted; then nothing changed.
    """
    with transaction.atomic():
        current = locked(draft)
        require_steering(scope_of(current), by)
        require_drafting(current)
        if current.version != version:
            raise Stale(
                _(
                    "Somebody else, or you in another window, arranged the sections while you had them open. What you send now"
                    " is not kept yet: compare it below with what is kept and save again."
                )
            )
        sections = {each.key: each for each in current.sections.order_by("order", "pk")}
        wanted = as_it_stands(sections) | {key: choices[key] for key in choices if key in sections}
        if not any(wanted[key].is_on for key in wanted if key in SECTIONS):
            raise NothingPrinted(_("A report needs at least one section."))
        changed = placed(sections, wanted)
        if changed:
            DraftSection.objects.bulk_update(changed, ["is_on", "order"])
            current.version += 1
            current.save(update_fields=["version"])
    return current


def as_it_stands(sections: Mapping[str, DraftSection]) -> dict[str, Choice]:
    """The boxes of a page on which nobody typed."""
    return {key: Choice(sections[key].is_on, place) for part in parts_of(sections) for place, key in enumerate(part, 1)}


def placed(sections: Mapping[str, DraftSection], wanted: Mapping[str, Choice]) -> list[DraftSection]:
    """Put each section in its place; those that moved or were turned on or off. `sections` in the order in which they stand."""
    changed = []
    for order, key in enumerate(in_order([*sections], wanted), 1):
        section, is_on = sections[key], wanted[key].is_on or key in ALWAYS
        if (section.order, section.is_on) != (order, is_on):
            section.order, section.is_on = order, is_on
            changed.append(section)
    return changed


def is_standard(sections: list[DraftSection]) -> bool:
    """Whether they are all printed, in the standard order."""
    keys = [each.key for each in sorted(sections, key=lambda each: (each.order, each.pk))]
    return all(each.is_on for each in sections) and keys == sorted(keys, key=STANDARD_PLACE.__getitem__)
