"""Definitions adopted in tests: a plan whose 2025-II has closed, 2026-I is open and later semesters have not opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from indicators.adopting import Adoption, adopt, introduce, retire
from indicators.defining.document import DefinitionDocument, TargetPoint, Words
from indicators.defining.reading import document_of
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from tests import factories as make

AT = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
SEMESTERS = ("2025-II", "2026-I", "2026-II", "2027-I", "2027-II")
ACT = "Acta 2-2026"
WHY = Words("Así lo acordó el Comité.", "So the Committee agreed.")


def make_semesters(plan: ActionPlan) -> dict[str, ReportingPeriod]:
    return {code: make.make_period(plan, code) for code in SEMESTERS}


def adoption(period: ReportingPeriod, change_class: str = "editorial", **fields: Any) -> Adoption:
    said: dict[str, Any] = {
        "effective_from": period,
        "adopted_on": AT.date(),
        "act_reference": ACT,
        "change_class": change_class,
        "comparability": "continuous",
        "rebase_factor": None,
        "rationale": WHY,
    }
    return Adoption(**(said | fields))


def period(plan: ActionPlan, code: str) -> ReportingPeriod:
    found: ReportingPeriod = plan.periods.get(code=code)
    return found


def changed(revision: IndicatorRevision, **fields: Any) -> DefinitionDocument:
    return replace(document_of(revision), **fields)


def with_target(
    document: DefinitionDocument, value: int, semester: str = "2027-II", **fields: Any
) -> DefinitionDocument:
    """With one more target of its first series, or another value in its place."""
    first, *others = document.series
    kept = [each for each in first.targets if (each.period, each.institution) != (semester, "")]
    point = TargetPoint(semester, Decimal(value), **fields)
    return replace(document, series=(replace(first, targets=(*kept, point)), *others))


def reworded(revision: IndicatorRevision, text: str = "Otro nombre") -> DefinitionDocument:
    return changed(revision, name=Words(text, "Another name"))


def adopted(
    revision: IndicatorRevision,
    document: DefinitionDocument,
    semester: str = "2026-II",
    *,
    at: dt.datetime = AT,
    **fields: Any,
) -> IndicatorRevision:
    """The definition after this one, adopted for a semester."""
    says = adoption(period(revision.indicator.plan, semester), **fields)
    return adopt(revision.indicator, document, says, read=revision, at=at, sent=lambda: False)


def retired(revision: IndicatorRevision, semester: str = "2026-II", *, at: dt.datetime = AT) -> IndicatorRevision:
    says = adoption(period(revision.indicator.plan, semester), "retired")
    return retire(revision.indicator, says, read=revision, at=at, sent=lambda: False)


def introduced(like: IndicatorRevision, code: str, semester: str = "2026-II", **fields: Any) -> IndicatorRevision:
    """A new indicator of the same action that is defined alike."""
    plan = like.indicator.plan
    says = adoption(period(plan, semester), **({"change_class": "new"} | fields))
    return introduce(plan, code, like.indicator.action, document_of(like), says, at=AT)
