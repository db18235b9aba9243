"""Help for who reports twice a year."""

from __future__ import annotations

import pytest
import time_machine

from indicators.models import ReportingPeriod
from institutions.models import Role
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period, make_plan

pytestmark = pytest.mark.django_db
DURING = "2026-07-10T12:00:00-05:00"


@pytest.fixture
def period(db: None) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


@time_machine.travel(DURING, tick=False)
def test_it_names_the_technical_secretary_and_the_own_colleagues_only(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    cast.secretary.appointments.update(post_title="Secretaria Técnica del Comité")
    page = signed_in(cast.reporter).get("/ayuda/").text
    assert cast.secretary.name in page
    assert "Secretaria Técnica del Comité" in page
    assert cast.approver.name in page
    assert cast.outsider.name not in page
    assert "@" not in page.split("<main")[1]


@time_machine.travel(DURING, tick=False)
def test_without_a_technical_secretary_it_says_whom_else_to_ask(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn
) -> None:
    cast.secretary.appointments.filter(role=Role.TECHNICAL_SECRETARY).update(ends_on="2026-01-01")
    assert "Hoy nadie ocupa el cargo de la Secretaría Técnica" in signed_in(cast.reporter).get("/ayuda/").text


def test_it_stands_without_a_plan(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.reporter).get("/ayuda/").status_code == 200


@time_machine.travel(DURING, tick=False)
@pytest.mark.parametrize(
    "who", ["reporter", "approver", "outsider", "member", "secretary", "observer", "administrator"]
)
def test_the_menu_has_at_most_six_entries_and_help_for_institutions(
    cast: Cast, period: ReportingPeriod, signed_in: SignIn, who: str
) -> None:
    page = signed_in(cast.people()[who]).get("/inicio/").text
    menu = page.split('class="main-nav"')[1].split("</nav>")[0]
    assert ("/ayuda/" in menu) == (who in ("reporter", "approver", "outsider"))
    assert menu.count("<li>") <= 6


@time_machine.travel(DURING, tick=False)
def test_in_english_it_speaks_english(cast: Cast, period: ReportingPeriod, signed_in: SignIn) -> None:
    page = signed_in(cast.reporter).get("/en/ayuda/").text.split("<main")[1]
    assert "Six steps" in page
    assert "indicador" not in page
