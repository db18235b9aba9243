"""An answer as it is kept: what events, receipts and their digests say of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from documents.canonical import digest
from measurements.answer.evidence import recorded
from measurements.contributions.record import recorded_units
from measurements.models import Measurement, MeasurementEvent, RegisterEntry

VALUE = ("component__code", "combination__key", "value", "denominator")


def snapshot(measurement: Measurement) -> dict[str, object]:
    """All that the institution says in this answer, as the events, receipts and their digests keep it."""
    values = measurement.values.order_by("component__code", "combination__key")
    explanations = measurement.explanations.order_by("rule", "component", "cell")
    entries = RegisterEntry.objects.filter(measurement=measurement).order_by("item_id")
    return {
        "indicator": measurement.indicator.code,
        "institution": measurement.institution.code,
        "period": measurement.period.code,
        "revision": measurement.revision.number,
        "answer": measurement.answer,
        "reason": measurement.reason,
        "narrative": measurement.narrative,
        "has_no_items": measurement.has_no_items,
        "control_total": measurement.control_total,
        "values": [
            {"component": component, "cell": cell, "value": value, "denominator": denominator}
            for component, cell, value, denominator in values.values_list(*VALUE)
        ],
        "items": list(entries.values_list("frozen", flat=True)),
        "origin": {
            "source_system": measurement.source_system,
            "cut_off_on": measurement.cut_off_on,
            "contact_post": measurement.contact_post,
        },
        "explanations": list(explanations.values("rule", "component", "cell", "text")),
        "evidence": recorded(measurement.evidence.held().select_related("stored_file")),
        **recorded_units(measurement),
    }


def kept_digests(measurements: Sequence[Measurement]) -> list[str]:
    """The digests of what the last events of these answers kept: of answers that were just sent, of what was sent."""
    events = MeasurementEvent.objects.filter(measurement__in=measurements).order_by("sequence")
    last = dict(events.values_list("measurement", "snapshot"))
    return [hashlib.sha256(last[measurement.pk].encode()).hexdigest() for measurement in measurements]


def content_digest(measurement: Measurement) -> str:
    return digest(snapshot(measurement))
