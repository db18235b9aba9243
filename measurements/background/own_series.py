"""An institution's own figures of one indicator over time: what the reporter compares today's figure with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import speaking
from documents.charts import Gap, Look
from documents.charts.bars import ColumnChart, draw_columns
from documents.charts.look import Value
from documents.formatting import period_label
from indicators.models import Component, IndicatorRevision, ReportingPeriod, Series
from measurements.answer import figure_words
from measurements.answer.figures import NOTHING, Figure, add_up, is_headline_cell
from measurements.answer.kinds import is_in_words
from measurements.models import Answer, MeasuredValue, Measurement
from measurements.workflow.steps import Task

MOST_PERIODS = 6


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """One series as a drawing and as the rows of its table: semester and figure, or why there is none."""

    label: str
    svg: str
    rows: tuple[tuple[str, str], ...]


def own_series(task: Task, revision: IndicatorRevision) -> list[OwnSeries]:
    """The series of the definition in force, up to the task's semester. None before there are two figures to compare.

    Answers in words have no figure to draw.
    """
    if is_in_words(revision):
        return []
    begun = ReportingPeriod.objects.filter(plan=task.period.plan_id, ordinal__lte=task.period.ordinal)
    periods = list(begun.order_by("-ordinal")[:MOST_PERIODS])[::-1]
    return _drawn(task, revision, periods)


def _drawn(task: Task, revision: IndicatorRevision, periods: Sequence[ReportingPeriod]) -> list[OwnSeries]:
    answers = {
        measurement.period_id: measurement
        for measurement in Measurement.objects.filter(
            indicator=task.indicator, institution=task.institution, period__in=periods, revision=revision
        )
        .select_related("revision__headline_category__dimension")
        .with_values()
    }
    if task.period.pk not in answers:
        periods = [period for period in periods if period.pk != task.period.pk]
    drawn = [_series(series, revision, periods, answers) for series in revision.series.all()]
    return [each for each in drawn if each is not None]


def _series(
    series: Series,
    revision: IndicatorRevision,
    periods: Sequence[ReportingPeriod],
    answers: dict[int, Measurement],
) -> OwnSeries | None:
    figures = [series_figure(answers[p.pk], series) if p.pk in answers else NOTHING for p in periods]
    if sum(figure.value is not None for figure in figures) < 2:
        return None
    first = next(n for n, figure in enumerate(figures) if figure.value is not None)
    language = speaking.language()
    labels = [period_label(p.code, language) for p in periods]
    words = [figure_words.main(f) or _absence(answers.get(p.pk)) for p, f in zip(periods, figures, strict=True)]
    rows = tuple(zip(labels, words, strict=True))[first:]
    is_share = revision.kind == IndicatorRevision.Kind.PROPORTION
    chart = ColumnChart(
        title=", ".join(f"{label}: {word}" for label, word in rows),
        lang=language,
        periods=[label[2:] if label[:2] == "20" else label for label in labels[first:]],
        values=[_point(figure) for figure in figures[first:]],
        unit="percent" if is_share else "number",
    )
    return OwnSeries(series.label, draw_columns(chart, Look.PAGE, f"own-{series.code}"), rows)


def series_figure(measurement: Measurement, series: Series) -> Figure:
    """The figure of one series of an answer: its component or the headline, in the series' categories only."""
    if measurement.answer != Answer.REPORTED:
        return NOTHING
    return add_up(value for value in measurement.values.all() if is_in_series(measurement.revision, series, value))


def is_in_series(revision: IndicatorRevision, series: Series, value: MeasuredValue) -> bool:
    return is_cell_in_series(revision, series, value.component, value.combination.key)


def is_cell_in_series(revision: IndicatorRevision, series: Series, component: Component, key: str) -> bool:
    """Whether a cell counts for a series: its component, or the headline's, and its categories where it has some."""
    if series.component_id is None:
        if not is_headline_cell(revision, component, key):
            return False
    elif component.pk != series.component_id:
        return False
    only = {category.key for category in series.categories.all()}
    return not only or not only.isdisjoint(key.split("|"))


def _point(figure: Figure) -> Value:
    value = figure.percent if figure.denominator is not None else figure.value
    return Gap(_("no data")) if value is None else value


def _absence(measurement: Measurement | None) -> str:
    if measurement is None:
        return _("not reported")
    if measurement.answer == Answer.NOT_APPLICABLE:
        return _("not applicable")
    return _("not available") if measurement.answer == Answer.NOT_AVAILABLE else _("no data")
