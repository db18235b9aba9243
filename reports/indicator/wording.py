"""What an indicator's page says beyond its figures: spans, decisions about its definition, and what state it is in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.arithmetic.progress import Direction
from reports.explaining.judged_words import scope_sentence
from reports.figures.datasheet import LogEntry
from reports.figures.history import IndicatorHistory
from reports.figures.spans import Span
from reports.figures.totals import Figure
from reports.figures.warnings import FigureWarning
from reports.wording.figures import CHANGE_CLASSES, figure_text, language, plain


def span_label(span: Span) -> str:
    """Over what: the semester, the year so far or whole, everything since the plan began."""
    words = {
        "period": formatting.period_label(span.last, language()),
        "first": formatting.period_label(span.first, language()),
        "year": span.last[:4],
    }
    if span.scope == "period":
        return _("Semester %(period)s") % words
    if span.scope == "year":
        return (_("Year %(year)s") if span.is_whole else _("Year %(year)s so far")) % words
    return _("Since the start, %(first)s to %(period)s") % words


def span_reach(span: Span) -> str:
    """How many of its semesters have a validated value, so that a year in progress is not read as a whole one."""
    return ngettext(
        "%(with_value)s of %(of)s semester with a validated value",
        "%(with_value)s of %(of)s semesters with a validated value",
        span.of,
    ) % {"with_value": span.with_value, "of": span.of}


def scope_note(history: IndicatorHistory) -> str:
    """What is judged, with its value, where the target is not of the semester alone: the semester's figure is another."""
    judgement = history.series.judgement
    said = scope_sentence(judgement.scope)
    span = next((each for each in history.spans if each.scope == judgement.scope), None)
    if not said or span is None or judgement.target is None:
        return ""
    return f"{said} {span_label(span)}: {figure_text(span.figure)}."


def span_scope(span: Span) -> str:
    """The scope as an explanation is asked for it: nothing for the semester alone."""
    return "" if span.scope == "period" else span.scope


def log_text(entry: LogEntry) -> str:
    """One decision in words. What became of earlier figures depends on how comparable the definitions are."""
    if entry.comparability == "rebased" and entry.factor is not None:
        factor = formatting.number(entry.factor, language())
        return _("Definition changed: earlier figures are multiplied by %(factor)s to be comparable") % {
            "factor": factor
        }
    if entry.comparability == "break":
        return str(CHANGE_CLASSES["methodological"])
    if entry.comparability == "continuous" and entry.change_class == "methodological":
        return _("Definition changed; the series goes on")
    return str(CHANGE_CLASSES[entry.change_class])


def is_rebased(figure: Figure) -> bool:
    return FigureWarning.REBASED in figure.warnings


def situation_notices(history: IndicatorHistory) -> list[str]:
    """What a reader must know before the figures: retired, not in force yet, a semester still to come, a proposal."""
    period = formatting.period_label(history.period.code, language())
    said = []
    if history.retired_in:
        said.append(
            _("The indicator was retired in %(period)s: nothing is asked of it since. What follows is its past.")
            % {"period": formatting.period_label(history.retired_in, language())}
        )
    if history.starts_in:
        said.append(
            _("The definition enters into force in %(period)s: before then there is nothing to report.")
            % {"period": formatting.period_label(history.starts_in, language())}
        )
    elif history.period.state == "upcoming":
        opens = formatting.plain_date(formatting.in_lima(history.period.opens_at), language())
        said.append(_("%(period)s is still to come: its window opens on %(date)s.") % {"period": period, "date": opens})
    return said


def rebased_note(history: IndicatorHistory) -> str:
    """Which semesters were brought to the present definition."""
    found = [formatting.period_label(point.period, language()) for point in history.points if is_rebased(point.figure)]
    if not found:
        return ""
    return _("Brought to the present definition, so that they are comparable: %(periods)s.") % {
        "periods": formatting.joined(found, language())
    }


def band_note(history: IndicatorHistory) -> str:
    """What the grey band of the line means, with its number; nothing where no band is drawn."""
    edges = [point.edge for point in history.points] + [point.edge for point in history.ahead]
    if sum(edge is not None for edge in edges) < 2:
        return ""
    share = plain(history.low_threshold, is_percent=False)
    if history.series.judgement.baseline is None and history.figures.indicator.direction == Direction.INCREASE:
        return _("Grey band: down to %(share)s%% of the expected value, the margin of risk.") % {"share": share}
    return _("Grey band: up to where progress would be %(share)s%%, the margin of risk.") % {"share": share}
