"""Pages of figures: who may see them, what they say, and that nothing missing looks like a number."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import append_only, data_version
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import User
from measurements.models import Answer, Status
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
PAGES = ("/tablero/", "/indicadores/", "/indicadores/PREV-1.1.1/", "/indicadores/PART-1.2.1/")
FILES = ("/indicadores/datos.csv", "/indicadores/PREV-1.1.1/datos.csv")


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> tuple[ReportingPeriod, ReportingPeriod]:
    return make.make_period(plan, "2025-I"), make.make_period(plan, "2025-II")


@pytest.fixture
def open_semester(plan: ActionPlan) -> ReportingPeriod:
    """Overdue and not closed yet, whatever the day."""
    return make.make_period(plan, "2025-II", closes_at=timezone.now() + dt.timedelta(days=5))


@pytest.fixture
def people(plan: ActionPlan, cast: Cast, semesters: tuple[ReportingPeriod, ReportingPeriod]) -> IndicatorRevision:
    """Army 10 then 15, Navy 5 then silent; and a share that nobody reports."""
    before, period = semesters
    count = make.make_count(plan)
    make.make_proportion(plan)
    for institution in (cast.army, cast.navy):
        make.make_commitment(count, institution, before)
    make.make_measurement(count, cast.army, before, value=10)
    make.make_measurement(count, cast.navy, before, value=5)
    make.make_measurement(count, cast.army, period, value=15)
    return count


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    body = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def rows_of(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("role", ["reporter", "approver", "outsider"])
def test_without_a_plan_institutions_have_no_dashboard(cast: Cast, signed_in: SignIn, role: str) -> None:
    assert signed_in(getattr(cast, role)).get("/tablero/").status_code == 403


@pytest.mark.parametrize("role", ["member", "secretary", "alternate", "observer", "administrator"])
@pytest.mark.usefixtures("people")
def test_the_committee_and_who_oversees_see_the_dashboard(cast: Cast, signed_in: SignIn, role: str) -> None:
    assert "Llegó 1 de 2 reportes; 1 no se envió" in text_of(signed_in(getattr(cast, role)), "/tablero/")


@pytest.mark.usefixtures("people")
def test_figures_ask_to_sign_in_and_methodology_does_not(signed_in: SignIn) -> None:
    anonymous = signed_in(None)
    assert [anonymous.get(address).status_code for address in (*PAGES, *FILES)] == [302] * 6
    assert anonymous.get("/metodologia/").status_code == 200


@pytest.mark.parametrize(
    ("address", "said"), [("/metodologia/", "eso no es un retraso"), ("/en/metodologia/", "that is not a delay")]
)
@pytest.mark.usefixtures("people")
def test_the_methodology_tells_silence_from_delay(signed_in: SignIn, address: str, said: str) -> None:
    assert said in text_of(signed_in(None), address)


@pytest.mark.parametrize("address", [*PAGES, *FILES])
@pytest.mark.usefixtures("people")
def test_a_post_that_ended_reads_no_figures(cast: Cast, signed_in: SignIn, address: str) -> None:
    """Rights end with the post, though the person may still sign in."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    cast.observer.appointments.update(starts_on=yesterday, ends_on=yesterday)
    client = signed_in(User.objects.get(pk=cast.observer.pk))
    assert client.get(address).status_code == 403
    assert "/indicadores/" not in client.get("/inicio/").content.decode()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.usefixtures("people")
def test_nothing_missing_looks_like_a_number(cast: Cast, signed_in: SignIn, address: str, prefix: str) -> None:
    said = text_of(signed_in(cast.secretary), prefix + address)
    assert not re.search(r"\bNaN\b|\bNone\b(?! of the)|Infinity|\bnan\b", said)


