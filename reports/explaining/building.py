"""Put an explanation together from a reading: the figure, its count, what was left out, the definition, the judgement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Component, IndicatorRevision, Series
from reports.arithmetic.aggregation import Outcome
from reports.explaining.asking import (
    OVERALL,
    Asked,
    Over,
    narrowed,
    ordinals_asked,
    part_asked,
    series_asked,
    track_asked,
)
from reports.explaining.backing import Backing
from reports.explaining.formula import Formula, Visible, formula_of
from reports.explaining.joined import Joined, joined_of
from reports.explaining.judged import Judged, judged_of, judged_of_one, with_formula
from reports.explaining.left_out import LeftOut, left_out_of
from reports.figures.current import figures_of_series, track_of
from reports.figures.history import definition_for
from reports.figures.names import (
    IndicatorName,
    InstitutionName,
    PeriodName,
    name_indicator,
    name_institution,
    name_period,
)
from reports.figures.observing import Track, observe
from reports.figures.own import alone
from reports.figures.reading import Reading
from reports.figures.totals import Figure, figure_at, figure_over


@dataclass(frozen=True, slots=True)
class RevisionUsed:
    """The definition that the figure follows. `is_in_force` is False before it starts and after the indicator is retired."""

    number: int
    name: str
    text: str
    note: str
    since: str
    adopted_on: dt.date | None
    comparability: str
    factor: Decimal | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """One figure and how it was made. `others_hidden`: some institutions stand in it without their names."""

    indicator: IndicatorName
    period: PeriodName
    asked: Asked
    series_code: str
    label: str
    institution: InstitutionName | None
    figure: Figure
    formula: Formula
    definition: RevisionUsed
    not_added: tuple[str, ...]  # semesters in the span whose figures stay out: an earlier definition, or a stock
    earlier_definitions: int  # answers given under another definition than this one
    left_out: tuple[LeftOut, ...]
    joined: tuple[Joined, ...]
    judged: Judged | None
    read_at: dt.datetime

    @property
    def has_answer(self) -> bool:
        """Whether there is anything to tell of: a number, or an answer in words, which has none."""
        return self.figure.value is not None or self.figure.state == Outcome.COMPUTED

    @property
    def is_of_an_institution_s_semester(self) -> bool:
        """Whether it is what one institution answered: the value that is judged where a target holds for it."""
        return self.institution is not None and not self.asked.part and self.asked.span is Over.SEMESTER

    @property
    def leaves(self) -> tuple[int, ...]:
        return self.figure.leaves


def explain(
    reading: Reading,
    asked: Asked,
    backing: Backing,
    *,
    revision: IndicatorRevision | None = None,
    visible: Visible = None,
) -> Explanation:
    """Explain one figure in the active language. The reading holds the semesters that it is taken over.

    `revision`: the definition of the indicator, where the reading holds a whole plan. `visible` limits which institutions are
    named. Raises NothingSuchError.
    """
    used = revision or definition_for(reading)
    series, component = series_asked(reading, used, asked), part_asked(reading, used, asked)
    seen, track, span = narrowed(reading, asked), track_asked(used, series, asked), ordinals_asked(reading, asked)
    figure = figure_over(seen, track, span)
    codes = {each.ordinal: each.code for each in reading.periods}
    institution = seen.institutions[asked.institution] if asked.institution else None
    return Explanation(
        indicator=name_indicator(used.indicator, used),
        period=name_period(reading.period, reading.at),
        asked=asked,
        series_code=series.code,
        label=label_of(series, component, asked),
        institution=name_institution(institution) if institution else None,
        figure=figure,
        formula=formula_of(seen, track, figure, visible),
        definition=revision_used(reading, used),
        not_added=tuple(codes[each] for each in span if each in codes and each not in figure.semesters),
        earlier_definitions=under_another(seen, track, figure, used),
        left_out=left_out_of(seen, track, figure.semesters or span, backing, visible),
        joined=joined_of(seen, track, figure.semesters, visible),
        judged=judgement_of(reading, used, series, asked, backing, visible),
        read_at=reading.at,
    )


def label_of(series: Series, component: Component | None, asked: Asked) -> str:
    """What is counted, when it is not simply the indicator. The overall figure has words of its own."""
    if asked.part == OVERALL:
        return ""
    return component.label if component else series.label or ""


def judgement_of(
    reading: Reading, used: IndicatorRevision, series: Series, asked: Asked, backing: Backing, visible: Visible
) -> Judged | None:
    """Of the semester's figure, and of the one over the target's own scope; of no other. One institution's is judged where
    targets are set for it.
    """
    if asked.part:
        return None
    if asked.institution:
        seen = alone(reading, asked.institution, is_over_several=asked.span is not Over.SEMESTER)
        own = figure_at(seen, track_of(used, series), reading.period.ordinal).exact
        judged = judged_of_one(reading, used, series, asked.institution, own, backing)
    else:
        seen = reading
        judged = judged_of(reading, used, series, figures_of_series(reading, used, series), backing)
    if judged is None:
        return None
    if asked.span is Over.SEMESTER:
        return with_formula(judged, seen, used, series, visible)
    return judged if judged.judgement.scope == asked.span else None


def revision_used(reading: Reading, used: IndicatorRevision) -> RevisionUsed:
    return RevisionUsed(
        number=used.number,
        name=used.name,
        text=used.definition,
        note=used.note,
        since=used.effective_from.code,
        adopted_on=used.adopted_on,
        comparability=used.comparability,
        factor=used.rebase_factor,
        is_in_force=used.indicator_id in reading.revisions,
    )


def under_another(reading: Reading, track: Track, figure: Figure, used: IndicatorRevision) -> int:
    """How many of the answers that make the figure were given under another definition."""
    return sum(
        reading.answers[track.indicator, ordinal][code].revision != used.pk
        for ordinal in figure.semesters
        for code, each in observe(reading, track, ordinal).items()
        if each.measurement in figure.leaves
    )
