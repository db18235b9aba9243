"""The digest of a file and of its beginnings, computed in one pass without holding the file in memory.

A signed copy of a PDF consists of our file, byte by byte, followed by something else. So its first bytes, as many as our file has, have
the digest of our file.
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
    """`beginnings`: the digest of each beginning that could be a file of ours, by its size in bytes."""

    sha256: str
    size: int
    beginnings: dict[int, str]


def fingerprint(chunks: Iterable[bytes], sizes: Iterable[int] = ()) -> Fingerprint:
    """Read the file once. `sizes` are the sizes of our files in rising order; they are only consumed up to the size of the file.

    A beginning counts only if a PDF could end there. At most MOST_BEGINNINGS are kept, the longest ones.
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
