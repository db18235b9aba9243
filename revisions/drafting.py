"""How a draft begins: from nothing, from another indicator, from some of its parts; and the path that a strategy publishes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.defining.document import DefinitionDocument, Part, TargetPoint, Track, Words
from indicators.models import IndicatorRevision
from revisions.kinds import asked_of

Revision = IndicatorRevision
ALL = "all"


def blank(kind: str) -> DefinitionDocument:
    """A definition of this kind in which nothing is said yet but what follows from the kind."""
    asked, nothing = asked_of(kind), Words()
    return DefinitionDocument(
        name=nothing,
        definition=nothing,
        note=nothing,
        unit=nothing,
        means_of_verification=nothing,
        kind=kind,
        accumulation=asked.accumulations[0],
        across=asked.across[0],
        direction=Revision.Direction.INCREASE,
        headline=Revision.Headline.SUM,
        headline_category="",
        decimals=0,
        is_narrative_required=False,
        is_evidence_required=False,
        progress_method=Revision.ProgressMethod.SIMPLE,
        trajectory=Revision.Trajectory.LINEAR,
        institution_targets=Revision.InstitutionTargets.INDEPENDENT,
        tolerance=Decimal(0),
        range_low=None,
        range_high=None,
        components=(),
        dimensions=(),
        tags=(),
        series=(Track(ALL, nothing),),
    )


def begun_from(document: DefinitionDocument, parts: Collection[str] = ()) -> DefinitionDocument:
    """A new indicator that begins as another, or with some of its parts alone. What the other should reach is not its own.

    With some parts alone it begins without the words that speak of all of them: its name and what it counts are written anew.
    """
    if set(parts) & {each.code for each in document.components} and len(parts) < len(document.components):
        document = replace(document, name=Words(), definition=Words(), note=Words(), unit=Words())
    kept = tuple(each for each in document.components if not parts or each.code in parts)
    codes = {each.code for each in kept}
    series = tuple(
        replace(track, baselines=(), targets=())
        for track in document.series
        if not track.component or track.component in codes
    )
    if len(kept) == 1 and document.headline == Revision.Headline.NONE and not any(track.only for track in series):
        # The one part left is the figure itself: it needs no series apart.
        kept = tuple(replace(each, in_headline=_adds_up(each)) for each in kept)
        return replace(document, components=kept, series=(Track(ALL, Words()),), headline=Revision.Headline.SUM)
    return replace(document, components=kept, series=series or (Track(ALL, Words()),))


def _adds_up(part: Part) -> bool:
    return part.role in ("value", "numerator")


@dataclass(frozen=True, slots=True)
class YearValue:
    """The goal of a calendar year, as somebody published it or as we drew it between two published ones."""

    year: int
    value: Decimal
    is_interpolated: bool


def path_of(years: Iterable[YearValue], source: str, first: str) -> tuple[TargetPoint, ...]:
    """One target a year, on the first of its semesters, since a goal holds for its whole year; from the semester `first` on."""
    first_year, first_half = int(first[:4]), first[5:]
    return tuple(
        TargetPoint(
            period=f"{each.year}-{first_half if each.year == first_year else 'I'}",
            value=each.value,
            source=source,
            is_interpolated=each.is_interpolated,
        )
        for each in years
        if each.year >= first_year
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """What the targets of single institutions add up to in a semester, beside the target of all."""

    period: str
    total: Decimal
    of_all: Decimal | None
    count: int

    @property
    def agrees(self) -> bool:
        return self.total == self.of_all


def sums_of(track: Track) -> tuple[Sum, ...]:
    """For each semester in which some institution has a target of its own. Percentages do not add up: their parts do."""
    periods = dict.fromkeys(target.period for target in track.targets if target.institution)
    found = []
    for period in periods:
        own = [target for target in track.targets if target.period == period and target.institution]
        all_of_them = [target for target in track.targets if target.period == period and not target.institution]
        of_all = all_of_them[0].value if all_of_them else None
        found.append(Sum(period, sum((each.value for each in own), Decimal(0)), of_all, len(own)))
    return tuple(found)
