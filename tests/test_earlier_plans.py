"""Another plan is adopted: what the Committee met, agreed, asked and consulted about under the earlier one is read, and changed no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Called
from committee.models import IndicatorProposal, InformationRequest, Meeting
from committee.requests import requiring
from indicators.models import ActionPlan
from tests.addresses import ADDRESSES
from tests.addresses_world import fill
from tests.cast import Cast, make_cast
from tests.committee.proposals.proposed import make_proposal
from tests.committee.requests.requested import ASKED, DAY
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_commitment, make_count, make_period, make_plan
from tests.test_addresses import rows
from tests.who_may import ROLES

NOW = "2026-07-10T12:00:00-05:00"
READ = (
    "agreement",
    "consultation_answer",
    "consultation_file",
    "consultation_report",
    "draft",
    "draft_consultation",
    "edition",
    "edition_file",
    "information_request",
    "meeting",
    "meeting_minutes",
    "meeting_planning",
    "meeting_report",
    "meeting_signed",
    "proposal",
    "request_file",
    "request_letter",
    "request_oficio",
    "revision_decision",
    "revision_impact",
    "revision_session",
)
"""Answer everybody as they did while their plan was in force."""
FILES = (
    "consultation_file",
    "edition_file",
    "meeting_minutes",
    "meeting_signed",
    "request_file",
    "request_letter",
    "request_oficio",
)
STEPS = (
    "agreement_change",
    "agreement_new",
    "consultation_call_off",
    "consultation_letter",
    "consultation_remark",
    "draft_abandon",
    "draft_checklist",
    "draft_issue",
    "draft_meeting",
    "draft_practices",
    "draft_preview",
    "draft_preview_file",
    "draft_sections",
    "draft_text",
    "draft_texts",
    "meeting_agenda",
    "meeting_cancel",
    "meeting_change",
    "meeting_close",
    "meeting_pending",
    "meeting_record",
    "meeting_sign",
    "proposal_withdraw",
    "revision_adopt",
    "revision_adopt_all",
    "revision_cancel",
    "revision_definition",
    "revision_defer",
    "revision_drop",
    "revision_effect",
    "revision_goals",
    "revision_keep_rest",
    "revision_move",
    "revision_new",
    "revision_open",
    "revision_reopen",
    "revision_take_back",
)
"""Pages on which something is changed lead whoever found them there to where it is read."""
TOLD = {
    "": ("De un plan anterior: Plan de prueba, 2021", "El plan vigente es ahora Plan nuevo, 2026."),
    "/en": ("Of an earlier plan: Test plan, 2021", "The plan in force is now New plan, 2026."),
}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept_for_a_module(django_db_blocker):
        cast = make_cast()
        with time_machine.travel(NOW, tick=False):
            fill(cast)
            make_plan("PLAN-NUEVO", adopted_year=2026, title_es="Plan nuevo", title_en="New plan")
        yield cast


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def browser_of(world: Cast, role: str, signed_in: SignIn) -> Client:
    return signed_in(None if role == "anonymous" else world.people()[role])


def url_of(name: str) -> str:
    """In Spanish, whatever was read before."""
    with translation.override("es"):
        return reverse(name, kwargs=dict(ADDRESSES[name].kwargs))


def pages_of(browser: Client, role: str, language: str = "") -> Iterator[tuple[str, str]]:
    """The address and the content of each page that the role reads."""
    for name in (*READ, "meeting_list", "edition_list"):
        if ADDRESSES[name].get[role] == 200 and name not in FILES:
            yield name, main_of(browser.get(language + url_of(name)))


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return found.group()


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# --- Who reads, who acts ---


def test_every_address_of_what_stands_under_a_plan_is_tried_here() -> None:
    known = re.compile(r"/(comite/sesiones|acuerdos|requerimientos|propuestas|informes/(borradores|consultas))/[^/]*\d")
    tried = {name for name in ADDRESSES if known.match(url_of(name))}
    assert tried - {*READ, *STEPS} == set()
    assert {*READ, *STEPS} - tried == {"edition", "edition_file"}


@pytest.mark.parametrize("role", ROLES)
def test_who_read_it_goes_on_reading_it_and_nobody_else(role: str, world: Cast, signed_in: SignIn) -> None:
    browser = browser_of(world, role, signed_in)
    answers = {name: browser.get(url_of(name)).status_code for name in READ}
    assert answers == {name: ADDRESSES[name].get[role] for name in READ}


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_a_step_leads_to_where_it_is_read(role: str, world: Cast, signed_in: SignIn) -> None:
    browser = browser_of(world, role, signed_in)
    for name in STEPS:
        answer, declared = browser.get(url_of(name)), ADDRESSES[name].get[role]
        assert answer.status_code == {200: 302}.get(declared, declared), name
        if declared in (200, 302) and role != "anonymous":
            assert browser.get(answer.headers["Location"]).status_code == 200, name


@pytest.mark.parametrize("role", ROLES)
def test_every_step_is_refused_to_who_finds_it_and_changes_nothing(role: str, world: Cast, signed_in: SignIn) -> None:
    browser, before = browser_of(world, role, signed_in), rows()
    for name in (*READ, *STEPS):
        assert browser.post(url_of(name)).status_code == refusal_of(name, role), name
    assert rows() == before


def refusal_of(name: str, role: str) -> int:
    """Where nothing is ever posted it is the method that is refused; to a stranger it does not exist."""
    declared = ADDRESSES[name]
    if role == "anonymous" or declared.post[role] == 405:
        return declared.post[role]
    return 404 if 404 in (declared.get[role], declared.post[role]) else 409


@pytest.mark.parametrize("language", TOLD)
def test_what_is_refused_says_under_which_plan_it_stands_and_where_it_is_read(
    language: str, world: Cast, signed_in: SignIn
) -> None:
    page = main_of(browser_of(world, "secretary", signed_in).post(language + url_of("meeting_close")))
    assert all(each in text(page) for each in TOLD[language])
    assert ("No se cambió nada" if not language else "Nothing was changed") in text(page)
    assert f'href="{language}{url_of("meeting")}"' in page


# --- What the pages say ---


@pytest.mark.parametrize("language", TOLD)
@pytest.mark.parametrize("role", ["approver", "secretary", "observer"])
def test_every_page_says_under_which_plan_it_stands_and_offers_nothing(
    role: str, language: str, world: Cast, signed_in: SignIn
) -> None:
    for name, page in pages_of(browser_of(world, role, signed_in), role, language):
        if name not in ("meeting_list", "edition_list", "edition"):
            assert [each for each in TOLD[language] if each not in text(page)] == [], name
            assert 'method="post"' not in page, name


@pytest.mark.parametrize("role", ["approver", "secretary", "observer", "administrator"])
def test_no_page_leads_to_what_the_person_does_not_find(role: str, world: Cast, signed_in: SignIn) -> None:
    browser = browser_of(world, role, signed_in)
    links = {(link, name) for name, page in pages_of(browser, role) for link in re.findall(r'href="(/[^"#]*)', page)}
    assert links
    wrong = [(name, link) for link, name in sorted(links) if browser.get(link).status_code not in (200, 301, 302)]
    assert wrong == []


def test_what_was_a_demonstration_goes_on_saying_so(world: Cast, signed_in: SignIn) -> None:
    ActionPlan.objects.filter(code="PLAN-PRUEBA").update(is_demonstration=True)
    browser, before = browser_of(world, "secretary", signed_in), "?estado=de-planes-anteriores"
    lists = [url_of("meeting_list"), url_of("edition_list")]
    lists += [url_of(each) + before for each in ("agreement_list", "request_desk", "proposal_list")]
    for url in [url_of("meeting"), url_of("draft"), *lists]:
        assert "Datos de demostración" in browser.get(url).content.decode(), url
    assert "Datos de demostración" not in browser.get(url_of("committee")).content.decode()


def test_nothing_falls_due_any_more(world: Cast, signed_in: SignIn) -> None:
    browser, before = browser_of(world, "secretary", signed_in), "?estado=de-planes-anteriores"
    with time_machine.travel("2028-01-10T12:00:00-05:00", tick=False):
        browser.force_login(world.secretary)
        urls = [url_of(each) for each in ("agreement", "information_request")]
        urls += [url_of(each) + before for each in ("agreement_list", "request_desk", "agreement_data", "request_data")]
        answers = [browser.get(url) for url in [*urls, reverse("meeting", args=["S-2026-02"])]]
    assert {each.status_code for each in answers} == {200}
    said = [each.content.decode().split("<main")[-1] for each in answers]
    assert [each for each in said if re.search(r"\bVencido\b|días? vencido", each)] == []


# --- Ways there ---


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
