"""What each kind of definition asks of an answer, how its rows tune that, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import IndicatorRevision, PlausibilityRule
from measurements.answer.reading import whole
from measurements.checks.beside import beside, besides
from measurements.checks.concerns import Bounds
from measurements.checks.explaining import warnings_among, warnings_of
from measurements.checks.plausibility import questions_of
from measurements.models import Answer, Measurement, Status
from tests.cast import Cast
from tests.factories import (
    Amount,
    find_category,
    make_change,
    make_component,
    make_count,
    make_dimension,
    make_measurement,
    make_period,
    make_plan,
    make_plausibility_rule,
    make_proportion,
    make_register,
)


@pytest.fixture
def army(cast: Cast) -> Cast:
    return cast


def answer(
    cast: Cast, revision: IndicatorRevision, values: Mapping[str, Amount], period: str = "2026-I", **fields: object
) -> Measurement:
    return make_measurement(revision, cast.army, make_period(make_plan(), period), values=values, **fields)  # type: ignore[arg-type]


def warned(measurement: Measurement) -> list[str]:
    return [warning.rule for warning in warnings_of(measurement, beside(measurement))]


def asked(revision: IndicatorRevision) -> set[str]:
    return {question.rule.value for question in questions_of(revision)}


# --- What is usual ------------------------------------------------------------------------------------------------

ALWAYS = {"large_change", "zero_after_value", "value_after_absence"}


@pytest.mark.django_db
def test_each_kind_is_asked_what_fits_it() -> None:
    plan = make_plan()
    typed = ALWAYS | {"identical", "part_above_whole"}
    assert asked(make_count(plan)) == typed
    assert asked(make_change(plan)) == typed
    assert asked(make_proportion(plan)) == typed | {"share_out_of_range"}
    assert asked(make_register(plan)) == ALWAYS
    assert asked(make_count(plan, "PREV-9.9.9", accumulation="running")) == typed | {"running_total_fell"}


@pytest.mark.parametrize(
    ("kind", "before", "now", "rules"),
    [
        ("count", 21, 64, ["large_change"]),
        ("count", 21, 22, []),
        ("count", 21, 0, ["zero_after_value"]),
        ("change", 46, 120, ["large_change"]),
        ("change", 46, 46, []),
        ("proportion", (20, 90), (60, 90), ["large_change"]),
        ("proportion", (2, 14), (0, 14), ["zero_after_value"]),
        ("proportion", (2, 14), (2, 14), []),
        ("register", 2, 0, ["zero_after_value"]),
        ("register", 2, 14, ["large_change"]),
        ("register", 2, 2, []),
        ("running", 100, 99, ["running_total_fell"]),
    ],
)
def test_rules_by_kinds(army: Cast, kind: str, before: Amount, now: Amount, rules: list[str]) -> None:
    plan = make_plan()
    makers = {
        "count": make_count,
        "change": make_change,
        "proportion": make_proportion,
        "register": make_register,
        "running": lambda plan: make_count(plan, accumulation="running"),
    }
    revision = makers[kind](plan)
    component = revision.value_components[0].code
    answer(army, revision, {component: before}, "2025-II")
    assert warned(answer(army, revision, {component: now})) == rules


def test_a_list_is_asked_about_its_headline_and_without_one_about_each_figure(army: Cast) -> None:
    summed = make_register(make_plan(), "PREV-2.2.1", components=["articles", "events"], beside=["ever"])
    answer(army, summed, {"articles": 2, "events": 3, "ever": 20}, "2025-II")
    assert warned(answer(army, summed, {"articles": 0, "events": 3, "ever": 0})) == []
    apart = make_register(make_plan(), "PROT-2.3.1", components=["articles", "events"], headline="none")
    answer(army, apart, {"articles": 2, "events": 3}, "2025-II")
    assert warned(answer(army, apart, {"articles": 0, "events": 3})) == ["zero_after_value"]


def test_the_summed_headline_of_a_list_that_fell_to_zero_is_asked_about_as_a_whole(army: Cast) -> None:
    revision = make_register(make_plan(), components=["articles", "events"])
    answer(army, revision, {"articles": 2, "events": 3}, "2025-II")
    now = answer(army, revision, {"articles": 0, "events": 0})
    (warning,) = warnings_of(now, beside(now))
    assert (warning.cell, warning.key) == (None, ("zero_after_value", "", ""))
    assert warning.text == "La cifra: 5 en el semestre anterior y 0 en este."


def test_only_what_was_sent_is_compared_with(army: Cast) -> None:
    revision = make_count(make_plan())
    answer(army, revision, {"total": 21}, "2025-II", status=Status.RETURNED)
    make_measurement(revision, army.navy, make_period(make_plan(), "2025-I"), value=3)
    assert warned(answer(army, revision, {"total": 640})) == []


def test_who_meets_all_conditions_meets_each_of_them(army: Cast) -> None:
    revision = make_proportion(make_plan())
    make_component(revision, "all", "numerator", needs_all=True, in_headline=False)
    assert warned(answer(army, revision, {"part": (3, 9), "all": (4, 9)})) == ["part_above_whole"]


# --- What a definition says of its own ----------------------------------------------------------------------------


def test_a_definition_has_its_own_bounds_and_keeps_the_usual_ones_that_it_leaves_empty(army: Cast) -> None:
    revision = make_count(make_plan())
    make_plausibility_rule(revision, "large_change", absolute=Decimal(100))
    bounds = {question.rule.value: question.bounds for question in questions_of(revision)}
    assert bounds["large_change"] == Bounds(relative=Decimal("0.5"), absolute=Decimal(100))
    answer(army, revision, {"total": 21}, "2025-II")
    assert warned(answer(army, revision, {"total": 64})) == []


def test_a_rule_can_be_switched_off(army: Cast) -> None:
    revision = make_count(make_plan())
    make_plausibility_rule(revision, "zero_after_value", is_on=False)
    answer(army, revision, {"total": 5}, "2025-II")
    assert warned(answer(army, revision, {"total": 0})) == []


def test_a_share_has_the_range_that_its_definition_gives_it(army: Cast) -> None:
    revision = make_proportion(make_plan())
    make_plausibility_rule(revision, "share_out_of_range", high=Decimal(50))
    now = answer(army, revision, {"part": (60, 90)})
    (warning,) = warnings_of(now, beside(now))
    assert warning.text == "part: 60 de 90 (66,7\xa0%) no es lo usual; lo usual es hasta 50\xa0%."


def test_a_component_cannot_exceed_the_one_that_contains_it(army: Cast) -> None:
    revision = make_count(make_plan())
    whole_, part = revision.components.get(), make_component(revision, "women", is_disaggregated=False)
    make_plausibility_rule(revision, "part_above_whole", part=part, whole=whole_)
    now = answer(army, revision, {"total": 40, "women": 41})
    (warning,) = warnings_of(now, beside(now))
    assert (warning.cell, warning.text) == (("women", ""), "women: 41, que es una parte, supera al todo: 40.")


def test_its_own_sentence_is_in_both_languages_and_names_cell_and_values(army: Cast) -> None:
    revision = make_count(make_plan())
    make_plausibility_rule(
        revision, "large_change", sentence_es="{cell}: {before} y luego {now}", sentence_en="{now} after {before}"
    )
    answer(army, revision, {"total": 1200}, "2025-II")
    (now,) = whole(Measurement.objects.filter(pk=answer(army, revision, {"total": 2600}).pk))
    assert [w.text for w in warnings_of(now, beside(now))] == ["total: 1\xa0200 y luego 2\xa0600"]
    with translation.override("en"):
        (now,) = whole(Measurement.objects.filter(pk=now.pk))
        assert [w.text for w in warnings_of(now, beside(now))] == ["2,600 after 1,200"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("zero_after_value", {"relative": Decimal(1)}),
        ("identical", {"low": Decimal(1)}),
        ("share_out_of_range", {"low": Decimal(9), "high": Decimal(1)}),
        ("large_change", {"absolute": Decimal(-1)}),
        ("unequal_denominators", {}),
    ],
)
@pytest.mark.django_db
def test_a_rule_that_says_nothing_sensible_cannot_be_kept(kind: str, fields: dict[str, Decimal]) -> None:
    revision = make_count(make_plan())
    with pytest.raises(ValidationError):
        make_plausibility_rule(revision, kind, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlausibilityRule.objects.create(revision=revision, kind=kind, **fields)


@pytest.mark.django_db
def test_a_rule_names_only_what_belongs_to_its_definition() -> None:
    revision, other = make_count(make_plan()), make_count(make_plan(), "PREV-2.1.1")
    foreign, own = other.components.get(), revision.components.get()
    with pytest.raises(ValidationError):
        make_plausibility_rule(revision, "part_above_whole", part=foreign, whole=own)
    with pytest.raises(ValidationError):
        make_plausibility_rule(revision, "part_above_whole", compared_with=revision.indicator)
    with pytest.raises(ValidationError):
        make_plausibility_rule(revision, "large_change", sentence_es="{cell.component}: {now}")


# --- Between indicators -------------------------------------------------------------------------------------------


@pytest.fixture
def pair(army: Cast) -> tuple[IndicatorRevision, IndicatorRevision]:
    first, second = make_proportion(make_plan(), "PREV-1.3.1"), make_proportion(make_plan(), "REC-2.2.1")
    make_plausibility_rule(first, "unequal_denominators", compared_with=second.indicator)
    make_plausibility_rule(second, "unequal_denominators", compared_with=first.indicator)
    return first, second


def test_denominators_that_differ_are_asked_about_on_both_sides(
    army: Cast, pair: tuple[IndicatorRevision, IndicatorRevision]
) -> None:
    first, second = answer(army, pair[0], {"part": (2, 5)}), answer(army, pair[1], {"part": (2, 4)})
    for one, text in (
        (first, "whole: 5 aquí y 4 en REC-2.2.1. Deben ser los mismos."),
        (second, "whole: 4 aquí y 5 en PREV-1.3.1. Deben ser los mismos."),
    ):
        (warning,) = warnings_of(one, beside(one))
        assert warning.text == text
    assert warning.key == ("unequal_denominators:PREV-1.3.1", "", "")


@pytest.mark.parametrize("case", ["agree", "no answer", "not available", "another institution", "another semester"])
def test_there_is_nothing_to_disagree_with(
    army: Cast, pair: tuple[IndicatorRevision, IndicatorRevision], case: str
) -> None:
    first = answer(army, pair[0], {"part": (2, 5)})
    if case == "agree":
        answer(army, pair[1], {"part": (1, 5)}, status=Status.DRAFT)
    elif case == "not available":
        answer(army, pair[1], {}, answer=Answer.NOT_AVAILABLE)
    elif case == "another institution":
        make_measurement(pair[1], army.navy, make_period(make_plan()), value=(2, 4))
    elif case == "another semester":
        answer(army, pair[1], {"part": (2, 4)}, "2025-II")
    assert warned(first) == []


def test_a_headline_cannot_exceed_that_of_the_indicator_that_contains_it(army: Cast) -> None:
    trained, all_ = make_count(make_plan()), make_count(make_plan(), "PREV-2.1.1")
    make_plausibility_rule(trained, "part_above_whole", compared_with=all_.indicator)
    answer(army, all_, {"total": 40})
    now = answer(army, trained, {"total": 41})
    (warning,) = warnings_of(now, beside(now))
    assert warning.text == "La cifra: 41 aquí y 40 en PREV-2.1.1, del que forma parte."


# --- Words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "es", "en"),
    [
        (21, 64, "pasó de 21 a 64 (el triple).", "went from 21 to 64 (three times as much)."),
        (20, 40, "pasó de 20 a 40 (el doble).", "went from 20 to 40 (twice as much)."),
        (20, 31, "pasó de 20 a 31 (+55\xa0%).", "went from 20 to 31 (+55%)."),
        (90, 30, "pasó de 90 a 30 (−67\xa0%).", "went from 90 to 30 (−67%)."),
        (0, 11, "pasó de 0 a 11.", "went from 0 to 11."),
    ],
)
def test_a_change_says_both_values_and_how_much_it_is(army: Cast, before: int, now: int, es: str, en: str) -> None:
    revision = make_count(make_plan())
    answer(army, revision, {"total": before}, "2025-II")
    later = answer(army, revision, {"total": now})
    for language, text in (("es", es), ("en", en)):
        with translation.override(language):
            (warning,) = warnings_of(later, beside(later))
            assert warning.text.endswith(text)


def test_a_share_names_numerator_and_denominator_before_and_now(army: Cast) -> None:
    revision = make_proportion(make_plan())
    answer(army, revision, {"part": (20, 90)}, "2025-II")
    now = answer(army, revision, {"part": (60, 90)})
    (warning,) = warnings_of(now, beside(now))
    assert warning.text == "part: pasó de 20 de 90 (22,2\xa0%) a 60 de 90 (66,7\xa0%)."


def test_a_dimension_of_one_category_is_left_out_of_a_cells_name(army: Cast) -> None:
    dimensions = [make_dimension("sex"), make_dimension("zone", "unspecified")]
    revision = make_count(make_plan(), dimensions=dimensions)
    find_category("sex=women")
    cell = "total:sex=women|zone=unspecified"
    answer(army, revision, {cell: 5}, "2025-II")
    now = answer(army, revision, {cell: 50})
    (warning,) = warnings_of(now, beside(now))
    assert warning.text.startswith("women: ")


# --- Many ---------------------------------------------------------------------------------------------------------


def test_many_answers_are_held_against_others_in_as_many_queries_as_few(army: Cast) -> None:
    plan, answers = make_plan(), []
    for number in range(1, 9):
        revision = make_proportion(plan, f"PART-{number}.1.1")
        answers.append(answer(army, revision, {"part": (2, 5)}))
        if number > 1:
            make_plausibility_rule(revision, "unequal_denominators", compared_with=answers[0].indicator)
    read = {size: list(whole(Measurement.objects.order_by("pk"))[:size]) for size in (3, 8)}
    counts = []
    for measurements in read.values():
        with CaptureQueriesContext(connection) as queries:
            warnings_among(measurements)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(besides(read[8])) == 8
