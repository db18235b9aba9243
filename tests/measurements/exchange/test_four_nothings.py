"""Zero, silence, not available and not applicable are four things: on the screen, in the CSV and in the spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from indicators.models import ReportingPeriod
from institutions.models import Institution, Role
from measurements.exchange.template import template_of
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_count, make_measurement, make_period, make_person, make_plan
from tests.measurements.exchange.filling import box, desk
from tests.measurements.worlds.entering import NOW

CODE = "PREV-1.1.1"
SAID = {"EP": 0, "MGP": "no disponible", "MINDEF": "no corresponde", "CCFFAA": "no se reportó"}
"""What stands in the grey cell beside the box, by institution."""
TOLD = {
    "EP": ("Reportado", "0"),
    "MGP": ("No disponible", ""),
    "MINDEF": ("No corresponde", ""),
    "CCFFAA": ("No enviado", ""),
}


@pytest.fixture
def before(cast: Cast) -> Iterator[ReportingPeriod]:
    """2025-II: one answer of each kind, and one institution that said nothing."""
    with time_machine.travel(NOW, tick=False):
        plan = make_plan()
        period = make_period(plan, "2025-II")
        make_period(plan, "2026-I")
        revision = make_count(plan, CODE)
        for institution in (cast.army, cast.navy, cast.ministry, cast.joint_command):
            make_commitment(revision, institution, period)
        make_measurement(revision, cast.army, period, value=0)
        make_measurement(revision, cast.navy, period, answer="not_available", reason="x")
        make_measurement(revision, cast.ministry, period, answer="not_applicable", reason="x")
        yield period


@pytest.mark.parametrize("code", SAID)
def test_the_spreadsheet_tells_them_apart(code: str, before: ReportingPeriod) -> None:
    institution = Institution.objects.get(code=code)
    at = desk(
        institution, ReportingPeriod.objects.get(code="2026-I"), make_person(Role.REPORTER, institution, email="x@x.pe")
    )
    sheet, place = box(at, CODE, "v|total|")
    book = openpyxl.load_workbook(io.BytesIO(template_of(at)))
    cell = book[sheet][place]
    assert cell.value is None
    assert book[sheet].cell(cell.row, cell.column + 1).value == SAID[code]


def test_the_csv_tells_them_apart(cast: Cast, before: ReportingPeriod, signed_in: SignIn) -> None:
    text = signed_in(cast.secretary).get(reverse("indicator_data", args=[CODE])).content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["semestre"] == "2025-II"]
    assert {row["institución"]: (row["situación"], row["valor"]) for row in rows if row["institución"] in TOLD} == TOLD


def test_the_screen_tells_them_apart(cast: Cast, before: ReportingPeriod, signed_in: SignIn) -> None:
    url = reverse("indicator", args=[CODE]) + "?semestre=2025-II"
    page = signed_in(cast.secretary).get(url).content.decode()
    assert [word for word in ("No disponible", "No corresponde", "No enviado") if word not in page] == []
