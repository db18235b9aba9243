"""A small semester to report on: what arrived, what did not, a partial sum, a target, two series with UN goals, nothing assigned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from documents import append_only
from documents.formatting import LIMA
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from reports.models import ReportEdition
from tests import factories as make
from tests.kept_rows import KeptWorld

CLOSED = dt.datetime(2026, 9, 1, 10, 30, tzinfo=LIMA)
"""After the window of 2026-I closed."""
OPEN = dt.datetime(2026, 7, 10, 9, 0, tzinfo=LIMA)
HOSTILE = '#read("/etc/passwd") *no* $x$ <script>alert(1)</script>'


@dataclass(frozen=True, slots=True)
class World:
    plan: ActionPlan
    before: ReportingPeriod
    period: ReportingPeriod
    army: Institution
    navy: Institution
    trained: IndicatorRevision
    hours: IndicatorRevision
    share: IndicatorRevision
    unassigned: IndicatorRevision


@KeptWorld
def make_world(**plan_fields: Any) -> World:
    """2025-II whole; of 2026-I the army validated, the navy silent or waiting.

    PREV-1.1.1 by sex: army 40 → 44, navy 30 → silent: partial. PREV-1.2.1: army 10, navy sent and not validated; target 20.
    PART-1.2.1: 26 of 205 and 11 of 31. PROT-1.1.1: nobody is committed.
    """
    plan = make.make_plan(**plan_fields)
    before, period = make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I")
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    sex = make.make_dimension("sex")
    categories = make.make_dimension("deployment_category", "contingent", "staff_officer", "military_observer")
    trained = make.make_count(plan, "PREV-1.1.1", dimensions=[sex])
    hours = make.make_count(plan, "PREV-1.2.1")
    share = make.make_proportion(
        plan,
        "PART-1.2.1",
        dimensions=[categories],
        series={
            "contingents": ["deployment_category=contingent"],
            "staff_and_observers": ["deployment_category=staff_officer", "deployment_category=military_observer"],
        },
    )
    unassigned = make.make_count(plan, "PROT-1.1.1")
    for revision in (trained, hours):
        for institution in (army, navy):
            make.make_commitment(revision, institution, before)
    make.make_commitment(share, army, before)
    make.make_target(hours.series.get(), period, 20)
    for series, first, rest in (("contingents", "6.5", range(8, 16)), ("staff_and_observers", "17", range(18, 26))):
        goals: dict[int, make.Number] = {2020: first, **dict(enumerate(rest, 2021))}
        make.make_goals(share.indicator, series, goals, interpolated=(2023, 2024, 2025, 2026, 2027))
    world = World(plan, before, period, army, navy, trained, hours, share, unassigned)
    make_answers(world)
    return world


def make_answers(world: World) -> None:
    before, period, army, navy = world.before, world.period, world.army, world.navy
    for institution, women, men in ((army, 12, 28), (navy, 10, 20)):
        values = {"total:sex=women": women, "total:sex=men": men}
        make.make_measurement(world.trained, institution, before, values=values)
        make.make_measurement(world.hours, institution, before, value=8)
    make.make_measurement(world.trained, army, period, values={"total:sex=women": 14, "total:sex=men": 30})
    make.make_measurement(world.hours, army, period, value=10, late=True)
    make.make_measurement(world.hours, navy, period, value=99, status="submitted")
    cells = {
        "part:deployment_category=contingent": (26, 205),
        "part:deployment_category=staff_officer": (6, 13),
        "part:deployment_category=military_observer": (5, 18),
    }
    make.make_measurement(world.share, army, period, values=cells)


def tampered(edition: ReportEdition) -> None:
    """Change the snapshot past the database's guard, as somebody with its password could."""
    append_only.remove(connection, "reports_reportedition")
    text = edition.snapshot.replace('"value":"44"', '"value":"45"')
    assert text != edition.snapshot
    ReportEdition.objects.filter(pk=edition.pk).update(snapshot=text)
    append_only.install(connection, "reports_reportedition")
