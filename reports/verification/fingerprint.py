"""The digest of a file and of its beginnings, in one pass and without keeping the file.

A signed copy of a PDF is our file, byte by byte, and something after it. Its beginning of the right size has the digest of our file.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

END = b"%%EOF"
BLANK = b"\r\n \t"
TAIL = 16
MOST_BEGINNINGS = 64


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`beginnings` are the digests of the beginnings that could be a file of ours, by size."""

    sha256: str
    size: int
    beginnings: dict[int, str]


def fingerprint(chunks: Iterable[bytes], sizes: Iterable[int] = ()) -> Fingerprint:
    """Read the file once. `sizes` are those of our files, in rising order, asked for one by one as far as the file goes.

    A beginning counts where a PDF could end. Of a file with more such places than people who sign, the last are kept.
    """
    digest, size, tail = hashlib.sha256(), 0, b""
    beginnings: deque[tuple[int, str]] = deque(maxlen=MOST_BEGINNINGS)
    wanted = iter(sizes)
    following = next(wanted, None)
    for chunk in chunks:
        place = 0
        while following is not None and following <= size + len(chunk):
            stretch = chunk[place : following - size]
            digest.update(stretch)
            place, tail = following - size, (tail + stretch)[-TAIL:]
            if tail.rstrip(BLANK).endswith(END):
                beginnings.append((following, digest.copy().hexdigest()))
            following = later(wanted, following)
        digest.update(chunk[place:])
        tail, size = (tail + chunk[place:])[-TAIL:], size + len(chunk)
    return Fingerprint(digest.hexdigest(), size, dict(beginnings))


def later(sizes: Iterator[int], than: int) -> int | None:
    return next((each for each in sizes if each > than), None)
