"""The dashboard asks the database as often for a plan a hundred times the size."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import ActionPlan, Commitment, Component, Indicator, IndicatorRevision, Series, Target
from institutions.models import Institution, Role
from measurements.models import MeasuredValue, Measurement, Status
from reports.figures import dashboard
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


def fill(plan: ActionPlan, institutions: int, indicators: int) -> None:
    """Every institution owes every indicator in two semesters and answered it; each has a target since the start."""
    periods = [make.make_period(plan, code) for code in ("2025-II", "2026-I")]
    action = make.make_action(plan)
    whole = make.make_combination()
    sender, reviewer = make.make_people(
        (Role.APPROVER, make.make_institution("I0")), (Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII"))
    )
    known = {each.code: each for each in Institution.objects.all()}
    wanted = [f"I{n}" for n in range(institutions)]
    Institution.objects.bulk_create(
        Institution(code=code, name=code, short_name=code, kind="armed_force", order=9)
        for code in wanted
        if code not in known
    )
    committed = list(Institution.objects.filter(code__in=wanted))
    found = Indicator.objects.bulk_create(
        Indicator(plan=plan, code=f"PREV-1.1.{n + 1}", pillar=action.objective.pillar, action=action, order=n + 1)
        for n in range(indicators)
    )
    made_of = {"kind": "COUNT", "accumulation": "flow", "across": "sum", "direction": "increase", "name_es": "Número"}
    revisions = IndicatorRevision.objects.bulk_create(
        IndicatorRevision(indicator=each, number=1, effective_from=periods[0], **made_of) for each in found
    )
    components = Component.objects.bulk_create(
        Component(revision=each, code="total", order=1, role="value", label="total", in_headline=True)
        for each in revisions
    )
    series = Series.objects.bulk_create(Series(revision=each, code="all") for each in revisions)
    act: dict[str, Any] = {"act_reference": "Acta 1", "approved_on": dt.date(2025, 1, 24), "scope": "cumulative"}
    Target.objects.bulk_create(Target(series=each, period=periods[1], value=100, **act) for each in series)
    Commitment.objects.bulk_create(
        Commitment(indicator=each, institution=institution, from_period=periods[0])
        for each in found
        for institution in committed
    )
    at = periods[0].due_at
    sent: dict[str, Any] = {
        "status": Status.VALIDATED, "updated_at": at, "updated_by": sender, "first_submitted_at": at,
        "submitted_at": at, "submitted_by": sender, "validated_at": at, "validated_by": reviewer,
    }  # fmt: skip
    measurements = Measurement.objects.bulk_create(
        Measurement(indicator=each.indicator, revision=each, institution=institution, period=period, **sent)
        for each in revisions
        for institution in committed
        for period in periods
    )
    of_revision = {each.revision_id: each for each in components}
    MeasuredValue.objects.bulk_create(
        MeasuredValue(measurement=each, component=of_revision[each.revision_id], combination=whole, value=Decimal(3))
        for each in measurements
    )


def test_the_figures_take_as_many_queries_at_a_hundred_times_the_size() -> None:
    """2 institutions × 2 indicators, then 20 × 20: 8 answers, and 800."""
    counted = []
    for code, institutions, indicators in (("CHICO", 2, 2), ("GRANDE", 20, 20)):
        plan = make.make_plan(code)
        fill(plan, institutions, indicators)
        with CaptureQueriesContext(connection) as found:
            board = dashboard(plan, make.make_period(plan, "2026-I"), NOW)
        assert board.matrix.coverage.validated == institutions * indicators
        assert board.indicators[0].main.judgement.figure is not None
        assert board.indicators[0].main.judgement.figure.value == 2 * institutions * 3
        counted.append(len(found))
    assert counted[0] == counted[1] <= 8


def test_the_page_takes_as_many_queries_at_a_hundred_times_the_size(client: Client) -> None:
    """What the page asks beside its figures (session, person, posts, counts of the menu) does not grow either."""
    counted = []
    for code, year, size in (("CHICO", 2021, 2), ("GRANDE", 2022, 20)):
        fill(make.make_plan(code, adopted_year=year), size, size)
        client.force_login(make.make_person(Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII")))
        client.get("/tablero/?semestre=2026-I")
        with CaptureQueriesContext(connection) as found:
            page = client.get("/tablero/?semestre=2026-I")
        assert page.status_code == 200
        counted.append(len(found))
    assert counted[0] == counted[1]