@pytest.mark.parametrize("address", PAGES[:2])
@pytest.mark.usefixtures("cast")
def test_pages_say_so_when_there_is_no_plan(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert "Todavía no hay cifras" in text_of(signed_in(cast.secretary), address)


@pytest.mark.parametrize("address", PAGES[:2])
@pytest.mark.usefixtures("plan")
def test_pages_say_so_when_there_is_no_semester(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert "Todavía no hay cifras" in text_of(signed_in(cast.secretary), address)


@pytest.mark.usefixtures("open_semester")
def test_the_dashboard_shows_a_plan_without_commitments_or_targets(
    plan: ActionPlan, cast: Cast, signed_in: SignIn
) -> None:
    make.make_count(plan)
    said = text_of(signed_in(cast.secretary), "/tablero/")
    assert "0 de 1 indicadores tienen meta" in said
    assert "Asignar indicadores a instituciones" in said
    assert "Rezagado" not in said


@pytest.mark.usefixtures("open_semester")
def test_who_may_not_act_reads_what_waits_and_is_told_to_do_nothing(
    plan: ActionPlan, cast: Cast, signed_in: SignIn
) -> None:
    make.make_count(plan)
    response = signed_in(cast.observer).get("/tablero/")
    said = response.content.decode()
    assert "¿Qué tiene pendiente el Comité?" in said
    assert "Indicadores sin institución asignada" in said
    for taken in ("¿Qué hacer ahora?", "Asignar indicadores a instituciones", "/gestion/compromisos/"):
        assert taken not in said, taken


@pytest.mark.parametrize(
    ("role", "said", "not_said"),
    [
        ("secretary", "Revisar los envíos recibidos", "Envíos por revisar"),
        ("member", "Envíos por revisar", "Revisar los envíos recibidos"),
        ("observer", "Envíos por revisar", "Revisar los envíos recibidos"),
    ],
)
def test_what_was_sent_is_to_be_reviewed_by_who_reviews(
    plan: ActionPlan, open_semester: ReportingPeriod, cast: Cast, signed_in: SignIn, role: str, said: str, not_said: str
) -> None:
    """Two reports wait, one of them of the secretary's own institution: the alternate decides on it."""
    count = make.make_count(plan)
    for institution in (cast.army, cast.people()["secretary"].posts[0].institution):
        make.make_commitment(count, institution, open_semester)
        make.make_measurement(count, institution, open_semester, value=1, status=Status.SUBMITTED)
    found = text_of(signed_in(cast.people()[role]), "/tablero/")
    assert said in found
    assert not_said not in found
    assert ("1 le corresponden a usted" in found) == (role == "secretary")


@pytest.mark.usefixtures("semesters")
def test_of_a_closed_semester_nobody_is_to_be_assigned(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    make.make_count(plan)
    said = text_of(signed_in(cast.secretary), "/tablero/")
    assert "Ninguna institución tenía que reportar 2025-II" in said
    assert "Asignar indicadores" not in said


@pytest.mark.usefixtures("people")
def test_without_targets_what_changed_moves_up(cast: Cast, signed_in: SignIn) -> None:
    said = text_of(signed_in(cast.secretary), "/tablero/")
    assert "0 de 2 indicadores tienen meta" in said
    assert "¿Dónde están las brechas?" not in said
    assert "+5 sube" in said
    assert re.search(
        r" 10 → 15 \(Cómo se obtuvo esta cifra\)", said
    )  # of the semester before there was 15: the 10 is the Army's
    assert "1 institución comparable de 2" in said


def test_with_a_target_the_state_has_a_word(
    people: IndicatorRevision, semesters: tuple[ReportingPeriod, ReportingPeriod], cast: Cast, signed_in: SignIn
) -> None:
    make.make_target(people.series.get(), semesters[1], 100)
    client = signed_in(cast.secretary)
    for address in ("/tablero/", "/indicadores/", "/indicadores/PREV-1.1.1/"):
        assert "Rezagado" in text_of(client, address)
    assert "Off track" in text_of(client, "/en/tablero/")


@pytest.mark.usefixtures("people")
def test_an_earlier_semester_is_chosen_in_the_address(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.secretary)
    assert "Han llegado los 2 reportes" in text_of(client, "/tablero/?semestre=2025-I")
    assert client.get("/tablero/?semestre=1999-I").status_code == 404
    assert client.get("/indicadores/PREV-1.1.1/?serie=nada").status_code == 404
    assert client.get("/indicadores/PREV-9.9.9/").status_code == 404


@pytest.mark.usefixtures("people")
def test_the_indicator_page_tells_a_partial_sum_from_a_fall(cast: Cast, signed_in: SignIn) -> None:
    said = text_of(signed_in(cast.secretary), "/indicadores/PREV-1.1.1/")
    assert "15 en 2025-I; 15 en 2025-II, de 1 de 2 instituciones: las sumas no son comparables" in said
    assert "No enviado" in said
    assert (
        "La línea punteada no es una baja ni un alza. Suma parcial, falta alguna institución: 2025-II (1 de 2)" in said
    )
    assert 'class="series-partial"' in signed_in(cast.secretary).get("/indicadores/PREV-1.1.1/").content.decode()


@pytest.mark.usefixtures("people")
def test_an_institution_sees_the_total_and_its_own_figures_only(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.outsider)
    said = text_of(client, "/indicadores/PREV-1.1.1/")
    assert "1 de 2 instituciones" in said
    headings = {row[3] for row in rows_of(client, "/indicadores/PREV-1.1.1/datos.csv")}
    assert headings == {"institución", cast.navy.code, "todas"}


@pytest.mark.usefixtures("people")
def test_an_indicator_without_values_has_no_chart(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.secretary).get("/indicadores/PART-1.2.1/")
    assert "Ningún semestre tiene todavía un valor validado" in response.content.decode()
    assert "chart-wide" not in response.content.decode()


def test_with_one_value_the_page_shows_the_number(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    period = make.make_period(plan, "2025-II")
    count = make.make_count(plan)
    make.make_commitment(count, cast.army, period)
    make.make_measurement(count, cast.army, period, value=7)
    response = signed_in(cast.secretary).get("/indicadores/PREV-1.1.1/")
    assert "Solo un semestre tiene un valor validado: 7 en 2025-II" in response.content.decode()
    assert "chart-wide" not in response.content.decode()


def test_the_csv_tells_four_kinds_of_nothing_apart(
    people: IndicatorRevision, semesters: tuple[ReportingPeriod, ReportingPeriod], cast: Cast, signed_in: SignIn
) -> None:
    period = semesters[1]
    for institution, answer in ((cast.ministry, Answer.NOT_AVAILABLE), (cast.joint_command, Answer.NOT_APPLICABLE)):
        make.make_commitment(people, institution, period)
        make.make_measurement(people, institution, period, answer=answer)
    air, training = make.make_institution("FAP"), make.make_institution("CECOPAZ")
    make.make_commitment(people, air, period)
    make.make_measurement(people, air, period, value=0)
    make.make_commitment(people, training, period)
    make.make_measurement(people, training, period, value=3, status=Status.SUBMITTED)
    rows = rows_of(signed_in(cast.secretary), "/indicadores/PREV-1.1.1/datos.csv")
    here = {row[3]: (row[4], row[5]) for row in rows if row[2] == period.code}
    assert here == {
        cast.army.code: ("Reportado", "15"),
        cast.navy.code: ("No enviado", ""),
        cast.ministry.code: ("No disponible", ""),
        cast.joint_command.code: ("No corresponde", ""),
        "FAP": ("Reportado", "0"),
        "CECOPAZ": ("En revisión", ""),
        "todas": ("Reportado", "15"),
    }


def test_texts_of_the_csv_are_no_formulas(plan: ActionPlan, cast: Cast, signed_in: SignIn) -> None:
    period = make.make_period(plan, "2025-II")
    count = make.make_count(plan, unit_es="=HYPERLINK(1)")
    make.make_commitment(count, cast.army, period)
    make.make_measurement(count, cast.army, period, value=7)
    rows = rows_of(signed_in(cast.secretary), "/indicadores/datos.csv")
    assert rows[1][6] == "'=HYPERLINK(1)"


@pytest.fixture
def _first_version(transactional_db: None) -> None:
    """What a migration puts there, after a test that emptied the database."""
    append_only.run(connection, data_version.prelude_sql(connection.vendor))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "people")
def test_the_dashboard_page_takes_nine_queries_beyond_session_person_and_unread(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.observer)
    client.get("/tablero/")
    with CaptureQueriesContext(connection) as found:
        client.get("/tablero/")
    own = (
        "django_session",
        "institutions_user",
        "institutions_appointment",
        "notifications_notification",
        "SAVEPOINT",
        "BEGIN",
    )
    others = [query["sql"] for query in found.captured_queries if not any(name in query["sql"] for name in own)]
    assert len(others) <= 9, "\n".join(q[q.find(" FROM ") :][:60] + q[-90:] for q in others)
