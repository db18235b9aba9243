"""Which reports a person can open: of each kind, every one that the plan's begun semesters allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution, Role, User
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope, owes_anything


def possible_scopes(user: User, plan: ActionPlan, at: dt.datetime) -> list[ReportScope]:
    """The latest first, kind by kind. The technical secretary: the Committee's; an approver: those of their institution."""
    semesters = list(ReportingPeriod.objects.filter(plan=plan).order_by("-ordinal"))
    begun = [each for each in semesters if each.opens_at <= at]
    found: list[ReportScope] = []
    if user.post_as(Role.TECHNICAL_SECRETARY):
        found += of_the_committee(plan, semesters, begun)
    for institution in Institution.objects.filter(pk__in=user.institution_ids(Role.APPROVER)):
        found += own(plan, institution, begun)
    return found


def of_the_committee(
    plan: ActionPlan, semesters: Sequence[ReportingPeriod], begun: Sequence[ReportingPeriod]
) -> Iterator[ReportScope]:
    for each in begun:
        yield ReportScope(plan, ReportKind.SEMESTER, each, each)
    for _year, within in groupby(semesters, key=lambda period: period.ends_on.year):
        latest, *earlier = within
        if latest in begun:
            yield ReportScope(plan, ReportKind.ANNUAL, earlier[-1] if earlier else latest, latest)
    for last, first in combinations(begun, 2):
        yield ReportScope(plan, ReportKind.RANGE, first, last)


def own(plan: ActionPlan, institution: Institution, begun: Sequence[ReportingPeriod]) -> Iterator[ReportScope]:
    """Of each semester and of several, years among them, in which it owes something."""
    owed = [each.ordinal for each in begun if owes_anything(institution, each)]
    spans = [*((each, each) for each in begun), *((first, last) for last, first in combinations(begun, 2))]
    for first, last in spans:
        if any(first.ordinal <= ordinal <= last.ordinal for ordinal in owed):
            yield ReportScope(plan, ReportKind.OWN, first, last, institution)
