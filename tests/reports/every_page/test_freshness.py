"""A page of figures is made anew after whatever changes it, and only then; nobody gets another's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents import append_only, data_version, formatting
from indicators.models import Commitment, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, Role, User
from measurements.models import MeasuredValue, Measurement
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.measurements.worlds.extended import make_extension
from tests.reports.worlds.report import OPEN, World, make_world

PAGES = (
    "/tablero/",
    "/indicadores/",
    "/indicadores/PREV-1.1.1/",
    "/en/indicadores/PART-1.2.1/",
    "/instituciones/EP/",
)
PUBLIC = ("/metodologia/", "/en/metodologia/", "/plan/")
NOT_OF_FIGURES = {
    "django_session",
    "institutions_user",
    "institutions_appointment",
    "notifications_notification",
    data_version.TABLE,
}
"""Of the person: they are in the tag itself."""
Change = Callable[[World], object]


@pytest.fixture(autouse=True)
def _first_version(db: None) -> None:
    """A test that empties its database takes the version of the data along; what a migration puts there is put back."""
    append_only.run(connection, data_version.prelude_sql(connection.vendor))


@pytest.fixture
def clock() -> object:
    with time_machine.travel(OPEN, tick=False) as travelling:
        yield travelling


def tag(client: Client, address: str) -> str:
    """The tag of a page seen twice: the first one sets the cookie of the form's token."""
    client.get(address)
    return str(client.get(address).headers["ETag"])


def asked_again(client: Client, address: str, known: str) -> int:
    return client.get(address, headers={"if-none-match": known}).status_code


def hours_of_the_navy(world: World) -> Measurement:
    return Measurement.objects.get(indicator=world.hours.indicator, institution=world.navy, period=world.period)


def set_status(world: World, status: str) -> None:
    path = make.path_of(status, world.navy, world.period, late=False)
    Measurement.objects.filter(pk=hours_of_the_navy(world).pk).update(status=status, **path)


def join_items(world: World) -> None:
    head, again = (make.make_item(each, title=f"Taller {each.code}") for each in (world.army, world.navy))
    again.same_as = head
    again.save()


def delete_by_hand(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Commitment._meta.db_table} WHERE indicator_id = %s", [world.share.indicator_id])


def appoint(_world: World) -> None:
    make.make_post(
        User.objects.get(email__startswith="observer"), Role.COMMITTEE_MEMBER, Institution.objects.earliest("pk")
    )


