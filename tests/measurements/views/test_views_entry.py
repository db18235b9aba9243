"""The page of one answer: every kind saves and is shown again, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import CountingRule, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer, Measurement, RegisterItem, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_change,
    make_commitment,
    make_component,
    make_count,
    make_dimension,
    make_institution,
    make_measurement,
    make_period,
    make_plan,
    make_proportion,
    make_register,
    make_register_list,
    make_target,
)
from tests.measurements.worlds.entering import MEN, SEMINAR, WOMEN, cells, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")


def test_a_count_saves_what_was_typed_and_leaves_blanks_empty(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1 200", MEN: "", "narrative": "Catorce talleres."})
    assert cells() == {"total:sex=women": (1200, None)}
    page = browser.get(url()).content.decode()
    assert 'value="1200"' in page
    assert "Catorce talleres." in page
    assert "Borrador guardado hoy a las 10:42" in page


def test_the_target_is_said_to_be_everybodys(
    browser: Client, people: IndicatorRevision, period: ReportingPeriod
) -> None:
    make_target(people.series.get(), period, 208)
    page = browser.get(url()).content.decode()
    assert "Meta de todo el sector" in page
    assert "No es la de su institución sola" in page
    assert "Meta aprobada" not in page


def test_the_target_of_another_institution_is_nobody_elses(
    browser: Client, people: IndicatorRevision, period: ReportingPeriod
) -> None:
    series, own = people.series.get(), Institution.objects.get(code="EP")
    other = make_institution("MGP")
    for value, institution in ((208, None), (52, other), (104, own)):
        make_target(series, period, value, institution=institution)
    page = browser.get(url()).content.decode()
    assert f"208 (el semestre) en {period.code}" in page
    assert "Meta de su institución" in page
    assert f"104 (el semestre) en {period.code}" in page
    assert "52 (" not in page


def test_a_target_that_is_a_part_of_a_whole_is_no_percentage(
    browser: Client, people: IndicatorRevision, period: ReportingPeriod
) -> None:
    IndicatorRevision.objects.update(institution_targets="shared")
    make_target(people.series.get(), period, 30, denominator=200)
    page = browser.get(url()).content.decode()
    assert f"30 de 200 (el semestre) en {period.code}" in page
    assert "Rige para cada institución" in page


def test_a_definition_that_begins_with_the_semester_leads_to_what_it_changed(
    browser: Client, people: IndicatorRevision, period: ReportingPeriod
) -> None:
    text = f"El Comité lo cambió desde {period.code}."
    IndicatorRevision.objects.update(effective_from=period, change_class="new")
    assert text not in browser.get(url()).text, "the first one changed nothing"
    IndicatorRevision.objects.update(change_class="methodological")
    page = browser.get(url()).text
    assert text in page
    assert reverse("definition_list", args=[people.indicator.code]) in page


def test_zero_is_saved_as_zero(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "0"})
    assert cells() == {"total:sex=women": (0, None)}
    assert 'value="0"' in browser.get(url()).content.decode()


def test_three_dimensions_are_crossed(cast: Cast, period: ReportingPeriod, browser: Client) -> None:
    dimensions = [make_dimension("sex"), make_dimension("rank", "officers", "ncos"), make_dimension("zone", "n", "s")]
    owe(cast, period, make_count(make_plan(), "PREV-2.1.1", dimensions=dimensions))
    page = browser.get(url("PREV-2.1.1")).content.decode()
    assert page.count('name="v.total.') == 12
    post(browser, {"v.total.rank:ncos.sex:women.zone:s": "7"}, code="PREV-2.1.1")
    assert cells() == {"total:rank=ncos|sex=women|zone=s": (7, None)}


def test_a_proportion_saves_two_numbers_and_shows_the_percentage(
    cast: Cast, period: ReportingPeriod, browser: Client
) -> None:
    post_ = make_dimension("post", "troops", "staff")
    series = {"contingents": ["post=troops"], "others": ["post=staff"]}
    owe(cast, period, make_proportion(make_plan(), dimensions=[post_], series=series))
    post(browser, {"v.part.post:troops": "5", "d.part.post:troops": "18"}, code="PART-1.2.1")
    assert cells() == {"part:post=troops": (5, 18)}
    page = browser.get(url("PART-1.2.1")).content.decode()
    assert "27,8\xa0%" in page
    assert "contingents" in page


def test_a_level_saves_one_number(cast: Cast, period: ReportingPeriod, browser: Client) -> None:
    owe(cast, period, make_change(make_plan()))
    post(browser, {"v.level": "46"}, code="PREV-1.2.1")
    assert cells() == {"level:": (46, None)}


def test_a_list_saves_its_items_and_the_figure_follows(browser: Client, events: IndicatorRevision) -> None:
    where = post(browser, SEMINAR | {"action": "more"}, code="PREV-2.3.1")
    assert where == url("PREV-2.3.1") + "#lists"
    assert cells() == {"held:": (3, None)}
    page = browser.get(url("PREV-2.3.1")).content.decode()
    assert "Seminario MPS" in page
    assert "2 de marzo de 2026" in page


def test_there_was_none_is_zero(browser: Client, events: IndicatorRevision) -> None:
    post(browser, {"has_no_items": "on"}, code="PREV-2.3.1")
    assert cells() == {"held:": (0, None)}


def test_an_item_of_another_indicator_counts_here_too(
    cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision
) -> None:
    register = make_register_list("event")
    revision = owe(cast, period, make_register(make_plan(), "PROT-2.1.1", register=register))
    CountingRule.objects.get(component__revision=revision).stages.set(register.stages.filter(code="held"))
    post(browser, SEMINAR, code="PREV-2.3.1")
    assert "Seminario MPS" in browser.get(url("PROT-2.1.1")).content.decode()
    post(browser, {"also": str(RegisterItem.objects.get().pk)}, code="PROT-2.1.1")
    assert Measurement.objects.get(indicator__code="PROT-2.1.1").values.get().value == 3
    assert "También cuenta en PROT-2.1.1" in browser.get(url("PREV-2.3.1")).content.decode()


def test_an_item_is_removed_with_its_box(browser: Client, events: IndicatorRevision) -> None:
    post(browser, SEMINAR, code="PREV-2.3.1")
    item = RegisterItem.objects.get()
    row = {"event-rows": "1", "event-0-id": str(item.pk), "event-0-remove": "on"}
    post(browser, row, code="PREV-2.3.1")
    assert not RegisterItem.objects.exists()


@pytest.mark.parametrize("answer", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_who_cannot_report_gives_the_reason(browser: Client, people: IndicatorRevision, answer: Answer) -> None:
    page = post(browser, {"answer": answer.value}, status=200)
    assert "Diga por qué" in page
    post(browser, {"answer": answer.value, "reason": "Llega en marzo."})
    measurement = Measurement.objects.get()
    assert (measurement.answer, measurement.reason, cells()) == (answer, "Llega en marzo.", {})
    assert '<details class="field" open>' in browser.get(url()).content.decode()


def test_an_error_saves_nothing_and_keeps_what_was_typed(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, {WOMEN: "doce", MEN: "4", "narrative": "Texto."}, status=200)
    assert "<title>Error:" in page
    assert f'href="#id_{WOMEN}"' in page
    assert 'value="doce"' in page
    assert 'value="4"' in page
    assert "Texto." in page
    assert not Measurement.objects.exists()


def test_totals_are_added_up_without_saving(browser: Client, people: IndicatorRevision) -> None:
    page = post(browser, {WOMEN: "1 000", MEN: "234", "control_total": "1234", "action": "totals"}, status=200)
    assert '<output id="sum-r-total-0" aria-live="off">1\xa0234</output>' in page
    assert "Coincide con la suma: 1\xa0234" in page
    assert not Measurement.objects.exists()


def test_the_total_of_the_letter_leaves_out_what_is_printed_beside(browser: Client, people: IndicatorRevision) -> None:
    make_component(people, "others", role="beside", is_disaggregated=False)
    typed = {WOMEN: "3", MEN: "4", "v.others": "10", "control_total": "7", "action": "totals"}
    assert "Coincide con la suma: 7" in post(browser, typed, status=200)


FILLED = {WOMEN: "1", MEN: "2"}


def test_save_and_continue_leads_to_the_next_that_lacks_something_and_round_to_the_first(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision
) -> None:
    for code in ("PREV-1.2.1", "PREV-1.2.2"):
        owe(cast, period, make_change(make_plan(), code))
    post(browser, {"v.level": "1"}, code="PREV-1.2.1")
    assert post(browser, {WOMEN: "1", "action": "continue"}) == url("PREV-1.2.2")
    assert post(browser, {"v.level": "1", "action": "continue"}, code="PREV-1.2.2") == url()


def test_after_the_last_it_leads_to_where_answers_are_handed_over(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision
) -> None:
    owe(cast, period, make_change(make_plan()))
    post(browser, FILLED)
    last = post(browser, {"v.level": "1", "action": "continue"}, code="PREV-1.2.1")
    assert last == reverse("sending", args=["2026-I", "EP"])


def test_when_only_this_one_lacks_something_it_says_what(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision
) -> None:
    where = post(browser, {WOMEN: "1", "action": "continue"})
    assert where == url() + "?problemas=1"
    assert "Falta 1 casillero" in browser.get(where).text


def test_what_is_odd_is_said_even_when_one_goes_on_to_the_next(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision
) -> None:
    before = make_period(period.plan, "2025-II")
    make_measurement(
        people, cast.army, before, values={"total:sex=women": 20, "total:sex=men": 30, "total:sex=not_recorded": 0}
    )
    where = post(browser, {WOMEN: "90", MEN: "30", "action": "continue"})
    assert "vuelva a mirar" in browser.get(where).text


def test_a_complete_answer_is_saved_and_handed_over(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1", MEN: "2", "action": "prepare"})
    assert Measurement.objects.get().status == Status.PREPARED


def test_an_incomplete_answer_stays_a_draft_and_says_what_is_missing(
    browser: Client, people: IndicatorRevision
) -> None:
    where = post(browser, {WOMEN: "1", "action": "prepare"})
    assert Measurement.objects.get().status == Status.DRAFT
    page = browser.get(where).content.decode()
    assert "Falta 1 casillero" in page
    assert f'href="#id_{MEN}"' in page


def queries_of(browser: Client, code: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url(code)).status_code == 200
    return len(queries)


def test_a_long_list_asks_the_database_as_often_as_a_short_one(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn, events: IndicatorRevision
) -> None:
    def rows(number: int) -> dict[str, str]:
        typed = {"event-rows": str(number)}
        for place in range(number):
            one = {"title": f"Evento {place}", "stage": "held", "dated_on": "2026-03-02", "quantity": "1"}
            typed |= {f"event-{place}-{name}": text for name, text in one.items()}
        return typed

    browser = signed_in(cast.reporter)
    post(browser, rows(2), code="PREV-2.3.1")
    few = queries_of(browser, "PREV-2.3.1")
    post(browser, rows(20), code="PREV-2.3.1")
    assert queries_of(browser, "PREV-2.3.1") == few


@pytest.mark.usefixtures("real_plan")
def test_each_of_the_21_indicators_of_the_plan_has_its_page(cast: Cast, signed_in: SignIn) -> None:
    """The real definitions, before and after a first save."""
    browser = signed_in(cast.reporter)
    period = ReportingPeriod.objects.get(code="2026-I")
    with time_machine.travel(period.opens_at + dt.timedelta(hours=1), tick=False):
        for indicator in period.plan.indicators.all():
            make_commitment(indicator, cast.army, period)
            assert browser.get(url(indicator.code)).status_code == 200
            post(browser, {"narrative": "Nada que agregar."}, code=indicator.code)
            assert "Nada que agregar." in browser.get(url(indicator.code)).content.decode()
    assert Measurement.objects.count() == 21
