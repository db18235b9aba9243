"""The page of one answer: two people at once, who may write, when, and what the semester before said."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.models import Answer, Measurement, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_dimension,
    make_measurement,
    make_period,
    make_person,
    make_plan,
)
from tests.measurements.worlds.entering import MEN, NOW, WOMEN, cells, post, url

pytestmark = pytest.mark.usefixtures("clock")


def test_a_stale_save_changes_nothing_and_shows_both(
    cast: Cast, browser: Client, signed_in: SignIn, people: IndicatorRevision
) -> None:
    colleague = make_person("reporter", cast.army, email="otra@ep.example.pe", name="María Quispe")
    post(browser, {WOMEN: "1"})
    read = Measurement.objects.get().version
    post(signed_in(colleague), {WOMEN: "77"})
    page = post(browser, {WOMEN: "88", "version": str(read)}, status=409)
    assert cells() == {"total:sex=women": (77, None)}
    assert "María Quispe" in page
    assert "77" in page
    assert 'value="88"' in page
    assert f'name="version" value="{read}"' in page, "saving again without choosing is a conflict again"
    assert f'name="seen" value="{read + 1}"' in page


def test_two_people_who_begin_at_once_do_not_overwrite_each_other(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1"})
    post(browser, {WOMEN: "2", "version": "0"}, status=409)
    assert cells() == {"total:sex=women": (1, None)}


def test_a_double_click_is_no_conflict(browser: Client, people: IndicatorRevision) -> None:
    typed = {WOMEN: "1", MEN: "2", "version": "0", "action": "prepare"}
    first, second = post(browser, dict(typed)), post(browser, dict(typed))
    assert first == second
    assert Measurement.objects.get().status == Status.PREPARED


@pytest.mark.parametrize(
    ("person", "code"), [("outsider", 404), ("member", 404), ("secretary", 404), ("approver", 200)]
)
def test_only_the_institution_opens_the_page(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, person: str, code: int
) -> None:
    assert signed_in(cast.people()[person]).get(url()).status_code == code


def test_the_approver_reads_but_cannot_save(cast: Cast, signed_in: SignIn, people: IndicatorRevision) -> None:
    browser = signed_in(cast.approver)
    assert "solo quienes registran" in browser.get(url()).content.decode()
    post(browser, {WOMEN: "1"}, status=403)
    assert not Measurement.objects.exists()


def test_what_is_not_owed_does_not_exist(cast: Cast, period: ReportingPeriod, browser: Client) -> None:
    make_count(make_plan())
    assert browser.get(url()).status_code == 404


@pytest.mark.parametrize("moment", ["2026-06-30T23:59:59-05:00", "2026-08-01T00:00:00-05:00"])
def test_outside_the_window_nothing_is_saved_and_the_words_say_why(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, clock: time_machine.Traveller, moment: str
) -> None:
    clock.move_to(dt.datetime.fromisoformat(moment))
    page = post(signed_in(cast.reporter), {WOMEN: "7"}, status=409)
    assert "El registro de 2026-I" in page
    assert 'value="7"' in page
    assert not Measurement.objects.exists()


def test_before_opening_the_boxes_are_shown_but_locked(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime.fromisoformat("2026-06-01T10:00:00-05:00"))
    page = browser.get(url()).content.decode()
    assert "abre el 1 de julio de 2026" in page
    assert '<fieldset class="plain" disabled>' in page


@pytest.mark.parametrize("status", [Status.PREPARED, Status.SUBMITTED, Status.VALIDATED])
def test_what_was_handed_over_is_read_only(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision, status: Status
) -> None:
    make_measurement(people, cast.army, period, values={"total:sex=women": 64}, status=status)
    page = browser.get(url()).content.decode()
    assert "no se puede cambiar ahora" in page
    assert "64" in page
    assert f'<form method="post" action="{url()}"' not in page


def test_an_unanswered_closed_semester_says_that_nobody_reported(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime.fromisoformat("2026-09-01T10:00:00-05:00"))
    assert "Nadie reportó este indicador" in signed_in(cast.reporter).get(url()).content.decode()


def test_the_observation_stands_at_the_top(cast: Cast, browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1", MEN: "2", "action": "prepare"})
    m = Measurement.objects.get()
    workflow.submit([(m, m.version)], by=cast.approver, at=NOW)
    m.refresh_from_db()
    workflow.return_to_institution(m, version=m.version, by=cast.secretary, at=NOW, comment="Falta Piura.")
    page = browser.get(url()).content.decode()
    assert "El Comité observó esta respuesta" in page
    assert "Falta Piura." in page
    post(browser, {WOMEN: "3", MEN: "2", "action": "prepare"})
    assert Measurement.objects.get().status == Status.PREPARED


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ({"values": {"total:sex=women": 21, "total:sex=men": 0}}, ["antes 21", "antes 0"]),
        ({"values": {"total:sex=women": 21}}, ["antes 21", "antes: vacío"]),
        ({"answer": Answer.NOT_AVAILABLE}, ["En 2025-II: no disponible."]),
        ({"answer": Answer.NOT_APPLICABLE}, ["En 2025-II: no corresponde."]),
        (None, ["En 2025-II: no se reportó."]),
    ],
)
def test_the_semester_before_tells_zero_empty_no_data_and_not_reported_apart(
    cast: Cast, browser: Client, before: dict[str, object] | None, words: list[str]
) -> None:
    earlier = make_period(make_plan(), "2025-II")
    make_period(make_plan(), "2026-I")
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    make_commitment(revision, cast.army, earlier)
    if before is not None:
        make_measurement(revision, cast.army, earlier, **before)  # type: ignore[arg-type]
    page = browser.get(url()).content.decode()
    assert [word for word in words if word not in page] == []


def test_nothing_is_said_of_a_semester_that_was_not_owed(browser: Client, people: IndicatorRevision) -> None:
    make_period(make_plan(), "2025-II")
    assert "no se reportó" not in browser.get(url()).content.decode()


def test_a_large_change_is_saved_and_handed_over_once_it_is_explained(cast: Cast, browser: Client) -> None:
    earlier, now = make_period(make_plan(), "2025-II"), make_period(make_plan(), "2026-I")
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    make_commitment(revision, cast.army, now)
    make_measurement(revision, cast.army, earlier, values={"total:sex=women": 21, "total:sex=men": 9})
    post(browser, {WOMEN: "64", MEN: "9"})
    assert "pasó de 21 a 64" in browser.get(url()).content.decode()
    post(browser, {WOMEN: "64", MEN: "9", "action": "prepare"})
    assert Measurement.objects.get(period=now).status == Status.DRAFT
    word = {"why.large_change.total.sex:women": "Se incorporó el módulo de género."}
    post(browser, {WOMEN: "64", MEN: "9", "action": "prepare"} | word)
    assert Measurement.objects.get(period=now).status == Status.PREPARED


def test_the_definition_is_marked_as_a_proposal(browser: Client, people: IndicatorRevision) -> None:
    page = browser.get(url()).content.decode()
    assert "Propuesta pendiente de aprobación por el Comité" in page
    assert "Sin meta aprobada" in page


def test_the_page_is_complete_in_english(browser: Client, people: IndicatorRevision) -> None:
    page = browser.get("/en" + url()).content.decode()
    assert "Save and hand over for approval" in page
    assert "If there was none, type 0." in page
