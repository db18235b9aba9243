"""Another plan is adopted: what the Committee met, agreed, asked and consulted about under the earlier one is read, and changed no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from indicators.models import ActionPlan
from tests.addresses import ADDRESSES
from tests.cast import Cast
from tests.conftest import SignIn, kept_for_a_module
from tests.earlier_plan_world import NOW, TOLD, browser_of, main_of, text, under_an_earlier_plan, url_of
from tests.test_addresses import rows
from tests.who_may import ROLES

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


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept_for_a_module(django_db_blocker):
        yield under_an_earlier_plan()


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def pages_of(browser: Client, role: str, language: str = "") -> Iterator[tuple[str, str]]:
    """The address and the content of each page that the role reads."""
    for name in (*READ, "meeting_list", "edition_list"):
        if ADDRESSES[name].get[role] == 200 and name not in FILES:
            yield name, main_of(browser.get(language + url_of(name)))


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
