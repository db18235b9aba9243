"""What was typed and not saved: kept, shown again, taken over, given up, and carried over a sign-in."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Appointment
from measurements.models import Measurement, MeasurementEvent, Status, UnsavedEntry
from measurements.tasks import unsaved
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement, make_person
from tests.measurements.worlds.entering import MEN, WOMEN, post, url

pytestmark = pytest.mark.usefixtures("clock")
KEEP = reverse("unsaved", args=["2026-I", "EP", "PREV-1.1.1"])


def type_in(browser: Client, typed: dict[str, str], *, status: int = 200) -> str:
    response = browser.post(KEEP, {"version": "0", "answer": "reported"} | typed)
    assert response.status_code == status, response.text[:500]
    return response.text


@pytest.fixture
def colleague(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(make_person("reporter", cast.army, email="maria@ep.example.pe", name="María Quispe"))


def test_what_was_typed_comes_back_readable_or_not_and_counts_nowhere(
    browser: Client, people: IndicatorRevision
) -> None:
    assert "10:42" in type_in(browser, {WOMEN: "doce", MEN: "4", "narrative": "A medias"})
    page = browser.get(url()).text
    assert "Recuperamos lo que escribió el 8 de julio de 2026 a las 10:42" in page.replace("\xa0", " ")
    assert 'value="doce"' in page
    assert "A medias" in page
    assert not page.split("<title>")[1].startswith("Error")
    assert not Measurement.objects.exists()
    assert not MeasurementEvent.objects.exists()


def test_saving_removes_it(browser: Client, people: IndicatorRevision) -> None:
    type_in(browser, {WOMEN: "3"})
    post(browser, {WOMEN: "3", MEN: "4"})
    assert not UnsavedEntry.objects.exists()
    assert "Recuperamos" not in browser.get(url()).text


def test_an_invalid_save_keeps_it(browser: Client, people: IndicatorRevision) -> None:
    type_in(browser, {WOMEN: "doce"})
    post(browser, {WOMEN: "doce"}, status=200)
    assert UnsavedEntry.objects.exists()


def test_a_keystroke_that_arrives_just_after_the_save_is_not_kept(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    post(browser, {WOMEN: "3", MEN: "4"})
    type_in(browser, {WOMEN: "34", "version": "0"})
    assert not UnsavedEntry.objects.exists()
    clock.shift(dt.timedelta(minutes=1))
    type_in(browser, {WOMEN: "34", "version": "0"})
    assert "Recuperamos" in browser.get(url()).text, "typed on in a second window"


def test_what_says_nothing_that_is_not_saved_is_dropped(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "3", MEN: "4"})
    type_in(browser, {WOMEN: "3", MEN: "4", "version": "1"})
    assert "Recuperamos" not in browser.get(url()).text
    assert not UnsavedEntry.objects.exists()


def test_it_is_given_up_on_request_and_what_was_saved_stays(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "3", MEN: "4"})
    type_in(browser, {WOMEN: "99", "version": "1"})
    response = browser.post(KEEP, {"action": "discard"})
    assert response.headers["Location"] == url()
    page = browser.get(url()).text
    assert 'value="99"' not in page
    assert 'value="3"' in page


def test_a_text_that_the_form_cannot_read_never_keeps_the_page_shut(
    browser: Client, people: IndicatorRevision, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(browser, {WOMEN: "99"})
    with monkeypatch.context() as broken:
        broken.setattr("measurements.forms.grid.GridForm.clean", lambda form: 1 / 0)
        page = browser.get(url()).text
    assert "No se puede mostrar en los casilleros" in page
    assert "Sí, descartarlo" in page
    browser.post(KEEP, {"action": "discard"})
    assert not UnsavedEntry.objects.exists()


def test_files_and_tokens_are_not_kept(browser: Client, people: IndicatorRevision) -> None:
    type_in(browser, {WOMEN: "3", "csrfmiddlewaretoken": "secreto", "action": "continue"})
    assert "secreto" not in UnsavedEntry.objects.get().typed
    assert "action" not in UnsavedEntry.objects.get().typed


def test_too_much_is_not_kept(browser: Client, people: IndicatorRevision, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsaved, "MOST_CHARACTERS", 100)
    assert "Guárdelo" in type_in(browser, {"narrative": "a" * 200}, status=413)
    assert not UnsavedEntry.objects.exists()


def test_a_colleague_sees_that_text_was_left_and_takes_it_over(
    cast: Cast, browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    type_in(colleague, {WOMEN: "77"})
    page = browser.get(url()).text
    assert "María Quispe escribió algo aquí" in page
    assert 'value="77"' not in page
    left = UnsavedEntry.objects.get()
    page = browser.get(f"{url()}?sin-guardar={left.user_id}").text
    assert 'value="77"' in page
    assert f'name="taken_over" value="{left.user_id}"' in page
    post(browser, {WOMEN: "77", "taken_over": str(left.user_id)})
    assert not UnsavedEntry.objects.exists()


def test_saving_ones_own_leaves_a_colleagues_text(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    type_in(colleague, {WOMEN: "77"})
    post(browser, {WOMEN: "3"})
    assert UnsavedEntry.objects.get().user.name == "María Quispe"
    page = colleague.get(url()).text
    assert 'value="77"' in page
    assert "después de empezado" in page


def test_the_next_holder_of_the_post_goes_on_with_it(
    cast: Cast, browser: Client, signed_in: SignIn, people: IndicatorRevision
) -> None:
    type_in(browser, {WOMEN: "77"})
    Appointment.objects.filter(user=cast.reporter).update(ends_on=dt.date(2026, 7, 7))
    successor = make_person("reporter", cast.army, email="nuevo@ep.example.pe", name="Sucesora")
    page = signed_in(successor).get(f"{url()}?sin-guardar={cast.reporter.pk}").text
    assert 'value="77"' in page


def test_an_ended_appointment_loses_the_address_on_the_next_request(
    cast: Cast, browser: Client, people: IndicatorRevision
) -> None:
    type_in(browser, {WOMEN: "77"})
    Appointment.objects.filter(user=cast.reporter).update(ends_on=dt.date(2026, 7, 7))
    type_in(browser, {WOMEN: "78"}, status=404)
    assert browser.get(url()).status_code == 404
    assert "77" in UnsavedEntry.objects.get().typed


@pytest.mark.parametrize("status", [Status.PREPARED, Status.SUBMITTED, Status.VALIDATED])
def test_what_can_no_longer_change_keeps_nothing(
    cast: Cast, period: ReportingPeriod, browser: Client, people: IndicatorRevision, status: str
) -> None:
    make_measurement(people, cast.army, period, value=1, status=status)
    type_in(browser, {WOMEN: "3"}, status=409)
    assert not UnsavedEntry.objects.exists()


def test_after_closing_nothing_is_kept(
    cast: Cast, signed_in: SignIn, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    clock.move_to(dt.datetime.fromisoformat("2026-08-20T10:00:00-05:00"))
    assert "cerró" in type_in(signed_in(cast.reporter), {WOMEN: "3"}, status=409)


def test_the_task_list_says_that_there_is_unsaved_text(browser: Client, people: IndicatorRevision) -> None:
    tasks = reverse("task_list", args=["2026-I", "EP"])
    assert "Hay texto sin guardar" not in browser.get(tasks).text
    type_in(browser, {WOMEN: "3"})
    assert "Hay texto sin guardar" in browser.get(tasks).text


def test_only_reporters_of_the_institution_see_it(cast: Cast, browser: Client, people: IndicatorRevision) -> None:
    type_in(browser, {WOMEN: "3"})
    seeing = [name for name, person in cast.people().items() if UnsavedEntry.objects.visible_to(person).exists()]
    assert seeing == ["reporter"]


def test_the_language_changes_with_what_was_typed(browser: Client, people: IndicatorRevision) -> None:
    where = post(browser, {WOMEN: "doce", "language": "en"})
    assert where == "/en" + url()
    page = browser.get(where).text
    assert "We recovered what you typed" in page
    assert 'value="doce"' in page
    assert not Measurement.objects.exists()


def test_a_language_that_is_none_stays_here(browser: Client, people: IndicatorRevision) -> None:
    assert post(browser, {WOMEN: "doce", "language": "//evil"}) == url()


def test_a_save_after_the_session_ended_waits_until_the_person_signed_in_again(
    cast: Cast, people: IndicatorRevision
) -> None:
    browser = Client()
    response = browser.post(url(), {"version": "0", "answer": "reported", WOMEN: "doce", "action": "continue"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/ingresar/?next=")
    cast.reporter.set_password("paso-a-paso-1325")
    cast.reporter.save()
    back = browser.post(
        response.headers["Location"], {"login": cast.reporter.email, "password": "paso-a-paso-1325"}, follow=True
    )
    assert back.redirect_chain[-1][0] == url()
    assert 'value="doce"' in back.text
    assert "Recuperamos" in back.text


def test_who_is_not_signed_in_is_told_so_and_nothing_is_kept(people: IndicatorRevision) -> None:
    assert "sesión" in type_in(Client(), {WOMEN: "3"}, status=401)
    assert not UnsavedEntry.objects.exists()


def test_a_page_that_outlived_its_session_gets_a_new_token(browser: Client, people: IndicatorRevision) -> None:
    response = browser.get(KEEP)
    assert len(response.text) == 64
    assert "no-store" in response.headers["Cache-Control"]
