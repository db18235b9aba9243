"""The share of women over time, where the indicator is counted by sex: of all institutions, and of each.

Women ÷ (women + men), as a ratio of sums over the institutions that gave both; who gave neither is missing, never zero. People
whose sex was not recorded are in neither part, and said apart. Only validated cells of the series speak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Sum

from indicators.models import IndicatorRevision, ReportingPeriod, Series
from measurements.models import MeasuredValue, Measurement
from reports.arithmetic.aggregation import Observation, proportion
from reports.arithmetic.percent import printed_percent
from reports.figures.answers import plain
from reports.figures.breakdown import MEN, NOT_RECORDED, SEX, WOMEN, followed
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint, situation_of
from reports.figures.current import track_of
from reports.figures.lineage import breaks
from reports.figures.names import name_institution
from reports.figures.observing import Observations, Track, observe
from reports.figures.reading import Reading
from reports.figures.totals import Figure, share_figure

ZERO = Decimal(0)
Place = tuple[int, str]
"""A semester's ordinal and an institution's code."""


@dataclass(slots=True)
class BySex:
    """What one institution counted in one semester; None where it gave no cell of that sex."""

    counted: dict[str, Decimal] = field(default_factory=dict)

    @property
    def women(self) -> Decimal | None:
        return self.counted.get(WOMEN)

    @property
    def both(self) -> Decimal | None:
        """Women and men; None unless both were given."""
        women, men = self.counted.get(WOMEN), self.counted.get(MEN)
        return None if women is None or men is None else women + men

    @property
    def unrecorded(self) -> Decimal:
        return self.counted.get(NOT_RECORDED, ZERO)


@dataclass(frozen=True, slots=True)
class WomenPoint:
    """The share in one semester: a percentage with women as numerator and women and men as denominator. `unrecorded` people of
    the same institutions are in neither."""

    period: str
    figure: Figure
    is_break: bool
    counted: frozenset[str] = frozenset()  # codes of the institutions in it: not for print
    unrecorded: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class WomenShare:
    """Points run over the semesters of the indicator; `institutions` are those that the reader may see."""

    points: tuple[WomenPoint, ...]
    institutions: tuple[InstitutionHistory, ...]

    @property
    def seen(self) -> tuple[WomenPoint, ...]:
        return tuple(point for point in self.points if point.figure.value is not None)

    @property
    def comparable(self) -> tuple[WomenPoint, ...]:
        """Semesters with a value since the definition last broke: what may be set side by side."""
        start = max((number for number, point in enumerate(self.points) if point.is_break), default=0)
        return tuple(point for point in self.points[start:] if point.figure.value is not None)

    @property
    def now(self) -> WomenPoint:
        return self.points[-1]

    @property
    def partial(self) -> tuple[WomenPoint, ...]:
        return tuple(point for point in self.points if point.figure.is_partial)


def women_share(
    reading: Reading,
    revision: IndicatorRevision,
    series: Series,
    semesters: Sequence[ReportingPeriod],
    visible: Collection[str] | None,
) -> WomenShare | None:
    """None where the definition is not counted by sex, or is a proportion of its own. Two queries at most."""
    if revision.kind == IndicatorRevision.Kind.PROPORTION or not is_by_sex(revision):
        return None
    track, cells = track_of(revision, series), cells_by_sex(reading, revision, series)
    broken = breaks(reading, revision.indicator_id)
    said = {each.ordinal: shares_of(observe(reading, track, each.ordinal), cells, each.ordinal) for each in semesters}
    points = tuple(women_point(each, said[each.ordinal], cells, is_break=each.ordinal in broken) for each in semesters)
    return WomenShare(points, institutions_of(reading, track, semesters, said, visible))


def women_point(
    period: ReportingPeriod, said: Mapping[str, Observation], cells: Mapping[Place, BySex], *, is_break: bool
) -> WomenPoint:
    counted = frozenset(code for code, own in said.items() if own.has_both_parts)
    unrecorded = sum((cells[period.ordinal, code].unrecorded for code in counted), ZERO)
    return WomenPoint(period.code, share_figure(proportion(said.values())), is_break, counted, unrecorded)


def is_by_sex(revision: IndicatorRevision) -> bool:
    return revision.revision_dimensions.filter(dimension__code=SEX).exists()


def cells_by_sex(reading: Reading, revision: IndicatorRevision, series: Series) -> Mapping[Place, BySex]:
    """Sums of the cells of each sex, and of those without it, within the series' categories, by semester and institution."""
    rows = (
        MeasuredValue.objects.filter(
            measurement__in=Measurement.objects.validated().filter(
                indicator=revision.indicator_id, period__ordinal__lte=reading.period.ordinal
            ),
            component__code__in=followed(reading, revision, series),
            combination__key__contains=f"{SEX}=",
        )
        .order_by()
        .values_list("measurement__period__ordinal", "measurement__institution__code", "combination__key")
        .annotate(total=Sum("value"))
    )
    within = {key for key in (category.key for category in series.categories.select_related("dimension")) if key}
    cells: dict[Place, BySex] = defaultdict(BySex)
    for ordinal, institution, key, value in rows:
        parts = key.split("|")
        sex = next((part.split("=", 1)[1] for part in parts if part.startswith(f"{SEX}=")), "")
        if sex in (WOMEN, MEN, NOT_RECORDED) and (not within or is_within(within, parts)):
            counted = cells[ordinal, institution].counted
            counted[sex] = counted.get(sex, ZERO) + plain(value)
    return cells


def is_within(categories: set[str], parts: Sequence[str]) -> bool:
    """Whether a cell belongs to a series. One that counts a single sex is still set against both."""
    others = {key for key in categories if not key.startswith(f"{SEX}=")}
    return not others or bool(others & set(parts))


def shares_of(observations: Observations, cells: Mapping[Place, BySex], ordinal: int) -> dict[str, Observation]:
    """The observations of the indicator with women and both sexes in place of its figure."""
    return {code: share_observation(each, cells.get((ordinal, code), BySex())) for code, each in observations.items()}


def share_observation(each: Observation, counted: BySex) -> Observation:
    has_both = each.value is not None and counted.both is not None
    value, denominator = (counted.women, counted.both) if has_both else (None, None)
    return Observation(each.institution, each.answer, value, denominator, each.measurement)


def institutions_of(
    reading: Reading,
    track: Track,
    semesters: Sequence[ReportingPeriod],
    said: Mapping[int, Mapping[str, Observation]],
    visible: Collection[str] | None,
) -> tuple[InstitutionHistory, ...]:
    broken = breaks(reading, track.indicator)
    return tuple(
        InstitutionHistory(
            name_institution(institution),
            tuple(
                replace(
                    point_of(reading, track, each, code, said[each.ordinal].get(code)), is_break=each.ordinal in broken
                )
                for each in semesters
            ),
        )
        for code, institution in reading.institutions.items()
        if (visible is None or code in visible) and any(code in each for each in said.values())
    )


def point_of(
    reading: Reading, track: Track, period: ReportingPeriod, code: str, observation: Observation | None
) -> InstitutionPoint:
    situation = situation_of(reading, track, period.ordinal, code, observation)
    if observation is None or observation.value is None or observation.denominator is None:
        return InstitutionPoint(period.code, situation, None, None, None)
    percent = printed_percent(observation.value, observation.denominator)
    return InstitutionPoint(period.code, situation, percent, observation.value, observation.denominator)
