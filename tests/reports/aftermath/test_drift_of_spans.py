"""Drift of a report over several semesters: data of any of them that change are told, each under its semesters."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from measurements.models import MeasuredValue
from reports.aftermath.difference_words import lines_of
from reports.aftermath.drift import drift_of
from reports.drafting.opening import open_draft
from reports.edition.reading import Snapshot
from reports.issued import issuing
from tests.cast import Cast
from tests.factories.reports import adopt_draft
from tests.reports.report_kinds.test_kinds_printed import make_year_world
from tests.reports.worlds.span import AT

pytestmark = pytest.mark.django_db


def test_change_of_an_earlier_semester_is_told_there_and_in_the_year(cast: Cast) -> None:
    """EP of 2026-I was 3 and becomes 12: the semester 9 → 18, the year 13 → 22, and the target of the year, 20, is reached."""
    world = make_year_world()
    draft = adopt_draft(open_draft(world.scope(), by=cast.secretary, at=AT), by=cast.secretary, at=AT)
    edition = issuing.issue(draft, by=cast.secretary, at=AT)
    assert not drift_of(edition, at=AT).has_drifted
    value = MeasuredValue.objects.get(
        measurement__institution__code="EP",
        measurement__period=world.periods["2026-I"],
        measurement__indicator__code="PREV-1.1.1",
    )
    MeasuredValue.objects.filter(pk=value.pk).update(value=12)
    drift = drift_of(edition, at=AT)
    with override("en"):
        said = [
            (each.where, each.what, each.before, each.after)
            for each in lines_of(drift.found, Snapshot(edition.content, "en"))
        ]
    assert said == [
        ("PREV-1.1.1", "State of progress", "Off track", "On track"),
        ("PREV-1.1.1 · 2026\u00a0H1", "Figure", "9", "18"),
        ("PREV-1.1.1 · 2026", "Figure", "13", "22"),
        ("PREV-1.1.1 · 2026\u00a0H2", "State of progress", "Off track", "On track"),
        ("PREV-1.1.1 · 2026\u00a0H1", "Figure that the change is read from", "3", "12"),
        ("PREV-1.1.1 · EP · 2026\u00a0H1", "Values by category", "as it stood", "another since"),
    ]
