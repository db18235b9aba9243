"""A PDF that only shows: nothing that runs, opens, sends or hides, and nothing else wrapped around it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from documents.pdf_actions import leads_away
from documents.refusing import gettext_noop as _
from documents.refusing import refuse

ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|GoToE|XFA)(?![A-Za-z0-9])")
"""Names long enough never to appear by chance in a compressed stream, as /JS would."""
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#[0-9A-Fa-f]{2}(?:#[0-9A-Fa-f]{2})*")
STREAM = re.compile(rb"stream(?<!endstream)\r?\n")
FILTER = re.compile(rb"/(\w+Decode)\b")
PACKED = b"/ObjStm"
END = b"%%EOF"
BLANK = b" \t\r\n\0"
MOST_UNPACKED = 20_000_000
MOST_TIMES = 100
"""How many times larger than the file its packed objects are; less than a megabyte may be as repetitive as it likes."""
SMALL = 1_000_000
MOST_STREAMS = 20_000
LONGEST_DICTIONARY = 2_000


class NotReadable(Exception):
    """The file cannot be read as far as must be known."""


def check_pdf(name: str, content: bytes) -> bytes:
    """Return the content of a PDF that may be kept, or raise FileRefused."""
    if not is_whole(content):
        refuse(
            _("“%(name)s” is not a whole PDF, or has something else before or after it. Print it anew to PDF."), name
        )
    try:
        names = [plain := plain_names(content)]
        names += (plain_names(part) for part in unpacked_objects(content, plain.count(PACKED)))
    except NotReadable:
        refuse(_("“%(name)s” cannot be read inside. Open it and print it anew to PDF."), name)
    if any(ENCRYPTED.search(part) for part in names):
        refuse(_("“%(name)s” is protected with a password or restrictions. Save a copy without protection."), name)
    if any(ACTS.search(part) for part in names):
        text = _(
            "“%(name)s” has attachments, a form that sends or programs inside. Print it anew to PDF;"
            " attach other files apart."
        )
        refuse(text, name)
    if leads_away(names):
        refuse(_("“%(name)s” opens an address or another file by itself. Print it anew to PDF."), name)
    return content


def is_whole(content: bytes) -> bool:
    """Whether it begins and ends as a PDF, with no archive beside it."""
    beginning_and_end = content.startswith(b"%PDF-") and content.rstrip(BLANK).endswith(END)
    return beginning_and_end and b"startxref" in content and not zipfile.is_zipfile(BytesIO(content))


def plain_names(part: bytes) -> bytes:
    """The bytes with names spelled out: `/J#61vaScript` is a name like any other."""
    return ESCAPED.sub(lambda match: bytes.fromhex(match[0].replace(b"#", b"").decode()), part)


def unpacked_objects(content: bytes, said: int) -> Iterator[bytes]:
    """The objects that are packed in streams, where names cannot be seen from outside. So many are said to be there."""
    room, seen, end = min(MOST_UNPACKED, max(SMALL, MOST_TIMES * len(content))), 0, 0
    for number, match in enumerate(STREAM.finditer(content)):
        if number >= MOST_STREAMS:
            raise NotReadable
        if match.start() < end:
            continue  # a word inside what was unpacked already
        dictionary = dictionary_before(content, match.start())
        if PACKED not in dictionary:
            continue
        end = content.find(b"endstream", match.end())
        if end < 0:
            raise NotReadable
        unpacked = unpack(dictionary, content[match.end() : end], room)
        room, seen = room - len(unpacked), seen + 1
        yield unpacked
    if seen != said:
        raise NotReadable  # a dictionary that was written to be overlooked


def dictionary_before(content: bytes, place: int) -> bytes:
    """What is said of the stream that begins there, with its names spelled out."""
    first = max(place - LONGEST_DICTIONARY, 0)
    return plain_names(content[max(content.rfind(b"obj", first, place), first) : place])


def unpack(dictionary: bytes, packed: bytes, room: int) -> bytes:
    """The content of one stream of objects. One that is packed in a way that no usual program uses is not readable."""
    filters = FILTER.findall(dictionary)
    if not filters and b"/Filter" not in dictionary:
        return b""  # not packed: its names were seen already
    if filters != [b"FlateDecode"] or b"/Predictor" in dictionary:
        raise NotReadable
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, room + 1)
    except zlib.error as error:
        raise NotReadable from error
    if not unpacker.eof or len(unpacked) > room:
        raise NotReadable
    return unpacked
