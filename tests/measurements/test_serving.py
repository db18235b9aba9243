"""One item ticked for every indicator that it serves, in the one save: what opens, what refuses, what is left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, RevisionTag, Stage
from measurements import unsaved, workflow
from measurements.content import Content, ItemContent
from measurements.evidence_change import EvidenceChange
from measurements.models import (
    Answer,
    Evidence,
    Explanation,
    Measurement,
    RegisterEntry,
    RegisterItem,
    Status,
    UnsavedEntry,
)
from measurements.stored import content_of
from measurements.workflow import NEW, Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    find_category,
    make_dimension,
    make_measurement,
    make_period,
    make_person,
    make_plan,
    make_register,
)
from tests.measurements.entering import NOW, SEMINAR, owe, post, url
from tests.measurements.extended import make_extension
from tests.measurements.proving import attaching
from tests.measurements.test_joining import reported

pytestmark = pytest.mark.usefixtures("clock")

FIRST, SECOND = "PREV-2.3.1", "PREV-2.3.2"


@pytest.fixture
def second(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> IndicatorRevision:
    """Another indicator that the Army owes, which counts the same events."""
    found = owe(cast, period, make_register(make_plan(), SECOND, register=Register.objects.get()))
    CountingRule.objects.get(component__revision=found).stages.set(Stage.objects.filter(code="held"))
    return found


def save(cast: Cast, period: ReportingPeriod, events: IndicatorRevision, *, ticked: bool) -> Measurement:
    """Save a seminar under the first indicator, ticked as told for the second."""
    register = Register.objects.get()
    stored = Measurement.objects.filter(indicator=events.indicator).first()
    item = ItemContent(
        register=register,
        title="Seminario",
        stage=register.stages.get(code="held"),
        dated_on=dt.date(2026, 3, 2),
        id=RegisterItem.objects.values_list("pk", flat=True).first(),
        serves={SECOND: ticked},
    )
    task = Task(events.indicator, cast.army, period)
    version = stored.version if stored else NEW
    return workflow.save_draft(task, Content(items=(item,)), version=version, by=cast.reporter, at=NOW)


def listed(code: str) -> list[str]:
    entries = RegisterEntry.objects.filter(measurement__indicator__code=code)
    return list(entries.values_list("item__title", flat=True))


def test_ticking_begins_the_answer_that_nobody_began(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision
) -> None:
    save(cast, period, events, ticked=True)
    begun = Measurement.objects.get(indicator=second.indicator)
    assert (begun.status, begun.updated_by, begun.values.get().value) == (Status.DRAFT, cast.reporter, 1)
    assert [event.to_status for event in begun.events.all()] == [Status.DRAFT]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED])
def test_ticking_and_unticking_change_an_answer_that_can_be_changed(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision, status: str
) -> None:
    other = make_measurement(second, cast.army, period, status=status, has_no_items=True)
    save(cast, period, events, ticked=True)
    other.refresh_from_db()
    assert (listed(SECOND), other.has_no_items, other.version) == (["Seminario"], False, 2)
    save(cast, period, events, ticked=False)
    other.refresh_from_db()
    assert (listed(SECOND), listed(FIRST), other.version) == ([], ["Seminario"], 3)


@pytest.mark.parametrize("status", [Status.PREPARED, Status.SUBMITTED, Status.VALIDATED])
def test_a_locked_answer_refuses_and_nothing_at_all_is_saved(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision, status: str
) -> None:
    make_measurement(second, cast.army, period, status=status, has_no_items=True)
    with pytest.raises(workflow.Refused, match=SECOND):
        save(cast, period, events, ticked=True)
    assert not Measurement.objects.filter(indicator=events.indicator).exists()
    assert not RegisterItem.objects.exists()


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_an_answer_without_a_figure_refuses(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision, answer: str
) -> None:
    make_measurement(second, cast.army, period, status=Status.DRAFT, answer=answer)
    with pytest.raises(
        workflow.Refused, match=r"^En PREV-2.3.2 se respondió que no se puede reportar. Cámbielo primero allí.$"
    ):
        save(cast, period, events, ticked=True)


def test_an_indicator_that_the_institution_does_not_owe_refuses(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision
) -> None:
    make_register(make_plan(), SECOND, register=Register.objects.get())
    with pytest.raises(workflow.Refused, match=SECOND):
        save(cast, period, events, ticked=True)


def test_what_stands_as_ticked_already_changes_nothing(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision
) -> None:
    save(cast, period, events, ticked=True)
    save(cast, period, events, ticked=True)
    assert Measurement.objects.get(indicator=second.indicator).version == 1


class TestThePage:
    def test_a_new_row_is_entered_under_both(self, browser: Client, second: IndicatorRevision) -> None:
        post(browser, SEMINAR | {"event-0-served": "", "event-0-serves": [SECOND]}, code=FIRST)
        assert listed(FIRST) == listed(SECOND) == ["Seminario MPS"]
        assert f"También cuenta en {SECOND}" in browser.get(url(FIRST)).content.decode()

    def test_unticking_takes_it_off_there_only(self, browser: Client, second: IndicatorRevision) -> None:
        post(browser, SEMINAR | {"event-0-served": "", "event-0-serves": [SECOND]}, code=FIRST)
        item = RegisterItem.objects.get()
        row = SEMINAR | {"event-0-id": str(item.pk), "event-0-served": SECOND}
        post(browser, row, code=FIRST)
        assert (listed(FIRST), listed(SECOND)) == (["Seminario MPS"], [])

    def test_what_somebody_else_ticked_meanwhile_stays(self, browser: Client, second: IndicatorRevision) -> None:
        post(browser, SEMINAR, code=FIRST)
        item = RegisterItem.objects.get()
        post(browser, {"also": str(item.pk)}, code=SECOND)
        post(browser, SEMINAR | {"event-0-id": str(item.pk), "event-0-served": "", "event-0-quantity": "4"}, code=FIRST)
        assert listed(SECOND) == ["Seminario MPS"]

    def test_what_the_other_lacks_is_said_and_can_be_completed_there(
        self, browser: Client, events: IndicatorRevision, second: IndicatorRevision
    ) -> None:
        missions = make_dimension("mission", "minusca")
        Register.objects.get().tags.add(missions)
        RevisionTag.objects.create(revision=second, dimension=missions, is_multiple=True)
        post(browser, SEMINAR | {"event-0-served": "", "event-0-serves": [SECOND]}, code=FIRST)
        assert f"Falta completar allí: {SECOND}: mission." in browser.get(url(FIRST)).content.decode()

    def test_what_the_other_does_not_count_is_refused_beside_the_tick(
        self, browser: Client, events: IndicatorRevision, second: IndicatorRevision
    ) -> None:
        kinds = make_dimension("kind", "seminar", "workshop")
        Register.objects.get().tags.add(kinds)
        RevisionTag.objects.create(revision=events, dimension=kinds)
        CountingRule.objects.filter(component__revision=second).update(only=find_category("kind=workshop"))
        typed: dict[str, Any] = SEMINAR | {
            "event-0-served": "",
            "event-0-serves": [SECOND],
            "event-0-tag_kind": "seminar",
        }
        assert f"{SECOND} no cuenta este tipo" in post(browser, typed, code=FIRST, status=200)
        assert not Measurement.objects.exists()

    def test_a_locked_answer_is_not_offered(
        self, cast: Cast, period: ReportingPeriod, browser: Client, second: IndicatorRevision
    ) -> None:
        make_measurement(second, cast.army, period, status=Status.SUBMITTED, has_no_items=True)
        rows = browser.get(url(FIRST)).context["form"].lists[0].rows
        assert all("serves" not in row.fields for row in rows)


class TestAfterTheDeadlineOfTheOther:
    """The Army was given more time for the first indicator only."""

    @pytest.fixture
    def later(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, clock: time_machine.Traveller
    ) -> dt.datetime:
        after = period.closes_at + dt.timedelta(days=2)
        make_extension(period, cast.army, after + dt.timedelta(days=5), indicator=events.indicator)
        clock.move_to(after)
        return after

    @pytest.mark.parametrize("ticked", [True, False])
    def test_nothing_is_entered_or_taken_off_there(
        self,
        cast: Cast,
        period: ReportingPeriod,
        events: IndicatorRevision,
        second: IndicatorRevision,
        later: dt.datetime,
        ticked: bool,
    ) -> None:
        if not ticked:
            save(cast, period, events, ticked=True)
        before = (listed(FIRST), listed(SECOND))
        item = content(ticked=ticked)
        version = (
            Measurement.objects.filter(indicator=events.indicator).values_list("version", flat=True).first() or NEW
        )
        with pytest.raises(workflow.Refused, match=f"{SECOND}.*cerró"):
            workflow.save_draft(
                Task(events.indicator, cast.army, period), item, version=version, by=cast.reporter, at=later
            )
        assert (listed(FIRST), listed(SECOND)) == before

    def test_it_is_not_offered(
        self, signed_in: SignIn, cast: Cast, second: IndicatorRevision, later: dt.datetime
    ) -> None:
        rows = signed_in(cast.reporter).get(url(FIRST)).context["form"].lists[0].rows
        assert all("serves" not in row.fields for row in rows)


def content(*, ticked: bool, **more: Any) -> Content:
    """The seminar, new or stored, ticked as told for the second indicator."""
    register = Register.objects.get()
    item = ItemContent(
        register=register,
        title="Seminario",
        stage=register.stages.get(code="held"),
        dated_on=dt.date(2026, 3, 2),
        id=RegisterItem.objects.filter(institution__code="EP").values_list("pk", flat=True).first(),
        serves={SECOND: ticked},
    )
    return Content(items=(replace(item, **more),))


class TestWhileTheOtherIsHandedOver:
    """An item of both answers is changed under the first; the second was handed over and is sent afterwards."""

    @pytest.fixture
    def task(self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> Task:
        return Task(events.indicator, cast.army, period)

    def begin(self, cast: Cast, task: Task, second: IndicatorRevision, **more: Any) -> tuple[Measurement, Measurement]:
        first = workflow.save_draft(task, content(ticked=True, **more), version=NEW, by=cast.reporter, at=NOW)
        other = Measurement.objects.get(indicator=second.indicator, institution=cast.army)
        return first, workflow.prepare(other, version=other.version, by=cast.reporter, at=NOW)

    def change(self, cast: Cast, task: Task, first: Measurement, **more: Any) -> None:
        said = content(ticked=True, serves={}, **more)
        workflow.save_draft(task, said, version=first.version, by=cast.reporter, at=NOW)

    def test_it_is_not_sent_without_the_document_that_its_definition_asks_for(
        self, cast: Cast, task: Task, second: IndicatorRevision
    ) -> None:
        IndicatorRevision.objects.filter(pk=second.pk).update(is_evidence_required=True)
        first, other = self.begin(cast, task, second, evidence=attaching("Oficio 1"))
        self.change(cast, task, first, evidence=EvidenceChange(taken_off=frozenset({Evidence.objects.get().pk})))
        with pytest.raises(workflow.NotReady) as refusal:
            workflow.submit([(other, other.version)], by=cast.approver, at=NOW)
        assert [problem.rule for problem in refusal.value.problems] == ["evidence"]
        assert refusal.value.measurement == other
        other.refresh_from_db()
        assert other.status == Status.PREPARED

    def test_the_item_is_not_moved_to_another_semester(self, cast: Cast, task: Task, second: IndicatorRevision) -> None:
        make_period(make_plan(), "2025-II")
        first, _other = self.begin(cast, task, second)
        with pytest.raises(workflow.Refused, match=f"2026-I .{SECOND}"):
            self.change(cast, task, first, dated_on=dt.date(2025, 9, 2))

    def test_what_is_sent_says_whose_item_it_is(
        self, cast: Cast, period: ReportingPeriod, task: Task, events: IndicatorRevision, second: IndicatorRevision
    ) -> None:
        theirs = reported(cast.navy, events, period, status=Status.VALIDATED)
        first, other = self.begin(cast, task, second)
        self.change(cast, task, first, same_as=theirs.pk)
        workflow.submit([(other, other.version)], by=cast.approver, at=NOW)
        frozen = other.entries.get().frozen
        assert frozen is not None
        assert frozen["same_as"] == "MGP"


def test_explanations_of_the_other_that_answer_nothing_any_more_go(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision
) -> None:
    save(cast, period, events, ticked=True)
    other = Measurement.objects.get(indicator=second.indicator)
    Explanation.objects.create(measurement=other, rule="zero_after_value", component="", cell="", text="No hubo.")
    save(cast, period, events, ticked=False)
    assert not Explanation.objects.exists()


def test_explanations_that_answer_nothing_any_more_are_not_handed_over(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, second: IndicatorRevision
) -> None:
    answer = save(cast, period, events, ticked=False)
    Explanation.objects.create(measurement=answer, rule="zero_after_value", component="", cell="", text="No hubo.")
    workflow.prepare(answer, version=answer.version, by=cast.reporter, at=NOW)
    assert not Explanation.objects.exists()


class TestTwoAtOnce:
    """The reporter ticks the seminar for the second indicator; a colleague presses «Save» before, changing nothing."""

    @pytest.fixture
    def typed(self, browser: Client, second: IndicatorRevision) -> dict[str, Any]:
        post(browser, SEMINAR, code=FIRST)
        item, answer = RegisterItem.objects.get(), Measurement.objects.get()
        ticked = {"event-0-id": str(item.pk), "event-0-served": "", "event-0-serves": [SECOND]}
        return {"version": str(answer.version), "event-0-version": str(item.version)} | SEMINAR | ticked

    def colleague_saves(self, cast: Cast, period: ReportingPeriod) -> None:
        answer = Measurement.objects.get(indicator__code=FIRST)
        workflow.save_draft(
            Task(answer.indicator, cast.army, period),
            content_of(answer),
            version=answer.version,
            by=make_person("reporter", cast.army, email="otra@ep.example.pe"),
            at=NOW,
        )

    def test_the_tick_is_saved_upon_the_version_of_now(
        self, cast: Cast, period: ReportingPeriod, browser: Client, typed: dict[str, Any]
    ) -> None:
        self.colleague_saves(cast, period)
        post(browser, typed, code=FIRST)
        assert listed(SECOND) == ["Seminario MPS"]

    def test_the_tick_sent_twice_is_no_conflict(self, browser: Client, typed: dict[str, Any]) -> None:
        post(browser, typed, code=FIRST)
        version = Measurement.objects.get(indicator__code=FIRST).version
        post(browser, typed, code=FIRST)
        assert Measurement.objects.get(indicator__code=FIRST).version == version

    def test_where_the_tick_cannot_be_saved_the_page_says_so(
        self, cast: Cast, period: ReportingPeriod, browser: Client, typed: dict[str, Any]
    ) -> None:
        self.colleague_saves(cast, period)
        answer = Measurement.objects.get(indicator__code=FIRST)
        workflow.prepare(answer, version=answer.version, by=cast.reporter, at=NOW)
        post(browser, typed, code=FIRST, status=409)
        assert listed(SECOND) == []

    def test_a_tick_that_was_not_saved_comes_back(
        self, cast: Cast, period: ReportingPeriod, browser: Client, typed: dict[str, Any]
    ) -> None:
        answer = Measurement.objects.get()
        kept = urlencode({"answer": "reported"} | typed, doseq=True)
        unsaved.keep(
            Task(answer.indicator, cast.army, period), kept, by=cast.reporter, at=NOW + dt.timedelta(minutes=5)
        )
        browser.get(url(FIRST))
        assert UnsavedEntry.objects.exists()
