"""The sentences that a section opens with, written from the data: paragraphs parted by blank lines, bullets with "- ".

A person may write another text for the section; this one can always be had back, and is kept beside it in the snapshot.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import override

from documents.spoken import plain
from reports.edition.blocks import Block, Bullets, Text
from reports.edition.layout import SECTIONS
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import sentences
from reports.edition.texts import (
    activities,
    closing,
    commitments,
    coordination,
    financing,
    mandate,
    method,
    participation,
    practices,
    progress,
    requests,
    review,
)
from reports.edition.texts.shape import BULLET, bulleted

Teller = Callable[[Snapshot], str]

TELLERS: dict[str, Teller] = {
    "summary": lambda s: bulleted(*sentences(s)),
    "mandate": mandate.tell,
    "method": method.tell,
    "activities": activities.tell,
    "progress": progress.tell,
    "participation": participation.tell,
    "commitments": commitments.tell,
    "requests": requests.tell,
    "financing": financing.tell,
    "review": review.tell,
    "coordination": coordination.tell,
    "practices": practices.tell,
    "closing": closing.tell,
}
"""By section. A text that is empty prints nothing: the plan has no such indicator, or the edition kept no such data."""


def told(content: Row, language: str) -> dict[str, str]:
    """The generated text of every section, in one language."""
    with override(language):
        s = Snapshot(dict(content), language)
        return {key: plain(TELLERS[key](s)) if key in TELLERS else "" for key in SECTIONS}


def prose(text: str) -> list[Block]:
    """A text as blocks. A paragraph in which every line begins with "- " is a list; nothing else in it means anything."""
    blocks: list[Block] = []
    for paragraph in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if not lines:
            continue
        if all(line.startswith(BULLET) for line in lines):
            blocks.append(Bullets(tuple(line.removeprefix(BULLET) for line in lines)))
        else:
            blocks.append(Text("\n".join(lines)))
    return blocks
