"""The reporter at the page of one answer: what is typed, sent and found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.models import Measurement, RegisterItem
from tests.cast import Cast
from tests.factories import make_commitment

NOW = dt.datetime.fromisoformat("2026-07-08T10:42:00-05:00")
WOMEN, MEN = "v.total.sex:women", "v.total.sex:men"


SEMINAR = {
    "event-rows": "2",
    "event-0-title": "Seminario MPS",
    "event-0-stage": "held",
    "event-0-dated_on": "2026-03-02",
    "event-0-quantity": "3",
    "event-1-quantity": "1",
}


def url(code: str = "PREV-1.1.1", institution: str = "EP", period: str = "2026-I") -> str:
    return reverse("entry", args=[period, institution, code])


def post(browser: Client, typed: Mapping[str, Any], *, code: str = "PREV-1.1.1", status: int = 302) -> str:
    """Send the form as the page does; return the page, or where it leads."""
    stored = Measurement.objects.filter(indicator__code=code, institution__code="EP", period__code="2026-I").first()
    data: dict[str, Any] = {"version": str(stored.version if stored else 0), "answer": "reported", "action": "tasks"}
    data |= {f"{row}-version": str(item_version(typed[f"{row}-id"])) for row in rows_of(typed)} | dict(typed)
    response = browser.post(url(code), data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response.headers.get("Location", "") if status == 302 else response.content.decode()


def rows_of(typed: Mapping[str, Any]) -> list[str]:
    """The rows of stored items: `event-0` of `event-0-id`."""
    return [name.removesuffix("-id") for name in typed if name.endswith("-id")]


def item_version(pk: str) -> int:
    return RegisterItem.objects.get(pk=pk).version


def cells() -> dict[str, tuple[Decimal, Decimal | None]]:
    values = Measurement.objects.get(period__code="2026-I").values.select_related("component", "combination")
    return {f"{v.component.code}:{v.combination.key}": (v.value, v.denominator) for v in values}


def owe(cast: Cast, period: ReportingPeriod, revision: IndicatorRevision) -> IndicatorRevision:
    make_commitment(revision, cast.army, period)
    return revision
