"""What is found in a PDF that begins as a file of ours and goes on: its signatures, and why it is more than signatures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why what was added is not signatures alone."""

    UNREADABLE = "unreadable"
    HEAVY = "heavy"
    NOTHING_SIGNED = "nothing_signed"
    CHANGED = "changed"
    TRAILING = "trailing"
    BROKEN = "broken"
    UNSIGNED_END = "unsigned_end"
    COVERS = "covers"
    ACTS = "acts"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, in the order in which they were made. `signer` and `claimed_at` are what the signer says."""

    signer: str
    claimed_at: str
    holds: bool
    covers_all: bool
    is_timestamp: bool
    pages: tuple[int, ...]
