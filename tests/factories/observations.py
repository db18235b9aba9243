"""Who owes what, what was answered, and the items behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from indicators.models import (
    Commitment,
    Indicator,
    IndicatorRevision,
    Register,
    ReportingPeriod,
)
from institutions.models import Institution, Role
from measurements.models import (
    Answer,
    MeasuredValue,
    Measurement,
    RegisterEntry,
    RegisterItem,
    Status,
)
from measurements.models.measurement import SENT
from tests.factories.breakdowns import make_combination, make_register_list
from tests.factories.definitions import Number
from tests.factories.people import make_institution, make_person

Amount = Number | tuple[Number, Number]


def make_commitment(
    measured: Indicator | IndicatorRevision, institution: Institution, from_period: ReportingPeriod, **fields: Any
) -> Commitment:
    indicator = measured.indicator if isinstance(measured, IndicatorRevision) else measured
    return Commitment.objects.create(
        indicator=indicator, institution=institution, from_period=from_period, **({"role": "contributor"} | fields)
    )


def make_measurement(
    revision: IndicatorRevision,
    institution: Institution,
    period: ReportingPeriod,
    *,
    value: Amount | None = None,
    values: Mapping[str, Amount] | None = None,
    status: str = Status.VALIDATED,
    late: bool = False,
    **fields: Any,
) -> Measurement:
    """An answer in a state. `value` fills the first component's whole cell; `values` names `component` or `component:cell`.

    Without any value and without an `answer`, the institution says that it is not available.
    """
    amounts = dict(values or {})
    if value is not None:
        amounts[revision.value_components[0].code] = value
    answer = fields.pop("answer", None) or (
        Answer.REPORTED if amounts or fields.get("has_no_items") or status == Status.DRAFT else Answer.NOT_AVAILABLE
    )
    if answer != Answer.REPORTED:
        fields.setdefault("reason", "No se cuenta con el dato.")
    measurement = Measurement.objects.create(
        indicator=revision.indicator,
        institution=institution,
        period=period,
        revision=revision,
        status=status,
        answer=answer,
        **(path_of(status, institution, period, late=late) | fields),
    )
    for place, amount in amounts.items():
        make_value(measurement, place, amount)
    return measurement


def path_of(status: str, institution: Institution, period: ReportingPeriod, *, late: bool) -> dict[str, Any]:
    """Who did what and when, as the constraints ask of that status."""
    sent_at = period.due_at + dt.timedelta(hours=1) if late else period.due_at - dt.timedelta(days=2)
    reporter = make_person(Role.REPORTER, institution)
    path: dict[str, Any] = {"updated_at": sent_at, "updated_by": reporter}
    if status == Status.PREPARED or status in SENT:
        path |= {"prepared_at": sent_at, "prepared_by": reporter}
    if status in SENT:
        sender = make_person(Role.APPROVER, institution)
        path |= {"first_submitted_at": sent_at, "submitted_at": sent_at, "submitted_by": sender}
    if status == Status.VALIDATED:
        reviewer = make_person(Role.TECHNICAL_SECRETARY, make_institution("DGRRII"))
        path |= {"validated_at": sent_at + dt.timedelta(hours=5), "validated_by": reviewer}
    return path


def make_value(measurement: Measurement, place: str, amount: Amount) -> MeasuredValue:
    """One cell: `place` is a component's code, then `:` and the cell's key when it is not the whole."""
    code, _, key = place.partition(":")
    value, denominator = amount if isinstance(amount, tuple) else (amount, None)
    return MeasuredValue.objects.create(
        measurement=measurement,
        component=measurement.revision.components.get(code=code),
        combination=make_combination(key),
        value=Decimal(value),
        denominator=None if denominator is None else Decimal(denominator),
    )


def make_item(institution: Institution, register: Register | None = None, **fields: Any) -> RegisterItem:
    defaults: dict[str, Any] = {"title": "Seminario de prueba", "dated_on": dt.date(2026, 3, 2)}
    return RegisterItem.objects.create(
        institution=institution, register=register or make_register_list(), **(defaults | fields)
    )


def make_entry(
    measurement: Measurement, item: RegisterItem, counted: Mapping[str, int] | None = None, tags: Iterable[str] = ()
) -> RegisterEntry:
    """An item entered under a measurement; `counted` freezes how much it counts for each component, as sending does."""
    frozen = None
    if counted is not None:
        frozen = {
            "counted": dict(counted),
            "stage": "held",
            "tags": list(tags),
            "quantity": item.quantity,
            "title": item.title,
            "dated_on": item.dated_on.isoformat(),
            "women": item.women,
            "men": item.men,
        }
    return RegisterEntry.objects.create(measurement=measurement, item=item, frozen=frozen)
