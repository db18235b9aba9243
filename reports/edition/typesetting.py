"""The report as PDF: the same document as the page, handed to typst as data. The same snapshot gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from documents.charts import Look
from documents.pdf import render_pdf
from reports.edition.blocks import Block, Cell, Document, Drawing, Figure, Heading, KeyFigures, Multiples, Table
from reports.edition.composing import compose

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "compliance.typ"
TONES = {"on_track": "good", "at_risk": "risk", "off_track": "off"}


def report_pdf(content: Mapping[str, Any], language: str, *, sha256: str) -> bytes:
    """Typeset an edition in one language from its snapshot."""
    document = compose(content, language, sha256=sha256)
    images = {drawing.name: drawing.svg(Look.PRINT) for drawing in drawings(document)}
    return render_pdf(TEMPLATE, as_data(document), images=images)


def as_data(document: Document) -> dict[str, Any]:
    return {
        "lang": document.language,
        "title": document.title,
        "over": document.over,
        "subtitle": document.subtitle,
        "names": document.names,
        "facts": document.facts,
        "classification": document.mark,
        "demo": document.demonstration or None,
        "footnote": document.footnote,
        "sections": [
            {
                "title": section.heading,
                "new": section.starts_page,
                "blocks": [block_data(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def block_data(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": block.kind}
    if isinstance(block, Table):
        return data | table_data(block)
    if isinstance(block, KeyFigures):
        return data | {"items": [[item.label, item.value, item.note or None, tone(item.state)] for item in block.items]}
    if isinstance(block, Figure):
        return data | {"title": block.title, "unit": block.unit, "note": block.note, "image": image(block.drawing)}
    if isinstance(block, Multiples):
        items = [[item.code, item.title, item.value, image(item.drawing)] for item in block.items]
        return data | {"title": block.title, "note": block.note, "items": items}
    if isinstance(block, Heading):
        return data | {"level": block.level, "text": block.text, "note": block.note}
    return data | {name: getattr(block, name) for name in block.__slots__}


def table_data(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "head": [column.title for column in table.columns],
        "numbers": [column.is_number for column in table.columns],
        "weights": [column.weight for column in table.columns],
        "rows": [[cell_data(cell) for cell in row] for row in table.rows],
        "total": table.is_total,
        "narrow": table.is_narrow,
        "note": table.note or None,
    }


def cell_data(cell: Cell) -> dict[str, Any]:
    return {
        "text": cell.text,
        "note": cell.note or None,
        "tone": tone(cell.state) if cell.state else None,
        "image": image(cell.drawing) if cell.drawing else None,
    }


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
