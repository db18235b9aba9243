"""What each post is told to do first."""

import pytest
import time_machine

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Role, User
from measurements.models import Answer, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    make_commitment,
    make_count,
    make_measurement,
    make_period,
    make_plan,
    make_post,
    make_statement,
)

pytestmark = pytest.mark.django_db
DURING = "2026-07-10T12:00:00-05:00"
BEFORE = "2026-06-10T12:00:00-05:00"


@pytest.fixture
def period(db: None) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


@pytest.fixture
def committed(period: ReportingPeriod, cast: Cast) -> IndicatorRevision:
    revision = make_count(period.plan)
    make_commitment(revision, cast.army, period)
    return revision


def home(person: User, signed_in: SignIn, at: str = DURING) -> str:
    with time_machine.travel(at, tick=False):
        return signed_in(person).get("/inicio/").text


@pytest.mark.parametrize(
    ("status", "who", "says"),
    [
        (None, "reporter", "Registre lo que falta"),
        (Status.DRAFT, "reporter", "Registre lo que falta"),
        (Status.RETURNED, "reporter", "Levante las observaciones"),
        (Status.PREPARED, "approver", "Dé el visto bueno y envíe"),
        (Status.PREPARED, "reporter", "No tiene pendientes"),
        (Status.SUBMITTED, "secretary", "Revise los envíos recibidos"),
        (Status.RETURNED, "secretary", "Siga las observaciones sin levantar"),
        (None, "secretary", "Instituciones que no han enviado nada"),
        (None, "secretary", "Indicadores sin meta"),
        (Status.VALIDATED, "approver", "No tiene pendientes"),
        (None, "observer", "No tiene pendientes"),
        (None, "administrator", "Instituciones comprometidas sin persona que registre"),
    ],
)
def test_home_says_what_to_do(
    status: Status | None,
    who: str,
    says: str,
    committed: IndicatorRevision,
    period: ReportingPeriod,
    cast: Cast,
    signed_in: SignIn,
) -> None:
    if status is not None:
        value = None if status in (Status.DRAFT, Status.RETURNED) else 4
        make_measurement(committed, cast.army, period, status=status, answer=Answer.REPORTED, value=value)
    make_statement(period.plan, cast.army)  # else it owes what its budget has, whatever it measured
    if who == "administrator":
        cast.reporter.appointments.update(ends_on=period.starts_on)
    assert says in home(getattr(cast, who), signed_in)


def test_before_opening_nothing_is_due_and_the_day_is_said(
    committed: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    page = home(cast.reporter, signed_in, BEFORE)
    assert "El próximo registro abre el miércoles 1 de julio de 2026" in page.replace("\xa0", " ")


def test_person_without_a_post_is_told_whom_to_ask(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    cast.reporter.appointments.update(ends_on="2026-01-01")
    assert "Hoy no ocupa ningún cargo" in home(cast.reporter, signed_in)


def test_without_a_plan_it_says_how_to_load_it(cast: Cast, signed_in: SignIn) -> None:
    assert "load_plan" in home(cast.administrator, signed_in)


def test_every_open_semester_has_its_rows(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    """A semester that was reopened does not hide the one that is being reported."""
    before = make_period(period.plan, "2025-II", closes_at=period.closes_at)
    make_measurement(committed, cast.army, before, answer=Answer.REPORTED, status=Status.RETURNED)
    page = home(cast.reporter, signed_in)
    assert "Levante las observaciones" in page
    assert "Registre lo que falta" in page
    assert f"/registro/{before.code}/EP/" in page
    assert f"/registro/{period.code}/EP/" in page


def test_closed_semester_asks_nothing_of_who_reports(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    assert "Registre lo que falta" not in home(cast.reporter, signed_in, "2026-09-10T12:00:00-05:00")


def test_committee_member_is_not_told_to_review(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_measurement(committed, cast.army, period, value=4, status=Status.SUBMITTED)
    assert "Revise los envíos recibidos" not in home(cast.member, signed_in)


def test_a_complete_draft_waits_to_be_handed_over(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_measurement(committed, cast.army, period, value=4, status=Status.DRAFT)
    page = home(cast.reporter, signed_in)
    assert "Entregue para visto bueno lo que está listo" in page
    assert "Registre lo que falta" not in page


def test_who_holds_both_posts_is_sent_to_one_step(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_post(cast.reporter, Role.APPROVER, cast.army)
    make_measurement(committed, cast.army, period, value=4, status=Status.DRAFT)
    page = home(cast.reporter, signed_in)
    assert "Revise y envíe lo que está listo" in page
    assert "Dé el visto bueno" not in page


def test_the_first_of_the_season_reads_that_nobody_began_and_where_help_is(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    page = home(cast.reporter, signed_in)
    assert "Nadie ha empezado todavía." in page
    assert "faltan 7 días" in page
    assert 'href="/ayuda/"' in page


def test_what_waits_for_the_approver_is_said_to_who_handed_it_over(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_measurement(committed, cast.army, period, value=4, status=Status.PREPARED)
    assert "1 indicador espera el visto bueno de su institución" in home(cast.reporter, signed_in)
    assert "espera el visto bueno" not in home(cast.approver, signed_in)


def test_who_works_for_two_institutions_reads_which_one(
    committed: IndicatorRevision, period: ReportingPeriod, cast: Cast, signed_in: SignIn
) -> None:
    make_post(cast.reporter, Role.REPORTER, cast.navy)
    make_commitment(committed, cast.navy, period)
    page = home(cast.reporter, signed_in)
    assert "EP · 2026-I" in page
    assert "MGP · 2026-I" in page


def test_home_lists_five_and_folds_the_rest(period: ReportingPeriod, cast: Cast, signed_in: SignIn) -> None:
    revision = make_count(period.plan)
    for code in ("2024-II", "2025-I", "2025-II"):
        make_period(period.plan, code, closes_at=period.closes_at)
    for semester in period.plan.periods.all():
        make_measurement(revision, cast.army, semester, answer=Answer.REPORTED, status=Status.RETURNED)
        other = make_count(period.plan, f"PREV-{semester.ordinal}.1.1")
        make_commitment(other, cast.army, semester)
    page = home(cast.reporter, signed_in)
    shown, folded = page.split("<details", 1)
    assert shown.count('class="number"') == 5
    assert folded.count('class="number"') == 5
    assert "5 asuntos más" in folded
