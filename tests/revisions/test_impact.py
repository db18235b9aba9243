"""What a decision would do, counted by hand for each class of change, and held against what adopting it then does."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from committee.review.deciding import Choice, decide
from indicators.defining.document import DefinitionDocument, Part, Words
from indicators.defining.reading import document_of
from reports.figures import indicator_figures, indicator_history
from revisions.impact import Impact, NoDefinitionError, impact_of
from revisions.impact.past import PastSemester
from tests import factories as make
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.revisions.foreseen import WHY, World, make_world, with_target, without_part

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        yield make_world(make_cast())


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def past(impact: Impact) -> dict[str, PastSemester]:
    (series,) = impact.series
    return {each.period: each for each in series.past}


def reported(impact: Impact) -> dict[str, Decimal | None]:
    return {code: each.reported.figure.value for code, each in past(impact).items() if each.reported}


def brought(impact: Impact) -> dict[str, Decimal | None]:
    return {code: each.brought.figure.value if each.brought else None for code, each in past(impact).items()}


def recounted(impact: Impact) -> dict[str, Decimal | None]:
    return {code: each.recount.figure.value if each.recount else None for code, each in past(impact).items()}


def of_adjusted(world: World, document: DefinitionDocument, comparability: str, factor: str | None = None) -> Impact:
    decision = world.decided(
        "adjust",
        document,
        change_class="methodological",
        comparability=comparability,
        rebase_factor=Decimal(factor) if factor else None,
    )
    return impact_of(decision, world.at)


AS_REPORTED = {"2026-I": 24, "2025-II": 12, "2025-I": 20}


def test_to_keep_changes_nothing(world: World) -> None:
    impact = impact_of(world.decided("keep"), world.at)
    assert impact.changes_nothing
    assert reported(impact) == brought(impact) == AS_REPORTED


def test_past_semesters_come_newest_first_with_their_reach(world: World) -> None:
    impact = impact_of(world.decided("keep"), world.at)
    figures = [(code, each.reported.figure) for code, each in past(impact).items() if each.reported]
    assert [(code, each.reported, each.expected) for code, each in figures] == [
        ("2026-I", 2, 2),
        ("2025-II", 1, 2),
        ("2025-I", 2, 2),
    ]


def test_a_factor_multiplies_what_each_institution_reported(world: World) -> None:
    document = replace(world.document, unit=Words("páginas", "pages"))
    impact = of_adjusted(world, document, "rebased", "2.5")
    assert reported(impact) == AS_REPORTED
    assert brought(impact) == {"2026-I": 60, "2025-II": 30, "2025-I": 50}


def test_behind_a_break_nothing_is_brought_and_what_stays_is_recounted(world: World) -> None:
    impact = of_adjusted(world, without_part(world.document, "events"), "break")
    assert reported(impact) == AS_REPORTED
    assert brought(impact) == {"2026-I": None, "2025-II": None, "2025-I": None}
    assert recounted(impact) == {"2026-I": 12, "2025-II": 5, "2025-I": 14}


def test_a_part_that_nobody_was_asked_for_has_no_data(world: World) -> None:
    extra = Part("webinars", "value", Words("seminarios web", "webinars"), in_headline=True, is_disaggregated=False)
    document = replace(world.document, components=(*world.document.components, extra))
    impact = of_adjusted(world, document, "break")
    assert recounted(impact) == {"2026-I": None, "2025-II": None, "2025-I": None}
    assert {each.lacking for each in past(impact).values()} == {("seminarios web",)}


def test_a_target_judges_the_past_beside_no_target(world: World) -> None:
    """A line from 10 in 2025-II to 40 in 2027-II: 20 expected by 2026-I wait for none before it starts."""
    document = with_target(with_target(world.document, "2025-II", 10), "2027-II", 40)
    impact = impact_of(world.decided("target", document, comparability="continuous"), world.at)
    states = {
        code: (each.reported.judgement.state, each.brought.judgement.state, each.brought.judgement.expected)
        for code, each in past(impact).items()
        if each.reported and each.reported.judgement and each.brought and each.brought.judgement
    }
    assert states["2026-I"] == ("no_target", "on_track", Decimal("17.5"))
    assert states["2025-II"] == ("no_target", "on_track", Decimal(10))
    (series,) = impact.series
    assert [(each.period, each.before, each.after) for each in series.ahead] == [
        ("2026-II", None, 25),
        ("2027-I", None, Decimal("32.5")),
        ("2027-II", None, 40),
    ]


def test_what_is_retired_stays_as_reported(world: World) -> None:
    impact = impact_of(world.decided("retire"), world.at)
    assert reported(impact) == AS_REPORTED
    assert {each.basis for each in past(impact).values()} == {"retired"}
    assert impact.standing == ()


def test_what_is_new_has_no_past(world: World) -> None:
    action = world.revision.indicator.action
    document = with_target(world.document, "2027-II", 40)
    decision = world.decided("new", document, new_code="PREV-2.2.9", new_action=action)
    impact = impact_of(decision, world.at)
    assert not impact.has_past
    assert [(each.period, each.after) for each in impact.series[0].ahead][-1] == ("2027-II", 40)


def test_without_a_draft_nothing_can_be_foreseen(world: World) -> None:
    with pytest.raises(NoDefinitionError):
        impact_of(world.decided("adjust"), world.at)


CHANGES = {
    "wording": ("editorial", "continuous", None),
    "rebased": ("methodological", "rebased", "2.5"),
    "continuous": ("methodological", "continuous", None),
    "break": ("methodological", "break", None),
    "target": ("target", "continuous", None),
}


def changed(document: DefinitionDocument, how: str) -> DefinitionDocument:
    if how == "wording":
        return replace(document, note=Words("Otra nota", "Another note"))
    if how == "target":
        return with_target(document, "2027-II", 40)
    return with_target(without_part(document, "events"), "2027-I", 30, scope="cumulative")


@pytest.mark.parametrize("how", CHANGES)
def test_the_preview_says_what_adopting_then_does(world: World, how: str) -> None:
    change_class, comparability, factor = CHANGES[how]
    decision = world.decided(
        "adjust",
        changed(world.document, how),
        change_class=change_class,
        comparability=comparability,
        rebase_factor=Decimal(factor) if factor else None,
    )
    foreseen = impact_of(decision, world.at)
    world.adopted(decision)
    (now,) = indicator_figures(world.plan, world.session.effective_from, world.at)
    assert foreseen.standing == now.series
    assert brought(foreseen) == shown_after(world)


def shown_after(world: World) -> dict[str, Decimal | None]:
    """What the page of the indicator shows of each past semester; nothing that stands behind a break."""
    history = indicator_history(world.revision.indicator, world.session.effective_from, world.at)
    start = max((number for number, point in enumerate(history.points) if point.is_break), default=0)
    shown = {
        point.period: point.figure.value if number >= start else None for number, point in enumerate(history.points)
    }
    return {code: shown[code] for code in ("2026-I", "2025-II", "2025-I")}


def test_it_reads_the_same_once_it_is_adopted(world: World) -> None:
    document = with_target(without_part(world.document, "events"), "2027-I", 30)
    decision = world.decided("adjust", document, change_class="methodological", comparability="break")
    before = impact_of(decision, world.at)
    decision.revision = world.adopted(decision)
    assert impact_of(decision, world.at) == before


def test_it_only_reads_and_as_much_whatever_there_is(world: World) -> None:
    decision = world.decided("adjust", without_part(world.document, "events"), comparability="break")
    impact_of(decision, world.at)  # what the decision itself names is read once
    with CaptureQueriesContext(connection) as few:
        impact_of(decision, world.at)
    for number in range(5):
        make.make_commitment(world.revision, make.make_institution(f"X{number}"), world.periods["2025-I"])
    with CaptureQueriesContext(connection) as many:
        impact_of(decision, world.at)
    assert len(many) == len(few)
    assert [each["sql"] for each in few if not each["sql"].lstrip().startswith(("SELECT", "WITH"))] == []


@pytest.mark.parametrize(("was_followed_apart", "women"), [(True, 7), (False, None)])
def test_categories_are_recounted_where_a_series_followed_them(
    world: World, was_followed_apart: bool, women: int | None
) -> None:
    """Of 7 women and 5 men in 2026-I. Cells are kept summed by series: of categories that none followed nothing is recounted."""
    revision = make.make_count(world.plan, "PART-1.1.1", dimensions=[make.make_dimension("sex")])
    if was_followed_apart:
        make.make_series(revision, "women", ["sex=women"], label="mujeres")
    army, period = world.cast.army, world.periods["2026-I"]
    make.make_commitment(revision, army, period)
    make.make_measurement(revision, army, period, values={"total:sex=women": 7, "total:sex=men": 5})
    draft = replace(document_of(revision), headline_category="sex=women")
    choice = Choice("adjust", revision.indicator, rationale=WHY, draft=draft, comparability="break")
    decision = decide(world.session, choice, version=0, by=world.cast.secretary, at=world.at)
    (semester,) = impact_of(decision, world.at).series[0].past
    assert semester.reported is not None
    assert semester.reported.figure.value == 12
    assert (semester.recount.figure.value if semester.recount else None) == women


def test_answers_in_words_stand_beside_each_other_and_are_never_recounted(world: World) -> None:
    revision = make.make_milestone(world.plan)
    army, period = world.cast.army, world.periods["2026-I"]
    make.make_commitment(revision, army, period)
    make.make_measurement(revision, army, period, values={"drafted": 1, "approved": 1, "in_force": 0})
    document = document_of(revision)
    choice = Choice(
        "adjust",
        revision.indicator,
        rationale=WHY,
        draft=replace(document, components=document.components[:-1]),
        comparability="break",
    )
    decision = decide(world.session, choice, version=0, by=world.cast.secretary, at=world.at)
    (semester,) = impact_of(decision, world.at).series[0].past
    assert semester.reported is not None
    assert semester.reported.figure.has_answer
    assert (semester.brought, semester.recount, semester.lacking) == (None, None, ())
