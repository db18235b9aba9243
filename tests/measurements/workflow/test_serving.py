"""One item ticked for every indicator that it serves, in the one save: what opens, what refuses, what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, RevisionTag
from measurements.models import Answer, Measurement, RegisterItem, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import find_category, make_dimension, make_measurement, make_plan, make_register
from tests.measurements.workflow import served
from tests.measurements.workflow.served import FIRST, SECOND, listed, save
from tests.measurements.worlds.entering import SEMINAR, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

second = served.second


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
        workflow.Refused, match=r"^En PREV-2\.3\.2 se respondió que no se puede reportar\. Cámbielo primero allí\.$"
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

    def test_what_the_other_does_not_count_is_said_with_other_indicators_beside_it_and_the_kept_text_opens_the_page(
        self, cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision, second: IndicatorRevision
    ) -> None:
        kinds = make_dimension("kind", "seminar", "workshop")
        register = Register.objects.get()
        register.tags.add(kinds)
        RevisionTag.objects.create(revision=events, dimension=kinds)
        CountingRule.objects.filter(component__revision=second).update(only=find_category("kind=workshop"))
        owe(cast, period, make_register(make_plan(), "PREV-2.3.3", register=register))
        row: dict[str, Any] = SEMINAR | {
            "event-0-served": "",
            "event-0-serves": [SECOND, "PREV-2.3.3"],
            "event-0-tag_kind": "seminar",
        }
        assert f"{SECOND} no cuenta este tipo" in post(browser, row, code=FIRST, status=200)
        kept = {"version": "0", "answer": "reported"} | row
        browser.post(reverse("unsaved", args=["2026-I", "EP", FIRST]), kept)
        assert "Recuperamos lo que escribió" in browser.get(url(FIRST)).text

    def test_what_could_never_accept_the_only_kind_is_not_offered(
        self, cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision, second: IndicatorRevision
    ) -> None:
        kinds = make_dimension("kind", "seminar", "workshop")
        register = Register.objects.get()
        register.tags.add(kinds)
        owe(cast, period, make_register(make_plan(), "PREV-2.3.3", register=register))
        CountingRule.objects.filter(component__revision=events).update(only=find_category("kind=seminar"))
        CountingRule.objects.filter(component__revision=second).update(only=find_category("kind=workshop"))
        row = browser.get(url(FIRST)).context["form"].lists[0].rows[0]
        assert [code for code, _name in row.fields["serves"].choices] == ["PREV-2.3.3"]

    def test_a_locked_answer_is_not_offered(
        self, cast: Cast, period: ReportingPeriod, browser: Client, second: IndicatorRevision
    ) -> None:
        make_measurement(second, cast.army, period, status=Status.SUBMITTED, has_no_items=True)
        rows = browser.get(url(FIRST)).context["form"].lists[0].rows
        assert all("serves" not in row.fields for row in rows)
