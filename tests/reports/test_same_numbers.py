"""One figure is one number wherever it stands: in the page's tables, in its charts, in CSV, in XLSX, in the issued report and
in the report's data. Each is read from what was sent to the browser; none is asked from the code that made it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories.reports import issue
from tests.reports.read_back.pages import charts, drawn, number, one_decimal, tables
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db
SERIES = {
    "PREV-1.1.1": ["all"],
    "PREV-1.2.1": ["all"],
    "PREV-2.3.1": ["held", "begun"],
    "PART-1.2.1": ["troops", "staff"],
}
ALL = "todas"


@dataclass(frozen=True, slots=True)
class World:
    plan: ActionPlan
    period: ReportingPeriod
    client: Client


@pytest.fixture
def world(cast: Cast, signed_in: SignIn) -> Iterator[World]:
    """A count with every situation, a level with decimals, a register with two series, a proportion with two series.

    Three semesters; 1 234 567 shows thousands, 0 stands beside nothing, 1 of 3 divides badly.
    """
    with time_machine.travel(CLOSED, tick=False):
        plan = make.make_plan()
        periods = [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]
        army, navy, joint, ministry = cast.army, cast.navy, cast.joint_command, cast.ministry
        air, training = make.make_institution("FAP"), make.make_institution("CECOPAZ")
        count = make.make_count(plan, "PREV-1.1.1")
        bodies = [army, navy, joint, ministry, air, training]
        commit(count, bodies, periods[0])
        for period, values in zip(periods, ((1_234_567, 8), (0, 12), (41, 0)), strict=True):
            make.make_measurement(count, army, period, value=values[0])
            make.make_measurement(count, air, period, value=values[1])
        make.make_measurement(count, joint, periods[2], answer=Answer.NOT_APPLICABLE)
        make.make_measurement(count, ministry, periods[2], answer=Answer.NOT_AVAILABLE)
        make.make_measurement(count, training, periods[2], value=7, status="submitted")
        fill_others(plan, periods, army, navy)
        make.make_target(count.series.get(), periods[2], 100)
        yield World(plan, periods[2], signed_in(cast.secretary))


def fill_others(plan: ActionPlan, periods: list[ReportingPeriod], army: Institution, navy: Institution) -> None:
    level = make.make_change(plan, "PREV-1.2.1")
    register = make.make_register(plan, "PREV-2.3.1", components=("held", "begun"), headline="none")
    places = make.make_dimension("deployment_category", "contingent", "staff_officer")
    named = {"troops": ["deployment_category=contingent"], "staff": ["deployment_category=staff_officer"]}
    share = make.make_proportion(plan, "PART-1.2.1", dimensions=[places], series=named)
    for revision in (level, register, share):
        commit(revision, [army, navy], periods[0])
    for number_, period in enumerate(periods):
        make.make_measurement(level, army, period, value=Decimal("2.25") + number_)
        make.make_measurement(level, navy, period, value=Decimal("0.5"))
        make.make_measurement(register, army, period, values={"held": 3 + number_, "begun": 0})
        make.make_measurement(register, navy, period, values={"held": 1, "begun": 2})
        cells = {"part:deployment_category=contingent": (1, 3), "part:deployment_category=staff_officer": (number_, 7)}
        make.make_measurement(share, army, period, values=cells)
    cells = {"part:deployment_category=contingent": (26, 205), "part:deployment_category=staff_officer": (0, 9)}
    make.make_measurement(share, navy, periods[2], values=cells)


def commit(revision: IndicatorRevision, institutions: list[Institution], since: ReportingPeriod) -> None:
    for institution in institutions:
        make.make_commitment(revision, institution, since)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the CSV: what stands for (series, semester, institution)."""

    situation: str
    value: str
    unit: str
    numerator: str
    denominator: str
    reported: str
    expected: str
    expected_by_then: str

    @property
    def printed(self) -> Decimal | None:
        """What a page should print of it: of a percentage the division, to one decimal."""
        if self.unit == "%" and self.value:
            return one_decimal(Decimal(self.numerator), Decimal(self.denominator))
        return Decimal(self.value) if self.value else None


Data = dict[tuple[str, str, str], Row]


