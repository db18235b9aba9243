"""Every kind × every answer × every state, on every page: zero and the nothings are different words everywhere.

One table says the words; each case walks its answer through the workflow and reads each page that shows it.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from indicators.models import IndicatorRevision, Register, ReportingPeriod
from measurements.answer.content import CellContent, Content, ItemContent
from measurements.models import Measurement, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_change,
    make_commitment,
    make_component,
    make_count,
    make_dimension,
    make_indicator,
    make_period,
    make_plan,
    make_proportion,
    make_register,
    make_register_list,
    make_revision,
    make_rule,
    make_series,
)

CODE = "PREV-1.1.1"
NOW = dt.datetime.fromisoformat("2026-07-08T10:00:00-05:00")
LATER = dt.datetime.fromisoformat("2026-09-01T10:00:00-05:00")
REASON = "Llega en agosto."
NOTHINGS = {"not_available": "No disponible", "not_applicable": "No corresponde", "missing": "No iniciado"}
SITUATIONS = {"reported": "Reportado", "zero": "Reportado", "missing": "No enviado"} | {
    answer: NOTHINGS[answer] for answer in ("not_available", "not_applicable")
}


# --- The kinds ----------------------------------------------------------------------------------------------------


def count() -> IndicatorRevision:
    return make_count(make_plan(), CODE, dimensions=[make_dimension("sex", "women", "men")])


def change() -> IndicatorRevision:
    return make_change(make_plan(), CODE)


def proportion() -> IndicatorRevision:
    return make_proportion(make_plan(), CODE)


def register() -> IndicatorRevision:
    return make_register(make_plan(), CODE)


def contingents() -> IndicatorRevision:
    """A proportion whose denominator is the contingents deployed at the semester's end."""
    listed = make_register_list("contingent", "deployed", "rotated_out")
    revision = make_revision(make_indicator(make_plan(), CODE), "PROPORTION", accumulation="stock", decimals=1)
    make_rule(make_component(revision, "deployed", "denominator"), listed, when="at_end")
    make_component(revision, "designated", "numerator")
    make_series(revision)
    return revision


def cells(**values: CellContent) -> Content:
    """Cells by name: `total__women` is the women of the total."""
    keys = {name: name.split("__") for name in values}
    return Content(
        values={(parts[0], f"sex={parts[1]}" if len(parts) > 1 else ""): values[name] for name, parts in keys.items()}
    )


def amount(value: int, of: int | None = None) -> CellContent:
    return CellContent(Decimal(value), None if of is None else Decimal(of))


def item(register_code: str, stage: str, *, ticked: bool = False) -> Content:
    listed = Register.objects.get(code=register_code)
    ticks = IndicatorRevision.objects.get().components.filter(role="numerator") if ticked else ()
    one = ItemContent(
        register=listed,
        title="Seminario MPS",
        stage=listed.stages.get(code=stage),
        dated_on=dt.date(2026, 3, 2),
        ticks=tuple(ticks),
    )
    return Content(items=(one,))


@dataclass(frozen=True, slots=True)
class Kind:
    """What is written to report something and to report zero, and the figure that each comes out as."""

    define: Callable[[], IndicatorRevision]
    something: Callable[[], Content]
    zero: Callable[[], Content]
    figure: str
    zero_figure: str

    def content(self, answer: str) -> Content:
        if answer in ("reported", "zero"):
            return self.something() if answer == "reported" else self.zero()
        return Content(answer=answer, reason=REASON)

    def words(self, answer: str) -> str:
        return {"reported": self.figure, "zero": self.zero_figure}.get(answer) or NOTHINGS[answer]


