"""An address as a QR code: vector for the PDF and the page, points for a word processor. The same text gives the same bytes."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 2
"""Modules of white around it. A printed cover is white further out, so that readers find the four that they want."""
POINTS = 8
"""Of a PNG, for each module: sharp at 300 points an inch and 3 cm."""


def qr_svg(text: str) -> str:
    """The code as SVG without a size of its own: it fills the room that it is given."""
    written = io.BytesIO()
    made(text).save(
        written, kind="svg", border=QUIET_ZONE, xmldecl=False, svgclass=None, lineclass=None, omitsize=True, nl=False
    )
    return written.getvalue().decode()


def qr_png(text: str) -> bytes:
    written = io.BytesIO()
    made(text).save(written, kind="png", border=QUIET_ZONE, scale=POINTS)
    return written.getvalue()


def made(text: str) -> segno.QRCode:
    """Readable where a seventh of it is damaged or stamped over."""
    return segno.make_qr(text, error="m")
