"""The pages that draft: what they keep, what they refuse and where they say so, and who finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from committee.models import ReviewDecision, ReviewSession
from indicators.defining.document import DefinitionDocument
from indicators.defining.reading import document_of
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from revisions.forms.goals import GoalBoxes
from revisions.forms.points import Offers
from revisions.forms.whole import DefinitionBoxes
from revisions.vocabulary import vocabulary
from tests.cast import Cast
from tests.committee.reviewed import AT, CODES, Reviews, make_reviews
from tests.conftest import SignIn
from tests.factories import make_commitment, make_measurement, make_proportion, make_register
from tests.factories.context import make_goals
from tests.revisions.sent import sent_of

REVIEW = "/comite/sesiones/S-2026-01/revision/"
REASON = {"rationale_es": "Porque se discutió.", "version": "0"}
LISTED, SHARE = "PREV-1.1.9", "PART-1.1.1"


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


def in_force(code: str) -> DefinitionDocument:
    return document_of(IndicatorRevision.objects.filter(indicator__code=code).latest("number"))


def typed_definition(document: DefinitionDocument, **typed: Any) -> Any:
    return sent_of(DefinitionBoxes.of(document, vocabulary()), action="save", **(REASON | typed))


def typed_goals(
    document: DefinitionDocument, typed: Mapping[str, str] | None = None, *, is_percent: bool = False
) -> Any:
    semesters = [(code, code) for code in ReportingPeriod.objects.values_list("code", flat=True)]
    boxes = GoalBoxes.of(document, Offers(semesters, [("EP", "EP"), ("MGP", "MGP")], is_percent), {})
    return sent_of(boxes, action="save", **REASON | dict(typed or {}))


def post(client: Client, path: str, data: Any) -> Any:
    return client.post(
        REVIEW + path, data.dict() | {key: data.getlist(key) for key in data if len(data.getlist(key)) > 1}
    )


def draft_of(decision: ReviewDecision) -> DefinitionDocument:
    assert decision.draft is not None
    return DefinitionDocument.from_json(decision.draft)


def drafted(code: str) -> ReviewDecision:
    return ReviewDecision.objects.get(indicator__code=code)


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


# --- Baselines and targets -------------------------------------------------------------------------------------------


def test_a_target_is_drafted_for_a_semester_that_the_plan_does_not_have_yet(secretary: Client) -> None:
    typed = {"targets-all-0-period": "2028-I", "targets-all-0-value": "1 200"}
    answer = post(secretary, f"{CODES[0]}/metas/", typed_goals(in_force(CODES[0]), typed))
    assert answer.headers["Location"] == f"{REVIEW}{CODES[0]}/"
    decision = drafted(CODES[0])
    assert (decision.kind, decision.change_class) == ("target", "target")
    assert decision.draft["series"][0]["targets"][0]["value"] == "1200"
    assert ReportingPeriod.objects.filter(code="2028-I").exists()


def test_the_path_is_drawn_over_what_was_validated_and_its_sentence_says_whether_it_can_be_reached(
    reviews: Reviews, secretary: Client
) -> None:
    make_measurement(reviews.in_force(), reviews.cast.army, reviews.meetings.period, value=40)
    data = typed_goals(in_force(CODES[0]), {"targets-all-0-period": "2027-I", "targets-all-0-value": "90"})
    data["action"] = "show"
    page = post(secretary, f"{CODES[0]}/metas/", data).text
    assert "La trayectoria pide 90 en 2027-I" in page
    assert "¿Es alcanzable?" in page
    assert not ReviewDecision.objects.exists()
    assert not ReportingPeriod.objects.filter(code="2027-I").exists()


def test_targets_of_institutions_that_do_not_add_up_are_told_with_both_numbers(secretary: Client) -> None:
    typed = {"targets-all-count": "3", "institution_targets": "sum"}
    for n, (institution, value) in enumerate([("", "756"), ("EP", "40"), ("MGP", "2")]):
        row = f"targets-all-{n}-"
        typed |= {f"{row}period": "2026-II", f"{row}institution": institution, f"{row}value": value}
    data = typed_goals(in_force(CODES[0]), typed)
    data["action"] = "show"
    page = post(secretary, f"{CODES[0]}/metas/", data).text
    assert "2026-II: las instituciones suman 42; la meta de todas juntas dice 756." in page


def test_what_is_wrong_with_a_target_is_told_beside_its_box(secretary: Client) -> None:
    typed = {"targets-all-0-period": "2026-II", "targets-all-0-value": "muchas"}
    page = post(secretary, f"{CODES[0]}/metas/", typed_goals(in_force(CODES[0]), typed))
    assert '<a href="#id_targets-all-0-value">' in page.text
    assert "muchas" in page.text
    assert page.text.count('class="error-message"') == 1  # the empty rows beside it have nothing wrong in them
    assert not ReviewDecision.objects.exists()


def test_a_published_path_fills_the_rows_with_its_source_and_marks(reviews: Reviews, secretary: Client) -> None:
    share = make_proportion(reviews.meetings.plan, SHARE)
    make_commitment(share, reviews.cast.army, reviews.meetings.period)
    make_goals(share.indicator, "all", {2025: 12, 2026: 13, 2027: 14, 2028: 15}, interpolated=(2026, 2027))
    data = typed_goals(in_force(SHARE), is_percent=True)
    data["action"] = "path:all"
    page = post(secretary, f"{SHARE}/metas/", data)
    assert not ReviewDecision.objects.exists()
    (boxes,) = page.context["boxes"].tracks
    rows = [tuple(row.raw(name) for name in ("period", "value", "is_interpolated")) for row in boxes.targets.standing]
    assert rows == [("2026-II", Decimal(13), True), ("2027-I", Decimal(14), True), ("2028-I", Decimal(15), False)]
    kept = sent_of(page.context["boxes"], action="save", **REASON)
    assert post(secretary, f"{SHARE}/metas/", kept).status_code == 302
    assert [each["source"] for each in drafted(SHARE).draft["series"][0]["targets"]] == ["Fuente"] * 3


def test_targets_drafted_after_the_definition_leave_its_change_as_it_was_said(
    reviews: Reviews, secretary: Client
) -> None:
    data = typed_definition(in_force(CODES[0]), accumulation="stock", comparability="break")
    post(secretary, f"{CODES[0]}/definicion/", data)
    drafted_so_far = draft_of(drafted(CODES[0]))
    typed = {"targets-all-0-period": "2026-II", "targets-all-0-value": "5", "version": "1"}
    post(secretary, f"{CODES[0]}/metas/", typed_goals(drafted_so_far, typed))
    decision = drafted(CODES[0])
    assert (decision.kind, decision.change_class, decision.comparability) == ("adjust", "methodological", "break")
    assert (decision.draft["accumulation"], len(decision.draft["series"][0]["targets"])) == ("stock", 1)


def test_a_target_that_comes_too_late_is_shown_beside_the_one_kept_meanwhile(secretary: Client) -> None:
    row = {"targets-all-0-period": "2026-II", "targets-all-0-value": "5"}
    before = in_force(CODES[0])
    post(secretary, f"{CODES[0]}/metas/", typed_goals(before, row))
    page = post(secretary, f"{CODES[0]}/metas/", typed_goals(before, row | {"targets-all-0-value": "7"}))
    assert page.status_code == 409
    assert "<del>5</del>" in page.text
    assert "<ins>7</ins>" in page.text
    assert draft_of(drafted(CODES[0])).series[0].targets[0].value == Decimal(5)


# --- A new indicator -------------------------------------------------------------------------------------------------


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
