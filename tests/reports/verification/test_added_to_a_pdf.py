"""What was added to a PDF of ours: signatures alone, or more than that. Ours is a page of text, or an edition as it is typeset."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from documents import confined
from documents.plain_pdf import plain_pdf
from reports.verification.added import look
from reports.verification.findings import Reason
from reports.verification.judging import EXAMINER, LIMITS
from tests.reports.verification.signing import (
    ATTACKS,
    SEAL,
    SIGNER,
    Box,
    Change,
    beside_another,
    changed,
    signed,
    with_other_title,
    with_proof,
)

OURS = plain_pdf(["Informe de cumplimiento 2026-I"])
SIZE = len(OURS)


def reasons(content: bytes) -> set[str]:
    return set(look(content, SIZE)["reasons"])


# --- Signatures alone ---


@pytest.mark.parametrize(("box", "pages"), [(None, ()), (SEAL, (1,))])
def test_signature_is_told_with_the_name_in_its_certificate(box: Box | None, pages: tuple[int, ...]) -> None:
    found = look(signed(OURS, box=box), SIZE)
    assert found["reasons"] == []
    (signature,) = found["signatures"]
    assert (signature["signer"], signature["holds"], signature["covers_all"]) == (SIGNER, True, True)
    assert signature["pages"] == pages
    assert signature["claimed_at"]


def test_two_signatures_each_hold_and_the_last_covers_all() -> None:
    found = look(signed(signed(OURS, box=SEAL), "Firma2", name="Otra persona", box=(300, 60, 500, 110)), SIZE)
    assert found["reasons"] == []
    assert [(each["signer"], each["holds"], each["covers_all"]) for each in found["signatures"]] == [
        (SIGNER, True, False),
        ("Otra persona", True, True),
    ]


@pytest.mark.parametrize(
    "grown",
    [
        lambda: signed(changed(OURS, with_other_title)),
        lambda: signed(changed(OURS, with_proof)),
        lambda: changed(signed(OURS), with_proof),
        lambda: signed(changed(signed(OURS), with_proof), "Firma2"),
    ],
    ids=["title, then signed", "proof, then signed", "signed, then proof", "signed, proof, signed"],
)
def test_what_signing_tools_add_beside_a_signature_is_taken(grown: Callable[[], bytes]) -> None:
    found = look(grown(), SIZE)
    assert found["reasons"] == []
    assert all(each["holds"] for each in found["signatures"])


def test_name_in_a_certificate_is_printed_without_what_hides_or_turns_text() -> None:
    (signature,) = look(signed(OURS, name="Ana\u202eTorres\x07"), SIZE)["signatures"]
    assert signature["signer"] == "Ana Torres "


# --- More than signatures ---


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_what_can_be_seen_is_more_than_a_signature(attack: Change) -> None:
    """Added and left so, added and then signed by somebody, added after a signature, and hidden between two."""
    assert Reason.NOTHING_SIGNED in reasons(changed(OURS, attack))
    for grown in (
        changed(OURS, attack),
        signed(changed(OURS, attack)),
        changed(signed(OURS), attack),
        signed(changed(signed(OURS), attack), "Firma2"),
    ):
        assert Reason.CHANGED in reasons(grown)


def test_another_document_behind_ours_is_not_ours_whoever_signed_it() -> None:
    """A reader opens the last table, which does not lead to our bytes at all."""
    other = plain_pdf(["Otro informe"])
    grown = beside_another(OURS, other)
    assert grown.startswith(OURS)
    for each in (grown, signed(grown), signed(signed(grown), "Firma2")):
        assert reasons(each) == {Reason.CHANGED}


def test_box_that_covers_the_page_is_refused() -> None:
    assert reasons(signed(OURS, box=(0, 0, 595, 842))) == {Reason.COVERS}


def test_boxes_of_one_page_are_added() -> None:
    halves = signed(signed(OURS, box=(0, 0, 595, 120)), "Firma2", box=(0, 400, 595, 520))
    assert reasons(halves) == {Reason.COVERS}


@pytest.mark.parametrize("tail", [b"\n", b"%", b"PK\x03\x04"])
def test_what_comes_after_the_signature_is_not_signed(tail: bytes) -> None:
    assert Reason.UNSIGNED_END in reasons(signed(OURS) + tail)


@pytest.mark.parametrize("tail", [b"\n", b"x", b"garbage", b"\x00" * 1000])
def test_bytes_that_no_reader_looks_for_are_not_told_as_pages_or_notes(tail: bytes) -> None:
    assert reasons(OURS + tail) == {Reason.TRAILING}


@pytest.mark.parametrize("tail", [b"\n", b"garbage", b"\n%%EOF\n", b"\nstartxref\n0\n%%EOF\n", b"\x00" * 1000])
def test_nothing_that_a_reader_understands_is_no_signature(tail: bytes) -> None:
    assert reasons(OURS + tail)
    assert reasons(signed(OURS) + tail)


def test_every_flipped_byte_of_what_was_added_is_noticed() -> None:
    """But for a few that say nothing, all inside the signature itself: then whose it is, when and what it covers stay the same."""
    whole = signed(OURS)
    start, end = envelope(whole)
    found = look(whole, SIZE)
    for place in range(SIZE, len(whole), 3):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        again = look(bytes(flipped), SIZE)
        assert again["reasons"] or (start <= place < end and again == found), place


@pytest.mark.parametrize("written", [bytes.lower, lambda hexed: hexed[:-2] + b"01", lambda hexed: b" " + hexed[1:]])
def test_signature_itself_is_written_in_one_way(written: Callable[[bytes], bytes]) -> None:
    """What no signature can cover is where it stands: it takes no other digit, no space, and nothing behind it but zeros."""
    whole = signed(OURS)
    start, end = envelope(whole)
    half = start + 600
    other = whole[:half] + written(whole[half:end]) + whole[end:]
    assert len(other) == len(whole)
    assert look(other, SIZE)["reasons"]


def envelope(whole: bytes) -> tuple[int, int]:
    """Where the signature itself stands."""
    start = whole.index(b"/Contents <") + len(b"/Contents <")
    return start, whole.index(b">", start)


# --- Where it is looked at ---


def test_it_is_looked_at_in_a_confined_process() -> None:
    answer = confined.run(EXAMINER, b"%d\n" % SIZE + signed(OURS), LIMITS)
    assert b'"reasons": []' in answer


def test_process_that_looks_reaches_no_network_and_starts_nothing() -> None:
    program = (
        "import socket, subprocess\n"
        "from reports.verification.added import refuse_the_network\n"
        "refuse_the_network()\n"
        "for step in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('example.org', 80),\n"
        "             lambda: subprocess.run(['true'])):\n"
        "    try: step()\n"
        "    except PermissionError: continue\n"
        "    raise SystemExit(1)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=600, cwd=confined.ROOT).returncode == 0
