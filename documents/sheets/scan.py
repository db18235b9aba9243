"""A look into the zip of a spreadsheet before anything reads its cells. Pure; runs in the child process.

Refused: what is no spreadsheet, what unpacks too far, what declares entities, what carries macros, sheets with too many rows
or columns. Found on the way: formulas without a computed value, which every reader takes for empty cells.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from documents.sheets.limits import MEGABYTE, MOST_COLUMNS, MOST_ENTRIES, MOST_RATIO, MOST_ROWS, MOST_UNPACKED, Refusal

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of .xls, and of a workbook with a password."""
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
"""XML in two bytes a sign, in which a declaration would hide from us. No spreadsheet program writes it."""
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
ROW = re.compile(rb"<(?:\w+:)?row\b")
REPEATED = re.compile(
    rb"""<table:table-row\b[^>]*number-rows-repeated=["']([0-9]+)["'][^>]*>(.*?)</table:table-row>""", re.DOTALL
)
FORMULA, VALUE = re.compile(rb"<(?:\w+:)?f\b"), re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    """The file is not read further."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def scan(data: bytes) -> dict[str, list[str]]:
    """Refuse what is hostile or no spreadsheet; return, for each sheet, the cells whose formula has no computed value."""
    if not data:
        raise Refused(Refusal.EMPTY)
    if data.startswith(COMPOUND_FILE):
        raise Refused(Refusal.OLD_FORMAT)
    if not data.startswith(b"PK"):
        raise Refused(Refusal.NOT_A_SPREADSHEET)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _scan(archive, len(data))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ElementTree.ParseError,
    ) as error:
        raise Refused(Refusal.DAMAGED) from error


def _scan(archive: zipfile.ZipFile, packed: int) -> dict[str, list[str]]:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise Refused(Refusal.BOMB)
    if unpacked > MEGABYTE and unpacked > packed * MOST_RATIO:
        raise Refused(Refusal.BOMB)
    names = {entry.filename for entry in entries}
    _require_a_spreadsheet(archive, names)
    parts = dict(_texts(archive, entries))
    if "xl/workbook.xml" not in names:
        _measure_open_document(parts)
        return {}
    return {name: _measure(parts[path]) for name, path in _sheets(parts) if path in parts}


def _require_a_spreadsheet(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any("vbaproject" in name.lower() or name.lower().startswith("basic/") for name in names):
        raise Refused(Refusal.MACROS)
    if "xl/workbook.bin" in names:
        raise Refused(Refusal.OLD_FORMAT)
    is_open_document = "mimetype" in names and archive.read("mimetype").strip() == OPEN_DOCUMENT
    if "xl/workbook.xml" not in names and not is_open_document:
        raise Refused(Refusal.NOT_A_SPREADSHEET)


def _texts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Every part, read to its end so that a wrong checksum shows. No XML of a spreadsheet declares a document type."""
    for entry in entries:
        text = archive.read(entry)
        if entry.filename.endswith((".xml", ".rels")):
            if text.startswith(WIDE_TEXT) or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Refused(Refusal.ENTITIES)
            if b"macroEnabled" in text and entry.filename == "[Content_Types].xml":
                raise Refused(Refusal.MACROS)
            yield entry.filename, text


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part that holds it."""
    targets = {
        relation.get("Id"): str(relation.get("Target", ""))
        for relation in ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<a/>"))  # noqa: S314 no entities
    }
    for element in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():  # noqa: S314 no entities
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(RELATION), "")
            yield str(element.get("name", "")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _measure(sheet: bytes) -> list[str]:
    """Refuse a sheet that is too long or too wide; return its formulas that have no value."""
    if len(ROW.findall(sheet)) > MOST_ROWS:
        raise Refused(Refusal.TOO_LARGE_INSIDE)
    uncomputed = []
    for attributes, content in CELL.findall(sheet):
        place = REFERENCE.search(attributes)
        if place is None:
            continue
        if len(place[1]) > 2 or column_number(place[1]) > MOST_COLUMNS or int(place[2]) > MOST_ROWS:
            if content:
                raise Refused(Refusal.TOO_LARGE_INSIDE)
        elif FORMULA.search(content) and not VALUE.search(content) and b't="str"' not in attributes:
            uncomputed.append((place[1] + place[2]).decode())
    return uncomputed


def _measure_open_document(parts: dict[str, bytes]) -> None:
    """A row that is said to repeat is unpacked by the reader; only empty ones may repeat often."""
    for repeated, content in REPEATED.findall(parts.get("content.xml", b"")):
        if int(repeated) > MOST_ROWS and b"office:value" in content:
            raise Refused(Refusal.TOO_LARGE_INSIDE)


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
