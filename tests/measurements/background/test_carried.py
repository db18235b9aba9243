"""Items of earlier semesters: which are offered, which are suggested, and that nothing counts before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from django.test import Client

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, Stage
from measurements.answer.entries import freeze_entries
from measurements.answer.writing import derive
from measurements.forms.carried import CarriedForm
from measurements.models import Measurement, RegisterEntry, RegisterItem, Status
from tests.cast import Cast
from tests.factories import (
    make_component,
    make_indicator,
    make_item,
    make_measurement,
    make_period,
    make_plan,
    make_register,
    make_register_list,
    make_revision,
    make_rule,
    make_series,
)
from tests.measurements.worlds.entering import owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

D = dt.date
NORMS, EVENTS = "PREV-3.1.1", "PREV-2.3.1"


@pytest.fixture
def norms(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    """Norms in force at the semester's end, and beside them those ever approved."""
    register = make_register_list("norm", "drafted", "approved", "in_force", "repealed")
    revision = make_register(
        make_plan(), NORMS, components=("in_force",), beside=("ever",), register=register, accumulation="stock"
    )
    for code, when, stages in (("in_force", "at_end", ["in_force"]), ("ever", "ever", ["approved", "in_force"])):
        rule = CountingRule.objects.get(component__revision=revision, component__code=code)
        rule.when = when
        rule.save()
        rule.stages.set(register.stages.filter(code__in=stages))
    return owe(cast, period, revision)


def before(
    cast: Cast, revision: IndicatorRevision, days: Mapping[str, dt.date], *, status: str = Status.VALIDATED
) -> RegisterItem:
    """An item in the answer of 2025-II."""
    register = Register.objects.get()
    item = make_item(cast.army, register, title="De antes", dated_on=max(days.values()))
    for code, day in days.items():
        item.stages.create(stage=register.stages.get(code=code), reached_on=day)
    semester = make_period(make_plan(), "2025-II")
    answer = Measurement.objects.filter(period=semester).first()
    answer = answer or make_measurement(revision, cast.army, semester, status=status, answer="reported")
    RegisterEntry.objects.create(measurement=answer, item=item)
    derive(answer)
    if status != Status.DRAFT:
        freeze_entries(answer)
    return item


def offered(browser: Client, code: str) -> list[CarriedForm]:
    return list(browser.get(url(code)).context["form"].carried)


@pytest.mark.parametrize(
    ("days", "choices"),
    [
        ({"in_force": D(2025, 8, 1)}, ["keep"]),
        ({"approved": D(2025, 8, 1)}, ["keep"]),  # it counts as ever approved
        ({"drafted": D(2025, 8, 1)}, ["keep"]),  # pending: it may still come to count
        ({"in_force": D(2025, 8, 1), "repealed": D(2025, 9, 1)}, ["keep"]),
        ({"drafted": D(2025, 8, 1), "repealed": D(2025, 9, 1)}, []),
    ],
)
def test_of_a_stock_what_counts_or_may_still_count_is_suggested(
    cast: Cast, browser: Client, norms: IndicatorRevision, days: Mapping[str, dt.date], choices: list[str]
) -> None:
    before(cast, norms, days)
    assert [form.chosen for form in offered(browser, NORMS)] == choices


@pytest.mark.parametrize(
    ("days", "is_offered"),
    [
        ({"planned": D(2025, 11, 1)}, True),
        ({"planned": D(2025, 11, 1), "held": D(2025, 12, 1)}, False),
        ({"planned": D(2025, 11, 1), "cancelled": D(2025, 12, 1)}, False),
    ],
)
def test_of_a_flow_only_what_has_not_happened_yet_is_suggested(
    cast: Cast, browser: Client, events: IndicatorRevision, days: Mapping[str, dt.date], is_offered: bool
) -> None:
    Stage.objects.create(register=Register.objects.get(), code="cancelled", name="cancelled", order=3)
    before(cast, events, days)
    found = offered(browser, EVENTS)
    assert [form.chosen for form in found] == (["keep"] if is_offered else [])
    assert all("PREV-2.3.1, 2025-II · planned · 1 de noviembre de 2025" in form.then for form in found)


