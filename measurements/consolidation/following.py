"""Answers begun under a definition that another one replaces in the open semester: what still fits moves to the new one.

That happens only in the plan's first session, while nothing was sent. What was written stays whole in the plan's chain; cells whose
component and categories the new definition still asks for are carried over, and so are items of the lists that it still counts. An
answer that waited for approval goes back to whoever prepares it. What was ever sent keeps its definition.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Appointment
from measurements.answer import kinds
from measurements.answer.content import CellContent, CellKey
from measurements.answer.entries import asks_control_total, freeze_entries, has_denominator
from measurements.answer.grid import Cell, grid_of
from measurements.answer.reasons import NOTHING_IN_FORCE
from measurements.answer.writing import derive, rows_of, write_values
from measurements.chain import chain
from measurements.checks.explaining import drop_idle
from measurements.consolidation.asking import can_be_consolidated
from measurements.contributions.parts import values_of_part
from measurements.contributions.record import record_step
from measurements.models import (
    Answer,
    ContributedValue,
    Contribution,
    ContributionEvent,
    EntryTick,
    Measurement,
    Status,
)
from notifications import mailing
from notifications.models import Kind
from notifications.telling import Told, tell

Cells = Mapping[CellKey, CellContent]


@dataclass(frozen=True, slots=True)
class Followed:
    """An answer that moved: how many of its figures and items there were, and how many the new definition still asks for."""

    measurement: Measurement
    written: int
    carried: int


def follow(
    to: IndicatorRevision, period: ReportingPeriod, *, post: Appointment, at: dt.datetime
) -> tuple[Followed, ...]:
    """Bring what institutions began for the semester, and never sent, under this definition of the indicator; tell them.

    `post` is that of whoever adopts. To take an adoption back, follow the definition before it first.
    """
    with transaction.atomic():
        chain.lock(period.plan_id)
        whole = IndicatorRevision.objects.with_definition().get(pk=to.pk)
        begun = Measurement.objects.filter(
            indicator=whole.indicator, period=period, first_submitted_at__isnull=True
        ).exclude(revision=whole)
        moved = tuple(
            _move(each, whole, post, at) for each in begun.select_related("indicator", "institution", "period")
        )
        _move_parts(whole, period, post, at)
    for each in moved:
        _tell(each, at)
    return moved


def _move(measurement: Measurement, to: IndicatorRevision, post: Appointment, at: dt.datetime) -> Followed:
    before = measurement.status
    freeze_entries(measurement)  # the chain keeps a list as it is frozen
    measurement.status, measurement.prepared_at, measurement.prepared_by = Status.DRAFT, None, None
    chain.append(measurement, from_status=before, post=post, at=at, comment=_comment())
    read = measurement.values.select_related("component", "combination")
    values = {(v.component.code, v.combination.key): CellContent(v.value, v.denominator) for v in read}
    was_listed = measurement.entries.exists() or measurement.has_no_items
    items = measurement.entries.count()
    measurement.values.all().delete()
    measurement.revision = to
    measurement.version += 1
    _drop_what_is_not_asked(measurement)
    if to.is_itemised:
        kept = _carry_items(measurement)
        measurement.save()
        derive(measurement)
        counts = (items, kept) if was_listed else (len(values), 0)
    else:
        _take_list_off(measurement)
        carried = carried_over(values, to)
        write_values(measurement, carried)
        counts = (len(values), len(carried))
    measurement.save()
    drop_idle(measurement)
    return Followed(measurement, *counts)


def carried_over(values: Cells, to: IndicatorRevision) -> dict[CellKey, CellContent]:
    """The cells that another definition asks for too: the same component, the same categories, a denominator or none alike.

    Marks of stages or options that would say no lawful answer any more are not carried at all.
    """
    asked = {cell.key: cell for cell in grid_of(to).cells}
    kept = {key: content for key, content in values.items() if key in asked and _fits(content, asked[key])}
    try:
        kinds.require_lawful(to, kept)
    except kinds.Unlawful:
        return {}
    return kept


def _fits(content: CellContent, cell: Cell) -> bool:
    return (content.denominator is not None) == cell.has_denominator


def _drop_what_is_not_asked(measurement: Measurement) -> None:
    to = measurement.revision
    if not asks_control_total(to):
        measurement.control_total = None
    if not to.is_itemised:
        measurement.has_no_items = False
    if measurement.reason == NOTHING_IN_FORCE and not (to.is_itemised and has_denominator(to)):
        measurement.answer, measurement.reason = Answer.REPORTED, ""


def _carry_items(measurement: Measurement) -> int:
    """Keep on the list the items of the lists that are still counted, with the conditions that are still asked of them."""
    to = measurement.revision
    components = {each.code: each for each in to.components.all()}
    counted = {rule.register_id for each in components.values() if (rule := each.counting_rule) is not None}
    measurement.entries.exclude(item__register__in=counted).delete()
    ticks = list(EntryTick.objects.filter(entry__measurement=measurement).select_related("component"))
    EntryTick.objects.filter(entry__measurement=measurement).delete()
    EntryTick.objects.bulk_create(
        EntryTick(entry_id=tick.entry_id, component=components[tick.component.code])
        for tick in ticks
        if tick.component.code in components
    )
    measurement.entries.update(frozen=None)
    return measurement.entries.count()


def _take_list_off(measurement: Measurement) -> None:
    """The items stay in the institution's lists; this answer is no longer made of them."""
    EntryTick.objects.filter(entry__measurement=measurement).delete()
    measurement.entries.all().delete()


