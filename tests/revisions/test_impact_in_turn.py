"""The effect of a decision where it is easily said wrongly: definitions one after another, adoptions that add no row, other shapes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from committee.models import ReviewDecision
from committee.review.adopting import adopt
from committee.review.deciding import Choice, decide
from committee.review.opening import open_review
from indicators.defining.document import DefinitionDocument, Track, Words
from indicators.models import IndicatorRevision
from reports.figures import indicator_figures, indicator_history
from revisions.impact import Impact, impact_of
from revisions.impact.wording import basis_text
from tests import factories as make
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.revisions.foreseen import WHY, World, held, make_world, with_target
from tests.revisions.test_impact import brought, past, reported

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        yield make_world(make_cast())


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def rebased_before(world: World, factor: str, target: int | None = None) -> World:
    """The same, after a definition of 2026-I that multiplies what was reported before by a factor."""
    later = make.make_revision(
        world.revision.indicator,
        number=2,
        effective_from=world.periods["2026-I"],
        unit="piezas",
        change_class="methodological",
        comparability="rebased",
        rebase_factor=Decimal(factor),
    )
    for code, label in (("articles", "artículos"), ("events", "eventos")):
        make.make_component(later, code, label_es=label, label_en=code, is_disaggregated=False)
    series = make.make_series(later)
    if target is not None:
        make.make_target(series, world.periods["2025-I"], target)
    return replace(world, revision=later)


def drafted(world: World, document: DefinitionDocument, comparability: str, factor: str | None = None) -> Impact:
    decision = world.decided(
        "adjust",
        document,
        change_class="methodological",
        comparability=comparability,
        rebase_factor=Decimal(factor) if factor else None,
    )
    return impact_of(decision, world.at)


def bases(impact: Impact) -> dict[str, str]:
    with translation.override("en"):
        return {code: basis_text(each) for code, each in past(impact).items()}


def test_an_earlier_factor_is_said_too(world: World) -> None:
    """12 and 20 were reported before a factor of 3; a draft that changes nothing leaves them at 36 and 60."""
    world = rebased_before(world, "3")
    impact = drafted(world, replace(world.document, note=Words("Otra", "Another")), "continuous")
    assert reported(impact) == {"2026-I": 24, "2025-II": 12, "2025-I": 20}
    assert brought(impact) == {"2026-I": 24, "2025-II": 36, "2025-I": 60}
    assert bases(impact) == {
        "2026-I": "the same",
        "2025-II": "as reported × 3",
        "2025-I": "as reported × 3",
    }


def test_factors_multiply(world: World) -> None:
    world = rebased_before(world, "3")
    impact = drafted(world, replace(world.document, unit=Words("páginas", "pages")), "rebased", "0.5")
    assert brought(impact) == {"2026-I": 12, "2025-II": 18, "2025-I": 30}
    assert bases(impact)["2026-I"] == "as reported × 0.5"
    assert bases(impact)["2025-I"] == "as reported × 1.5"


def test_the_targets_of_today_judge_on_their_own_scale(world: World) -> None:
    """20 was reported in 2025-I; times 3 it is 60 of the 60 that the definition of today asks by then."""
    world = rebased_before(world, "3", target=60)
    first = past(impact_of(world.decided("keep"), world.at))["2025-I"]
    assert first.reported is not None
    assert first.reported.figure.value == 20
    assert first.reported.judgement is not None
    assert first.reported.judgement.pace.raw_percent == 100


def test_a_proposed_definition_reads_the_same_once_it_is_adopted_as_it_is(world: World) -> None:
    meeting = held(world.cast, world.plan, world.periods["2026-I"], hours=2)
    world.session.state = "cancelled"
    world.session.reason = "x"
    world.session.closed_by, world.session.closed_at = world.session.opened_by, world.at
    world.session.save()
    IndicatorRevision.objects.filter(pk=world.revision.pk).update(adopted_on=None, act_reference="")
    at = meeting.starts_at + dt.timedelta(hours=3)
    session = open_review(meeting, period=world.periods["2026-I"], is_constitutive=True, by=world.cast.secretary, at=at)
    choice = Choice("keep", world.revision.indicator, rationale=WHY)
    decision = decide(session, choice, version=0, by=world.cast.secretary, at=at)
    before = impact_of(ReviewDecision.objects.get(pk=decision.pk), at)
    adopted = adopt(decision, version=decision.version, by=world.cast.secretary, at=at)
    after = impact_of(ReviewDecision.objects.get(pk=adopted.pk), at)
    assert after.changes_nothing
    assert brought(after) == brought(before) == reported(after) == {"2026-I": 24, "2025-II": 12, "2025-I": 20}


def two_series(document: DefinitionDocument) -> DefinitionDocument:
    (track,) = document.series
    more = Track("events", Words("Eventos", "Events"), component="events")
    return replace(document, series=(replace(track, label=Words("Todo", "All")), more))


def broken_down(document: DefinitionDocument) -> DefinitionDocument:
    parts = tuple(replace(each, is_disaggregated=True) for each in document.components)
    return replace(document, components=parts, dimensions=("sex",))


def of_women(document: DefinitionDocument) -> DefinitionDocument:
    return replace(broken_down(document), headline_category="sex=women")


def yearly(document: DefinitionDocument) -> DefinitionDocument:
    return with_target(document, "2027-II", 40, scope="year")


def cumulative(document: DefinitionDocument) -> DefinitionDocument:
    return with_target(document, "2027-II", 90, scope="cumulative")


SHAPES = {
    "a series more": (two_series, "continuous", None),
    "a breakdown": (broken_down, "continuous", None),
    "a breakdown and a break": (broken_down, "break", None),
    "one category of a breakdown": (of_women, "break", None),
    "one category, rebased": (of_women, "rebased", "0.5"),
    "a yearly target": (yearly, "continuous", None),
    "a target since the start": (cumulative, "continuous", None),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_preview_says_what_adopting_then_does(world: World, shape: str) -> None:
    change, comparability, factor = SHAPES[shape]
    make.make_dimension("sex")
    decision = world.decided(
        "adjust",
        change(world.document),
        change_class="methodological",
        comparability=comparability,
        rebase_factor=Decimal(factor) if factor else None,
    )
    foreseen = impact_of(decision, world.at)
    world.adopted(decision)
    (now,) = indicator_figures(world.plan, world.session.effective_from, world.at)
    assert foreseen.standing == now.series
    for series in foreseen.series:
        history = indicator_history(
            world.revision.indicator, world.session.effective_from, world.at, series=series.code
        )
        start = max((number for number, point in enumerate(history.points) if point.is_break), default=0)
        shown = {point.period: (number >= start, point.figure) for number, point in enumerate(history.points)}
        for semester in series.past:
            is_comparable, figure = shown[semester.period]
            if semester.brought is None:
                assert not is_comparable or not figure.has_answer or series.is_new
            else:
                assert is_comparable
                assert semester.brought.figure == figure
