"""A plan in its first semesters, and one definition of it: proposed, or adopted and sealed."""

from __future__ import annotations

import pytest

from indicators.adopting import adopt_as_proposed, seal
from indicators.models import ActionPlan, IndicatorRevision
from tests import factories as make
from tests.indicators import adopted as a


@pytest.fixture
def plan(db: None) -> ActionPlan:
    plan = make.make_plan()
    a.make_semesters(plan)
    return plan


@pytest.fixture
def proposed(plan: ActionPlan) -> IndicatorRevision:
    revision = make.make_count(plan, effective_from=a.period(plan, "2025-II"))
    make.make_target(revision.series.get(), a.period(plan, "2026-II"), 40)
    return revision


@pytest.fixture
def sealed(proposed: IndicatorRevision) -> IndicatorRevision:
    """Adopted as it was proposed, in a session whose minutes are closed."""
    says = a.adoption(a.period(proposed.indicator.plan, "2026-I"), "new")
    current = adopt_as_proposed(proposed, says, at=a.AT, sent=lambda: False)
    seal([current], at=a.AT)
    current.refresh_from_db()
    return current
