"""Stages, options and texts on the way from the entry page to the receipt: words everywhere, and never a 1 or a 0."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.answer.content import CellContent, Content
from measurements.models import Measurement, Receipt, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Refused, Task
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_measurement,
    make_milestone,
    make_narrative,
    make_period,
    make_person,
    make_plan,
    make_scale,
)
from tests.measurements.worlds.entering import NOW, cells, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

STAGES, SCALE, TEXT = "PREV-3.1.1", "PREV-3.2.1", "PREV-3.3.1"
SENDING = "/registro/2026-I/EP/revisar/"


@pytest.fixture
def stages(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    return owe(cast, period, make_milestone(make_plan()))


@pytest.fixture
def scale(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    return owe(cast, period, make_scale(make_plan()))


@pytest.fixture
def text(cast: Cast, period: ReportingPeriod) -> IndicatorRevision:
    return owe(cast, period, make_narrative(make_plan()))


def marks(*values: int, names: tuple[str, ...] = ("drafted", "approved", "in_force")) -> Content:
    return Content(values={(name, ""): CellContent(Decimal(v)) for name, v in zip(names, values, strict=False)})


@pytest.mark.parametrize(("place", "stored"), [("0", "000"), ("1", "100"), ("2", "110"), ("3", "111"), ("", "")])
def test_a_stage_is_stored_with_those_before_it_and_nothing_chosen_stores_nothing(
    browser: Client, stages: IndicatorRevision, place: str, stored: str
) -> None:
    post(browser, {"place": place}, code=STAGES)
    held = {name: str(int(value)) for name, (value, _whole) in cells().items()}
    assert "".join(held.get(f"{stage}:", "") for stage in ("drafted", "approved", "in_force")) == stored
    page = browser.get(url(STAGES)).content.decode()
    assert (f'value="{place}" id="id_place_{place}" checked' in page.replace(" required", "")) is bool(place)


def test_one_option_is_stored_and_a_made_up_one_is_refused(browser: Client, scale: IndicatorRevision) -> None:
    post(browser, {"place": "2"}, code=SCALE)
    assert cells() == {"low:": (0, None), "medium:": (1, None), "high:": (0, None)}
    post(browser, {"place": "0"}, code=SCALE, status=200)
    post(browser, {"place": "4"}, code=SCALE, status=200)
    assert cells()["medium:"] == (1, None)


@pytest.mark.parametrize(
    ("content", "is_taken"),
    [
        (marks(1, 1, 0), True),
        (marks(0, 0, 0), True),
        (marks(), True),
        (marks(0, 1, 0), False),
        (marks(1, 1), False),
        (marks(2, 1, 0), False),
        (marks(1, 1, names=("drafted", "other")), False),
    ],
)
def test_every_door_refuses_a_later_stage_without_the_earlier(
    cast: Cast, period: ReportingPeriod, stages: IndicatorRevision, content: Content, is_taken: bool
) -> None:
    task = Task(stages.indicator, cast.army, period)
    if is_taken:
        workflow.save_draft(task, content, version=NEW, by=cast.reporter, at=NOW)
        return
    with pytest.raises(Refused):
        workflow.save_draft(task, content, version=NEW, by=cast.reporter, at=NOW)
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("values", [(1, 1, 0), (0, 0, 0), (1, 0)])
def test_every_door_refuses_more_or_less_than_one_option(
    cast: Cast, period: ReportingPeriod, scale: IndicatorRevision, values: tuple[int, ...]
) -> None:
    content = marks(*values, names=("low", "medium", "high"))
    with pytest.raises(Refused, match="una"):
        workflow.save_draft(Task(scale.indicator, cast.army, period), content, version=NEW, by=cast.reporter, at=NOW)


def test_a_text_takes_no_figures(cast: Cast, period: ReportingPeriod, text: IndicatorRevision) -> None:
    content = Content(values={("text", ""): CellContent(Decimal(1))})
    with pytest.raises(Refused, match="texto"):
        workflow.save_draft(Task(text.indicator, cast.army, period), content, version=NEW, by=cast.reporter, at=NOW)


@pytest.mark.parametrize(
    ("code", "typed", "lacking"),
    [
        (STAGES, {"place": "0"}, ""),
        (STAGES, {"place": ""}, "Elija una de las respuestas."),
        (SCALE, {"place": "3"}, ""),
        (SCALE, {"place": ""}, "Elija una de las respuestas."),
        (TEXT, {"narrative": "Se aprobó la directiva."}, ""),
        (TEXT, {"narrative": "  "}, "Escriba el texto: es la respuesta."),
    ],
)
def test_what_is_handed_over_is_answered(
    browser: Client,
    stages: IndicatorRevision,
    scale: IndicatorRevision,
    text: IndicatorRevision,
    code: str,
    typed: dict[str, str],
    lacking: str,
) -> None:
    post(browser, typed | {"action": "prepare"}, code=code)
    status = Measurement.objects.get().status
    assert status == (Status.DRAFT if lacking else Status.PREPARED)
    if lacking:
        assert lacking in browser.get(url(code) + "?problemas=1").content.decode()


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        (STAGES, {"place": "2"}, "Etapa alcanzada: approved (2 de 3)"),
        (STAGES, {"place": "0"}, "Aún no alcanza ninguna etapa"),
        (SCALE, {"place": "3"}, "Opción elegida: high"),
        (TEXT, {"narrative": "Se aprobó."}, "Respondido con un texto"),
    ],
)
def test_checking_sending_receipt_and_review_say_it_in_words(
    cast: Cast,
    browser: Client,
    signed_in: SignIn,
    stages: IndicatorRevision,
    scale: IndicatorRevision,
    text: IndicatorRevision,
    code: str,
    typed: dict[str, str],
    words: str,
) -> None:
    post(browser, typed | {"action": "prepare"}, code=code)
    assert words in browser.get(url(code)).content.decode()
    assert words in browser.get(reverse("task_list", args=["2026-I", "EP"])).content.decode()
    assert words in browser.get(SENDING).content.decode()
    answer = Measurement.objects.get()
    workflow.submit([(answer, answer.version)], by=cast.approver, at=NOW)
    assert words in browser.get(reverse("receipt", args=[Receipt.objects.get().number])).content.decode()
    review = signed_in(cast.secretary).get(reverse("review", args=["2026-I", "EP", code])).content.decode()
    assert words in review
    assert "por serie" not in review
    if typed.get("narrative"):
        assert typed["narrative"] in review


def test_the_page_says_the_stage_of_the_semester_before(cast: Cast, browser: Client, stages: IndicatorRevision) -> None:
    before = make_period(make_plan(), "2025-II")
    values = {"drafted": 1, "approved": 0, "in_force": 0}
    make_measurement(stages, cast.army, before, values=values, status=Status.SUBMITTED)
    assert "El semestre anterior: Etapa alcanzada: drafted (1 de 3)" in browser.get(url(STAGES)).content.decode()


def test_two_people_at_one_stage_choose_between_stages_not_between_marks(
    cast: Cast, browser: Client, signed_in: SignIn, stages: IndicatorRevision
) -> None:
    colleague = make_person("reporter", cast.army, email="otra@ep.example.pe", name="María Quispe")
    post(browser, {"place": "1"}, code=STAGES)
    read = Measurement.objects.get().version
    post(signed_in(colleague), {"place": "3"}, code=STAGES)
    page = post(browser, {"place": "0", "version": str(read)}, code=STAGES, status=409)
    assert "in_force" in page
    assert "Aún no alcanza ninguna etapa" in page
    assert page.count("Etapa alcanzada") >= 1
    seen = {"version": str(read), "seen": str(read + 1), "action": "merge"}
    post(browser, {"place": "0", "keep-place": "theirs"} | seen, code=STAGES)
    assert [value for value, _whole in cells().values()] == [1, 1, 1]


def test_saying_that_it_cannot_be_reported_gives_up_the_stage_in_words(
    browser: Client, stages: IndicatorRevision
) -> None:
    typed = {"place": "2", "answer": "not_available", "reason": "Llega en agosto."}
    assert 'name="discard"' in post(browser, typed, code=STAGES, status=200)
    assert not Measurement.objects.exists()
    post(browser, typed | {"discard": "on"}, code=STAGES)
    assert cells() == {}
