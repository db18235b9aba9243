"""What one release kept of the data is never read by another: its code, its words and its classes may be others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import append_only, data_version
from documents.release import release
from reports.diagnosis.counting import count_findings
from reports.keeping import kept
from tests.reports.snapshot.test_keeping import NOON
from tests.reports.worlds.report import make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _later(transactional_db: None) -> Iterator[None]:
    append_only.run(connection, data_version.prelude_sql(connection.vendor))
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def other_release(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The product with other files than those that it began with."""
    release.cache_clear()
    settings.BASE_DIR = tmp_path
    yield
    release.cache_clear()


class OfTheReleaseBefore:
    """Of another shape by now: what was kept of it cannot be read back."""

    def __init__(self) -> None:
        self.found = 1

    def __setstate__(self, _state: object) -> None:
        raise AttributeError


def test_what_cannot_be_read_back_is_worked_out_anew(request: pytest.FixtureRequest) -> None:
    assert kept("one", OfTheReleaseBefore, at=timezone.now()).found == 1
    request.getfixturevalue("other_release")
    assert kept("one", lambda: 2, at=timezone.now()) == 2


def test_findings_are_counted_once_while_the_data_stand_and_anew_by_another_release(
    request: pytest.FixtureRequest,
) -> None:
    world = make_world()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            count_findings(world.plan, world.period, timezone.now(), periods=[world.before, world.period])
        return len(found)

    first, again = queries(), queries()
    request.getfixturevalue("other_release")
    assert (again, queries()) == (1, first)
