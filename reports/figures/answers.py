"""What institutions answered, and the sums of their cells: added up by the database, in two queries whatever the size."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from indicators.models import ActionPlan
from measurements.models import Measurement, MeasurementEvent, Status
from reports.figures.statement import JOINED, SUMMED

Number = Decimal | float | int | None
CERTAIN = Context(prec=15)
Key = tuple[int, int]
"""An indicator's id and a semester's ordinal."""
BEING_REWRITTEN = (Status.RETURNED, Status.PREPARED)
"""Of an answer that was sent before: its rows may say what nobody has sent yet."""


class Answered(NamedTuple):
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


class CellSum(NamedTuple):
    """What one validated measurement holds for one component, summed over the cells of one series, and over all cells.

    A tuple, as `Answered`: there are thousands of both in a large plan, and a dataclass takes four times as long to make.
    """

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

    Where some cells have both parts of a proportion, those without their whole are left out of its part. Where some
    measurements were returned, one more query reads what they said when they were sent.
    """
    answers: dict[Key, dict[str, Answered]] = defaultdict(dict)
    rewritten: dict[int, tuple[Key, str]] = {}
    sums: dict[Key, list[CellSum]] = defaultdict(list)
    seen = 0
    for (
        pk,
        *said,
        series,
        component,
        followed,
        value,
        denominator,
        paired,
        whole,
        whole_paired,
        whole_denominator,
    ) in rows_of(SUMMED, Measurement.objects.filter(wanted, indicator__plan=plan)):
        if pk != seen:
            seen, answered = pk, answered_of(pk, *said)
            key, institution = (answered.indicator, answered.ordinal), answered.institution
            answers[key][institution] = answered
            if answered.first_sent_at and answered.status in BEING_REWRITTEN:
                rewritten[pk] = key, institution
        if component is not None:
            sums[key].append(
                CellSum(
                    institution, series, component, bool(followed),
                    exact(value if paired is None else paired), exact(denominator),
                    exact(whole if whole_paired is None else whole_paired), exact(whole_denominator),
                )
            )  # fmt: skip
    for pk, answer in last_sent(rewritten).items():
        key, institution = rewritten[pk]
        answers[key][institution] = answers[key][institution]._replace(answer=answer)
    return answers, sums


def answered_of(
    pk: int, indicator: int, institution: str, ordinal: int, revision: int, status: str, answer: str,
    first_sent: dt.datetime | str | None, sent: dt.datetime | str | None, text: str,
) -> Answered:  # fmt: skip
    return Answered(
        indicator, institution, ordinal, revision, status, answer, instant(first_sent), instant(sent), pk, text
    )


def rows_of(statement: str, measurements: QuerySet[Measurement]) -> list[Any]:
    """The rows that a statement finds about these measurements, as the database gives them."""
    try:
        wanted, params = measurements.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(wanted=wanted), params)
        return list(cursor.fetchall())


def last_sent(measurements: Collection[int]) -> dict[int, str]:
    """What each of these measurements answered when it was last sent."""
    if not measurements:
        return {}
    sendings = MeasurementEvent.objects.filter(measurement__in=measurements, to_status=Status.SUBMITTED)
    kept = sendings.order_by("sequence").values_list("measurement_id", "snapshot")
    return {pk: json.loads(snapshot)["answer"] for pk, snapshot in kept}


def exact(number: Number) -> Decimal | None:
    """The sum that the database gave, as `plain` writes it. SQLite gives a float: of it the fifteen digits that are certain."""
    if number is None:
        return None
    whole = int(number)
    if whole == number:
        return Decimal(whole)
    return Decimal(CERTAIN.create_decimal_from_float(number) if isinstance(number, float) else number).normalize()


def instant(written: dt.datetime | str | None) -> dt.datetime | None:
    """An instant of the database, which SQLite writes as text in UTC."""
    if isinstance(written, str):
        return dt.datetime.fromisoformat(written).replace(tzinfo=dt.UTC)
    return written


def plain(value: Decimal) -> Decimal:
    """The same number without the zeros that a database may add after the point."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def plain_or_none(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def read_joined(plan: ActionPlan, wanted: Q) -> dict[int, list[JoinedEntry]]:
    """Entries that must not be counted twice, of validated measurements whose items count once across institutions."""
    joined: dict[int, list[JoinedEntry]] = defaultdict(list)
    measurements = Measurement.objects.validated().filter(wanted, indicator__plan=plan)
    for indicator, ordinal, institution, item, head, frozen in rows_of(JOINED, measurements):
        counted = json.loads(frozen).get("counted", {}) if frozen else {}
        joined[indicator].append(JoinedEntry(ordinal, institution, head or item, head is None, counted))
    return joined
