"""A QR code holds the text that it was given, as vector and as points, the same each time."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

from documents.pdf import render_pdf
from documents.qr import POINTS, QUIET_ZONE, made, qr_png, qr_svg

ADDRESS = "https://seguimiento.example.pe/verificar/" + "0123456789abcdef" * 4 + "/"


def modules(text: str) -> list[list[bool]]:
    return [[bool(cell) for cell in row] for row in made(text).matrix]


def test_points_are_the_modules_of_the_code() -> None:
    picture = Image.open(BytesIO(qr_png(ADDRESS))).convert("1")
    found = modules(ADDRESS)
    assert picture.width == (len(found) + 2 * QUIET_ZONE) * POINTS
    for y, row in enumerate(found):
        for x, is_dark in enumerate(row):
            place = ((x + QUIET_ZONE) * POINTS + POINTS // 2, (y + QUIET_ZONE) * POINTS + POINTS // 2)
            assert (picture.getpixel(place) == 0) is is_dark


def test_same_text_gives_the_same_code_and_another_text_another() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_png(ADDRESS) == qr_png(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS[:-2] + "0/")


def test_it_is_plain_svg_that_pages_and_typst_show(tmp_path: Path) -> None:
    svg = qr_svg(ADDRESS)
    assert re.match(r"<svg [^>]*viewBox=", svg)
    assert not re.search(r"style=|<script|class=", svg)
    source = tmp_path / "main.typ"
    source.write_text('#set document(title: "t")\n#image("images/qr.svg", alt: "a")')
    assert render_pdf(source, {}, images={"qr": svg}).startswith(b"%PDF-")
