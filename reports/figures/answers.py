"""What institutions answered, and the sums of their cells: added up by the database, in two queries whatever the size."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Sum, TextField, Value, When

from indicators.models import ActionPlan, Component, IndicatorRevision, Series
from measurements.models import CategoryCombination, Measurement, MeasurementEvent, RegisterEntry, RegisterItem, Status

CellCategories = CategoryCombination.categories.through
SeriesCategories = Series.categories.through
Key = tuple[int, int]
"""An indicator's id and a semester's ordinal."""
BEING_REWRITTEN = (Status.RETURNED, Status.PREPARED)
"""Of an answer that was sent before: its rows may say what nobody has sent yet."""

TEXT = Case(
    When(revision__kind=IndicatorRevision.Kind.NARRATIVE, then="narrative"),
    default=Value(""),
    output_field=TextField(),
)
"""The narrative where it is the answer. Of every other indicator it stays where it is: this is read for all of them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One measurement, without its values. `answer` is the one last sent: what is being written again stays inside."""

    indicator: int
    institution: str
    ordinal: int
    revision: int
    status: str
    answer: str
    first_sent_at: dt.datetime | None
    sent_at: dt.datetime | None
    measurement: int
    text: str = ""  # of an indicator that is answered with a text

    @property
    def is_validated(self) -> bool:
        return self.status == Status.VALIDATED


@dataclass(frozen=True, slots=True)
class CellSum:
    """What one validated measurement holds for one component, summed over the cells of one series, and over all cells."""

    institution: str
    series: str
    component: str
    is_followed: bool
    value: Decimal | None
    denominator: Decimal | None
    whole: Decimal | None
    whole_denominator: Decimal | None


@dataclass(frozen=True, slots=True)
class JoinedEntry:
    """An item that also stands elsewhere: joined with another by the reviewer, or entered in more than one semester."""

    ordinal: int
    institution: str
    group: int
    is_head: bool
    counted: Mapping[str, int]


def read_measurements(plan: ActionPlan, wanted: Q) -> tuple[dict[Key, dict[str, Answered]], dict[Key, list[CellSum]]]:
    """Measurements and the sums of their cells, in one query: a row for each measurement × component × series.

    Where some were returned, one more query reads what they said when they were sent.
    """
    answers: dict[Key, dict[str, Answered]] = defaultdict(dict)
    rewritten: dict[int, tuple[Key, str]] = {}
    sums: dict[Key, list[CellSum]] = defaultdict(list)
    for row in summed(Measurement.objects.filter(wanted, indicator__plan=plan)):
        code, key = row["institution__code"], (row["indicator_id"], row["period__ordinal"])
        answers[key][code] = Answered(
            *key[:1], code, key[1], row["revision_id"], row["status"], row["answer"],
            row["first_submitted_at"], row["submitted_at"], row["pk"], row["text"],
        )  # fmt: skip
        if row["first_submitted_at"] and row["status"] in BEING_REWRITTEN:
            rewritten[row["pk"]] = key, code
        if row["values__component_id"] is not None and row["status"] == Status.VALIDATED:
            sums[key].append(cell_sum(row))
    for pk, answer in last_sent(rewritten).items():
        key, code = rewritten[pk]
        answers[key][code] = replace(answers[key][code], answer=answer)
    return answers, sums


def last_sent(measurements: Collection[int]) -> dict[int, str]:
    """What each of these measurements answered when it was last sent."""
    if not measurements:
        return {}
    sendings = MeasurementEvent.objects.filter(measurement__in=measurements, to_status=Status.SUBMITTED)
    kept = sendings.order_by("sequence").values_list("measurement_id", "snapshot")
    return {pk: json.loads(snapshot)["answer"] for pk, snapshot in kept}


def summed(measurements: QuerySet[Measurement]) -> Iterable[Mapping[str, Any]]:
    in_series = Q(~Exists(SeriesCategories.objects.filter(series_id=OuterRef("revision__series__pk")))) | Exists(
        CellCategories.objects.filter(
            categorycombination_id=OuterRef("values__combination_id"),
            category_id__in=SeriesCategories.objects.filter(
                series_id=OuterRef(OuterRef("revision__series__pk"))
            ).values("category_id"),
        )
    )
    in_headline = Q(revision__headline_category__isnull=True) | Exists(
        CellCategories.objects.filter(
            categorycombination_id=OuterRef("values__combination_id"),
            category_id=OuterRef("revision__headline_category_id"),
        )
    )
    counted = in_series & in_headline
    with_both = Q(values__denominator__isnull=False)
    return (
        measurements.order_by()
        .values(
            "pk", "indicator_id", "institution__code", "period__ordinal", "revision_id", "status", "answer",
            "first_submitted_at", "submitted_at", "revision__headline", "revision__series__code",
            "revision__series__component_id", "values__component_id", "values__component__code",
            "values__component__role", "values__component__in_headline",
            text=TEXT,
        )
        .annotate(
            value=Sum("values__value", filter=counted),
            denominator=Sum("values__denominator", filter=counted),
            paired=Sum("values__value", filter=counted & with_both),
            whole=Sum("values__value"),
            whole_paired=Sum("values__value", filter=with_both),
            whole_denominator=Sum("values__denominator"),
        )
    )  # fmt: skip


def cell_sum(row: Mapping[str, Any]) -> CellSum:
    """Where some cells have both parts of a proportion, those without their whole are left out of its part."""
    value = row["value"] if row["paired"] is None else row["paired"]
    whole = row["whole"] if row["whole_paired"] is None else row["whole_paired"]
    return CellSum(
        institution=row["institution__code"],
        series=row["revision__series__code"],
        component=row["values__component__code"],
        is_followed=is_followed(row),
        value=plain_or_none(value),
        denominator=plain_or_none(row["denominator"]),
        whole=plain_or_none(whole),
        whole_denominator=plain_or_none(row["whole_denominator"]),
    )


def plain(value: Decimal) -> Decimal:
    """The same number without the zeros that a database may add after the point."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def plain_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def is_followed(row: Mapping[str, Any]) -> bool:
    """Whether the series counts the component: its own one, else those of the headline."""
    if row["revision__series__component_id"] is not None:
        return bool(row["revision__series__component_id"] == row["values__component_id"])
    if row["values__component__in_headline"]:
        return True
    apart = row["revision__headline"] == IndicatorRevision.Headline.NONE
    return apart and row["values__component__role"] in (Component.Role.VALUE, Component.Role.NUMERATOR)


def read_joined(plan: ActionPlan, wanted: Q) -> dict[int, list[JoinedEntry]]:
    """Entries that must not be counted twice, of validated measurements whose items count once across institutions."""
    duplicated = Q(item__same_as__isnull=False) | Exists(RegisterItem.objects.filter(same_as=OuterRef("item_id")))
    again = RegisterEntry.objects.filter(
        item=OuterRef("item_id"), measurement__indicator=OuterRef("measurement__indicator_id")
    ).exclude(pk=OuterRef("pk"))
    measurements = Measurement.objects.validated().filter(wanted, indicator__plan=plan)
    rows = RegisterEntry.objects.filter(
        duplicated | Exists(again),
        measurement__in=measurements,
        measurement__revision__across=IndicatorRevision.Across.DISTINCT,
    ).values_list(
        "measurement__indicator_id", "measurement__period__ordinal", "measurement__institution__code",
        "item_id", "item__same_as_id", "frozen",
    )  # fmt: skip
    joined: dict[int, list[JoinedEntry]] = defaultdict(list)
    for indicator, ordinal, institution, item, head, frozen in rows:
        counted = (frozen or {}).get("counted", {})
        joined[indicator].append(JoinedEntry(ordinal, institution, head or item, head is None, counted))
    return joined
