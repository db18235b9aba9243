"""What templates of budgets print."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """{{ pillars|named:item.pillar }} → "Prevención"."""
    return names.get(code, code)
