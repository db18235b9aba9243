"""The public log and the definitions behind it: read by anybody, in both languages, taken away as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.conftest import SignIn, kept_for_a_module
from tests.revisions.foreseen import World
from tests.revisions.logged import adopt, close, make_whole


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        found = make_whole()
        adopt(found)
        close(found)
        yield found


@pytest.fixture
def closed(made: World, db: None) -> World:
    return deepcopy(made)


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("closed")
class TestLog:
    def test_anybody_reads_what_changed_and_why(self) -> None:
        page = read("/cambios/")
        assert "Acta de la sesión S-2026-01" in page
        assert "piezas" in page
        assert "páginas" in page
        assert "Se discutió en la sesión." in page
        assert "1 se mantiene" in page

    def test_it_reads_in_english_too(self) -> None:
        page = read("/en/cambios/")
        assert "Earlier figures are multiplied by 2.5 to be comparable." in page
        assert '<p class="quote" lang="en">It was discussed in the session.</p>' in page
        assert "Minutes of meeting S-2026-01" in page
        assert "Acta de la sesión" not in page

    def test_a_filter_leaves_what_it_names(self) -> None:
        page = read("/cambios/?clase=retirado")
        assert reverse("definition", args=["PART-1.1.2", 2]) in page
        assert reverse("definition", args=["PREV-2.2.1", 2]) not in page

    def test_a_filter_that_leaves_nothing_says_so(self) -> None:
        assert "No se adoptó ningún cambio de este tipo." in read("/cambios/?clase=redaccion")

    def test_an_unknown_filter_is_not_found(self) -> None:
        assert Client().get("/cambios/?clase=otra").status_code == 404

    def test_the_file_holds_the_same_rows(self) -> None:
        content = Client().get("/cambios/datos.csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content)))
        assert [row["Indicador"] for row in rows] == [
            "PREV-2.2.1",
            "PREV-2.2.9",
            "PART-1.1.1",
            "PART-1.1.2",
            "PROT-1.1.1",
        ]
        assert rows[0]["Factor"] == "2.5"
        assert rows[0]["Motivo en inglés"] == "It was discussed in the session."

    @pytest.mark.parametrize(("kind", "status"), [("xlsx", 200), ("pdf", 404)])
    def test_other_files(self, kind: str, status: int) -> None:
        assert Client().get(f"/cambios/datos.{kind}").status_code == status


@pytest.mark.usefixtures("closed")
class TestDefinitions:
    def test_an_old_one_stays_readable(self) -> None:
        page = read("/indicadores/PREV-2.2.1/definiciones/1/")
        assert "<dd>piezas</dd>" in page
        assert "Propuesta" in page

    def test_the_newest_says_what_it_changed(self) -> None:
        page = read("/indicadores/PREV-2.2.1/definiciones/2/")
        assert "<dd>páginas</dd>" in page
        assert "Acta de la sesión S-2026-01" in page
        assert "Lo que cambió de la definición anterior" in page

    def test_the_history_lists_all(self) -> None:
        page = read("/indicadores/PREV-2.2.1/definiciones/")
        assert page.index("/definiciones/2/") < page.index("/definiciones/1/")

    @pytest.mark.parametrize("address", ["PREV-2.2.1/definiciones/9/", "X-1/definiciones/", "X-1/definiciones/1/"])
    def test_what_there_is_not_is_not_found(self, address: str) -> None:
        assert Client().get(f"/indicadores/{address}").status_code == 404

    @pytest.mark.parametrize("address", ["/plan/", "/metodologia/"])
    def test_public_pages_lead_to_the_log(self, address: str) -> None:
        assert 'href="/cambios/"' in read(address)

    def test_the_indicator_leads_to_its_definitions(self, closed: World) -> None:
        page = SignIn()(closed.cast.observer).get("/indicadores/PREV-2.2.1/").content.decode()
        assert 'href="/indicadores/PREV-2.2.1/definiciones/"' in page
