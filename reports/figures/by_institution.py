"""What each institution says of one series over time, and who is committed to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import Commitment, Indicator, ReportingPeriod
from reports.arithmetic.aggregation import Answer, Observation
from reports.arithmetic.percent import printed_percent, unrounded
from reports.figures.judging import Judgement
from reports.figures.kinds import Own, own_words
from reports.figures.lineage import breaks
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import Track, observe
from reports.figures.own import OwnPath
from reports.figures.reading import Owing, Reading, is_in_force


@dataclass(frozen=True, slots=True)
class InstitutionPoint:
    """What one institution says of a semester. `situation` is reported, not_available, not_applicable, not_sent,
    not_validated (sent, under review) or not_expected (no commitment): a value only when reported, and zero is a value.
    `is_break`: from here it means something else. `is_rebased`: it was brought to a later definition, and is not what was sent.
    `words` is the answer where it is a stage, an option or a text, and then there is no value.
    """

    period: str
    situation: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    words: Own | None = None
    is_break: bool = False
    is_rebased: bool = False

    @property
    def has_answer(self) -> bool:
        """Whether it says anything, in numbers or in words."""
        return self.value is not None or self.words is not None

    @property
    def exact(self) -> Decimal | None:
        """The value before it is rounded: what is printed and drawn."""
        return unrounded(self.value, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class InstitutionHistory:
    """The semesters of one institution; `path` is the way to targets of its own, where it has some."""

    institution: InstitutionName
    points: tuple[InstitutionPoint, ...]
    path: OwnPath | None = None

    @property
    def judgement(self) -> Judgement | None:
        """How it stands against its own targets; None where none is set for it."""
        return self.path.judgement if self.path else None

    @property
    def latest(self) -> InstitutionPoint:
        return self.points[-1]

    @property
    def comparable(self) -> tuple[InstitutionPoint, ...]:
        """Semesters with a value since the definition last broke."""
        start = max((number for number, point in enumerate(self.points) if point.is_break), default=0)
        return tuple(point for point in self.points[start:] if point.value is not None)

    @property
    def has_values(self) -> bool:
        return any(point.value is not None for point in self.points)


@dataclass(frozen=True, slots=True)
class Reporter:
    """An institution committed to the indicator in the semester."""

    institution: InstitutionName
    role: str


def institutions_of(
    reading: Reading, track: Track, semesters: Iterable[ReportingPeriod], visible: Collection[str] | None
) -> tuple[InstitutionHistory, ...]:
    periods, broken = list(semesters), breaks(reading, track.indicator)
    seen = {each.ordinal: observe(reading, track, each.ordinal) for each in periods}
    return tuple(
        InstitutionHistory(
            name_institution(institution),
            tuple(
                replace(
                    point_of(reading, track, each, code, seen[each.ordinal].get(code)),
                    is_break=each.ordinal in broken,
                )
                for each in periods
            ),
        )
        for code, institution in reading.institutions.items()
        if (visible is None or code in visible) and any(code in observations for observations in seen.values())
    )


def point_of(
    reading: Reading, track: Track, period: ReportingPeriod, code: str, observation: Observation | None
) -> InstitutionPoint:
    situation = situation_of(reading, track, period.ordinal, code, observation)
    if track.is_in_words:
        return InstitutionPoint(
            period.code, situation, None, None, None, own_words(reading, track, period.ordinal, code)
        )
    if observation is None or observation.value is None:
        return InstitutionPoint(period.code, situation, None, None, None)
    if not track.is_percent:
        return InstitutionPoint(
            period.code, situation, observation.value, None, None, is_rebased=observation.is_rebased
        )
    numerator, denominator = observation.value, observation.denominator
    percent = None if denominator is None else printed_percent(numerator, denominator)
    return InstitutionPoint(period.code, situation, percent, numerator, denominator, is_rebased=observation.is_rebased)


def situation_of(reading: Reading, track: Track, ordinal: int, code: str, observation: Observation | None) -> str:
    if observation is not None and observation.answer is not None:
        return str(observation.answer) if observation.answer != Answer.REPORTED else "reported"
    answered = reading.answers.get((track.indicator, ordinal), {}).get(code)
    if answered is not None and answered.first_sent_at is not None:
        return "not_validated"
    return "not_expected" if observation is None else "not_sent"


def reporters_of(reading: Reading, indicator: Indicator) -> tuple[Reporter, ...]:
    commitments: Iterable[Owing] = reading.commitments.get(indicator.pk, ())
    here = [each for each in commitments if is_in_force(each, reading.period.ordinal)]
    here.sort(key=lambda each: (each.role != Commitment.Role.LEAD, each.institution.order, each.institution.code))
    return tuple(Reporter(name_institution(each.institution), each.role) for each in here)
