"""The page of what a decision would do: who reads it, what it says, in both languages; and that it keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from indicators.defining.document import Part, Words
from indicators.models import Dimension
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_dimension
from tests.revisions.foreseen import World, make_world, with_target, without_part


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        yield make_world(make_cast())


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def read(world: World, code: str = "PREV-2.2.1", language: str = "es") -> str:
    address = reverse("revision_impact", args=["S-2026-01", code])
    response = SignIn()(world.cast.secretary).get(f"/en{address}" if language == "en" else address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_past_values_stand_beside_what_they_would_be(world: World) -> None:
    draft = replace(world.document, unit=Words("páginas", "pages"))
    factor = Decimal("2.5")
    world.decided("adjust", draft, change_class="methodological", comparability="rebased", rebase_factor=factor)
    page = read(world)
    assert "se multiplican por 2,5" in page
    assert "lo informado × 2,5" in page
    assert "<b>24</b>" in page
    assert "<b>60</b>" in page
    assert "1 de 2 instituciones" in page


def test_it_reads_in_english_too(world: World) -> None:
    world.decided("adjust", without_part(world.document, "events"), comparability="break")
    page = read(world, language="en")
    assert "the series starts anew" in page
    assert "Part “events”: it is asked no more from 2026 H2 on." in page
    assert "recounted from the parts that stay: 12" in page


def test_a_part_that_is_new_says_that_there_are_no_data(world: World) -> None:
    extra = Part("webinars", "value", Words("seminarios web", "webinars"), in_headline=True, is_disaggregated=False)
    draft = replace(world.document, components=(*world.document.components, extra))
    world.decided("adjust", draft, comparability="break")
    assert "no hay datos de «seminarios web»" in read(world)


def test_a_dimension_that_begins_says_what_happens_to_the_series(world: World) -> None:
    sex: Dimension = make_dimension("sex", "women", "men")
    parts = tuple(replace(part, is_disaggregated=True) for part in world.document.components)
    draft = replace(world.document, components=parts, dimensions=(sex.code,))
    world.decided("adjust", draft, comparability="continuous")
    assert "Antes solo se conoce el total." in read(world)


def test_a_target_shows_both_paths(world: World) -> None:
    draft = with_target(with_target(world.document, "2025-II", 10), "2027-II", 40)
    world.decided("target", draft, comparability="continuous")
    page = read(world)
    assert page.count('class="chart chart-path') == 2
    assert "¿Es alcanzable la meta?" in page


def test_what_is_kept_says_that_nothing_changes(world: World) -> None:
    world.decided("keep")
    assert "Nada cambia: sigue la definición vigente." in read(world)


def test_what_is_new_says_that_it_has_no_past(world: World) -> None:
    action = world.revision.indicator.action
    world.decided("new", with_target(world.document, "2027-II", 40), new_code="PREV-2.2.9", new_action=action)
    assert "No tiene pasado con que compararse." in read(world, "PREV-2.2.9")


def test_without_a_draft_it_leads_back_to_the_decision(world: World) -> None:
    world.decided("adjust")
    assert reverse("revision_decision", args=["S-2026-01", "PREV-2.2.1"]) in read(world)


@pytest.mark.parametrize(
    ("person", "status"),
    [("secretary", 200), ("member", 200), ("alternate", 200), ("observer", 200), ("reporter", 404), ("approver", 404)],
)
def test_who_may_read_it(world: World, person: str, status: int) -> None:
    world.decided("keep")
    address = reverse("revision_impact", args=["S-2026-01", "PREV-2.2.1"])
    assert SignIn()(world.cast.people()[person]).get(address).status_code == status
