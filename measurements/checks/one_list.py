"""A register that is filled once, though several indicators ask their own conditions of each of its items: the contingents."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from measurements.answer.counting import counted_by
from measurements.answer.entries import has_denominator, item_as_counted, rules_of
from measurements.models import Measurement, RegisterEntry


def left_out(measurement: Measurement) -> Iterator[str]:
    """Items that count in the semester and that another such indicator of the institution lists, while this one does not.

    Of an answer on its first way only: once it was sent, the reviewer compares the two.
    """
    if not measurement.is_editable or measurement.first_submitted_at or not has_denominator(measurement.revision):
        return
    rules, period = rules_of(measurement.revision), measurement.period
    for entry in _listed_elsewhere(measurement, {rule.register for rule in rules}):
        if counted_by(rules, item_as_counted(entry.item), period.starts_on, period.ends_on):
            words = {"item": entry.item.title, "code": entry.measurement.indicator.code}
            text = _("“%(item)s” is in the list of %(code)s and not in this one: say here too what it meets, and save.")
            yield text % words


def _listed_elsewhere(measurement: Measurement, registers: set[str]) -> Iterator[RegisterEntry]:
    others = RegisterEntry.objects.filter(
        measurement__period=measurement.period_id,
        measurement__institution=measurement.institution_id,
        measurement__revision__kind=measurement.revision.kind,
        item__register__code__in=registers,
    ).exclude(item__in=measurement.entries.values("item"))
    whole = others.select_related("measurement__indicator", "item__register").order_by("item")
    yield from whole.prefetch_related("item__stages__stage", "item__tags__category__dimension")
