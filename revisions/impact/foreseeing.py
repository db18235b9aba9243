"""The whole effect of one decision, read before it is adopted and the same after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language

from committee.models import ReviewDecision
from indicators.defining.comparing import Difference, differences
from indicators.defining.document import DefinitionDocument
from indicators.defining.reading import document_of
from indicators.models import IndicatorRevision, ReportingPeriod
from reports.figures.current import SeriesFigures, figures_of_series
from reports.figures.definitions import plan_periods
from reports.figures.judging import expected_at
from reports.figures.reading import read
from revisions.impact.breakdowns import Shift, shifts
from revisions.impact.imagining import Change, Imagined, imagine, left_out, put_among
from revisions.impact.past import AheadSemester, SeriesImpact, Side, series_impacts
from revisions.impact.recounting import cells_by_series
from revisions.impact.touching import Draft, Touched, touched

Kind = ReviewDecision.Kind
CONTINUOUS = IndicatorRevision.Comparability.CONTINUOUS


@dataclass(frozen=True, slots=True)
class Impact:
    """What adopting a decision would do. Past values stay as they were reported, whatever is decided.

    `standing` are the series as pages will show them in `effective_from`, once the draft is in force and before anybody reports.
    Texts are in the language in which it was read.
    """

    code: str
    name: str
    kind: str
    effective_from: str
    comparability: str
    factor: Decimal | None
    before: DefinitionDocument | None
    after: DefinitionDocument
    differences: tuple[Difference, ...]
    series: tuple[SeriesImpact, ...]
    standing: tuple[SeriesFigures, ...]
    shifts: tuple[Shift, ...]
    touched: Touched

    @property
    def is_new(self) -> bool:
        return self.kind == Kind.NEW

    @property
    def retires(self) -> bool:
        return self.kind == Kind.RETIRE

    @property
    def changes_nothing(self) -> bool:
        return not self.is_new and not self.retires and not self.differences

    @property
    def has_past(self) -> bool:
        return any(each.past for each in self.series)


class NoDefinitionError(LookupError):
    """The decision needs a definition that nobody has drafted yet."""


def impact_of(decision: ReviewDecision, at: dt.datetime, known: DefinitionDocument | None = None) -> Impact:
    """What this decision would do, or did. Raises NoDefinitionError. Takes a fixed number of queries.

    `known` is what the definition in force says; it is read where it is not given.
    """
    return of_a_new_one(decision) if decision.kind == Kind.NEW else of_a_change(decision, at, known)


def foreseen(decision: ReviewDecision, at: dt.datetime, known: DefinitionDocument | None = None) -> Impact | None:
    """None while nobody has drafted the definition that the decision needs."""
    try:
        return impact_of(decision, at, known)
    except NoDefinitionError:
        return None


def drafted(decision: ReviewDecision) -> DefinitionDocument:
    if decision.draft is None:
        raise NoDefinitionError(decision.code)
    return DefinitionDocument.from_json(decision.draft)


def change_of(decision: ReviewDecision) -> Change:
    session = decision.session
    return Change(
        effective_from=session.effective_from,
        adopted_on=timezone.localtime(session.meeting.starts_at).date(),
        change_class=decision.change_class or IndicatorRevision.ChangeClass.EDITORIAL,
        comparability=decision.comparability or CONTINUOUS,
        rebase_factor=decision.rebase_factor,
    )


def of_a_new_one(decision: ReviewDecision) -> Impact:
    """It has no past: what can be said is the path that it would follow."""
    document, change = drafted(decision), change_of(decision)
    periods = {each.code: each for each in plan_periods(decision.session.plan)}
    imagined = imagine(document, change, None, periods)
    series = tuple(
        SeriesImpact(
            code=each.code,
            label=str(each.label or ""),
            is_new=True,
            ends=False,
            is_percent=imagined.revision.is_percent,
            unit=str(imagined.revision.unit or ""),
            past=(),
            ahead=path_of(imagined, each.pk, change.effective_from, periods),
        )
        for each in imagined.series
    )
    return Impact(
        code=decision.code,
        name=str(imagined.revision.name),
        kind=decision.kind,
        effective_from=change.effective_from.code,
        comparability=change.comparability,
        factor=None,
        before=None,
        after=document,
        differences=(),
        series=series,
        standing=(),
        shifts=(),
        touched=Touched(),
    )


def path_of(
    imagined: Imagined, series: int, first: ReportingPeriod, periods: Mapping[str, ReportingPeriod]
) -> tuple[AheadSemester, ...]:
    goals = imagined.goals[series]
    last = max([goal.ordinal for goal in goals.goals], default=0)
    return tuple(
        AheadSemester(each.code, each.ordinal, None, expected_at(imagined.revision, goals, each.ordinal))
        for each in periods.values()
        if first.ordinal <= each.ordinal <= last
    )


def of_a_change(decision: ReviewDecision, at: dt.datetime, known: DefinitionDocument | None = None) -> Impact:
    """The reading in which the draft takes effect, without it and with it."""
    indicator, change = decision.indicator, change_of(decision)
    if indicator is None or decision.read_revision is None:
        raise NoDefinitionError(decision.code)
    periods = plan_periods(decision.session.plan)
    found = read(decision.session.plan, change.effective_from, at, periods=periods, indicator=indicator)
    is_kept = decision.revision == decision.read_revision  # adopted as it was proposed: there is no other definition
    reading = found if is_kept else left_out(found, decision.revision)
    revision = reading.all_revisions[decision.read_revision.pk]
    document = known or document_of(revision)
    retires = decision.kind == Kind.RETIRE
    is_drafted = decision.kind in (Kind.ADJUST, Kind.TARGET)
    becomes = drafted(decision) if is_drafted else document
    before = Side(reading, revision, document)
    after = before
    if is_drafted:
        imagined = imagine(becomes, change, revision.indicator, {each.code: each for each in periods})
        after = Side(put_among(reading, imagined), imagined.revision, becomes)
    draft = Draft(revision.indicator, revision, document, becomes, change.effective_from, retires)
    language = (get_language() or "es")[:2]
    return Impact(
        code=indicator.code,
        name=str(after.revision.name),
        kind=decision.kind,
        effective_from=change.effective_from.code,
        comparability=change.comparability,
        factor=change.rebase_factor,
        before=document,
        after=becomes,
        differences=tuple(differences(document, becomes)),
        series=series_impacts(before, after, cells_by_series(indicator.pk), retires=retires),
        standing=() if retires else standing(after),
        shifts=() if retires else shifts(document, becomes, language),
        touched=touched(draft, at, language),
    )


def standing(side: Side) -> tuple[SeriesFigures, ...]:
    stored = side.reading.series.get(side.revision.pk, ())
    return tuple(figures_of_series(side.reading, side.revision, each) for each in stored)
