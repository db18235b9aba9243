"""Validating at once what no check says anything about, and the filters that narrow the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measurements.models import Measurement, MeasurementEvent, Status
from measurements.review.bulk import MOST
from measurements.review.filters import Filters
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement, make_period
from tests.measurements.worlds.walk import World, make_world

PAGE = "/revision/validar/"
DAYS = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-07-08T12:00:00-05:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture
def secretary(world: World, signed_in: SignIn) -> Client:
    return signed_in(world.cast.secretary)


def key(m: Measurement, version: int | None = None) -> str:
    return f"{m.pk}:{version or m.version}"


def listed(page: Any) -> list[str]:
    rows = str(page.text).split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page.text else ""
    return [part.split("<")[0] for part in rows.split('class="code">')[1:]]


def sent_with_an_explained_warning(world: World, index: int) -> Measurement:
    before = make_period(world.period.plan, "2025-II")
    make_measurement(world.revisions[index], world.cast.army, before, value=10)
    return world.sent(index, value=40)


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ({}, Filters()),
        ({"dias": "7", "institucion": "EP"}, Filters(days=7, institution="EP")),
        ({"dias": "8"}, Filters()),
        ({"dias": "-7"}, Filters()),
        ({"dias": "siete", "estado": "x", "advertencias": "no"}, Filters()),
    ],
)
def test_what_the_address_does_not_know_is_ignored(query: dict[str, str], filters: Filters) -> None:
    assert Filters.read(query) == filters


def test_an_address_carries_along_only_what_was_chosen() -> None:
    assert Filters().tail == ""
    assert Filters(days=7, pillar="PREV").tail == "?estado=por-revisar&ambito=PREV&dias=7"


def test_the_list_is_narrowed_to_what_waits_at_least_some_days(world: World, secretary: Client) -> None:
    midnight = dt.datetime(2026, 7, 5, 5, tzinfo=dt.UTC)  # of Lima, three days before the clock
    world.sent(0, at=midnight - dt.timedelta(minutes=1))
    world.sent(1, at=midnight + dt.timedelta(minutes=1))
    world.sent(2, at=midnight + DAYS)
    assert listed(secretary.get("/revision/?dias=3")) == ["PREV-1.1.1", "PREV-1.2.1"]
    assert listed(secretary.get("/revision/?dias=7")) == []


def test_only_answers_without_any_warning_and_of_other_institutions_are_listed(world: World, secretary: Client) -> None:
    sent_with_an_explained_warning(world, 0)
    world.sent(1)
    make_measurement(world.revisions[2], world.cast.ministry, world.period, value=7, status=Status.SUBMITTED)
    assert listed(secretary.get(PAGE)) == ["PREV-1.2.1"]
    assert listed(secretary.get(f"{PAGE}?institucion=MGP")) == []


def test_what_is_ticked_is_validated_and_what_is_not_waits(world: World, secretary: Client) -> None:
    ticked, other = world.sent(0), world.sent(1)
    for _click in range(2):
        answer = secretary.post(f"{PAGE}?institucion=EP", {"chosen": key(ticked)})
        assert answer.headers["Location"] == "/revision/?estado=por-revisar&institucion=EP"
    assert MeasurementEvent.objects.filter(to_status=Status.VALIDATED).count() == 1
    other.refresh_from_db()
    assert other.status == Status.SUBMITTED


def test_what_changed_meanwhile_is_named_and_keeps_no_other_back(world: World, secretary: Client) -> None:
    changed, warned, fine = world.sent(0), world.sent(1), world.sent(2)
    read_version = changed.version
    workflow.return_to_institution(
        changed, version=changed.version, by=world.cast.secretary, at=world.open, comment="Falta el oficio."
    )
    before = make_period(world.period.plan, "2025-II")
    make_measurement(world.revisions[1], world.cast.army, before, value=10)
    answer = secretary.post(PAGE, {"chosen": [key(changed, read_version), key(warned), key(fine)]})
    assert answer.status_code == 409
    assert "2 respuestas no se validaron" in answer.text
    assert "PREV-1.1.1, " in answer.text
    assert "Ahora una comprobación advierte algo" in answer.text
    assert list(Measurement.objects.validated().for_period(world.period)) == [fine]


def test_an_own_answer_or_one_with_a_warning_is_not_validated_by_naming_it(world: World, secretary: Client) -> None:
    warned = sent_with_an_explained_warning(world, 0)
    own = make_measurement(world.revisions[1], world.cast.ministry, world.period, value=7, status=Status.SUBMITTED)
    answer = secretary.post(PAGE, {"chosen": [key(warned), key(own)]})
    assert "2 respuestas no se validaron" in answer.text
    assert not Measurement.objects.filter(pk__in=[warned.pk, own.pk], status=Status.VALIDATED).exists()


def test_what_nobody_was_shown_does_not_exist(secretary: Client) -> None:
    for chosen in ("x", "1", "1:", ":1", "999999:1", "1:1:1"):
        assert secretary.post(PAGE, {"chosen": chosen}).status_code == 404, chosen


def test_nothing_ticked_is_asked_again(world: World, secretary: Client) -> None:
    world.sent(0)
    assert "Marque al menos una respuesta." in secretary.post(PAGE).text


def test_only_who_reviews_validates_together_and_only_their_part(world: World, signed_in: SignIn) -> None:
    sent = world.sent(0)
    for who, person in world.cast.people().items():
        if who == "secretary":
            continue
        client, status = signed_in(person), 200 if who == "alternate" else 403
        page = client.get(PAGE)
        assert (page.status_code, client.post(PAGE, {"chosen": key(sent)}).status_code) == (status, status), who
        assert "PREV-1.1.1" not in page.text
    assert not Measurement.objects.validated().exists()


def test_a_long_list_is_cut_and_says_so_and_takes_no_more_queries(cast: Cast, signed_in: SignIn) -> None:
    world, client = make_world(cast, size=MOST + 2), signed_in(cast.secretary)

    def send(indexes: range) -> None:
        for index in indexes:
            make_measurement(world.revisions[index], cast.army, world.period, value=7, status=Status.SUBMITTED)

    send(range(3))
    client.get(PAGE)
    few = queries(client)
    send(range(3, MOST + 2))
    assert queries(client) == few
    page = client.get(PAGE)
    assert len(listed(page)) == MOST
    assert f"Estas son las {MOST} más antiguas; después vienen 2 más." in page.text


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(PAGE).status_code == 200
    return len(captured)
