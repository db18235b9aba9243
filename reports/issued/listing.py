"""The list of what was issued, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from reports.aftermath.wording import compared_text
from reports.models import EditionFile, ReportEdition, ReportKind
from reports.models.edition import ReportEditionQuerySet
from reports.report_kinds.scope import scope_of, scope_title

PAGE_SIZE = 20
FORMATS = ("pdf", "docx", "xlsx", "json")
PARTS = (EditionFile.Part.REPORT, EditionFile.Part.BRIEF, EditionFile.Part.ANNEX)
LANGUAGES = ("es", "en", "")
STATE_MARKS = {
    ReportEdition.State.ISSUED: "validated",
    ReportEdition.State.SUPERSEDED: "closed",
    ReportEdition.State.WITHDRAWN: "returned",
}


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The files of one part in one language."""

    label: str
    language: str
    files: tuple[EditionFile, ...]


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """`compared`: what comparing it with the data found last, where it is in force and could be corrected; `has_moved` if they differed."""

    edition: ReportEdition
    title: str
    mark: str
    compared: str
    has_moved: bool
    groups: tuple[FileGroup, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a kind of report, a year of issuing; empty takes all."""

    kind: str = ""
    year: int | None = None

    @property
    def query(self) -> str:
        asked = {"clase": self.kind, "anio": str(self.year or "")}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_set(self) -> bool:
        return bool(self.query)


def read_filters(asked: Any) -> Filters:
    kind, year = asked.get("clase", ""), asked.get("anio", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    return Filters(kind if kind in ReportKind.values else "", int(year) if is_year else None)


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """The editions of one plan by the year in which they were issued."""

    plan: ActionPlan
    is_current: bool
    years: tuple[tuple[int, tuple[ListedEdition, ...]], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """`plans`: the editions of the page, the current plan first. `kinds` and `all_years`: what can be asked for."""

    page: Page[ReportEdition]
    plans: tuple[ListedPlan, ...]
    filters: Filters
    kinds: tuple[tuple[str, str], ...]
    all_years: tuple[int, ...]

    @property
    def has_filters(self) -> bool:
        """A list that fits on one page needs none."""
        return self.filters.is_set or self.page.paginator.num_pages > 1


def listing_of(editions: ReportEditionQuerySet, current: ActionPlan | None, filters: Filters, page: object) -> Listing:
    """`editions`: all that the person reads, with their files. `current`: the plan adopted last, whose own come first."""
    pairs = set(editions.order_by().values_list("kind", "year"))
    narrowed = editions.order_by("-plan__adopted_year", "plan__code", "-year", "-serial").defer("snapshot")
    if filters.kind:
        narrowed = narrowed.filter(kind=filters.kind)
    if filters.year:
        narrowed = narrowed.filter(year=filters.year)
    found: Page[ReportEdition] = Paginator(narrowed, PAGE_SIZE).get_page(page)  # type: ignore[arg-type]
    kinds = {kind for kind, _year in pairs}
    return Listing(
        page=found,
        plans=by_plan(found.object_list, current),
        filters=filters,
        kinds=tuple((value, str(label)) for value, label in ReportKind.choices if value in kinds),
        all_years=tuple(sorted({year for _kind, year in pairs}, reverse=True)),
    )


def by_plan(editions: Iterable[ReportEdition], current: ActionPlan | None) -> tuple[ListedPlan, ...]:
    return tuple(
        ListedPlan(plan, plan == current, by_year(rows, plan == current))
        for plan, rows in groupby(editions, key=lambda each: each.plan)
    )


def by_year(editions: Iterable[ReportEdition], is_current: bool) -> tuple[tuple[int, tuple[ListedEdition, ...]], ...]:
    years = groupby(editions, key=lambda each: each.year)
    return tuple((year, tuple(listed(each, is_current) for each in rows)) for year, rows in years)


def listed(edition: ReportEdition, is_current: bool) -> ListedEdition:
    """`is_current`: of the plan in force. What is no longer in force is not compared, and what was found before says nothing any more."""
    is_compared = is_current and edition.state == ReportEdition.State.ISSUED
    last = getattr(edition, "last_comparison", None) if is_compared else None
    return ListedEdition(
        edition,
        scope_title(scope_of(edition)),
        STATE_MARKS[edition.state],
        compared=compared_text(last) if is_compared else "",
        has_moved=last is not None and last.changed > 0,
        groups=grouped(edition.files.all()),
    )


def grouped(files: Iterable[EditionFile]) -> tuple[FileGroup, ...]:
    """Part by part, in Spanish and in English; what holds both languages at the end of its part."""
    ordered = sorted(files, key=rank)
    groups = groupby(ordered, key=lambda each: (each.part, each.language))
    return tuple(FileGroup(group_label(rows), rows[0].language, rows) for rows in (tuple(g) for _key, g in groups))


def rank(file: EditionFile) -> tuple[int, int, int]:
    known: Sequence[Sequence[str]] = (PARTS, LANGUAGES, FORMATS)
    found = (file.part, file.language, file.format)
    first, second, third = (
        order.index(value) if value in order else len(order) for order, value in zip(known, found, strict=True)
    )
    return first, second, third


def group_label(files: Sequence[EditionFile]) -> str:
    words = {"part": files[0].get_part_display()}
    if files[0].language == "es":
        return _("%(part)s in Spanish") % words
    return (_("%(part)s in English") if files[0].language else _("%(part)s, both languages")) % words
