"""Which sections a report prints, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
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


class NothingPrinted(Refused):
    """Every section was turned off."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for one section. `place`: the number typed beside it, None where the box was left empty."""

    is_on: bool
    place: int | None = None


def in_order(choices: Mapping[str, Choice]) -> list[str]:
    """The keys in the order in which they are printed: sections, then annexes; by number; those of the same number, and those
    without one at the end, as in the standard order."""
    return sorted(choices, key=lambda key: (key in ANNEXES, *place_of(choices[key]), STANDARD_PLACE[key]))


def place_of(choice: Choice) -> tuple[bool, int]:
    return choice.place is None, choice.place or 0


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
        sections = {each.key: each for each in current.sections.all()}
        wanted = {key: choices.get(key, Choice(each.is_on, each.order)) for key, each in sections.items()}
        if not any(wanted[key].is_on for key in wanted if key in SECTIONS):
            raise NothingPrinted(_("A report needs at least one section."))
        changed = placed(sections, wanted)
        if changed:
            DraftSection.objects.bulk_update(changed, ["is_on", "order"])
            current.version += 1
            current.save(update_fields=["version"])
    return current


def placed(sections: Mapping[str, DraftSection], wanted: Mapping[str, Choice]) -> list[DraftSection]:
    """Put each section in its place; those that moved or were turned on or off."""
    changed = []
    for order, key in enumerate(in_order(wanted), 1):
        section, is_on = sections[key], wanted[key].is_on or key in ALWAYS
        if (section.order, section.is_on) != (order, is_on):
            section.order, section.is_on = order, is_on
            changed.append(section)
    return changed


def is_standard(sections: list[DraftSection]) -> bool:
    """Whether they are all printed, in the standard order."""
    keys = [each.key for each in sorted(sections, key=lambda each: (each.order, each.pk))]
    return all(each.is_on for each in sections) and keys == sorted(keys, key=STANDARD_PLACE.__getitem__)