KINDS = {
    "count": Kind(
        count,
        lambda: cells(total__women=amount(3), total__men=amount(5)),
        lambda: cells(total__women=amount(0), total__men=amount(0)),
        "8",
        "0",
    ),
    "proportion": Kind(
        proportion,
        lambda: cells(part=amount(5, of=18)),
        lambda: cells(part=amount(0, of=18)),
        "27,8 % (5 de 18)",
        "0,0 % (0 de 18)",
    ),
    "change": Kind(change, lambda: cells(level=amount(40)), lambda: cells(level=amount(0)), "40", "0"),
    "register": Kind(register, lambda: item("event", "held"), lambda: Content(has_no_items=True), "1", "0"),
    "contingents": Kind(
        contingents,
        lambda: item("contingent", "deployed", ticked=True),
        lambda: item("contingent", "deployed"),
        "100,0 % (1 de 1)",
        "0,0 % (0 de 1)",
    ),
}
ANSWERS = ("reported", "zero", "not_available", "not_applicable")


# --- The walk -----------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody's browser, and the one indicator that the Army owes."""

    cast: Cast
    task: Task
    reporter: Client
    approver: Client
    secretary: Client

    def save(self, content: Content) -> Measurement:
        return workflow.save_draft(self.task, content, version=NEW, by=self.cast.reporter, at=NOW)

    def send(self, measurement: Measurement) -> str:
        receipt = workflow.submit([(measurement, measurement.version)], by=self.cast.approver, at=NOW)
        measurement.refresh_from_db()
        return receipt.number


@pytest.fixture
def period(db: None) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


