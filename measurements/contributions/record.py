"""What is kept of the parts of units: in the snapshot of the answer that they belong to, and step by step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from documents.canonical import canonical
from institutions.models import Appointment
from measurements.answer.content import CellContent, CellKey
from measurements.contributions.parts import part_of, values_of_part
from measurements.contributions.sums import add_units
from measurements.models import Contribution, ContributionEvent, Measurement


def recorded_units(measurement: Measurement) -> dict[str, object]:
    """For the snapshot: which units were asked, what each gave and what that adds up to. Without units, nothing.

    Of a unit that has not given its part only that it was asked: what it has typed is its own.
    """
    asked = Contribution.objects.filter(indicator=measurement.indicator_id, period=measurement.period_id)
    parts = list(asked.filter(institution=measurement.institution_id).with_amounts().order_by("unit__code"))
    if not parts:
        return {}
    sums = add_units(part_of(part) for part in parts)
    return {"units": {"parts": [_recorded(part) for part in parts], "sums": _cells(sums.cells)}}


def record_step(
    contribution: Contribution, act: ContributionEvent.Act, *, post: Appointment, at: dt.datetime
) -> ContributionEvent:
    """Write one step of a part for good. The caller holds the transaction and has already written the part."""
    given = ""
    if act == ContributionEvent.Act.GIVEN:
        given = canonical(_recorded(Contribution.objects.with_values().get(pk=contribution.pk))).decode()
    return ContributionEvent.objects.create(
        indicator=contribution.indicator,
        period=contribution.period,
        institution=contribution.institution,
        unit=contribution.unit,
        act=act,
        actor=post.user,
        appointment=post,
        at=at,
        given=given,
    )


def _recorded(part: Contribution) -> dict[str, object]:
    asked: dict[str, object] = {"unit": part.unit.code, "given_at": part.given_at}
    if not part.is_given:
        return asked
    return asked | {"answer": part.answer, "reason": part.reason, "values": _cells(values_of_part(part))}


def _cells(cells: Mapping[CellKey, CellContent]) -> list[dict[str, object]]:
    """As the snapshot writes the values of an answer."""
    return [
        {"component": code, "cell": key, "value": cell.value, "denominator": cell.denominator}
        for (code, key), cell in sorted(cells.items(), key=lambda pair: pair[0])
    ]
