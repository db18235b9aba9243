"""What the log shows of a session that is not closed: nothing, or a proposal."""

from __future__ import annotations

import pytest
from django.test import Client

from committee.review.adopting import adopt_all
from committee.review.deciding import keep_the_rest
from indicators.models import IndicatorRevision
from reports.figures import indicator_history
from reports.snapshot import definitions
from revisions.log.definitions import definitions_of
from revisions.log.reading import change_log
from tests import factories as make
from tests.revisions.foreseen import WHY, World
from tests.revisions.logged import adopt, close, make_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_whole()


def test_nothing_is_logged_before_the_minutes_are_closed(world: World) -> None:
    adopt(world)
    assert change_log(world.plan) == ()
    (definition,) = definitions_of(world.revision.indicator)
    assert definition.number == 1


def test_a_constitutive_review_adopts_the_rest_as_proposed(world: World) -> None:
    """No difference, and no other number: the definition in force got its day and its act."""
    session, by = world.session, world.cast.secretary
    session.is_constitutive = True
    session.save()
    keep_the_rest(session, WHY, version=session.version, by=by, at=world.at)
    session.refresh_from_db()
    adopt_all(session, version=session.version, by=by, at=world.at)
    assert definitions_of(world.revision.indicator)[0].is_proposed
    close(world)
    (logged,) = change_log(world.plan)
    assert {(each.number, each.change_class, each.differences) for each in logged.changes} == {(1, "proposed", ())}
    assert not definitions_of(world.revision.indicator)[0].is_proposed


def test_before_the_first_review_the_public_page_says_that_definitions_are_proposals(world: World) -> None:
    adopt(world)
    page = Client().get("/cambios/").content.decode()
    assert "Todavía no hubo ninguna revisión" in page
    assert Client().get("/indicadores/PREV-2.2.1/definiciones/2/").status_code == 404


def test_the_page_of_the_indicator_says_that_what_was_adopted_may_be_taken_back(world: World) -> None:
    adopt(world)

    def entries() -> dict[str, bool]:
        history = indicator_history(world.revision.indicator, world.periods["2026-I"], world.at)
        return {each.period: each.is_unsettled for each in history.log}

    assert entries() == {"2026-II": True, "2025-I": False}
    close(world)
    assert entries() == {"2026-II": False, "2025-I": False}


def test_so_does_a_target_that_it_brought_and_none_that_was_there_before(world: World) -> None:
    aimed = IndicatorRevision.objects.get(indicator__code="PART-1.1.1")
    make.make_target(aimed.series.get(), world.periods["2027-I"], 20)
    adopt(world)
    history = indicator_history(aimed.indicator, world.periods["2026-II"], world.at)
    said = {(each.period, each.is_unsettled) for each in history.log if each.goal is not None}
    assert said == {("2027-I", False), ("2027-II", True)}


def test_an_edition_prints_what_may_be_taken_back_as_proposed(world: World) -> None:
    adopt(world)
    period, code = world.periods["2026-II"], world.revision.indicator.code

    def printed() -> tuple[object, object, list[object]]:
        definition = definitions.definition(definitions.definitions_in_force(period)[code])
        return definition["adopted_on"], definition["act"], [each["code"] for each in definitions.retired_in(period)]

    assert printed() == (None, "", [])
    close(world)
    adopted = IndicatorRevision.objects.get(indicator__code=code, number=2)
    assert printed() == (adopted.adopted_on, adopted.act_reference, ["PART-1.1.2"])
