"""Reading typed numbers: every spelling of a count, every doubt refused, blank never zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.numbers import Problem, Reading, read_decimal, read_integer

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"


@pytest.mark.parametrize("text", ["", " ", "\t\n", NO_BREAK_SPACE])
def test_blank_is_neither_zero_nor_a_problem(text: str) -> None:
    for reading in (read_integer(text), read_decimal(text, 2)):
        assert reading == Reading()
        assert reading.is_blank


def test_zero_is_a_value() -> None:
    assert read_integer("0") == Reading(Decimal(0))
    assert not read_integer("0").is_blank


@pytest.mark.parametrize(
    "text",
    [
        "1200",
        " 1200 ",
        "01200",
        "1 200",
        "1.200",
        "1,200",
        "1'200",
        "1\u2019200",
        f"1{NO_BREAK_SPACE}200",
        f"1{NARROW_NO_BREAK_SPACE}200",
    ],
)
def test_integer_is_read_whatever_parts_its_groups(text: str) -> None:
    assert read_integer(text) == Reading(Decimal(1200))


@pytest.mark.parametrize("text", ["1234567", "1 234 567", "1.234.567", "1,234,567", "1'234'567"])
def test_several_groups_are_read(text: str) -> None:
    assert read_integer(text) == Reading(Decimal(1234567))
    assert read_decimal(text, 2) == Reading(Decimal(1234567))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1.5", Problem.NOT_WHOLE),
        ("12,34", Problem.NOT_WHOLE),
        ("1.20", Problem.NOT_WHOLE),
        ("1,0", Problem.NOT_WHOLE),
        ("0.500", Problem.NOT_WHOLE),
        ("1.200,5", Problem.NOT_WHOLE),
        ("1,200.000", Problem.NOT_WHOLE),
        ("1,200 000", Problem.BAD_GROUPS),
        ("12 3", Problem.BAD_GROUPS),
        ("1  200", Problem.BAD_GROUPS),
        ("1,23,456", Problem.BAD_GROUPS),
        ("5.", Problem.BAD_GROUPS),
        ("'5", Problem.BAD_GROUPS),
    ],
)
def test_text_that_is_no_whole_number_is_refused(text: str, problem: Problem) -> None:
    assert read_integer(text) == Reading(problem=problem)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (",5", "0.5"),
        ("0,25", "0.25"),
        ("0.500", "0.5"),
        ("1.50", "1.5"),
        ("1200", "1200"),
        ("1 200", "1200"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1,234,567.8", "1234567.8"),
        ("1234,560", "1234.56"),
    ],
)
def test_decimal_with_one_meaning_is_read(text: str, value: str) -> None:
    assert read_decimal(text, 2) == Reading(Decimal(value))


@pytest.mark.parametrize(
    ("text", "whole", "fraction"),
    [
        ("1,234", "1234", "1.234"),
        ("1.234", "1234", "1.234"),
        ("12.000", "12000", "12"),
        ("123,456", "123456", "123.456"),
    ],
)
@pytest.mark.parametrize("max_decimals", [1, 2, 4])
def test_decimal_with_two_meanings_is_refused(text: str, whole: str, fraction: str, max_decimals: int) -> None:
    reading = read_decimal(text, max_decimals)
    assert reading == Reading(problem=Problem.AMBIGUOUS, readings=(Decimal(whole), Decimal(fraction)))


def test_zero_at_the_end_settles_the_doubt() -> None:
    assert read_decimal("1,2340", 3) == Reading(Decimal("1.234"))


def test_too_many_decimals_are_refused_not_rounded() -> None:
    assert read_decimal("12,3456", 2) == Reading(problem=Problem.TOO_MANY_DECIMALS)


@pytest.mark.parametrize("text", ["12.34,5", "1.2.3", "12 3,4", "5,"])
def test_decimal_with_broken_groups_is_refused(text: str) -> None:
    assert read_decimal(text, 2) == Reading(problem=Problem.BAD_GROUPS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("NaN", Problem.NOT_A_NUMBER),
        ("sNaN", Problem.NOT_A_NUMBER),
        ("Infinity", Problem.NOT_A_NUMBER),
        ("-inf", Problem.NOT_A_NUMBER),
        ("1e400", Problem.NOT_A_NUMBER),
        ("1E5", Problem.NOT_A_NUMBER),
        ("0x10", Problem.NOT_A_NUMBER),
        ("1_000", Problem.NOT_A_NUMBER),
        ("25 %", Problem.NOT_A_NUMBER),
        ("(5)", Problem.NOT_A_NUMBER),
        ("-", Problem.NOT_A_NUMBER),
        ("\u2013", Problem.NOT_A_NUMBER),
        ("- 5", Problem.BAD_GROUPS),
        ("s/d", Problem.NOT_A_NUMBER),
        ("5\x00", Problem.NOT_A_NUMBER),
        ("\ufeff5", Problem.NOT_A_NUMBER),
        (".", Problem.NOT_A_NUMBER),
        ("+5", Problem.PLUS_SIGN),
        ("\uff11\uff12", Problem.OTHER_DIGITS),
        ("\u0661\u0662", Problem.OTHER_DIGITS),
        ("5\u00b2", Problem.OTHER_DIGITS),
        ("\u00bd", Problem.OTHER_DIGITS),
        ("9" * 16, Problem.TOO_LARGE),
        ("9" * 41, Problem.TOO_LONG),
        ("1e999999999" * 1000, Problem.TOO_LONG),
    ],
)
def test_what_is_no_number_is_refused_by_both_readers(text: str, problem: Problem) -> None:
    assert read_integer(text) == Reading(problem=problem)
    assert read_decimal(text, 2) == Reading(problem=problem)


def test_fifteen_digits_are_the_most() -> None:
    assert read_integer("9" * 15).value == Decimal("9" * 15)
    assert read_integer("000" + "9" * 15).value == Decimal("9" * 15)


@pytest.mark.parametrize("text", ["-5", "\u22125", "-1,234"])
def test_negative_is_refused_unless_allowed(text: str) -> None:
    assert read_integer(text) == Reading(problem=Problem.NEGATIVE)
    assert read_decimal(text, 2) == Reading(problem=Problem.NEGATIVE)


def test_negative_is_read_where_allowed() -> None:
    assert read_integer("-1 200", allow_negative=True) == Reading(Decimal(-1200))
    assert read_decimal("\u22122,5", 1, allow_negative=True) == Reading(Decimal("-2.5"))
    ambiguous = read_decimal("-1,234", 2, allow_negative=True)
    assert ambiguous == Reading(problem=Problem.AMBIGUOUS, readings=(Decimal(-1234), Decimal("-1.234")))


def test_minus_zero_is_zero() -> None:
    assert str(read_integer("-0", allow_negative=True).value) == "0"


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789.,' -+eE\u00a0\u202f"), st.characters())))
def test_any_text_gives_a_finite_value_or_a_problem_or_blank(text: str) -> None:
    for reading in (read_integer(text), read_decimal(text, 2)):
        if reading.value is not None:
            assert reading.value.is_finite()
            assert 0 <= reading.value < 10**15
            assert reading.problem is None
        else:
            assert (reading.problem is None) == (not text.strip())


@settings(deadline=None)
@given(
    st.integers(min_value=0, max_value=10**15 - 1),
    st.sampled_from([" ", ".", ",", "'", "\u2019", NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE]),
)
def test_every_grouped_integer_is_read_back(number: int, mark: str) -> None:
    assert read_integer(f"{number:,}".replace(",", mark)).value == number


@settings(deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from([("", "."), ("", ","), (".", ","), (",", "."), (" ", ",")]),
)
def test_every_decimal_with_two_places_is_read_back(number: Decimal, marks: tuple[str, str]) -> None:
    whole, fraction = f"{number:,.2f}".split(".")
    reading = read_decimal(whole.replace(",", marks[0]) + marks[1] + fraction, 2)
    assert reading.value == number
