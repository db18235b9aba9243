"""What stands behind the figures of a report, answer by answer: who validated it, its cells as stored, and the documents that prove it.

Of an answer that is not validated only where it stands is kept. Nothing has an identifier of the database. The name of a
confidential document is withheld; its digest is not, so that it can still be told to be the same one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from institutions.models import Appointment
from measurements.models import Grade, MeasuredValue, Measurement, MeasurementEvent, ReceiptLine, Status
from reports.report_kinds.scope import ReportScope
from reports.snapshot.bilingual import both, said, same

Content = dict[str, Any]
ORDER = (
    "period__ordinal", "indicator__pillar__order", "indicator__order", "indicator__code", "institution__order",
    "institution__code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Which answer it is, as people name it."""

    indicator: str
    period: str
    institution: str

    @classmethod
    def of(cls, measurement: Measurement) -> Place:
        return cls(measurement.indicator.code, measurement.period.code, measurement.institution.code)

    @property
    def row(self) -> Content:
        return {"indicator": self.indicator, "period": self.period, "institution": self.institution}


def answers_of(scope: ReportScope) -> Content:
    """The answers that were sent, the cells and the documents of those that are validated: four queries whatever the size."""
    sent = list(received(scope))
    validated = {each.pk: Place.of(each) for each in sent if each.status == Status.VALIDATED}
    validations, receipts = read_validations(validated), read_receipts([each.pk for each in sent])
    return {
        "answers": [answer(each, validations.get(each.pk), receipts.get(each.pk)) for each in sent],
        "cells": cells(validated),
        "evidence": [row for pk, place in validated.items() for row in evidence(place, validations.get(pk))],
    }


def received(scope: ReportScope) -> Collection[Measurement]:
    """Everything that was sent at least once in the semesters of the report, in the plan's order."""
    rows = Measurement.objects.received().filter(
        indicator__plan=scope.plan,
        period__ordinal__gte=scope.first.ordinal,
        period__ordinal__lte=scope.period.ordinal,
    )
    if scope.institution is not None:
        rows = rows.filter(institution=scope.institution)
    return rows.select_related("indicator", "institution", "period", "revision").order_by(*ORDER)


def answer(measurement: Measurement, validation: MeasurementEvent | None, receipt: str | None) -> Content:
    row = Place.of(measurement).row | {"status": status_of(measurement), "receipt": receipt}
    if measurement.status != Status.VALIDATED:
        unknown = dict.fromkeys(("answer", "reason", "narrative", "language", "validated_by", "validated_on"))
        return row | unknown | {"kind": measurement.revision.kind}
    return row | {
        "answer": measurement.answer,
        "reason": measurement.reason,
        "narrative": measurement.narrative,
        "language": measurement.narrative_language,
        "kind": measurement.revision.kind,
        "validated_by": post_of(validation.appointment) if validation else None,
        "validated_on": day_of(measurement.validated_at),
    }


def status_of(measurement: Measurement) -> str:
    """What the institution is correcting stays returned until it is sent again."""
    return Status.RETURNED if measurement.status == Status.PREPARED else measurement.status


def post_of(post: Appointment) -> Content:
    """A post and its institution; never the name of a person."""
    title = same(post.post_title) if post.post_title else said(post.get_role_display)
    return {"post": title, "institution": both(post.institution, "name")}


def day_of(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else timezone.localtime(moment).date()


def read_validations(measurements: Collection[int]) -> dict[int, MeasurementEvent]:
    """The Committee's last word of validation about each answer, with all that the answer said then."""
    events = (
        MeasurementEvent.objects.filter(
            measurement__in=measurements, from_status=Status.SUBMITTED, to_status=Status.VALIDATED
        )
        .select_related("appointment__institution")
        .order_by("sequence")
    )
    return {each.measurement_id: each for each in events}


def read_receipts(measurements: Collection[int]) -> dict[int, str]:
    """The number of the last receipt of each answer."""
    lines = ReceiptLine.objects.filter(measurement__in=measurements).order_by("version")
    return dict(lines.values_list("measurement_id", "receipt__number"))


# --- Cells ---


def cells(validated: Mapping[int, Place]) -> list[Content]:
    """Every stored value, one row a cell. A proportion has its two parts and no value; everything else its value alone."""
    rows = MeasuredValue.objects.filter(measurement__in=validated).order_by(
        *(f"measurement__{each}" for each in ORDER), "component__order", "component__code", "combination__key"
    )
    return [
        validated[pk].row | {"component": component, "combination": combination_of(key)} | parts(value, denominator)
        for pk, component, key, value, denominator in rows.values_list(
            "measurement_id", "component__code", "combination__key", "value", "denominator"
        )
    ]


def parts(value: Any, denominator: Any) -> Content:
    if denominator is None:
        return {"value": value, "numerator": None, "denominator": None}
    return {"value": None, "numerator": value, "denominator": denominator}


def combination_of(key: str) -> dict[str, str]:
    """`rank_category=ncos|sex=women` → the category of each dimension; of the whole cell nothing."""
    pairs = (part.partition("=") for part in key.split("|") if part)
    return {dimension: category for dimension, _equals, category in pairs}


def dimensions_in(rows: Collection[Content]) -> set[str]:
    return {dimension for row in rows for dimension in row["combination"]}


# --- Documents ---


def evidence(place: Place, validation: MeasurementEvent | None) -> list[Content]:
    """The documents that went with what was validated: of the answer, then of each item of its list. None is listed twice."""
    if validation is None:
        return []
    kept = json.loads(validation.snapshot)
    found: dict[str, Content] = {}
    for each in kept.get("evidence", ()):
        found.setdefault(each["sha256"], document(place, each, ""))
    for item in kept.get("items", ()):
        for each in (item or {}).get("evidence", ()):
            found.setdefault(each["sha256"], document(place, each, item.get("title", "")))
    return list(found.values())


def document(place: Place, kept: Content, item: str) -> Content:
    is_confidential = bool(kept.get("confidential"))
    grade = Grade(kept.get("grade") or Grade.DOCUMENT)
    return place.row | {
        "name": "" if is_confidential else kept["name"],
        "number": "" if is_confidential else kept.get("number", ""),
        "item": "" if is_confidential else item,
        "sha256": kept["sha256"],
        "kind": {"code": grade.value, "words": said(grade.label)},
        "is_confidential": is_confidential,
    }
