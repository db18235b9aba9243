"""What a page of a draft takes: the first one after a change, which reads the whole report, and those that follow.

The world is `nap` (bench/world.py): the real plan, 10 institutions, 10 semesters, every cell filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.report import secretary_of
from bench.world import SIZES, made
from reports.drafting.opening import open_draft
from reports.report_kinds.scope import of_semester

PAGES = {
    "its steps": "",
    "what is missing": "pendientes/",
    "all texts": "textos/",
    "one text": "textos/summary/",
    "sections": "secciones/",
    "preview": "vista-previa/",
}
ROUNDS = 5


def table() -> Iterator[str]:
    """Queries, and milliseconds of the processor: the best of some rounds."""
    call_command("migrate", verbosity=0)
    world = made(SIZES["nap"])
    secretary = secretary_of(world).user
    draft = open_draft(of_semester(world.plan, world.period), by=secretary, at=timezone.now())
    client = Client()
    client.force_login(secretary, backend="django.contrib.auth.backends.ModelBackend")
    yield f"{'pages of a draft':<20}{'after a change':>26}{'while nothing changes':>30}"
    for name, tail in PAGES.items():
        page = f"/informes/borradores/{draft.pk}/{tail}"
        first = min((asked(client, page, is_kept=False) for _round in range(ROUNDS)), key=lambda each: each[1])
        again = min((asked(client, page, is_kept=True) for _round in range(ROUNDS)), key=lambda each: each[1])
        yield f"{name:<20}" + "".join(f"{queries:>15} queries{ms:>6.0f} ms" for queries, ms in (first, again))


def asked(client: Client, page: str, *, is_kept: bool) -> tuple[int, float]:
    """Queries and milliseconds. The benchmark ends at an answer that is not the page."""
    if not is_kept:
        cache.clear()
    before = process_time()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    if response.status_code != 200:
        raise SystemExit(f"{page} answered {response.status_code}.")
    return len(queries), (process_time() - before) * 1000
