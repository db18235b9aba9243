"""The page's forms as one: the answer, why there is no figure, and that nothing typed is dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.http import QueryDict

from indicators.models import IndicatorRevision
from institutions.models import Institution
from measurements.forms.entry import EntryForm
from measurements.models import Answer, Measurement, Status
from measurements.workflow.steps import Task
from tests.factories import (
    make_commitment,
    make_count,
    make_dimension,
    make_entry,
    make_institution,
    make_item,
    make_measurement,
    make_period,
    make_plan,
    make_register,
)
from tests.measurements.worlds.entering import NOW

pytestmark = pytest.mark.django_db

WOMEN = "v.total.sex:women"


@pytest.fixture
def army(db: None) -> Institution:
    return make_institution("EP")


@pytest.fixture
def people(army: Institution) -> IndicatorRevision:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    make_commitment(revision, army, make_period(make_plan()))
    return revision


def form_of(
    revision: IndicatorRevision,
    army: Institution,
    typed: Mapping[str, str] | None = None,
    measurement: Measurement | None = None,
) -> EntryForm:
    data = QueryDict(mutable=True)
    data.update({"version": "0", "answer": Answer.REPORTED.value} | dict(typed or {}))
    task = Task(revision.indicator, army, make_period(make_plan()))
    return EntryForm(data, task=task, revision=revision, measurement=measurement, at=NOW)


def test_figures_and_narrative_are_read(people: IndicatorRevision, army: Institution) -> None:
    form = form_of(people, army, {WOMEN: "7", "narrative": "Catorce talleres.", "control_total": "1.200"})
    assert form.is_valid()
    content = form.content()
    assert content.values[("total", "sex=women")].value == 7
    assert (content.narrative, content.control_total, content.answer) == ("Catorce talleres.", 1200, Answer.REPORTED)


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_who_cannot_report_says_why(people: IndicatorRevision, army: Institution, answer: Answer) -> None:
    assert not form_of(people, army, {"answer": answer.value}).is_valid()
    form = form_of(people, army, {"answer": answer.value, "reason": "El consolidado llega en marzo."})
    assert form.is_valid()
    assert (form.content().answer, form.content().values) == (answer, {})


def test_figures_beside_cannot_report_are_erased_only_when_the_person_says_so(
    people: IndicatorRevision, army: Institution
) -> None:
    typed = {WOMEN: "7", "answer": Answer.NOT_AVAILABLE.value, "reason": "Falta el consolidado."}
    form = form_of(people, army, typed)
    assert not form.is_valid()
    assert "answer" in form.answer.errors
    assert form.answer.must_be_open
    assert form_of(people, army, typed | {"discard": "on"}).is_valid()


def test_a_half_typed_grid_is_no_obstacle_to_giving_it_up(people: IndicatorRevision, army: Institution) -> None:
    typed = {WOMEN: "doce", "answer": Answer.NOT_AVAILABLE.value, "reason": "Falta.", "discard": "on"}
    assert form_of(people, army, typed).is_valid()


def test_a_narrative_has_a_thousand_characters_and_a_line_end_is_one(
    people: IndicatorRevision, army: Institution
) -> None:
    assert form_of(people, army, {"narrative": "a" * 998 + "\r\n" + "b"}).is_valid()
    form = form_of(people, army, {"narrative": "a" * 1001})
    assert not form.is_valid()
    assert form.answer["narrative"].value() == "a" * 1001


def test_the_question_is_folded_until_it_is_used(people: IndicatorRevision, army: Institution) -> None:
    assert not form_of(people, army).answer.must_be_open
    assert form_of(people, army, {"answer": Answer.NOT_AVAILABLE.value}).answer.must_be_open


def test_a_narrative_keeps_its_language_until_it_is_rewritten(people: IndicatorRevision, army: Institution) -> None:
    measurement = make_measurement(
        people, army, make_period(make_plan()), status=Status.DRAFT, narrative="Workshops.", narrative_language="en"
    )
    same = form_of(people, army, {"narrative": "Workshops."}, measurement)
    other = form_of(people, army, {"narrative": "Talleres."}, measurement)
    assert same.is_valid()
    assert other.is_valid()
    assert (same.content().narrative_language, other.content().narrative_language) == ("en", "es")


class TestLists:
    @pytest.fixture
    def listed(self, army: Institution) -> IndicatorRevision:
        return make_register(make_plan(), "PREV-2.3.1")

    def test_items_of_other_indicators_are_offered_and_added(
        self, listed: IndicatorRevision, army: Institution
    ) -> None:
        item = make_item(army)
        item.stages.create(stage=item.register.stages.get(), reached_on=item.dated_on)
        form = form_of(listed, army, {"also": str(item.pk)})
        assert form.is_valid()
        assert [content.id for content in form.content().items] == [item.pk]

    def test_items_of_other_institutions_are_not_offered(self, listed: IndicatorRevision, army: Institution) -> None:
        item = make_item(make_institution("MGP"))
        item.stages.create(stage=item.register.stages.get(), reached_on=item.dated_on)
        assert not form_of(listed, army, {"also": str(item.pk)}).is_valid()

    def test_items_already_here_are_not_offered_again(self, listed: IndicatorRevision, army: Institution) -> None:
        item = make_item(army)
        item.stages.create(stage=item.register.stages.get(), reached_on=item.dated_on)
        measurement = make_measurement(listed, army, make_period(make_plan()), status=Status.DRAFT)
        make_entry(measurement, item)
        assert form_of(listed, army, measurement=measurement).others.others == {}

    def test_an_event_of_an_earlier_semester_is_not_offered_for_a_flow(
        self, listed: IndicatorRevision, army: Institution
    ) -> None:
        item = make_item(army, dated_on="2025-03-02")
        item.stages.create(stage=item.register.stages.get(), reached_on="2025-03-02")
        assert form_of(listed, army).others.others == {}

    def test_none_is_said_with_a_tick(self, listed: IndicatorRevision, army: Institution) -> None:
        form = form_of(listed, army, {"has_no_items": "on"})
        assert form.is_valid()
        assert form.content().has_no_items