def test_what_is_pending_still_is_carried_and_counts_nothing(
    cast: Cast, browser: Client, events: IndicatorRevision
) -> None:
    item = before(cast, events, {"planned": D(2025, 11, 1)})
    post(browser, {f"carry-{item.pk}-choice": offered(browser, EVENTS)[0].chosen}, code=EVENTS)
    saved = Measurement.objects.get(period__code="2026-I")
    assert [entry.item for entry in saved.entries.all()] == [item]
    assert saved.values.get().value == 0


def test_a_suggestion_counts_nothing_until_it_is_saved(cast: Cast, browser: Client, norms: IndicatorRevision) -> None:
    item = before(cast, norms, {"in_force": D(2025, 8, 1)})
    browser.get(url(NORMS))
    assert Measurement.objects.count() == 1
    post(browser, {f"carry-{item.pk}-choice": "keep"}, code=NORMS)
    saved = Measurement.objects.get(period__code="2026-I")
    assert {v.component.code: v.value for v in saved.values.select_related("component")} == {"in_force": 1, "ever": 1}


def test_a_draft_that_never_left_suggests_nothing(cast: Cast, browser: Client, norms: IndicatorRevision) -> None:
    before(cast, norms, {"in_force": D(2025, 8, 1)}, status=Status.DRAFT)
    assert [form.chosen for form in offered(browser, NORMS)] == ["leave"]


def test_what_was_left_out_is_not_suggested_again(cast: Cast, browser: Client, norms: IndicatorRevision) -> None:
    item = before(cast, norms, {"in_force": D(2025, 8, 1)})
    post(browser, {f"carry-{item.pk}-choice": "leave", "has_no_items": "on"}, code=NORMS)
    assert [form.chosen for form in offered(browser, NORMS)] == ["leave"]


def test_an_item_is_brought_up_to_date_and_keeps_its_earlier_date(
    cast: Cast, browser: Client, events: IndicatorRevision
) -> None:
    item = before(cast, events, {"planned": D(2025, 11, 1)})
    name = f"carry-{item.pk}"
    changed = {f"{name}-choice": "update", f"{name}-version": "1", f"{name}-stage": "held"}
    post(browser, changed | {f"{name}-dated_on": "2026-02-02"}, code=EVENTS)
    assert {s.stage.code: s.reached_on for s in item.stages.all()} == {
        "planned": D(2025, 11, 1),
        "held": D(2026, 2, 2),
    }
    assert Measurement.objects.get(period__code="2026-I").values.get().value == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Indique qué etapa alcanzó"),
        ({"stage": "held", "dated_on": "2025-10-01"}, "No puede ser anterior a «planned»"),
        ({"stage": "held", "dated_on": "2026-07-09"}, "todavía no llega"),
        ({"stage": "held", "dated_on": "31/02/2026"}, "no es una fecha"),
    ],
)
def test_a_wrong_update_is_refused_and_nothing_is_saved(
    cast: Cast, browser: Client, events: IndicatorRevision, typed: Mapping[str, str], words: str
) -> None:
    item = before(cast, events, {"planned": D(2025, 11, 1)})
    name = f"carry-{item.pk}"
    boxes = {f"{name}-{box}": text for box, text in typed.items()} | {f"{name}-choice": "update"}
    assert words in post(browser, boxes, code=EVENTS, status=200)
    assert not Measurement.objects.filter(period__code="2026-I").exists()


def test_somebody_changed_it_meanwhile(cast: Cast, browser: Client, events: IndicatorRevision) -> None:
    item = before(cast, events, {"planned": D(2025, 11, 1)})
    RegisterItem.objects.filter(pk=item.pk).update(version=2)
    name = f"carry-{item.pk}"
    boxes = {
        f"{name}-choice": "update",
        f"{name}-version": "1",
        f"{name}-stage": "held",
        f"{name}-dated_on": "2026-02-02",
    }
    post(browser, boxes, code=EVENTS, status=409)
    assert item.stages.count() == 1


