"""Everything that an address finds, under a plan that another one followed; and how pages about it are read."""

from __future__ import annotations

import re
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.addresses import ADDRESSES
from tests.addresses_world import fill
from tests.cast import Cast, make_cast
from tests.conftest import SignIn
from tests.factories import make_plan

NOW = "2026-07-10T12:00:00-05:00"
TOLD = {
    "": ("De un plan anterior: Plan de prueba, 2021", "El plan vigente es ahora Plan nuevo, 2026."),
    "/en": ("Of an earlier plan: Test plan, 2021", "The plan in force is now New plan, 2026."),
}


def under_an_earlier_plan() -> Cast:
    cast = make_cast()
    with time_machine.travel(NOW, tick=False):
        fill(cast)
        make_plan("PLAN-NUEVO", adopted_year=2026, title_es="Plan nuevo", title_en="New plan")
    return cast


def browser_of(world: Cast, role: str, signed_in: SignIn) -> Client:
    return signed_in(None if role == "anonymous" else world.people()[role])


def url_of(name: str) -> str:
    """In Spanish, whatever was read before."""
    with translation.override("es"):
        return reverse(name, kwargs=dict(ADDRESSES[name].kwargs))


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return found.group()


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
