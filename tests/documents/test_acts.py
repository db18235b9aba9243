"""An act that is the product's own minutes is said in the language of the reader; one that somebody typed stays as it was typed."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from documents.acts import act_in, is_minutes, minutes_of
from documents.speaking import act
from documents.spoken import runs
from reports.edition.reading import Snapshot


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Acta de la sesión S-2024-02", "en", "Minutes of meeting S-2024-02"),
        ("Acta de la sesión S-2024-02", "es", "Acta de la sesión S-2024-02"),
        ("Minutes of meeting S-2026-01", "es", "Acta de la sesión S-2026-01"),
        ("Acta de la sesión S-2024-02, ampliada", "en", "Acta de la sesión S-2024-02, ampliada"),
        ("acta de la sesión S-2024-02", "en", "acta de la sesión S-2024-02"),
        ("Acta de la sesión de enero", "en", "Acta de la sesión de enero"),
        ("Resolución S-2024-02", "en", "Resolución S-2024-02"),
        ("", "en", ""),
    ],
)
def test_only_what_the_product_writes_is_said_in_another_language(text: str, language: str, said: str) -> None:
    assert act_in(text, language) == said


def test_what_the_product_writes_is_recognised_in_both_languages() -> None:
    assert is_minutes(minutes_of("S-2026-11", "es"))
    assert is_minutes(minutes_of("S-2026-11", "en"))


def test_a_page_marks_the_language_of_what_was_typed_alone() -> None:
    shown = Template("{{ own|act }} / {{ typed|act }}")
    with translation.override("en"):
        page = shown.render(Context({"own": "Acta de la sesión S-2024-02", "typed": "Resolución 12 <i>"}))
        sentence = act("Acta de la sesión S-2024-02")
    assert page == 'Minutes of meeting S-2024-02 / <span lang="es">Resolución 12 &lt;i&gt;</span>'
    assert sentence == "Minutes of meeting S-2024-02"


def test_a_sentence_that_an_edition_froze_in_english_is_printed_with_english_minutes() -> None:
    frozen = "The plan of 2025 was adopted by Acta de la sesión S-2024-02. It follows Resolución 12."
    printed = Snapshot({}, "en").quoting(frozen, ["Acta de la sesión S-2024-02", "Resolución 12"])
    assert runs(printed) == [
        ("The plan of 2025 was adopted by Minutes of meeting S-2024-02. It follows ", ""),
        ("Resolución 12", "es"),
        (".", ""),
    ]


def test_an_act_kept_in_both_languages_alike_is_read_as_one() -> None:
    kept = {"es": "Acta de la sesión S-2024-02", "en": "Acta de la sesión S-2024-02"}
    assert Snapshot({}, "en").act(kept) == "Minutes of meeting S-2024-02"
