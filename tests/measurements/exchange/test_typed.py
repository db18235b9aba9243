"""What a cell says to the question of its box: tables of what people and programs write."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.sheets.places import column_name
from documents.sheets.reading import Raw
from documents.sheets.said import NotUnderstood
from institutions.spreadsheet_safety import escape_text
from measurements.exchange.paper import Ask, Choice, Kind, Value, canonical_text
from measurements.exchange.typed import understood

WHOLE = Ask(Kind.NUMBER, "")
SHARE = Ask(Kind.NUMBER, "", decimals=2)
FEW = Ask(Kind.NUMBER, "", least=1, most=10)
TEXT = Ask(Kind.TEXT, "", longest=20)
DAY = Ask(Kind.DATE, "")
ANSWER = Ask(
    Kind.CHOICE, "", choices=(Choice("yes", "Sí", ("Sí", "Yes")), Choice("none", "No, ninguno", ("No, none",)))
)
SEVERAL = Ask(Kind.CHOICES, "", choices=(Choice("a", "Norte"), Choice("b", "Sur; y más"), Choice("c", "Este")))
TICK = Ask(Kind.TICK, "")


@pytest.mark.parametrize(
    ("raw", "ask", "value"),
    [
        (None, WHOLE, None),
        ("   ", WHOLE, None),
        (Decimal(0), WHOLE, Decimal(0)),
        (Decimal("1200"), WHOLE, Decimal(1200)),
        ("1.200", WHOLE, Decimal(1200)),
        ("1,200", WHOLE, Decimal(1200)),
        ("1 200", WHOLE, Decimal(1200)),
        (Decimal("0.30000000000000004"), SHARE, Decimal("0.3")),
        ("12,5", SHARE, Decimal("12.5")),
        (Decimal(15), TEXT, "15"),
        (dt.date(2026, 3, 2), TEXT, "02/03/2026"),
        ("'=1+1", TEXT, "=1+1"),
        ("'hola'", TEXT, "'hola'"),
        (dt.date(2026, 3, 2), DAY, dt.date(2026, 3, 2)),
        ("2/3/2026", DAY, dt.date(2026, 3, 2)),
        ("02-03-2026", DAY, dt.date(2026, 3, 2)),
        ("2026-03-02", DAY, dt.date(2026, 3, 2)),
        ("si", ANSWER, "yes"),
        ("  YES ", ANSWER, "yes"),
        ("no, NINGUNO", ANSWER, "none"),
        ("Norte; Este", SEVERAL, ("a", "c")),
        ("Sur; y más", SEVERAL, ("b",)),
        ("norte\neste\nNORTE", SEVERAL, ("a", "c")),
        ("x", TICK, True),
        (True, TICK, True),
        (Decimal(0), TICK, False),
        ("No", TICK, False),
    ],
)
def test_what_a_cell_says(raw: Raw | None, ask: Ask, value: Value) -> None:
    assert understood(raw, ask) == value


@pytest.mark.parametrize(
    ("raw", "ask", "words"),
    [
        ("doce", WHOLE, "solo con cifras"),
        (Decimal(-1), WHOLE, "no puede ser negativo"),
        (Decimal("1.5"), WHOLE, "número entero"),
        (Decimal("1.234"), SHARE, "2 decimales"),
        ("1,234", Ask(Kind.NUMBER, "", decimals=3), "Podría ser 1234 o 1,234"),
        (Decimal(10) ** 15, WHOLE, "más de 15"),
        ("1e400", WHOLE, "solo con cifras"),
        ("nan", WHOLE, "solo con cifras"),
        ("inf", WHOLE, "solo con cifras"),
        (True, WHOLE, "solo con cifras"),
        (dt.date(2026, 1, 1), WHOLE, "solo con cifras"),
        (Decimal(0), FEW, "desde 1"),
        (Decimal(11), FEW, "hasta 10"),
        ("x" * 21, TEXT, "Hasta 20 caracteres"),
        ("31/02/2026", DAY, "día/mes/año"),
        ("marzo", DAY, "día/mes/año"),
        (Decimal(46083), DAY, "día/mes/año"),
        ("tal vez", ANSWER, "Sí y No, ninguno"),
        ("Norte; Oeste", SEVERAL, "«Oeste»"),
        ("quizá", TICK, "«Sí» o «No»"),
    ],
)
def test_what_is_not_understood_is_said(raw: Raw, ask: Ask, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words.replace("(", r"\(")):
        understood(raw, ask)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20))
def test_a_text_that_was_made_harmless_comes_back_as_it_was(text: str) -> None:
    assert canonical_text(understood(escape_text(text), TEXT)) == canonical_text(text)


@given(st.integers(0, 16_383))
def test_columns_are_named_in_order(column: int) -> None:
    names = [column_name(column), column_name(column + 1)]
    assert sorted(names, key=lambda name: (len(name), name)) == names
    assert names[0] != names[1]


def test_the_columns_that_everybody_knows() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
