"""What blocks handing over, what only warns, and what is said to be in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from institutions.models import Institution
from measurements.checks import checks
from measurements.checks.checks import Checks, Finding
from measurements.checks.plausibility import Beside, observed
from measurements.models import Answer, CategoryCombination, Measurement, Status
from tests.cast import Cast
from tests.factories import (
    find_category,
    make_component,
    make_count,
    make_dimension,
    make_entry,
    make_item,
    make_measurement,
    make_period,
    make_plan,
    make_proportion,
    make_register,
    make_register_list,
)

CELLS = ("sex=women", "sex=men", "sex=not_recorded")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rules(findings: Iterable[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def check(measurement: Measurement, previous: Measurement | None) -> Checks:
    """Against what was answered for the semester before, if anything."""
    return checks.check(measurement, Beside(observed(previous) if previous else None))


class Answers:
    """Answers of the Army to one count by sex, in two semesters."""

    def __init__(self, army: Institution) -> None:
        self.army, plan = army, make_plan()
        self.before, self.now = make_period(plan, "2025-II"), make_period(plan, "2026-I")
        self.revision = make_count(plan, "PREV-1.1.1", dimensions=[make_dimension("sex")])

    def earlier(self, *values: int | None, **fields: object) -> Measurement:
        return self.answer(self.before, values, fields)

    def later(self, *values: int | None, **fields: object) -> Measurement:
        return self.answer(self.now, values, {"status": Status.DRAFT} | fields)

    def answer(self, period: object, values: tuple[int | None, ...], fields: dict[str, object]) -> Measurement:
        cells = {f"total:{cell}": v for cell, v in zip(CELLS, values, strict=False) if v is not None}
        return make_measurement(self.revision, self.army, period, values=cells, **fields)  # type: ignore[arg-type]


@pytest.fixture
def answers(cast: Cast) -> Answers:
    return Answers(cast.army)


# --- Problems -----------------------------------------------------------------------------------------------------


def test_an_empty_box_is_a_problem_and_zero_is_not(answers: Answers) -> None:
    assert rules(check(answers.later(0, None), None).problems) == ["cells"]
    Measurement.objects.all().delete()
    assert check(answers.later(0, 0), None).problems == ()


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_what_explains_the_result_is_not_asked_where_there_is_none(answers: Answers, answer: str) -> None:
    answers.revision.is_narrative_required = True
    answers.revision.save()
    assert check(answers.later(answer=answer, reason="El área aún no la entrega."), None).problems == ()


def test_the_box_of_not_recorded_may_stay_empty(answers: Answers) -> None:
    checked = check(answers.later(3, 4), None)
    assert checked.problems == ()
    assert "cells" in rules(checked.passed)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((3, 4), "All required boxes are filled; 1 optional box is empty."),
        ((3, 4, 0), "All boxes are filled."),
    ],
)
def test_a_box_that_may_stay_empty_is_not_said_to_be_filled(
    answers: Answers, values: tuple[int, ...], said: str
) -> None:
    passed = check(answers.later(*values), None).passed
    assert [each.text for each in passed if each.rule == "cells"] == [said]


def test_empty_boxes_are_counted_and_the_first_is_named(answers: Answers) -> None:
    (problem,) = check(answers.later(), None).problems
    assert problem.text.startswith("2 boxes are empty")
    assert problem.cell == ("total", "sex=women")


@pytest.mark.parametrize(("total", "raised"), [(7, []), (8, ["control_total"]), (None, [])])
def test_the_sum_agrees_with_the_official_letter(answers: Answers, total: int | None, raised: list[str]) -> None:
    checked = check(answers.later(3, 4, control_total=None if total is None else Decimal(total)), None)
    assert rules(checked.problems) == raised
    assert ("control_total" in rules(checked.passed)) == (total == 7)


@pytest.mark.parametrize("headline", [True, False])
def test_what_is_printed_beside_is_never_part_of_the_sum(answers: Answers, headline: bool) -> None:
    make_component(answers.revision, "others", role="beside", is_disaggregated=False)
    answers.revision.components.filter(code="total").update(in_headline=headline)
    measurement = answers.later(3, 4, control_total=Decimal(7))
    others = answers.revision.components.get(code="others")
    measurement.values.create(component=others, combination=CategoryCombination.of([]), value=10)
    assert rules(check(measurement, None).problems) == []


@pytest.mark.parametrize(("narrative", "raised"), [("", ["narrative"]), ("  \n", ["narrative"]), ("Talleres.", [])])
def test_a_required_narrative_blocks_an_answer_with_a_figure(
    answers: Answers, narrative: str, raised: list[str]
) -> None:
    answers.revision.is_narrative_required = True
    answers.revision.save()
    assert rules(check(answers.later(3, 4, narrative=narrative), None).problems) == raised


def test_an_answer_without_a_value_has_nothing_else_to_check(answers: Answers) -> None:
    checked = check(answers.later(answer=Answer.NOT_APPLICABLE), answers.earlier(5, 6))
    assert (checked.problems, checked.warnings, checked.passed) == ((), (), ())


def test_a_list_needs_items_or_that_there_was_none(cast: Cast) -> None:
    period = make_period(make_plan())
    revision = make_register(period.plan)
    draft = make_measurement(revision, cast.army, period, status=Status.DRAFT)
    assert rules(check(draft, None).problems) == ["items"]
    draft.has_no_items = True
    assert check(draft, None).problems == ()
    make_entry(draft, make_item(cast.army))
    assert rules(check(draft, None).problems) == ["items"]


def test_an_item_needs_the_tags_that_its_register_asks(cast: Cast) -> None:
    period = make_period(make_plan())
    mission = make_dimension("mission", "minusca")
    revision = make_register(period.plan, tags=[mission])
    register = revision.components.get().rule.register
    register.tags.add(mission)
    draft = make_measurement(revision, cast.army, period, status=Status.DRAFT)
    item = make_item(cast.army, register, title="Taller")
    make_entry(draft, item)
    (problem,) = check(draft, None).problems
    assert (problem.rule, problem.text) == ("tags", "“Taller” needs: mission.")
    item.tags.create(category=find_category("mission=minusca"))
    assert "tags" in rules(check(draft, None).passed)


# --- Warnings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "raised"),
    [
        (21, 64, ["large_change"]),
        (64, 21, ["large_change"]),
        (20, 30, []),  # 50 % is not more than 50 %
        (20, 31, ["large_change"]),
        (4, 14, []),  # ten units are not more than ten
        (4, 15, ["large_change"]),
        (1000, 1011, []),
        (0, 11, ["large_change"]),
        (0, 10, []),
        (5, 0, ["zero_after_value"]),
        (50, 0, ["zero_after_value"]),  # one sentence a cell
        (0, 0, []),
    ],
)
def test_a_cell_warns_when_it_moved_far_or_fell_to_zero(
    answers: Answers, before: int, now: int, raised: list[str]
) -> None:
    earlier, later = answers.earlier(before, 7), answers.later(now, 8)
    checked = check(later, earlier)
    assert rules(checked.warnings) == raised
    assert checked.warning_cells() == ({("total", "sex=women")} if raised else set())


def test_what_was_handed_over_is_checked_by_the_tags_that_it_was_handed_over_with(cast: Cast) -> None:
    mission = make_dimension("mission", "minusca")
    register = make_register_list()
    register.tags.add(mission)
    revision = make_register(make_plan(), register=register, tags=[mission])
    answer = make_measurement(revision, cast.army, make_period(make_plan()), value=1)
    make_entry(answer, make_item(cast.army, register), {"held": 1}, tags=["mission=minusca"])
    assert rules(check(answer, None).problems) == []
    answer.status = Status.RETURNED
    assert rules(check(answer, None).problems) == ["tags"]


def test_a_warning_is_no_problem_of_the_answer_itself(answers: Answers) -> None:
    checked = check(answers.later(640, 8), answers.earlier(21, 7))
    assert checked.warnings
    assert not checked.problems


def test_a_warning_says_the_cell_and_both_values(answers: Answers) -> None:
    (warning,) = check(answers.later(1640, 8), answers.earlier(21, 7)).warnings
    assert warning.text == "women: it went from 21 to 1,640 (78 times as much)."


@pytest.mark.parametrize(("values", "raised"), [((3, 4), ["identical"]), ((3, 5), []), ((0, 0), [])])
def test_the_same_values_as_before_warn_unless_all_are_zero(
    answers: Answers, values: tuple[int, int], raised: list[str]
) -> None:
    earlier = answers.earlier(*((0, 0) if values == (0, 0) else (3, 4)))
    assert rules(check(answers.later(*values), earlier).warnings) == raised


def test_nothing_is_compared_with_a_semester_without_values(answers: Answers) -> None:
    assert check(answers.later(640, 8), answers.earlier(answer=Answer.NOT_AVAILABLE)).warnings == ()


@pytest.mark.parametrize(("values", "raised"), [((6, 8), ["value_after_absence"]), ((0, 0), [])])
def test_a_value_after_not_applicable_warns_and_zero_does_not(
    answers: Answers, values: tuple[int, int], raised: list[str]
) -> None:
    earlier = answers.earlier(answer=Answer.NOT_APPLICABLE)
    assert rules(check(answers.later(*values), earlier).warnings) == raised


def test_every_check_either_passed_or_was_raised(answers: Answers) -> None:
    checked = check(answers.later(64, 8, control_total=Decimal(72)), answers.earlier(21, 7))
    assert set(rules(checked.passed)) == {"cells", "control_total", "zero_after_value", "identical"}
    assert checked.total == 5


def test_a_proportion_is_checked_by_its_numerators(cast: Cast) -> None:
    plan = make_plan()
    before, now = make_period(plan, "2025-II"), make_period(plan, "2026-I")
    revision = make_proportion(plan)
    earlier = make_measurement(revision, cast.army, before, value=(20, 90))
    later = make_measurement(revision, cast.army, now, value=(60, 90), status=Status.DRAFT)
    checked = check(later, earlier)
    assert rules(checked.warnings) == ["large_change"]
    assert checked.problems == ()