class TestContingents:
    """One register, filled once, of which two indicators ask their own conditions."""

    FIRST, SECOND = "PREV-1.3.1", "REC-2.2.1"
    ROW = {
        "contingent-rows": "1",
        "contingent-0-title": "Contingente A",
        "contingent-0-stage": "deployed",
        "contingent-0-dated_on": "2026-02-01",
        "contingent-0-quantity": "1",
    }

    @pytest.fixture(autouse=True)
    def both(self, cast: Cast, period: ReportingPeriod) -> None:
        register = make_register_list("contingent", "deployed", "rotated_out", counts_people=True)
        for code, conditions in ((self.FIRST, ("selected", "trained")), (self.SECOND, ("structure", "designated"))):
            revision = make_revision(
                make_indicator(make_plan(), code), "PROPORTION", accumulation="stock", across="single_reporter"
            )
            make_rule(make_component(revision, "deployed", "denominator"), register, when="at_end")
            for condition in conditions:
                make_component(revision, condition, "numerator", in_headline=False)
            make_component(revision, "all", "numerator", needs_all=True)
            make_series(revision)
            owe(cast, period, revision)

    def test_what_is_entered_under_one_appears_in_the_other_with_its_own_conditions(self, browser: Client) -> None:
        post(browser, self.ROW | {"contingent-0-ticks": ["selected"]}, code=self.FIRST)
        assert not Measurement.objects.filter(indicator__code=self.SECOND).exists()
        (form,) = offered(browser, self.SECOND)
        assert (form.chosen, form.carried.item.title) == ("keep", "Contingente A")
        assert [code for code, _label in form.fields["ticks"].choices] == ["structure", "designated"]
        name = f"carry-{form.carried.item.pk}"
        post(browser, {f"{name}-choice": "keep", f"{name}-ticks": ["structure", "designated"]}, code=self.SECOND)
        saved = Measurement.objects.get(indicator__code=self.SECOND)
        assert {(v.component.code, v.value, v.denominator) for v in saved.values.select_related("component")} == {
            ("structure", 1, 1),
            ("designated", 1, 1),
            ("all", 1, 1),
        }
        assert RegisterItem.objects.count() == 1

    def test_a_contingent_entered_later_must_be_answered_in_the_other_too(self, browser: Client) -> None:
        post(browser, {"has_no_items": "on"}, code=self.SECOND)
        post(browser, self.ROW, code=self.FIRST)
        location = post(browser, {"has_no_items": "on", "action": "prepare"}, code=self.SECOND)
        page = browser.get(location).content.decode()
        assert "«Contingente A» está en la lista de PREV-1.3.1 y no en esta" in page
        relieved = {"contingent-0-id": str(RegisterItem.objects.get().pk), "contingent-0-stage": "rotated_out"}
        post(browser, self.ROW | relieved | {"contingent-0-dated_on": "2026-06-01"}, code=self.FIRST)
        assert "no en esta" not in browser.get(location).content.decode()  # nothing is asked of one that is not there

    def test_none_deployed_does_not_apply(self, browser: Client) -> None:
        post(browser, {"has_no_items": "on"}, code=self.FIRST)
        assert Measurement.objects.get(indicator__code=self.FIRST).answer == "not_applicable"

    def test_one_relieved_before_the_semesters_end_is_not_asked_again(self, browser: Client) -> None:
        gone = self.ROW | {"contingent-0-stage": "rotated_out", "contingent-0-on_deployed": "2026-01-10"}
        post(browser, gone, code=self.FIRST)
        assert offered(browser, self.SECOND) == []
        assert Measurement.objects.get(indicator__code=self.FIRST).answer == "not_applicable"

    @pytest.mark.parametrize("status", Status.values)
    def test_a_second_reporter_is_warned_at_the_form_of_what_was_sent(
        self, cast: Cast, period: ReportingPeriod, browser: Client, status: str
    ) -> None:
        revision = IndicatorRevision.objects.get(indicator__code=self.FIRST)
        make_measurement(revision, cast.joint_command, period, status=status, answer="reported")
        is_told = "CCFFAA ya reportó este indicador" in browser.get(url(self.FIRST)).content.decode()
        assert is_told == (status in (Status.SUBMITTED, Status.VALIDATED))
