"""Office files that only show: DOCX, XLSX, ODT and ODS without macros, programs, hidden files or pictures fetched from afar.

They are archives. How much they hold is read from their table before anything is unpacked, then everything is read once,
so that a table that lies is noticed too.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from xml.sax import ContentHandler, SAXException

from defusedxml import DefusedXmlException, ElementTree, sax

from documents.office_parts import OdfPart, OoxmlPart, refuse_into_programs, refuse_unless_near
from documents.office_refusing import refuse_far_too_large, refuse_inner, refuse_macros, refuse_protected
from documents.refusing import gettext_noop as _
from documents.refusing import refuse

MOST_ENTRIES = 2_000
MOST_UNPACKED = 50_000_000
MOST_EMBEDDED = 200
"""Sheets of charts: a report of ours has about sixty. Unpacked they hold together no more than a whole file may."""
MOST_TIMES = 100
"""How many times larger than packed; a file that unpacks to less than a megabyte may be as repetitive as it likes."""
SMALL = 1_000_000
LONGEST_TABLE = 5_000_000
LONGEST_XML = 10_000_000
ARCHIVE = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", OLE, b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02")
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/|customui/", re.IGNORECASE)
RUNNABLE = re.compile(r"\.(exe|dll|js|vbs|bat|cmd|ps1|hta|jar|lnk|scr|msi|com|html?|mht)$", re.IGNORECASE)
FIELD_MARKS = re.compile(rb"instrText|fldSimple|ddeLink|\0")
"""What a part has that may hold a field; written in two bytes a sign, any part may."""
MAIN = {".docx": "wordprocessingml.document.main+xml", ".xlsx": "spreadsheetml.sheet.main+xml"}
MIMETYPES = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    DefusedXmlException,
    ParseError,
    SAXException,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


class NotWhole(ValueError):
    """It is not the file that its ending says."""


def check_ooxml(name: str, content: bytes) -> bytes:
    """Return the content of a DOCX or XLSX that may be kept, or raise FileRefused."""
    if content.startswith(OLE):
        refuse_protected(name)
    _check(name, content, _inside_ooxml)
    return content


def check_odf(name: str, content: bytes) -> bytes:
    """Return the content of an ODT or ODS that may be kept, or raise FileRefused."""
    _check(name, content, _inside_odf)
    return content


def _check(name: str, content: bytes, inside: Callable[[str, zipfile.ZipFile], None]) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_table(name, content, archive)
            within = 0
            for entry in archive.infolist():
                within += _check_entry(name, archive, entry)
                if within > MOST_UNPACKED:
                    refuse_far_too_large(name)
            inside(name, archive)
    except UNREADABLE:
        text = _("“%(name)s” is damaged or has something else before or after it. Open it and save it again.")
        refuse(text, name)


def _check_table(name: str, content: bytes, archive: zipfile.ZipFile) -> None:
    """What the archive says of itself, before anything is unpacked."""
    entries = archive.infolist()
    if not content.startswith(ARCHIVE) or archive.comment or content[-22:-18] != b"PK\x05\x06":
        raise NotWhole
    if min(entry.header_offset for entry in entries):
        raise NotWhole
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(not _is_inside(each) for each in names):
        raise NotWhole
    if any(entry.flag_bits & 1 for entry in entries):
        refuse_protected(name)
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > SMALL and unpacked > MOST_TIMES * len(content)
    is_nested = sum("/embeddings/" in each for each in names) > MOST_EMBEDDED
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_bomb or is_nested:
        refuse_far_too_large(name)


def _is_inside(entry: str) -> bool:
    parts = PurePosixPath(entry).parts
    return bool(parts) and ".." not in parts and not entry.startswith("/") and "\\" not in entry and ":" not in entry


def _check_entry(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Read one part to its end, and say how much it holds in turn. One that is longer than the table says does not fit its checksum."""
    if _begins(name, archive, entry).startswith(ARCHIVE):
        return _check_inner(name, archive, entry)
    return 0


