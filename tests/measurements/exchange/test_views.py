"""The page of the spreadsheet: who may download and upload, what the preview shows, what is saved and what is locked."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents import data_version
from indicators.adopting import adopt
from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.exchange.cases import Desk
from measurements.exchange.template import template_of
from measurements.forms.answer import AnswerForm
from measurements.models import Measurement, MeasurementEvent, SpreadsheetUpload, Status, TemplateDownload
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_count, make_plan
from tests.indicators.adopted import adoption, reworded
from tests.measurements.exchange.conftest import COUNT, LEVEL, LIST, SHARE
from tests.measurements.exchange.filling import box, desk, fill, paper
from tests.measurements.exchange.uploading import WOMEN, confirm, filled, upload, url
from tests.measurements.worlds.walk import counted


def test_a_reporter_saves_what_the_preview_showed(browser: Client, at: Desk) -> None:
    page = upload(browser, filled(at, {box(at, COUNT, WOMEN): 12, box(at, COUNT, "narrative"): "Curso"}))
    assert "2 valores nuevos, 0 cambian, 0 errores" in page
    assert f"Hoja «{COUNT}», {box(at, COUNT, WOMEN)[1]}" in page
    assert "Guardar 2 valores como borrador" in page
    assert not Measurement.objects.exists()
    assert "Se guardaron 2 valores como borrador en un indicador." in confirm(browser, page)
    draft = Measurement.objects.get()
    assert (draft.status, draft.values.get().value, draft.updated_by) == (Status.DRAFT, 12, at.user)
    assert MeasurementEvent.objects.count() == 1
    assert not SpreadsheetUpload.objects.exists()


def test_the_downloaded_template_uploaded_unchanged_is_no_change(browser: Client, at: Desk) -> None:
    response = browser.get(url("spreadsheet_template"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="seguimiento-1325_2026-I_EP.xlsx"'
    page = upload(browser, response.content)
    assert "0 cambios" in page
    assert 'value="save"' not in page


def test_a_change_is_shown_with_what_is_stored(browser: Client, at: Desk) -> None:
    confirm(browser, upload(browser, filled(at, {box(at, COUNT, WOMEN): 12})))
    later = desk(at.institution, at.period, at.user)
    page = upload(browser, filled(later, {box(later, COUNT, WOMEN): "1 300"}))
    assert "0 valores nuevos, 1 cambia" in page
    assert re.search(r"Guardado\">12</td>\s*<td data-label=\"En el archivo\"><b>1\u00a0300</b>", page)


def test_errors_are_told_by_cell_and_the_rest_is_saved(browser: Client, at: Desk) -> None:
    wrong, right = box(at, COUNT, WOMEN), box(at, SHARE, "v|part|rank=ncos")
    whole = box(at, SHARE, "d|part|rank=ncos")
    page = upload(browser, filled(at, {wrong: "doce", right: 3, whole: 4}))
    assert "1 error," in page
    assert f"Hoja «{COUNT}», {wrong[1]}" in page
    assert "Escriba un número solo con cifras" in page
    assert "<title>Error:" in page
    assert f"{COUNT} quedó como estaba." in confirm(browser, page)
    assert [m.indicator.code for m in Measurement.objects.all()] == [SHARE]


def test_a_change_after_the_preview_saves_nothing_and_shows_it_again(browser: Client, at: Desk, world: Cast) -> None:
    page = upload(browser, filled(at, {box(at, COUNT, WOMEN): 12}))
    task = at.case(COUNT).task
    workflow.save_draft(task, counted(1), version=0, by=world.reporter, at=timezone.now())
    again = confirm(browser, page, status=409)
    assert "Algo cambió desde que vio esta vista previa. No se guardó nada." in again
    assert Measurement.objects.get().version == 1
    assert "Se guardó 1 valor" in confirm(browser, again)


def test_saving_twice_saves_once(browser: Client, at: Desk) -> None:
    page = upload(browser, filled(at, {box(at, COUNT, WOMEN): 12}))
    confirm(browser, page)
    assert "La vista previa ya no se conserva" in confirm(browser, page)
    assert Measurement.objects.get().version == 1


def test_giving_up_saves_nothing_and_forgets_the_file(browser: Client, at: Desk) -> None:
    upload(browser, filled(at, {box(at, COUNT, WOMEN): 12}))
    browser.post(url("spreadsheet_preview"), {"action": "discard"})
    assert (Measurement.objects.count(), SpreadsheetUpload.objects.count()) == (0, 0)


def test_an_upload_is_kept_for_its_person_and_for_two_hours(
    browser: Client, at: Desk, world: Cast, clock: time_machine.Traveller
) -> None:
    page = upload(browser, filled(at, {box(at, COUNT, WOMEN): 12}))
    assert not SpreadsheetUpload.objects.of(world.approver, at.institution, at.period, at=timezone.now()).exists()
    clock.shift(dt.timedelta(hours=2))
    browser.force_login(world.reporter, backend="django.contrib.auth.backends.ModelBackend")
    assert "La vista previa ya no se conserva" in confirm(browser, page)
    upload(browser, template_of(at))
    assert SpreadsheetUpload.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [("prepared", "la entregó"), ("sent", "el Comité la está revisando")],
)
def test_an_answer_that_is_locked_is_told_and_left_alone(
    browser: Client, at: Desk, world: Cast, state: str, words: str
) -> None:
    template = template_of(at)
    task, now = at.case("PREV-1.2.1").task, timezone.now()
    content = counted(5)
    content = type(content)(values={("level", ""): next(iter(content.values.values()))})
    answer = workflow.save_draft(task, content, version=0, by=world.reporter, at=now)
    answer = workflow.prepare(answer, version=1, by=world.reporter, at=now)
    if state == "sent":
        workflow.submit([(answer, 2)], by=world.approver, at=now)
    typed = {box(at, "PREV-1.2.1", "v|level|"): 6, box(at, COUNT, WOMEN): 1}
    page = upload(browser, fill(template, typed))
    assert words in page
    confirm(browser, page)
    assert Measurement.objects.get(indicator=task.indicator).values.get().value == 5
    assert Measurement.objects.get(indicator__code=COUNT).values.get().value == 1


def test_after_closing_nothing_is_saved_through_this_door_either(
    browser: Client, at: Desk, clock: time_machine.Traveller, world: Cast
) -> None:
    data = filled(at, {box(at, COUNT, WOMEN): 12})
    clock.move_to(at.period.closes_at)
    browser.force_login(world.reporter, backend="django.contrib.auth.backends.ModelBackend")
    assert "En este semestre ya no puede llenarse nada" in browser.get(url()).content.decode()
    page = upload(browser, data)
    assert 'value="save"' not in page
    assert not Measurement.objects.exists()


def test_an_approver_downloads_and_does_not_upload(at: Desk, world: Cast, signed_in: SignIn) -> None:
    browser = signed_in(world.approver)
    assert browser.get(url("spreadsheet_template")).status_code == 200
    assert "La plantilla la suben quienes registran" in browser.get(url()).content.decode()
    assert browser.post(url(), {"file": SimpleUploadedFile("x.xlsx", b"PK")}).status_code == 403
    assert browser.post(url("spreadsheet_preview"), {"action": "save"}).status_code == 403


def test_the_task_list_leads_to_the_spreadsheet(browser: Client, at: Desk) -> None:
    page = browser.get(reverse("task_list", args=["2026-I", "EP"])).content.decode()
    assert "¿Prefiere una hoja de cálculo?" in page
    assert url("spreadsheet_template") in page
    assert f'href="{url()}"' in page


def test_queries_do_not_grow_with_the_indicators(at: Desk, period: ReportingPeriod, world: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            template_of(desk(world.army, period, world.reporter))
        return len(captured)

    queries()  # what is read once a process
    few = queries()
    for number in range(1, 9):
        make_commitment(make_count(make_plan(), f"PROT-1.{number}.1"), world.army, period)
    assert queries() == few


@pytest.mark.parametrize(("code", "is_asked"), [(COUNT, True), (SHARE, False), (LEVEL, False), (LIST, False)])
def test_page_and_spreadsheet_ask_for_a_control_total_of_the_same_indicators(
    at: Desk, code: str, is_asked: bool
) -> None:
    case = at.case(code)
    assert case is not None
    form = AnswerForm(revision=case.revision, measurement=None)
    assert ("control_total" in form.fields) is is_asked
    assert any(each.key == "control" for each in paper(at, code).boxes) is is_asked


def test_saving_in_several_indicators_is_one_sentence(browser: Client, at: Desk) -> None:
    page = upload(browser, filled(at, {box(at, COUNT, WOMEN): 12, box(at, LEVEL, "narrative"): "Curso"}))
    assert "Se guardaron 2 valores como borrador en 2 indicadores." in confirm(browser, page)


class TestNotingDownloads:
    def noted(self) -> list[tuple[str, str, dict[str, int]]]:
        rows = TemplateDownload.objects.values_list("institution__code", "period__code", "definitions")
        return list(rows)

    def test_latest_download_of_a_person_is_noted_with_its_definitions(self, browser: Client, at: Desk) -> None:
        browser.get(url("spreadsheet_template"))
        old = IndicatorRevision.objects.get(indicator__code=COUNT)
        adopt(old.indicator, reworded(old), adoption(at.period), read=old, at=at.at, sent=lambda: False)
        browser.get(url("spreadsheet_template"))
        assert self.noted() == [("EP", "2026-I", {COUNT: 2, SHARE: 1, LEVEL: 1, LIST: 1})]

    def test_a_download_moves_no_figure(self, browser: Client, at: Desk) -> None:
        before = data_version.state().token
        browser.get(url("spreadsheet_template"))
        assert TemplateDownload.objects.exists()
        assert data_version.state().token == before

    def test_who_may_not_download_leaves_no_note(self, world: Cast, signed_in: SignIn) -> None:
        assert signed_in(world.outsider).get(url("spreadsheet_template")).status_code in (403, 404)
        assert self.noted() == []
