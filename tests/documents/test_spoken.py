"""Marks of language inside a text: only the product makes them, and what it does not know is no mark."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from documents import speaking
from documents.spoken import CANCEL, SHIFT, TAG, in_language, plain, runs


def typed(language: str, words: str) -> str:
    """What somebody can paste into any box: the marks as such, with a language of their own making."""
    return TAG + "".join(chr(SHIFT + ord(letter)) for letter in language) + words + CANCEL


def test_marked_words_are_told_apart() -> None:
    text = f"La persona dijo: {in_language('Good morning', 'en')}."
    assert runs(text) == [("La persona dijo: ", ""), ("Good morning", "en"), (".", "")]
    assert plain(text) == "La persona dijo: Good morning."


@pytest.mark.parametrize("language", ["a", "abcdef"])
def test_typed_mark_never_becomes_a_language_that_typst_refuses(language: str) -> None:
    parts = runs(typed(language, "palabras"))
    assert plain("".join(part for part, _lang in parts)) == "palabras"
    assert all(len(lang) in (0, 2) for _part, lang in parts)


@pytest.mark.parametrize("language", ["a", "abcdef", "zz", "en"])
def test_typed_mark_says_nothing_of_a_text_of_the_document(language: str) -> None:
    with override("es"):
        assert runs(speaking.written(typed(language, "palabras"), "es")) == [("palabras", "")]
