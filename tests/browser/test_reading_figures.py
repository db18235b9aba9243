"""Figures by keyboard and on paper: over the matrix in one step, and the whole matrix on one sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.walking import Walk

pytestmark = pytest.mark.browser


def test_the_matrix_is_skipped_by_keyboard_and_printed_on_one_sheet(chromium: Browser, address: str) -> None:
    context = chromium.new_context(locale="es-PE", viewport={"width": 1280, "height": 900})
    walk = Walk(context, address, has_scripts=True)
    walk.enter("comite")
    walk.go("/tablero/")
    skip_the_matrix(walk.page)
    walk.go("/tablero/matriz/")
    assert sheets(walk.page) == 1


def skip_the_matrix(page: Page) -> None:
    """The link is seen once it has the focus, and the next stop after it stands under «¿Qué hacer ahora?»."""
    skip = page.get_by_role("link", name="Saltar la tabla")
    for _ in range(40):
        page.keyboard.press("Tab")
        if skip.evaluate("link => link === document.activeElement"):
            break
    box = skip.bounding_box()
    assert box is not None
    assert box["width"] > 100
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').getAttribute('aria-labelledby')") == "q5"


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))
