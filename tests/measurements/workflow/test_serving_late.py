"""An item serves an indicator that has another deadline, is being handed over, or is saved by two at once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.answer.evidence_change import EvidenceChange
from measurements.checks.stored import content_of
from measurements.models import Evidence, Explanation, Measurement, RegisterItem, Status, UnsavedEntry
from measurements.tasks import unsaved
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period, make_person, make_plan
from tests.measurements.joining.test_joining import reported
from tests.measurements.workflow import served
from tests.measurements.workflow.served import FIRST, SECOND, content, listed, save
from tests.measurements.worlds.entering import NOW, SEMINAR, post, url
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.proving import attaching

pytestmark = pytest.mark.usefixtures("clock")

second = served.second


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
