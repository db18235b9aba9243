"""What may be attached: honest files of every accepted kind, and no hostile one. Every refusal says which and what to do."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from documents.inspection import ACCEPTED, KINDS, Inspected, inspect
from documents.refusing import FileRefused
from tests.documents import made_files as made

GOOD = {
    "oficio.pdf": made.pdf(),
    "OFICIO.PDF": made.pdf(packed=b"1 0 << /Type /Catalog /OpenAction [3 0 R /Fit] >>"),
    "informe.docx": made.docx(),
    "informe con grafico.docx": made.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": made.xlsx()}),
    "informe con enlace.docx": made.docx_linked("hyperlink", "https://www.gob.pe/mindef"),
    "informe con plantilla.docx": made.docx_linked("attachedTemplate", "file:///C:/Users/x/Oficio.dotx"),
    "lista.xlsx": made.xlsx({"xl/printerSettings/printerSettings1.bin": b"H\0P\0"}),
    "informe.odt": made.odf(),
    "lista.ods": made.odf("spreadsheet"),
    "foto.jpg": made.picture(),
    "foto.jpeg": made.picture(),
    "captura.png": made.picture("PNG"),
}
MACROS, INNER, FAR, LOCKED = "tiene macros", "otros archivos o programas", "de otra computadora", "protegido con"
TYPE, INSIDE, WHOLE, DAMAGED = "no es de un tipo aceptado", "no es un archivo", "no es un PDF completo", "dañado"
ACTIVE, UNREADABLE, BOMB = "programas dentro", "no se puede leer por dentro", "mucho más de lo que"
HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
BILLION = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><l>&b;</l>'
LISTENER = '<d xmlns:script="x"><script:event-listener xlink:href="vnd.sun.star.script:a" xmlns:xlink="y"/></d>'
FETCH = '<d xmlns:draw="x" xmlns:xlink="y"><draw:image xlink:href="https://malo.example/a.png"/></d>'
ENCRYPTED = '<m xmlns="z"><file-entry><encryption-data/></file-entry></m>'
MACRO_TYPE = made.TYPES.format(
    '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
)

HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "SVG with a script": ("logo.svg", SVG, TYPE),
    "page": ("pagina.html", HTML, TYPE),
    "program": ("informe.exe", b"MZ\x90\0", TYPE),
    "double ending": ("informe.pdf.exe", made.pdf(), TYPE),
    "ending turned around": ("informe\u202efdp.exe", made.pdf(), TYPE),
    "no ending": ("informe", made.pdf(), TYPE),
    "text with macros by its ending": ("informe.docm", made.docx(), TYPE),
    "sheet with macros by its ending": ("lista.xlsm", made.xlsx(), TYPE),
    "old text": ("informe.doc", made.OLE, TYPE),
    "archive": ("todo.zip", made.archive({"a.txt": "a"}), TYPE),
    "animation that is a script too": ("foto.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", TYPE),
    "empty": ("oficio.pdf", b"", "está vacío"),
    "too large": ("oficio.pdf", b"%PDF-" + b"0" * 10_000_001, "como máximo"),
    "page called PDF": ("oficio.pdf", HTML, INSIDE),
    "SVG called picture": ("logo.png", SVG, INSIDE),
    "program called PDF": ("oficio.pdf", b"MZ\x90\0" + b"\0" * 200, INSIDE),
    "PDF called text": ("informe.docx", made.pdf(), INSIDE),
    "animation called picture": ("foto.jpg", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", INSIDE),
    "page behind the mark of a PDF": ("oficio.pdf", b"%PDF-1.4\n" + HTML + made.pdf()[9:], INSIDE),
    "PDF after a page": ("oficio.pdf", HTML + made.pdf(), INSIDE),
    "PDF before a page": ("oficio.pdf", made.pdf(made.LONG) + HTML, WHOLE),
    "PDF before an archive": ("oficio.pdf", made.pdf() + made.archive({"a.exe": b"MZ"}), WHOLE),
    "PDF around an archive": ("oficio.pdf", made.pdf() + made.archive({"a": b"b"}) + b"\n%%EOF", WHOLE),
    "PDF cut short": ("oficio.pdf", made.pdf()[:200], WHOLE),
    "EICAR called PDF": ("oficio.pdf", made.EICAR, INSIDE),
    "PDF with a script": ("oficio.pdf", made.pdf(b"8 0 obj<</S /JavaScript /JS (app.alert(1))>>endobj\n"), ACTIVE),
    "PDF with a disguised script": ("oficio.pdf", made.pdf(b"8 0 obj<</S /J#61va#53cript>>endobj\n"), ACTIVE),
    "PDF with a packed script": ("oficio.pdf", made.pdf(packed=b"8 0 <</S /JavaScript /JS (x)>>"), ACTIVE),
    "PDF that starts a program": ("oficio.pdf", made.pdf(b"8 0 obj<</S /Launch /F (cmd.exe)>>endobj\n"), ACTIVE),
    "PDF with an attachment": ("oficio.pdf", made.pdf(b"8 0 obj<</Type /EmbeddedFile>>endobj\n"), ACTIVE),
    "PDF with a password": ("oficio.pdf", made.pdf(b"8 0 obj<</Encrypt 7 0 R>>endobj\n"), LOCKED),
    "PDF that unpacks to 60 MB": ("oficio.pdf", made.pdf(packed=b"0" * 60_000_000), UNREADABLE),
    "PDF with oddly packed objects": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /LZWDecode>>\nstream\nx\nendstream endobj\n"),
        UNREADABLE,
    ),
    "PDF of 30,000 streams": ("oficio.pdf", made.pdf(b"stream\n" * 30_000), UNREADABLE),
    "PDF with an endless stream": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /FlateDecode>>\nstream\nx").replace(b"endstream", b"end"),
        UNREADABLE,
    ),
    "PDF with overlooked objects": (
        "oficio.pdf",
        made.pdf(b"8 0 obj<</Type /ObjStm /Filter /FlateDecode /X (obj)>>\nstream\nx\nendstream endobj\n"),
        UNREADABLE,
    ),
    "text with macros": ("informe.docx", made.docx({"word/vbaProject.bin": b"x"}), MACROS),
    "text that is one with macros": ("informe.docx", made.docx({"[Content_Types].xml": MACRO_TYPE}), MACROS),
    "sheet with old macros": ("lista.xlsx", made.xlsx({"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
    "text with a live control": ("informe.docx", made.docx({"word/activeX/activeX1.xml": "<a/>"}), MACROS),
    "sheet that asks programs": (
        "lista.xlsx",
        made.xlsx({"xl/externalLinks/externalLink1.xml": '<x><ddeLink ddeService="cmd" ddeTopic="/C calc"/></x>'}),
        MACROS,
    ),
    "text with a hidden program": ("informe.docx", made.docx({"word/media/image1.png": b"MZ\x90\0"}), INNER),
    "text with an object": ("informe.docx", made.docx({"word/embeddings/oleObject1.bin": made.OLE}), INNER),
    "text with an archive": ("informe.docx", made.docx({"word/media/a.png": made.archive({"a": "b"})}), INNER),
    "text with a script file": ("informe.docx", made.docx({"word/media/a.js": "x"}), INNER),
    "sheet within with macros": (
        "informe.docx",
        made.docx({"word/embeddings/Hoja.xlsx": made.xlsx({"xl/vbaProject.bin": b"x"})}),
        MACROS,
    ),
    "text with a far template": ("a.docx", made.docx_linked("attachedTemplate", "https://malo.example/a.dotm"), FAR),
    "text with a far object": ("a.docx", made.docx_linked("oleObject", "\\\\malo.example\\a\\b.xls"), FAR),
    "text with a far picture": ("a.docx", made.docx_linked("image", "http://malo.example/espia.png"), FAR),
    "text with a password": ("informe.docx", made.OLE, LOCKED),
    "text with locked parts": ("informe.docx", made.locked_archive(), LOCKED),
    "text that unpacks to 300 MB": ("informe.docx", made.docx({"word/media/a.bin": b"0" * 300_000_000}), BOMB),
    "text with 21 sheets": (
        "informe.docx",
        made.docx({f"word/embeddings/{n}.xlsx": made.xlsx() for n in range(21)}),
        BOMB,
    ),
    "text of 3,000 parts": ("informe.docx", made.docx({f"word/media/{n}.bin": "" for n in range(3000)}), BOMB),
    "text whose table lies": ("informe.docx", made.lying_archive(), DAMAGED),
    "text with entities": ("informe.docx", made.docx({"word/_rels/document.xml.rels": BILLION}), DAMAGED),
    "text with a part outside": ("informe.docx", made.docx({"../../etc/cron.d/x": "x"}), DAMAGED),
    "text twice": ("informe.docx", made.repeated_names(), DAMAGED),
    "text before a page": ("informe.docx", made.docx({"word/media/a.bin": bytes(range(256)) * 9}) + HTML, DAMAGED),
    "sheet called text": ("informe.docx", made.xlsx(), INSIDE),
    "archive called text": ("informe.docx", made.archive({"evil.txt": "x"}), DAMAGED),
    "free text with scripts": ("informe.odt", made.odf(more={"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    "free text with a listener": ("informe.odt", made.odf(content=LISTENER), MACROS),
    "free text that fetches": ("informe.odt", made.odf(content=FETCH), FAR),
    "free text with a password": ("informe.odt", made.odf(more={"META-INF/manifest.xml": ENCRYPTED}), LOCKED),
    "free text with entities": ("informe.odt", made.odf(content=BILLION), DAMAGED),
    "picture of 1,600 million points": ("foto.png", made.huge_png(), "50 millones"),
    "picture cut short": ("foto.jpg", made.picture()[:300], "está dañada"),
}


@pytest.mark.parametrize("name", GOOD)
def test_honest_files_of_every_accepted_kind_are_taken(name: str) -> None:
    taken = inspect(name, GOOD[name])
    assert (taken.name, taken.media_type) == (name, KINDS[Path(name).suffix.lower()].media_type)
    assert taken.media_type.startswith("image/") or taken.content == GOOD[name]


def test_every_accepted_kind_has_an_honest_file() -> None:
    assert {Path(name).suffix.lower() for name in GOOD} == set(KINDS)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence_that_names_them(case: str) -> None:
    name, content, words = HOSTILE[case]
    with pytest.raises(FileRefused) as refused:
        inspect(name, content)
    text = str(refused.value)
    assert words in text
    assert text.startswith("«") or "«" in text[:40]
    assert "\u202e" not in text
    assert len(text) < 250


def test_the_refusal_of_a_type_says_what_is_accepted_in_the_readers_language() -> None:
    with translation.override("en"), pytest.raises(FileRefused, match="is not of an accepted type") as refused:
        inspect("logo.svg", SVG)
    assert ACCEPTED in str(refused.value)


def test_pictures_lose_where_and_with_what_they_were_taken() -> None:
    taken = made.picture(exif=True)
    assert b"CamaraSecreta" in taken
    kept = inspect("foto.jpg", taken).content
    assert b"CamaraSecreta" not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())
    assert Image.open(BytesIO(kept)).size == (64, 48)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_hides_behind_a_picture_is_gone(form: str) -> None:
    hidden = made.picture(form, comment=b"." * 2000) + made.archive({"evil.exe": b"MZ"}) + HTML
    kept = inspect(f"foto.{form.lower()}", hidden).content
    assert b"evil.exe" not in kept
    assert b"<script" not in kept
    assert not zipfile.is_zipfile(BytesIO(kept))


def test_a_script_in_the_comment_of_a_picture_is_gone() -> None:
    kept = inspect("foto.jpg", made.picture(comment=b"*/=1;alert(1)//" * 100)).content
    assert b"alert(1)" not in kept


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    image, data, out = Image.new("RGB", (60, 40)), Image.Exif(), BytesIO()
    data[0x0112] = 6
    image.save(out, "JPEG", exif=data)
    assert Image.open(BytesIO(inspect("foto.jpg", out.getvalue()).content)).size == (40, 60)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16", "CMYK"])
def test_pictures_of_every_colour_are_kept(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    name = "foto.jpg" if mode == "CMYK" else "foto.png"
    assert Image.open(BytesIO(inspect(name, out.getvalue()).content)).size == (8, 8)


SCANNER = f"{sys.executable} -c \"import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())\""


def test_without_a_scanner_known_viruses_are_not_looked_for() -> None:
    assert settings.ANTIVIRUS_COMMAND == ""
    assert inspect("oficio.pdf", made.pdf(b"% " + made.EICAR + b"\n"))


@override_settings(ANTIVIRUS_COMMAND=SCANNER)
def test_a_scanner_refuses_what_it_finds() -> None:
    assert inspect("oficio.pdf", made.pdf())
    with pytest.raises(FileRefused, match="antivirus encontró un virus"):
        inspect("oficio.pdf", made.pdf(b"% " + made.EICAR + b"\n"))


@pytest.mark.parametrize("command", ["/no/existe", f'{sys.executable} -c "import sys; sys.exit(2)"'])
def test_a_scanner_that_does_not_answer_lets_nothing_pass(command: str) -> None:
    with override_settings(ANTIVIRUS_COMMAND=command), pytest.raises(FileRefused, match="no se pudo analizar"):
        inspect("oficio.pdf", made.pdf())


@given(st.text(max_size=320))
@example("../../etc/passwd")
@example("a" * 300)
@example("a\r\nSet-Cookie: x=1")
@example("a\0b")
@example("informe\u202efdp")
@hypothesis_settings(deadline=None)
def test_whatever_a_file_is_called_its_name_is_fit_to_be_kept(name: str) -> None:
    taken: Inspected = inspect(f"{name}a.pdf", GOOD["oficio.pdf"])
    assert taken.name.endswith(".pdf")
    assert len(taken.name) <= 150
    assert not set(taken.name) & set("/\\\r\n\0\u202e")


@given(st.binary(max_size=300), st.sampled_from(sorted(KINDS)))
@example(b"PK\x03\x04" + b"\0" * 40, ".docx")
@example(b"PK\x05\x06" + b"\0" * 18, ".odt")
@example(b"\xff\xd8\xff\xe0" + b"\0" * 40, ".jpg")
@hypothesis_settings(deadline=None, max_examples=60)
def test_whatever_a_file_holds_it_is_taken_or_refused_in_words(content: bytes, ending: str) -> None:
    refused = refusal_of(f"a{ending}", content)
    assert refused is None or f"«a{ending}»" in refused


@given(st.integers(0, 5000), st.integers(0, 255), st.sampled_from(sorted(GOOD)))
@hypothesis_settings(deadline=None, max_examples=60)
def test_a_damaged_file_is_taken_or_refused_in_words(place: int, byte: int, name: str) -> None:
    content = bytearray(GOOD[name])
    content[place % len(content)] = byte
    refused = refusal_of(name, bytes(content))
    assert refused is None or f"«{name}»" in refused


def refusal_of(name: str, content: bytes) -> str | None:
    try:
        inspect(name, content)
    except FileRefused as refused:
        return str(refused)
    return None
