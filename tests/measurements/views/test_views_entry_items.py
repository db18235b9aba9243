"""The lists of the page of one answer: an item that several indicators share, and lists as long as they come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, Stage
from measurements.forms import items
from measurements.models import Measurement, RegisterEntry, RegisterItem, RegisterStage, Status
from tests.cast import Cast
from tests.factories import make_entry, make_item, make_measurement, make_period, make_plan, make_register
from tests.measurements.worlds.entering import SEMINAR, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

FIRST, SECOND = "PREV-2.3.1", "PREV-2.3.2"


@pytest.fixture
def shared(cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client) -> RegisterItem:
    """A seminar of three that two indicators count."""
    second = owe(cast, period, make_register(make_plan(), SECOND, register=Register.objects.get()))
    CountingRule.objects.get(component__revision=second).stages.set(Stage.objects.filter(code="held"))
    post(browser, SEMINAR, code=FIRST)
    item = RegisterItem.objects.get()
    post(browser, {"also": str(item.pk)}, code=SECOND)
    return item


def shown(browser: Client, code: str = FIRST) -> dict[str, Any]:
    """What the browser sends back of the saved rows of a page, untouched."""
    rows = browser.get(url(code)).context["form"].lists[0].rows
    sent: dict[str, Any] = {"event-rows": str(len(rows))}
    for row in rows:
        for name in row.fields:
            value = row[name].value()
            if name != "remove" and value is not None:
                sent[row.add_prefix(name)] = value if isinstance(value, list) else str(value)
    return sent


def test_a_page_read_earlier_does_not_undo_what_another_indicator_changed(
    browser: Client, shared: RegisterItem
) -> None:
    older = shown(browser)
    post(browser, shown(browser, SECOND) | {"event-0-quantity": "9"}, code=SECOND)
    post(browser, older | {"narrative": "Solo cambio el texto."}, code=FIRST)
    shared.refresh_from_db()
    assert (shared.quantity, shared.version) == (9, 2)
    first = Measurement.objects.get(indicator__code=FIRST)
    assert (first.narrative, first.values.get().value) == ("Solo cambio el texto.", 9)


def test_two_changes_of_one_item_are_shown_side_by_side(browser: Client, shared: RegisterItem) -> None:
    older = shown(browser) | {"event-0-quantity": "4", "event-2-title": "", "narrative": "Texto."}
    post(browser, shown(browser, SECOND) | {"event-0-quantity": "9"}, code=SECOND)
    page = post(browser, older, code=FIRST, status=409)
    shared.refresh_from_db()
    first = Measurement.objects.get(indicator__code=FIRST)
    assert (shared.quantity, first.narrative, first.version) == (9, "", 1)
    assert "Alguien cambió un elemento de esta lista" in page
    assert "cantidad 9" in page
    assert "cantidad 4" in page
    assert 'name="event-0-quantity" value="4"' in page


def test_saving_mine_over_a_shared_item_is_a_choice(browser: Client, shared: RegisterItem) -> None:
    older = shown(browser) | {"event-0-quantity": "4"}
    post(browser, shown(browser, SECOND) | {"event-0-quantity": "9"}, code=SECOND)
    part = f"item|{shared.pk}"
    assert f'name="seen-{part}" value="2"' in post(browser, older, code=FIRST, status=409)
    post(browser, older | {"seen": "1", f"seen-{part}": "2", f"keep-{part}": "mine"}, code=FIRST)
    shared.refresh_from_db()
    assert (shared.quantity, shared.version) == (4, 3)


def test_the_same_change_made_twice_is_no_conflict(browser: Client, shared: RegisterItem) -> None:
    older = shown(browser) | {"event-0-quantity": "9"}
    post(browser, shown(browser, SECOND) | {"event-0-quantity": "9"}, code=SECOND)
    post(browser, older, code=FIRST)
    shared.refresh_from_db()
    assert (shared.quantity, shared.version) == (9, 2)


@pytest.mark.parametrize("version", ["", "x", "-", "0", "99"])
def test_a_row_without_the_version_that_stands_changes_nothing(
    browser: Client, shared: RegisterItem, version: str
) -> None:
    post(browser, shown(browser) | {"event-0-quantity": "4", "event-0-version": version}, code=FIRST, status=409)
    shared.refresh_from_db()
    assert shared.quantity == 3


def list_of(cast: Cast, period: ReportingPeriod, revision: IndicatorRevision, count: int) -> Measurement:
    """A draft whose list has that many seminars."""
    register, stage = Register.objects.get(), Stage.objects.get(code="held")
    draft = make_measurement(revision, cast.army, period, status=Status.DRAFT)
    made = [make_item(cast.army, register, title=f"Seminario {n}") for n in range(count)]
    RegisterStage.objects.bulk_create(RegisterStage(item=i, stage=stage, reached_on=dt.date(2026, 3, 2)) for i in made)
    RegisterEntry.objects.bulk_create(RegisterEntry(measurement=draft, item=i) for i in made)
    return draft


def test_a_list_of_hundreds_is_saved_at_the_cost_of_what_was_changed(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client
) -> None:
    draft = list_of(cast, period, events, 260)
    sent = shown(browser) | {"event-0-quantity": "4", "event-260-title": "Nuevo", "event-260-stage": "held"}
    sent |= {"event-260-dated_on": "2026-03-02"}
    assert len(sent) > 2000
    with CaptureQueriesContext(connection) as queries:
        response = browser.post(url(FIRST), {"version": "1", "answer": "reported", "action": "tasks"} | sent)
    assert (response.status_code, draft.values.get().value) == (302, 264)
    assert len(queries) < 130  # far below the rows: what the page reads around the list is read once


def test_more_rows_than_fit_are_refused_aloud(
    period: ReportingPeriod, events: IndicatorRevision, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST_ROWS", 1)
    rows = SEMINAR | {"event-1-title": "Otro", "event-1-stage": "held", "event-1-dated_on": "2026-03-02"}
    page = post(browser, rows, code=FIRST, status=200)
    assert page.count("En una lista caben hasta 1 filas y esta tiene 2.") == 2
    assert 'href="#list-event"' in page
    assert "<title>Error:" in page
    assert 'value="Otro"' in page
    assert not RegisterItem.objects.exists()
    monkeypatch.setattr(items, "MOST_READ", 1)
    assert "esta tiene 2." in post(browser, rows, code=FIRST, status=200)


def carried_over(
    cast: Cast, period: ReportingPeriod, revision: IndicatorRevision, status: str = Status.VALIDATED
) -> RegisterItem:
    """A seminar held on 1 October 2025, which counted in that semester's answer, in the list of 2026-I."""
    item = make_item(cast.army, Register.objects.get(), dated_on=dt.date(2025, 10, 1))
    item.stages.create(stage=Stage.objects.get(code="held"), reached_on=item.dated_on)
    earlier = make_measurement(revision, cast.army, make_period(make_plan(), "2025-II"), value=1, status=status)
    make_entry(earlier, item, counted={"held": 1})
    make_entry(make_measurement(revision, cast.army, period, status=Status.DRAFT), item)
    return item


