"""Addresses of a chart as a file, for templates/reports/parts/chart_links.html."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def as_png(address: str) -> str:
    """The address of the PNG beside that of the SVG."""
    return f"{address.removesuffix('.svg')}.png"


@register.filter
def chart_address(address: str, query: str) -> str:
    """The address with what chooses its figures: semester, series."""
    return f"{address}?{query}" if query else address
