"""Where a page of the PDF ends: nothing is left alone on the next one."""

from __future__ import annotations

import subprocess

from reports.edition.blocks import Block, Digest, Note, Section, Text
from reports.edition.blocks import Document as Report
from reports.edition.typesetting import typeset


def pages_of(pdf: bytes) -> list[str]:
    command = ["pdftotext", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [page for page in said.split("\f") if page.strip()]


def test_what_explains_digests_stands_with_the_last_of_them_wherever_the_page_ends() -> None:
    digests = tuple(Digest(f"Label {n}", f"{n}" * 64) for n in range(3))
    ended = set()
    for lines in range(20, 60):
        blocks: tuple[Block, ...] = (*(Text(f"Line {n}.") for n in range(lines)), *digests, Note("Explained."))
        pages = pages_of(
            typeset(Report("es", "t", "", "", ("PERÚ",), (), "", "", "", (Section("s", "1", "S", blocks),)))
        )
        assert "Explained." in pages[-1]
        assert "Label 2" in pages[-1], f"after {lines} lines"
        ended.add(len(pages))
    assert len(ended) > 1, "no page ended among them"
