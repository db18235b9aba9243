"""What every test shares: the cast, the real plan, and templates that may not name what does not exist."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.template import engines
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django import DjangoDbBlocker

from institutions.models import User
from reports.files.making import make_files
from reports.issued import issuing
from tests.cast import Cast, make_cast
from tests.emptying import empty
from tests.kept_files import KeptFiles
from tests.kept_rows import KeptRows
from tests.migrated_once import copied


def pytest_configure() -> None:
    """A test leaves hundreds of thousands of objects behind that are freed by count; looking for cycles took a sixth of the time."""
    gc.set_threshold(100_000, 50, 100)
    # Properties are tried on shared machines: how long an example took says nothing about it.
    properties.register_profile("no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    properties.load_profile("no-clock")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_use_migrations: bool,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """pytest-django asks for this before it makes the database of a process."""
    if not (connection.vendor == "postgresql" and django_db_use_migrations and "PYTEST_XDIST_WORKER" in os.environ):
        yield
        return
    with django_db_blocker.unblock(), copied(tmp_path_factory.getbasetemp().parent):
        yield


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    """A page read in English leaves English on for what follows in the same thread; every test begins in Spanish."""
    with translation.override("es"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def real_plan(db: None) -> None:
    """The Peruvian plan, from the fixtures that the product ships."""
    PLAN.put()


@contextmanager
def kept_for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fixture of a module makes in here is there for each of its tests, and is never kept.

    A test undoes its own changes of the rows. What it does to the objects stays: give each test a copy (`copy.deepcopy`).
    """
    with blocker.unblock(), translation.override("es"), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def real_plan_read_only(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same, loaded once for a module of tests that all read it."""
    with kept_for_a_module(django_db_blocker):
        PLAN.put()
        yield


def fixture_names() -> list[str]:
    return sorted(path.stem for path in (settings.BASE_DIR / "fixtures").glob("*.json"))


PLAN = KeptRows(lambda: call_command("loaddata", *fixture_names(), verbosity=0))


@pytest.fixture(autouse=True, scope="session")
def _issue_with_kept_files() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(issuing, "make_files", KeptFiles(make_files))
        yield


@pytest.fixture
def files_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is issued in this test has its files made, whatever was issued before."""
    monkeypatch.setattr(issuing, "make_files", make_files)


@pytest.fixture(autouse=True, scope="session")
def _empty_what_was_committed() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty())
        yield


class SignIn:
    """`signed_in(cast.reporter)` gives a browser of that person."""

    def __call__(self, user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def signed_in() -> SignIn:
    return SignIn()


class UndefinedVariable(str):
    """Fails the test when one of our own templates prints a name that does not exist. Packages' templates are exempt."""

    __slots__ = ()

    def __bool__(self) -> bool:
        template = rendering_template()
        if template and Path(template).is_relative_to(settings.BASE_DIR / "templates"):
            pytest.fail(f"{template} prints a variable that does not exist: {undefined_name()}", pytrace=False)
        return False


def rendering_template() -> str:
    """The file of the innermost template node that is being rendered."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render_annotated" and hasattr(node, "origin"):
            return str(node.origin.name)
        frame = frame.f_back
    return ""


def undefined_name() -> str:
    return str(sys._getframe(2).f_locals.get("self", "?"))


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    """How often an address signed in or posted is counted in the cache of the process: no test spends what the next one needs."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _refuse_undefined_variables() -> None:
    for engine in engines.all():
        engine.engine.string_if_invalid = UndefinedVariable()
