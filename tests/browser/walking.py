"""A person at a browser, whose every page is examined: no violation of accessibility, policy or width, nothing from elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, FloatRect, Locator, Page, Request

from tests.browser.serving import PASSWORD, PATIENCE

WIDTHS = (320, 1280)
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What the dark can change: it has colours of its own and no other structure."""
AXE = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]})
    .then(found => found.violations.map(wrong => wrong.id + " " + wrong.nodes[0].html.slice(0, 160)))"""
"""Only what is wrong is described and leaves the browser: describing what is right as well took most of the time."""
SCREENS = os.environ.get("SCREENS")
"""A folder that keeps pictures of the pages looked at: `make screens`."""
KEPT = {
    "tasks",
    "entry-count-error",
    "entry-register-problem",
    "entry-warning",
    "entry-conflict",
    "spreadsheet",
    "handover",
    "extensions",
    "help",
    "check-and-send",
    "receipt",
    "review",
    "review-queue",
    "review-observing",
    "review-compared",
    "validate-together",
    "committee",
    "request-committee",
    "request-answering",
    "meeting-held",
    "meeting-closed",
    "agreements",
    "proposal",
    "report-text-crossed",
    "report-missing",
    "report-steps-own",
    "consultation-answered",
    "report-in-a-meeting",
    "report-to-issue",
    "review-agenda",
    "review-decision",
    "review-definition",
    "review-targets",
    "review-effect",
    "review-adopt",
    "diagnosis",
    "alignment",
    "change-log",
    "commitments",
    "scorecard",
    "pillar",
    "comparison",
    "un-strategy",
    "dashboard",
    "coverage-matrix",
    "institution-dashboard",
    "indicators",
    "indicator-PART-1.2.1",
    "indicator-PREV-1.1.1",
    "explanation",
    "chart-gallery",
    "report",
    "timeline",
    "planning-desk",
    "plan-of-the-year",
    "activity-moved",
    "budget-declared",
    "note-to-judge",
    "import-check",
}
DARK = {
    "dashboard",
    "coverage-matrix",
    "institution-dashboard",
    "indicators",
    "indicator-PREV-1.1.1",
    "indicator-PART-1.2.1",
    "pillar",
    "comparison",
    "un-strategy",
    "explanation",
    "review-targets",
    "review-effect",
    "timeline",
}
"""Pages of figures, whose charts have colours of their own in the dark: examined there too."""
PICTURED_DARK = {"dashboard"}
TALLEST = 3200  # pixels of a picture; a report is longer than anybody wants to scroll


class Walk:
    """One journey: who walks may change, what is wrong is gathered until the end."""

    def __init__(self, context: BrowserContext, address: str, *, has_scripts: bool) -> None:
        self.address, self.has_scripts = address, has_scripts
        self.context = context
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.seen: set[str] = set()
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in (urlsplit(self.address).netloc, ""):
            self.wrong.append(f"{self.page.url} asks {request.url}")

    def enter(self, account: str) -> None:
        """Sign out whoever is in, and sign in by the form."""
        self.context.clear_cookies()
        self.go("/ingresar/")
        self.page.fill("input[name=login]", f"{account}@demo.example.pe")
        self.page.fill("input[name=password]", PASSWORD)
        self.press("Ingresar")

    def go(self, path: str) -> None:
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == 200, f"{path}: {response.status}"

    def press(self, name: str | re.Pattern[str]) -> None:
        self.turn(self.page.get_by_role("main").get_by_role("button", name=name))

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.turn(self.page.get_by_role("main").get_by_role("link", name=name))

    def follow_menu(self, name: str) -> None:
        self.turn(self.page.get_by_role("navigation").get_by_role("link", name=name))

    def turn(self, what: Locator) -> None:
        """Click what leads to another page, and wait for all of that page: a click by itself returns when its first lines arrive, and
        whoever then counts its boxes counts too few."""
        what.first.click()
        self.page.wait_for_load_state()

    @property
    def text(self) -> str:
        return self.page.get_by_role("main").inner_text().replace("\xa0", " ")

    def look(self, name: str) -> None:
        """Examine the page: its words at each visit, what the browser makes of it once, at both widths; one of figures in the
        dark as well."""
        leaked = {"NaN", "undefined", "None", "Infinity"} & {line.strip() for line in re.split(r"[\n\t]", self.text)}
        self.wrong += [f"{name}: the word {word}" for word in leaked]
        if not self.has_scripts or name in self.seen:
            return
        self.seen.add(name)
        self.page.evaluate(AXE_SCRIPT)
        self._look(name)
        if name in KEPT:
            self._picture(name)
        if name in DARK:
            self.page.emulate_media(color_scheme="dark")
            self._look(f"{name}-dark", COLOURS)
            if name in PICTURED_DARK:
                self._picture(f"{name}-dark")
            self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def _look(self, name: str, rules: Mapping[str, object] = EVERYTHING) -> None:
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self._examine(f"{name} at {width} px", rules)

    def _examine(self, where: str, rules: Mapping[str, object]) -> None:
        overflow = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if overflow > 0:
            self.wrong.append(f"{where}: the page scrolls sideways by {overflow} px")
        self.wrong += [f"{where}: {violation}" for violation in self.page.evaluate(AXE, rules)]

    def _picture(self, name: str) -> None:
        """With the caret: hidden, it would leave an empty style in every box, which htmx copies and the policy then refuses."""
        if not SCREENS:
            return
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            height = min(TALLEST, self.page.evaluate("document.documentElement.scrollHeight"))
            clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
            self.page.screenshot(path=Path(SCREENS) / f"{name}-{width}.png", full_page=True, clip=clip, caret="initial")
