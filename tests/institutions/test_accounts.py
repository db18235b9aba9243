"""One address decides: the one that the account has now opens it, and no other that the person ever had."""

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from institutions.models import User
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import PASSWORD
from tests.institutions.administration_pages import PERSON, address

NEW_ADDRESS = "nueva@example.pe"


@pytest.fixture(autouse=True)
def _unlimited() -> Iterator[None]:
    """The limits on guessing count across tests."""
    cache.clear()
    yield
    cache.clear()


def ask_for_a_link(email: str) -> list[str]:
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": email})
    return [recipient for message in mail.outbox for recipient in message.to]


def signs_in(email: str, password: str = PASSWORD) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def remember(person: User, email: str) -> None:
    """What the sign-in package wrote when this was still the address."""
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)


def change_address(browser: Client, person: User, email: str) -> None:
    form = {"email": email, "name": person.name, "language": "es", "is_active": "on"}
    empty = {"appointments-TOTAL_FORMS": "0", "appointments-INITIAL_FORMS": "0"}
    assert browser.post(address(PERSON, "change", person.pk), form | empty).status_code == 302


def test_asking_for_a_link_remembers_no_address(cast: Cast) -> None:
    assert ask_for_a_link(cast.reporter.email) == [cast.reporter.email]
    assert not EmailAddress.objects.exists()


def test_an_address_that_was_changed_opens_nothing(cast: Cast) -> None:
    old = cast.reporter.email
    remember(cast.reporter, old)
    User.objects.filter(pk=cast.reporter.pk).update(email=NEW_ADDRESS)
    assert ask_for_a_link(old) == []
    assert not signs_in(old)
    assert ask_for_a_link(NEW_ADDRESS) == [NEW_ADDRESS]
    assert signs_in(NEW_ADDRESS.upper())


def test_a_link_sent_before_the_change_no_longer_works(cast: Cast, signed_in: SignIn) -> None:
    ask_for_a_link(cast.reporter.email)
    path = next(line for line in str(mail.outbox[0].body).splitlines() if "://" in line).split("/", 3)[3]
    change_address(signed_in(cast.administrator), cast.reporter, NEW_ADDRESS)
    assert "Este enlace ya no sirve" in Client().get(f"/{path}", follow=True).content.decode()


def test_an_address_given_to_somebody_else_is_theirs_alone(cast: Cast) -> None:
    old = cast.reporter.email
    remember(cast.reporter, old)
    User.objects.filter(pk=cast.reporter.pk).update(email=NEW_ADDRESS)
    User.objects.filter(pk=cast.observer.pk).update(email=old)
    assert ask_for_a_link(old) == [old]
    client = Client()
    client.post(reverse("account_login"), {"login": old, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.observer.pk)


def test_changing_the_address_forgets_the_old_one(cast: Cast, signed_in: SignIn) -> None:
    remember(cast.reporter, cast.reporter.email)
    remember(cast.observer, NEW_ADDRESS)
    change_address(signed_in(cast.administrator), cast.reporter, NEW_ADDRESS)
    assert not EmailAddress.objects.exists()


def test_confirming_the_password_asks_the_present_account(cast: Cast, signed_in: SignIn) -> None:
    remember(cast.reporter, "antes@example.pe")
    answer = signed_in(cast.reporter).post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302


def test_somebody_suspended_gets_no_link_and_is_told_so_with_the_right_password(cast: Cast) -> None:
    User.objects.filter(pk=cast.reporter.pk).update(is_active=False)
    assert ask_for_a_link(cast.reporter.email) == []
    sent = {"login": cast.reporter.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), sent).headers["Location"] == reverse("account_inactive")


@pytest.mark.parametrize("email", ["nadie@example.org", "REPORTER@ep.example.pe"])
def test_capital_letters_change_nothing_and_strangers_get_the_same_page(cast: Cast, email: str) -> None:
    answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
    assert "Revise su correo" in answer.content.decode()


@override_settings(ALLOWED_HOSTS=["*"], SITE_URL="https://seguimiento.example.pe")
def test_the_mailed_link_begins_with_the_sites_own_address(cast: Cast) -> None:
    Client(headers={"host": "evil.example"}).post(reverse("account_reset_password"), {"email": cast.reporter.email})
    message = mail.outbox[0]
    assert "https://seguimiento.example.pe/clave/" in str(message.body)
    assert "evil.example" not in f"{message.subject} {message.body}"
