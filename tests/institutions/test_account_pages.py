"""Signing in and out and choosing a new password, as a person without help goes through it."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import PASSWORD

NEW_PASSWORD = "otra clave bastante larga"


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    """The language of the last page must not stay for the next test's addresses."""
    with translation.override("es"):
        yield


def sign_in(client: Client, email: str, password: str) -> str:
    return client.post(reverse("account_login"), {"login": email, "password": password}).content.decode()


def test_sign_in_page_says_who_makes_the_accounts(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "<title>Ingresar — Seguimiento 1325</title>" in page
    assert "Las cuentas las crea el administrador" in page
    assert 'lang="es-PE"' in page


def test_sign_in_page_is_english_under_its_prefix(client: Client, db: None) -> None:
    page = client.get("/en" + reverse("account_login")).content.decode()
    assert "<title>Sign in — Seguimiento 1325</title>" in page
    assert 'lang="en"' in page


def test_a_wrong_password_is_told_on_top_and_in_the_title(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reporter.email, "no es esta")
    assert "<title>Error: Ingresar" in page
    assert "Hay un problema" in page
    assert 'role="alert"' in page


def test_a_missing_password_is_told_beside_its_field(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reporter.email, "")
    assert 'href="#id_password"' in page
    assert 'id="id_password_error"' in page
    assert 'aria-invalid="true"' in page


def test_right_password_signs_in(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("account_login"), {"login": cast.reporter.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.reporter.pk)


def test_signing_out_takes_a_post(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.reporter)
    assert "Lo que guardó queda guardado" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_the_mailed_link_leads_to_a_new_password(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": cast.reporter.email}, follow=True)
    assert "Revise su correo" in answer.content.decode()
    body = str(mail.outbox[0].body)
    assert "Buenos días" in body
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", body)
    assert link is not None
    form = client.get(link[1], follow=True)
    assert "Elija una nueva contraseña" in form.content.decode()
    address = form.redirect_chain[-1][0] if form.redirect_chain else link[1]
    done = client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert "Nueva contraseña guardada" in done.content.decode()
    cast.reporter.refresh_from_db()
    assert cast.reporter.check_password(NEW_PASSWORD)


def test_a_used_link_offers_another(client: Client, db: None) -> None:
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})
    assert "Este enlace ya no sirve" in client.get(address).content.decode()


def test_an_unknown_address_gets_the_same_page_and_no_mail(client: Client, db: None) -> None:
    page = client.post(reverse("account_reset_password"), {"email": "nadie@example.org"}, follow=True).content.decode()
    assert "Revise su correo" in page
    assert mail.outbox == []


def test_a_person_changes_the_own_password(signed_in: SignIn, cast: Cast) -> None:
    client = signed_in(cast.reporter)
    address = reverse("account_change_password")
    assert "Cambiar mi contraseña" in client.get(address).content.decode()
    client.post(address, {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    cast.reporter.refresh_from_db()
    assert cast.reporter.check_password(NEW_PASSWORD)


@pytest.mark.parametrize("name", ["account_inactive", "account_reset_password_done", "account_signup"])
def test_plain_account_pages_stand(name: str, client: Client, db: None) -> None:
    assert client.get(reverse(name)).status_code == 200
