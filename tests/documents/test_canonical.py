"""One content has one canonical text, whatever database, key order or time zone it came through."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.canonical import GENESIS, canonical, chain, decimal_text, digest


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    value: Decimal | None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"value": Decimal("55.000")}, '{"value":"55"}'),
        ({"value": None}, '{"value":null}'),
        ((1, "x"), '[1,"x"]'),
        ("Perú", '"Perú"'),
        (Colour.RED, '"red"'),
        ({Colour.RED: 0}, '{"red":0}'),
        (dt.date(2026, 7, 1), '"2026-07-01"'),
        (dt.datetime(2026, 7, 1, 5, tzinfo=dt.UTC), '"2026-07-01T05:00:00Z"'),
        (dt.datetime(2026, 7, 1, 5, 0, 0, 250, tzinfo=dt.UTC), '"2026-07-01T05:00:00.000250Z"'),
        (Cell("women", Decimal("0.50")), '{"label":"women","value":"0.5"}'),
    ],
)
def test_content_has_its_canonical_text(content: object, text: str) -> None:
    assert canonical(content) == text.encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1200", "1200"),
        ("1.2E+3", "1200"),
        ("1200.0000", "1200"),
        ("0.500", "0.5"),
        ("-3.10", "-3.1"),
        ("0", "0"),
        ("0E-10", "0"),
        ("-0.00", "0"),
        ("1E-7", "0.0000001"),
        ("12345678901234567890123456789012345.5", "12345678901234567890123456789012345.5"),
    ],
)
def test_number_is_plain_digits(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_equal_sums_have_one_digest() -> None:
    assert digest([Decimal(55)]) == digest([Decimal("55.000")]) == digest([Decimal("5.5E+1")])


def test_accents_typed_in_two_ways_have_one_digest() -> None:
    assert digest({"Peru\u0301": "acci\u00f3n"}) == digest({"Per\u00fa": "accio\u0301n"})


def test_one_instant_has_one_digest_in_every_zone() -> None:
    instant = dt.datetime(2026, 7, 1, tzinfo=ZoneInfo("America/Lima"))
    assert digest(instant) == digest(instant.astimezone(ZoneInfo("Asia/Tokyo")))


@pytest.mark.parametrize("content", [0.5, {1: "a"}, {"a", "b"}, b"bytes", object(), Cell, [1, [0.1]]])
def test_what_has_no_canonical_form_is_refused(content: object) -> None:
    with pytest.raises(TypeError):
        canonical(content)


@pytest.mark.parametrize(
    "content",
    [Decimal("NaN"), Decimal("Infinity"), dt.datetime(2026, 7, 1), {"\u00fa": 1, "u\u0301": 2}, "\ud800"],  # noqa: DTZ001
)
def test_what_has_no_single_spelling_is_refused(content: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        canonical(content)


def test_digest_is_sha256_of_the_canonical_text() -> None:
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


def test_chain_depends_on_every_link_and_their_order() -> None:
    first = chain(GENESIS, {"n": 1})
    assert chain(first, {"n": 2}) != chain(GENESIS, {"n": 2})
    assert chain(first, {"n": 2}) != chain(chain(GENESIS, {"n": 2}), {"n": 1})
    assert chain(first, {"n": 2}) == hashlib.sha256(first.encode() + b'{"n":2}').hexdigest()


@pytest.mark.parametrize("previous", ["", "0" * 63, "G" * 64, "A" * 64, "0" * 64 + "\n"])
def test_chain_stands_on_a_digest(previous: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        chain(previous, {})


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_plain_text_keeps_the_number(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert decimal_text(Decimal(text)) == text


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(codec="ascii")), st.integers()))
def test_order_of_keys_does_not_matter(content: dict[str, int]) -> None:
    assert digest(content) == digest(dict(reversed(content.items())))
