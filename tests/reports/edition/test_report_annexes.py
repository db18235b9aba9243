"""The annexes on the consultation and on corrections, from content made by hand in the shapes that the steps before issuing write."""

from __future__ import annotations

from typing import Any

import pytest

from documents.spoken import plain, runs
from reports.edition.blocks import Digest, Heading, Table, Terms, Text
from reports.edition.typesetting import report_pdf
from tests.cast import Cast
from tests.factories import make_institution
from tests.reports.read_back.told import Content, blocks_in, content_of, tables_in
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db


def remark(number: int, **fields: Any) -> Content:
    return {
        "ordinal": number, "section": "summary", "text": "Falta el contingente.", "language": "es", "outcome": "taken",
        "reply": "Se agregó.", "reply_language": "es",
    } | fields  # fmt: skip


CONSULTED: Content = {
    "rounds": [
        {
            "number": 1,
            "opened_at": "2026-08-20T14:00:00Z",
            "closes_on": "2026-08-27",
            "closed_at": "2026-08-28T15:30:00Z",
            "seats": [
                {"institution": "EP", "answer": "agrees", "reference": "OF-12", "remarks": []},
                {
                    "institution": "MGP", "answer": "remarks", "reference": "",
                    "remarks": [remark(1), remark(2, section="", outcome="declined", text="Too long.", language="en", reply="No procede.")],
                },
                {"institution": "FAP", "answer": "", "reference": "", "remarks": []},
            ],
        }
    ]
}  # fmt: skip
CALLED_OFF: Content = {
    "number": 1, "sha256": "b" * 64, "opened_at": "2026-08-18T14:00:00Z", "closes_on": "2026-08-25",
    "called_off_at": "2026-08-19T15:30:00Z", "reason": "Era para otro semestre.", "reason_language": "es", "asked": 3, "answered": 2,
}  # fmt: skip
CORRECTED: Content = {
    "code": "IC-2026-0003",
    "sha256": "a" * 64,
    "reason": "Se contó dos veces un curso.",
    "reason_language": "es",
    "changes": [
        {
            "indicator": "PREV-1.1.1", "series": "all", "institution": None, "category": None,
            "where": {"es": "PREV-1.1.1", "en": "PREV-1.1.1"}, "what": {"es": "Cifra", "en": "Figure"},
            "before": {"es": "45", "en": "45"}, "after": {"es": "44", "en": "44"},
        },
        {"indicator": "PART-1.2.1", "series": "contingents", "institution": "EP", "category": None, "what": "Cifra", "before": None,
         "after": "26"},
    ],
}  # fmt: skip


@pytest.fixture
def content(cast: Cast) -> Content:
    world = make_world()
    make_institution("FAP")
    return content_of(world.plan, world.period, CLOSED)


def test_without_a_consultation_or_a_correction_there_is_no_annex_of_them(content: Content) -> None:
    assert blocks_in(content, "consultation") == blocks_in(content, "corrections") == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            "Se abrió el 20 de agosto de 2026, 09:00, con plazo hasta el 27 de agosto de 2026, y se cerró el 28 de agosto de 2026, 10:30. "
            "Se consultó a 3 instituciones. Expresaron conformidad: 1; formularon observaciones: 1; no respondieron, lo que no es "
            "conformidad: 1.",
        ),
        (
            "en",
            "Opened on 20 August 2026, 09:00, to be answered until 27 August 2026, closed on 28 August 2026, 10:30. 3 institutions were "
            "asked. Agreed: 1; made remarks: 1; gave no answer, which is not agreement: 1.",
        ),
    ],
)
def test_silence_is_counted_apart_and_never_as_agreement(content: Content, language: str, said: str) -> None:
    blocks = blocks_in(content | {"consultation": CONSULTED}, "consultation", language)
    assert [each.text for each in blocks if isinstance(each, Text)] == [said]


def test_each_institution_and_each_remark_has_its_line(content: Content) -> None:
    seats, remarks = tables_in(content | {"consultation": CONSULTED}, "consultation")
    remarks = [[plain(text) for text in row] for row in remarks]
    assert seats == [
        ["EP", "Conforme", "OF-12", "0"],
        ["MGP", "Con observaciones", "–", "2"],
        ["FAP", "Sin respuesta", "–", "0"],
    ]
    assert remarks == [
        ["MGP, 1", "Resumen ejecutivo", "Falta el contingente.", "Acogida", "Se agregó."],
        ["MGP, 2", "Todo el informe", "Too long.", "No acogida", "No procede."],
    ]


def test_a_remark_and_its_answer_keep_their_languages(content: Content) -> None:
    blocks = blocks_in(content | {"consultation": CONSULTED}, "consultation", "en")
    table = [each for each in blocks if isinstance(each, Table)][-1]
    assert [[lang for _part, lang in runs(row[place].text)] for row in table.rows for place in (2, 4)] == [
        ["es"],
        ["es"],
        [""],
        ["es"],
    ]


