"""A year of activities as the views show it: a world small enough to count, and how its pages and files are read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from django.db.models import Model
from django.test import Client

from activities.models import Activity, AdoptedActivity, ProgressNote
from indicators.models import ReportingPeriod
from tests.cast import make_cast
from tests.factories import (
    LIMA,
    make_action,
    make_activity,
    make_indicator,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_year_plan,
)

HUB, LIST, TIMELINE, COVERAGE = (
    "/actividades/",
    "/actividades/lista/",
    "/actividades/cronograma/",
    "/actividades/cobertura/",
)
JULY = "/actividades/calendario/2026/7/"
NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)


def make_a_year() -> dict[str, Any]:
    """2026, frozen. Army: 01 done, 02 moved and delayed, 03 added and unreported, 04 cancelled. Navy: 01 to begin in August. The
    ministry's plan was never validated. 2027, open: the Army sent one activity, the Navy writes one.
    """
    cast, plan = make_cast(), make_plan()
    period, frozen = make_period(plan), make_round(plan, 2026, is_sealed=True)
    indicator = make_indicator(plan, "PREV-1.1.1")
    make_action(plan, "PROT-1.1")
    army = make_year_plan(frozen, cast.army)
    done = make_activity(army, title="Curso de género", indicators=[indicator])
    make_note(done, period, "done")
    moved = make_activity(army, title="Directiva de denuncias")
    make_note(moved, period, "planned", "submitted")
    type(moved).objects.filter(pk=moved.pk).update(ends_on=dt.date(2026, 8, 14))
    make_activity(army, title="Guía", is_added=True)
    make_activity(army, title="Feria", cancelled_at=NOW, cancel_reason="No hubo lugar.")
    make_activity(
        make_year_plan(frozen, cast.navy), "PART-1.1", starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 12, 31)
    )
    late = make_year_plan(frozen, cast.ministry, "submitted")
    make_activity(late, title="Nunca validada", is_added=True)
    open_ = make_round(plan, 2027, opened_at=NOW - dt.timedelta(days=3), due_at=NOW + dt.timedelta(days=30))
    make_activity(make_year_plan(open_, cast.army, "submitted"), title="Propuesta enviada")
    make_activity(make_year_plan(open_, cast.navy), title="Propuesta en borrador")
    return {"cast": cast, "plan": plan, "period": period}


def page(browser: Client, url: str) -> str:
    response = browser.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def rows(browser: Client, url: str) -> list[dict[str, str]]:
    text = browser.get(url).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def codes(browser: Client, query: str = "") -> list[str]:
    return [row["Código"] for row in rows(browser, f"{LIST}datos.csv{query}")]


def crowd(activity: Activity, period: ReportingPeriod, size: int) -> None:
    """So many again of an adopted activity, each with its line and its note, stored at once."""
    line, note = activity.adopted_lines.get(), make_note(activity, period, "running")
    numbers = range(activity.ordinal + 1, activity.ordinal + 1 + size)
    more = Activity.objects.bulk_create(anew(activity, ordinal=n, code=f"{activity.code}-{n}") for n in numbers)
    AdoptedActivity.objects.bulk_create(anew(line, activity_id=each.pk) for each in more)
    ProgressNote.objects.bulk_create(anew(note, activity_id=each.pk) for each in more)


def anew(row: Model, **fields: Any) -> Any:
    """The same row, not stored yet."""
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**said | fields)
