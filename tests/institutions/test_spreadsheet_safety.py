"""Nothing that leaves as a spreadsheet runs as a formula, and everything comes back as it was."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
import tablib
from hypothesis import given, settings
from hypothesis import strategies as st

from institutions.spreadsheet_formats import MAX_ROWS, SafeCSV, SafeXLSX, Unknown, UnreadableSpreadsheetError
from institutions.spreadsheet_safety import escape_cell, escape_text, unescape_cell, unescape_text

DANGEROUS = "=+-@\t\r\n\0＝＋－＠﹢﹣"
dangerous_text = st.builds(
    lambda before, sign, after: before + sign + after,
    st.text(alphabet=" \u00a0\u3000'\"\ufeff\u200b", max_size=3),
    st.sampled_from(DANGEROUS),
    st.text(max_size=10),
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+51 1 555", "'+51 1 555"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("\ufeff=1", "'\ufeff=1"),
        ('"=1', "'\"=1"),
        ("'=1", "''=1"),
        ("\tx", "'\tx"),
        ("Ejército", "Ejército"),
        ("'cita'", "'cita'"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_only_what_could_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert escape_text(text) == written
    assert unescape_text(written) == text


@given(dangerous_text)
def test_every_dangerous_text_starts_with_an_apostrophe(text: str) -> None:
    assert escape_text(text) == "'" + text


@given(st.text(max_size=30) | dangerous_text)
def test_reading_gives_back_what_was_written(text: str) -> None:
    assert unescape_text(escape_text(text)) == text


@pytest.mark.parametrize("value", [-5, 0, 3.5, None, True, dt.date(2026, 7, 1)])
def test_what_is_no_text_is_not_touched(value: object) -> None:
    assert escape_cell(value) is value
    assert unescape_cell(value) is value


def table(*rows: tuple[object, ...]) -> tablib.Dataset:
    return tablib.Dataset(*rows, headers=["code", "name"])


@settings(max_examples=40, deadline=None)
@given(dangerous_text.filter(lambda text: text.strip() != ""))
def test_a_csv_round_trip_changes_nothing(text: str) -> None:
    written = SafeCSV().export_data(table((-5, text)))
    assert list(SafeCSV().create_dataset(written.encode("utf-8-sig"))) == [("-5", text)]


@settings(max_examples=15, deadline=None)
@given(dangerous_text.filter(lambda text: "\0" not in text and text.isprintable() and text.strip() != ""))
def test_a_workbook_round_trip_changes_nothing(text: str) -> None:
    written = SafeXLSX().export_data(table((-5, text)))
    assert list(SafeXLSX().create_dataset(written)) == [(-5, text)]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    written = SafeXLSX().export_data(table((-5, "=1+1"), (7, "#N/A"), ("=A1", "x\x0b")))
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    kinds = [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert kinds == [["n", "s"], ["n", "s"], ["s", "s"]]


def test_semicolons_and_tabs_are_read_too() -> None:
    for mark in ",;\t":
        content = f"code{mark}name\r\nEP{mark}Ejército\r\n".encode()
        assert list(SafeCSV().create_dataset(content)) == [("EP", "Ejército")]


def test_blank_lines_at_the_end_are_left_out_and_those_between_keep_their_place() -> None:
    dataset = SafeCSV().create_dataset(b"code,name\r\nEP,x\r\n,\r\nMGP,y\r\n,\r\n,\r\n")
    assert list(dataset) == [("EP", "x"), ("", ""), ("MGP", "y")]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "primera fila"),
        (b"code,code\r\n", "primera fila"),
        (b"code,name\r\nEP,x,y\r\n", "fila 2"),
        (b"code,name\r\n,\r\n", "debajo de los encabezados"),
        (SafeXLSX().export_data(tablib.Dataset(("EP",), headers=["code"])), "elija XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "antiguo"),
        ("código;\r\n".encode("latin-1"), "UTF-8"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        (b"code\r\n" + b"x\r\n" * (MAX_ROWS + 1), "más de 2 000 filas"),
        ((",".join(f"c{n}" for n in range(61))).encode(), "60"),
    ],
)
def test_a_csv_that_is_no_list_is_refused_in_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(UnreadableSpreadsheetError, match=word):
        SafeCSV().create_dataset(content)


def archive(size: int, entries: int = 1) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(entries):
            file.writestr(f"{number}.xml", b"0" * size)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [archive(51 * 1024 * 1024), archive(1_000_000), archive(1, entries=201)],
    ids=["size", "ratio", "entries"],
)
def test_a_bomb_is_refused_before_it_is_unpacked(content: bytes) -> None:
    with pytest.raises(UnreadableSpreadsheetError, match="primera hoja"):
        SafeXLSX().create_dataset(content)


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableSpreadsheetError, match="XLSX"):
        SafeXLSX().create_dataset(b"code,name\r\nEP,x\r\n")


def test_a_list_of_two_thousand_rows_is_read() -> None:
    assert len(SafeCSV().create_dataset(b"code\r\n" + b"x\r\n" * 2000)) == 2000 == MAX_ROWS


def test_a_workbook_is_read_no_further_than_its_limit() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(MAX_ROWS + 2):
        sheet.append([number])
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableSpreadsheetError, match="más de 2 000 filas"):
        SafeXLSX().create_dataset(stream.getvalue())


def test_a_formula_that_nobody_computed_is_not_taken_for_an_empty_cell() -> None:
    book = openpyxl.Workbook()
    book.active.append(["code", "name"])
    book.active.append(["EP", "=1+1"])
    book.active.append(["MGP", None])
    stream = io.BytesIO()
    book.save(stream)
    assert list(SafeXLSX().create_dataset(stream.getvalue())) == [("EP", Unknown.NOT_COMPUTED), ("MGP", None)]


@pytest.mark.parametrize(("stored", "read"), [("<v>2</v>", 2), ('t="str"', None)])
def test_a_formula_is_the_value_that_was_saved_with_it_even_an_empty_one(stored: str, read: int | None) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code", "name"])
    book.active.append(["EP", "=1+1"])
    stream = io.BytesIO()
    book.save(stream)
    assert list(SafeXLSX().create_dataset(computed(stream.getvalue(), stored))) == [("EP", read)]


def computed(workbook: bytes, stored: str) -> bytes:
    """The workbook as a program saves it that computed B2: its value, or the mark of a text with nothing in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = re.search(rb'<c r="B2".*?</c>', content)
                assert cell
                told = b'<c r="B2" %s><f>1+1</f>%s</c>' % (
                    (b"", stored.encode()) if stored.startswith("<") else (stored.encode(), b"<v></v>")
                )
                content = content.replace(cell[0], told)
            new.writestr(name, content)
    return stream.getvalue()
