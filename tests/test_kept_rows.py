"""A plan that is written again from kept rows is the plan that was loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from indicators.models import Indicator
from institutions.models import Institution
from tests import kept_rows
from tests.cast import make_cast
from tests.conftest import fixture_names
from tests.factories import make_institution
from tests.kept_rows import KeptRows, KeptWorld


def rows() -> dict[str, list[Any]]:
    """Of every model, as the product reads them."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label != "documents"]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is made inside was not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def plan(db: None) -> KeptRows:
    return KeptRows(lambda: call_command("loaddata", *fixture_names(), verbosity=0))


def test_rows_come_back_as_they_were_made(plan: KeptRows) -> None:
    with undone():
        plan.put()
        made = rows()
    assert not Indicator.objects.exists()
    plan.put()
    assert rows() == made
    assert Indicator.objects.count() == 21
    assert Institution.objects.create(code="ZZ", name_es="Otra", order=99).pk not in {
        each["id"] for each in made["institutions.Institution"]
    }


def test_beside_what_is_there_they_are_made_again(plan: KeptRows) -> None:
    with undone():
        plan.put()
    make_institution("EP")
    plan.put()
    assert Institution.objects.filter(code="EP").count() == 1
    assert Indicator.objects.count() == 21


# --- Worlds ---


@pytest.fixture
def counted() -> list[str]:
    """The codes of the institutions that a world really made."""
    return []


@pytest.fixture
def kept(counted: list[str], db: None) -> KeptWorld[[str], Institution]:
    def make(code: str) -> Institution:
        counted.append(code)
        return make_institution(code)

    return KeptWorld(make)


def test_a_world_that_is_not_made_again_is_as_it_was(kept: KeptWorld[[str], Institution], counted: list[str]) -> None:
    with undone():
        first = kept("EP")
        made = rows()
    assert not Institution.objects.exists()
    again = kept("EP")
    assert (counted, again, rows()) == (["EP"], first, made)
    assert make_institution("MGP").pk != again.pk


@pytest.mark.django_db(transaction=True)
def test_a_world_is_written_whole_where_each_row_is_committed() -> None:
    """A person's post is written before the person: tables come in the order of their names."""
    with undone():
        make_cast()
    secretary = make_cast().secretary
    assert [post.user_id for post in secretary.posts] == [secretary.pk]


def test_nobody_sees_what_another_did_to_a_world(kept: KeptWorld[[str], Institution]) -> None:
    with undone():
        institution = kept("EP")
        institution.name_es = "Otra"
        institution.save()
    assert kept("EP").name_es == "Institución EP"
    assert Institution.objects.get().name_es == "Institución EP"


def test_asked_otherwise_or_beside_other_rows_it_is_another_world(
    kept: KeptWorld[[str], Institution], counted: list[str]
) -> None:
    with undone():
        kept("EP")
    with undone():
        kept("MGP")
    with undone():
        make_institution("FAP")
        kept("EP")
    assert counted == ["EP", "MGP", "EP"]


def test_a_world_that_changes_what_is_there_is_made_each_time(db: None) -> None:
    def rename() -> None:
        Institution.objects.update(name_es="Otra")

    renamed = KeptWorld(rename)
    for _time in range(2):
        with undone():
            make_institution("EP", pk=1, order=1)
            renamed()
            assert Institution.objects.get().name_es == "Otra"


def test_worlds_that_were_made_longest_ago_are_forgotten(
    kept: KeptWorld[[str], Institution], counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_rows, "MOST_WORLDS", 2)
    for code in ("EP", "MGP", "FAP", "EP"):
        with undone():
            kept(code)
    assert counted == ["EP", "MGP", "FAP", "EP"]
