"""A document as PDF: the same blocks as the page, handed to typst as data. The same snapshot gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.charts import Look
from documents.pdf import render_pdf
from documents.qr import qr_svg
from documents.spoken import runs
from reports.edition.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Digest,
    Document,
    Drawing,
    Figure,
    Heading,
    KeyFigures,
    Marking,
    Multiples,
    Note,
    Table,
    Terms,
    Text,
)
from reports.edition.composing import compose
from reports.edition.marking import grouped

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "compliance.typ"
TONES = {"on_track": "good", "at_risk": "risk", "off_track": "off"}
SEAL = "verification"
"""The name of the QR code among the pictures."""
SHORT_RUNNING = 160
"""Letters of the plan's title that stand below each page, in two lines at most."""
SHORT_CELL, SHORT_TEXT, SHORT_TABLE, FEW_ROWS = 300, 600, 1500, 10
"""So many characters of a cell or a term, and of a table with few rows, stay on one page. What is longer may be parted."""


def report_pdf(content: Mapping[str, Any], language: str, *, sha256: str, is_preview: bool = False) -> bytes:
    """Typeset an edition in one language from its snapshot; what was not issued comes out as a draft."""
    return typeset(compose(content, language, sha256=sha256, is_preview=is_preview))


def typeset(document: Document) -> bytes:
    images = {drawing.name: drawing.svg(Look.PRINT) for drawing in drawings(document)}
    if document.marking.address:
        images[SEAL] = qr_svg(document.marking.address)
    return render_pdf(TEMPLATE, as_data(document), images=images)


def as_data(document: Document) -> dict[str, Any]:
    marking = document.marking
    return {
        "lang": document.language,
        "title": document.title,
        "header": document.header,
        "over": document.over,
        "subtitle": document.subtitle,
        "running": shorten(document.subtitle, SHORT_RUNNING, placeholder=" …"),
        "names": document.names,
        "correction": boxed(document.correction) if document.correction else None,
        "facts": [(label, spoken(text)) for label, text in document.facts],
        "classification": marking.state or document.mark,
        "demo": document.demonstration or None,
        "draft": marking.draft or None,
        "draft_note": marking.draft_note,
        "seal": seal(marking, document.language) if marking.address else None,
        "signers": tuple(map(spoken, marking.signers)),
        "sections": [
            {
                "title": section.heading,
                "blocks": [
                    block_data(block) | {"stays": stays(section.blocks, place)}
                    for place, block in enumerate(section.blocks)
                ],
            }
            for section in document.sections
        ],
    }


def seal(marking: Marking, language: str) -> dict[str, Any]:
    """How a copy is verified, in words."""
    with override(language):
        return {
            "alt": _("QR code of the address where this edition is verified: %(address)s")
            % {"address": marking.address},
            "title": _("Verify this copy"),
            "said": _("Point a camera at the code, or hand in the file at the address below. SHA-256 of the snapshot:"),
            "address": marking.address,
            "digest": grouped(marking.digest).split(" "),
        }


def stays(blocks: Sequence[Block], place: int) -> bool:
    """Whether a short text is on the page of what follows: one under a heading that what it introduces would leave behind, or one
    that says what digests are for."""
    block, before, after = blocks[place], blocks[place - 1 : place], blocks[place + 1 : place + 2]
    if not (isinstance(block, Text | Note) and len(block.text) <= SHORT_TEXT and after):
        return False
    follows = after[0]
    if isinstance(follows, Digest):
        return True
    if not before:
        return False
    head = before[0]
    if isinstance(follows, Heading):
        return isinstance(head, Heading) and follows.level > head.level
    return isinstance(head, Heading) and isinstance(follows, Figure | Table | KeyFigures | Multiples)


def block_data(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": block.kind}
    match block:
        case Table():
            return data | table_data(block)
        case KeyFigures(items):
            return data | {"items": [[each.label, each.value, each.note or None, tone(each.state)] for each in items]}
        case Figure(title, unit, drawing, note):
            return data | {"title": title, "unit": unit, "note": note, "image": image(drawing)}
        case Multiples(title, note, items):
            charts = [[each.code, each.title, each.value, image(each.drawing)] for each in items]
            return data | {"title": title, "note": note, "items": charts}
        case Heading(level, text, _anchor, note):
            return data | {"level": level, "text": text, "note": note}
        case Terms():
            return data | {"items": [[term, spoken(text), len(text) > SHORT_TEXT] for term, text in block.items]}
        case Text(text) | Note(text):
            return data | {"text": spoken(text)}
        case Bullets(items):
            return data | {"items": [spoken(each) for each in items]}
        case Callout():
            return data | boxed(block)
    return data | {name: getattr(block, name) for name in block.__slots__}


def boxed(block: Callout) -> dict[str, Any]:
    return {
        "text": spoken(block.text),
        "title": block.title,
        "tone": block.tone,
        "long": len(block.text) > SHORT_TEXT,
    }


def table_data(table: Table) -> dict[str, Any]:
    rows = [[cell_data(cell) for cell in row] for row in table.rows]
    splits = [any(len(cell.text) + len(cell.note) > SHORT_CELL for cell in row) for row in table.rows]
    letters = sum(len(cell.text) for row in table.rows for cell in row)
    return {
        "caption": table.caption or None,
        "head": [column.title for column in table.columns],
        "numbers": [column.is_number for column in table.columns],
        "weights": [column.weight for column in table.columns],
        "rows": rows,
        "splits": splits,
        "long": len(rows) > FEW_ROWS or letters > SHORT_TABLE or any(splits),
        "total": table.is_total,
        "narrow": table.is_narrow,
        "note": table.note or None,
    }


def cell_data(cell: Cell) -> dict[str, Any]:
    return {
        "text": spoken(cell.text),
        "note": cell.note or None,
        "tone": tone(cell.state) if cell.state else None,
        "image": image(cell.drawing) if cell.drawing else None,
    }


def spoken(text: str) -> Any:
    """A text as typst takes it: as it is, or its parts, each with its language where it is another than the document's."""
    parts = runs(text)
    return (
        [[part, language or None] for part, language in parts] if any(language for _part, language in parts) else text
    )


def tone(state: str) -> str | None:
    """The colour of a state of progress; the word beside it says the same."""
    return TONES.get(state, "neutral") if state else None


def image(drawing: Drawing) -> dict[str, Any]:
    return {"name": drawing.name, "alt": drawing.alt, "wide": drawing.is_wide}


def drawings(document: Document) -> Iterator[Drawing]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield block.drawing
            elif isinstance(block, Multiples):
                yield from (item.drawing for item in block.items)
            elif isinstance(block, Table):
                yield from (cell.drawing for row in block.rows for cell in row if cell.drawing)
