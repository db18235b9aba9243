"""Whoever pastes the marks of a language into a text changes nothing of a report, and does not keep it from being printed."""

from __future__ import annotations

import pytest

from documents.pdf import render_pdf
from documents.spoken import runs
from reports.edition.reading import Snapshot
from reports.edition.typesetting import TEMPLATE, spoken
from tests.documents.test_spoken import typed


@pytest.mark.parametrize("language", ["a", "abcdef", "zz", "en"])
def test_typed_mark_says_nothing_of_a_text_of_the_document(language: str) -> None:
    text = typed(language, "palabras")
    assert runs(Snapshot({}, "es").written(text, "es")) == [("palabras", "")]
    assert runs(Snapshot({}, "es").written({"es": text, "en": "words"})) == [("palabras", "")]


def test_document_with_a_typed_mark_is_typeset() -> None:
    assert render_pdf(TEMPLATE, document_saying(typed("abcdef", "palabras"))).startswith(b"%PDF")


def document_saying(text: str) -> dict[str, object]:
    block = {"kind": "text", "text": spoken(text), "stays": False}
    nothing = dict.fromkeys(("correction", "demo", "draft", "seal"))
    return nothing | {
        "lang": "es",
        "title": "Informe",
        "header": "Informe",
        "over": "Comité",
        "subtitle": "Plan",
        "running": "Plan",
        "names": ["PERÚ"],
        "facts": [],
        "classification": "Uso interno",
        "draft_note": "",
        "signers": [],
        "sections": [{"title": "1. Resumen", "new": False, "blocks": [block]}],
    }
