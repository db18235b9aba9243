"""A chart of nothing says so in words, instead of an empty frame."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.charts.look import Look
from documents.charts.svg import Drawing

HEIGHT = 28


def nothing(look: Look, width: float) -> Drawing:
    """The words that stand where there is nothing to draw."""
    drawing = Drawing(look, width, HEIGHT, is_fluid=True)
    drawing.add("text", "label", _("There is nothing to show."), x=0, y=18)
    return drawing
