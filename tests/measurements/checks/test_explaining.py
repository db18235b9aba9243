"""A warning is saved without a word, and neither handed over nor sent without one; a word stays with its warning."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.models import IndicatorRevision
from measurements.answer.content import CellContent, ConcernKey, Content
from measurements.chain.record import content_digest, snapshot
from measurements.checks.explaining import says_something
from measurements.checks.stored import content_of, differences
from measurements.models import Answer, Explanation, Measurement, MeasurementEvent, Receipt, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.factories import (
    make_commitment,
    make_measurement,
    make_period,
    make_plan,
    make_plausibility_rule,
    make_proportion,
)
from tests.measurements.worlds.walk import World, make_world

WHY: ConcernKey = ("large_change", "total", "")
WORD = "Se incorporó el módulo de género."


@pytest.fixture
def world(cast: Cast) -> World:
    """The Army sent 21 for the first indicator a semester ago."""
    made = make_world(cast, size=2)
    make_measurement(made.revisions[0], cast.army, make_period(make_plan(), "2025-II"), value=21)
    return made


def content(value: int, why: str | None = None, key: ConcernKey = WHY) -> Content:
    told = {} if why is None else {key: why}
    return Content(values={("total", ""): CellContent(Decimal(value))}, explanations=told)


def save(world: World, said: Content, version: int = NEW) -> Measurement:
    return workflow.save_draft(world.task(), said, version=version, by=world.cast.reporter, at=world.open)


def prepare(world: World, draft: Measurement) -> Measurement:
    return workflow.prepare(draft, version=draft.version, by=world.cast.reporter, at=world.open)


def words() -> dict[ConcernKey, str]:
    return {explanation.key: explanation.text for explanation in Explanation.objects.all()}


# --- Handing over and sending -------------------------------------------------------------------------------------


def test_an_unexplained_warning_is_saved_and_not_handed_over(world: World) -> None:
    draft = save(world, content(64))
    with pytest.raises(workflow.NotReady) as refusal:
        prepare(world, draft)
    (problem,) = refusal.value.problems
    assert problem.text == "Falta una explicación en PREV-1.1.1. total: pasó de 21 a 64 (el triple)."
    assert problem.key == WHY
    draft.refresh_from_db()
    assert (draft.status, draft.version) == (Status.DRAFT, 1)


@pytest.mark.parametrize(("value", "why"), [(64, WORD), (22, None)])
def test_what_is_explained_or_not_odd_is_handed_over(world: World, value: int, why: str | None) -> None:
    assert prepare(world, save(world, content(value, why))).status == Status.PREPARED


@pytest.mark.parametrize("why", ["", "   ", "\n"])
def test_an_empty_explanation_explains_nothing(world: World, why: str) -> None:
    with pytest.raises(workflow.NotReady):
        prepare(world, save(world, content(64, why)))
    assert words() == {}


@pytest.mark.parametrize(
    "key", [("large_change", "", ""), ("zero_after_value", "total", ""), ("large_change", "total", "sex=women")]
)
def test_the_explanation_of_another_warning_explains_nothing(world: World, key: ConcernKey) -> None:
    with pytest.raises(workflow.NotReady):
        prepare(world, save(world, content(64, WORD, key)))


def test_who_cannot_report_has_nothing_to_explain(world: World) -> None:
    said = Content(answer=Answer.NOT_AVAILABLE, reason="Llega en agosto.")
    assert prepare(world, save(world, said)).status == Status.PREPARED


class TestSending:
    """A pair of indicators that share a denominator: the second changes after the first was handed over."""

    @pytest.fixture
    def pair(self, world: World) -> tuple[IndicatorRevision, IndicatorRevision]:
        first, second = make_proportion(make_plan(), "PREV-1.3.1"), make_proportion(make_plan(), "REC-2.2.1")
        make_plausibility_rule(first, "unequal_denominators", compared_with=second.indicator)
        for revision in (first, second):
            make_commitment(revision, world.cast.army, world.period)
        return first, second

    def save(self, world: World, revision: IndicatorRevision, whole: int, why: str | None = None) -> Measurement:
        told = {} if why is None else {("unequal_denominators:REC-2.2.1", "", ""): why}
        said = Content(values={("part", ""): CellContent(Decimal(2), Decimal(whole))}, explanations=told)
        task = Task(revision.indicator, world.cast.army, world.period)
        return workflow.save_draft(task, said, version=NEW, by=world.cast.reporter, at=world.open)

    def test_a_warning_that_came_up_since_blocks_sending(
        self, world: World, pair: tuple[IndicatorRevision, IndicatorRevision]
    ) -> None:
        prepared = prepare(world, self.save(world, pair[0], 5))
        other = world.prepared(1)
        self.save(world, pair[1], 4)
        before = (MeasurementEvent.objects.count(), prepared.version, other.version)
        with pytest.raises(workflow.NotReady) as refusal:
            world.send(other, prepared)
        assert [p.text for p in refusal.value.problems] == [
            "Falta una explicación en PREV-1.3.1. whole: 5 aquí y 4 en REC-2.2.1. Deben ser los mismos."
        ]
        for measurement in (prepared, other):
            measurement.refresh_from_db()
        assert not Receipt.objects.exists()
        assert (MeasurementEvent.objects.count(), prepared.version, other.version) == before
        assert {prepared.status, other.status} == {Status.PREPARED}

    def test_what_was_explained_in_time_is_sent(
        self, world: World, pair: tuple[IndicatorRevision, IndicatorRevision]
    ) -> None:
        self.save(world, pair[1], 4)
        prepared = prepare(world, self.save(world, pair[0], 5, "Uno se replegó."))
        world.send(prepared)
        prepared.refresh_from_db()
        assert prepared.status == Status.SUBMITTED

    def test_handed_back_and_explained_it_is_sent(
        self, world: World, pair: tuple[IndicatorRevision, IndicatorRevision]
    ) -> None:
        prepared = prepare(world, self.save(world, pair[0], 5))
        self.save(world, pair[1], 4)
        at = world.open
        workflow.hand_back(prepared, version=prepared.version, by=world.cast.approver, at=at, comment="Explique.")
        said = content_of(prepared)
        told = {("unequal_denominators:REC-2.2.1", "", ""): "Uno se replegó."}
        again = Content(values=said.values, explanations=told)
        task = Task(pair[0].indicator, world.cast.army, world.period)
        draft = workflow.save_draft(task, again, version=prepared.version, by=world.cast.reporter, at=at)
        assert world.send(prepare(world, draft)).lines.count() == 1


# --- A word stays with its warning --------------------------------------------------------------------------------


def test_a_word_stays_while_its_warning_does(world: World) -> None:
    draft = save(world, content(64, WORD))
    assert words() == {WHY: WORD}
    draft = save(world, content(80), draft.version)  # another door, that asks for no explanations
    assert words() == {WHY: WORD}
    save(world, content(80, "Otro motivo."), draft.version)
    assert words() == {WHY: "Otro motivo."}


def test_a_word_is_dropped_with_its_warning(world: World) -> None:
    draft = save(world, content(64, WORD))
    draft = save(world, content(22), draft.version)
    assert words() == {}
    save(world, content(64), draft.version)
    assert words() == {}


def test_an_emptied_box_takes_its_word_back(world: World) -> None:
    draft = save(world, content(64, WORD))
    save(world, content(64, ""), draft.version)
    assert words() == {}


def test_words_that_answer_no_warning_are_not_kept(world: World) -> None:
    save(world, content(64, WORD, ("invented", "total", "")))
    assert words() == {}


# --- Kept with the answer -----------------------------------------------------------------------------------------


def test_the_receipt_covers_the_explanation(world: World) -> None:
    prepared = prepare(world, save(world, content(64, WORD)))
    assert snapshot(prepared)["explanations"] == [
        {"rule": "large_change", "component": "total", "cell": "", "text": WORD}
    ]
    receipt = world.send(prepared)
    digest = receipt.lines.get().digest
    Explanation.objects.update(text="Otro motivo.")
    prepared.refresh_from_db()
    assert content_digest(prepared) != digest


def test_two_explanations_of_one_warning_are_a_difference(world: World) -> None:
    stored = content_of(save(world, content(64, WORD)))
    (difference,) = differences(world.revisions[0], stored, content(64, "Otro motivo."))
    assert (difference.theirs, difference.mine) == (WORD, "Otro motivo.")
    assert difference.label == "Explicación · total: cambio grande frente al semestre anterior"
    assert differences(world.revisions[0], stored, content(64)) == []


@pytest.mark.parametrize(
    ("text", "is_enough"),
    [
        ("Se abrió una escuela.", True),
        ("Uno se replegó.", True),
        ("Hubo un curso", False),
        ("ok", False),
        ("Sí, es correcto. Todo está correcto.", False),
        ("               ", False),
    ],
)
def test_an_explanation_says_something(text: str, is_enough: bool) -> None:
    assert says_something(text) == is_enough
