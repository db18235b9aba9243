"""Sending a spreadsheet as the page does, and saving what its preview shows."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from measurements.exchange.cases import Desk
from measurements.exchange.template import template_of
from tests.measurements.exchange.filling import fill

WOMEN = "v|total|rank=officers|sex=women"


def url(name: str = "spreadsheet", institution: str = "EP", period: str = "2026-I") -> str:
    return reverse(name, args=[period, institution])


def upload(browser: Client, data: bytes, *, where: str = "", status: int = 302) -> str:
    """Send the file as the page does; what the person sees next."""
    response = browser.post(where or url(), {"file": SimpleUploadedFile("plantilla.xlsx", data)})
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode() if status == 200 else browser.get(response.headers["Location"]).content.decode()


def filled(at: Desk, typed: dict[tuple[str, str], Any]) -> bytes:
    return fill(template_of(at), typed)


def confirm(browser: Client, page: str, *, status: int = 302) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert found is not None
    response = browser.post(url("spreadsheet_preview"), {"digest": found[1], "action": "save"})
    assert response.status_code == status
    return response.content.decode() if status != 302 else browser.get(response.headers["Location"]).content.decode()
