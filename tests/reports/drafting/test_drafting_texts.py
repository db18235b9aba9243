"""Texts of a report as texts alone: one form of each, what crosses when two people write, how each stands."""

from __future__ import annotations

import pytest

from reports.drafting.crossing import merge
from reports.drafting.plain import MOST, problem_of, tidy
from reports.drafting.sections import EMPTY, GENERATED, MISSING, OUTDATED, WRITTEN, states_of
from reports.models import DraftSection


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  \r\n \n", ""),
        ("Uno.\r\n\r\n\r\n\r\nDos.  \r\n", "Uno.\n\nDos."),
        ("- uno\r- dos", "- uno\n- dos"),
        ("nin\u0303ez", "niñez"),
        ("  sangrado", "  sangrado"),
    ],
)
def test_one_form_of_each_text(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
    assert tidy(kept) == kept


@pytest.mark.parametrize(
    "text", ["", "ñ á €", '#read("/etc/passwd") {{7*7}} <script>', "tab\tula", "a" * MOST, "\u202eoculto"]
)
def test_whatever_can_be_printed_is_kept(text: str) -> None:
    assert problem_of(text) == ""


def both(es: str, en: str = "") -> dict[str, str]:
    return {"es": es, "en": en}


def test_who_touched_one_language_loses_nothing_of_the_other() -> None:
    merged = merge(was=both("a", "b"), mine=both("a mía", "b"), theirs=both("a", "b suya"))
    assert merged.boxes == both("a mía", "b suya")
    assert [(each.language, each.is_mine_kept) for each in merged.crossed] == [("en", False)]


def test_both_touched_the_same_text_and_both_stand_side_by_side() -> None:
    merged = merge(was=both("uno dos"), mine=both("uno tres"), theirs=both("cero dos"))
    (crossed,) = merged.crossed
    assert merged.boxes["es"] == "uno tres"
    assert (crossed.theirs, crossed.is_mine_kept) == ("cero dos", True)
    assert [(each.kind, each.text.strip()) for each in crossed.pieces] == [
        ("removed", "cero dos"),
        ("added", "uno tres"),
    ]


def test_the_same_words_twice_cross_nothing() -> None:
    assert merge(was=both("a"), mine=both("b"), theirs=both("b")).crossed == ()
    assert merge(was=both("a"), mine=both("a"), theirs=both("a")).crossed == ()


def test_a_text_emptied_is_a_text_changed() -> None:
    merged = merge(was=both("a"), mine=both(""), theirs=both("b"))
    assert merged.boxes["es"] == ""
    assert merged.crossed[0].is_mine_kept


@pytest.mark.parametrize(
    ("section", "generated", "kinds"),
    [
        (DraftSection(), both("s", "s"), (GENERATED, GENERATED)),
        (DraftSection(), both("", ""), (EMPTY, EMPTY)),
        (DraftSection(text_es="x", basis_es="s"), both("s", "s"), (WRITTEN, MISSING)),
        (DraftSection(text_es="x", basis_es="s", text_en="y", basis_en="s"), both("s", "t"), (WRITTEN, OUTDATED)),
        (DraftSection(text_en="y", basis_en=""), both("", ""), (MISSING, WRITTEN)),
        (DraftSection(text_es="x", basis_es=""), both("s", ""), (OUTDATED, MISSING)),
    ],
)
def test_how_each_text_stands(section: DraftSection, generated: dict[str, str], kinds: tuple[str, str]) -> None:
    assert tuple(state.kind for state in states_of(section, generated)) == kinds
