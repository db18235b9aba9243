"""Each series of the strategy's indicator as a drawing against its yearly goals; computes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts import Look, goal_steps
from documents.charts.goal_steps import GoalSteps, Mark
from documents.charts.keys import Key
from documents.charts.line import Break, LineChart, Target
from documents.charts.sheet import Sheet
from reports.charts.drawing import figure_or_gap
from reports.charts.sheets import Source
from reports.figures.context import Observed
from reports.figures.strategy import Strategy, StrategyLine
from reports.strategy.wording import goal_text, line_finding, month_text
from reports.wording.figures import language, plain

HALVES = ("I", "II")


def steps_of(line: StrategyLine) -> GoalSteps:
    """From the first semester shown or observed to the last year of the strategy."""
    codes = axis(line)
    by_year = {goal.year: goal for goal in line.goals}
    goals = [by_year.get(int(code[:4])) for code in codes]
    start = codes.index(line.points[0].period)
    values = [None] * start + [figure_or_gap(point.figure) for point in line.points]
    lang = language()
    return GoalSteps(
        LineChart(
            title=line_finding(line),
            lang=lang,
            periods=[formatting.period_label(code, lang) for code in codes],
            values=values,
            expected=[goal.percent if goal else None for goal in goals],
            target=Target(len(codes) - 1, line.final.percent, last_goal(line)) if goals[-1] == line.final else None,
            breaks=[Break(start + n, _("definition changed")) for n, point in enumerate(line.points) if point.is_break],
            partial=[start + n for n, point in enumerate(line.points) if point.figure.is_partial],
            series_label=_("Validated value"),
            unit="percent",
            top=max((each.percent for each in line.observed if each.percent is not None), default=None),
        ),
        unpublished=[n for n, goal in enumerate(goals) if goal and goal.is_interpolated],
        marks=[mark_of(each, codes) for each in line.observed if each.percent is not None],
    )


def sheet_of(strategy: Strategy, line: StrategyLine, source: Source) -> Sheet:
    """The drawing as a file of its own: with what is drawn, its marks, where the goals come from and of when it is."""
    chart = steps_of(line)
    keys = [Key("series", _("Validated value")), Key("expected", _("* Our straight line between published goals"))]
    keys += [Key("before", _("Observed by others"))] if chart.marks else []
    period = formatting.period_label(strategy.period.code, language())
    return Sheet(
        over=f"{strategy.indicator.code} · {line.label}",
        title=chart.line.title,
        body=goal_steps.plot(chart, Look.PRINT),
        description=chart.description,
        unit=_("Percentage of women, by semester; the goal of a year holds for the whole year."),
        keys=keys,
        notes=[
            _(
                "Validated values up to %(period)s. Full lines are published goals: a reference, not targets of the plan."
            )
            % {"period": period},
            _("Goals: %(source)s. %(note)s") % {"source": line.source, "note": line.note},
            *source.notes,
        ],
        mark=_("DEMONSTRATION") if source.plan.is_demonstration else "",
    )


def axis(line: StrategyLine) -> list[str]:
    """Codes of the semesters of the whole axis."""
    shown = [point.period for point in line.points]
    first = min([int(shown[0][:4]), *(each.year for each in line.observed)])
    last = max(line.final.year, int(shown[-1][:4]))
    return [f"{year}-{half}" for year in range(first, last + 1) for half in HALVES]


def last_goal(line: StrategyLine) -> str:
    return _("UN goal %(year)s: %(goal)s") % {"year": line.final.year, "goal": goal_text(line.final)}


def mark_of(observed: Observed, codes: list[str]) -> Mark:
    """A month lies within its semester, whose figure is of its last day."""
    half = HALVES[observed.month > 6] if observed.month else HALVES[1]
    months_to_go = (6 if half == HALVES[0] else 12) - (observed.month or 12)
    label = _("%(value)s in %(month)s") % {
        "value": plain(observed.percent, is_percent=True),
        "month": month_text(observed),
    }
    return Mark(codes.index(f"{observed.year}-{half}") - months_to_go / 6, observed.percent or observed.part, label)