def _move_parts(to: IndicatorRevision, period: ReportingPeriod, post: Appointment, at: dt.datetime) -> None:
    """What units gave or began for their institutions, unless the answer that it belongs to was already sent."""
    sent = Measurement.objects.filter(indicator=to.indicator, period=period, first_submitted_at__isnull=False).values(
        "institution"
    )
    parts = Contribution.objects.filter(indicator=to.indicator, period=period).exclude(institution__in=sent)
    for part in parts.with_values():
        if not can_be_consolidated(to):
            record_step(part, ContributionEvent.Act.WITHDRAWN, post=post, at=at)
            part.delete()
        elif {value.component.revision_id for value in part.values.all()} - {to.pk}:
            _move_part(part, to, post, at)


def _move_part(part: Contribution, to: IndicatorRevision, post: Appointment, at: dt.datetime) -> None:
    """The unit gives it again where it is no longer whole: what it gave once is kept in its steps."""
    values = values_of_part(part)
    carried = carried_over(values, to)
    needed = {cell.key for cell in grid_of(to).cells if not cell.is_optional}
    part.values.all().delete()
    ContributedValue.objects.bulk_create(ContributedValue(contribution=part, **row) for row in rows_of(to, carried))
    if part.is_given and (carried.keys() != values.keys() or needed - carried.keys()):
        part.status, part.given_by, part.given_at = Contribution.Status.ASKED, None, None
        record_step(part, ContributionEvent.Act.TAKEN_BACK, post=post, at=at)
    part.version += 1
    part.save()


def _comment() -> str:
    """In the language of the record."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "The Committee changed the definition of this indicator. What the new one also asks for was carried over;"
            " the rest is kept in the record."
        )


def _tell(followed: Followed, at: dt.datetime) -> None:
    people = mailing.people_of(followed.measurement.institution_id)
    tell(people, kind=Kind.COMMITMENT, write=lambda: told_of(followed), at=at)


def told_of(followed: Followed) -> Told:
    """What the institution must look at again."""
    answer = followed.measurement
    words = {"indicator": answer.indicator.code, "period": period_label(answer.period.code, language())}
    kept = ngettext(
        "Of %(count)d figure or item that you had written, %(kept)d was carried over.",
        "Of %(count)d figures or items that you had written, %(kept)d were carried over.",
        followed.written,
    ) % {"count": followed.written, "kept": followed.carried}
    again = _("Look at the answer again under the new definition before it is handed over.")
    return Told(
        title=_("%(indicator)s: its definition changed while you were answering it for %(period)s") % words,
        text=f"{kept} {again}",
        path=reverse("entry", args=[answer.period.code, answer.institution.code, answer.indicator.code]),
    )