def data_of(world: World, code: str) -> Data:
    text = world.client.get(f"/indicadores/{code}/datos.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    found = {(series, period, who): Row(*rest) for _code, series, period, who, *rest, _label in lines[1:]}
    assert len(found) == len(lines) - 1
    return found


def page(world: World, code: str, series: str) -> str:
    response = world.client.get(f"/indicadores/{code}/?serie={series}")
    assert response.status_code == 200
    return str(response.content.decode())


def every_series() -> list[tuple[str, str]]:
    return [(code, series) for code, names in SERIES.items() for series in names]


def test_the_world_holds_every_situation(world: World) -> None:
    said = {row.situation for row in data_of(world, "PREV-1.1.1").values()}
    assert said == {"Reportado", "No enviado", "No disponible", "No corresponde", "En revisión"}
    zero = data_of(world, "PREV-1.1.1")["all", "2025-II", "EP"]
    assert (zero.situation, zero.value) == ("Reportado", "0")


def test_the_page_prints_what_the_csv_holds(world: World) -> None:
    checked = 0
    for code, series in every_series():
        data, shown = data_of(world, code), tables(page(world, code, series))
        head, *lines = shown["Datos de la serie"]
        for line in lines:
            row = data[series, line[0].split()[0], ALL]
            said = dict(zip(head, line, strict=True))
            assert number(said["Valor"]) == row.printed, (code, series, line)
            assert said["Instituciones"] == f"{row.reported} de {row.expected}"
            checked += 1
        (_corner, *periods), *lines = shown["Datos por institución"]
        for who, *cells in lines:
            for period, cell in zip(periods, cells, strict=True):
                own = data.get((series, period, who))
                assert number(cell) == (own.printed if own else None), (code, series, who, period)
                if own and own.printed is None:
                    assert cell == own.situation
                checked += 1
    assert checked > 60


def test_the_charts_draw_what_the_csv_holds(world: World) -> None:
    """Within the tenth of a pixel that they are drawn with."""
    for code, series in every_series():
        data, html = data_of(world, code), page(world, code, series)
        totals = [row for (name, _period, who), row in sorted(data.items()) if (name, who) == (series, ALL)]
        wide = next(iter(charts(html, "chart-wide")))
        close(drawn(wide), totals, code)


def close(seen: list[Decimal], rows: list[Row], what: str) -> None:
    values = [exact(row) for row in rows if row.value]
    assert len(seen) == len(values), what
    for one, other in zip(seen, values, strict=True):
        assert abs(one - other) <= max(values) * Decimal("0.003"), (what, seen, values)


def exact(row: Row) -> Decimal:
    return Decimal(row.numerator) * 100 / Decimal(row.denominator) if row.unit == "%" else Decimal(row.value)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_workbook_holds_what_the_csv_holds(world: World, prefix: str) -> None:
    """Numbers as numbers; its second sheet says of when they are."""
    addresses = ["/indicadores/datos", *(f"/indicadores/{code}/datos" for code in SERIES), "/instituciones/EP/ficha"]
    for address in addresses:
        text = world.client.get(f"{prefix}{address}.csv").content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        book = openpyxl.load_workbook(io.BytesIO(world.client.get(f"{prefix}{address}.xlsx").content))
        sheet, notes = book.worksheets
        cells = [[said(cell.value) for cell in row] for row in sheet.iter_rows()]
        assert cells == [[said(maybe_number(cell)) for cell in line] for line in lines], address
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert {row[0].value for row in notes.iter_rows()} >= {"Data as of" if prefix else "Datos al", "Plan"}
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def said(value: Any) -> Any:
    return None if value in (None, "") else float(value) if isinstance(value, int | float | Decimal) else value


def maybe_number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def test_the_issued_report_and_its_data_say_what_the_csv_holds(world: World, cast: Cast) -> None:
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    address = f"/informes/{edition.code}/"
    html = world.client.get(address).content.decode()
    content = json.loads(world.client.get(f"{address}archivos/{edition.code}-informe.json").content)
    shown = {name.rsplit(" · ", 1)[0]: rows for name, rows in tables(html).items()}  # without the section of the table
    checked = 0
    for code, names in SERIES.items():
        data = data_of(world, code)
        for who, *cells in shown[f"{code} por institución"][1:]:
            values = cells[:: 2 if code.startswith("PART") else 1]
            for series, cell in zip(names, values, strict=True):
                assert number(cell) == data[series, "2026-I", who].printed, (code, series, who)
                checked += 1
        for series, said_there in ((each["code"], each) for each in figures_in(content, code)["series"]):
            total = data[series, "2026-I", ALL]
            assert Decimal(said_there["figure"]["value"]) == Decimal(total.value)
            own = {each["institution"]: each["value"] for each in said_there["by_institution"]}
            of_the_csv = {
                who: row.value for (name, period, who), row in data.items() if (name, period) == (series, "2026-I")
            }
            assert {who: Decimal(v) for who, v in own.items() if v is not None} == {
                who: Decimal(v) for who, v in of_the_csv.items() if v and who != ALL
            }
    assert checked >= 12


def figures_in(content: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in content["indicators"] if each["code"] == code)["figures"]
    return found
