"""The page of the strategy as one table to take away: what was validated, the goals, and what others observed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import formatting
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.context import Observed, YearGoal
from reports.figures.strategy import Strategy, StrategyLine
from reports.strategy.wording import month_text, observed_parts
from reports.wording.figures import NOTHING, SITUATIONS, language

Row = tuple[Cell, ...]


def strategy_table(strategy: Strategy) -> DataTable:
    code = strategy.indicator.code
    return DataTable(
        name=f"{code}-estrategia-onu-{strategy.period.code}",
        title=_("%(code)s beside the goals of the United Nations") % {"code": code},
        columns=(
            Column(_("row")),
            Column(_("category")),
            Column(_("semester, month or year")),
            Column(_("situation")),
            Column(_("women"), "number"),
            Column(_("personnel"), "number"),
            Column(_("percentage of women"), "percent"),
            Column(_("goal of the year (%)"), "percent"),
            Column(_("origin of the goal")),
            Column(_("distance in points"), "number"),
            Column(_("institutions with a value"), "number"),
            Column(_("institutions expected"), "number"),
        ),
        rows=(*validated(strategy), *goals(strategy), *observed(strategy)),
        notes=notes(strategy),
    )


def validated(strategy: Strategy) -> Iterator[Row]:
    for line in strategy.lines:
        for point in line.points:
            figure = point.figure
            distance = None if point.distance is None else printed(point.distance)
            situation = str(NOTHING.get(figure.state, SITUATIONS["reported"]))
            yield (
                _("validated"), line.label, point.period, situation, figure.numerator, figure.denominator, figure.value,
                *goal_cells(point.goal), distance, figure.reported, figure.expected,
            )  # fmt: skip


def goals(strategy: Strategy) -> Iterator[Row]:
    """Every goal of every year, those of categories that the indicator does not measure last."""
    named = [(line.label, goal) for line in strategy.lines for goal in line.goals]
    named += [(each.label, each.goal) for each in strategy.references]
    for label, goal in named:
        yield (_("goal"), label, str(goal.year), "", None, None, None, *goal_cells(goal), None, None, None)


def observed(strategy: Strategy) -> Iterator[Row]:
    for each in strategy.observed:
        percent = None if each.percent is None else printed(each.percent)
        when = f"{each.year}-{each.month:02}" if each.month else str(each.year)
        parts = (each.part, each.whole) if each.whole is not None else (None, None)
        yield (_("observed by others"), each.label, when, each.source, *parts, percent, None, "", None, None, None)


def goal_cells(goal: YearGoal | None) -> tuple[Cell, Cell]:
    if goal is None:
        return None, ""
    return goal.percent, _("our straight line") if goal.is_interpolated else _("published")


def notes(strategy: Strategy) -> tuple[tuple[str, str], ...]:
    """What whoever opens the file has to know."""
    said = [
        (_("Indicator"), f"{strategy.indicator.code}. {strategy.indicator.name}"),
        (_("Semester"), formatting.period_label(strategy.period.code, language())),
        (_("Reference"), _("The goals are a reference, not targets of the plan: no status is read from them.")),
        (_("Goals"), _("The goal of a calendar year holds for the whole year.")),
        *((line.label, source_of(line)) for line in strategy.lines),
        *((each.label, f"{each.source}. {each.note}".strip()) for each in strategy.references),
    ]
    said += [(f"{each.label}, {month_text(each)}", source_of_observed(each)) for each in strategy.observed]
    return tuple(said)


def source_of(line: StrategyLine) -> str:
    return f"{line.source}. {line.note}".strip()


def source_of_observed(each: Observed) -> str:
    words = formatting.quoted(each.quotation, language())
    return f"{observed_parts(each)}. {each.source}. {words} {each.note}".strip()