CHANGES: dict[str, Change] = {
    "an answer is returned": lambda w: set_status(w, "returned"),
    "an answer is validated": lambda w: set_status(w, "validated"),
    "a value is corrected": lambda w: MeasuredValue.objects.filter(measurement=hours_of_the_navy(w)).update(value=71),
    "two items are joined": join_items,
    "an institution is committed": lambda w: make.make_commitment(w.unassigned, w.army, w.period),
    "a commitment goes by raw SQL": delete_by_hand,
    "a target is set": lambda w: make.make_target(w.trained.series.get(), w.period, 900),
    "a baseline is set": lambda w: make.make_baseline(w.hours.series.get(), w.before, 3),
    "a window moves": lambda w: ReportingPeriod.objects.filter(pk=w.period.pk).update(
        due_at=w.period.due_at + dt.timedelta(hours=1)
    ),
    "an extension is granted": lambda w: make_extension(w.period, w.navy, w.period.due_at + dt.timedelta(days=3)),
    "an institution is renamed": lambda w: Institution.objects.filter(pk=w.navy.pk).update(short_name_es="Armada"),
    "other bands": lambda w: make.make_bands(w.plan, 40, 60),
    "a definition is worded anew": lambda w: IndicatorRevision.objects.filter(pk=w.hours.pk).update(unit_es="charlas"),
    "a person is renamed": lambda w: User.objects.filter(email__startswith="reporter").update(name="Otro nombre"),
    "the reader gets another post": appoint,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
def test_whatever_changes_makes_the_page_anew_and_nothing_else_does(signed_in: SignIn) -> None:
    """Committed, as in life: on PostgreSQL the version is written when a transaction commits."""
    world = make_world()
    reader = make.make_person(Role.OBSERVER, world.army, email="observer@example.pe")
    make.make_person(Role.REPORTER, world.army, email="reporter@example.pe")
    client = signed_in(reader)
    known = tag(client, PAGES[0])
    stale, never_kept = [], []
    for what, change in CHANGES.items():
        change(world)
        if asked_again(client, PAGES[0], known) != 200:
            stale.append(what)
        known = tag(client, PAGES[0])
        if asked_again(client, PAGES[0], known) != 304:
            never_kept.append(what)
    assert (stale, never_kept) == ([], [])
    text = client.get("/indicadores/").content.decode()
    assert ">81<" in text.replace(" ", "").replace("\n", "")  # 10 of the army and the corrected 71 of the navy


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_takes_six_queries_at_most(cast: Cast, signed_in: SignIn, address: str) -> None:
    make_world()
    client = signed_in(cast.secretary)
    known = tag(client, address)
    with CaptureQueriesContext(connection) as found:
        response = client.get(address, headers={"if-none-match": known})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert len([each for each in found.captured_queries if "SAVEPOINT" not in each["sql"]]) <= 6


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("address", [*PAGES, *PUBLIC])
def test_the_database_counts_changes_in_every_table_that_the_page_reads(
    cast: Cast, signed_in: SignIn, address: str
) -> None:
    make_world()
    client = signed_in(None if address in PUBLIC else cast.secretary)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    tables = set(connection.introspection.table_names())
    read = {table for table in tables for query in found.captured_queries if f'"{table}"' in query["sql"]}
    assert read
    assert read - NOT_OF_FIGURES - data_version.installed_on(connection) == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_nobody_is_told_that_anothers_page_still_holds(cast: Cast, signed_in: SignIn) -> None:
    """Nor the person's own in the other language, of another semester, or signed in anew."""
    make_world()
    mine = signed_in(cast.secretary)
    known = tag(mine, PAGES[1])
    assert asked_again(mine, PAGES[1], known) == 304
    others = {
        "another person": asked_again(signed_in(cast.reporter), PAGES[1], known),
        "the other language": asked_again(mine, f"/en{PAGES[1]}", known),
        "another semester": asked_again(mine, f"{PAGES[1]}?semestre=2025-II", known),
        "signed in anew": asked_again(signed_in(cast.secretary), PAGES[1], known),
    }
    assert set(others.values()) == {200}, others
    assert asked_again(signed_in(None), PAGES[1], known) == 302


@pytest.mark.django_db
def test_a_deadline_that_passes_changes_the_page(cast: Cast, signed_in: SignIn) -> None:
    """On the same day, without any row changed: a microsecond before the deadline, then at it."""
    with time_machine.travel(OPEN, tick=False) as travelling:
        world = make_world()
        due_at = OPEN.replace(hour=16)
        ReportingPeriod.objects.filter(pk=world.period.pk).update(due_at=due_at)
        travelling.move_to(due_at - dt.timedelta(minutes=20))
        client = signed_in(cast.secretary)
        known = tag(client, PAGES[0])
        travelling.move_to(due_at - dt.timedelta(microseconds=1))
        assert asked_again(client, PAGES[0], known) == 304
        travelling.move_to(due_at)
        assert asked_again(client, PAGES[0], known) == 200


@pytest.mark.django_db
def test_the_next_day_in_lima_makes_the_page_anew(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(OPEN.replace(hour=23, minute=50), tick=False) as travelling:
        make_world()
        client = signed_in(cast.secretary)
        known = tag(client, PAGES[0])
        travelling.shift(dt.timedelta(minutes=9))
        assert asked_again(client, PAGES[0], known) == 304
        travelling.shift(dt.timedelta(minutes=2))
        assert asked_again(client, PAGES[0], known) == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_page_with_a_message_is_shown_once_and_kept_by_nobody(cast: Cast, signed_in: SignIn) -> None:
    make_world()
    client = signed_in(cast.secretary)
    known = tag(client, PAGES[1])
    storage = CookieStorage(HttpRequest())
    client.cookies["messages"] = storage._encode([Message(constants.INFO, "Se guardó la meta.")])
    told = client.get(PAGES[1], headers={"if-none-match": known})
    assert told.status_code == 200
    assert "Se guardó la meta." in told.content.decode()
    assert told.headers["Cache-Control"] == "no-store, private"
    assert "ETag" not in told.headers
    assert asked_again(client, PAGES[1], known) == 304


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("address", ["/indicadores/datos.xlsx", "/inicio/", "/revision/"])
def test_what_is_no_page_of_figures_is_still_kept_nowhere(cast: Cast, signed_in: SignIn, address: str) -> None:
    make_world()
    response = signed_in(cast.secretary).get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_kept_by_anybody_while_nobody_is_signed_in(
    cast: Cast, signed_in: SignIn, address: str
) -> None:
    make_world()
    first = Client().get(address)
    assert first.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert not first.cookies
    assert asked_again(Client(), address, first.headers["ETag"]) == 304
    mine = signed_in(cast.secretary).get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "no-store, private")


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_browser_forgets_the_pages_when_the_session_ends(cast: Cast, signed_in: SignIn) -> None:
    make_world()
    out, expired, never = signed_in(cast.secretary), signed_in(cast.member), Client()
    assert "Clear-Site-Data" not in out.get(PAGES[0]).headers
    assert out.post("/salir/").headers["Clear-Site-Data"] == '"cache"'
    expired.session.flush()
    assert expired.get(PAGES[0]).headers["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in never.get(PAGES[0]).headers


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_pages_say_of_when_the_data_are_and_how_much_is_validated(cast: Cast, signed_in: SignIn) -> None:
    make_world()
    changed_at = data_version.state().changed_at
    assert changed_at is not None
    said = " ".join(signed_in(cast.secretary).get(PAGES[0]).content.decode().split())
    assert f"Datos al {formatting.instant(changed_at, 'es')}." in said
    assert "Se esperan 5 reportes: 4 recibidos y 3 validados; solo cuenta lo validado." in said
