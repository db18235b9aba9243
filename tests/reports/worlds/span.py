"""Four semesters and three institutions: every way in which a figure goes over a year, each worked out by hand in the tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer
from reports import snapshot
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from tests import factories as make

AT = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)
"""All windows have closed."""
CODES = ("2025-I", "2025-II", "2026-I", "2026-II")
NOT_APPLICABLE, NOT_AVAILABLE = Answer.NOT_APPLICABLE, Answer.NOT_AVAILABLE


@dataclass(frozen=True, slots=True)
class SpanWorld:
    plan: ActionPlan
    periods: dict[str, ReportingPeriod]

    def institution(self, code: str) -> Institution:
        return make.make_institution(code)

    def owe(self, revision: IndicatorRevision, *codes: str, since: str = "2025-I") -> IndicatorRevision:
        for code in codes:
            make.make_commitment(revision, self.institution(code), self.periods[since])
        return revision

    def say(self, revision: IndicatorRevision, institution: str, *said: Any, **fields: Any) -> None:
        """What an institution answered from 2025-I on: a value, a pair of parts, an answer without one, or None for silence."""
        for period, each in zip(self.periods.values(), said, strict=False):
            if each in (NOT_APPLICABLE, NOT_AVAILABLE):
                make.make_measurement(revision, self.institution(institution), period, answer=each, **fields)
            elif each is not None:
                make.make_measurement(revision, self.institution(institution), period, value=each, **fields)

    def scope(self, first: str = "2026-I", last: str = "2026-II", kind: str = ReportKind.ANNUAL) -> ReportScope:
        return ReportScope(self.plan, kind, self.periods[first], self.periods[last])

    def content(self, *semesters: str, kind: str = ReportKind.ANNUAL) -> snapshot.Content:
        frozen = snapshot.freeze(snapshot.build(self.scope(*semesters, kind=kind), at=AT))
        return frozen.content

    def series(self, *semesters: str, kind: str = ReportKind.ANNUAL, number: int = 0) -> snapshot.Content:
        """What the snapshot holds of the first indicator's first series over the span."""
        found: snapshot.Content = self.content(*semesters, kind=kind)["span"]["indicators"][number]["series"][0]
        return found


def make_span_world(*codes: str) -> SpanWorld:
    plan = make.make_plan()
    return SpanWorld(plan, {code: make.make_period(plan, code) for code in codes or CODES})
