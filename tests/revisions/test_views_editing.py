"""The pages that draft: what they keep, what they refuse and where they say so, and who finds them."""

from __future__ import annotations

import pytest
from django.test import Client

from committee.models import ReviewDecision, ReviewSession
from tests.cast import Cast
from tests.committee.review.reviewed import CODES, Reviews
from tests.conftest import SignIn
from tests.revisions import edited
from tests.revisions.edited import REVIEW, drafted, in_force, post, typed_definition

reviews, session, clock, secretary = edited.reviews, edited.session, edited.clock, edited.secretary


# --- The definition --------------------------------------------------------------------------------------------------


def test_a_definition_is_drafted_with_its_reason_and_class_and_nothing_in_force_changes(secretary: Client) -> None:
    before = in_force(CODES[0])
    answer = post(secretary, f"{CODES[0]}/definicion/", typed_definition(before, note_es="Se cuenta a cada persona."))
    assert answer.headers["Location"] == f"{REVIEW}{CODES[0]}/"
    decision = drafted(CODES[0])
    assert (decision.kind, decision.change_class, decision.comparability) == ("adjust", "editorial", "continuous")
    assert decision.rationale_es == "Porque se discutió."
    assert decision.draft["note"]["es"] == "Se cuenta a cada persona."
    assert in_force(CODES[0]) == before


def test_a_draft_is_opened_again_as_it_was_kept_and_says_what_changes(secretary: Client) -> None:
    post(
        secretary, f"{CODES[0]}/definicion/", typed_definition(in_force(CODES[0]), note_es="Se cuenta a cada persona.")
    )
    page = secretary.get(f"{REVIEW}{CODES[0]}/definicion/").text
    assert "Qué cambia" in page
    assert "<ins>Se cuenta a cada persona.</ins>" in page
    assert "Porque se discutió." in page


def test_what_changes_is_shown_before_anything_is_kept(secretary: Client) -> None:
    data = typed_definition(in_force(CODES[0]), unit_es="horas")
    data["action"] = "show"
    page = post(secretary, f"{CODES[0]}/definicion/", data)
    assert page.status_code == 200
    assert "<ins>horas</ins>" in page.text
    assert not ReviewDecision.objects.exists()


def test_where_what_is_measured_changes_somebody_must_say_what_becomes_of_the_series(secretary: Client) -> None:
    data = typed_definition(in_force(CODES[0]), accumulation="stock")
    page = post(secretary, f"{CODES[0]}/definicion/", data)
    assert '<a href="#id_comparability_0">' in page.text
    assert not ReviewDecision.objects.exists()
    data["comparability"] = "break"
    post(secretary, f"{CODES[0]}/definicion/", data)
    assert (drafted(CODES[0]).change_class, drafted(CODES[0]).comparability) == ("methodological", "break")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"note_es": "Otra.", "comparability": "rebased"}, "id_rebase_factor"),
        ({"note_es": "Otra.", "rebase_factor": "2"}, "id_rebase_factor"),
        ({"note_es": "Otra.", "comparability": "rebased", "rebase_factor": "dos"}, "id_rebase_factor"),
        ({"note_es": "Otra.", "comparability": "rebased", "rebase_factor": "10000000000"}, "id_rebase_factor"),
        ({"accumulation": "stock", "comparability": "break", "change_class": "editorial"}, "id_change_class"),
        ({"decimals": "muchos"}, "id_decimals"),
        ({"parts-0-label_es": "x" * 151}, "id_parts-0-label_es"),
    ],
)
def test_what_is_wrong_is_told_beside_its_box_and_nothing_typed_is_lost(
    secretary: Client, typed: dict[str, str], field: str
) -> None:
    data = typed_definition(in_force(CODES[0]), **{"definition_es": "Lo que escribí."} | typed)
    page = post(secretary, f"{CODES[0]}/definicion/", data)
    assert page.status_code == 200
    assert f'<a href="#{field}">' in page.text
    assert "Lo que escribí." in page.text
    assert "<title>Error:" in page.text
    assert not ReviewDecision.objects.exists()


