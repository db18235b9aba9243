"""Figures as charts: each function turns the dataclass that a table prints into the drawing beside it, and computes nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts import Gap, Tone, Value
from documents.charts.bars import Part, ShareBar
from documents.charts.dumbbell import Dumbbell
from documents.charts.gap import GapChart
from documents.charts.line import Break, LineChart, Range, Target
from documents.charts.stacked import Count, StackedBar
from reports.figures.board import ChangeRow, GapRow
from reports.figures.breakdown import Breakdown, BreakdownRow
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint
from reports.figures.history import IndicatorHistory
from reports.figures.judging import Judgement
from reports.figures.totals import Figure
from reports.wording.figures import (
    CELLS,
    SITUATIONS,
    figure_text,
    from_to_text,
    history_finding,
    institution_finding,
    language,
    plain,
    plain_expected,
)
from reports.wording.goals import MARK, goal_text, plain_target

BAND_TONES = {"on_track": Tone.GOOD, "at_risk": Tone.RISK, "off_track": Tone.OFF}
MOVE_TONES = {"better": Tone.GOOD, "worse": Tone.OFF, None: Tone.INK}
CELL_TONES = {
    "validated": Tone.GOOD,
    "submitted": Tone.BLUE,
    "returned": Tone.OFF,
    "draft": Tone.PALE,
    "not_started": Tone.NEUTRAL,
}
SEX_TONES = {"women": Tone.WOMEN, "men": Tone.MEN, "not_recorded": Tone.INK}
HUNDRED = Decimal(100)


def line_chart(history: IndicatorHistory) -> LineChart:
    """The series with its gaps, the trajectory and the final target; the axis runs on to the target's semester."""
    is_percent = history.series.figure.is_percent
    periods = [point.period for point in history.points] + [point.period for point in history.ahead]
    expected = [point.expected for point in history.points] + [point.expected for point in history.ahead]
    edges = [point.edge for point in history.points] + [point.edge for point in history.ahead]
    final = history.goals[-1] if history.goals else None
    target = None
    if final and final.period in periods:
        label = _("Target %(period)s: %(value)s") % {
            "period": formatting.period_label(final.period, language()),
            "value": plain_target(final.value, is_percent=is_percent) + (MARK if final.is_interpolated else ""),
        }
        target = Target(periods.index(final.period), final.value, label)
    return LineChart(
        title=history_finding(history),
        lang=language(),
        periods=[formatting.period_label(code, language()) for code in periods],
        values=[figure_or_gap(point.figure) for point in history.points],
        expected=expected if final else (),
        lower=edges if final else (),
        target=target,
        breaks=[Break(n, _("definition changed")) for n, point in enumerate(history.points) if point.is_break],
        partial=[n for n, point in enumerate(history.points) if point.figure.is_partial],
        series_label=_("Validated value"),
        expected_label=_("Expected trajectory"),
        unit="percent" if is_percent else "number",
        aim=aim_of(history),
    )


def aim_of(history: IndicatorHistory) -> Range | None:
    """The bounds to stay within, of an indicator that has a range instead of a target."""
    low, high = history.series.judgement.low, history.series.judgement.high
    if low is None or high is None:
        return None
    is_percent = history.series.figure.is_percent
    words = {"low": plain_target(low, is_percent=is_percent), "high": plain_target(high, is_percent=is_percent)}
    return Range(low, high, _("Range: %(low)s to %(high)s") % words)


def figure_or_gap(figure: Figure) -> Value:
    """The figure, or a gap that says why there is none: no data, not applicable, to be assigned."""
    return figure.exact if figure.exact is not None else Gap(figure_text(figure).lower())


def point_value(point: InstitutionPoint) -> Value:
    """What one institution said of a semester; nothing at all where nothing was asked of it."""
    if point.situation == "not_expected":
        return None
    return point.exact if point.exact is not None else Gap(str(SITUATIONS[point.situation]).lower())


def missing_or(value: Decimal | None) -> Value:
    return Gap(_("no data")) if value is None else value


