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
    return render_pdf(TEMPLATE, {**_frame(letter), "blocks": _tagged(letter.blocks)})


def _frame(letter: Letter) -> dict[str, Any]:
    return {
        "lang": letter.language,
        "title": letter.title,
        "names": list(letter.names),
        "over": letter.over,
        "mark": letter.mark or None,
        "demo": letter.demo or None,
    }


def _tagged(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    tagged = [{"kind": type(each).__name__.lower()} | asdict(each) for each in blocks]
    for place, block in enumerate(blocks):
        tagged[place]["stays"] = _stays(blocks, place)
        if isinstance(block, Table):
            tagged[place]["spoken"] = block.spoken or (block.langs or ("",) * len(block.head),) * len(block.rows)
    return tagged


def _stays(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block stands on the page of what follows: a strong text that names it, and the last words before signatures.

    Nobody signs a page that says nothing of what is signed.
    """
    block, after = blocks[place], blocks[place + 1 : place + 3]
    if isinstance(block, Text) and block.is_strong:
        is_named = (
            isinstance(after[0], Heading) or (isinstance(after[0], Text) and after[0].is_strong) if after else True
        )
        return not is_named
    signed = after[1:] if after and isinstance(after[0], Heading) else after[:1]
    return isinstance(block, Text | Table) and any(isinstance(each, Signatures) for each in signed)


def as_docx(letter: Letter) -> bytes:
    """The letter for a word processor, to be finished there: the same letter gives the same bytes."""
    word = Word(title=letter.title, language=letter.language, mark=letter.mark, demo=letter.demo)
    word.lockup(letter.names)
    word.title(letter.title, over=letter.over)
    write_blocks(word, letter.blocks)
    return word.rendered()


def write_blocks(word: Word, blocks: Sequence[Block]) -> None:
    for place, block in enumerate(blocks):
        _write(word, block, stays=_stays(blocks, place))


def _write(word: Word, block: Block, *, stays: bool) -> None:
    match block:
        case Heading(text, level):
            word.heading(text, level)
        case Text(text, lang, is_strong):
            word.paragraphs(text, lang=lang, is_strong=is_strong, stays=stays)
        case Quote(text, lang):
            word.paragraphs(text, style="Quote", lang=lang)
        case Note(text):
            word.paragraphs(text, style="Note")
        case Facts(pairs):
            word.facts(pairs)
        case Numbered(items):
            word.numbered(items)
        case Table(caption, head, rows, widths, langs, spoken):
            word.table(caption, head, rows, widths, spoken or (langs,) * len(rows), stays=stays)
        case Signatures(people):
            word.signatures(people)
