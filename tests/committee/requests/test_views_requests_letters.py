"""Letters about an information request: the draft of the oficio, the one for the president, and the signed copy."""

from __future__ import annotations

import hashlib
import io

import time_machine
from django.test import Client
from docx import Document

from committee.models import InformationRequest
from committee.requests import escalating
from documents.letter import DOCX
from documents.plain_pdf import plain_pdf
from measurements.anchors import Anchor, Part
from tests.cast import Cast
from tests.committee.requests import requests_seen
from tests.committee.requests.requested import DAY, DUE, PDF, make_request
from tests.committee.requests.requests_seen import ONE, typed, upload
from tests.conftest import SignIn
from tests.factories import make_plan
from tests.measurements.worlds.walk import make_world

clock, _plan, request_of_army, secretary, reporter = (
    requests_seen.clock,
    requests_seen._plan,
    requests_seen.request_of_army,
    requests_seen.secretary,
    requests_seen.reporter,
)


def test_the_draft_of_the_oficio_says_the_request_in_both_languages_and_forms(secretary: Client, cast: Cast) -> None:
    answer = make_world(cast, size=1).validated()
    make_request(
        cast,
        period=answer.period,
        indicator=answer.indicator,
        anchors=(Anchor(Part.CELL, "total"), Anchor(Part.NARRATIVE)),
    )
    for language, words in (
        ("es", ("PROYECTO DE OFICIO", "lunes 10 de agosto de 2026")),
        ("en", ("DRAFT OF", "Monday 10 August")),
    ):
        content = secretary.get(f"{ONE}proyecto-de-oficio-{language}.docx")
        assert content.headers["Content-Type"] == DOCX
        document = Document(io.BytesIO(content.content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join(
            [document.sections[0].header.paragraphs[0].text, *(p.text for p in document.paragraphs), *cells]
        )
        assert all(
            word in text for word in (*words, "Explique el aumento.", "RI-2026-0001", "Institución EP", "PREV-1.1.1")
        )
    assert secretary.get(f"{ONE}proyecto-de-oficio-es.pdf").content.startswith(b"%PDF")
    assert secretary.get(f"{ONE}proyecto-de-oficio-fr.pdf").status_code == 404


def test_the_letter_for_the_president_exists_once_the_ladder_came_so_far(
    request_of_army: InformationRequest, secretary: Client, cast: Cast, signed_in: SignIn
) -> None:
    url = f"{ONE}proyecto-de-carta-es.docx"
    assert secretary.get(url).status_code == 404
    for day in (0, 4, 9):
        with time_machine.travel(DUE + day * DAY, tick=False):
            escalating.escalate(make_plan(), at=DUE + day * DAY)
    with time_machine.travel(DUE + 12 * DAY, tick=False):
        later = signed_in(cast.secretary)
        document = Document(io.BytesIO(later.get(url).content))
        assert signed_in(cast.reporter).get(url).status_code == 403
        assert "lista para la firma" in later.get(ONE).text
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Al 20 de agosto de 2026 llevaba 10 días vencida" in text
    rows = [[cell.text for cell in row.cells] for row in document.tables[-2].rows][1:]
    assert [date for date, _step in rows] == ["3 de agosto de 2026", "11 de agosto de 2026", "15 de agosto de 2026"]


def test_a_signed_letter_is_filed_and_read_by_both_sides(
    request_of_army: InformationRequest, secretary: Client, reporter: Client
) -> None:
    twice = typed("file_oficio", number="Oficio 12", documents=[upload("a.pdf"), upload("b.pdf", plain_pdf(["b"]))])
    assert "Elija un solo archivo" in secretary.post(ONE, twice | {"file_oficio-is_confirmed": "on"}).text
    secretary.post(ONE, typed("file_oficio", number="Oficio 12", documents=upload(), is_confirmed="on"))
    digest = hashlib.sha256(PDF.content).hexdigest()
    got = reporter.get(f"{ONE}adjunto/{digest}/")
    assert (got.content, got.headers["X-Content-Type-Options"]) == (PDF.content, "nosniff")
    assert "Oficio 12" in reporter.get(ONE).text
