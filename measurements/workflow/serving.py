"""One item ticked for every indicator that it serves: entered under each of them, in the one transaction of the save."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from indicators.models import Indicator
from measurements.answer.content import Content, ItemContent
from measurements.answer.writing import derive
from measurements.checks.stored import answer_said
from measurements.models import Answer, Measurement, RegisterEntry, RegisterItem


class CannotServe(Exception):
    """The item is not entered under the other indicator; the message says why, in the reader's language."""


@dataclass
class Wish:
    """What one other indicator is to gain and to lose."""

    enter: list[RegisterItem] = field(default_factory=list)
    drop: list[RegisterItem] = field(default_factory=list)


def wishes_of(
    measurement: Measurement, written: Iterable[tuple[RegisterItem, ItemContent]]
) -> list[tuple[Indicator, Wish]]:
    """What was ticked and unticked for other indicators of the same plan. What stands so already is no wish."""
    spoken = [(item, content) for item, content in written if content.serves]
    if not spoken:
        return []
    entered = _entered(measurement)
    wishes: dict[str, Wish] = {}
    for item, content in spoken:
        for code, is_ticked in content.serves.items():
            if is_ticked != ((code, item.pk) in entered):
                wish = wishes.setdefault(code, Wish())
                (wish.enter if is_ticked else wish.drop).append(item)
    others = Indicator.objects.filter(plan=measurement.period.plan_id, code__in=wishes).order_by("order")
    return [(other, wishes[other.code]) for other in others.exclude(pk=measurement.indicator_id)]


def is_unserved(measurement: Measurement, content: Content) -> bool:
    """Whether a tick for another indicator does not stand as it was typed."""
    spoken = [item for item in content.items if item.serves]
    entered = _entered(measurement) if spoken else set()
    return any(is_ticked != ((code, item.id) in entered) for item in spoken for code, is_ticked in item.serves.items())


def _entered(measurement: Measurement) -> set[tuple[str, int | None]]:
    """The institution's items of the semester, each with the indicator that lists it."""
    rows = RegisterEntry.objects.filter(
        measurement__institution=measurement.institution_id, measurement__period=measurement.period_id
    )
    return set(rows.values_list("measurement__indicator__code", "item"))


def grant(measurement: Measurement, wish: Wish) -> None:
    """Enter and take off, then bring the figure up to date. The caller has claimed the measurement and saves it."""
    if answer_said(measurement) != Answer.REPORTED:
        text = _("%(code)s says that it cannot be reported. Change that there first.")
        raise CannotServe(text % {"code": measurement.indicator.code})
    registers = {
        rule.register_id for c in measurement.revision.components.all() if (rule := c.counting_rule) is not None
    }
    if any(item.register_id not in registers for item in wish.enter):
        text = _("%(code)s does not count items of this kind.")
        raise CannotServe(text % {"code": measurement.indicator.code})
    RegisterEntry.objects.filter(measurement=measurement, item__in=[item.pk for item in wish.drop]).delete()
    RegisterEntry.objects.bulk_create(RegisterEntry(measurement=measurement, item=item) for item in wish.enter)
    if wish.enter:
        measurement.has_no_items = False
    derive(measurement)
