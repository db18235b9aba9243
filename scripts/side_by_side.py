"""Pages of PDFs beside one another in a picture, for docs/samples: `python scripts/side_by_side.py OUT.png FILE.pdf:PAGE …`.

Needs pdftoppm (Debian: poppler-utils). docs/samples/README.md says of which files and pages the pictures there are made.
"""

from __future__ import annotations

import io
import subprocess
import sys

from PIL import Image

DOTS_AN_INCH, COLOURS, GAP = 62, 128, 8
GREY = "#999999"


def page(named: str) -> Image.Image:
    file, _, number = named.rpartition(":")
    command = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-f", number, "-l", number, "-png", file]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))  # noqa: S603 (of the developer)


def main(out: str, *named: str) -> None:
    pages = [page(each) for each in named]
    width = sum(each.width for each in pages) + GAP * (len(pages) - 1)
    picture, x = Image.new("RGB", (width, max(each.height for each in pages)), GREY), 0
    for each in pages:
        picture.paste(each, (x, 0))
        x += each.width + GAP
    picture.quantize(COLOURS).save(out, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
