"""Files from outside: what is refused before anything is read, and what a re-saved template still says."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from documents.confined import Limits
from documents.sheets import limits, reading
from documents.sheets.reading import Unreadable, book_of, cells_in
from measurements.exchange.applying import save
from measurements.exchange.cases import Desk
from measurements.exchange.changes import Effect
from measurements.exchange.comparing import compare
from measurements.exchange.template import template_of
from tests.measurements.exchange.conftest import COUNT
from tests.measurements.exchange.filling import box, compared, desk, fill, paper, told

OFFICE = shutil.which("soffice")
BODY = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(sheet: str = "", *, declared: str = "", **parts: bytes) -> bytes:
    """A workbook of one sheet whose XML is given."""
    plain = io.BytesIO()
    book = xlsxwriter.Workbook(plain)
    book.add_worksheet("A").write_string(0, 0, "x")
    book.close()
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in read.infolist():
            text = read.read(entry)
            if sheet and entry.filename == "xl/worksheets/sheet1.xml":
                text = (declared + BODY.format(sheet)).encode()
            made.writestr(entry.filename, text)
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<a/>")
        for number in range(60):
            made.writestr(f"xl/{number}.xml", b" " * limits.MEGABYTE)
    return out.getvalue()


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number in range(300):
            made.writestr(f"xl/{number}.xml", "<a/>")
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", "<a/>")
    return out.getvalue()


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def million_rows() -> bytes:
    return workbook("".join(f'<row><c r="A1"><v>{n * n % 997}</v></c></row>' for n in range(1_000_000)))


def open_document(row: str) -> bytes:
    """A sheet of the other format, with one row whose XML is given."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{names}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="A">{row}</table:table></office:spreadsheet></office:body>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def repeated(rows: int, columns: int) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    return open_document(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')


def wide_row() -> bytes:
    return workbook('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')


