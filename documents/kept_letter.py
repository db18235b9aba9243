"""A letter taken down as JSON and read back the same, for what must print alike years after: closed minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from documents.letter import Block, Facts, Heading, Letter, Note, Numbered, Quote, Signatures, Table, Text

KINDS = {kind.__name__.lower(): kind for kind in (Heading, Text, Quote, Note, Facts, Numbered, Table, Signatures)}


def taken_down(letter: Letter) -> dict[str, Any]:
    """The letter as plain JSON."""
    blocks = [{"kind": type(block).__name__.lower()} | asdict(block) for block in letter.blocks]
    return asdict(letter) | {"blocks": blocks}


def read_back(data: Mapping[str, Any]) -> Letter:
    """The letter that was taken down."""
    blocks = tuple(_block(each) for each in data["blocks"])
    return Letter(**{name: _fixed(value) for name, value in data.items() if name != "blocks"}, blocks=blocks)


def _block(data: Mapping[str, Any]) -> Block:
    kind = KINDS[data["kind"]]
    return kind(**{name: _fixed(value) for name, value in data.items() if name != "kind"})


def _fixed(value: Any) -> Any:
    """Lists of JSON are tuples in a letter."""
    return tuple(_fixed(each) for each in value) if isinstance(value, list | tuple) else value
