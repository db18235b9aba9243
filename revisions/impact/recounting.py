"""What a past semester would have been under a drafted definition, counted anew from the parts that both definitions have.

Only what was reported can be counted: where the draft adds a part there are no data of it, and where it asks for categories that
were not asked then there are none either. Nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.defining.document import DefinitionDocument, Part, Track
from indicators.models import IndicatorRevision, Series
from reports.figures.answers import CellSum
from reports.figures.kinds import IN_WORDS
from reports.figures.lineage import definition_at
from reports.figures.reading import Reading

COUNTING = ("value", "numerator")
Cells = frozenset[str]
"""Keys of the categories that a series counts; empty: all cells."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one series counts: the codes of its components, within which categories."""

    components: tuple[str, ...]
    cells: Cells


@dataclass(frozen=True, slots=True)
class Recount:
    """A reading whose sums are those of the series as drafted; or what of it nobody was asked for."""

    reading: Reading | None
    lacking: tuple[str, ...] = ()


def asked(document: DefinitionDocument, track: Track) -> Asked:
    """The headline category narrows every series, as the series' own categories do."""
    cells = frozenset((*track.only, *filter(None, [document.headline_category])))
    if track.component:
        return Asked((track.component,), cells)
    return Asked(tuple(part.code for part in document.components if is_followed(part, document.headline)), cells)


def is_followed(part: Part, headline: str) -> bool:
    return part.in_headline or (headline == IndicatorRevision.Headline.NONE and part.role in COUNTING)


def cells_by_series(indicator: int) -> dict[int, Cells]:
    """Which categories each stored series of the indicator counts, in two queries."""
    narrowed: dict[int, set[str]] = {}
    rows = Series.objects.filter(revision__indicator=indicator)
    headline = "revision__headline_category__dimension__code", "revision__headline_category__code"
    for pk, dimension, code in rows.values_list("pk", *headline):
        narrowed[pk] = {f"{dimension}={code}"} if code else set()
    links = Series.categories.through.objects.filter(series__revision__indicator=indicator)
    for pk, dimension, code in links.values_list("series_id", "category__dimension__code", "category__code"):
        narrowed[pk].add(f"{dimension}={code}")
    return {pk: frozenset(keys) for pk, keys in narrowed.items()}


def recounted(
    reading: Reading,
    document: DefinitionDocument,
    track: Track,
    indicator: int,
    ordinal: int,
    cells: Mapping[int, Cells],
) -> Recount | None:
    """None where nothing can be recounted: words, another sort of figure, or categories that were not asked then."""
    then, wanted = definition_at(reading, indicator, ordinal), asked(document, track)
    if then is None or then.kind in IN_WORDS or document.kind in IN_WORDS:
        return None
    had = {each.code for each in reading.components[then.pk]}
    lacking = tuple(code for code in wanted.components if code not in had)
    if lacking:
        return Recount(None, lacking)
    alike = [each.code for each in reading.series.get(then.pk, ()) if cells[each.pk] == wanted.cells]
    if not alike and wanted.cells:
        return None
    key = (indicator, ordinal)
    rows = relabelled(reading.sums.get(key, ()), track.code, wanted, alike[0] if alike else None)
    return Recount(replace(reading, sums={**reading.sums, key: rows}))


def relabelled(rows: Sequence[CellSum], series: str, wanted: Asked, alike: str | None) -> list[CellSum]:
    """The rows of one stored series as rows of the drafted one; without a series alike, the sums over all cells."""
    source = alike if alike is not None else next((row.series for row in rows), "")
    kept = [row for row in rows if row.series == source and row.component in wanted.components]
    if alike is None:
        kept = [row._replace(value=row.whole, denominator=row.whole_denominator) for row in kept]
    return [row._replace(series=series, is_followed=True) for row in kept]
