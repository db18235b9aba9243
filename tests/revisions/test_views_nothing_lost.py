"""What a person typed on the pages that draft is not lost: long lists, two windows, choices not sent, a session that ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client

from committee.models import ReviewDecision, ReviewSession
from indicators.defining.document import TargetPoint, Track, Words
from indicators.models import ReportingPeriod
from institutions.models import User
from revisions.forms.goals import GoalBoxes
from revisions.forms.points import Offers
from revisions.forms.rows import MOST_ROWS
from tests.cast import Cast
from tests.committee.review.reviewed import AT, CODES, Reviews, make_reviews
from tests.conftest import SignIn
from tests.revisions.edited import REVIEW, drafted, in_force, post, typed_definition, typed_goals
from tests.revisions.sent import sent_of

HALVES = [f"{year}-{half}" for year in range(2027, 2031) for half in ("I", "II")]
OFFERS = Offers([(code, code) for code in HALVES], [(f"I{n}", f"I{n}") for n in range(12)], is_percent=False)
PASSWORD = "paso-a-paso-1325"


@pytest.fixture
def reviews(cast: Cast) -> Reviews:
    return make_reviews(cast)


@pytest.fixture
def session(reviews: Reviews) -> ReviewSession:
    return reviews.opened()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(session: ReviewSession, cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


def signed_in_after(page: str, data: QueryDict, person: User) -> tuple[Client, str]:
    """The page sent by nobody, and what stands there once the person has signed in."""
    browser = Client()
    answer = browser.post(page, data)
    assert answer.headers["Location"].startswith("/ingresar/?next=")
    person.set_password(PASSWORD)
    person.save()
    back = browser.post(answer.headers["Location"], {"login": person.email, "password": PASSWORD}, follow=True)
    assert back.redirect_chain[-1][0] == page
    return browser, back.text


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_targets_of_a_dozen_institutions_in_every_semester_come_back_as_they_were(reviews: Reviews) -> None:
    points = tuple(TargetPoint(code, Decimal(n), institution=f"I{n}") for code in HALVES for n in range(12))
    document = replace(in_force(CODES[0]), series=(Track("all", Words(), targets=points),))
    boxes = GoalBoxes.of(document, OFFERS, {})
    sent = GoalBoxes.sent(document, OFFERS, sent_of(boxes, rationale_es="Por qué."))
    assert sent.is_valid()
    assert sent.document.series == document.series


def test_no_more_rows_are_offered_than_are_read(reviews: Reviews) -> None:
    boxes = GoalBoxes.of(in_force(CODES[0]), OFFERS, {})
    more = boxes.again({"targets-all": MOST_ROWS + 5}).tracks[0].targets
    assert more.count == MOST_ROWS


def test_a_series_drafted_meanwhile_keeps_the_targets_that_the_page_did_not_show(reviews: Reviews) -> None:
    shown = in_force(CODES[0])
    data = sent_of(GoalBoxes.of(shown, OFFERS, {}), rationale_es="Por qué.")
    added = Track("women", Words("Mujeres"), targets=(TargetPoint("2027-I", Decimal(7)),))
    sent = GoalBoxes.sent(replace(shown, series=(*shown.series, added)), OFFERS, data)
    assert sent.is_valid()
    assert sent.document.series[-1] == added


# --- What was not sent, and what was refused -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["kind", "accumulation", "across", "headline", "direction", "progress_method"])
def test_a_choice_that_was_not_sent_stays_as_it_was(name: str, secretary: Client) -> None:
    before = in_force(CODES[0])
    post(secretary, f"{CODES[0]}/definicion/", typed_definition(before, note_es="Otra.", **{name: ""}))
    assert drafted(CODES[0]).draft[name] == getattr(before, name)
    assert secretary.get(f"{REVIEW}{CODES[0]}/efecto/").status_code == 200


def test_targets_that_come_too_late_set_no_semester(
    reviews: Reviews, session: ReviewSession, secretary: Client
) -> None:
    reviews.decided(session, "adjust")
    typed = {"targets-all-0-period": "2029-I", "targets-all-0-value": "5"}
    assert post(secretary, f"{CODES[0]}/metas/", typed_goals(in_force(CODES[0]), typed)).status_code == 409
    assert not ReportingPeriod.objects.filter(code="2029-I").exists()


# --- A session that ended --------------------------------------------------------------------------------------------


def test_a_definition_sent_after_the_session_ended_is_shown_again_and_kept_by_the_next_press(
    cast: Cast, session: ReviewSession
) -> None:
    data = typed_definition(in_force(CODES[0]), note_es="Una página entera de texto.")
    page = f"{REVIEW}{CODES[0]}/definicion/"
    browser, text = signed_in_after(page, data, cast.secretary)
    assert "Una página entera de texto." in text
    assert "Porque se discutió." in text
    assert "Su sesión había terminado" in text
    assert not ReviewDecision.objects.exists()
    assert "Una página entera" not in browser.get(page).text
    assert browser.post(page, data).headers["Location"] == f"{REVIEW}{CODES[0]}/"


def test_targets_sent_after_the_session_ended_are_shown_again(cast: Cast, session: ReviewSession) -> None:
    typed = {"targets-all-0-period": "2027-I", "targets-all-0-value": "1 234"}
    data = typed_goals(in_force(CODES[0]), typed)
    _browser, text = signed_in_after(f"{REVIEW}{CODES[0]}/metas/", data, cast.secretary)
    assert 'value="1 234"' in text
    assert "Su sesión había terminado" in text
    assert not ReviewDecision.objects.exists()


def test_a_proposal_sent_after_the_session_ended_is_shown_again(cast: Cast, reviews: Reviews) -> None:
    data = QueryDict(mutable=True)
    data.update({"what": "breakdown", "text": "Contar a cada persona una vez.", "reasons": "Se repiten."})
    _browser, text = signed_in_after(f"/indicadores/{CODES[0]}/proponer/", data, cast.approver)
    assert "Contar a cada persona una vez." in text
    assert "Se repiten." in text


def test_who_may_not_draft_finds_nothing_of_what_another_typed(cast: Cast, session: ReviewSession) -> None:
    data = typed_definition(in_force(CODES[0]), note_es="Una página entera de texto.")
    page = f"{REVIEW}{CODES[0]}/definicion/"
    browser = Client()
    browser.post(page, data)
    browser.force_login(cast.approver)
    assert browser.get(page).status_code == 404
