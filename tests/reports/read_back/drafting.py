"""A browser before the pages of a draft: who looks, at which address, and what the page would send back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from indicators.models import ReportingPeriod
from reports.models import ReportDraft
from tests.cast import Cast
from tests.reports.worlds.drafting import Drafts, make_drafts
from tests.reports.worlds.report import make_world


def begun(cast: Cast) -> Drafts:
    """Its semester has begun, whatever the day the tests run."""
    world = make_world()
    opened = min(world.period.opens_at, timezone.now() - dt.timedelta(days=1))
    ReportingPeriod.objects.filter(pk=world.period.pk).update(opens_at=opened)
    world.period.refresh_from_db()
    return make_drafts(cast, world)


def body(response: Any) -> str:
    return str(response.content.decode())


def at(drafts: Drafts, tail: str = "", draft: ReportDraft | None = None) -> str:
    return f"/informes/borradores/{(draft or drafts.draft).pk}/{tail}"


def boxes(client: Client, url: str) -> dict[str, str]:
    """What a browser would send back from the page as it is."""
    page = client.get(url)
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields if not name.startswith("holds_")}
