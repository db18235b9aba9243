"""What templates of budgets print."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from activities.figures.budget_words import SHORT

register = template.Library()


@register.filter
def amount_name(name: str) -> str:
    """{{ "modified"|amount_name }} → "PIM"."""
    return str(SHORT[name])


@register.filter
def named(names: Mapping[str, str], code: str) -> str:
    """{{ pillars|named:item.pillar }} → "Prevención"."""
    return names.get(code, code)
