"""Files made for tests: honest ones of every accepted kind, and hostile ones. No binary lies in the repository."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image

from documents.plain_pdf import plain_pdf

OOXML = "application/vnd.openxmlformats-officedocument"
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

THIN = (bytes((n * n + n // 7) % 256 for n in range(1_000)) + b"\0" * 49_000) * 400
"""20 MB that pack to some fifty times less: large, and no bomb by itself."""
Parts = Mapping[str, str | bytes]


LONG = b"% " + b"." * 2000 + b"\n"


def pdf(extra: bytes = b"", *, packed: bytes = b"") -> bytes:
    """A whole PDF of one page; `extra` is one more object, `packed` the inside of a stream of objects."""
    objects = extra
    if packed:
        body = zlib.compress(packed)
        head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(body)
        objects += b"9 0 obj\n" + head + b"\nstream\n" + body + b"\nendstream\nendobj\n"
    whole = plain_pdf(["Oficio de prueba"])
    return whole.replace(b"xref\n", objects + b"xref\n", 1)


def archive(parts: Parts) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def ooxml_parts(folder: str, part: str, kind: str) -> dict[str, str | bytes]:
    main = f'<Override PartName="/{folder}/{part}" ContentType="{OOXML}.{kind}.main+xml"/>'
    link = f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="{folder}/{part}"/>'
    return {
        "[Content_Types].xml": TYPES.format('<Default Extension="xml" ContentType="application/xml"/>' + main),
        "_rels/.rels": RELS.format(link),
        f"{folder}/{part}": "<document>Oficio de prueba</document>",
    }


def docx(more: Parts | None = None) -> bytes:
    return archive(ooxml_parts("word", "document.xml", "wordprocessingml.document") | dict(more or {}))


def xlsx(more: Parts | None = None) -> bytes:
    return archive(ooxml_parts("xl", "workbook.xml", "spreadsheetml.sheet") | dict(more or {}))


def docx_linked(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="rId9" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/>'
    return docx({"word/_rels/document.xml.rels": RELS.format(link)})


def fields(*said: list[str]) -> str:
    """A part with fields, each spread over as many runs as it has pieces."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = (
        mark.format("begin")
        + "".join(f"<w:r><w:instrText>{escape(piece)}</w:instrText></w:r>" for piece in each)
        + mark.format("end")
        for each in said
    )
    return f'<w:document xmlns:w="x">{"".join(runs)}</w:document>'


def docx_fields(*said: list[str]) -> bytes:
    return docx({"word/document.xml": fields(*said)})


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return random.Random(1).randbytes(size)  # noqa: S311 the same on every run


def odf(kind: str = "text", content: str = "<text/>", more: Parts | None = None) -> bytes:
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }
    return archive(parts | dict(more or {}))


def picture(form: str = "JPEG", *, exif: bool = False, comment: bytes = b"") -> bytes:
    image = Image.effect_noise((64, 48), 90).convert("RGB")
    options: dict[str, object] = {}
    if exif:
        data = Image.Exif()
        data[0x010F] = "CamaraSecreta"
        data.get_ifd(0x8825).update({1: "S", 2: (12.0, 2.0, 45.5), 3: "W", 4: (77.0, 1.0, 30.25)})
        options["exif"] = data
    if comment:
        options["comment"] = comment
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def huge_png() -> bytes:
    """A picture of 40,000 by 40,000 points that takes a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def lying_archive() -> bytes:
    """A DOCX whose table says that a part of 9 MB takes 9 bytes."""
    whole = docx({"word/media/image1.bin": b"0" * 9_000_000})
    return whole.replace(struct.pack("<I", 9_000_000), struct.pack("<I", 9))


def locked_archive() -> bytes:
    """A DOCX whose every part is marked as encrypted in the table."""
    whole = bytearray(docx())
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 8] |= 1
        at = whole.find(b"PK\x01\x02", at + 4)
    return bytes(whole)


def repeated_names() -> bytes:
    out = BytesIO(docx())
    with zipfile.ZipFile(out, "a") as made:
        made._didModify = True
        info = zipfile.ZipInfo("word/document2.xml")
        made.writestr(info, "otro")
    return out.getvalue().replace(b"word/document2.xml", b"word/document.xml" + b"\0")
