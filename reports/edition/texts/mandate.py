"""Mandate and scope: what the report says and what it rests on."""

from __future__ import annotations

from reports.edition.kind import purpose
from reports.edition.reading import Snapshot

__all__ = ["tell"]


def tell(s: Snapshot) -> str:
    return purpose(s)
