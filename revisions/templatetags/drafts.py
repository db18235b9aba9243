"""Drafts for templates: words of a change, and the picture of a path."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from documents.charts import line
from documents.templatetags.formatting import chart
from indicators.models import IndicatorRevision
from revisions.path_chart import PathPicture

register = template.Library()


@register.filter
def class_name(change_class: str) -> str:
    """The class of a change in the reader's words."""
    return str(IndicatorRevision.ChangeClass(change_class).label) if change_class else ""


@register.filter
def draw_path(picture: PathPicture, n: int) -> SafeString:
    """The n-th picture of the page."""
    return chart(line.draw_both(picture.chart, f"path-{n}"))
