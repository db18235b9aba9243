"""With whom an item is not counted again: who reports that very item in that time, and nobody else of the same institution's lists."""

from __future__ import annotations

import pytest

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.models import RegisterItem
from reports.explaining import Asked
from tests import factories as make
from tests.reports.read_back.explained import commit, explained, said

pytestmark = pytest.mark.django_db


def send(revision: IndicatorRevision, period: ReportingPeriod, code: str, *items: RegisterItem) -> None:
    value = sum(each.quantity for each in items)
    measurement = make.make_measurement(revision, make.make_institution(code), period, value=value)
    for each in items:
        make.make_entry(measurement, each, {"held": each.quantity})


@pytest.fixture
def events() -> IndicatorRevision:
    """2025-II: the Army and the Joint Command held one event. 2026-I: two of the Air Force are the Army's, one of the Army is
    the Navy's.
    """
    plan = make.make_plan()
    before, now = make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I")
    revision = make.make_register(plan)
    commit(revision, before, "EP", "MGP", "FAP", "CCFFAA")
    army, navy, air, joint = (make.make_institution(code) for code in ("EP", "MGP", "FAP", "CCFFAA"))
    earlier, kept, course = make.make_item(army), make.make_item(army, quantity=2), make.make_item(navy)
    send(revision, before, "EP", earlier)
    send(revision, before, "CCFFAA", make.make_item(joint, same_as=earlier))
    send(revision, now, "EP", kept, make.make_item(army, same_as=course))
    send(revision, now, "MGP", course)
    send(revision, now, "FAP", make.make_item(air, quantity=2, same_as=kept))
    return revision


def test_only_who_reports_the_item_that_was_left_out_is_named(events: IndicatorRevision) -> None:
    """The Army's two that the Air Force reports too are counted: of the Army only the Navy's is left out."""
    now = events.indicator.plan.periods.get(code="2026-I")
    explanation = explained(events, now)
    assert said(explanation, "formula") == ["EP 3 + MGP 1 + FAP 2 − 3 contados por otra institución = 3"]
    assert said(explanation, "left_out")[-2:] == [
        "EP: 1 elemento que también reporta MGP no se cuenta otra vez.",
        "FAP: 2 elementos que también reporta EP no se cuentan otra vez.",
    ]


def test_each_semester_names_its_own(events: IndicatorRevision) -> None:
    now = events.indicator.plan.periods.get(code="2026-I")
    told = said(explained(events, now, Asked(over="cumulative")), "left_out")
    assert [text for text in told if "otra vez" in text] == [
        "2025-II, CCFFAA: 1 elemento que también reporta EP no se cuenta otra vez.",
        "2026-I, EP: 1 elemento que también reporta MGP no se cuenta otra vez.",
        "2026-I, FAP: 2 elementos que también reporta EP no se cuentan otra vez.",
    ]