@pytest.mark.parametrize("changed", [{"dated_on": "2026-03-02"}, {"stage": "planned", "dated_on": "2026-01-15"}])
def test_what_counted_in_a_semester_that_was_sent_does_not_count_again(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client, changed: dict[str, str]
) -> None:
    item = carried_over(cast, period, events)
    row = shown(browser) | {f"event-0-{name}": value for name, value in changed.items()}
    page = post(browser, row, code=FIRST, status=200)
    assert "Este elemento ya contó en 2025-II (PREV-2.3.1)" in page
    assert [stage.reached_on for stage in item.stages.all()] == [dt.date(2025, 10, 1)]


def test_a_stage_that_counted_in_a_semester_that_was_sent_is_not_taken_back(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client
) -> None:
    item = carried_over(cast, period, events)
    back = {"event-0-stage": "planned", "event-0-dated_on": "2025-09-01"}
    assert "ya contó en 2025-II" in post(browser, shown(browser) | back, code=FIRST, status=200)
    assert [reached.stage.code for reached in item.stages.all()] == ["held"]


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (Status.VALIDATED, {"dated_on": "2025-11-03"}),
        (Status.VALIDATED, {"quantity": "2"}),
        (Status.VALIDATED, {"stage": "reported", "dated_on": "2026-03-02"}),
        (Status.RETURNED, {"dated_on": "2026-03-02"}),
    ],
)
def test_what_leaves_it_in_its_semester_is_taken(
    cast: Cast,
    period: ReportingPeriod,
    events: IndicatorRevision,
    browser: Client,
    status: str,
    changed: dict[str, str],
) -> None:
    Register.objects.get().stages.create(code="reported", name="Informado", order=9)
    carried_over(cast, period, events, status)
    post(browser, shown(browser) | {f"event-0-{name}": value for name, value in changed.items()}, code=FIRST)
