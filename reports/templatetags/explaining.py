"""A figure that leads to how it was made: `{% explained "55" indicator=… period=… series=… %}`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.explaining.addresses import explanation_url
from reports.explaining.formula_words import others_text

register = template.Library()
register.filter("other_institutions", others_text)


@register.simple_tag
def explained(text: str, indicator: str, period: str, series: str = "", **narrowed: str) -> SafeString:
    """The printed figure as a link, one step from its explanation. `narrowed`: institution, part, over."""
    address = explanation_url(indicator, period, series, **narrowed)
    hint = _("How this number was made")
    return format_html(
        '<a class="explained" href="{}">{}<span class="visually-hidden"> ({})</span></a>', address, text, hint
    )
