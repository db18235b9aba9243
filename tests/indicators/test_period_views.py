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


@time_machine.travel("2026-09-10T12:00:00-05:00", tick=False)
def test_closed_semester_is_reopened_only_with_a_reason_which_stays_on_its_page(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.secretary)
    longer = {"opens_at": "2026-07-01T00:00", "due_at": "2026-07-18T00:00", "closes_at": "2026-10-01T00:00"}
    read = "2026-07-01T05:00:00+00:00|2026-07-18T05:00:00+00:00|2026-08-01T05:00:00+00:00"
    assert "escriba por qué" in browser.post("/gestion/semestres/2026-I/", longer | {"read": read}).text
    browser.post("/gestion/semestres/2026-I/", longer | {"read": read, "reason": "Acuerdo del Comité"})
    assert "Acuerdo del Comité" in browser.get("/gestion/semestres/2026-I/").text


def test_two_managers_do_not_overwrite_each_other(cast: Cast, signed_in: SignIn) -> None:
    stale = WINDOW | {"read": "2026-01-01T05:00:00+00:00|2026-07-18T05:00:00+00:00|2026-08-01T05:00:00+00:00"}
    page = signed_in(cast.secretary).post("/gestion/semestres/2026-I/", stale | {"reason": "x"})
    assert "Alguien cambió estos plazos" in page.text
