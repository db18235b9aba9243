"""Reports whose every text tries to run, in a real browser: no dialog, no violation of the policy, no error, nobody called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from tests.browser import serving
from tests.browser.hostile_edition import SECRETARY
from tests.browser.walking import Walk
from tests.reports.hostile.payloads import Trap, trap

pytestmark = pytest.mark.browser
START = ("/informes/", "/en/informes/")
WITHIN = re.compile(r"/(en/)?(informes|verificar)/")
MOST = 60
"""Pages: more than the reports of this product have."""
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", event => window.violations.push(event.violatedDirective));"""


@dataclass(frozen=True, slots=True)
class Product:
    address: str
    trap: Trap


@pytest.fixture
def hostile(migrated: Path, tmp_path: Path) -> Iterator[Product]:
    with trap(tmp_path) as set_:
        folder = serving.copy(migrated, tmp_path / "product")
        serving.run("tests.browser.hostile_edition", set_.address, set_.path, folder=folder)
        with serving.serving(folder) as address:
            yield Product(address, set_)


def watched(chromium: Browser, dialogs: list[str]) -> BrowserContext:
    context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", refuse)
    return context


def test_pages_of_hostile_reports_open_no_dialog_and_call_nobody(chromium: Browser, hostile: Product) -> None:
    dialogs: list[str] = []
    walk = Walk(watched(chromium, dialogs), hostile.address, has_scripts=True)
    walk.enter(SECRETARY)
    seen, waiting, violations = set[str](), list(START), list[str]()
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        walk.go(path)
        violations += [f"{path}: {each}" for each in walk.page.evaluate("window.violations")]
        waiting += links(walk.page, hostile.address)
    assert any("IC-2026-0001" in path for path in seen)
    assert any("/borradores/" in path for path in seen)
    assert (dialogs, violations, walk.wrong, hostile.trap.calls) == ([], [], [], [])


def links(page: Page, address: str) -> list[str]:
    """Pages of reports that this one leads to; files are not pages."""
    targets: list[str] = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
    paths = [target.removeprefix(address).partition("#")[0] for target in targets if target.startswith(address)]
    return [path for path in dict.fromkeys(paths) if WITHIN.match(path) and not re.search(r"archivos|\.\w+$", path)]


def test_the_same_texts_run_in_a_page_without_escaping_or_policy(chromium: Browser, tmp_path: Path) -> None:
    """The control: here they open dialogs and call the listener."""
    dialogs: list[str] = []
    with trap(tmp_path) as set_:
        page = watched(chromium, dialogs).new_page()
        page.set_content("".join(f"<p>{each}</p>" for each in set_.payloads if "<" in each and "DOCTYPE" not in each))
        page.wait_for_load_state("networkidle")
    assert len(dialogs) >= 2
    assert any("/img" in call for call in set_.calls)
