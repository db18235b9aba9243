"""The boxes of a grid: what is read, what is refused, and that a blank is never a zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.forms.fields import as_typed
from indicators.models import IndicatorRevision
from measurements.answer.grid import grid_of
from measurements.forms.grid import GridForm, field_name
from tests.factories import make_change, make_count, make_dimension, make_plan, make_proportion

pytestmark = pytest.mark.django_db

WOMEN, MEN, UNKNOWN = (("total", f"sex={sex}") for sex in ("women", "men", "not_recorded"))
PART, WHOLE = "v.part", "d.part"


@pytest.fixture
def people(db: None) -> IndicatorRevision:
    return make_count(make_plan(), dimensions=[make_dimension("sex")])


def typed(revision: IndicatorRevision, **boxes: str) -> GridForm:
    return GridForm(boxes, grid=grid_of(revision), stored={}, decimals=revision.decimals)


def by_key(revision: IndicatorRevision, boxes: dict[tuple[str, str], str], **others: str) -> GridForm:
    return typed(revision, **{field_name(key): text for key, text in boxes.items()}, **others)


def test_a_box_is_named_by_its_own_cell() -> None:
    assert field_name(("total", "rank=ncos|sex=women")) == "v.total.rank:ncos.sex:women"
    assert field_name(("part", ""), whole=True) == "d.part"


def test_a_blank_box_is_no_value_and_a_zero_is_one(people: IndicatorRevision) -> None:
    form = by_key(people, {WOMEN: "0", MEN: ""})
    assert form.is_valid()
    assert {key: cell.value for key, cell in form.values().items()} == {WOMEN: Decimal(0)}


def test_blanks_become_zero_only_when_the_person_says_so(people: IndicatorRevision) -> None:
    form = by_key(people, {WOMEN: "7"}, blanks_are_zero="on")
    assert form.is_valid()
    assert {key: cell.value for key, cell in form.values().items()} == {WOMEN: 7, MEN: 0, UNKNOWN: 0}


def test_the_box_that_makes_blanks_zero_is_never_ticked_beforehand(people: IndicatorRevision) -> None:
    form = GridForm(grid=grid_of(people), stored={}, decimals=0)
    assert "checked" not in str(form["blanks_are_zero"])


@pytest.mark.parametrize("text", ["1200", "1 200", "1.200", "1,200", "1'200", " 1200 "])
def test_a_whole_number_is_read_whatever_parts_its_groups(people: IndicatorRevision, text: str) -> None:
    form = by_key(people, {WOMEN: text})
    assert form.is_valid()
    assert form.values()[WOMEN].value == 1200


@pytest.mark.parametrize("text", ["-3", "doce", "1,5", "NaN", "1e9", "9" * 30, "1.2.3"])
def test_what_is_no_count_is_refused_beside_its_box_and_kept(people: IndicatorRevision, text: str) -> None:
    form = by_key(people, {WOMEN: text, MEN: "4"})
    assert not form.is_valid()
    assert list(form.errors) == [field_name(WOMEN)]
    assert f'value="{text}"' in str(form[field_name(WOMEN)])


def test_readable_boxes_add_up_although_others_hold_errors(people: IndicatorRevision) -> None:
    form = by_key(people, {WOMEN: "doce", MEN: "4"})
    assert {key: cell.value for key, cell in form.values().items()} == {MEN: 4}


def test_an_ambiguous_decimal_is_refused_with_both_readings() -> None:
    form = typed(make_change(make_plan(), decimals=3), **{"v.level": "1,234"})
    assert not form.is_valid()
    (message,) = form.errors["v.level"]
    assert "1234" in message.replace(" ", "")
    assert "1,2340" in message


@pytest.mark.parametrize(
    ("part", "whole", "wrong"),
    [("5", "18", []), ("", "", []), ("0", "0", []), ("19", "18", [PART]), ("5", "", [WHOLE]), ("", "18", [PART])],
)
def test_a_pair_is_whole_and_its_part_is_within_it(part: str, whole: str, wrong: list[str]) -> None:
    form = typed(make_proportion(make_plan()), **{PART: part, WHOLE: whole})
    assert form.is_valid() is (wrong == [])
    assert list(form.errors) == wrong


def test_a_proportion_counts_in_whole_numbers_whatever_its_decimals() -> None:
    form = typed(make_proportion(make_plan(), decimals=1), **{PART: "1.200", WHOLE: "2,400"})
    assert form.is_valid()
    assert form.values()[("part", "")].denominator == 2400


@pytest.mark.parametrize(("value", "text"), [("1200", "1200"), ("12.5", "12,5"), ("1.234", "1,2340"), ("3.0000", "3")])
def test_a_stored_number_is_shown_so_that_it_is_read_back_the_same(value: str, text: str) -> None:
    assert as_typed(Decimal(value)) == text
