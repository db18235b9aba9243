"""A database that takes nothing for now: told on a page, or in a sentence for what is no page, by really filling or shutting it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import ConnectionHandler, DatabaseError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from tests.cast import Cast
from tests.conftest import SignIn
from tests.shutting import nothing_written
from wps_tracker.unavailable import failure_behind, must_be_mended, told

pytestmark = pytest.mark.django_db
BUSY, LASTING = "Está ocupada o fuera de alcance", "No recibe nada mientras nadie la arregle"


def text_of(response: Any) -> str:
    return str(response.content.decode())


# --- What failed, by really making it fail ---


def failing(engine: str, name: str, ask: str, **options: Any) -> DatabaseError:
    """What Django raises when the database of these settings is asked."""
    settings = {"ENGINE": f"django.db.backends.{engine}", "NAME": name, **options}
    asked = ConnectionHandler({"default": settings})["default"]

    def fail() -> None:
        with asked.cursor() as cursor:
            for each in ask.split(";"):
                cursor.execute(each)

    with pytest.raises(DatabaseError) as raised:
        fail()
    asked.close()
    return raised.value


def locked(folder: Path) -> DatabaseError:
    path = table_in(folder)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        return failing("sqlite3", path, "INSERT INTO kept VALUES (1)", OPTIONS={"timeout": 0})
    finally:
        other.close()


def table_in(folder: Path) -> str:
    path = str(folder / "own.sqlite3")
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE kept (n)")
    made.close()
    return path


def full(folder: Path) -> DatabaseError:
    ask = "PRAGMA max_page_count=2;INSERT INTO kept VALUES (zeroblob(100000))"
    return failing("sqlite3", table_in(folder), ask)


def read_only(folder: Path) -> DatabaseError:
    return failing("sqlite3", table_in(folder), "PRAGMA query_only=ON;INSERT INTO kept VALUES (1)")


def gone(folder: Path) -> DatabaseError:
    return failing("sqlite3", str(folder / "nowhere" / "own.sqlite3"), "SELECT 1")


def refused(folder: Path) -> DatabaseError:
    """Nobody listens there."""
    return failing("postgresql", "nothing", "SELECT 1", HOST="127.0.0.1", PORT="1", USER="nobody")


def our_fault(folder: Path) -> DatabaseError:
    return failing("sqlite3", table_in(folder), "SELECT * FROM no_such_table")


@pytest.mark.parametrize(
    ("fail", "lasts"), [(locked, False), (refused, False), (full, True), (read_only, True), (gone, True)]
)
def test_what_passes_by_itself_is_told_from_what_must_be_mended(
    tmp_path: Path, fail: Callable[[Path], DatabaseError], lasts: bool, rf: RequestFactory
) -> None:
    failure = failure_behind(fail(tmp_path))
    assert failure is not None
    assert must_be_mended(failure) is lasts
    with translation.override("es"):
        answer = told(rf.get("/"), failure)
    assert (answer.status_code, answer.get("Retry-After")) == (503, None if lasts else "30")
    assert (LASTING in text_of(answer), BUSY in text_of(answer)) == (lasts, not lasts)


def test_a_fault_of_ours_is_no_failure_of_the_database(tmp_path: Path) -> None:
    assert failure_behind(our_fault(tmp_path)) is None
    assert failure_behind(ValueError("x")) is None
    assert failure_behind(None) is None


# --- On pages ---


def quiet(client: Client) -> Client:
    client.raise_request_exception = False
    return client


def test_a_form_that_cannot_be_kept_says_that_nothing_was_saved(cast: Cast, signed_in: SignIn) -> None:
    client, url = quiet(signed_in(cast.administrator)), reverse("mail_choice")
    client.get(url)  # its session is begun before
    with nothing_written():
        for address, said in ((url, "Lo que envió no se guardó."), (f"/en{url}", "What you sent was not saved.")):
            answer = client.post(address, {"mode": "daily"})
            assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
            assert said in text_of(answer)


def test_a_page_whose_session_cannot_be_kept_is_no_bad_request(cast: Cast, signed_in: SignIn) -> None:
    client = quiet(signed_in(cast.administrator))
    with nothing_written():
        answer = client.get(reverse("notification_list"))
    assert answer.status_code == 503
    assert "No se pudo leer lo que pidió. No cambió nada." in text_of(answer)


def test_what_was_answered_before_the_failure_is_not_denied(cast: Cast, signed_in: SignIn) -> None:
    client = quiet(signed_in(cast.administrator))
    with nothing_written():
        answer = client.post(reverse("verify"), {"digest": "0" * 64})
    assert answer.status_code == 503
    assert "No es seguro que se haya guardado lo que envió" in text_of(answer)


def test_what_is_no_page_is_told_in_one_sentence(cast: Cast, signed_in: SignIn) -> None:
    client, url = quiet(signed_in(cast.administrator)), reverse("mail_choice")
    client.get(url)
    with nothing_written():
        answer = client.post(url, {"mode": "daily"}, headers={"Accept": "*/*"})
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert text_of(answer).startswith("No se puede usar la base de datos en este momento: no se guardó nada.")


def test_other_failures_stay_what_they_are(client: Client) -> None:
    with translation.override("es"):
        answer = client.get("/ingresar/?next=%00")
    assert answer.status_code == 400
    assert "No pudimos leer la solicitud" in text_of(answer)