def far_row() -> bytes:
    return workbook('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


def texts(*said: str) -> bytes:
    """A workbook in which the first column says these, as no spreadsheet program would write them."""
    rows = (
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n, text in enumerate(said, 1)
    )
    return workbook("".join(rows))


def scribble(length: int) -> str:
    """A text that packs so badly that only its own length is against it."""
    return "".join(random.Random(1).choices("abcdefgh", k=length))  # noqa: S311 the same on every run


def shared(times: int, text: str) -> bytes:
    """One long text that many cells point at."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    for row in range(times):
        sheet.write_string(row, 0, text)
    book.close()
    return out.getvalue()


def wrong_checksum() -> bytes:
    data = bytearray(workbook("<row/>" * 400))
    data[data.index(b"PK\x01\x02") - 30] ^= 0xFF
    return bytes(data)


CORPUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "está vacío"),
    "a text": (lambda: b"indicador;valor\nPREV-1.1.1;3\n", "No es una hoja de cálculo"),
    "a page": (lambda: b"<html><script>alert(1)</script></html>", "No es una hoja de cálculo"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "No es una hoja de cálculo"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel antiguo"),
    "another zip": (many_entries, "mucho más que una hoja de cálculo de su tamaño"),
    "a document": (document, "No es una hoja de cálculo"),
    "truncated": (lambda: workbook()[:-200], "está dañado"),
    "half a zip": (lambda: b"PK\x03\x04" + b"\0" * 40, "está dañado"),
    "a wrong checksum": (wrong_checksum, "está dañado"),
    "macros": (lambda: workbook(xl__vbaProject_bin=b"x"), "tiene macros"),
    "a bomb": (bomb, "mucho más que una hoja de cálculo de su tamaño"),
    "a billion laughs": (lambda: workbook("<row/>", declared=LAUGHS), "declaraciones"),
    "a million rows": (million_rows, "más filas, columnas o texto"),
    "sixteen thousand columns": (wide_row, "más filas, columnas o texto"),
    "the last row there is": (far_row, "más filas, columnas o texto"),
    "a row that repeats a million times": (lambda: repeated(1_000_000, 1), "más filas, columnas o texto"),
    "a cell that repeats across": (lambda: repeated(1, 16_384), "más filas, columnas o texto"),
    "a cell that repeats everywhere": (lambda: repeated(20_000, 16_384), "dañado|demasiado"),
    "a cell longer than any cell": (lambda: texts(scribble(limits.LONGEST_CELL + 1)), "más filas, columnas o texto"),
    "a text that a thousand cells share": (lambda: shared(1_000, scribble(10_000)), "más filas, columnas o texto"),
    "too many bytes": (lambda: b"PK" + b"x" * limits.MOST_BYTES, "más de 5 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    make, words = CORPUS[name]
    with pytest.raises(Unreadable, match=words):
        cells_in(make())


@pytest.mark.parametrize("child", ["endless", "greedy"])
def test_a_reader_that_uses_up_what_it_may_use_harms_only_itself(monkeypatch: pytest.MonkeyPatch, child: str) -> None:
    monkeypatch.setattr(reading, "CHILD", f"tests.documents.{child}")
    monkeypatch.setattr(reading, "LIMITS", Limits(cpu_seconds=1, wait_seconds=600, memory=2**29))
    with pytest.raises(Unreadable, match="demasiado tiempo o memoria"):
        cells_in(workbook())


def test_the_child_holds_no_secret_of_the_server() -> None:
    """It is started with an environment of its own."""
    seen = cells_in(workbook())
    assert '"A": [[0, 0, "s", "x"]]' in seen


def test_the_longest_cell_there_is_is_read() -> None:
    text = scribble(limits.LONGEST_CELL)
    assert book_of(cells_in(shared(2, text))).sheets["A"].cells == {(0, 0): text, (1, 0): text}


def test_a_sign_that_no_database_keeps_is_left_out_of_a_text() -> None:
    spelt = '<row r="1"><c r="A1" t="inlineStr"><is><t>Taller_x0000_ de género</t></is></c></row>'
    sheets = book_of(cells_in(workbook(spelt))).sheets
    assert [list(sheet.cells.values()) for sheet in sheets.values()] == [["Taller de género"]]


def test_cells_keep_their_place_and_kind() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    sheet.write_number(2, 1, 0.5)
    sheet.write_number(3, 1, 1200)
    sheet.write_boolean(4, 1, True)
    sheet.write_string(5, 2, "1.200")
    sheet.write_formula(6, 2, "=1+1", None, 2)
    book.close()
    cells = book_of(cells_in(out.getvalue())).sheets["A"].cells
    assert {place: str(value) for place, value in cells.items()} == {
        (2, 1): "0.5", (3, 1): "1200", (4, 1): "True", (5, 2): "1.200", (6, 2): "2",
    }  # fmt: skip


def test_a_formula_without_value_is_told_and_not_taken_for_empty(at: Desk) -> None:
    women = box(at, COUNT, "v|total|rank=officers|sex=women")
    book = book_of(cells_in(fill(template_of(at), {women: "=1+1"})))
    (change,) = told(compare(at, book, ""), COUNT).changes
    assert (change.effect, change.place) == (Effect.ERROR, women[1])
    assert "no tiene un valor calculado" in change.problem


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: it re-saves the template")
@pytest.mark.parametrize("format_", ["xlsx", "ods"])
def test_a_template_that_libreoffice_saved_again_says_the_same(at: Desk, tmp_path: Path, format_: str) -> None:
    """Filled, saved by another program in either format: the stamp, the places and the values are still there."""
    women, share = box(at, COUNT, "v|total|rank=officers|sex=women"), box(at, COUNT, "narrative")
    filled = tmp_path / "in" / "plantilla.xlsx"
    filled.parent.mkdir()
    filled.write_bytes(fill(template_of(at), {women: 12, share: "'=hola, mundo"}))
    command = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", format_]
    subprocess.run([*command, "--outdir", str(tmp_path), str(filled)], check=True, capture_output=True, timeout=600)
    comparison = compare(at, book_of(cells_in((tmp_path / f"plantilla.{format_}").read_bytes())), "")
    assert [(c.place, c.after) for c in told(comparison, COUNT).changes] == [
        (women[1], "12"),
        (share[1], "=hola, mundo"),
    ]
    assert [len(each.changes) for each in comparison.cases] == [2, 0, 0, 0]


def test_every_text_of_the_template_is_a_text(at: Desk) -> None:
    """No cell but the sums of the template itself is a formula, whatever people wrote before."""
    hostile = {
        box(at, COUNT, key): f"'{text}" for key, text in (("narrative", "=1+1"), ("source", "@x"), ("post", "+1"))
    }
    save(compared(at, hostile), by=at.user, at=at.at)
    later = desk(at.institution, at.period, at.user)
    sums = {(paper(later, COUNT).name, f"{each.row}:{each.column}") for each in paper(later, COUNT).sums}
    book = openpyxl.load_workbook(io.BytesIO(template_of(later)))
    formulas = {
        (sheet.title, f"{c.row - 1}:{c.column - 1}")
        for sheet in book
        for row in sheet
        for c in row
        if c.data_type == "f"
    }
    assert {place for place in formulas if place[0] == COUNT} == sums
    assert book[COUNT][box(later, COUNT, "narrative")[1]].value == "'=1+1"
    assert book[COUNT][box(later, COUNT, "v|total|rank=officers|sex=women")[1]].protection.locked is False
    assert book[COUNT]["A1"].protection.locked
    assert book[COUNT].protection.sheet
