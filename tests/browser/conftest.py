"""A seeded product and a Chromium, shared by the browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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


@pytest.fixture(scope="session")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A product with the real plan and nothing else: what every world begins with."""
    folder = tmp_path_factory.mktemp("planned")
    for command in ("migrate", "load_plan"):
        serving.manage(command, folder=folder)
    return folder


@pytest.fixture(scope="session")
def seeded(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, through the command that `make run` uses."""
    folder = serving.copy(planned, tmp_path_factory.mktemp("seeded"))
    serving.manage("seed_demo", folder=folder)
    return folder


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
