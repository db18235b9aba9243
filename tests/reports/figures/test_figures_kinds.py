"""Figures of indicators that are answered in words, from small worlds put together by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from measurements.models import Answer
from reports.figures import indicator_history
from reports.wording import figures as wording
from tests import factories as make
from tests.reports.worlds.kinds import NOW, KindsWorld, choose, make_kinds_world, nothing, reach, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> KindsWorld:
    return make_kinds_world()


@pytest.mark.parametrize(
    ("across", "words"),
    [("all", "drafted (1 de 3)"), ("minimum", "drafted (1 de 3)"), ("any", "in_force (3 de 3)")],
)
def test_stages_of_three_institutions(world: KindsWorld, across: str, words: str) -> None:
    revision = world.owe(make.make_milestone(world.plan, across=across))
    reach(revision, world.period, EP=1, MGP=3, FAP=2)
    figure = world.figures().main.figure
    assert wording.figure_text(figure) == words
    assert (figure.value, figure.reported, figure.expected, figure.state) == (None, 3, 3, "computed")
    assert figure.in_words is not None
    assert [(step.named.code, step.count) for step in figure.in_words.steps] == [
        ("drafted", 3), ("approved", 2), ("in_force", 1)
    ]  # fmt: skip
    assert figure.rule == across
    assert len(figure.leaves) == 3


def test_missing_is_not_stage_zero_and_not_applicable_leaves_n(world: KindsWorld) -> None:
    revision = world.owe(make.make_milestone(world.plan, across="all"))
    reach(revision, world.period, EP=2)
    nothing(revision, world.period, "FAP", Answer.NOT_APPLICABLE)
    figure = world.figures().main.figure
    assert wording.figure_text(figure) == "approved (2 de 3)"
    assert (figure.reported, figure.expected, figure.missing, figure.not_applicable) == (1, 2, 1, 1)
    assert figure.is_partial
    assert "partial" in figure.warnings


def test_no_stage_yet_is_an_answer_and_nobody_is_none(world: KindsWorld) -> None:
    revision = world.owe(make.make_milestone(world.plan))
    reach(revision, world.period, EP=0)
    assert wording.figure_text(world.figures().main.figure) == "Aún no alcanza ninguna etapa"
    silent = world.figures(world.before).main.figure
    assert wording.figure_text(silent) == "Sin dato"
    assert not silent.has_answer


def test_share_of_institutions_that_completed_is_a_percentage_with_change_and_target(world: KindsWorld) -> None:
    revision = world.owe(make.make_milestone(world.plan, across="share"))
    make.make_target(revision.series.get(), world.period, 50)
    reach(revision, world.before, EP=3, MGP=1)
    reach(revision, world.period, EP=3, MGP=3, FAP=1)
    series = world.figures().main
    assert (series.figure.numerator, series.figure.denominator) == (2, 3)
    assert wording.figure_text(series.figure) == "66,7 %".replace(" ", "\xa0")
    assert series.change is not None
    assert (series.change.before, series.change.after, series.change.comparable) == (Decimal(50), Decimal(100), 2)
    assert series.state == "on_track"
    assert series.figure.in_words is not None
    assert [step.count for step in series.figure.in_words.steps] == [3, 2, 2]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({"EP": 1, "MGP": 3, "FAP": 3}, "high"),
        ({"EP": 1, "MGP": 2}, "entre low y medium"),
        ({"EP": 2, "MGP": 2}, "medium"),
    ],
)
def test_scale_says_its_median(world: KindsWorld, places: dict[str, int], words: str) -> None:
    revision = world.owe(make.make_scale(world.plan))
    choose(revision, world.period, **places)
    assert wording.figure_text(world.figures().main.figure) == words


def test_texts_are_counted_and_each_stands_with_its_institution(world: KindsWorld) -> None:
    revision = world.owe(make.make_narrative(world.plan))
    tell(revision, world.period, EP="Se aprobó la directiva.", FAP="  ")
    assert wording.figure_text(world.figures().main.figure) == "1 texto"
    history = indicator_history(revision.indicator, world.period, NOW)
    said = {each.institution.code: wording.point_text(each.latest, is_percent=False) for each in history.institutions}
    assert said == {"EP": "Se aprobó la directiva.", "MGP": "No enviado", "FAP": "Reportado"}


def test_text_of_another_institution_is_shown_to_whom_it_may_be_only(world: KindsWorld) -> None:
    revision = world.owe(make.make_narrative(world.plan))
    tell(revision, world.period, EP="Del Ejército.", MGP="De la Marina.")
    history = indicator_history(revision.indicator, world.period, NOW, institutions_visible=["MGP"])
    assert [each.institution.code for each in history.institutions] == ["MGP"]
    assert wording.figure_text(history.series.figure) == "2 textos"


def test_words_are_neither_subtracted_nor_judged_even_with_a_target(world: KindsWorld) -> None:
    revision = world.owe(make.make_milestone(world.plan))
    make.make_target(revision.series.get(), world.period, 3)
    reach(revision, world.before, EP=1)
    reach(revision, world.period, EP=2)
    series = world.figures().main
    assert series.change is not None
    assert (series.change.state, series.change.difference, series.state) == ("in_words", None, "no_target")
    history = indicator_history(revision.indicator, world.period, NOW)
    assert wording.history_finding(history) == "drafted (1 de 3) en 2025-II; approved (2 de 3) en 2026-I"


def test_only_validated_answers_speak(world: KindsWorld) -> None:
    revision = world.owe(make.make_milestone(world.plan))
    values = {"drafted": 1, "approved": 0, "in_force": 0}
    make.make_measurement(revision, make.make_institution("EP"), world.period, values=values, status="submitted")
    assert not world.figures().main.figure.has_answer


def test_marks_of_a_former_definition_are_no_stage_of_the_new_one(world: KindsWorld) -> None:
    old = world.owe(make.make_milestone(world.plan, stages=("begun", "done")))
    for code, values in (("EP", {"begun": 1, "done": 1}),):
        make.make_measurement(old, make.make_institution(code), world.before, values=values)
    new = make.make_revision(
        old.indicator, "SCALE", accumulation="stock", across="median", change_class="methodological",
        effective_from=world.period,
    )  # fmt: skip
    for option in ("low", "high"):
        make.make_component(new, option, "option")
    make.make_series(new)
    make.make_measurement(new, make.make_institution("EP"), world.period, values={"low": 0, "high": 1})
    history = indicator_history(old.indicator, world.period, NOW)
    assert [wording.figure_text(point.figure) for point in history.points] == ["Cambió la definición", "high"]
