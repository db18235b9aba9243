"""A letter prints the same content as PDF and as DOCX, the same bytes each time, and people's words are never more than text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.letter import (
    Block,
    Facts,
    Heading,
    Letter,
    Note,
    Numbered,
    Quote,
    Signatures,
    Table,
    Text,
    as_docx,
    as_pdf,
)

READ = '#read("/etc/passwd") </w:t> {{ x }} \x07'


def letter(language: str = "es", text: str = "Uno.\nDos.\n\nTres.") -> Letter:
    return Letter(
        language=language,
        title="Oficio de prueba",
        names=("PERÚ", "Ministerio de Defensa"),
        over="Plan de prueba",
        mark="PROYECTO",
        demo="DEMOSTRACIÓN",
        blocks=(
            Facts((("Asunto", text), ("Referencia", "RI-2026-0001"))),
            Heading("Primero"),
            Text(text),
            Quote("In English.", lang="en"),
            Numbered(("a", "b")),
            Heading("Segundo", 2),
            Numbered(("c",)),
            Table("Lista", ("Institución", "Días"), (("Ejército", "3"),), (3, 1)),
            Note("Nota."),
            Signatures((("", "Presidencia"), ("Ana", "Secretaría"))),
        ),
    )


def test_the_same_letter_gives_the_same_bytes_in_both_forms() -> None:
    assert as_docx(letter()) == as_docx(letter())
    assert as_pdf(letter()) == as_pdf(letter())


def test_docx_has_real_headings_lists_that_begin_anew_and_heads_that_repeat() -> None:
    document = Document(io.BytesIO(as_docx(letter())))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert styles["Oficio de prueba"] == "Title"
    assert styles["Primero"] == "Heading 1"
    assert styles["Segundo"] == "Heading 2"
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    rows = [row._tr for row in document.tables[1].rows]
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False]


SIGNED = Signatures((("", "Presidencia"),))


@pytest.mark.parametrize(
    ("blocks", "stays"),
    [
        ((Text("1. Punto", is_strong=True), Quote("Lo tratado")), True),
        ((Text("1. Punto", is_strong=True), Text("2. Punto", is_strong=True)), False),
        ((Text("1. Punto", is_strong=True), Heading("Acuerdos")), False),
        ((Text("1. Punto", is_strong=True),), False),
        ((Text("Sin acuerdos."), Heading("Firmas"), SIGNED), True),
        ((Text("Atentamente,"), SIGNED), True),
        ((Text("Otro texto."), Heading("Acuerdos"), Text("Sin acuerdos.")), False),
    ],
)
def test_a_text_stays_with_what_it_names_and_the_last_words_with_the_signatures(
    blocks: tuple[Block, ...], stays: bool
) -> None:
    document = Document(io.BytesIO(as_docx(replace(letter(), blocks=blocks))))
    written = next(each for each in document.paragraphs if each.text == blocks[0].text)
    assert bool(written.paragraph_format.keep_with_next) is stays


@pytest.mark.parametrize(("language", "tag"), [("es", "es-PE"), ("en", "en-GB")])
def test_docx_says_its_language_and_marks_words_in_another(language: str, tag: str) -> None:
    document = Document(io.BytesIO(as_docx(letter(language))))
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == tag
    said = [lang.get(qn("w:val")) for lang in document.element.iter(qn("w:lang"))]
    assert said == (["en-GB"] if language == "es" else [])


def test_docx_numbers_its_pages_and_repeats_the_marks_on_each() -> None:
    section = Document(io.BytesIO(as_docx(letter()))).sections[0]
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "PROYECTO" in section.header.paragraphs[0].text
    assert "DEMOSTRACIÓN" in section.header.paragraphs[0].text


def test_what_people_write_is_only_text() -> None:
    content = as_docx(letter(text=READ))
    document = Document(io.BytesIO(content))
    shown = '#read("/etc/passwd") </w:t> {{ x }} '
    assert shown in [p.text for p in document.paragraphs]
    assert document.tables[0].rows[0].cells[1].text == shown
    assert as_pdf(letter(text=READ)).startswith(b"%PDF-")


def test_docx_tells_nothing_of_the_machine_or_the_clock() -> None:
    content = as_docx(letter())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]
    said = Document(io.BytesIO(content)).core_properties
    assert (said.author, said.last_modified_by, said.created.year) == ("", "", 1980)
