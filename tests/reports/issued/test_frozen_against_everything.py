"""An edition is what it was after every table that it was made of is another: its files, its page in both languages, its data."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from documents.storing import open_verified
from reports.models import ReportEdition
from reports.report_kinds.scope import of_semester
from reports.snapshot import build
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories.reports import issue
from tests.reports.issued.changing_everything import change_every_table
from tests.reports.read_back.files import report_on
from tests.reports.worlds.edges import CUT_OFF, make_edges_world

pytestmark = pytest.mark.django_db
FED = {
    "indicators.ActionPlan", "indicators.Pillar", "indicators.Objective", "indicators.Action", "indicators.Indicator",
    "indicators.IndicatorRevision", "indicators.Component", "indicators.Series", "indicators.Target", "indicators.Baseline",
    "indicators.Dimension", "indicators.Category", "indicators.ReportingPeriod", "indicators.Commitment", "indicators.Register",
    "indicators.ContextSeries", "indicators.ContextValue", "measurements.Measurement", "measurements.MeasuredValue",
    "measurements.RegisterItem", "measurements.RegisterEntry", "measurements.CategoryCombination", "activities.PlanningRound",
    "activities.YearPlan", "activities.Activity", "activities.ProgressNote", "activities.BudgetStatement", "activities.BudgetItem",
    "committee.Meeting", "committee.ReportPoint", "institutions.Institution", "institutions.Appointment",
}  # fmt: skip
"""Tables that an edition of this world is made of."""


def test_nothing_of_an_edition_changes_when_every_table_that_fed_it_does(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(CUT_OFF, tick=False):
        world, client = make_edges_world(), signed_in(cast.secretary)
        edition = issue(world.plan, world.period, by=cast.secretary, at=CUT_OFF)
        before = everything_of(edition, client)
        changed = change_every_table()
        again = ReportEdition.objects.get(pk=edition.pk)
        assert everything_of(again, client) == before
    assert FED - changed.keys() == set()
    assert sum(len(columns) for columns in changed.values()) > 150


def test_what_the_data_say_after_it_is_another_report(cast: Cast) -> None:
    """The control: what was changed is what reports are made of."""
    world = make_edges_world()
    scope = of_semester(world.plan, world.period)
    before = build(scope, at=CUT_OFF)
    change_every_table()
    world.plan.refresh_from_db()
    world.period.refresh_from_db()
    after = build(of_semester(world.plan, world.period), at=CUT_OFF)
    parts = (
        "plan",
        "period",
        "indicators",
        "commitments",
        "institutions",
        "categories",
        "activities",
        "budget",
        "un_strategy",
    )
    assert [part for part in parts if before[part] == after[part]] == []


def everything_of(edition: ReportEdition, client: Client) -> dict[str, object]:
    """Every stored byte, the snapshot, and the report on its page; what stands around it there speaks of today."""
    files = {
        each.stored_file.name: open_verified(each.stored_file) for each in edition.files.select_related("stored_file")
    }
    pages = {
        language: article(client.get(f"{prefix}/informes/{edition.code}/"))
        for language, prefix in (("es", ""), ("en", "/en"))
    }
    served = {name: client.get(f"/informes/{edition.code}/archivos/{name}").getvalue() for name in files}
    assert served == files
    return {"snapshot": edition.snapshot, "sha256": edition.sha256, "files": files, "pages": pages}


def article(response: Any) -> str:
    return report_on(response.content.decode())
