"""Which figure is to be explained: the series, one part of it, one institution's value, over which time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.models import Component, IndicatorRevision, Series
from reports.figures.current import track_of
from reports.figures.observing import Track
from reports.figures.own import alone
from reports.figures.reading import Reading

SEMESTER = "semester"
"""The usual time, when an address names it."""
OVERALL = "overall"
"""The part that is everything beside what is judged."""


NOT_APART = (Component.Role.DENOMINATOR, Component.Role.STAGE, Component.Role.OPTION)
"""Components without a figure of their own: they stand in another's."""


class NothingSuchError(LookupError):
    """The indicator has no such series, part, institution or time."""


class Over(StrEnum):
    """Over what the figure is taken. Values of the address and of a target's scope."""

    SEMESTER = "period"
    YEAR = "year"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Asked:
    """Codes, as they stand in the address; an empty one is the usual: the first series, the headline, all institutions."""

    series: str = ""
    part: str = ""
    institution: str = ""
    over: str = ""

    @property
    def span(self) -> Over:
        """Raises NothingSuchError."""
        if self.over in ("", SEMESTER):
            return Over.SEMESTER
        try:
            return Over(self.over)
        except ValueError as unknown:
            raise NothingSuchError(self.over) from unknown


def series_asked(reading: Reading, revision: IndicatorRevision, asked: Asked) -> Series:
    """Raises NothingSuchError."""
    for each in reading.series.get(revision.pk, ()):
        if asked.series in ("", each.code):
            return each
    raise NothingSuchError(asked.series)


def part_asked(reading: Reading, revision: IndicatorRevision, asked: Asked) -> Component | None:
    """The component that is asked for, if one is. Raises NothingSuchError."""
    if asked.part in ("", OVERALL):
        return None
    for each in reading.components[revision.pk]:
        if each.code == asked.part and each.role not in NOT_APART:
            return each
    raise NothingSuchError(asked.part)


def track_asked(revision: IndicatorRevision, series: Series, asked: Asked) -> Track:
    """What is followed of the indicator for that figure."""
    track = track_of(revision, series)
    if asked.part == OVERALL:
        return replace(track, is_overall=True)
    return replace(track, component=asked.part)


def narrowed(reading: Reading, asked: Asked) -> Reading:
    """The same reading with only the institution that is asked for, if one is. Raises NothingSuchError."""
    if not asked.institution:
        return reading
    if asked.institution not in reading.institutions:
        raise NothingSuchError(asked.institution)
    return alone(reading, asked.institution, is_over_several=asked.span is not Over.SEMESTER)


def ordinals_asked(reading: Reading, asked: Asked) -> list[int]:
    return reading.ordinals(asked.span)
