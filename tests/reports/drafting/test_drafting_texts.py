"""Texts of a report as texts alone: one form of each, what crosses when two people write, how each stands."""

from __future__ import annotations

import pytest
from django.utils.translation import override

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
        ("•\tuno\r\n•\tdos", "- uno\n- dos"),
        ("•uno\n· dos\n\uf0b7\ttres", "- uno\n- dos\n- tres"),
        ("  –\tuno\n—\tdos\n-\ttres\no\tcuatro", "- uno\n- dos\n- tres\n- cuatro"),
        ("– una aclaración –\nobra · autor", "– una aclaración –\nobra · autor"),
        ("Se hizo:\n•\tuno\n•\tdos\nY sigue.", "Se hizo:\n\n- uno\n- dos\n\nY sigue."),
        ("Se hizo:\n- uno\n- dos", "Se hizo:\n\n- uno\n- dos"),
        ("Uno\tdos\x0btres", "Uno dos\ntres"),
        ("•\tuno\x0bque sigue\n•\tdos", "- uno que sigue\n- dos"),
        ("Se hizo:\x0b• uno\x0b• dos", "Se hizo:\n\n- uno\n- dos"),
        ("Uno.\u2028Dos.\u2029Tres.", "Uno.\nDos.\n\nTres."),
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Uno.\nSe hizo\x07 todo.", "Line 2 holds a character that no document can print, near “Se hizo todo.”."),
        ("•\tUno\x0b\x02", "Line 1 holds a character that no document can print, near “• Uno”."),
        ("Uno.\n\n\x1b", "Line 3 holds a character that no document can print. Delete it there."),
        ("a" * 30 + " aquí\x00 mismo " + "b" * 30, "near “aaaaaaaaaaaaaaa aquí mismo bbbbbbbbbbbb”"),
    ],
)
def test_what_cannot_be_printed_is_named_by_its_line_as_it_was_typed(typed: str, said: str) -> None:
    with override("en"):
        assert said in problem_of(typed)


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
