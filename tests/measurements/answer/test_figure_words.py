"""Numbers of people in words: one of each is no plural, in either language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from measurements.answer.figure_words import women_and_men


@pytest.mark.parametrize(
    ("women", "men", "spanish", "english"),
    [
        (1, 6, "1 mujer y 6 hombres", "1 woman and 6 men"),
        (Decimal(1200), Decimal("1.00"), "1\xa0200 mujeres y 1 hombre", "1,200 women and 1 man"),
        (0, 0, "0 mujeres y 0 hombres", "0 women and 0 men"),
    ],
)
def test_one_woman_is_no_women(women: Decimal | int, men: Decimal | int, spanish: str, english: str) -> None:
    with override("es"):
        assert women_and_men(women, men) == spanish
    with override("en"):
        assert women_and_men(women, men) == english