def desk_of(kind: Kind, cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> Desk:
    revision = kind.define()
    make_commitment(revision, cast.army, period)
    task = Task(revision.indicator, cast.army, period)
    return Desk(cast, task, signed_in(cast.reporter), signed_in(cast.approver), signed_in(cast.secretary))


TASKS, ENTRY = "/registro/2026-I/EP/", f"/registro/2026-I/EP/{CODE}/"
SENDING, REVIEW = f"{TASKS}revisar/", f"/revision/2026-I/EP/{CODE}/"


def shown(browser: Client, address: str) -> str:
    """The part of a page that speaks of the answer."""
    page = browser.get(address).text.replace("\xa0", " ")
    main = page.split("<main")[1].split("</main>")[0]
    if address == TASKS:
        return main.split('<ul class="tasks">')[1].split("</ul>")[0]
    if address != REVIEW:
        return main
    first_fact, values = main.split('class="facts"')[1].split("</div>")[0], main.split('id="values"')[1]
    return first_fact + values.split("</section>")[0]


def says(text: str, kind: Kind, answer: str, *, is_table: bool = False) -> list[str]:
    """What is wrong with a text that should say this answer and none of the others. Empty when all is right.

    A table prints the two numbers of a proportion apart from its percentage.
    """
    wrong = []
    words = re.escape(kind.words(answer).split(" (")[0] if is_table else kind.words(answer))
    if not re.search(rf">\s*(?:[^<>]*: )?{words}(?:[.:]\s?[^<>]*)?\s*<", text):
        wrong.append(f"does not say «{kind.words(answer)}»")
    others = [word for name, word in NOTHINGS.items() if name != answer and word in text]
    wrong += [f"also says «{word}»" for word in others]
    if answer in NOTHINGS and re.search(r">\s*0(?:,0 %)?[ <]", text):
        wrong.append("says zero where there is no figure")
    return wrong


def reason_is_said(text: str, answer: str) -> bool:
    return (REASON in text) == (answer in ("not_available", "not_applicable"))


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("name", KINDS)
def test_every_page_and_file_says_the_answer_in_its_own_words_in_every_state(
    name: str, answer: str, cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    kind = KINDS[name]
    desk = desk_of(kind, cast, period, signed_in)
    wrong: list[str] = []

    def read(state: str, **pages: tuple[Client, str]) -> None:
        for page, (browser, address) in pages.items():
            text = shown(browser, address)
            wrong.extend(f"{state}, {page}: {what}" for what in says(text, kind, answer, is_table=page == "review"))
            if not reason_is_said(text, answer):
                wrong.append(f"{state}, {page}: the reason")

    measurement = desk.save(kind.content(answer))
    read("draft", tasks=(desk.reporter, TASKS), sending=(desk.reporter, SENDING))
    chosen = re.findall(r'<input[^>]*name="answer" value="([^"]+)"[^>]* checked', desk.reporter.get(ENTRY).text)
    assert chosen == [kind.content(answer).answer]
    assert row_of(desk) == ("No enviado", "")

    measurement = workflow.prepare(measurement, version=measurement.version, by=cast.reporter, at=NOW)
    read("prepared", tasks=(desk.reporter, TASKS), locked=(desk.reporter, ENTRY), sending=(desk.approver, SENDING))
    number = desk.send(measurement)
    receipt = f"/constancias/{number}/"
    read(
        "submitted",
        tasks=(desk.reporter, TASKS),
        locked=(desk.approver, ENTRY),
        receipt=(desk.reporter, receipt),
        review=(desk.secretary, REVIEW),
    )
    assert row_of(desk) == ("En revisión", "")
    measurement = workflow.return_to_institution(
        measurement, version=measurement.version, by=cast.secretary, at=NOW, comment="Confirme la cifra."
    )
    read("returned", receipt=(desk.reporter, receipt), review=(desk.secretary, REVIEW))
    measurement = workflow.prepare(measurement, version=measurement.version, by=cast.reporter, at=NOW)
    desk.send(measurement)
    workflow.validate(measurement, version=measurement.version, by=cast.secretary, at=NOW)
    read(
        "validated",
        tasks=(desk.reporter, TASKS),
        locked=(desk.reporter, ENTRY),
        receipt=(desk.secretary, receipt),
        review=(desk.secretary, REVIEW),
    )
    assert wrong == []
    situation, value = row_of(desk)
    assert situation == SITUATIONS[answer]
    assert (value == "") == (answer in NOTHINGS)
    assert (bool(value) and Decimal(value) == 0) == (answer == "zero")


def row_of(desk: Desk) -> tuple[str, str]:
    """What the file says of the Army in 2026-I."""
    text = desk.secretary.get(f"/indicadores/{CODE}/datos.csv").content.decode("utf-8-sig")
    rows = [
        row for row in csv.DictReader(text.splitlines()) if (row["semestre"], row["institución"]) == ("2026-I", "EP")
    ]
    return rows[0]["situación"], rows[0]["valor"]


@pytest.mark.parametrize("name", KINDS)
def test_what_nobody_answered_is_neither_zero_nor_any_other_nothing(
    name: str, cast: Cast, period: ReportingPeriod, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    kind = KINDS[name]
    desk = desk_of(kind, cast, period, signed_in)
    for browser, address in ((desk.reporter, TASKS), (desk.reporter, SENDING), (desk.approver, SENDING)):
        assert says(shown(browser, address), kind, "missing") == []
    assert desk.secretary.get(REVIEW).status_code == 404
    assert row_of(desk) == ("No enviado", "")
    clock.move_to(LATER)
    closed = shown(signed_in(cast.reporter), ENTRY)
    assert "Nadie reportó este indicador en este semestre." in closed
    assert not any(word in closed for word in NOTHINGS.values())


def test_contingents_of_which_none_is_in_force_do_not_apply(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    """A proportion of nothing is not 0 %: the list was answered, and there was nothing to take a part of."""
    kind = KINDS["contingents"]
    desk = desk_of(kind, cast, period, signed_in)
    measurement = desk.save(item("contingent", "rotated_out"))
    measurement = workflow.prepare(measurement, version=measurement.version, by=cast.reporter, at=NOW)
    for browser, address in ((desk.reporter, TASKS), (desk.reporter, ENTRY), (desk.approver, SENDING)):
        text = shown(browser, address)
        assert says(text, kind, "not_applicable") == []
        assert "Nada de la lista estaba vigente al final del semestre." in text
    assert measurement.status == Status.PREPARED