def test_a_class_may_be_raised(secretary: Client) -> None:
    data = typed_definition(in_force(CODES[0]), note_es="Otra.", change_class="methodological")
    post(secretary, f"{CODES[0]}/definicion/", data)
    assert drafted(CODES[0]).change_class == "methodological"


def test_nothing_changed_is_no_adjustment(secretary: Client) -> None:
    page = post(secretary, f"{CODES[0]}/definicion/", typed_definition(in_force(CODES[0])))
    assert "elija «Mantener»" in page.text
    assert not ReviewDecision.objects.exists()


def test_an_incomplete_draft_is_kept_and_says_what_is_lacking_beside_its_box(secretary: Client) -> None:
    data = typed_definition(in_force(CODES[0]), name_es="")
    answer = post(secretary, f"{CODES[0]}/definicion/", data)
    assert answer.headers["Location"] == f"{REVIEW}{CODES[0]}/definicion/"
    assert drafted(CODES[0]).draft["name"]["es"] == ""
    page = secretary.get(f"{REVIEW}{CODES[0]}/definicion/").text
    assert '<a href="#id_name_es">' in page


def test_rows_are_added_without_keeping_anything(secretary: Client) -> None:
    data = typed_definition(in_force(CODES[0]), definition_es="A medias.")
    data["action"] = "rows:parts"
    page = post(secretary, f"{CODES[0]}/definicion/", data).text
    assert 'name="parts-2-label_es"' in page
    assert "A medias." in page
    assert not ReviewDecision.objects.exists()


def test_another_kind_shows_its_boxes_before_it_is_kept(secretary: Client) -> None:
    page = post(secretary, f"{CODES[0]}/definicion/", typed_definition(in_force(CODES[0]), kind="REGISTER")).text
    assert "Su elección trae otros casilleros" in page
    assert 'name="parts-0-register"' in page
    assert not ReviewDecision.objects.exists()


def test_who_read_an_older_version_changes_nothing_and_keeps_what_was_typed(
    reviews: Reviews, session: ReviewSession, secretary: Client
) -> None:
    data = typed_definition(in_force(CODES[0]), note_es="Lo que escribí.")
    reviews.decided(session, "adjust")
    page = post(secretary, f"{CODES[0]}/definicion/", data)
    assert page.status_code == 409
    assert "<del>Se cuenta cada participante.</del>" in page.text
    assert "<ins>Lo que escribí.</ins>" in page.text
    assert drafted(CODES[0]).draft["note"]["es"] == "Se cuenta cada participante."
    data["version"] = "1"
    assert post(secretary, f"{CODES[0]}/definicion/", data).status_code == 302


# --- Who, when, and in which language --------------------------------------------------------------------------------

PAGES = (f"{CODES[0]}/definicion/", f"{CODES[0]}/metas/", "nuevo/")


@pytest.mark.parametrize("page", PAGES)
def test_the_committee_finds_them_and_may_not_draft_and_to_the_others_they_do_not_exist(
    page: str, cast: Cast, session: ReviewSession, signed_in: SignIn
) -> None:
    codes = {name: signed_in(person).get(REVIEW + page).status_code for name, person in cast.people().items()}
    assert codes == {
        "reporter": 404,
        "approver": 404,
        "outsider": 404,
        "outside_approver": 404,
        "member": 403,
        "secretary": 200,
        "alternate": 403,
        "observer": 403,
        "administrator": 404,
    }


@pytest.mark.parametrize("page", ["PREV-9.9.9/definicion/", "PREV-9.9.9/metas/"])
def test_an_indicator_that_the_review_does_not_know_is_not_found(page: str, secretary: Client) -> None:
    assert secretary.get(REVIEW + page).status_code == 404


@pytest.mark.parametrize("page", PAGES[:2])
def test_what_was_put_off_is_not_drafted(
    page: str, reviews: Reviews, session: ReviewSession, secretary: Client
) -> None:
    reviews.deferred(session)
    assert secretary.get(REVIEW + page).headers["Location"] == f"{REVIEW}{CODES[0]}/"


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_in_english_too(page: str, secretary: Client) -> None:
    text = secretary.get("/en" + REVIEW + page).text
    assert '<html lang="en"' in text
    for spanish in ("Línea de base", "Qué se ingresa", "Guardar", "(español)"):
        assert spanish not in text
