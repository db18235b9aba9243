"""Evidence and whole answers behind a figure: named to the institution's own people and the Committee, counted for all others."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from django.test import Client

from documents.models import StoredFile
from measurements.models import Evidence, Measurement
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

PAGE = "/explicacion/PREV-1.1.1/2025-II/"
NAMES = ("Informe final.pdf", "Oficio 0077", "Plan secreto.pdf", "Agregado luego.pdf")


@pytest.fixture
def answer(cast: Cast) -> Measurement:
    """The Army's 40, with an ordinary document, a confidential one, and one that came after the answer was sent."""
    period = make.make_period(make.make_plan(), "2025-II")
    revision = make.make_count(period.plan, dimensions=[make.make_dimension("sex")])
    make.make_commitment(revision, cast.army, period)
    values = {"total:sex=women": 10, "total:sex=men": 30}
    made = make.make_measurement(revision, cast.army, period, values=values)
    assert made.submitted_at
    before, after = made.submitted_at - dt.timedelta(hours=1), made.submitted_at + dt.timedelta(days=9)
    attach(made, NAMES[0], before, official_number=NAMES[1])
    attach(made, NAMES[2], before, is_confidential=True)
    attach(made, NAMES[3], after)
    return made


def attach(answer: Measurement, name: str, at: dt.datetime, **fields: object) -> None:
    stored = StoredFile.objects.create(
        name=name, sha256=name.ljust(64, "0"), size=9, media_type="application/pdf", institution=answer.institution
    )
    Evidence.objects.create(measurement=answer, stored_file=stored, added_at=at, added_by=answer.submitted_by, **fields)


def text_of(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("role", ["secretary", "member", "alternate", "reporter", "approver"])
@pytest.mark.usefixtures("answer")
def test_who_may_open_the_answer_reads_the_names_of_what_was_sent_with_it(
    cast: Cast, signed_in: SignIn, role: str
) -> None:
    text = text_of(signed_in(getattr(cast, role)))
    assert [name in text for name in NAMES] == [True, True, False, False]
    assert "todo lo que dice la respuesta" in text


@pytest.mark.parametrize("role", ["observer", "administrator"])
@pytest.mark.usefixtures("answer")
def test_who_oversees_reads_how_many_documents_there_are_and_no_name(cast: Cast, signed_in: SignIn, role: str) -> None:
    text = text_of(signed_in(getattr(cast, role)))
    assert [name in text for name in NAMES] == [False] * 4
    assert "1 documento, reservado a su institución y al Comité" in text
    assert "todo lo que dice la respuesta" not in text


@pytest.mark.parametrize("role", ["secretary", "reporter", "observer"])
@pytest.mark.usefixtures("answer")
def test_the_file_counts_the_same_documents_for_everybody(cast: Cast, signed_in: SignIn, role: str) -> None:
    written = signed_in(getattr(cast, role)).get(f"{PAGE}datos.csv").content.decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(written))
    assert row[heads.index("documentos")] == "2"
    assert not any(name in written for name in NAMES)


@pytest.mark.parametrize("role", ["secretary", "reporter", "observer"])
@pytest.mark.usefixtures("answer")
def test_no_browser_keeps_the_page(cast: Cast, signed_in: SignIn, role: str) -> None:
    response = signed_in(getattr(cast, role)).get(PAGE)
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
