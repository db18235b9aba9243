"""What a report accounts for: a plan, some of its semesters one after the other, and perhaps one institution alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indicators.calendar import Semester
from indicators.models import ActionPlan, Commitment, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.answer.refusals import Refused
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.rules import require_begun
from reports.report_kinds.wording import title_text


class NotPossible(Refused):
    """There is no such report: the message says which semesters it could have."""


@dataclass(frozen=True, slots=True)
class ReportScope:
    """`first` to `period`, both included; figures of "the semester" are those of `period`, the last one."""

    plan: ActionPlan
    kind: str
    first: ReportingPeriod
    period: ReportingPeriod
    institution: Institution | None = None

    @property
    def is_of_the_committee(self) -> bool:
        """Whether it names what every institution answered, and so is adopted in a meeting."""
        return self.kind != ReportKind.OWN

    @property
    def is_of_several(self) -> bool:
        """Whether it accounts for more than its last semester; an annual report does, even where its plan has half the year."""
        return self.kind == ReportKind.ANNUAL or self.first != self.period

    @property
    def is_of_a_year(self) -> bool:
        """Whether it accounts for both semesters of one calendar year; an annual report also for one, where the plan has no other."""
        return self.kind == ReportKind.ANNUAL or (
            self.first != self.period and self.first.ends_on.year == self.period.ends_on.year
        )


def scope_of(report: ReportDraft | ReportEdition) -> ReportScope:
    return ReportScope(report.plan, report.kind, report.first_period, report.period, report.institution)


def of_semester(plan: ActionPlan, period: ReportingPeriod) -> ReportScope:
    return ReportScope(plan, ReportKind.SEMESTER, period, period)


def of_year(plan: ActionPlan, year: int) -> ReportScope | None:
    """The annual report: of as much of the year as the plan has. None where it has nothing of it."""
    semesters = list(ReportingPeriod.objects.filter(plan=plan, ends_on__year=year).order_by("ordinal"))
    return ReportScope(plan, ReportKind.ANNUAL, semesters[0], semesters[-1]) if semesters else None


def periods_of(scope: ReportScope) -> list[ReportingPeriod]:
    """The plan's semesters that the report accounts for, in their order."""
    between = (scope.first.ordinal, scope.period.ordinal)
    return list(ReportingPeriod.objects.filter(plan=scope.plan, ordinal__range=between).order_by("ordinal"))


def skipped_in(scope: ReportScope) -> list[str]:
    """Codes of the semesters between the first and the last that the plan does not have: nobody could report them."""
    known = {each.ordinal for each in periods_of(scope)}
    ordinals = range(scope.first.ordinal, scope.period.ordinal + 1)
    return [Semester.from_ordinal(each).code for each in ordinals if each not in known]


def scope_title(scope: ReportScope) -> str:
    """What the report is called, in the active language."""
    language = get_language() or "es"
    return title_text(
        scope.kind,
        first=scope.first.code,
        last=scope.period.code,
        language=language,
        institution=scope.institution.name if scope.institution else "",
    )


# --- Which reports there can be ---


def require_possible(scope: ReportScope, at: dt.datetime) -> None:
    """Raises NotPossible for semesters that make no report of that kind, and NotOpen for a last one that has not opened."""
    if {scope.first.plan_id, scope.period.plan_id} != {scope.plan.pk}:
        raise NotPossible(_("A report accounts for the semesters of one plan."))
    if scope.first.ordinal > scope.period.ordinal:
        raise NotPossible(_("The first semester comes before the last one."))
    if scope.kind == ReportKind.SEMESTER and scope.first != scope.period:
        raise NotPossible(_("This kind of report accounts for one semester."))
    if scope.kind == ReportKind.RANGE and scope.first == scope.period:
        raise NotPossible(_("A report of several semesters has at least two; one alone has its own report."))
    if scope.kind == ReportKind.ANNUAL:
        require_whole_year(scope)
    require_begun(scope.period, at)
    if not scope.is_of_the_committee:
        require_commitments(scope)


def require_whole_year(scope: ReportScope) -> None:
    """All that the plan has of one calendar year. The first half of a year is no year: its semester has a report."""
    whole = of_year(scope.plan, scope.period.ends_on.year)
    if whole is None or (whole.first, whole.period) != (scope.first, scope.period):
        raise NotPossible(_("An annual report accounts for every semester that the plan has in one calendar year."))


def require_commitments(scope: ReportScope) -> None:
    institution = scope.institution
    if institution is None or not any(owes_anything(institution, each) for each in periods_of(scope)):
        raise NotPossible(
            _("The institution is committed to no indicator in what the report accounts for: it has nothing to report.")
        )


def owes_anything(institution: Institution, period: ReportingPeriod) -> bool:
    """Whether it is committed, in the semester, to an indicator with a definition in force."""
    followed = IndicatorRevision.objects.in_force(period).values("indicator")
    return Commitment.objects.in_force(period).filter(institution=institution, indicator__in=followed).exists()
