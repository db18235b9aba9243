"""Pages where semesters are managed."""

import pytest
import time_machine

from indicators.models import ReportingPeriod
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period, make_plan

pytestmark = pytest.mark.django_db
WINDOW = {"opens_at": "2027-01-01T00:00", "due_at": "2027-02-01T00:00", "closes_at": "2027-02-16T00:00"}


@pytest.fixture(autouse=True)
def plan_with_a_semester(db: None) -> None:
    make_period(make_plan(), "2026-I")


def test_secretary_creates_the_next_semester(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.secretary).get("/gestion/semestres/nuevo/")
    assert "Crear 2026-II" in page.text
    assert 'value="2027-01-01T00:00"' in page.text
    response = signed_in(cast.secretary).post("/gestion/semestres/nuevo/", WINDOW, follow=True)
    assert "Se creó 2026-II" in response.text
    assert ReportingPeriod.objects.get(code="2026-II").due_at.isoformat() == "2027-02-01T05:00:00+00:00"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("due_at", "2026-12-01T00:00", "después de abrir"),
        ("closes_at", "2027-01-15T00:00", "antes del plazo"),
        ("opens_at", "mañana", "fecha"),
        ("due_at", "", "obligatorio"),
        ("closes_at", "9999-12-31T23:59", "entre 2000 y 2100"),
        ("opens_at", "0001-01-01T00:00", "entre 2000 y 2100"),
    ],
)
def test_wrong_window_is_said_beside_the_field_and_kept(
    field: str, value: str, sentence: str, cast: Cast, signed_in: SignIn
) -> None:
    response = signed_in(cast.administrator).post("/gestion/semestres/nuevo/", WINDOW | {field: value})
    assert response.status_code == 200
    assert sentence in response.text
    assert f'id="id_{field}_error"' in response.text
    assert not ReportingPeriod.objects.filter(code="2026-II").exists()


@time_machine.travel("2026-07-10T12:00:00-05:00", tick=False)
def test_list_says_which_semester_is_open(cast: Cast, signed_in: SignIn) -> None:
    assert "Abierto" in signed_in(cast.secretary).get("/gestion/semestres/").text


def test_unknown_semester_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.secretary).get("/gestion/semestres/1999-I/").status_code == 404


def test_english_page_is_complete(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.secretary).get("/en/gestion/semestres/2026-I/")
    assert "Window of 2026\xa0H1" in page.text
    assert '<html lang="en">' in page.text


AFTER_CLOSING = time_machine.travel("2026-09-10T12:00:00-05:00", tick=False)
LONGER = {
    "opens_at": "2026-07-01T00:00",
    "due_at": "2026-07-18T00:00",
    "closes_at": "2026-10-01T00:00",
    "read": "2026-07-01T05:00:00+00:00|2026-07-18T05:00:00+00:00|2026-08-01T05:00:00+00:00",
    "reason": "Acuerdo del Comité",
}
SEMESTER = "/gestion/semestres/2026-I/"


def closes_at() -> str:
    return ReportingPeriod.objects.get(code="2026-I").closes_at.isoformat()


@AFTER_CLOSING
def test_closed_semester_is_reopened_only_with_a_reason_which_stays_on_its_page(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.secretary)
    assert "escriba por qué" in browser.post(SEMESTER, LONGER | {"reason": ""}).text
    browser.post(SEMESTER, LONGER | {"reopens": "reopen"})
    assert "Acuerdo del Comité" in browser.get(SEMESTER).text


@AFTER_CLOSING
@pytest.mark.parametrize(
    ("address", "words"),
    [
        (SEMESTER, ("Con esto se reabre 2026-I", "Ningún informe vigente", "Ahora no")),
        (f"/en{SEMESTER}", ("This reopens 2026\xa0H1", "No report in force", "Not now")),
    ],
)
def test_reopening_is_asked_about_and_saved_only_when_confirmed(
    address: str, words: tuple[str, ...], cast: Cast, signed_in: SignIn
) -> None:
    before, browser = closes_at(), signed_in(cast.administrator)
    asked = browser.post(address, LONGER)
    assert all(word in asked.text for word in words), asked.text
    assert closes_at() == before
    for name, value in LONGER.items():
        assert f'name="{name}" value="{value}"' in asked.text
    back = browser.post(address, LONGER | {"action": "edit"})
    assert 'value="2026-10-01T00:00"' in back.text
    assert closes_at() == before
    assert browser.post(address, LONGER | {"reopens": "reopen"}).status_code == 302
    assert closes_at() == "2026-10-01T05:00:00+00:00"


@pytest.mark.parametrize(
    ("now", "window"),
    [
        ("2026-07-10T12:00:00-05:00", {}),  # it is open
        ("2026-09-10T12:00:00-05:00", {"closes_at": "2026-08-15T00:00"}),  # it stays closed
    ],
)
def test_a_change_that_reopens_nothing_is_saved_at_once(
    now: str, window: dict[str, str], cast: Cast, signed_in: SignIn
) -> None:
    with time_machine.travel(now, tick=False):
        assert signed_in(cast.secretary).post(SEMESTER, LONGER | window).status_code == 302
    assert ReportingPeriod.objects.get(code="2026-I").window_changes.count() == 1


def test_two_managers_do_not_overwrite_each_other(cast: Cast, signed_in: SignIn) -> None:
    stale = WINDOW | {"read": "2026-01-01T05:00:00+00:00|2026-07-18T05:00:00+00:00|2026-08-01T05:00:00+00:00"}
    page = signed_in(cast.secretary).post("/gestion/semestres/2026-I/", stale | {"reason": "x"})
    assert "Alguien cambió estos plazos" in page.text
