"""The lists of the page of one answer: pasting, folding, totals before saving, dates of every stage, what is missing beside its box."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.models import CountingRule, IndicatorRevision, Register, ReportingPeriod, RevisionTag, Stage
from measurements.forms import items
from measurements.models import Measurement, RegisterEntry, RegisterItem, RegisterStage, Status
from tests.cast import Cast
from tests.factories import find_category, make_dimension, make_item, make_measurement, make_plan, make_register
from tests.measurements.worlds.entering import SEMINAR, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

CODE = "PREV-2.3.1"


def draft_of(cast: Cast, period: ReportingPeriod, revision: IndicatorRevision, count: int) -> Measurement:
    """A draft whose list has that many seminars."""
    register, stage = Register.objects.get(), Stage.objects.get(code="held")
    draft = Measurement.objects.filter(indicator=revision.indicator).first()
    draft = draft or make_measurement(revision, cast.army, period, status=Status.DRAFT)
    made = [make_item(cast.army, register, title=f"Seminario {n}") for n in range(count)]
    RegisterStage.objects.bulk_create(RegisterStage(item=i, stage=stage, reached_on=dt.date(2026, 3, 2)) for i in made)
    RegisterEntry.objects.bulk_create(RegisterEntry(measurement=draft, item=i) for i in made)
    return draft


def test_a_pasted_list_becomes_rows_and_is_saved_only_by_saving(browser: Client, events: IndicatorRevision) -> None:
    paste = {"event-rows": "0", "event-paste": "Uno\theld\t02/03/2026\nDos\theld\t03/03/2026", "action": "paste-event"}
    page = post(browser, paste, code=CODE, status=200)
    assert "Se leyeron 2 filas" in page
    assert 'name="event-1-title" value="Dos"' in page
    assert not Measurement.objects.exists()
    rows = {"event-rows": "2"}
    for place, title in enumerate(("Uno", "Dos")):
        rows |= {f"event-{place}-{name}": text for name, text in (("title", title), ("stage", "held"))}
        rows |= {f"event-{place}-dated_on": "2026-03-02", f"event-{place}-quantity": "1"}
    post(browser, rows, code=CODE)
    assert Measurement.objects.get().values.get().value == 2


def test_pasting_keeps_what_was_typed_beside_it(browser: Client, events: IndicatorRevision) -> None:
    typed = SEMINAR | {"event-paste": "Uno\theld\t02/03/2026", "action": "paste-event", "narrative": "Escrito antes."}
    page = post(browser, typed, code=CODE, status=200)
    assert "Escrito antes." in page
    assert 'value="Seminario MPS"' in page


def test_saving_beside_a_paste_that_was_not_read_saves_nothing(browser: Client, events: IndicatorRevision) -> None:
    page = post(browser, SEMINAR | {"event-paste": "Uno\theld\t02/03/2026"}, code=CODE, status=200)
    assert "aún no se ha leído" in page
    assert not Measurement.objects.exists()


def test_totals_of_a_list_are_shown_before_saving(browser: Client, events: IndicatorRevision) -> None:
    page = post(browser, SEMINAR | {"action": "totals"}, code=CODE, status=200)
    assert "aún no se ha guardado" in page
    assert "<dt>held</dt><dd>3</dd>" in page
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("headline", "words"),
    [("sum", "Cifra del indicador: la suma"), ("none", "nunca se suman")],
)
def test_compound_figures_are_shown_as_the_definition_says(
    cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision, headline: str, words: str
) -> None:
    register = Register.objects.get()
    kinds = make_dimension("kind", "workshop", "seminar")
    register.tags.add(kinds)
    revision = make_register(
        make_plan(), "PROT-2.1.1", components=("workshops", "seminars"), register=register, headline=headline
    )
    for rule in CountingRule.objects.filter(component__revision=revision).select_related("component"):
        rule.only = find_category(f"kind={rule.component.code.removesuffix('s')}")
        rule.save()
        rule.stages.set(Stage.objects.filter(code="held"))
    owe(cast, period, revision)
    row = SEMINAR | {"event-0-tag_kind": "seminar"}
    for action, status in (("totals", 200), ("more", 302)):
        found = post(browser, row | {"action": action}, code="PROT-2.1.1", status=status)
        page = found if status == 200 else browser.get(url("PROT-2.1.1")).content.decode()
        assert "<dt>workshops</dt><dd>0</dd>" in page
        assert "<dt>seminars</dt><dd>3</dd>" in page
        assert words in page
        assert ("la suma</dt><dd><b>3</b>" in page) == (headline == "sum")


def test_the_dates_of_earlier_stages_are_kept_and_a_cleared_one_goes(
    browser: Client, events: IndicatorRevision
) -> None:
    post(browser, SEMINAR | {"event-0-on_planned": "2026-02-01"}, code=CODE)
    item = RegisterItem.objects.get()
    assert {s.stage.code for s in item.stages.all()} == {"planned", "held"}
    assert "Antes: planned, 1 de febrero de 2026" in browser.get(url(CODE)).content.decode()
    post(browser, SEMINAR | {"event-0-id": str(item.pk), "event-0-on_planned": ""}, code=CODE)
    assert [s.stage.code for s in item.stages.all()] == ["held"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"event-0-on_planned": "2026-03-03"}, "No puede ser anterior a «planned», 3 de marzo de 2026."),
        ({"event-0-stage": "planned", "event-0-on_planned": "2026-02-01"}, "con otra fecha: deje una de las dos."),
        ({"event-0-on_planned": "2026-07-09"}, "todavía no llega"),
    ],
)
def test_dates_that_contradict_each_other_are_refused_beside_their_box(
    browser: Client, events: IndicatorRevision, typed: dict[str, str], words: str
) -> None:
    assert words in post(browser, SEMINAR | typed, code=CODE, status=200)
    assert not Measurement.objects.exists()


def test_advancing_keeps_the_date_of_the_stage_before(browser: Client, events: IndicatorRevision) -> None:
    planned = {"event-0-stage": "planned", "event-0-dated_on": "2026-02-01"}
    post(browser, SEMINAR | planned, code=CODE)
    item = RegisterItem.objects.get()
    post(browser, SEMINAR | {"event-0-id": str(item.pk)}, code=CODE)
    assert {s.stage.code: s.reached_on.isoformat() for s in item.stages.all()} == {
        "planned": "2026-02-01",
        "held": "2026-03-02",
    }


def test_what_is_missing_stands_beside_its_tag_and_the_summary_leads_to_the_item(
    browser: Client, events: IndicatorRevision
) -> None:
    missions = make_dimension("mission", "minusca", "unmiss")
    Register.objects.get().tags.add(missions)
    RevisionTag.objects.create(revision=events, dimension=missions, is_multiple=True)
    location = post(browser, SEMINAR | {"action": "prepare"}, code=CODE)
    page = browser.get(location).content.decode()
    item = RegisterItem.objects.get()
    assert f'href="#item-{item.pk}"' in page
    assert f'<li id="item-{item.pk}">' in page
    assert "Elíjalo antes de enviar" in page
    assert "Puede marcar varias" in page
    assert "Elíjalo antes de enviar" not in browser.get(url(CODE)).content.decode()


class TestALongList:
    def test_it_shows_lines_and_the_boxes_of_the_row_that_is_asked_for(
        self, cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision
    ) -> None:
        draft = draft_of(cast, period, events, items.FOLDED_FROM + 5)
        page = browser.get(url(CODE)).content.decode()
        assert "Seminario 3" in page
        assert 'name="event-3-title"' not in page
        wanted = RegisterItem.objects.get(title="Seminario 3")
        typed = {"event-rows": "27", "event-25-title": "Nuevo", "event-25-quantity": "1", "action": f"open-{wanted.pk}"}
        page = post(browser, typed, code=CODE, status=200)
        assert 'name="event-27-title" value="Seminario 3"' in page
        assert 'name="event-25-title" value="Nuevo"' in page
        assert '<input type="hidden" name="event-rows" value="28">' in page
        changed = {"event-rows": "28", "event-27-id": str(wanted.pk), "event-27-title": "Otro nombre"}
        changed |= {"event-27-stage": "held", "event-27-dated_on": "2026-03-02", "event-27-quantity": "1"}
        post(browser, changed, code=CODE)
        wanted.refresh_from_db()
        assert wanted.title == "Otro nombre"
        assert draft.entries.count() == items.FOLDED_FROM + 5
        assert draft.values.get().value == Decimal(items.FOLDED_FROM + 5)

    def test_its_cost_does_not_grow_with_its_rows(
        self, cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision
    ) -> None:
        second = owe(cast, period, make_register(make_plan(), "PREV-2.3.2", register=Register.objects.get()))
        make_measurement(second, cast.navy, period, status=Status.SUBMITTED, answer="reported")
        counts = []
        browser.get(url(CODE))
        for more in (3, 27):
            draft_of(cast, period, events, more)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url(CODE)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1] < 75
