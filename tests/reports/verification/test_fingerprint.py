"""The digest of a file and of its beginnings in one pass, however it comes in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.verification.fingerprint import MOST_BEGINNINGS, fingerprint
from reports.verification.recognising import digest_in

OURS = b"%PDF-1.4\nfirst\n%%EOF\n"
DIGEST = "0123456789abcdef" * 4


def pieces(content: bytes, size: int) -> Iterator[bytes]:
    for place in range(0, len(content), size):
        yield content[place : place + size]


@pytest.mark.parametrize("size", [1, 2, 7, 20, 21, 22, 1000])
def test_beginning_that_ends_as_a_pdf_has_its_digest(size: int) -> None:
    found = fingerprint(pieces(OURS + b"and more", size), [5, len(OURS), 25])
    assert found.sha256 == hashlib.sha256(OURS + b"and more").hexdigest()
    assert found.size == len(OURS) + 8
    assert found.beginnings == {len(OURS): hashlib.sha256(OURS).hexdigest()}


@given(content=st.binary(max_size=300), size=st.integers(1, 50), sizes=st.lists(st.integers(0, 320)))
def test_digests_are_those_of_the_bytes(content: bytes, size: int, sizes: list[int]) -> None:
    found = fingerprint(pieces(content, size), sorted(sizes))
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))
    for place, digest in found.beginnings.items():
        assert digest == hashlib.sha256(content[:place]).hexdigest()


def test_sizes_beyond_the_file_are_not_asked_for() -> None:
    asked = []

    def sizes() -> Iterator[int]:
        for each in range(1, 10_000):
            asked.append(each)
            yield each

    fingerprint([b"x" * 10], sizes())
    assert max(asked) == 11


def test_file_full_of_endings_keeps_few() -> None:
    content = b"%%EOF" * 1000
    found = fingerprint([content], range(5, 5000, 5))
    assert len(found.beginnings) == MOST_BEGINNINGS


def test_every_flipped_byte_of_ours_makes_it_another() -> None:
    grown = OURS + b"added"
    ours = fingerprint([grown], [len(OURS)]).beginnings[len(OURS)]
    for place in range(len(OURS)):
        for bit in range(8):
            flipped = bytearray(grown)
            flipped[place] ^= 1 << bit
            assert fingerprint([bytes(flipped)], [len(OURS)]).beginnings.get(len(OURS)) != ours


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (DIGEST, DIGEST),
        (f"  {DIGEST.upper()}\n", DIGEST),
        (" ".join(DIGEST[each : each + 8] for each in range(0, 64, 8)), DIGEST),
        (f"https://seguimiento.example.pe/en/verificar/{DIGEST}/", DIGEST),
        (f"SHA-256: {DIGEST}", DIGEST),
        (DIGEST[:-1], ""),
        (DIGEST + "0", ""),
        (DIGEST[:-1] + "g", ""),
        (f"{DIGEST} {'1' * 64}", ""),
        ("", ""),
    ],
)
def test_digest_is_found_however_it_was_copied(text: str, digest: str) -> None:
    assert digest_in(text) == digest
