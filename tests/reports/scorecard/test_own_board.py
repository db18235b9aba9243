"""An institution's own dashboard: its own figures beside its own past, the plan's totals, and nobody else's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer, Status
from reports.figures.definitions import plan_periods
from reports.scorecard.board import OwnBoard, own_board
from reports.scorecard.board_wording import changes_finding, headline, own_change_text, reports_finding, values_finding
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 7, 25, 12, tzinfo=make.LIMA)
PAGE = "/instituciones/EP/tablero/"


@pytest.fixture(autouse=True)
def _late() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def before(plan: ActionPlan) -> ReportingPeriod:
    return make.make_period(plan, "2025-II")


@pytest.fixture
def period(plan: ActionPlan, before: ReportingPeriod) -> ReportingPeriod:
    return make.make_period(plan, "2026-I", closes_at=dt.datetime(2026, 8, 15, tzinfo=make.LIMA))


@pytest.fixture
def world(
    plan: ActionPlan, before: ReportingPeriod, period: ReportingPeriod, cast: Cast
) -> dict[str, IndicatorRevision]:
    """PREV-1.1.1: Army 10 → 12, Navy 5 → 6. PREV-1.2.1: Army 7 → 0, a zero. PART-1.1.1: Army 3 → sent late, returned.
    PROT-1.1.1: Army not available → nothing sent. REC-1.1.1: of the Navy alone.
    """
    codes = ("PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1", "PROT-1.1.1", "REC-1.1.1")
    found = {code: make.make_count(plan, code) for code in codes}
    for code in codes[:4]:
        make.make_commitment(found[code], cast.army, before)
    for code, was, now in (("PREV-1.1.1", 10, 12), ("PREV-1.2.1", 7, 0)):
        make.make_measurement(found[code], cast.army, before, value=was)
        make.make_measurement(found[code], cast.army, period, value=now)
    make.make_measurement(found["PART-1.1.1"], cast.army, before, value=3)
    make.make_measurement(found["PART-1.1.1"], cast.army, period, value=4, status=Status.RETURNED, late=True)
    make.make_measurement(found["PROT-1.1.1"], cast.army, before, answer=Answer.NOT_AVAILABLE)
    for code in ("PREV-1.1.1", "REC-1.1.1"):
        make.make_commitment(found[code], cast.navy, before)
        make.make_measurement(found[code], cast.navy, before, value=5)
        make.make_measurement(found[code], cast.navy, period, value=6)
    return found


def board_of(plan: ActionPlan, institution: Institution, period: ReportingPeriod) -> OwnBoard:
    return own_board(plan, institution, period, NOW, periods=plan_periods(plan))


@pytest.mark.usefixtures("world")
def test_its_reports_are_counted_by_what_became_of_them(plan: ActionPlan, period: ReportingPeriod, cast: Cast) -> None:
    board = board_of(plan, cast.army, period)
    found = board.row.coverage
    assert (found.expected, found.submitted, found.validated, board.late, board.overdue) == (4, 3, 2, 1, 1)
    assert [each.indicator.code for each in board.reports] == ["PREV-1.1.1", "PREV-1.2.1", "PART-1.1.1", "PROT-1.1.1"]


@pytest.mark.usefixtures("world")
def test_its_value_stands_beside_its_own_past_and_in_the_total(
    plan: ActionPlan, period: ReportingPeriod, cast: Cast
) -> None:
    people, hours, women, events = board_of(plan, cast.army, period).values
    assert people.before is not None
    assert events.before is not None
    assert (people.own.value, people.before.value, people.total.value) == (12, 10, 18)
    assert people.share is not None
    assert people.share.quantize(1) == 67
    assert (hours.own.value, hours.own.situation, hours.total.value) == (0, "reported", 0)
    assert hours.share is None
    assert (women.own.value, women.own.situation) == (None, "not_validated")
    assert (events.own.situation, events.before.situation) == ("not_sent", "not_available")


@pytest.mark.usefixtures("world")
def test_what_changed_is_its_own_and_has_a_value_in_both(plan: ActionPlan, period: ReportingPeriod, cast: Cast) -> None:
    board = board_of(plan, cast.army, period)
    assert [(each.indicator.code, own_change_text(each)) for each in board.moved] == [
        ("PREV-1.2.1", "−7"),
        ("PREV-1.1.1", "+2"),
    ]
    assert board.compared == 2


def test_over_a_changed_definition_nothing_is_compared(
    plan: ActionPlan, period: ReportingPeriod, cast: Cast, world: dict[str, IndicatorRevision]
) -> None:
    new = make.make_revision(world["PREV-1.1.1"].indicator, effective_from=period, comparability="break")
    make.make_component(new, "total", is_disaggregated=False)
    make.make_series(new)
    (people, *_others) = board_of(plan, cast.army, period).values
    assert (people.change, people.is_broken) == (None, True)
    assert own_change_text(people) == "Cambió la definición"


@pytest.mark.usefixtures("world")
def test_its_sentences_name_it_and_nobody_else(plan: ActionPlan, period: ReportingPeriod, cast: Cast) -> None:
    board = board_of(plan, cast.army, period)
    name = cast.army.name
    assert headline(board) == f"{name} ha enviado 3 de 4 reportes de 2026-I; falta 1"
    assert reports_finding(board) == "De lo enviado: 2 validados y 1 con observación; 1 llegó fuera de plazo."
    assert values_finding(board) == "2 de sus 4 series tienen un valor validado en este semestre."
    assert changes_finding(board) == "De las 2 series con valor en este semestre y en 2025-II, cambiaron 2."
    with translation.override("en"):
        assert headline(board).replace("\xa0", " ") == f"{name} has sent 3 of 4 reports for 2026 H1; 1 to go"


def test_of_an_institution_that_owes_nothing_it_says_so(plan: ActionPlan, period: ReportingPeriod, cast: Cast) -> None:
    board = board_of(plan, cast.ministry, period)
    assert headline(board) == f"{cast.ministry.name} no debe ningún reporte de 2026-I"
    assert (board.values, board.moved, board.observations, board.past) == ((), (), (), None)


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)).replace("\xa0", " ")


@pytest.mark.usefixtures("world")
def test_who_reports_is_led_to_it_from_the_menu(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.reporter)
    response = client.get("/tablero/?semestre=2025-II")
    assert response.status_code == 302
    assert response.headers["Location"] == PAGE + "?semestre=2025-II"
    menu = re.findall(r"<nav[^>]*main-nav.*?</nav>", client.get(PAGE).text, re.S)[0]
    assert 'href="/tablero/" aria-current' in re.sub(r"\s+", " ", menu)
    assert menu.count("<li") <= 6


@pytest.mark.usefixtures("world")
def test_its_people_are_led_to_its_own_reports(cast: Cast, signed_in: SignIn) -> None:
    """The menu has no room for them: the home page and the dashboard lead there, and the menu says where they are."""
    client = signed_in(cast.approver)
    assert all('href="/informes/"' in client.get(page).text for page in ("/inicio/", PAGE))
    menu = re.findall(r"<nav[^>]*main-nav.*?</nav>", client.get("/informes/").text, re.S)[0]
    assert 'href="/tablero/" aria-current' in re.sub(r"\s+", " ", menu)


@pytest.mark.usefixtures("world")
def test_its_people_are_led_to_enter_and_the_committee_to_review(cast: Cast, signed_in: SignIn) -> None:
    own, committee = signed_in(cast.reporter).get(PAGE).text, signed_in(cast.member).get(PAGE).text
    assert "/registro/2026-I/EP/PROT-1.1.1/" in own
    assert "/revision/" not in own
    assert "/revision/2026-I/EP/PART-1.1.1/" in committee
    assert "/registro/" not in committee


@pytest.mark.usefixtures("world")
def test_nobody_elses_figures_are_on_it(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.reporter), PAGE)
    assert "18" in said
    assert cast.navy.name not in said
    for person in (cast.outsider, cast.observer, cast.administrator):
        assert signed_in(person).get(PAGE).status_code == 404


def test_it_takes_as_many_queries_whatever_the_size(
    plan: ActionPlan, period: ReportingPeriod, cast: Cast, world: dict[str, IndicatorRevision]
) -> None:
    few = queries(plan, cast.army, period)
    for number in range(20):
        other = make.make_institution(f"I{number}")
        for revision in world.values():
            make.make_commitment(revision, other, period)
            make.make_measurement(revision, other, period, value=number)
    assert queries(plan, cast.army, period) == few


def queries(plan: ActionPlan, institution: Institution, period: ReportingPeriod) -> int:
    periods = plan_periods(plan)
    with CaptureQueriesContext(connection) as found:
        own_board(plan, institution, period, NOW, periods=periods)
    return len(found)
