"""A new indicator is drafted: from a part of another or from nothing, of any kind."""

from __future__ import annotations

import pytest
from django.test import Client

from committee.models import ReviewDecision
from indicators.models import Indicator, IndicatorRevision
from tests.committee.review.reviewed import Reviews
from tests.factories import make_register
from tests.revisions import edited
from tests.revisions.edited import LISTED, REVIEW, draft_of, post, typed_definition

reviews, session, clock, secretary = edited.reviews, edited.session, edited.clock, edited.secretary


@pytest.fixture
def listed(reviews: Reviews) -> IndicatorRevision:
    return make_register(reviews.meetings.plan, LISTED, components=("articles", "events"))


def test_a_new_indicator_begins_from_a_part_of_another_under_the_next_free_code(
    listed: IndicatorRevision, secretary: Client
) -> None:
    page = secretary.get(f"{REVIEW}{LISTED}/definicion/").text
    assert f"nuevo/?desde={LISTED}&amp;parte=events" in page
    action = listed.indicator.action.code
    typed = {"source": LISTED, "shown_source": LISTED, "parts": ["events"], "action": action, "step": "begin"}
    answer = secretary.post(f"{REVIEW}nuevo/", typed)
    decision = ReviewDecision.objects.get()
    assert answer.headers["Location"] == f"{REVIEW}{decision.new_code}/definicion/"
    assert decision.new_code.startswith(f"{action}.")
    assert not Indicator.objects.filter(code=decision.new_code).exists()
    assert [part["code"] for part in decision.draft["components"]] == ["events"]
    second = secretary.post(f"{REVIEW}nuevo/", typed | {"parts": ["articles"]})
    assert second.headers["Location"] != answer.headers["Location"]


def test_beginning_the_same_draft_twice_begins_one_until_something_is_written_on_it(
    reviews: Reviews, secretary: Client
) -> None:
    typed = {"source": "", "kind": "COUNT", "action": reviews.indicator().action.code, "step": "begin"}
    first = secretary.post(f"{REVIEW}nuevo/", typed).headers["Location"]
    assert secretary.post(f"{REVIEW}nuevo/", typed).headers["Location"] == first
    decision = ReviewDecision.objects.get()
    written = typed_definition(draft_of(decision), name_es="Mujeres en misiones", version="1")
    post(secretary, f"{decision.new_code}/definicion/", written)
    assert secretary.post(f"{REVIEW}nuevo/", typed).headers["Location"] != first


def test_a_new_definition_is_written_and_its_reason_kept(reviews: Reviews, secretary: Client) -> None:
    action = reviews.indicator().action.code
    secretary.post(f"{REVIEW}nuevo/", {"source": "", "kind": "COUNT", "action": action, "step": "begin"})
    decision = ReviewDecision.objects.get()
    begun = draft_of(decision)
    assert "Hay un problema" not in secretary.get(f"{REVIEW}{decision.new_code}/definicion/").text
    unwritten = typed_definition(begun, version="1")
    unwritten["action"] = "show"
    assert '<a href="#id_name_es">' in post(secretary, f"{decision.new_code}/definicion/", unwritten).text
    more = {
        "name_es": "Mujeres en misiones",
        "parts-0-label_es": "Mujeres",
        "parts-0-in_headline": "on",
        "version": "1",
    }
    answer = post(secretary, f"{decision.new_code}/definicion/", typed_definition(begun, **more))
    assert answer.headers["Location"] == f"{REVIEW}{decision.new_code}/"
    decision.refresh_from_db()
    assert decision.rationale_es == "Porque se discutió."
    assert decision.draft["components"][0]["code"] == "mujeres"


@pytest.mark.parametrize("kind", IndicatorRevision.Kind.values)
def test_a_new_indicator_of_any_kind_has_its_pages(kind: str, reviews: Reviews, secretary: Client) -> None:
    action = reviews.indicator().action.code
    begun = secretary.post(f"{REVIEW}nuevo/", {"source": "", "kind": kind, "action": action, "step": "begin"})
    page = secretary.get(begun.headers["Location"])
    assert 'name="parts-0-label_es"' in page.text
    assert secretary.get(begun.headers["Location"].replace("definicion", "metas")).status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"kind": "COUNT", "action": ""}, "id_action"), ({"action": "PREV-1.1", "kind": ""}, "id_kind_0")],
)
def test_a_new_indicator_needs_a_kind_and_an_action(secretary: Client, typed: dict[str, str], field: str) -> None:
    page = secretary.post(f"{REVIEW}nuevo/", {"source": "", "step": "begin"} | typed)
    assert f'<a href="#{field}">' in page.text
    assert not ReviewDecision.objects.exists()
