"""The first account is made from the command line, with a password that holds."""

import io

import pytest
from django.core.management import CommandError, call_command

from institutions.models import Role, User
from tests.factories import PASSWORD, make_institution, make_person

pytestmark = pytest.mark.django_db


def create(**options: object) -> str:
    out = io.StringIO()
    given = {"email": "ana@example.pe", "name": "Ana Pérez"} | options
    call_command("create_administrator", stdout=out, **given)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)


def test_the_account_administers_from_today_on() -> None:
    make_institution("MINDEF")
    create(email="Ana@Example.pe")
    person = User.objects.get()
    assert person.email == "ana@example.pe"
    assert person.check_password(PASSWORD)
    assert person.has_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize("password", ["corta", "contraseña123"[:6], "password1234", "ana@example.pe"])
def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    make_institution("MINDEF")
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        create()
    assert not User.objects.exists()


def test_an_address_in_use_is_refused() -> None:
    make_person(None, email="ana@example.pe")
    make_institution("MINDEF")
    with pytest.raises(CommandError):
        create()


def test_without_the_plan_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_plan"):
        create()


def test_if_none_leaves_an_administrator_alone() -> None:
    make_person(Role.ADMINISTRATOR)
    assert "nothing was done" in create(if_none=True)
    assert User.objects.count() == 1


def test_if_none_makes_the_first_one() -> None:
    make_person(Role.TECHNICAL_SECRETARY)
    create(if_none=True)
    assert User.objects.get(email="ana@example.pe").has_role(Role.ADMINISTRATOR)
