"""The database refuses to change or delete written rows, whoever asks and in whatever way."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from documents import append_only
from documents.models import StoredFile
from tests.refusing import is_append_only

TABLE = "append_only_sample"
STORED_FILES = StoredFile._meta.db_table


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def rows() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, word FROM {TABLE} ORDER BY id")
        return list(cursor.fetchall())


def refused(action: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            action()
    except IntegrityError as error:
        return append_only.MESSAGE in str(error)
    return False


@pytest.fixture
def sample(db: None) -> Iterator[None]:
    """A protected table with one row and one empty cell."""
    run(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, word text, number integer)")
    append_only.install(connection, TABLE)
    run(f"INSERT INTO {TABLE} VALUES (1, 'uno', NULL)")
    yield
    run(f"DROP TABLE {TABLE}")


CHANGES = [
    f"UPDATE {TABLE} SET word = 'dos'",
    f"UPDATE {TABLE} SET number = 0",
    f"UPDATE {TABLE} SET word = NULL",
    f"UPDATE {TABLE} SET id = 2",
    f"DELETE FROM {TABLE}",
    f"INSERT INTO {TABLE} VALUES (1, 'dos', 0) ON CONFLICT (id) DO UPDATE SET word = excluded.word",
]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("change", CHANGES)
def test_change_is_refused(change: str) -> None:
    assert refused(lambda: run(change))
    assert rows() == [(1, "uno")]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("change", CHANGES)
def test_same_change_passes_without_the_triggers(change: str) -> None:
    append_only.remove(connection, TABLE)
    assert not refused(lambda: run(change))


@pytest.mark.usefixtures("sample")
def test_adding_and_saving_what_is_the_same_pass() -> None:
    run(f"INSERT INTO {TABLE} VALUES (2, 'dos', 2)")
    run(f"UPDATE {TABLE} SET word = 'uno', number = NULL WHERE id = 1")
    assert rows() == [(1, "uno"), (2, "dos")]


@pytest.mark.usefixtures("sample")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
def test_insert_or_replace_is_refused_because_triggers_recurse() -> None:
    replacing = f"INSERT OR REPLACE INTO {TABLE} VALUES (1, 'dos', 0)"
    assert refused(lambda: run(replacing))
    run("PRAGMA recursive_triggers=OFF")
    try:
        assert not refused(lambda: run(replacing)), "without the pragma the row is overwritten"
    finally:
        run("PRAGMA recursive_triggers=ON")


@pytest.mark.usefixtures("sample")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates")
def test_truncate_stays_possible() -> None:
    run(f"TRUNCATE {TABLE}")
    assert rows() == []


@pytest.mark.usefixtures("sample")
def test_installing_again_covers_a_column_added_since() -> None:
    run(f"ALTER TABLE {TABLE} ADD COLUMN later text")
    append_only.install(connection, TABLE)
    append_only.install(connection, TABLE)
    assert is_append_only(TABLE)
    assert refused(lambda: run(f"UPDATE {TABLE} SET later = 'x'"))


@pytest.mark.usefixtures("sample")
def test_removed_protection_is_known_to_be_gone() -> None:
    append_only.remove(connection, TABLE)
    append_only.remove(connection, TABLE)
    assert not is_append_only(TABLE)


@pytest.mark.django_db
def test_stored_files_are_protected_after_migrate() -> None:
    assert is_append_only(STORED_FILES)


@pytest.mark.django_db
def test_migrate_puts_lost_triggers_back() -> None:
    append_only.remove(connection, STORED_FILES)
    call_command("migrate", verbosity=0)
    assert is_append_only(STORED_FILES)


def test_unknown_database_is_not_left_unprotected_in_silence() -> None:
    with pytest.raises(NotImplementedError):
        append_only.triggers_sql("mysql", TABLE)
