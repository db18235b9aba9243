"""A chart as a file says what the page says, to whom the page says it, and carries where it is from."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from indicators.models import ActionPlan, IndicatorRevision
from institutions.models import User
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]
BOARD = ("recibidos", "matriz", "fichas", "brechas", "cambios")
OWN = "/indicadores/PREV-1.1.1/graficos"


@pytest.fixture
def people(cast: Cast) -> IndicatorRevision:
    """Army 10 then 15, Navy 5 then silent."""
    plan = make.make_plan()
    before, period = make.make_period(plan, "2025-I"), make.make_period(plan, "2025-II")
    count = make.make_count(plan)
    for institution in (cast.army, cast.navy):
        make.make_commitment(count, institution, before)
    make.make_measurement(count, cast.army, before, value=10)
    make.make_measurement(count, cast.navy, before, value=5)
    make.make_measurement(count, cast.army, period, value=15)
    return count


def words_of(client: Client, address: str) -> str:
    """Everything written in the picture, and read aloud of it."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "image/svg+xml"
    root = fromstring(response.content.decode())  # noqa: S314  (our own drawing)
    return " ".join((mark.text or "") for mark in root.iter()).replace("\xa0", " ")


@pytest.mark.parametrize("name", BOARD)
@pytest.mark.usefixtures("people")
def test_every_chart_of_the_dashboard_says_where_it_is_from(cast: Cast, signed_in: SignIn, name: str) -> None:
    said = words_of(signed_in(cast.observer), f"/tablero/graficos/{name}.svg?semestre=2025-II")
    assert "Fuente: " in said
    assert "Semestre 2025-II" in said
    assert "Datos al " in said
    assert "DEMOSTRACIÓN" not in said


@pytest.mark.parametrize("name", BOARD)
@pytest.mark.usefixtures("people")
def test_institutions_have_no_charts_of_the_dashboard(cast: Cast, signed_in: SignIn, name: str) -> None:
    assert signed_in(cast.reporter).get(f"/tablero/graficos/{name}.svg").status_code == 403


@pytest.mark.usefixtures("people")
def test_the_matrix_counts_what_the_dashboard_counts(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.secretary), "/tablero/graficos/matriz.svg?semestre=2025-II")
    assert "1 de 1" in said
    assert "0 de 1" in said
    assert "Validado 1" in said
    assert "No iniciado 1" in said


@pytest.mark.usefixtures("people")
def test_demonstration_data_are_marked_in_the_picture(cast: Cast, signed_in: SignIn) -> None:
    ActionPlan.objects.update(is_demonstration=True)
    assert "DEMOSTRACIÓN" in words_of(signed_in(cast.secretary), f"{OWN}/evolucion.svg?semestre=2025-II")


@pytest.mark.usefixtures("people")
def test_an_institution_finds_its_own_small_chart_and_no_other(cast: Cast, signed_in: SignIn) -> None:
    address = f"{OWN}/por-institucion.svg?semestre=2025-II"
    own, every = words_of(signed_in(cast.reporter), address), words_of(signed_in(cast.secretary), address)
    assert cast.army.name in own
    assert cast.navy.name not in own
    assert cast.army.name in every
    assert cast.navy.name in every
    assert "no enviado" in every


@pytest.mark.usefixtures("people")
def test_a_partial_sum_is_said_and_dotted(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.secretary), f"{OWN}/evolucion.svg?semestre=2025-II")
    assert "Suma parcial: falta alguna institución" in said
    assert "falta alguna institución: 2025-II." in said


@pytest.mark.usefixtures("people")
def test_a_picture_of_pixels_is_a_png(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.secretary).get(f"{OWN}/evolucion.png?semestre=2025-II")
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n")
    assert "PREV-1.1.1-evolucion-2025-II.png" in response["Content-Disposition"]


@pytest.mark.parametrize(
    "address",
    [
        f"{OWN}/otro.svg",
        f"{OWN}/evolucion.gif",
        f"{OWN}/desagregacion-sex.svg",
        f"{OWN}/evolucion.svg?semestre=2031-I",
        f"{OWN}/evolucion.svg?serie=otra",
        "/indicadores/XXXX-1.1.1/graficos/evolucion.svg",
        "/tablero/graficos/otro.svg",
        "/tablero/graficos/matriz.gif",
    ],
)
@pytest.mark.usefixtures("people")
def test_a_chart_that_is_not_there_is_not_found(cast: Cast, signed_in: SignIn, address: str) -> None:
    assert signed_in(cast.secretary).get(address).status_code == 404


@pytest.mark.usefixtures("people")
def test_a_chart_speaks_the_language_of_its_address(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.secretary), f"/en{OWN}/evolucion.svg?semestre=2025-II")
    assert "Source: " in said
    assert "2025 H2" in said


@pytest.mark.usefixtures("people")
def test_the_gallery_draws_every_example_with_ids_of_their_own(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.administrator).get("/desarrollo/graficos/")
    assert response["X-Robots-Tag"] == "noindex"
    ids = [part.split('"', 1)[0] for part in response.content.decode().split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert "style=" not in response.content.decode()
    assert signed_in(cast.administrator).get("/desarrollo/graficos/?aspecto=otro").status_code == 404


@pytest.mark.parametrize("name", ["fichas", "series"])
@pytest.mark.usefixtures("people")
def test_a_pillar_is_taken_away_with_its_source(cast: Cast, signed_in: SignIn, name: str) -> None:
    said = words_of(signed_in(cast.reporter), f"/pilares/PREV/graficos/{name}.svg?semestre=2025-II")
    assert "Semestre 2025-II" in said
    assert "sin meta" in said.lower()


@pytest.mark.usefixtures("people")
def test_the_comparison_is_taken_away_over_those_present_in_both(cast: Cast, signed_in: SignIn) -> None:
    said = words_of(signed_in(cast.reporter), "/comparar/graficos/cambios.svg?desde=2025-I&hasta=2025-II")
    assert "De 10 a 15" in said
    assert "1 institución comparable de 2" in said


@pytest.mark.usefixtures("people")
def test_a_semester_is_not_compared_with_itself(cast: Cast, signed_in: SignIn) -> None:
    address = "/comparar/graficos/cambios.svg?desde=2025-I&hasta=2025-I"
    assert signed_in(cast.reporter).get(address).status_code == 404
