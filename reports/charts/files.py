"""A chart to take away, as SVG or PNG: the drawing of the page, painted to stand alone."""

from __future__ import annotations

from django.http import HttpResponse

from documents.pdf import render_png
from documents.responses import attachment

KINDS = ("svg", "png")
TWICE = 144  # pixels per inch of a picture whose unit is a point: two for one


def chart_file(svg: str, name: str, kind: str) -> HttpResponse:
    """Answer with a chart that was drawn with Look.PRINT. `name` is the file's, without its ending; `kind` one of KINDS."""
    if kind == "png":
        return attachment(render_png(svg, pixels_per_inch=TWICE), name=f"{name}.png", media_type="image/png")
    return attachment(svg.encode(), name=f"{name}.svg", media_type="image/svg+xml")
