"""Which items of a list count, in which semester, for how many."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from measurements.answer.counting import Item, Rule, StageReached, When, add_up, counted_by, counts

STARTS, ENDS = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
ORDER = {
    "planned": 1,
    "held": 2,
    "cancelled": 3,
    "approved": 1,
    "in_force": 2,
    "repealed": 3,
    "running": 1,
    "finished": 2,
}


def item(*stages: tuple[str, str], register: str = "event", quantity: int = 1, tags: tuple[str, ...] = ()) -> Item:
    reached = tuple(StageReached(code, ORDER[code], dt.date.fromisoformat(day)) for code, day in stages)
    return Item(register, quantity, reached, frozenset(tags))


def rule(*stages: str, when: When = When.REACHED, register: str = "event", only: str | None = None) -> Rule:
    return Rule("counted", register, frozenset(stages), when, only, frozenset({"running"} & set(stages)))


HELD = rule("held")
IN_FORCE = rule("in_force", when=When.AT_END, register="norm")
EVER = rule("approved", "in_force", "repealed", when=When.EVER, register="norm")
RUNNING = rule("running", "finished", register="programme")


@pytest.mark.parametrize(
    ("counted_by_rule", "one", "expected"),
    [
        pytest.param(HELD, item(("held", "2026-01-01")), True, id="first day"),
        pytest.param(HELD, item(("held", "2026-06-30")), True, id="last day"),
        pytest.param(HELD, item(("held", "2025-12-31")), False, id="the day before"),
        pytest.param(HELD, item(("held", "2026-07-01")), False, id="the day after"),
        pytest.param(HELD, item(("planned", "2026-02-01")), False, id="another stage"),
        pytest.param(HELD, item(("planned", "2025-02-01"), ("held", "2026-02-01")), True, id="its own date counts"),
        pytest.param(HELD, item(("held", "2026-02-01"), register="programme"), False, id="another register"),
        pytest.param(HELD, item(), False, id="no stage at all"),
    ],
)
def test_a_flow_counts_where_the_stage_was_reached(counted_by_rule: Rule, one: Item, expected: bool) -> None:
    assert counts(counted_by_rule, one, STARTS, ENDS) is expected


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ((("planned", "2026-02-01"),), True),
        ((("planned", "2026-02-01"), ("held", "2026-03-01")), True),
        ((("planned", "2025-11-01"), ("held", "2026-03-01")), False),
    ],
)
def test_a_flow_of_several_stages_counts_once_at_the_first(stages: tuple[tuple[str, str], ...], expected: bool) -> None:
    assert counts(rule("planned", "held"), item(*stages), STARTS, ENDS) is expected


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ((("running", "2025-03-01"),), True),
        ((("running", "2025-03-01"), ("finished", "2026-02-01")), True),
        ((("running", "2025-03-01"), ("finished", "2025-12-31")), False),
        ((("running", "2025-03-01"), ("finished", "2026-01-01")), True),
        ((("running", "2026-07-01"),), False),
        ((("finished", "2026-02-01"),), True),
    ],
)
def test_a_lasting_stage_counts_in_every_semester_it_lasted(
    stages: tuple[tuple[str, str], ...], expected: bool
) -> None:
    assert counts(RUNNING, item(*stages, register="programme"), STARTS, ENDS) is expected


@pytest.mark.parametrize(
    ("stages", "at_end", "ever"),
    [
        ((("approved", "2019-05-01"),), False, True),
        ((("approved", "2019-05-01"), ("in_force", "2026-06-30")), True, True),
        ((("in_force", "2019-05-01"),), True, True),
        ((("in_force", "2019-05-01"), ("repealed", "2026-06-30")), False, True),
        ((("in_force", "2019-05-01"), ("repealed", "2026-07-01")), True, True),
        ((("in_force", "2026-07-01"),), False, False),
        ((("in_force", "2026-03-01"), ("repealed", "2026-03-01")), False, True),
    ],
)
def test_a_stock_counts_what_stands_at_the_end_and_ever_what_reached_it(
    stages: tuple[tuple[str, str], ...], at_end: bool, ever: bool
) -> None:
    norm = item(*stages, register="norm")
    assert (counts(IN_FORCE, norm, STARTS, ENDS), counts(EVER, norm, STARTS, ENDS)) == (at_end, ever)


def test_only_items_of_the_category_count() -> None:
    academic = rule("held", only="event_type=academic")
    seminar = item(("held", "2026-02-01"), tags=("event_type=seminar",))
    congress = item(("held", "2026-02-01"), tags=("event_type=academic", "scope=national"))
    assert [counts(academic, each, STARTS, ENDS) for each in (seminar, congress)] == [False, True]


def test_a_row_stands_for_as_many_as_it_says() -> None:
    assert counted_by([HELD], item(("held", "2026-02-01"), quantity=12), STARTS, ENDS) == {"counted": 12}


def test_an_item_that_does_not_count_is_absent_not_zero() -> None:
    assert counted_by([HELD], item(("planned", "2026-02-01")), STARTS, ENDS) == {}


def test_a_list_in_which_nothing_counts_adds_up_to_zero() -> None:
    assert add_up([HELD], [{}, {}]) == {"counted": Decimal(0)}


def test_counted_items_add_up_by_component() -> None:
    rules = [Rule("a", "event", frozenset(), When.REACHED), Rule("b", "event", frozenset(), When.REACHED)]
    assert add_up(rules, [{"a": 1, "b": 1}, {"a": 4}]) == {"a": Decimal(5), "b": Decimal(1)}
