"""A budget file on its way into a draft of the Army: its pages opened, its columns chosen, its dry run read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from activities.models import BudgetItem
from tests.activities.importing import COLUMNS, DECLARED, SHOWN
from tests.cast import make_cast
from tests.factories import make_budget_item, make_plan, make_statement

NOW, LATER = "2026-07-10T12:00:00-05:00", "2026-07-10T14:00:00-05:00"
PLACE = {"year": 2026, "institution": "EP", "number": 1}
START, COLUMNS_PAGE, CHECK = (
    reverse(name, kwargs=PLACE) for name in ("budget_import", "budget_import_columns", "budget_import_check")
)


def make_draft() -> dict[str, Any]:
    """Each declared item with an initial budget of a thousand soles."""
    cast, plan = make_cast(), make_plan()
    statement = make_statement(plan, cast.army, status="draft")
    for code in DECLARED:
        make_budget_item(statement, code, initial=1000)
    return {"cast": cast, "plan": plan, "statement": statement}


def upload(browser: Client, data: bytes = SHOWN) -> Any:
    return browser.post(START, {"file": SimpleUploadedFile("reporte.xlsx", data)})


def typed(**other: Any) -> dict[str, Any]:
    """The page of columns as it is sent."""
    boxes = {"sheet": "Ejecución", "header_row": 3, "decimal_sign": ".", "name": "SIAF", "version": 0}
    return boxes | COLUMNS | other


def checked(browser: Client, data: bytes = SHOWN) -> str:
    """Up to the dry run; its digest."""
    upload(browser, data)
    browser.post(COLUMNS_PAGE, typed())
    return digest_on(browser.get(CHECK))


def digest_on(response: Any) -> str:
    return str(response.content.decode().split('name="digest" value="')[1].split('"')[0])


def saving(digest: str, **other: Any) -> dict[str, Any]:
    return {"digest": digest, "cut_off_on": "2026-06-30", "source_document": "Reporte de junio", **other}


def items() -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {each.item_code: (each.initial, each.executed) for each in BudgetItem.objects.order_by("ordinal")}
