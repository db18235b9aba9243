"""Making the rows of an answer say again what was last sent, where what was opened of it was written and never sent."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from institutions.models import User
from measurements.answer import evidence
from measurements.answer.content import Content
from measurements.answer.reading import Said, said_in
from measurements.answer.writing import write, write_values
from measurements.models import EntryTick, Measurement, MeasurementEvent, Opening, RegisterEntry


def write_as_sent(
    measurement: Measurement,
    sending: MeasurementEvent,
    opening: Opening,
    *,
    since: dt.datetime,
    by: User,
    at: dt.datetime,
) -> None:
    """The caller holds the transaction, took the version and saves. `since` is when the answer came back to be written.

    Items are shared with other answers: they and their documents stay as they are now, beside what this one keeps of them.
    """
    said, kept = said_in(sending, measurement.revision), json.loads(sending.snapshot)
    measurement.updated_by, measurement.updated_at = by, at
    write(measurement, _content(measurement, said, kept), keeps_list=True)
    measurement.answer, measurement.reason = said.answer, said.reason
    if measurement.revision.is_itemised:
        _put_list_back(measurement, kept["items"], opening)
        write_values(measurement, said.values)
    _put_documents_back(measurement, since, evidence.Hand(by, at))


def _content(measurement: Measurement, said: Said, kept: dict[str, Any]) -> Content:
    forgotten = {explanation.key: "" for explanation in measurement.explanations.all()}
    control = kept["control_total"]
    return Content(
        answer=said.answer,
        reason=said.reason,
        narrative=said.narrative,
        narrative_language=measurement.narrative_language,
        control_total=None if control is None else Decimal(control),
        has_no_items=kept["has_no_items"],
        values=said.values,
        origin=said.origin,
        explanations=forgotten | dict(said.explanations),
    )


def _put_list_back(measurement: Measurement, kept: list[dict[str, Any]], opening: Opening) -> None:
    """The events keep a list in the order of its items' ids, as the opening does."""
    RegisterEntry.objects.filter(measurement=measurement).delete()
    entries = RegisterEntry.objects.bulk_create(
        RegisterEntry(measurement=measurement, item_id=item, frozen=frozen)
        for item, frozen in zip(opening.listed, kept, strict=True)
    )
    components = {component.code: component for component in measurement.revision.components.all()}
    EntryTick.objects.bulk_create(
        EntryTick(entry=entry, component=components[code])
        for entry in entries
        for code in (entry.frozen or {}).get("ticks", ())
    )


def _put_documents_back(measurement: Measurement, since: dt.datetime, hand: evidence.Hand) -> None:
    """Those added since are taken off, those taken off since hang there again. No row is deleted."""
    for row in measurement.evidence.held().filter(added_at__gte=since):
        evidence.take_off(row, hand)
    for row in measurement.evidence.filter(added_at__lt=since, removed_at__gte=since).select_related("stored_file"):
        evidence.attach(measurement, row.stored_file, evidence.marks_of(row), hand)
