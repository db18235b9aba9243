"""Another plan is adopted: the ways to what stands under the earlier one, its numbers, its lists and its minutes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Called
from committee.models import IndicatorProposal, InformationRequest, Meeting
from committee.requests import requiring
from indicators.models import ActionPlan
from tests.cast import Cast
from tests.committee.proposals.proposed import make_proposal
from tests.committee.requests.requested import ASKED, DAY
from tests.conftest import SignIn, kept_for_a_module
from tests.earlier_plan_world import NOW, TOLD, browser_of, main_of, text, under_an_earlier_plan, url_of
from tests.factories import make_commitment, make_count, make_period, make_plan


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept_for_a_module(django_db_blocker):
        yield under_an_earlier_plan()


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def test_an_edition_leads_to_its_meeting_for_who_reads_meetings(world: Cast, signed_in: SignIn) -> None:
    edition = ActionPlan.objects.get(code="PLAN-PRUEBA").editions.get()
    meeting = reverse("meeting", args=[edition.adopted_in.number])
    assert f'href="{meeting}"' in browser_of(world, "observer", signed_in).get(url_of("edition")).content.decode()
    assert (
        f'href="{meeting}"' not in browser_of(world, "administrator", signed_in).get(url_of("edition")).content.decode()
    )


def test_what_was_put_before_a_meeting_is_read_as_it_was_put(world: Cast, signed_in: SignIn) -> None:
    browser = browser_of(world, "observer", signed_in)
    assert browser.get(reverse("draft_preview", args=[802])).status_code == 200
    page = main_of(browser.get(reverse("draft", args=[802])))
    assert reverse("draft_preview", args=[802]) in page
    assert url_of("meeting_report") in page


def test_meetings_of_the_plan_in_force_stand_first_and_others_under_their_plan(world: Cast, signed_in: SignIn) -> None:
    browser = browser_of(world, "member", signed_in)
    page = text(main_of(browser.get(reverse("meeting_list"))))
    assert page.index("Todavía no se ha convocado") < page.index(TOLD[""][0]) < page.index("S-2026-01")
    called = call(world)
    page = text(main_of(browser.get(reverse("meeting_list"))))
    assert "Todavía no se ha convocado" not in page
    assert page.index(called.number) < page.index(TOLD[""][0]) < page.index("S-2026-01")


def call(world: Cast) -> Meeting:
    plan = ActionPlan.objects.current()
    assert plan is not None
    last = Meeting.objects.order_by("ordinal").last()
    assert last is not None
    return keeping.call(plan, Called("ordinary", last.starts_at, "Sala"), by=world.secretary, at=last.called_at)


def test_numbers_go_on_under_another_plan(world: Cast) -> None:
    last = max(Meeting.objects.values_list("number", flat=True))
    assert call(world).number > last
    plan, at = make_plan("PLAN-NUEVO"), call(world).called_at
    required = requiring.make(plan, world.army, replace(ASKED, until=at + DAY), by=world.secretary, at=at)
    period = make_period(plan, "2026-I")
    commitment = make_commitment(make_count(plan), world.army, period)
    proposal = make_proposal(world, commitment.indicator, at=period.opens_at)
    assert (required.number, proposal.number) == ("RI-2026-0002", "PC-2026-0002")


@pytest.mark.parametrize("model", [Meeting, InformationRequest, IndicatorProposal])
def test_the_database_refuses_a_number_that_another_plan_gave(model: Any, world: Cast) -> None:
    twin = model.objects.order_by("pk").first()
    twin.pk, twin.plan, twin.ordinal = None, make_plan("PLAN-NUEVO"), 99
    with pytest.raises(IntegrityError):
        twin.save(force_insert=True)


LISTS = {
    "agreement_list": ("member", "S-2026-02, 1"),
    "agreements": ("reporter", "S-2026-02, 1"),
    "request_desk": ("member", "RI-2026-0001"),
    "request_list": ("reporter", "RI-2026-0001"),
    "proposal_list": ("reporter", "PC-2026-0001"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_lead_to_what_stands_under_earlier_plans_and_mix_it_with_nothing(
    name: str, world: Cast, signed_in: SignIn
) -> None:
    role, number = LISTS[name]
    browser, chosen = browser_of(world, role, signed_in), "estado=de-planes-anteriores"
    page = main_of(browser.get(url_of(name)))
    assert chosen in page
    assert number not in page
    assert number in main_of(browser.get(f"{url_of(name)}?{chosen}"))


@pytest.mark.parametrize("name", LISTS)
def test_under_the_first_plan_no_list_speaks_of_earlier_ones(name: str, world: Cast, signed_in: SignIn) -> None:
    ActionPlan.objects.get(code="PLAN-NUEVO").delete()
    role, number = LISTS[name]
    page = main_of(browser_of(world, role, signed_in).get(f"{url_of(name)}?estado=todos"))
    assert "de-planes-anteriores" not in page
    assert number in page


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_closed_minutes_are_the_same_file_under_any_plan(
    form: str, language: str, world: Cast, signed_in: SignIn
) -> None:
    browser, url = (
        browser_of(world, "observer", signed_in),
        reverse("meeting_minutes", args=["S-2026-02", language, form]),
    )
    after = browser.get(url).content
    ActionPlan.objects.get(code="PLAN-NUEVO").delete()
    assert browser.get(url).content == after
