"""A letter or an acta as pure content: written once, printed as PDF and as DOCX, in one language.

Every text is already printed (documents.formatting): nothing is counted or dated here. `lang` names the language of a person's
own words where it is not the document's; they are set as text, never as source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from documents.pdf import render_pdf
from documents.word import Word

TEMPLATE = Path(__file__).resolve().parent / "typst" / "letter.typ"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs: blank lines part them, single line ends are kept."""

    text: str
    lang: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, set apart."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and their texts, one below the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list; each list of a document begins at one."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page. `widths` are shares of the page's width, one a column; equal without.

    `langs` name the language of each column's texts where people wrote them; empty: the document's. `spoken` does so cell by
    cell, a row for each row, where texts of one column are in several languages.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    langs: tuple[str, ...] = ()
    spoken: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each, with the name (it may be empty) and the post under it."""

    people: tuple[tuple[str, str], ...]


Block = Heading | Text | Quote | Note | Facts | Numbered | Table | Signatures


@dataclass(frozen=True, slots=True)
class Letter:
    """`names` are the lockup of the State; `mark` says that it is a draft; `demo` that it is invented. Both may be empty."""

    language: str
    title: str
    names: tuple[str, ...]
    over: str
    blocks: tuple[Block, ...]
    mark: str = ""
    demo: str = ""


def as_pdf(letter: Letter) -> bytes:
    """The letter as accessible PDF (PDF/UA-1): the same letter gives the same bytes."""
    return render_pdf(TEMPLATE, {**_frame(letter), "blocks": [_tagged(block) for block in letter.blocks]})


def _frame(letter: Letter) -> dict[str, Any]:
    return {
        "lang": letter.language,
        "title": letter.title,
        "names": list(letter.names),
        "over": letter.over,
        "mark": letter.mark or None,
        "demo": letter.demo or None,
    }


def _tagged(block: Block) -> dict[str, Any]:
    tagged = {"kind": type(block).__name__.lower()} | asdict(block)
    if isinstance(block, Table):
        tagged["spoken"] = block.spoken or (block.langs or ("",) * len(block.head),) * len(block.rows)
    return tagged


def as_docx(letter: Letter) -> bytes:
    """The letter for a word processor, to be finished there: the same letter gives the same bytes."""
    word = Word(title=letter.title, language=letter.language, mark=letter.mark, demo=letter.demo)
    word.lockup(letter.names)
    word.title(letter.title, over=letter.over)
    write_blocks(word, letter.blocks)
    return word.rendered()


def write_blocks(word: Word, blocks: Sequence[Block]) -> None:
    for block in blocks:
        _write(word, block)


def _write(word: Word, block: Block) -> None:
    match block:
        case Heading(text, level):
            word.heading(text, level)
        case Text(text, lang, is_strong):
            word.paragraphs(text, lang=lang, is_strong=is_strong)
        case Quote(text, lang):
            word.paragraphs(text, style="Quote", lang=lang)
        case Note(text):
            word.paragraphs(text, style="Note")
        case Facts(pairs):
            word.facts(pairs)
        case Numbered(items):
            word.numbered(items)
        case Table(caption, head, rows, widths, langs, spoken):
            word.table(caption, head, rows, widths, spoken or (langs,) * len(rows))
        case Signatures(people):
            word.signatures(people)
