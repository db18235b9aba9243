"""Baselines and targets are drafted on their page, drawn, and told what is wrong with them."""

from __future__ import annotations

from decimal import Decimal

from django.test import Client

from committee.models import ReviewDecision
from indicators.models import ReportingPeriod
from tests.committee.review.reviewed import CODES, Reviews
from tests.factories import make_commitment, make_measurement, make_proportion
from tests.factories.context import make_goals
from tests.revisions import edited
from tests.revisions.edited import (
    REASON,
    REVIEW,
    SHARE,
    draft_of,
    drafted,
    in_force,
    post,
    typed_definition,
    typed_goals,
)
from tests.revisions.sent import sent_of

reviews, session, clock, secretary = edited.reviews, edited.session, edited.clock, edited.secretary


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
