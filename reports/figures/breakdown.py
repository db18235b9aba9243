"""A semester's figure by category: women and men of each rank, missions of the events. Sums of validated cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from indicators.models import Component, Dimension, IndicatorRevision, Series
from measurements.models import MeasuredValue, Measurement, RegisterEntry
from reports.arithmetic.aggregation import is_of_few
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.answers import plain, plain_or_none
from reports.figures.reading import Reading

SEX, WOMEN, MEN = "sex", "women", "men"
NOT_RECORDED = "not_recorded"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One category. `percent` is women among women and men (kind sex_split), the proportion (share) or the part of all (count),
    unrounded.
    """

    code: str
    label: str
    value: Decimal
    women: Decimal | None = None
    men: Decimal | None = None
    denominator: Decimal | None = None
    percent: Decimal | None = None
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One dimension. `kind`: sex_split, share or count. With several answers an item the rows may add up to more than the total."""

    dimension: str
    label: str
    kind: str
    rows: tuple[BreakdownRow, ...]
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class CellTotal:
    """The institutions' sum of one cell; `categories` maps each dimension's code to a category's."""

    categories: Mapping[str, str]
    value: Decimal
    denominator: Decimal | None


def breakdowns_of(reading: Reading, revision: IndicatorRevision, series: Series) -> tuple[Breakdown, ...]:
    """Every dimension of the definition that has cells in the semester, then the tags of a register."""
    links = revision.revision_dimensions.select_related("dimension").prefetch_related("dimension__categories")
    dimensions = [link.dimension for link in links]
    found: list[Breakdown | None] = []
    if dimensions:
        cells = cells_of(reading, revision, series)
        found += [by_dimension(each, dimensions, cells, is_share(revision)) for each in dimensions]
    tags = revision.revision_tags.select_related("dimension").prefetch_related("dimension__categories")
    found += by_tags([(link.dimension, link.is_multiple) for link in tags], reading, revision, series)
    return tuple(each for each in found if each is not None)


def is_share(revision: IndicatorRevision) -> bool:
    return revision.kind == IndicatorRevision.Kind.PROPORTION


def cells_of(reading: Reading, revision: IndicatorRevision, series: Series) -> list[CellTotal]:
    """The cells of the components that the series follows, within its categories."""
    rows = (
        MeasuredValue.objects.filter(
            measurement__in=validated(reading, revision), component__code__in=followed(reading, revision, series)
        )
        .exclude(combination__key="")
        .order_by()
        .values("combination__key")
        .filter(**({"denominator__isnull": False} if is_share(revision) else {}))
        .annotate(value=Sum("value"), denominator=Sum("denominator"))
    )
    within = {category.key for category in series.categories.select_related("dimension")}
    cells = []
    for row in rows:
        parts = row["combination__key"].split("|")
        if not within or within & set(parts):
            categories = dict(part.split("=", 1) for part in parts)
            cells.append(CellTotal(categories, plain(row["value"]), plain_or_none(row["denominator"])))
    return cells


def validated(reading: Reading, revision: IndicatorRevision) -> Iterable[Measurement]:
    """Of the institutions that the reading holds: one narrowed to some of them gives their cells alone."""
    return Measurement.objects.validated().filter(
        indicator=revision.indicator_id, period=reading.period, institution__code__in=list(reading.institutions)
    )


def followed(reading: Reading, revision: IndicatorRevision, series: Series) -> list[str]:
    components = [c for c in reading.components[revision.pk] if c.role != Component.Role.DENOMINATOR]
    if series.component_id is not None:
        return [c.code for c in components if c.pk == series.component_id]
    headline = [c.code for c in components if c.in_headline]
    return headline or [c.code for c in components if c.role != Component.Role.BESIDE]


def by_dimension(
    dimension: Dimension, crossed: Iterable[Dimension], cells: Iterable[CellTotal], share: bool
) -> Breakdown | None:
    groups: dict[str, list[CellTotal]] = defaultdict(list)
    for cell in cells:
        if dimension.code in cell.categories:
            groups[cell.categories[dimension.code]].append(cell)
    if not groups:
        return None
    by_sex = dimension.code != SEX and any(each.code == SEX for each in crossed)
    everything = sum((cell.value for group in groups.values() for cell in group), ZERO)
    rows = [
        row_of(category.code, category.name, groups[category.code], everything, share, by_sex)
        for category in dimension.categories.all()
        if category.code in groups
    ]
    kind = "share" if share else "sex_split" if by_sex else "count"
    return Breakdown(dimension.code, dimension.name, kind, tuple(rows))


def row_of(
    code: str, label: str, cells: Iterable[CellTotal], everything: Decimal, share: bool, by_sex: bool
) -> BreakdownRow:
    group = list(cells)
    value = sum((cell.value for cell in group), ZERO)
    if share:
        whole = sum((cell.denominator or ZERO for cell in group), ZERO)
        return BreakdownRow(
            code,
            label,
            value,
            denominator=whole,
            percent=exact_percent_or_none(value, whole),
            is_small=is_of_few(whole),
        )
    if by_sex:
        women = sum((cell.value for cell in group if cell.categories[SEX] == WOMEN), ZERO)
        men = sum((cell.value for cell in group if cell.categories[SEX] == MEN), ZERO)
        both = women + men
        share_of_women = exact_percent_or_none(women, both)
        return BreakdownRow(code, label, value, women, men, percent=share_of_women, is_small=is_of_few(both))
    return BreakdownRow(code, label, value, percent=exact_percent_or_none(value, everything))


def by_tags(
    dimensions: Iterable[tuple[Dimension, bool]], reading: Reading, revision: IndicatorRevision, series: Series
) -> list[Breakdown | None]:
    """How many items carry each tag, as they were sent. Where the figure counts joined items once, so does each tag: with the
    number of the head, else the largest, and the tags of all.
    """
    asked = list(dimensions)
    if not asked:
        return []
    components, is_once = followed(reading, revision, series), bool(reading.joined.get(revision.indicator_id))
    kept: dict[int, tuple[bool, int]] = {}
    tags: dict[int, set[str]] = defaultdict(set)
    rows = RegisterEntry.objects.filter(measurement__in=validated(reading, revision)).values_list(
        "item_id", "item__same_as_id", "frozen"
    )
    for item, head, frozen in rows:
        content = frozen or {}
        quantity = sum(content.get("counted", {}).get(component, 0) for component in components)
        if quantity:
            group = (head or item) if is_once else item
            kept[group] = max(kept.get(group, (False, 0)), (head is None, quantity))
            tags[group] |= set(content.get("tags", ()))
    quantities = {group: quantity for group, (_is_head, quantity) in kept.items()}
    total = Decimal(sum(quantities.values()))
    return [tag_breakdown(dimension, multiple, quantities, tags, total) for dimension, multiple in asked]


def tag_breakdown(
    dimension: Dimension, multiple: bool, quantities: Mapping[int, int], tags: Mapping[int, set[str]], total: Decimal
) -> Breakdown | None:
    rows = []
    for category in dimension.categories.all():
        key = f"{dimension.code}={category.code}"
        value = Decimal(sum(quantity for group, quantity in quantities.items() if key in tags[group]))
        if value:
            rows.append(BreakdownRow(category.code, category.name, value, percent=exact_percent_or_none(value, total)))
    return Breakdown(dimension.code, dimension.name, "count", tuple(rows), multiple) if rows else None