def test_a_round_that_is_still_open_has_no_day_of_closing(content: Content) -> None:
    held = {**CONSULTED["rounds"][0], "closed_at": None}
    blocks = blocks_in(content | {"consultation": {"rounds": [held]}}, "consultation")
    (said,) = (each.text for each in blocks if isinstance(each, Text))
    assert said.startswith("Se abrió el 20 de agosto de 2026, 09:00, con plazo hasta el 27 de agosto de 2026. ")


@pytest.mark.parametrize(
    ("language", "title", "said", "why"),
    [
        (
            "es",
            "Consulta 1",
            "Se abrió el 18 de agosto de 2026, 09:00, con plazo hasta el 25 de agosto de 2026, y quedó sin efecto el 19 de agosto de "
            "2026, 10:30. Hasta entonces habían respondido 2 de 3 instituciones; lo que respondieron no cuenta.",
            ("Por qué quedó sin efecto", "Era para otro semestre."),
        ),
        (
            "en",
            "Consultation 1",
            "Opened on 18 August 2026, 09:00, to be answered until 25 August 2026, called off on 19 August 2026, 10:30. By then 2 of 3 "
            "institutions had answered; what they answered counts for nothing.",
            ("Why it was called off", "Era para otro semestre."),
        ),
    ],
)
def test_a_consultation_that_was_called_off_stands_in_its_place_with_its_reason_and_no_answer(
    content: Content, language: str, title: str, said: str, why: tuple[str, str]
) -> None:
    second = CONSULTED["rounds"][0] | {"number": 2}
    both = {"rounds": [second], "called_off": [CALLED_OFF]}
    blocks = blocks_in(content | {"consultation": both}, "consultation", language)
    heads = [each.text for each in blocks if isinstance(each, Heading)]
    assert (heads[0], len(heads)) == (title, 2)
    assert next(each.text for each in blocks if isinstance(each, Text)) == said
    (terms,) = (each for each in blocks if isinstance(each, Terms))
    assert tuple(map(plain, terms.items[0])) == why
    assert len([each for each in blocks if isinstance(each, Table)]) == 2, "of the second alone"


def test_what_was_frozen_before_any_could_be_called_off_prints_as_it_did(content: Content) -> None:
    assert "called_off" not in CONSULTED
    with_none = CONSULTED | {"called_off": []}
    before, now = (blocks_in(content | {"consultation": each}, "consultation") for each in (CONSULTED, with_none))
    assert before == now
    assert before[0].text == "Consulta 1"


def test_a_correction_names_its_edition_its_reason_and_each_fact(content: Content) -> None:
    blocks = blocks_in(content | {"corrections": CORRECTED}, "corrections")
    assert [each.text for each in blocks if isinstance(each, Text)] == [
        "Esta edición corrige IC-2026-0003. Cambiaron 2 datos; figuran abajo junto a lo que decía antes."
    ]
    assert [each.items for each in blocks if isinstance(each, Terms)] == [
        (("Por qué se corrige", "Se contó dos veces un curso."),)
    ]
    assert tables_in(content | {"corrections": CORRECTED}, "corrections") == [
        [["PREV-1.1.1", "Cifra", "45", "44"], ["PART-1.2.1 · contingents · EP", "Cifra", "–", "26"]]
    ]
    assert [each.value for each in blocks if isinstance(each, Digest)] == ["a" * 64]


def test_a_correction_that_changes_no_figure_says_so(content: Content) -> None:
    blocks = blocks_in(content | {"corrections": {**CORRECTED, "changes": []}}, "corrections", "en")
    assert "This edition corrects IC-2026-0003. No figure of it changed." in [
        e.text for e in blocks if isinstance(e, Text)
    ]


@pytest.mark.parametrize("language", ["es", "en"])
def test_both_are_typeset(content: Content, language: str) -> None:
    both = content | {"consultation": CONSULTED | {"called_off": [CALLED_OFF]}, "corrections": CORRECTED}
    assert report_pdf(both, language, sha256="a" * 64).startswith(b"%PDF")


# --- Integrity ---


@pytest.mark.parametrize(
    ("language", "frozen", "draft"),
    [
        (
            "es",
            "se imprimió a partir de una copia congelada que no puede cambiarse",
            "Es un borrador, sin huella propia",
        ),
        ("en", "was printed from a snapshot that cannot be changed", "This is a draft, without a digest of its own"),
    ],
)
def test_only_what_was_issued_says_that_it_cannot_be_changed(
    content: Content, language: str, frozen: str, draft: str
) -> None:
    edition = content["edition"]
    said = {
        number: repr(blocks_in(content | {"edition": edition | {"number": number}}, "integrity", language))
        for number in (None, 1)
    }
    assert [(frozen in said[number], draft in said[number]) for number in (None, 1)] == [(False, True), (True, False)]
