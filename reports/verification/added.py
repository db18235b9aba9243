"""What was added to a PDF of ours by whoever signed it. `documents.confined` runs it: it knows nothing of the product.

It is given the size of our file on a line of its own, and then the whole file, whose beginning is known to be ours. It answers with
findings (`look`): each signature, and why what was added is more than signatures, if it is. It never asks the network anything, so
it says nothing of whether a certificate is trusted: only whether the signature holds, and which name its certificate gives itself.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from io import BytesIO
from typing import Any

from reports.verification.added_boxes import Boxes
from reports.verification.added_rules import POLICY
from reports.verification.findings import Reason, Signature

END = re.compile(rb"%%EOF[\r\n ]*\Z")
CONTENTS = re.compile(rb"<(?:[0-9a-f]{2})+>|<(?:[0-9A-F]{2})+>")
"""One way of writing it, so that no digit of it can be written otherwise without being noticed."""
MOST_SIGNATURES = 20
LONGEST_NAME = 200
LARGEST_BOX = 0.25
"""Part of a page that the boxes of signatures may cover. What they show is drawn by who signs, and hides what lies below."""
FIRST_YEAR, LAST_YEAR = 1990, 2200
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def look(content: bytes, size: int) -> dict[str, Any]:
    """What was added after the first `size` bytes: its signatures, and the reasons for which it is more than that."""
    try:
        signatures, reasons = examined(content, size)
    except MemoryError:
        signatures, reasons = [], [Reason.HEAVY]
    except Exception:  # whatever the reader stumbles over in a file made to make it stumble
        signatures, reasons = [], [Reason.UNREADABLE]
    return {"reasons": [str(each) for each in reasons], "signatures": [asdict(each) for each in signatures]}


def examined(content: bytes, size: int) -> tuple[list[Signature], list[Reason]]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    issued, reader = PdfFileReader(BytesIO(content[:size])), PdfFileReader(BytesIO(content))
    if reader.encrypted or reader.xrefs.hybrid_xrefs_present:
        return [], [Reason.UNREADABLE]
    if not stands_on(reader, issued):
        return [], [Reason.CHANGED]
    ours = issued.xrefs.total_revisions
    if reader.xrefs.total_revisions == ours:
        return [], [Reason.TRAILING]
    boxes = Boxes(reader)
    embedded = reader.embedded_signatures[: MOST_SIGNATURES + 1]
    signatures = [signature_of(each, content, boxes.pages(each.sig_field)) for each in embedded]
    return signatures, list(reasons_against(reader, content, ours, signatures, boxes))


def stands_on(reader: Any, issued: Any) -> bool:
    """Whether a reader of the whole file begins with what we issued: bytes that nothing refers to are not what is shown."""
    ours = issued.xrefs.total_revisions
    if reader.xrefs.total_revisions < ours:
        return False
    return all(
        reader.xrefs.get_startxref_for_revision(each) == issued.xrefs.get_startxref_for_revision(each)
        for each in range(ours)
    )


def reasons_against(reader: Any, content: bytes, ours: int, signatures: list[Signature], boxes: Any) -> Any:
    from pyhanko.sign.diff_analysis import DiffResult

    if not signatures or all(each.is_timestamp for each in signatures):
        yield Reason.NOTHING_SIGNED
    if len(signatures) > MOST_SIGNATURES:
        yield Reason.HEAVY
    if not isinstance(POLICY.review_file(reader, ours - 1), DiffResult):
        yield Reason.CHANGED
    if not all(each.holds for each in signatures):
        yield Reason.BROKEN
    if not END.search(content) or not (any(each.covers_all for each in signatures) or only_proof_follows(reader)):
        yield Reason.UNSIGNED_END
    if boxes.largest() > LARGEST_BOX:
        yield Reason.COVERS
    if boxes.act:
        yield Reason.ACTS


def only_proof_follows(reader: Any) -> bool:
    """Whether all that comes after the last signature is what later proves its certificate: PAdES keeps that in the file."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    last = max((each.signed_revision for each in reader.embedded_signatures), default=None)
    if last is None or "/DSS" not in reader.root:
        return False
    found = POLICY.review_file(reader, last)
    return isinstance(found, DiffResult) and found.modification_level <= ModificationLevel.LTA_UPDATES


