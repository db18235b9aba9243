"""What a drafted definition may not say, each rule with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from indicators.defining.checking import problems, warnings
from indicators.defining.document import DefinitionDocument, Tag, TargetPoint, Track, Words
from indicators.defining.known import Known
from indicators.models import ActionPlan
from tests import factories as make
from tests.conftest import kept_for_a_module
from tests.indicators import adopted as a
from tests.indicators.sound import (
    COUNT,
    HELD,
    LIST,
    MILESTONE,
    NARRATIVE,
    OPTIONS,
    PART,
    SCALE,
    SHARE,
    SOUND,
    TOTAL,
    WHOLE,
    aiming,
    component,
    point,
    series,
    starting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


@pytest.fixture(scope="module")
def lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker):
        a.make_semesters(make.make_plan())
        make.make_dimension("sex")
        for code in ("rank", "zone", "mission"):
            make.make_dimension(code, f"{code}-1", f"{code}-2")
        register = make.make_register_list("event", "planned", "held")
        register.tags.add(make.make_dimension("event_type", "academic"))
        for code in ("EP", "FAP", "MGP"):
            make.make_institution(code)
        yield


def found(document: DefinitionDocument) -> list[str]:
    plan = ActionPlan.objects.get()
    return [each.path for each in problems(document, plan, a.period(plan, "2026-II"), Known.of(plan))]


@pytest.mark.parametrize("document", SOUND.values(), ids=SOUND)
def test_sound_definition_has_no_problem(document: DefinitionDocument) -> None:
    assert found(document) == []


def rule(**fields: Any) -> DefinitionDocument:
    return component(LIST, rule=replace(HELD, **fields))


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        (replace(COUNT, name=Words("  ", "Only English")), ["name.es"]),
        (replace(COUNT, unit=Words("x" * 81, "y" * 81)), ["unit.es", "unit.en"]),
        (replace(COUNT, decimals=5), ["decimals"]),
        (replace(COUNT, kind="SUM"), ["kind", "components.total.role"]),
        (replace(COUNT, trajectory="curve"), ["trajectory"]),
        (replace(COUNT, across="distinct"), ["across"]),
        (replace(COUNT, kind="CHANGE"), ["accumulation"]),
        (replace(LIST, accumulation="running"), ["accumulation"]),
        (replace(MILESTONE, accumulation="flow"), ["accumulation"]),
        (replace(SCALE, across="sum"), ["across"]),
        (replace(COUNT, headline_category="sex=none"), ["headline_category"]),
        (replace(COUNT, headline_category="rank=rank-1"), ["headline_category"]),
        (replace(COUNT, tolerance=Decimal(-1)), ["tolerance"]),
        (replace(COUNT, range_low=Decimal(1)), ["range_low"]),
        (replace(COUNT, direction="range"), ["range_low", "range_high"]),
        (replace(COUNT, direction="range", range_low=Decimal(2), range_high=Decimal(1)), ["range_high"]),
        (replace(COUNT, direction="range", range_low=Decimal("0.00001"), range_high=Decimal(1)), ["range_low"]),
        (replace(COUNT, components=()), ["components", "headline"]),
        (replace(COUNT, components=(TOTAL, TOTAL)), ["components.total.code"]),
        (component(COUNT, code="año"), ["components.año.code"]),
        (component(COUNT, label=Words("", "People")), ["components.total.label"]),
        (component(COUNT, label=Words("x" * 151)), ["components.total.label.es"]),
        (component(COUNT, role="numerator"), ["components.total.role"]),
        (component(COUNT, role="beside"), ["components.total.in_headline"]),
        (component(COUNT, in_headline=False), ["headline"]),
        (component(COUNT, rule=HELD), ["components.total.rule"]),
        (component(LIST, rule=None), ["components.held.rule", "tags.event_type"]),
        (rule(register="books"), ["components.held.rule", "tags.event_type"]),
        (rule(when="always"), ["components.held.rule.when"]),
        (rule(stages=()), ["components.held.rule.stages"]),
        (rule(stages=("sold",)), ["components.held.rule.stages"]),
        (rule(only="event_type=none"), ["components.held.rule.only"]),
        (rule(only="sex=women"), ["components.held.rule.only"]),
        (replace(SHARE, components=(PART,)), ["components"]),
        (replace(SHARE, components=(WHOLE,)), ["components", "headline"]),
        (replace(SHARE, components=(PART, WHOLE, replace(WHOLE, code="other"))), ["components"]),
        (replace(SHARE, components=(PART, replace(PART, code="other"), WHOLE)), ["headline"]),
        (replace(SCALE, components=OPTIONS[:1]), ["components"]),
        (replace(NARRATIVE, components=(TOTAL, replace(TOTAL, code="other"))), ["components"]),
        (replace(COUNT, dimensions=("sex", "rank", "zone", "mission")), ["dimensions"]),
        (replace(COUNT, dimensions=("sex", "sex")), ["dimensions.sex"]),
        (replace(COUNT, dimensions=("age",)), ["dimensions.age"]),
        (replace(MILESTONE, dimensions=("sex",)), ["dimensions"]),
        (replace(LIST, tags=(Tag("age"),)), ["tags.age"]),
        (replace(LIST, tags=(Tag("mission"),)), ["tags.mission"]),
        (replace(COUNT, series=()), ["series"]),
        (replace(COUNT, series=(Track("one", Words("Una")), Track("two", Words()))), ["series.two.label"]),
        (series(COUNT, component="events"), ["series.all.component"]),
        (series(SHARE, component="whole"), ["series.all.component"]),
        (replace(component(COUNT, in_headline=False), headline="none"), ["series.all.component"]),
        (series(COUNT, only=("sex=none",)), ["series.all.only"]),
        (series(COUNT, only=("rank=rank-1",)), ["series.all.only"]),
    ],
)  # fmt: skip
def test_problem_is_told_at_its_place(document: DefinitionDocument, paths: list[str]) -> None:
    assert found(document) == paths


T = "series.all.targets"


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        (aiming(point("2026-II", 5), point("2027-II", 9)), []),
        (aiming(point("2030-I", 5)), [f"{T}.2030-I"]),
        (aiming(point("2026-II", 5), point("2026-II", 6)), [f"{T}.2026-II", f"{T}.2026-II"]),
        (aiming(point("2026-II", 5, scope="decade")), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 5, institution="XX")), [f"{T}.2026-II.XX"]),
        (aiming(point("2026-II", -1)), [f"{T}.2026-II"]),
        (aiming(point("2026-II", "0.00001")), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 10**15)), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 5, source="x" * 301)), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 5, denominator=Decimal(9))), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 18), point("2027-II", 25), of=SHARE), []),
        (aiming(point("2026-II", 101), of=SHARE), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 7, denominator=Decimal(40)), of=SHARE), []),
        (aiming(point("2026-II", 7, denominator=Decimal(0)), of=SHARE), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 7, denominator=Decimal(6)), of=SHARE), [f"{T}.2026-II"]),
        (aiming(point("2026-II", 2), of=MILESTONE), ["series.all"]),
        (aiming(point("2026-II", 2), of=SCALE), ["series.all"]),
        (aiming(point("2026-II", 2), of=NARRATIVE), ["series.all"]),
        (aiming(point("2026-II", 80), of=replace(MILESTONE, across="share")), []),
        (aiming(point("2026-II", "NaN"), point("2027-II", 9)), [f"{T}.2026-II"]),
        (starting("Infinity"), ["series.all.baselines"]),
        (starting(5), []),
        (starting(5, source=""), ["series.all.baselines"]),
        (starting(5, source="", institution="EP"), ["series.all.baselines.EP"]),
        (starting(5, denominator=Decimal(9)), ["series.all.baselines"]),
        (starting(5, of=SHARE, denominator=Decimal(9)), []),
        (starting(10, of=SHARE, denominator=Decimal(9)), ["series.all.baselines"]),
        (starting(5, of=NARRATIVE), ["series.all"]),
    ],
)  # fmt: skip
def test_amounts_are_such_as_figures_can_be_judged_by(document: DefinitionDocument, paths: list[str]) -> None:
    assert found(document) == paths


@pytest.mark.parametrize(
    ("direction", "later", "is_refused"),
    [
        ("increase", 6, False), ("increase", 5, False), ("increase", 4, True),
        ("decrease", 6, True), ("decrease", 5, False), ("decrease", 4, False),
        ("maintain", 6, True), ("maintain", 5, False), ("maintain", 4, True),
        ("neutral", 6, False), ("neutral", 4, False),
    ],
)  # fmt: skip
def test_successive_targets_go_the_declared_way(direction: str, later: int, is_refused: bool) -> None:
    document = aiming(point("2026-II", 5), point("2027-I", later), direction=direction)
    assert found(document) == ([f"{T}.2027-I"] if is_refused else [])


@pytest.mark.parametrize(
    "other",
    [point("2027-I", 4, institution="EP"), point("2027-I", 4, scope="year")],
    ids=["of another institution", "over another span"],
)
def test_direction_is_held_within_one_scope_and_institution(other: TargetPoint) -> None:
    assert found(aiming(point("2026-II", 5), other)) == []


def test_shares_are_compared_as_percentages() -> None:
    """7 of 40 is 17.5 %, 8 of 50 is 16 %: more in number, less in share."""
    early, late = (point("2026-II", 7, denominator=Decimal(40)), point("2027-I", 8, denominator=Decimal(50)))
    assert found(aiming(early, late, of=SHARE)) == [f"{T}.2027-I"]


def test_path_by_hand_has_a_target_for_every_semester_between_the_first_and_the_last() -> None:
    document = aiming(
        point("2026-I", 1), point("2027-II", 4), point("2026-II", 2, institution="EP"), point("2027-II", 4, institution="EP"),
        trajectory="manual",
    )  # fmt: skip
    assert sorted(found(document)) == [f"{T}.2026-II", f"{T}.2027-I", f"{T}.2027-I.EP"]


def each_of(*values: int) -> tuple[TargetPoint, ...]:
    """Targets of the Army, the Air Force and the Navy for one semester."""
    return tuple(
        point("2027-II", value, institution=code) for code, value in zip(("EP", "FAP", "MGP"), values, strict=False)
    )


@pytest.mark.parametrize(
    ("relation", "targets", "paths"),
    [
        ("sum", (point("2027-II", 665), *each_of(300, 200, 165)), []),
        ("sum", (point("2027-II", 665), *each_of(300, 200, 145)), [f"{T}.2027-II"]),
        ("sum", (point("2027-II", 665), *each_of(300, 200, 185)), [f"{T}.2027-II"]),
        ("sum", (point("2027-II", 665),), []),
        ("sum", each_of(300, 200, 145), []),
        ("independent", (point("2027-II", 665), *each_of(300, 200, 145)), []),
        ("shared", (point("2027-II", 665),), []),
        ("shared", (point("2027-II", 665), *each_of(300)), [f"{T}.2027-II.EP"]),
    ],
)
def test_targets_of_institutions_stand_to_that_of_all_as_declared(
    relation: str, targets: tuple[TargetPoint, ...], paths: list[str]
) -> None:
    assert found(aiming(*targets, institution_targets=relation)) == paths


def test_difference_of_what_does_not_add_up_is_said() -> None:
    plan = ActionPlan.objects.get()
    document = aiming(point("2027-II", 665), *each_of(300, 200, 145), institution_targets="sum")
    (problem,) = problems(document, plan, a.period(plan, "2026-II"))
    assert problem.text == "Las metas de las instituciones suman 645 y la del conjunto es 665: una diferencia de 20."


def test_where_an_institution_has_no_target_yet_the_others_may_only_not_exceed() -> None:
    partly = (point("2027-I", 100), point("2027-I", 60, institution="EP"))
    whole = (point("2027-II", 665), *each_of(300, 200, 165))
    assert found(aiming(*partly, *whole, institution_targets="sum")) == []
    above = (point("2027-I", 50), point("2027-I", 60, institution="EP"))
    assert found(aiming(*above, *whole, institution_targets="sum")) == [f"{T}.2027-I"]


@pytest.mark.parametrize(
    ("whole", "parts", "is_refused"),
    [
        ((9, 40), ((4, 20), (5, 20)), False),
        ((9, 40), ((4, 20), (5, 30)), True),
        ((9, 40), ((4, 20), (4, 20)), True),
        ((25, None), ((10, None), (15, None)), True),
    ],
)
def test_shares_add_up_by_numerators_and_denominators(
    whole: tuple[int, int | None], parts: tuple[tuple[int, int | None], ...], is_refused: bool
) -> None:
    def share(amount: tuple[int, int | None], institution: str = "") -> TargetPoint:
        denominator = None if amount[1] is None else Decimal(amount[1])
        return point("2027-II", amount[0], denominator=denominator, institution=institution)

    own = [share(each, code) for each, code in zip(parts, ("EP", "FAP"), strict=True)]
    document = aiming(share(whole), *own, of=SHARE, institution_targets="sum")
    assert bool(found(document)) is is_refused


def test_targets_over_other_spans_do_not_add_up() -> None:
    targets = (point("2027-II", 10, scope="year"), point("2027-II", 10, institution="EP"))
    assert found(aiming(*targets, institution_targets="sum")) == [f"{T}.2027-II"]


@pytest.mark.parametrize(
    ("value", "direction", "paths"),
    [(5, "increase", [f"{T}.2027-II"]), (5, "decrease", [f"{T}.2027-II"]), (6, "increase", []), (5, "maintain", [])],
)
def test_target_equal_to_the_baseline_is_odd_and_hinders_nothing(value: int, direction: str, paths: list[str]) -> None:
    document = replace(series(starting(5), targets=(point("2027-II", value),)), direction=direction)
    assert [each.path for each in warnings(document)] == paths
    assert found(document) == []
