"""When an item's stages were reached: what is refused at every door, and what was counted for good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, Stage
from measurements.answer.content import Content, ItemContent
from measurements.answer.entries import freeze_entries
from measurements.answer.stage_rules import problems_of_stages
from measurements.answer.writing import stages_after
from measurements.checks.stored import as_content, content_of
from measurements.models import Measurement, RegisterEntry, RegisterItem, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.factories import make_entry, make_item, make_measurement, make_period, make_plan, make_register
from tests.measurements.worlds.entering import NOW

pytestmark = pytest.mark.django_db

TODAY, DAY = dt.date(2026, 7, 8), dt.date(2026, 3, 2)
D = dt.date


@pytest.fixture
def norms(cast: Cast, period: ReportingPeriod) -> Register:
    register = Register.objects.create(code="norm", name="Normas")
    for order, code in enumerate(("drafted", "approved", "in_force", "repealed"), start=1):
        Stage.objects.create(register=register, code=code, name=code, order=order)
    return register


def dates(register: Register, **days: dt.date) -> dict[Stage, dt.date]:
    return {register.stages.get(code=code): day for code, day in days.items()}


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"drafted": D(2026, 1, 1), "approved": D(2026, 1, 1), "in_force": D(2026, 7, 8)}, []),
        ({"in_force": D(2026, 7, 9)}, ["in_force"]),
        ({"drafted": D(2026, 7, 9), "approved": D(2026, 7, 10)}, ["drafted", "approved"]),
        ({"drafted": D(202, 3, 1), "approved": D(2026, 1, 1)}, ["drafted"]),
        ({"drafted": D(2026, 3, 2), "approved": D(2026, 3, 1)}, ["approved"]),
        ({"drafted": D(2026, 3, 2), "approved": D(2026, 1, 1), "in_force": D(2026, 3, 1)}, ["approved", "in_force"]),
        ({"drafted": D(2026, 3, 2), "in_force": D(2026, 3, 3)}, []),
    ],
)
def test_days_to_come_days_of_no_year_and_stages_out_of_order_are_wrong(
    norms: Register, days: Mapping[str, dt.date], wrong: list[str]
) -> None:
    found = problems_of_stages(dates(norms, **days), None, today=TODAY)
    assert [problem.stage.code for problem in found] == wrong


def counted_item(
    cast: Cast, events: IndicatorRevision, *, status: str = Status.VALIDATED, code: str = "2025-II"
) -> RegisterItem:
    """An event planned on 1 September and held on 1 October 2025, in an answer of that semester."""
    register = Register.objects.get(code="event")
    item = make_item(cast.army, register, dated_on=D(2025, 10, 1))
    for stage, day in dates(register, planned=D(2025, 9, 1), held=D(2025, 10, 1)).items():
        item.stages.create(stage=stage, reached_on=day)
    answer = make_measurement(events, cast.army, make_period(make_plan(), code), value=1, status=status)
    RegisterEntry.objects.create(measurement=answer, item=item)
    if status not in (Status.DRAFT, Status.RETURNED):
        freeze_entries(answer)
    return item


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize(
    ("days", "stays"),
    [
        ({"planned": D(2025, 9, 1), "held": D(2025, 10, 1)}, True),
        ({"planned": D(2025, 3, 1), "held": D(2025, 12, 31)}, True),
        ({"held": D(2025, 7, 1)}, True),
        ({"planned": D(2025, 9, 1), "held": D(2026, 1, 1)}, False),
        ({"planned": D(2025, 5, 1), "held": D(2025, 6, 30)}, False),
        ({"planned": D(2025, 9, 1)}, False),
    ],
)
def test_what_counted_in_an_answer_that_was_handed_over_still_counts_there(
    cast: Cast, events: IndicatorRevision, status: str, days: Mapping[str, dt.date], stays: bool
) -> None:
    item = counted_item(cast, events, status=status)
    found = list(problems_of_stages(dates(item.register, **days), item, today=TODAY))
    stands = status in (Status.PREPARED, Status.SUBMITTED, Status.VALIDATED)
    assert bool(found) == (stands and not stays)
    assert all("2025-II (PREV-2.3.1)" in problem.text for problem in found)


def test_a_stage_of_a_stock_may_be_corrected(cast: Cast, period: ReportingPeriod, norms: Register) -> None:
    """It counts anew at the end of each semester: nothing counts twice."""
    revision = make_register(make_plan(), "PREV-3.1.1", register=norms, accumulation="stock")
    rule = CountingRule.objects.get(component__revision=revision)
    rule.when = "at_end"
    rule.save()
    rule.stages.set(norms.stages.filter(code="in_force"))
    item = make_item(cast.army, norms)
    item.stages.create(stage=norms.stages.get(code="in_force"), reached_on=D(2025, 10, 1))
    answer = make_measurement(revision, cast.army, make_period(make_plan(), "2025-II"), value=1)
    RegisterEntry.objects.create(measurement=answer, item=item)
    freeze_entries(answer)
    assert not list(problems_of_stages(dates(norms, approved=D(2026, 3, 1)), item, today=TODAY))


def test_a_stage_that_lasts_may_be_corrected(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> None:
    Stage.objects.filter(code="held").update(is_lasting=True)
    item = counted_item(cast, events)
    assert not list(problems_of_stages(dates(item.register, held=D(2026, 1, 1)), item, today=TODAY))


def test_what_was_sent_before_dates_were_kept_is_held_to_its_stage(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision
) -> None:
    item = make_item(cast.army, Register.objects.get(code="event"), dated_on=D(2025, 10, 1))
    item.stages.create(stage=Stage.objects.get(code="held"), reached_on=item.dated_on)
    answer = make_measurement(events, cast.army, make_period(make_plan(), "2025-II"), value=1)
    make_entry(answer, item, counted={"held": 1})
    assert list(problems_of_stages(dates(item.register, held=D(2026, 1, 1)), item, today=TODAY))
    assert not list(problems_of_stages(dates(item.register, held=D(2025, 7, 1)), item, today=TODAY))


class TestTheWorkflowItself:
    """Who comes by another door than the form meets the same rules."""

    def save(self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, *items: ItemContent) -> Measurement:
        task = Task(events.indicator, cast.army, period)
        stored = Measurement.objects.filter(indicator=events.indicator, period=period).first()
        version = stored.version if stored else NEW
        return workflow.save_draft(task, Content(items=items), version=version, by=cast.reporter, at=NOW)

    def event(self, stage: str = "held", day: dt.date = DAY, **fields: object) -> ItemContent:
        register = Register.objects.get(code="event")
        found = register.stages.get(code=stage)
        return ItemContent(register=register, title="Seminario", stage=found, dated_on=day, **fields)  # type: ignore[arg-type]

    @pytest.mark.parametrize("day", [D(2026, 7, 9), D(26, 3, 2)])
    def test_an_impossible_day_saves_nothing(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, day: dt.date
    ) -> None:
        with pytest.raises(workflow.Refused, match="«Seminario» · held"):
            self.save(cast, period, events, self.event(day=day))
        assert not Measurement.objects.exists()
        assert not RegisterItem.objects.exists()

    def test_stages_out_of_order_save_nothing(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision
    ) -> None:
        planned = Stage.objects.get(code="planned")
        with pytest.raises(workflow.Refused, match="No puede ser anterior"):
            self.save(cast, period, events, self.event(earlier=((planned, D(2026, 3, 3)),)))

    def test_what_counted_for_good_is_not_moved(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision
    ) -> None:
        item = counted_item(cast, events)
        with pytest.raises(workflow.Refused, match="ya contó en 2025-II"):
            self.save(cast, period, events, self.event(id=item.pk))
        assert {s.reached_on for s in item.stages.all()} == {D(2025, 9, 1), D(2025, 10, 1)}

    def test_every_stage_is_kept_with_its_date_and_read_back(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision
    ) -> None:
        planned = Stage.objects.get(code="planned")
        saved = self.save(cast, period, events, self.event(earlier=((planned, D(2026, 2, 1)),)))
        assert saved.values.get().value == Decimal(1)
        (item,) = content_of(saved).items
        assert {s.code: day for s, day in item.stages.items()} == {"planned": D(2026, 2, 1), "held": D(2026, 3, 2)}
        prepared = workflow.prepare(saved, version=saved.version, by=cast.reporter, at=NOW)
        frozen = prepared.entries.get().frozen
        assert frozen is not None
        assert frozen["stages"] == {"planned": "2026-02-01", "held": "2026-03-02"}

    @pytest.mark.parametrize(("earlier", "left"), [(None, ["planned", "held"]), ((), ["held"])])
    def test_a_date_that_is_cleared_goes_and_one_that_is_not_spoken_of_stays(
        self,
        cast: Cast,
        period: ReportingPeriod,
        events: IndicatorRevision,
        earlier: tuple[()] | None,
        left: list[str],
    ) -> None:
        planned = Stage.objects.get(code="planned")
        self.save(cast, period, events, self.event(earlier=((planned, D(2026, 2, 1)),)))
        item = RegisterItem.objects.get()
        self.save(cast, period, events, self.event(id=item.pk, earlier=earlier, number="Oficio 1"))
        assert [s.stage.code for s in item.stages.order_by("stage__order")] == left


def test_content_without_later_stages_says_they_were_not_reached(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision
) -> None:
    item = counted_item(cast, events, status=Status.DRAFT)
    kept = as_content(item)
    assert stages_after(item, kept) == {s.stage: s.reached_on for s in item.stages.all()}
