"""The arithmetic of parts: zero adds, blank does not, and who is missing is said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from measurements.answer.content import CellContent
from measurements.contributions.sums import NO_UNITS, Part, add_units
from measurements.models import Answer

A, B = ("total", "sex=women"), ("total", "sex=men")


def cells(**values: str) -> Mapping[tuple[str, str], CellContent]:
    return {{"a": A, "b": B}[name]: CellContent(Decimal(value)) for name, value in values.items()}


def reported(unit: str, **values: str) -> Part:
    return Part(unit, Answer.REPORTED, cells(**values))


MISSING, UNKNOWN, NOT_OURS = Part("m"), Part("u", Answer.NOT_AVAILABLE), Part("n", Answer.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("parts", "sums", "is_partial", "given"),
    [
        ([], {}, False, 0),
        ([MISSING], {}, True, 0),
        ([UNKNOWN], {}, True, 1),
        ([NOT_OURS], {}, False, 1),
        ([reported("x", a="3", b="4")], cells(a="3", b="4"), False, 1),
        ([reported("x", a="3"), reported("y", a="0")], cells(a="3"), False, 2),
        ([reported("x", a="0"), reported("y", a="0")], cells(a="0"), False, 2),
        ([reported("x", a="3"), reported("y", b="4")], cells(a="3", b="4"), False, 2),
        ([reported("x", a="3"), MISSING], cells(a="3"), True, 1),
        ([reported("x", a="3"), UNKNOWN], cells(a="3"), True, 2),
        ([reported("x", a="3"), NOT_OURS], cells(a="3"), False, 2),
        ([reported("x", a="1.25"), reported("y", a="2.5"), MISSING, UNKNOWN, NOT_OURS], cells(a="3.75"), True, 4),
    ],
)
def test_sum_of_parts(parts: list[Part], sums: Mapping[object, CellContent], is_partial: bool, given: int) -> None:
    total = add_units(parts)
    assert (total.cells, total.is_partial, total.given, total.asked) == (sums, is_partial, given, len(parts))


def test_every_unit_stands_under_one_answer() -> None:
    total = add_units([reported("x", a="1"), MISSING, UNKNOWN, NOT_OURS, reported("y", b="0")])
    assert (total.added, total.missing, total.not_available, total.not_applicable) == (
        ("x", "y"),
        ("m",),
        ("u",),
        ("n",),
    )


def test_of_a_proportion_numerators_and_denominators_add_apart() -> None:
    key = ("part", "")
    parts = [
        Part(u, Answer.REPORTED, {key: CellContent(Decimal(n), Decimal(d))}) for u, n, d in (("x", 1, 2), ("y", 1, 8))
    ]
    assert add_units(parts).cells == {key: CellContent(Decimal(2), Decimal(10))}


def test_nobody_asked_is_not_partial() -> None:
    assert (NO_UNITS.asked, NO_UNITS.is_partial) == (0, False)
