"""A seeded product and a Chromium, shared by the browser tests."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import serving

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=serving.PATIENCE)


class Semesters(NamedTuple):
    """The codes of the demonstration's latest two, as `2026-I`."""

    open_now: str
    last_closed: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest journeys begin, one in each process, which makes its world while the other makes another. At the end short ones
    are left, so that neither process waits long for the other."""
    first = (
        "test_officer_reports_committee_reviews",
        "tests/browser/test_reviewing_indicators.py",
        "tests/browser/test_entering.py",
        "tests/browser/test_year_of_activities.py",
    )
    items.sort(key=lambda item: next((place for place, name in enumerate(first) if name in item.nodeid), len(first)))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole run, whichever of its processes asks."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def migrated(shared: Path) -> Path:
    """A product that holds nothing yet."""
    return serving.once(shared / "migrated", lambda folder: serving.manage("migrate", folder=folder))


@pytest.fixture(scope="session")
def planned(migrated: Path, shared: Path) -> Path:
    """A product with the real plan and nothing else: what nearly every world begins with."""

    def fill(folder: Path) -> None:
        serving.manage("load_plan", folder=serving.copy(migrated, folder))

    return serving.once(shared / "planned", fill)


@pytest.fixture(scope="session")
def seeded(planned: Path, shared: Path) -> Path:
    """The demonstration, through the command that `make run` uses."""

    def fill(folder: Path) -> None:
        serving.manage("seed_demo", folder=serving.copy(planned, folder))

    return serving.once(shared / "seeded", fill)


@pytest.fixture(scope="session")
def semesters(seeded: Path) -> Semesters:
    """Which they are depends on the day: the demonstration's own database says so."""
    answered = (
        "SELECT DISTINCT code FROM indicators_reportingperiod AS period"
        " JOIN measurements_measurement AS answer ON answer.period_id = period.id ORDER BY ordinal"
    )
    with closing(sqlite3.connect(seeded / serving.DATABASE)) as connection:
        *_earlier, last_closed, open_now = (code for (code,) in connection.execute(answered))
    return Semesters(open_now, last_closed)


@pytest.fixture
def address(seeded: Path, tmp_path: Path) -> Iterator[str]:
    with serving.serving(serving.copy(seeded, tmp_path / "product")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
