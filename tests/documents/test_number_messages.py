"""Every refusal of a typed number has a sentence; a doubt is answered with both readings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from documents.number_messages import message
from documents.numbers import Problem, read_decimal


@pytest.mark.parametrize("problem", [each for each in Problem if each is not Problem.AMBIGUOUS])
def test_every_problem_has_a_sentence(problem: Problem) -> None:
    with translation.override("en"):
        sentence = message(problem, max_decimals=2)
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.parametrize(("language", "decimal"), [("es", "1,234"), ("en", "1.234")])
def test_ambiguous_number_is_answered_with_both_readings(language: str, decimal: str) -> None:
    reading = read_decimal("1,234", 2)
    assert reading.problem is Problem.AMBIGUOUS
    with translation.override(language):
        sentence = message(reading.problem, reading.readings)
    assert "1234 " in sentence
    assert f"{decimal}0" in sentence


def test_decimals_allowed_are_named() -> None:
    with translation.override("en"):
        assert message(Problem.TOO_MANY_DECIMALS, max_decimals=1) == "Write at most 1 decimal."
        assert message(Problem.TOO_MANY_DECIMALS, (Decimal(1),), max_decimals=2) == "Write at most 2 decimals."


@pytest.mark.parametrize("max_decimals", [1, 2, 3, 4])
def test_advice_for_an_ambiguous_number_can_be_followed(max_decimals: int) -> None:
    reading = read_decimal("1,234", max_decimals)
    with translation.override("en"):
        sentence = message(Problem.AMBIGUOUS, reading.readings, max_decimals=max_decimals)
    assert ("1.2340" in sentence) == (read_decimal("1.2340", max_decimals).problem is None)


@pytest.mark.parametrize(("may_be_unknown", "words"), [(True, "déjelo vacío"), (False, "escriba 0")])
def test_who_writes_a_text_is_told_how_to_say_that_nobody_knows(may_be_unknown: bool, words: str) -> None:
    with translation.override("es"):
        assert words in message(Problem.NOT_A_NUMBER, may_be_unknown=may_be_unknown)
