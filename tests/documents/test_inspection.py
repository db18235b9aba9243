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

from documents import confined, looking_inside
from documents.inspection import ACCEPTED, KINDS, Inspected, inspect, inspect_all, looked_at
from documents.refusing import FileRefused
from tests.documents import made_files as made

URI = b"6 0 obj\n<< /S /URI /URI (https://malo.example) >>\nendobj\n"
GO = b"6 0 obj\n<< /S /GoToR /F (otro.pdf) /D [0 /Fit] >>\nendobj\n"
GOOD = {
    "oficio.pdf": made.pdf(),
    "OFICIO.PDF": made.pdf(packed=b"1 0 << /Type /Catalog /OpenAction [3 0 R /Fit] >>"),
    "informe.docx": made.docx(),
    "informe con grafico.docx": made.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": made.xlsx()}),
    "informe con enlace.docx": made.docx_linked("hyperlink", "https://www.gob.pe/mindef"),
    "informe con plantilla.docx": made.docx_linked("attachedTemplate", "file:///C:/Users/x/Oficio.dotx"),
    "informe con campos.docx": made.docx_fields(["PAGE"], ["HYPERLINK ", '"https://www.gob.pe/dde"'], ["REF quote 7"]),
    "informe con carpeta.docx": made.docx_linked("hyperlink", "file:///\\\\servidor\\oficios"),
    "paginas.pdf": made.pdf(b"8 0 obj<</OpenAction<</S/GoTo/D[7 0 R/Fit]>>>>endobj\n7 0 obj<</A 6 0 R>>endobj\n" + URI),
    "lista.xlsx": made.xlsx({"xl/printerSettings/printerSettings1.bin": b"H\0P\0"}),
    "informe.odt": made.odf(),
    "lista.ods": made.odf("spreadsheet"),
    "foto.jpg": made.picture(),
    "foto.jpeg": made.picture(),
    "captura.png": made.picture("PNG"),
}
MACROS, INNER, FAR, LOCKED = "tiene macros", "otros archivos o programas", "de otra computadora", "protegido con"
TYPE, INSIDE, WHOLE, DAMAGED = "no es de un tipo aceptado", "no es un archivo", "no es un PDF completo", "dañado"
BY_ITSELF, STARTS = "por sí solo", "inicia un programa"
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
    "PDF of 47 KB that unpacks to 50 MB": ("oficio.pdf", made.pdf(packed=b"#41" * 16_600_000), UNREADABLE),
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
    "text with a far template behind a blank": (
        "a.docx",
        made.docx_linked("attachedTemplate", " &#9;ht&#10;tp://malo.example/a.dotm"),
        FAR,
    ),
    "text with an object that is a program": (
        "a.docx",
        made.docx_linked("oleObject", "ms-msdt:/id PCW /skip force"),
        FAR,
    ),
    "text with a template that is a search": ("a.docx", made.docx_linked("attachedTemplate", "search-ms:query=x"), FAR),
    "text with a link into a program": ("a.docx", made.docx_linked("hyperlink", "ms-msdt:/id PCW /skip force"), STARTS),
    "text that asks a program": ("a.docx", made.docx_fields(['DDE c:\\cmd.exe "/k calc"']), MACROS),
    "text that asks a program in pieces": ("a.docx", made.docx_fields(["PAGE"], [" DD", "EAU", "TO cmd"]), MACROS),
    "text that asks a program in numbers": ("a.docx", made.docx_fields(["QUOTE 68 68 69"]), MACROS),
    "text whose head asks a program": (
        "a.docx",
        made.docx({"word/header1.xml": made.fields(["DDEAUTO cmd"])}),
        MACROS,
    ),
    "text whose note asks a program in two bytes a sign": (
        "a.docx",
        made.docx({"word/footnotes.xml": made.fields(["DDEAUTO cmd"]).encode("utf-16")}),
        MACROS,
    ),
    "text that asks a program in one word": (
        "a.docx",
        made.docx({"word/footer1.xml": '<w:f xmlns:w="x"><w:fldSimple w:instr="DDE&#65;UTO cmd"/></w:f>'}),
        MACROS,
    ),
    "text that fetches a picture": ("a.docx", made.docx_fields(['INCLUDEPICTURE "http://malo.example/a.png"']), FAR),
    "text that fetches a text": ("a.docx", made.docx_fields(["INCLUDETEXT ", '"http://malo.example/a"']), FAR),
    "text within that asks a program": (
        "a.docx",
        made.docx({"word/embeddings/a.docx": made.docx_fields(["DDEAUTO cmd"])}),
        MACROS,
    ),
    "free text that asks a program": (
        "a.odt",
        made.odf(content='<d xmlns:o="x"><o:dde-source o:a="cmd"/></d>'),
        MACROS,
    ),
    "free text with a link into a program": (
        "a.odt",
        made.odf(content='<d xmlns:t="x" xmlns:l="y"><t:a l:href="vnd.sun.star.script:a"/></d>'),
        STARTS,
    ),
    "PDF that opens an address": ("a.pdf", made.pdf(URI + b"8 0 obj\n<</OpenAction 6 0 R>>\nendobj\n"), BY_ITSELF),
    "PDF whose page opens a file": ("a.pdf", made.pdf(GO + b"8 0 obj\n<</AA <</O 6 0 R>>>>\nendobj\n"), BY_ITSELF),
    "PDF that opens an address in turn": (
        "a.pdf",
        made.pdf(URI + b"8 0 obj<</Open#41ction<</S/GoTo/D[7 0 R/Fit]/Next[6 0 R]>>>>endobj\n"),
        BY_ITSELF,
    ),
    "PDF with a packed opening of an address": (
        "a.pdf",
        made.pdf(packed=b"1 0 2 22 <</OpenAction 2 0 R>> <</S/URI/URI(https://malo.example)>>"),
        BY_ITSELF,
    ),
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
    "free text of millions of elements": (
        "informe.odt",
        made.odf(content=f"<a>{'<b/>' * 2_500_000}</a>", more={"pad.bin": made.noise(460_000)}),
        BOMB,
    ),
    "free text with scripts": ("informe.odt", made.odf(more={"Basic/Standard/Module1.xml": "<a/>"}), MACROS),
    "free text with a listener": ("informe.odt", made.odf(content=LISTENER), MACROS),
    "free text that fetches": ("informe.odt", made.odf(content=FETCH), FAR),
    "free text with a password": ("informe.odt", made.odf(more={"META-INF/manifest.xml": ENCRYPTED}), LOCKED),
    "free text with entities": ("informe.odt", made.odf(content=BILLION), DAMAGED),
    "picture of 1,600 million points": ("foto.png", made.huge_png(), "25 millones"),
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
    taken = looked_at(f"{name}a.pdf", GOOD["oficio.pdf"])  # the look inside, in another process, leaves the name alone
    assert isinstance(taken, Inspected)
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
    """What `inspect` says, all in this process: to start another for each of hundreds of files takes long."""
    outcome = looked_at(name, content)
    if isinstance(outcome, FileRefused):
        return str(outcome)
    ending = name.rpartition(".")[2].lower()
    sentence = looking_inside.sentence_against(name, content) if ending in looking_inside.CHECKS else None
    return sentence and sentence % {"name": name}


