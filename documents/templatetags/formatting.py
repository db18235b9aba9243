"""Template filters that print numbers and dates in the language of the page. A builtin: no {% load %} needed.

Zero prints as "0" and None prints as nothing; say in words, in the template, why a figure is missing.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from documents import formatting, speaking
from documents.acts import act_in, is_minutes
from documents.spoken import runs

register = template.Library()
Figure = Decimal | int | None
CITED = re.compile(r"\b([A-Z]{1,2}-\d{4}-\d{2,5}|[A-Z]{2,8}-\d+(?:\.\d+)+|\d{4}-I{1,2})\b", re.ASCII)
"""Codes as people cite them: IC-2026-0003, RI-2026-0007, S-2026-01, PREV-1.1.1, 2026-I."""


def language() -> str:
    """The language of the page being written."""
    return get_language() or "es"


@register.filter
def number(value: Figure, decimals: int | None = None) -> str:
    """{{ value|number }} → "1 200"; {{ value|number:1 }} → "13,0"."""
    return formatting.number(value, language(), decimals=decimals)


@register.filter
def file_size(value: int) -> str:
    """{{ file.size|file_size }} → "2,4 MB"."""
    return formatting.file_size(value, language())


@register.filter
def signed(value: Figure, decimals: int | None = None) -> str:
    """{{ change|signed }} → "+6", "−3", "0"."""
    return formatting.number(value, language(), decimals=decimals, signed=True)


@register.filter
def percent(value: Figure, decimals: int | None = 1) -> str:
    """{{ share|percent }} → "13,1 %"; {{ target|percent:None }} → "15 %"."""
    return formatting.percent(value, language(), decimals)


@register.filter
def signed_percent(value: Figure, decimals: int | None = 0) -> str:
    """{{ change|signed_percent }} → "+19 %", "−37 %"."""
    return formatting.percent(value, language(), decimals, signed=True)


@register.filter
def points(value: Figure, decimals: int | None = 1) -> str:
    """{{ difference|points }} → "+0,9 p. p."."""
    return formatting.points(value, language(), decimals)


@register.filter
def period_label(value: object) -> str:
    """{{ period.code|period_label }}, or the period itself when its str() is its code → "2026-I", "2026 H1"."""
    return formatting.period_label(str(value), language())


@register.filter
def long_date(value: date | None) -> str:
    """{{ period.due_at|long_date }} → "viernes 17 de julio de 2026"."""
    return formatting.long_date(value, language())


@register.filter
def plain_date(value: date | None) -> str:
    """{{ day|plain_date }} → "17 de julio de 2026"."""
    return "" if value is None else formatting.plain_date(formatting.in_lima(value), language())


@register.filter
def short_date(value: date | None) -> str:
    """{{ day|short_date }} → "17/07/2026"."""
    return formatting.short_date(value, language())


@register.filter
def instant(value: datetime | None) -> str:
    """{{ moment|instant }} → "8 de julio de 2026, 08:00"."""
    return formatting.instant(value, language())


@register.filter
def joined(parts: Sequence[object]) -> str:
    """{{ names|joined }} → "a, b y c"."""
    return formatting.joined([str(part) for part in parts], language())


@register.filter
def quoted(text: object) -> str:
    """{{ comment.text|quoted }} → «Falta el oficio», “The letter is missing”."""
    return formatting.quoted(str(text), language())


@register.filter
def unbroken(text: str) -> SafeString:
    """{{ edition.code|unbroken }}, or a text that cites it: no code in it ends a line at its hyphen."""
    whole = CITED.sub(r'<span class="unbroken">\1</span>', conditional_escape(text))
    return mark_safe(whole)  # noqa: S308  # nosec B308 B703: the text is escaped, the span is ours


@register.filter
def spoken(text: str) -> SafeString:
    """{{ cell.text|spoken }}: a text whose words of another language say which (documents.spoken)."""
    return mark_safe(  # noqa: S308  # nosec B308 B703: every part is escaped
        "".join(
            str(format_html('<span lang="{}">{}</span>', lang, part)) if lang else escape(part)
            for part, lang in runs(text)
        )
    )


@register.filter
def written(text: str, wrote: str = "") -> SafeString:
    """{{ step.comment|written }}, {{ note.text|written:note.language }}: what somebody wrote in another language says which."""
    wrote = wrote or speaking.written_language()
    if not text or wrote == speaking.language():
        return conditional_escape(text or "")
    return format_html('<span lang="{}">{}</span>', wrote, text)


@register.filter
def act(text: str, wrote: str = "") -> SafeString:
    """{{ round.act_reference|act }}: the product's own minutes in the language of the page, any other act as `written`."""
    return conditional_escape(act_in(text, speaking.language())) if is_minutes(text or "") else written(text, wrote)


@register.filter
def chart(svg: str) -> SafeString:
    """{{ drawing|chart }}: put a chart of documents.charts on the page as it is; its own code escapes every text."""
    return mark_safe(svg)  # noqa: S308  # nosec B308 B703: only documents.charts, which escapes what it is given
