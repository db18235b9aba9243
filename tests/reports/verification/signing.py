"""Sign a PDF as the ministry's tool would, and add to it what an attacker would. Keys are made for the test and kept nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNER = "TORRES QUISPE Ana FAU 20131367938 hard"
SEAL = (60, 60, 260, 110)
"""The box of a visible signature, as those of the ministry's tool are."""
Box = tuple[int, int, int, int]
Change = Callable[[IncrementalPdfFileWriter], None]


@cache
def signer(name: str = SIGNER) -> signers.SimpleSigner:
    """Somebody with a certificate that they gave themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(named, named, key.public_key(), 1)
        .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2036, 1, 1, tzinfo=dt.UTC))
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(written),
        cert_registry=SimpleCertificateStore(),
    )


def signed(
    content: bytes, field: str = "Firma1", *, name: str = SIGNER, box: Box | None = None, page: int = 0
) -> bytes:
    """With one more signature: without a box nothing of it shows."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    if box:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, box=box, on_page=page))
    about = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    return bytes(signers.sign_pdf(writer, about, signer=signer(name)).getvalue())


def changed(content: bytes, change: Change) -> bytes:
    """Grown by an update that nobody signs."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def first_page(writer: IncrementalPdfFileWriter) -> Any:
    page, _inherited = writer.find_page_for_modification(0)
    return page.get_object()


# --- What an attacker adds ---


def with_other_content(writer: IncrementalPdfFileWriter) -> None:
    """The page says something else."""
    page = first_page(writer)
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 24 Tf (99,9 %) Tj ET"))
    writer.mark_update(page.container_ref)


def with_stamp(writer: IncrementalPdfFileWriter) -> None:
    """A note that covers a figure."""
    add_annotation(writer, {"/Subtype": pdf_name("/Stamp"), "/Contents": generic.pdf_string("APROBADO")})


def with_empty_box(writer: IncrementalPdfFileWriter) -> None:
    """A box of a form that is not a signature."""
    text = {"/Subtype": pdf_name("/Widget"), "/FT": pdf_name("/Tx"), "/T": generic.pdf_string("Cifra")}
    box = add_annotation(writer, text)
    form = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([box])})
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()


def with_one_more_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    parent = generic.IndirectObject(pages.container_ref.idnum, pages.container_ref.generation, writer)
    size = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    about = {"/Type": pdf_name("/Page"), "/Parent": parent, "/MediaBox": size}
    page = generic.DictionaryObject({pdf_name(key): value for key, value in about.items()})
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.mark_update(pages.container_ref)


def with_action(writer: IncrementalPdfFileWriter) -> None:
    """Something happens when it is opened."""
    action = {pdf_name("/S"): pdf_name("/URI"), pdf_name("/URI"): generic.pdf_string("https://example.org/")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(action)
    writer.update_root()


def with_other_title(writer: IncrementalPdfFileWriter) -> None:
    """Harmless: what the file says of itself, which tools rewrite when they sign."""
    writer.set_info(generic.DictionaryObject({pdf_name("/Producer"): generic.pdf_string("Firma")}))


def with_proof(writer: IncrementalPdfFileWriter) -> None:
    """Harmless: the certificates that later prove a signature, which PAdES keeps in the file."""
    DocumentSecurityStore.supply_dss_in_writer(writer, sig_contents=None, certs=[signer().signing_cert])


ATTACKS: dict[str, Change] = {
    "other content": with_other_content,
    "stamp": with_stamp,
    "box": with_empty_box,
    "page": with_one_more_page,
    "action": with_action,
}


def add_annotation(writer: IncrementalPdfFileWriter, said: dict[str, Any]) -> generic.IndirectObject:
    page = first_page(writer)
    rectangle = generic.ArrayObject(map(generic.NumberObject, (50, 300, 300, 400)))
    about = {"/Type": pdf_name("/Annot"), "/Rect": rectangle} | said
    reference = writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in about.items()}))
    kept = page.get("/Annots", ())
    page[pdf_name("/Annots")] = generic.ArrayObject([*kept, reference])
    writer.mark_update(page.container_ref)
    return reference


def beside_another(content: bytes, other: bytes) -> bytes:
    """Our bytes, and after them a document of somebody else that readers open instead: its table does not lead back to ours."""
    import pikepdf

    moved = BytesIO()
    with pikepdf.open(BytesIO(other)) as document:
        document.save(moved, static_id=True)
    text, place = moved.getvalue(), len(content)
    table = text.rindex(b"xref\n0 ")
    rows = text[table:].split(b"\n")
    for number, row in enumerate(rows):
        if row.endswith(b" n "):
            rows[number] = b"%010d%s" % (int(row[:10]) + place, row[10:])
    tail = b"\n".join(rows)
    start = tail.rindex(b"startxref\n")
    return content + text[:table] + tail[:start] + b"startxref\n%d\n%%%%EOF\n" % (table + place)
