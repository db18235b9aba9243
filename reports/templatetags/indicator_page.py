"""What an indicator's page prints beside the figures that all pages share. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, line
from reports.charts import women as women_charting
from reports.figures.by_institution import InstitutionHistory
from reports.figures.women import WomenShare
from reports.indicator import women_wording
from reports.indicator import wording as indicator_wording
from reports.wording import breakdown as breakdown_wording

register = template.Library()
register.filter("span_label", indicator_wording.span_label)
register.filter("span_reach", indicator_wording.span_reach)
register.filter("span_scope", indicator_wording.span_scope)
register.filter("log_text", indicator_wording.log_text)
register.filter("is_rebased", indicator_wording.is_rebased)
register.filter("rebased_note", indicator_wording.rebased_note)
register.filter("scope_note", indicator_wording.scope_note)
register.filter("band_note", indicator_wording.band_note)
register.filter("situation_notices", indicator_wording.situation_notices)
register.filter("whole_note", breakdown_wording.whole_note)
register.filter("women_finding", women_wording.women_finding)
register.filter("women_text", women_wording.women_text)
register.filter("women_parts", women_wording.women_parts)
register.filter("unrecorded_text", women_wording.unrecorded_text)


@register.filter
def scope_of(scope: str | None) -> str:
    """The scope of a target as an explanation is asked for it: nothing for the semester alone."""
    return "" if scope in (None, "period") else str(scope)


@register.filter
def has_women_line(share: WomenShare) -> bool:
    """With one value the page shows the number instead of a chart."""
    return women_charting.women_chart(share).has_line


@register.simple_tag
def draw_women(share: WomenShare) -> SafeString:
    drawn = line.draw_both(women_charting.women_chart(share), "women")
    return mark_safe(drawn)  # noqa: S308  # documents.charts escapes every text it is given


@register.simple_tag
def draw_institution_women(share: WomenShare, each: InstitutionHistory) -> SafeString:
    chart = women_charting.institution_women_chart(share, each)
    drawn = line.draw(chart, Look.PAGE, f"women-{each.institution.code}", line.SMALL)
    return mark_safe(drawn)  # noqa: S308  # documents.charts escapes every text it is given