def signature_of(embedded: Any, content: bytes, pages: tuple[int, ...]) -> Signature:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    embedded.compute_integrity_info(diff_policy=POLICY)
    return Signature(
        signer=name_in(embedded.signer_cert),
        claimed_at=moment_in(embedded.self_reported_timestamp),
        holds=is_written_once(embedded, content) and holds(embedded),
        covers_all=embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_timestamp=embedded.sig_object_type == "/DocTimeStamp",
        pages=pages,
    )


def holds(embedded: Any) -> bool:
    """Whether the signature is that of these very bytes, made with the key of the certificate in it, and nothing was altered since."""
    import hashlib

    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    digest, content_type = embedded.compute_digest(), "data"
    if embedded.sig_object_type == "/DocTimeStamp":
        token = embedded.signed_data["encap_content_info"]["content"]
        if token.parsed["message_imprint"]["hashed_message"].native != digest:
            return False
        digest, content_type = hashlib.new(embedded.md_algorithm, bytes(token)).digest(), "tst_info"
    intact, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, content_type, digest)
    untouched = embedded.summarise_integrity_info()["docmdp_ok"] is not False
    return bool(intact and valid and untouched and is_of_its_certificate(embedded))


def is_of_its_certificate(embedded: Any) -> bool:
    """Whether the certificate in it is the one that was signed with, where the signature says which: PAdES does, older forms do not."""
    from pyhanko.sign.general import check_ess_certid

    said = {each["type"].native: each["values"] for each in embedded.signer_info["signed_attrs"]}
    for name in ("signing_certificate_v2", "signing_certificate"):
        if name in said and not check_ess_certid(embedded.signer_cert, said[name][0]["certs"][0]):
            return False
    return True


def is_written_once(embedded: Any, content: bytes) -> bool:
    """Whether the one stretch that the signature does not cover is the signature itself, and then only zeros."""
    start, before, after, rest = (int(each) for each in embedded.byte_range)
    if start or not before < after <= len(content) or after + rest > len(content):
        return False
    written = content[before:after]
    if not CONTENTS.fullmatch(written) or bytes.fromhex(written[1:-1].decode()) != embedded.pkcs7_content:
        return False
    return not any(embedded.pkcs7_content[length_of(embedded.pkcs7_content) :])


def length_of(der: bytes) -> int:
    """How many bytes the first value takes."""
    from asn1crypto import parser

    *_parts, head, inner, trailer = parser.parse(der, strict=False)
    return len(head) + len(inner) + len(trailer)


def name_in(certificate: Any) -> str:
    """The common name, as the certificate says it."""
    named = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    text = " / ".join(named) if isinstance(named, list) else str(named)
    return CONTROL.sub(" ", text)[:LONGEST_NAME]


def moment_in(said: Any) -> str:
    """The moment that the signer claims; none that no calendar of ours prints."""
    return said.isoformat() if said is not None and FIRST_YEAR <= said.year <= LAST_YEAR else ""


def refuse_the_network() -> None:
    """For good: a hook of the interpreter cannot be taken off again. No other program is started either."""
    refused = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "subprocess.Popen", "os.system")

    def hook(event: str, _arguments: Any) -> None:
        if event in refused or event.startswith(("os.exec", "os.fork", "os.posix_spawn", "os.spawn")):
            raise PermissionError(event)

    sys.addaudithook(hook)


def main() -> None:
    refuse_the_network()
    size = int(sys.stdin.buffer.readline())
    sys.stdout.write(json.dumps(look(sys.stdin.buffer.read(), size)))


if __name__ == "__main__":
    main()