def _begins(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """How a part begins that is neither a macro nor a program, by its name and by its content; it is read to its end."""
    if MACROS.search(entry.filename):
        refuse_macros(name)
    with archive.open(entry) as part:
        beginning = part.read(8)
        while part.read(1 << 20):
            pass
    if beginning.startswith(PROGRAMS) or RUNNABLE.search(entry.filename):
        refuse_inner(name)
    return beginning


def _check_inner(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """A chart in a text carries the sheet that it was drawn from: that is looked at in turn, and nothing deeper is.

    Tells how large it is unpacked.
    """
    suffix = PurePosixPath(entry.filename).suffix.lower()
    if suffix not in MAIN or "/embeddings/" not in entry.filename:
        refuse_inner(name)
    content = archive.read(entry)
    with zipfile.ZipFile(BytesIO(content)) as inner:
        _check_table(name, content, inner)
        if any(_begins(name, inner, part).startswith(ARCHIVE) for part in inner.infolist()):
            refuse_inner(name)
        _check_links(name, inner)
        _check_fields(name, inner)
        return sum(part.file_size for part in inner.infolist())


def _inside_ooxml(name: str, archive: zipfile.ZipFile) -> None:
    types = {each.get("PartName", ""): each.get("ContentType", "") for each in _table(archive, "[Content_Types].xml")}
    if any("macroenabled" in each.lower() for each in types.values()):
        refuse_macros(name)
    kind = MAIN[PurePosixPath(name).suffix.lower()]
    if not any(said.endswith(kind) for said in types.values()):
        raise NotWhole
    _check_links(name, archive)
    _check_fields(name, archive)


def _check_fields(name: str, archive: zipfile.ZipFile) -> None:
    """No field of any part, header or note may ask a program or fetch from afar."""
    for part in _xml_parts(archive):
        if FIELD_MARKS.search(content := archive.read(part)):
            _read_long(name, content, reader := OoxmlPart(name))
            reader.refuse_fields()


def _xml_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts that are read as XML: by their own type, or by that of their ending."""
    said = [each for each in _table(archive, "[Content_Types].xml") if each.get("ContentType", "").endswith("xml")]
    named = {each.get("PartName", "").lstrip("/").lower() for each in said}
    endings = {f".{each.get('Extension', '').lower()}" for each in said} | {".xml"}
    for part in archive.namelist():
        if part.lower() in named or PurePosixPath(part).suffix.lower() in endings:
            yield part


def _check_links(name: str, archive: zipfile.ZipFile) -> None:
    """Only a link that a reader must press may lead away: a template or picture fetched on opening tells who reads, and where."""
    for table in (each for each in archive.namelist() if each.lower().endswith(".rels")):
        for link in _table(archive, table):
            if link.get("TargetMode", "").lower() == "external":
                is_pressed = link.get("Type", "").endswith("/hyperlink")
                check = refuse_into_programs if is_pressed else refuse_unless_near
                check(name, link.get("Target", ""))


def _inside_odf(name: str, archive: zipfile.ZipFile) -> None:
    if archive.read("mimetype").strip() != MIMETYPES[PurePosixPath(name).suffix.lower()]:
        raise NotWhole
    if any(each.tag.endswith("encryption-data") for each in _table(archive, "META-INF/manifest.xml").iter()):
        refuse_protected(name)
    archive.getinfo("content.xml")
    for part in archive.namelist():
        if PurePosixPath(part).name in ("content.xml", "styles.xml"):
            _read_long(name, archive.read(part), OdfPart(name))


def _read_long(name: str, content: bytes, reader: ContentHandler) -> None:
    """Read a part of any honest length, element by element."""
    if len(content) > LONGEST_XML:
        refuse_far_too_large(name)
    sax.parseString(content, reader, forbid_dtd=True)


def _table(archive: zipfile.ZipFile, part: str) -> Element:
    """A part that lists others, without document types, entities or anything fetched."""
    if archive.getinfo(part).file_size > LONGEST_TABLE:
        raise NotWhole
    root: Element = ElementTree.fromstring(archive.read(part), forbid_dtd=True)
    return root