# --- All files of a page together ---------------------------------------------------------------------------------


def test_every_kind_that_is_kept_byte_by_byte_is_looked_into() -> None:
    assert {f".{ending}" for ending in looking_inside.CHECKS} == {
        end for end, kind in KINDS.items() if not kind.rewriting
    }


def test_files_of_a_page_are_taken_and_refused_each_for_itself_in_their_order() -> None:
    outcomes = inspect_all(
        [
            ("uno.pdf", made.pdf()),
            ("dos.svg", SVG),
            ("tres.docx", made.docx({"word/vbaProject.bin": b"x"})),
            ("cuatro.png", made.picture("PNG")),
            ("cinco\n.odt", made.odf()),
        ]
    )
    words = [each.name if isinstance(each, Inspected) else str(each)[:40] for each in outcomes]
    assert (words[0], words[3], words[4]) == ("uno.pdf", "cuatro.png", "cinco.odt")
    assert words[1].startswith("«dos.svg» no es de un tipo")
    assert words[2].startswith("«tres.docx» tiene macros")


HEAVY = made.odf(content=f"<a>{'<b/>' * 2_000_000}</a>", more={"pad.bin": made.noise(460_000)})
"""Within every limit of size, and more than a second of work."""
NARROW = {
    "processor": confined.Limits(cpu_seconds=1, wait_seconds=600, memory=2**29),
    "memory": confined.Limits(cpu_seconds=600, wait_seconds=600, memory=40 * 2**20),
}


@pytest.mark.parametrize("limits", NARROW.values(), ids=list(NARROW))
def test_a_file_that_uses_up_what_the_look_inside_may_use_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, limits: confined.Limits
) -> None:
    monkeypatch.setattr(looking_inside, "LIMITS", limits)
    with pytest.raises(FileRefused, match=r"^«pesado\.odt» exige demasiado tiempo o memoria"):
        inspect("pesado.odt", HEAVY)


def test_the_file_that_ended_the_look_inside_is_named_and_those_after_it_were_not_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking_inside, "LIMITS", NARROW["processor"])
    first, heavy, last = inspect_all([("uno.pdf", made.pdf()), ("pesado.odt", HEAVY), ("tres.pdf", made.pdf())])
    assert isinstance(first, Inspected)
    assert str(heavy).startswith("«pesado.odt» exige demasiado tiempo o memoria")
    assert str(last).startswith("«tres.pdf» no se revisó")