def institution_chart(history: IndicatorHistory, institution: InstitutionHistory) -> LineChart:
    """One of the small charts, with the way to the institution's own targets; all have the same scale."""
    is_percent, path = history.series.figure.is_percent, institution.path
    periods = [point.period for point in institution.points]
    expected: list[Decimal | None] = []
    target = None
    if path is not None:
        periods += [point.period for point in history.ahead]
        expected = [*path.expected, *path.ahead]
        if path.final and path.final.period in periods:
            target = Target(periods.index(path.final.period), path.final.value)
    return LineChart(
        title=institution_finding(institution, is_percent=is_percent),
        lang=language(),
        periods=[formatting.period_label(period, language()) for period in periods],
        values=[point_value(point) for point in institution.points],
        expected=expected,
        target=target,
        breaks=[Break(n) for n, point in enumerate(history.points) if point.is_break],
        unit="percent" if is_percent else "number",
        top=max(drawn_values(history), default=None),
    )


def drawn_values(history: IndicatorHistory) -> Iterator[Decimal]:
    """Everything that the small charts draw, so that one scale holds them all."""
    for each in history.institutions:
        yield from (point.exact for point in each.points if point.exact is not None)
        if each.path is not None:
            yield from (value for value in (*each.path.expected, *each.path.ahead) if value is not None)
            yield from (goal.value for goal in each.path.goals[-1:])


def change_chart(row: ChangeRow) -> Dumbbell | None:
    change = row.change
    if change.before is None or change.after is None:
        return None
    return Dumbbell(from_to_text(change), change.before, change.after, MOVE_TONES[row.judgement])


def gap_chart(row: GapRow) -> GapChart:
    judgement, is_percent = row.series.judgement, row.series.figure.is_percent
    value = judgement.figure.exact if judgement.figure else None
    tone = BAND_TONES.get(row.series.state, Tone.INK)
    if judgement.low is not None and judgement.high is not None:
        return GapChart(
            range_title(judgement, is_percent=is_percent), value, tone=tone, aim=(judgement.low, judgement.high)
        )
    target = judgement.target.value if judgement.target else None
    said = goal_text(judgement.target, is_percent=is_percent) if judgement.target else ""
    title = _("Value %(value)s; expected by now %(expected)s; target %(target)s") % {
        "value": plain(value, is_percent=is_percent),
        "expected": plain_expected(judgement.expected, is_percent=is_percent),
        "target": said,
    }
    return GapChart(title, value, judgement.expected, target, tone)


def range_title(judgement: Judgement, *, is_percent: bool) -> str:
    """The value and the bounds that it should lie between."""
    low, high = judgement.low or Decimal(0), judgement.high or Decimal(0)
    words = {"low": plain_target(low, is_percent=is_percent), "high": plain_target(high, is_percent=is_percent)}
    value = plain(judgement.figure.exact if judgement.figure else None, is_percent=is_percent)
    return _("Value %(value)s") % {"value": value} + "; " + _("range aimed at: %(low)s to %(high)s") % words


def states_bar(counts: Mapping[str, int], *, is_numbered: bool = False) -> StackedBar:
    """How many reports are in each state; in a file the counts are also written in the bar."""
    said = [f"{CELLS[state]} {number}" for state, number in counts.items() if number]
    return StackedBar(
        formatting.joined(said, language()) or _("Nothing expected"),
        [Count(number, CELL_TONES[state], mark=state) for state, number in counts.items()],
        is_numbered=is_numbered,
    )


def breakdown_bar(breakdown: Breakdown, row: BreakdownRow) -> ShareBar | None:
    """One category's bar: women and men, the share, or its part of all. None where there is nothing to divide."""
    if row.percent is None:
        return None
    share = row.percent / HUNDRED
    said = formatting.percent(row.percent, language())
    if breakdown.kind == "sex_split":
        title = _("%(label)s: %(percent)s women") % {"label": row.label, "percent": said}
        return ShareBar(title, split(share, Tone.WOMEN, Tone.MEN))
    first = SEX_TONES.get(row.code, Tone.WOMEN if breakdown.kind == "share" else Tone.BLUE)
    second = Tone.MEN if breakdown.kind == "share" else Tone.NEUTRAL
    return ShareBar(f"{row.label}: {said}", split(share, first, second))


def split(share: Decimal, first: Tone, second: Tone) -> Sequence[Part]:
    return [Part(share, first), Part(1 - share, second)]
