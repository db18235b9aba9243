"""Every address × every role, against a declared table. An address that nobody declared fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, path, reverse
from pytest_django import DjangoDbBlocker

from indicators.models import ActionPlan
from measurements.models import TemplateDownload
from tests.addresses import ADDRESSES
from tests.addresses_world import fill
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.who_may import (
    ROLES,
)

NOW = "2026-07-10T12:00:00-05:00"
OURS = (
    "institutions",
    "documents",
    "notifications",
    "indicators",
    "activities",
    "measurements",
    "committee",
    "reports",
)


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of all addresses, with the namespace of those that have one."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from patterns(entry, space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


def undeclared(resolver: URLResolver) -> set[str]:
    return {name for name in patterns(resolver) if not name.startswith("admin:") and name not in ADDRESSES}


def test_every_address_is_declared_and_every_declaration_exists() -> None:
    assert undeclared(get_resolver()) == set()
    assert set(ADDRESSES) - set(patterns(get_resolver())) == set()


def test_an_undeclared_address_would_be_seen() -> None:
    resolver = URLResolver(get_resolver().pattern, [path("secreto/", HttpResponse, name="secret")])
    assert undeclared(resolver) == {"secret"}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """One answer of the Army, sent; one issued report; everything inside the open semester."""
    with kept_for_a_module(django_db_blocker):
        cast = make_cast()
        with time_machine.travel(NOW, tick=False):
            fill(cast)
        yield cast


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def browser_of(world: Cast, role: str, signed_in: SignIn) -> Client:
    return signed_in(None if role == "anonymous" else world.people()[role])


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_declared_and_reading_changes_no_row(
    role: str, world: Cast, signed_in: SignIn
) -> None:
    """GET over every address leaves every table of ours as it was, and every page says that the data are a demonstration.

    Only then comes POST.
    """
    ActionPlan.objects.update(is_demonstration=True)
    before = rows()
    wrong = wrong_answers("get", role, world, signed_in)
    assert rows() == before
    assert wrong + wrong_answers("post", role, world, signed_in) == []


def wrong_answers(method: str, role: str, world: Cast, signed_in: SignIn) -> list[str]:
    browser, wrong = browser_of(world, role, signed_in), []
    for name, address in ADDRESSES.items():
        url = reverse(name, kwargs=dict(address.kwargs))
        response, expected = getattr(browser, method)(url), getattr(address, method)[role]
        if response.status_code != expected:
            wrong.append(f"{method.upper()} {url} ({name}): {response.status_code}, declared {expected}")
        if method == "get" and is_silent(response, "Datos de demostración"):
            wrong.append(f"{url} ({name}): does not say that the data are a demonstration")
        if name == "account_logout":
            browser = browser_of(world, role, signed_in)
    return wrong


def is_silent(response: Any, words: str) -> bool:
    """Whether a page does not say the words; what is no page says nothing."""
    is_page = response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
    return is_page and words not in response.content.decode()


def admin_addresses(*, with_objects: bool = True) -> Iterator[str]:
    """The lists and forms of the admin; one object's page is reached with its first key."""
    for name in patterns(get_resolver()):
        if name.startswith("admin:") and name not in ("admin:login", "admin:logout"):
            for arguments in ([], ["1"]) if with_objects else ([],):
                with suppress(NoReverseMatch):
                    yield reverse(name, args=arguments)


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_enter_the_admin(role: str, world: Cast, signed_in: SignIn) -> None:
    """One door stands before all of it: who is nearest to passing tries each page, the others the lists."""
    ActionPlan.objects.update(is_demonstration=True)
    browser = browser_of(world, role, signed_in)
    tried = admin_addresses(with_objects=role in ("secretary", "administrator"))
    answers = {url: browser.get(url) for url in tried}
    codes = {response.status_code for response in answers.values()}
    assert codes <= ({200, 302, 403, 404, 405} if role == "administrator" else {302, 403, 404})
    if role == "administrator":
        assert 200 in codes
        assert [url for url, response in answers.items() if is_silent(response, "Datos de demostración")] == []


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours; signing in writes only its instant, and that a template was taken away is noted."""
    models = {model for label in OURS for model in apps.get_app_config(label).get_models()} - {TemplateDownload}
    return {
        model.__name__: list(
            model._default_manager.order_by("pk").values_list(
                *(field.attname for field in model._meta.concrete_fields if field.name != "last_login")
            )
        )
        for model in models
    }


def test_every_page_says_in_english_that_the_data_are_a_demonstration(world: Cast, signed_in: SignIn) -> None:
    ActionPlan.objects.update(is_demonstration=True)
    browser = signed_in(world.secretary)
    pages = [
        "/en" + reverse(name, kwargs=dict(address.kwargs))
        for name, address in ADDRESSES.items()
        if name != "account_logout" and address.get["secretary"] == 200
    ]
    assert [page for page in pages if is_silent(browser.get(page), "Demonstration data")] == []
