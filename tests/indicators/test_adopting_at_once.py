"""Two who adopt at the same moment: one definition comes into force, and the other is told."""

from __future__ import annotations

import pytest
from django.db import connection

from indicators.defining.reading import document_of
from indicators.models import IndicatorRevision
from indicators.refusals import Stale
from tests import factories as make
from tests.indicators import adopted as a
from tests.measurements.joining.test_joining_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def revision(transactional_db: None) -> IndicatorRevision:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    plan = make.make_plan()
    a.make_semesters(plan)
    return make.make_count(plan, effective_from=a.period(plan, "2025-II"))


def test_of_two_adoptions_one_is_made_and_the_other_is_stale(revision: IndicatorRevision) -> None:
    refused = at_once(
        lambda: a.adopted(revision, a.reworded(revision, "Primero")),
        lambda: a.adopted(revision, a.reworded(revision, "Segundo")),
    )
    assert [type(each) for each in refused] == [Stale]
    made = revision.indicator.revisions.get(number=2)
    assert document_of(made).name.es in ("Primero", "Segundo")
    assert made.components.count() == 1


def test_adopting_and_retiring_at_once_leave_one_of_them(revision: IndicatorRevision) -> None:
    refused = at_once(
        lambda: a.adopted(revision, a.reworded(revision)),
        lambda: a.retired(revision),
    )
    assert [type(each) for each in refused] == [Stale]
    assert revision.indicator.revisions.count() == 2
