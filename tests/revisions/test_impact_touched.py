"""What else names the indicator: each matter is found where the draft changes something of it, and only there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest
from pytest_django import DjangoDbBlocker

from committee.agreements import agreeing
from committee.agreements.agreeing import Terms
from committee.minutes import closing
from indicators.models import ContextSeries
from measurements.models import Status, TemplateDownload
from revisions.impact import impact_of
from revisions.impact.touching import Touched
from tests import factories as make
from tests.cast import make_cast
from tests.committee.meetings.met import DUE_ON, Meetings
from tests.committee.requests.requested import make_request
from tests.conftest import kept_for_a_module
from tests.factories.reports import issue
from tests.revisions.foreseen import World, make_world, without_part

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        yield make_world(make_cast())


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def without_events(world: World) -> Touched:
    decision = world.decided("adjust", without_part(world.document, "events"), comparability="break")
    return impact_of(decision, world.at).touched


def retired(world: World) -> Touched:
    return impact_of(world.decided("retire"), world.at).touched


def test_who_reports_it_from_then_on(world: World) -> None:
    ended = make.make_commitment(
        world.revision, make.make_institution("FAP"), world.periods["2025-I"], until_period=world.periods["2025-II"]
    )
    found = without_events(world).owed
    assert {each.since for each in found} == {"2025-I"}
    assert str(ended.institution.name) not in {each.institution for each in found}
    assert len(found) == 2


def test_what_was_begun_for_the_semester_and_does_not_fit(world: World) -> None:
    make.make_measurement(
        world.revision,
        world.cast.army,
        world.periods["2026-II"],
        values={"articles": 1, "events": 2},
        status=Status.DRAFT,
    )
    (begun,) = without_events(world).begun
    assert (begun.period, begun.lost) == ("2026-II", ("eventos",))


def test_an_answer_of_an_earlier_semester_stays_under_its_definition(world: World) -> None:
    open_one = world.periods["2026-I"]
    open_one.closes_at = world.periods["2026-II"].opens_at
    open_one.save()
    institution = make.make_institution("FAP")
    make.make_measurement(world.revision, institution, open_one, value=1, status=Status.DRAFT)
    found = without_events(world)
    assert (found.begun, found.kept_answers) == ((), 1)


def test_templates_of_the_semester_or_later_would_be_refused(world: World) -> None:
    for code, numbers in (("2026-I", {"PREV-2.2.1": 1}), ("2026-II", {"PREV-2.2.1": 1}), ("2027-I", {"PREV-1.1.1": 1})):
        TemplateDownload.objects.create(
            institution=world.cast.army,
            period=world.periods[code],
            user=world.cast.reporter,
            definitions=numbers,
            at=world.at,
        )
    assert [each.period for each in without_events(world).taken] == ["2026-II"]


def test_editions_that_print_it(world: World) -> None:
    issue(world.plan, world.periods["2026-I"], by=world.cast.secretary, at=world.at)
    assert [(each.period, each.number) for each in without_events(world).printed] == [("2026-I", 1)]


def test_requests_that_are_not_settled(world: World) -> None:
    indicator = world.revision.indicator
    at = world.at - dt.timedelta(days=30)
    asked = make_request(world.cast, at=at, period=world.periods["2026-I"], indicator=indicator)
    assert [each.number for each in without_events(world).requests] == [asked.number]


def test_agreements_in_force(world: World) -> None:
    """One that binds, of another meeting; the one of the review's own meeting binds nobody before its minutes are closed."""
    met, by = Meetings(world.cast, world.plan, world.periods["2026-I"]), world.cast.secretary
    terms = Terms("Enviar la relación.", world.cast.army, DUE_ON, world.revision.indicator)
    other = met.held(hours=1)
    for meeting, days in ((world.session.meeting, 0), (other, 1)):
        meeting.refresh_from_db()
        at = world.at + dt.timedelta(days=days)
        agreeing.agree(meeting, terms, version=meeting.version, by=by, at=at)
    other.refresh_from_db()
    closing.close_minutes(other, version=other.version, by=by, at=world.at + dt.timedelta(days=4))
    assert [(each.number, each.ordinal) for each in without_events(world).agreements] == [(other.number, 1)]


def test_rules_that_name_a_part_fall_away_with_it(world: World) -> None:
    part, whole = world.revision.components.all()
    make.make_plausibility_rule(world.revision, "part_above_whole", part=part, whole=whole)
    make.make_plausibility_rule(world.revision, "identical", is_on=False)
    assert len(without_events(world).lost_rules) == 1
    assert len(retired(world).lost_rules) == 2


def test_other_indicators_that_compare_with_it(world: World) -> None:
    other = make.make_proportion(world.plan)
    make.make_plausibility_rule(other, "unequal_denominators", compared_with=world.revision.indicator)
    wording = replace(world.document, decimals=1)
    assert impact_of(world.decided("adjust", wording), world.at).touched.compared_by == ()
    assert without_events(world).compared_by == ("PART-1.2.1",)


def test_goals_of_others_stay_beside_a_series_that_goes_on(world: World) -> None:
    ContextSeries.objects.create(
        plan=world.plan,
        code="onu",
        nature="goal",
        indicator=world.revision.indicator,
        series_code="all",
        label="Meta de la ONU",
        unit="%",
        source="ONU",
    )
    assert without_events(world).context == ()
    assert retired(world).context == ("Meta de la ONU",)
