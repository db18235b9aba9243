"""The matrix indicator × institution of one semester: who leads, who contributes, since when, and what is to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from indicators.commitment_steps import NONE, Pair, Step
from indicators.models import Commitment, IndicatorRevision, Pillar, ReportingPeriod
from institutions.models import Institution

Held = Mapping[Pair, Sequence[Commitment]]
"""By pair, the commitments that oblige in the semester or in a later one, the first first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One institution and one indicator. `role` is what is shown or wanted, `was` what was read; `notes` say since when."""

    institution: Institution
    key: str
    role: str
    was: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    revision: IndicatorRevision
    cells: tuple[Cell, ...]
    is_single: bool

    @property
    def held(self) -> list[Cell]:
        """What there is to read of it: institutions that are committed or will be."""
        return [cell for cell in self.cells if cell.role or cell.notes]


@dataclass(frozen=True, slots=True)
class Group:
    pillar: Pillar
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the matrix is shown: one pillar's indicators, one institution; empty is all."""

    pillar: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the page shows. `pillars` and `every_institution` are what can be chosen."""

    period: ReportingPeriod
    institutions: tuple[Institution, ...]
    groups: tuple[Group, ...]
    pillars: tuple[Pillar, ...]
    every_institution: tuple[Institution, ...]

    @property
    def read(self) -> list[str]:
        """What the page was made from, for its hidden fields: only pairs that are committed."""
        cells = (cell for group in self.groups for row in group.rows for cell in row.cells)
        return [f"{cell.key}:{cell.was}" for cell in cells if cell.was]


def matrix_of(period: ReportingPeriod, filters: Filters, *, steps: Iterable[Step] = ()) -> Matrix:
    """The matrix in a fixed number of queries. `steps` are shown as wanted, over what they were decided on."""
    held = held_from(period)
    wanted = {step.pair: step for step in steps}
    everybody = list(Institution.objects.filter(Q(is_participating=True) | Q(code__in={pair[1] for pair in held})))
    shown = tuple(each for each in everybody if filters.institution in ("", each.code))
    revisions = revisions_of(period, {indicator for indicator, _institution in held})
    rows: dict[Pillar, list[Row]] = {}
    for revision in revisions:
        cells = tuple(cell_of(revision, institution, period, held, wanted) for institution in shown)
        is_single = revision.across == IndicatorRevision.Across.SINGLE_REPORTER
        rows.setdefault(revision.indicator.pillar, []).append(Row(revision, cells, is_single))
    groups = tuple(Group(p, tuple(found)) for p, found in rows.items() if filters.pillar in ("", p.code))
    return Matrix(period, shown, groups, tuple(rows), tuple(everybody))


def held_from(period: ReportingPeriod) -> dict[Pair, list[Commitment]]:
    found: dict[Pair, list[Commitment]] = defaultdict(list)
    lasting = Commitment.objects.filter(
        Q(until_period__isnull=True) | Q(until_period__ordinal__gte=period.ordinal), indicator__plan=period.plan_id
    ).of_followed(period)
    related = lasting.select_related("indicator", "institution", "from_period", "until_period")
    for each in related.order_by("from_period__ordinal"):
        found[each.indicator.code, each.institution.code].append(each)
    return found


def revisions_of(period: ReportingPeriod, committed: Iterable[str]) -> Iterable[IndicatorRevision]:
    """Definitions in force; an indicator that was retired only while somebody is still committed to it."""
    gone = Q(change_class=IndicatorRevision.ChangeClass.RETIRED) & ~Q(indicator__code__in=set(committed))
    return IndicatorRevision.objects.in_force(period).exclude(gone).select_related("indicator__pillar")


def cell_of(
    revision: IndicatorRevision,
    institution: Institution,
    period: ReportingPeriod,
    held: Held,
    wanted: Mapping[Pair, Step],
) -> Cell:
    pair = revision.indicator.code, institution.code
    own = held.get(pair, ())
    here = next((each for each in own if each.from_period.ordinal <= period.ordinal), None)
    now = here.role if here else NONE
    step = wanted.get(pair)
    role, was = (step.after, step.before) if step else (now, now)
    return Cell(institution, ":".join(pair), role, was, tuple(notes_of(own, here)))


def notes_of(own: Iterable[Commitment], here: Commitment | None) -> Iterable[str]:
    """Since when, until when, and what is to come."""
    if here is not None:
        yield _("since %(period)s") % {"period": said(here.from_period)}
        if here.until_period is not None:
            yield _("until %(period)s") % {"period": said(here.until_period)}
    for later in own:
        if later is not here:
            words = {"role": later.get_role_display(), "period": said(later.from_period)}
            yield _("%(role)s from %(period)s") % words


def said(period: ReportingPeriod) -> str:
    return period_label(period.code, language())
