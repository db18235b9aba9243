"""Look inside PDF and office files in one confined process for all of them, whatever it costs to unpack them.

The process is given each file behind a line of its own, `["a.pdf", 2048]`, and answers a line for each as soon as it knows:
the sentence that refuses it, or null. So the file that ends the process is known: the first that has no answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import BinaryIO, TextIO

from documents import confined
from documents.office_inspection import check_odf, check_ooxml
from documents.pdf_inspection import check_pdf
from documents.refusing import FileRefused
from documents.refusing import gettext_noop as _

CHECKS = {"pdf": check_pdf, "docx": check_ooxml, "xlsx": check_ooxml, "odt": check_odf, "ods": check_odf}
LIMITS = confined.Limits(cpu_seconds=10, wait_seconds=20, memory=512 * 1024 * 1024)
"""For all files of one page together. Ten honest files of 10 MB take a fraction of it."""
TOO_HEAVY = _("“%(name)s” takes too much time or memory to check. Print it anew to PDF, or split it, and attach that.")
NOT_REACHED = _("“%(name)s” was not checked, because another file took too much time or memory. Choose it again.")

Named = tuple[str, bytes]
"""A name fit to be shown, and the content."""


def sentences_against(files: Sequence[Named]) -> list[str | None]:
    """For each file the sentence that refuses it, not yet translated and without its name, or None."""
    if not files:
        return []
    try:
        output = confined.run(__name__, b"".join(_written(name, content) for name, content in files), LIMITS)
    except confined.Ended as ended:
        output = ended.output
    said: list[str | None] = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
    return (said + [TOO_HEAVY] + [NOT_REACHED] * len(files))[: len(files)]


def _written(name: str, content: bytes) -> bytes:
    return json.dumps([name, len(content)]).encode() + b"\n" + content


def sentence_against(name: str, content: bytes) -> str | None:
    """Look inside one file, here and now: only where it can harm nobody."""
    try:
        CHECKS[name.rpartition(".")[2].lower()](name, content)
    except FileRefused as refused:
        return refused.sentence
    except MemoryError:
        return TOO_HEAVY
    return None


def answer(given: BinaryIO, said: TextIO) -> None:
    while line := given.readline():
        name, size = json.loads(line)
        said.write(json.dumps(sentence_against(name, given.read(size))) + "\n")
        said.flush()


if __name__ == "__main__":
    answer(sys.stdin.buffer, sys.stdout)
