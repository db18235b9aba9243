"""Figures of a year and of several semesters: what adds, what is taken at the end, and what is not put together at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.snapshot import own
from reports.snapshot.span import span
from tests import factories as make
from tests.reports.worlds.span import AT, NOT_APPLICABLE, NOT_AVAILABLE, SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SpanWorld:
    return make_span_world()


def told(figure: dict[str, Any] | None) -> tuple[Any, ...] | None:
    """Value, k, n, and why there is none."""
    if figure is None:
        return None
    return figure["value"], figure["reported"], figure["expected"], figure["state"]


def points(series: dict[str, Any]) -> list[tuple[Any, ...] | None]:
    return [told(each["figure"]) for each in series["points"]]


# --- The figure of the span ---


@pytest.mark.parametrize(
    ("accumulation", "army", "navy", "expected"),
    [
        ("flow", (3, 4), (5, 6), ("18", 4, 4, "computed")),
        ("flow", (3, 4), (5, None), ("12", 3, 4, "computed")),
        ("flow", (3, 4), (0, 0), ("7", 4, 4, "computed")),
        ("flow", (0, 0), (0, 0), ("0", 4, 4, "computed")),
        ("flow", (None, None), (None, None), (None, 0, 4, "not_reported")),
        ("flow", (3, NOT_APPLICABLE), (5, NOT_AVAILABLE), ("8", 2, 3, "computed")),
        ("flow", (NOT_APPLICABLE, NOT_APPLICABLE), (NOT_APPLICABLE, NOT_APPLICABLE), (None, 0, 0, "not_applicable")),
        ("stock", (3, 4), (5, 6), ("10", 2, 2, "computed")),
        ("stock", (3, 4), (5, None), ("4", 1, 2, "computed")),
        ("stock", (3, None), (5, None), (None, 0, 2, "not_reported")),
        ("stock", (3, 0), (5, 0), ("0", 2, 2, "computed")),
        ("running", (3, 7), (5, 11), ("18", 2, 2, "computed")),
        ("running", (3, None), (5, 11), ("11", 1, 2, "computed")),
    ],
)
def test_a_flow_adds_and_anything_else_is_taken_at_the_end(
    world: SpanWorld, accumulation: str, army: Any, navy: Any, expected: tuple[Any, ...]
) -> None:
    revision = world.owe(make.make_count(world.plan, accumulation=accumulation), "EP", "MGP")
    world.say(revision, "EP", None, None, *army)
    world.say(revision, "MGP", None, None, *navy)
    assert told(world.series()["figure"]) == expected


@pytest.mark.parametrize(
    ("accumulation", "expected"),
    [
        ("flow", ("20.69", "12", "58", 2, 3)),  # 10/50 + 2/8 of 2026-I and -II; 5 without its whole is left out
        ("stock", ("25", "2", "8", 1, 1)),
    ],
)
def test_proportions_add_their_parts_and_never_their_percentages(
    world: SpanWorld, accumulation: str, expected: tuple[Any, ...]
) -> None:
    """EP 10/50 then 2/8; MGP was to report 2026-I too and had no data."""
    share = world.owe(make.make_proportion(world.plan, accumulation=accumulation), "EP")
    make.make_commitment(share, world.institution("MGP"), world.periods["2026-I"], until_period=world.periods["2026-I"])
    world.say(share, "EP", None, None, (10, 50), (2, 8))
    world.say(share, "MGP", None, None, NOT_AVAILABLE)
    figure = world.series()["figure"]
    found = figure["value"], figure["numerator"], figure["denominator"], figure["reported"], figure["expected"]
    assert found == expected


def test_each_semester_says_what_its_own_report_says(world: SpanWorld) -> None:
    revision = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(revision, "EP", None, None, 3, 0)
    world.say(revision, "MGP", None, None, None, NOT_APPLICABLE)
    series = world.series()
    assert points(series) == [("3", 1, 2, "computed"), ("0", 1, 1, "computed")]
    assert [each["figure"]["is_partial"] for each in series["points"]] == [True, False]
    assert series["figure"]["is_partial"]


# --- Definitions ---


def test_a_break_within_the_span_adds_nothing(world: SpanWorld) -> None:
    old = world.owe(make.make_count(world.plan), "EP")
    world.say(old, "EP", None, None, 3)
    new = make.make_count(world.plan, number=2, effective_from=world.periods["2026-II"], comparability="break")
    make.make_measurement(new, world.institution("EP"), world.periods["2026-II"], value=4)
    series = world.series()
    assert told(series["figure"]) == (None, 2, 2, "broken")
    assert points(series) == [("3", 1, 1, "computed"), ("4", 1, 1, "computed")]
    assert [each["is_break"] for each in series["points"]] == [False, True]


def test_a_stock_is_taken_after_a_break(world: SpanWorld) -> None:
    old = world.owe(make.make_count(world.plan, accumulation="stock"), "EP")
    world.say(old, "EP", None, None, 3)
    new = make.make_count(
        world.plan, number=2, effective_from=world.periods["2026-II"], comparability="break", accumulation="stock"
    )
    make.make_measurement(new, world.institution("EP"), world.periods["2026-II"], value=4)
    assert told(world.series()["figure"]) == ("4", 1, 1, "computed")


def test_rebased_values_are_added_on_the_later_scale(world: SpanWorld) -> None:
    """2026-I reported 3, which counts double under the definition of 2026-II: 6 + 4."""
    old = world.owe(make.make_count(world.plan), "EP")
    world.say(old, "EP", None, None, 3)
    new = make.make_count(
        world.plan, number=2, effective_from=world.periods["2026-II"], comparability="rebased", rebase_factor=2
    )
    make.make_measurement(new, world.institution("EP"), world.periods["2026-II"], value=4)
    assert told(world.series()["figure"]) == ("10", 2, 2, "computed")


@pytest.mark.parametrize(("accumulation", "expected"), [("flow", ("3", 1, 1, "computed")), ("stock", None)])
def test_retired_within_the_span(world: SpanWorld, accumulation: str, expected: tuple[Any, ...] | None) -> None:
    """A flow adds the semesters in which it was asked; of a stock nothing is carried to an end at which nobody asked."""
    revision = world.owe(make.make_count(world.plan, accumulation=accumulation), "EP")
    world.say(revision, "EP", None, None, 3)
    make.make_revision(
        revision.indicator, number=2, effective_from=world.periods["2026-II"], change_class="retired",
        adopted_on="2026-08-01", act_reference="Acta 2-2026",
    )  # fmt: skip
    content = world.content()
    (found,) = content["span"]["indicators"]
    assert content["indicators"] == []
    assert (found["since"], found["until"]) == ("2026-I", "2026-I")
    assert told(found["series"][0]["figure"]) == expected
    assert points(found["series"][0]) == [("3", 1, 1, "computed"), None]


def test_new_within_the_span_adds_since_then_and_is_compared_with_nothing(world: SpanWorld) -> None:
    revision = make.make_count(world.plan, effective_from=world.periods["2026-II"])
    world.owe(revision, "EP", since="2026-II")
    make.make_measurement(revision, world.institution("EP"), world.periods["2026-II"], value=4)
    (found,) = world.content()["span"]["indicators"]
    assert (found["since"], found["until"]) == ("2026-II", "2026-II")
    assert points(found["series"][0]) == [None, ("4", 1, 1, "computed")]
    assert told(found["series"][0]["figure"]) == ("4", 1, 1, "computed")
    assert found["series"][0]["change"] is None


# --- The span before ---


def change_of(series: dict[str, Any]) -> tuple[Any, ...]:
    change = series["change"]
    return tuple(
        change[name] for name in ("state", "before", "after", "difference", "comparable", "of", "added_before", "added_after")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("navy", "expected"),
    [
        ((5, 5, 6, 7), ("computed", "13", "20", "7", 2, 2, None, None)),  # 1+2+5+5 → 3+4+6+7
        ((5, 5, 6, None), ("computed", "3", "7", "4", 1, 2, "10", "6")),  # only EP is comparable
        ((None, 5, 6, 7), ("computed", "3", "7", "4", 1, 2, "5", "13")),
        ((0, 0, 0, 0), ("computed", "3", "7", "4", 2, 2, None, None)),
        ((5, NOT_APPLICABLE, 6, 7), ("computed", "3", "7", "4", 1, 2, "5", "13")),
        ((NOT_APPLICABLE,) * 4, ("computed", "3", "7", "4", 1, 1, None, None)),
    ],
)
def test_years_are_compared_over_who_reported_every_semester_of_both(
    world: SpanWorld, navy: Any, expected: tuple[Any, ...]
) -> None:
    revision = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(revision, "EP", 1, 2, 3, 4)
    world.say(revision, "MGP", *navy)
    assert change_of(world.series()) == expected


def test_stocks_are_compared_at_the_ends_of_the_years(world: SpanWorld) -> None:
    revision = world.owe(make.make_count(world.plan, accumulation="stock"), "EP", "MGP")
    world.say(revision, "EP", 1, 2, 30, 4)
    world.say(revision, "MGP", None, 5, None, 7)
    assert change_of(world.series()) == ("computed", "7", "11", "4", 2, 2, None, None)


def test_proportions_of_years_are_compared_in_points(world: SpanWorld) -> None:
    """EP 1/10 + 2/10 = 15 % → 6/10 + 2/10 = 40 %. MGP lacks a semester: its 5/10 stands apart."""
    share = world.owe(make.make_proportion(world.plan, accumulation="flow"), "EP", "MGP")
    world.say(share, "EP", (1, 10), (2, 10), (6, 10), (2, 10))
    world.say(share, "MGP", None, None, (5, 10), None)
    assert change_of(world.series()) == ("computed", "15", "40", "25", 1, 2, None, "50")


def test_nothing_is_compared_over_a_break(world: SpanWorld) -> None:
    old = world.owe(make.make_count(world.plan), "EP")
    world.say(old, "EP", 1, 2)
    new = make.make_count(world.plan, number=2, effective_from=world.periods["2026-I"], comparability="break")
    for code in ("2026-I", "2026-II"):
        make.make_measurement(new, world.institution("EP"), world.periods[code], value=4)
    series = world.series()
    assert told(series["figure"]) == ("8", 2, 2, "computed")
    assert change_of(series)[0] == "broken"


@pytest.mark.parametrize(
    ("codes", "first", "last", "kind", "before"),
    [
        (("2025-I", "2025-II", "2026-I", "2026-II"), "2026-I", "2026-II", "annual", ("2025-I", "2025-II", False)),
        (("2025-II", "2026-I", "2026-II"), "2026-I", "2026-II", "annual", None),
        (("2025-I", "2026-I"), "2026-I", "2026-I", "annual", ("2025-I", "2025-I", False)),
        (("2025-II", "2026-II"), "2026-II", "2026-II", "annual", ("2025-II", "2025-II", False)),
        (("2025-II", "2026-I"), "2026-I", "2026-I", "annual", None),
        (("2024-II", "2025-I", "2025-II", "2026-I"), "2025-II", "2026-I", "range", ("2024-II", "2025-I", False)),
        (
            ("2024-I", "2024-II", "2025-I", "2025-II", "2026-I", "2026-II"),
            "2025-II",
            "2026-II",
            "range",
            ("2024-I", "2025-I", True),
        ),
    ],
)
def test_span_before_has_the_same_length_and_the_plan_has_all_of_it(
    codes: tuple[str, ...], first: str, last: str, kind: str, before: tuple[str, str, bool] | None
) -> None:
    found = make_span_world(*codes).content(first, last, kind=kind)["span"]["before"]
    assert (found and (found["first"], found["last"], found["has_other_halves"])) == before


# --- Targets ---


def test_target_of_the_year_is_judged_at_its_end(world: SpanWorld) -> None:
    """30 of 40 in 2026: 75 %, which is at risk; in 2026-I it was not due."""
    revision = world.owe(make.make_count(world.plan), "EP")
    make.make_target(revision.series.get(), world.periods["2026-II"], 40, scope="year")
    world.say(revision, "EP", None, None, 10, 20)
    series = world.series()
    (judged,) = series["judged"]
    assert (judged["scope"], judged["period"], judged["state"], judged["figure"]["value"]) == (
        "year", "2026-II", "at_risk", "30",
    )  # fmt: skip
    assert [each["state"] for each in series["points"]] == ["not_due", "at_risk"]


def test_each_year_of_a_range_has_its_judgement(world: SpanWorld) -> None:
    """10 of 10 in 2025 and 30 of 40 in 2026; the range ends with the year."""
    revision = world.owe(make.make_count(world.plan), "EP")
    for code, value in (("2025-II", 10), ("2026-II", 40)):
        make.make_target(revision.series.get(), world.periods[code], value, scope="year")
    world.say(revision, "EP", 4, 6, 10, 20)
    judged = world.series("2025-I", "2026-II", kind="range")["judged"]
    assert [(each["period"], each["state"]) for each in judged] == [("2025-II", "on_track"), ("2026-II", "at_risk")]


def test_cumulative_target_is_judged_since_the_plan_began(world: SpanWorld) -> None:
    """40 since 2025-I, of 40 expected by 2026-II: the year alone has 30."""
    revision = world.owe(make.make_count(world.plan), "EP")
    make.make_target(revision.series.get(), world.periods["2026-II"], 40, scope="cumulative")
    world.say(revision, "EP", 4, 6, 10, 20)
    series = world.series()
    (judged,) = series["judged"]
    assert (judged["scope"], judged["figure"]["value"], judged["state"]) == ("cumulative", "40", "on_track")
    assert told(series["figure"]) == ("30", 2, 2, "computed")


# --- Coverage ---


def test_coverage_of_the_span_adds_counts(world: SpanWorld) -> None:
    """2026-I: 1 of 2, on time; 2026-II: 2 of 2, one late and one not validated. Together 3 of 4, 2 on time, 2 validated."""
    revision = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(revision, "EP", None, None, 3, None)
    make.make_measurement(revision, world.institution("EP"), world.periods["2026-II"], value=4, late=True)
    make.make_measurement(revision, world.institution("MGP"), world.periods["2026-II"], value=5, status="submitted")
    found = world.content()["span"]["coverage"]
    counts = ("expected", "submitted", "on_time", "validated", "with_data")
    assert [tuple(each[name] for name in counts) for each in found["periods"]] == [(2, 1, 1, 1, 1), (2, 2, 1, 1, 2)]
    assert tuple(found["total"][name] for name in counts) == (4, 3, 2, 2, 3)
    assert [(each["institution"], each["expected"], each["submitted"]) for each in found["institutions"]] == [
        ("EP", 2, 2), ("MGP", 2, 1),
    ]  # fmt: skip


def test_skipped_semester_is_named_and_adds_nothing() -> None:
    world = make_span_world("2025-II", "2026-II")
    revision = world.owe(make.make_count(world.plan), "EP", since="2025-II")
    world.say(revision, "EP", 3, 4)
    content = world.content("2025-II", "2026-II", kind="range")
    assert content["span"]["skipped"] == ["2026-I"]
    assert told(content["span"]["indicators"][0]["series"][0]["figure"]) == ("7", 2, 2, "computed")
    assert [each["year"] for each in content["span"]["years"]] == [2025]


def test_report_of_a_semester_has_no_span(world: SpanWorld) -> None:
    assert world.content("2026-II", "2026-II", kind="semester")["span"] is None


def queries_of(world: SpanWorld) -> int:
    """How many the span alone asks, beside those of its last semester."""
    scope = world.scope()
    last = own.reading_of(scope, AT)
    with CaptureQueriesContext(connection) as asked:
        span(scope, last)
    return len(asked)


def test_queries_do_not_grow_with_institutions_or_indicators(world: SpanWorld) -> None:
    """Seven for each semester before the last one, and those of its periods, years and names."""
    world.say(world.owe(make.make_count(world.plan), "EP"), "EP", 1, 2, 3, 4)
    few = queries_of(world)
    for number in range(2, 6):
        revision = world.owe(make.make_count(world.plan, f"PREV-1.1.{number}"), "EP", "MGP", "FAP")
        for code in ("EP", "MGP", "FAP"):
            world.say(revision, code, 1, 2, 3, 4)
    assert queries_of(world) == few
