"""Drift of what a report prints beside its figures: amounts, earlier semesters, baselines, goals, cells. Time alone moves none of it."""

from __future__ import annotations

import copy
import datetime as dt

import pytest
from django.utils.translation import override

from activities.models import BudgetItem
from indicators.models import ContextValue, Target
from measurements.models import MeasuredValue, Measurement
from reports.aftermath.difference_words import lines_of
from reports.aftermath.differences import differences
from reports.aftermath.drift import drift_of
from reports.edition.reading import Snapshot
from reports.models import ReportEdition
from tests import factories as make
from tests.cast import Cast
from tests.factories.reports import issue
from tests.reports.worlds.report import CLOSED, OPEN, World, make_world

pytestmark = pytest.mark.django_db
LATER = CLOSED + dt.timedelta(days=9)
YEARS_LATER = CLOSED + dt.timedelta(days=800)


def make_spending_world() -> World:
    """As make_world, and the army stated 500 initial and 450 modified."""
    world = make_world()
    make.make_budget_item(make.make_statement(world.plan, world.army), initial=500, modified=450)
    return world


def issued(world: World, cast: Cast, at: dt.datetime = CLOSED) -> ReportEdition:
    return ReportEdition.objects.whole().get(pk=issue(world.plan, world.period, by=cast.secretary, at=at).pk)


def told(edition: ReportEdition, at: dt.datetime = LATER) -> list[tuple[str, str, str, str]]:
    with override("en"):
        found = lines_of(drift_of(edition, at=at).found, Snapshot(edition.content, "en"))
    return [(each.where, each.what, each.before, each.after) for each in found]


@pytest.mark.parametrize("at", [OPEN, CLOSED])
def test_what_only_time_changed_is_no_drift(cast: Cast, at: dt.datetime) -> None:
    assert told(issued(make_spending_world(), cast, at), YEARS_LATER) == []


def test_an_amount_of_a_budget_is_told(cast: Cast) -> None:
    world = make_spending_world()
    edition = issued(world, cast)
    BudgetItem.objects.update(modified=475)
    assert told(edition) == [("EP", "PIM", "450", "475")]


def test_an_earlier_semester_is_told_with_the_change_that_is_read_from_it(cast: Cast) -> None:
    """PREV-1.2.1 of 2025-II: the army's 8 and the navy's 8; the change to 2026-I is read from the army's."""
    world = make_world()
    edition = issued(world, cast)
    MeasuredValue.objects.filter(
        measurement__indicator=world.hours.indicator,
        measurement__period=world.before,
        measurement__institution=world.army,
    ).update(value=6)
    assert told(edition) == [
        ("PREV-1.2.1 · 2025\u00a0H2", "Figure of an earlier semester", "16", "14"),
        ("PREV-1.2.1 · 2025\u00a0H2", "Figure that the change is read from", "8", "6"),
    ]


def test_cells_that_move_within_the_same_total_are_told(cast: Cast) -> None:
    """14 women and 30 men become 30 and 14: 44 stays, and so does everything but the two categories and the cells behind them."""
    world = make_world()
    edition = issued(world, cast)
    cells = MeasuredValue.objects.filter(
        measurement__indicator=world.trained.indicator, measurement__period=world.period
    )
    for cell in cells:
        MeasuredValue.objects.filter(pk=cell.pk).update(value=44 - cell.value)
    said = told(edition)
    assert ("PREV-1.1.1 · EP", "Values by category", "as it stood", "another since") in said
    assert [line[1:] for line in said if line[0] != "PREV-1.1.1 · EP"] == [
        ("Figure", "14", "30"),
        ("Figure", "30", "14"),
    ]


def test_what_an_institution_wrote_beside_its_answer_is_told(cast: Cast) -> None:
    """The section on practices prints it word for word. A text that moves hides no cells that do."""
    world = make_world()
    of_army = Measurement.objects.filter(period=world.period, institution=world.army)
    of_army.filter(indicator=world.hours.indicator).update(narrative="Faltó transporte.")
    edition = issued(world, cast)
    of_army.filter(indicator=world.hours.indicator).update(narrative="Hubo transporte.")
    of_army.filter(indicator=world.trained.indicator).update(narrative="Se rotaron las aulas.")
    assert told(edition) == [
        ("PREV-1.1.1 · EP", "Text of the institution", "none", "another since"),
        ("PREV-1.2.1 · EP", "Text of the institution", "as it stood", "another since"),
    ]
    cells = MeasuredValue.objects.filter(
        measurement__indicator=world.trained.indicator, measurement__period=world.period
    )
    for cell in cells:
        MeasuredValue.objects.filter(pk=cell.pk).update(value=44 - cell.value)
    assert ("PREV-1.1.1 · EP", "Values by category", "as it stood", "another since") in told(edition)


def test_a_baseline_another_target_and_a_goal_are_told(cast: Cast) -> None:
    world = make_world()
    edition = issued(world, cast)
    make.make_baseline(world.hours.series.get(), world.before, 5)
    Target.objects.update(value=25)
    ContextValue.objects.filter(series__series_code="contingents", year=2026).update(value=14)
    said = told(edition)
    assert ("PREV-1.2.1 · 2025\u00a0H2", "Baseline", "–", "5") in said
    assert ("PREV-1.2.1 · 2026\u00a0H1", "Target that was set", "20", "25") in said
    assert ("PART-1.2.1 · contingents", "Goal of the United Nations for 2026", "13.0%", "14.0%") in said


def test_what_an_older_edition_never_kept_has_not_changed(cast: Cast) -> None:
    content = issued(make_spending_world(), cast).content
    never = ("budget", "activities", "cells", "un_strategy", "thresholds", "span")
    older = {name: copy.deepcopy(each) for name, each in content.items() if name not in never}
    for row in older["indicators"]:
        for series in row["figures"]["series"]:
            series["history"] = series["history"][-1:]
    assert differences(older, content) == ()
