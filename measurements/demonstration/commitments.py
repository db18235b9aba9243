"""Which institution reports what in the demonstration. The plan itself names only CECOPAZ, for PART-1.1.1, and that stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.committing import place
from indicators.models import ActionPlan, Commitment, Indicator, ReportingPeriod
from institutions.models import Institution

REPORTED_BY = {
    "PREV-1.1.1": "EP MGP FAP CCFFAA CECOPAZ MINDEF",
    "PREV-1.2.1": "EP MGP FAP CECOPAZ",
    "PREV-1.3.1": "CCFFAA",
    "PREV-2.1.1": "EP MGP FAP CCFFAA",
    "PREV-2.2.1": "EP MGP FAP MINDEF",
    "PREV-2.3.1": "EP MGP FAP CCFFAA",
    "PREV-3.1.1": "EP MGP FAP CCFFAA",
    "PREV-3.2.1": "EP MGP FAP CCFFAA",
    "PART-1.1.1": "CECOPAZ",
    "PART-1.2.1": "CCFFAA",
    "PART-1.3.1": "EP MGP FAP CCFFAA",
    "PROT-1.1.1": "EP MGP FAP CECOPAZ",
    "PROT-1.2.1": "EP CCFFAA MINDEF",
    "PROT-1.3.1": "EP MGP FAP MINDEF",
    "PROT-2.1.1": "EP MGP FAP CCFFAA CECOPAZ",
    "PROT-2.2.1": "EP MGP FAP CCFFAA DGRRII",
    "PROT-2.3.1": "EP MGP FAP MINDEF",
    "REC-1.1.1": "CCFFAA MINDEF DGRRII",
    "REC-1.2.1": "EP MGP FAP MINDEF DGRRII",
    "REC-2.1.1": "EP MGP FAP",
    "REC-2.2.1": "CCFFAA",
}
JOINED_LATER = {("PROT-2.2.1", "FAP"): 3, ("REC-1.2.1", "FAP"): 2}
"""Semesters after the first from which an institution is committed: totals and comparisons must say so."""


def commit(plan: ActionPlan, semesters: Sequence[ReportingPeriod]) -> None:
    """Commit the institutions from the first semester of the demonstration on, as only a demonstration may."""
    indicators: dict[str, Indicator] = {one.code: one for one in Indicator.objects.filter(plan=plan)}
    institutions = {institution.code: institution for institution in Institution.objects.all()}
    for indicator, codes in REPORTED_BY.items():
        reporters = codes.split()
        for code in reporters:
            begins = semesters[JOINED_LATER.get((indicator, code), 0)]
            role = Commitment.Role.LEAD if code == reporters[0] else Commitment.Role.CONTRIBUTOR
            commit_one(Commitment(indicator=indicators[indicator], institution=institutions[code], role=role), begins)


def commit_one(commitment: Commitment, begins: ReportingPeriod) -> None:
    """A commitment that the plan already holds stays; the demonstration only covers the semesters before it."""
    existing = Commitment.objects.filter(indicator=commitment.indicator, institution=commitment.institution)
    real = existing.select_related("from_period").order_by("from_period__ordinal").first()
    if real is not None:
        if real.from_period.ordinal <= begins.ordinal:
            return
        before = ReportingPeriod.objects.filter(plan=begins.plan_id, ordinal__lt=real.from_period.ordinal)
        commitment.until_period = before.order_by("ordinal").last()
    commitment.from_period = begins
    place(commitment, at=begins.opens_at)
