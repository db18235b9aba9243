"""One text for one content: the canonical JSON that events, receipts and issued reports are digested from.

Two machines, two databases or two years apart, the same content gives the same bytes: keys sorted, no spaces, text in Unicode
form NFC, numbers with decimals as plain text without zeros at the end (databases print ``55`` and ``55.000`` for the same
sum), instants in UTC. What has no single spelling, such as a binary float or an instant without a zone, is refused.

Source of the rules: docs/methodology.md, "Digests".
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum

GENESIS = "0" * 64
"""What the first link of a chain names as the one before it."""

HEX_DIGEST = re.compile(r"[0-9a-f]{64}")


def canonical(content: object) -> bytes:
    """Return the canonical JSON of ``content`` in UTF-8.

    Takes text, int, Decimal, bool, None, date, aware datetime, enum members, lists, tuples, mappings with text keys and
    dataclasses, nested at will. Raises TypeError for anything else and ValueError for a value without one spelling.
    """
    text = json.dumps(_plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest(content: object) -> str:
    """Return the SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def chain(previous_hash: str, content: object) -> str:
    """Return the digest that ties ``content`` to the link before it; the first link stands on ``GENESIS``."""
    if not HEX_DIGEST.fullmatch(previous_hash):
        raise ValueError("The previous hash is 64 hexadecimal digits in lower case; a chain starts at GENESIS.")
    return hashlib.sha256(previous_hash.encode() + canonical(content)).hexdigest()


def decimal_text(value: Decimal) -> str:
    """Return a number as plain digits: ``1200``, ``0.5``, ``-3``; never an exponent, a zero at the end or a minus zero."""
    if not value.is_finite():
        raise ValueError("Only finite numbers have a canonical text.")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


def _plain(content: object) -> object:
    if isinstance(content, Enum):
        return _plain(content.value)
    if content is None or isinstance(content, bool | int):
        return content
    if isinstance(content, str):
        return unicodedata.normalize("NFC", content)
    if isinstance(content, Decimal):
        return decimal_text(content)
    if isinstance(content, dt.date):
        return _instant(content) if isinstance(content, dt.datetime) else content.isoformat()
    return _plain_parts(content)


def _plain_parts(content: object) -> object:
    if isinstance(content, Mapping):
        return _plain_mapping(content)
    if isinstance(content, list | tuple):
        return [_plain(part) for part in content]
    if is_dataclass(content) and not isinstance(content, type):
        return {field.name: _plain(getattr(content, field.name)) for field in fields(content)}
    raise TypeError(f"{type(content).__name__} has no canonical form.")


def _plain_mapping(content: Mapping[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, value in content.items():
        if not isinstance(key, str):
            raise TypeError(f"A canonical key is text, not {type(key).__name__}.")
        name = str(_plain(key))
        if name in plain:
            raise ValueError("Two keys have the same canonical text.")
        plain[name] = _plain(value)
    return plain


def _instant(instant: dt.datetime) -> str:
    if instant.tzinfo is None:
        raise ValueError("An instant without a time zone has no canonical text.")
    return instant.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"
