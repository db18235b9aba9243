"""Reports of every kind as they are printed: their names, their tables of semesters, each year, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from reports import snapshot
from reports.edition.blocks import Block, Bullets, Document, Heading, KeyFigures, Table, Text
from reports.edition.composing import compose
from reports.edition.typesetting import report_pdf
from tests import factories as make
from tests.cast import Cast
from tests.factories.activities import make_activity, make_note, make_round, make_year_plan
from tests.kept_rows import KeptWorld
from tests.reports.worlds.own import AT as OWN_AT
from tests.reports.worlds.own import make_own_world
from tests.reports.worlds.span import NOT_AVAILABLE, SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


@KeptWorld
def make_year_world() -> SpanWorld:
    """PREV-1.1.1, a flow: EP 1, 2 → 3, 4; MGP 5, 5 → 6, silent; target of 2026: 20. PREV-1.2.1, a stock, retired in 2026-II."""
    world = make_span_world()
    flow = world.owe(make.make_count(world.plan, "PREV-1.1.1"), "EP", "MGP")
    world.say(flow, "EP", 1, 2, 3, 4)
    world.say(flow, "MGP", 5, 5, 6)
    make.make_target(flow.series.get(), world.periods["2026-II"], 20, scope="year")
    stock = world.owe(make.make_count(world.plan, "PREV-1.2.1", accumulation="stock"), "EP")
    world.say(stock, "EP", 7, 8, NOT_AVAILABLE)
    make.make_revision(stock.indicator, number=2, effective_from=world.periods["2026-II"], change_class="retired")
    return world


@pytest.fixture
def world() -> SpanWorld:
    return make_year_world()


def printed(content: dict[str, Any], language: str) -> Document:
    return compose(content, language)


def blocks(document: Document, anchor: str) -> tuple[Block, ...]:
    return next(each.blocks for each in document.sections if each.anchor == anchor)


def table(document: Document, anchor: str, caption: str) -> list[list[str]]:
    found = next(
        each for each in blocks(document, anchor) if isinstance(each, Table) and each.caption.startswith(caption)
    )
    return [[cell.text for cell in row] for row in found.rows]


def bullets(document: Document, anchor: str) -> list[str]:
    return [item for block in blocks(document, anchor) if isinstance(block, Bullets) for item in block.items]


# --- A year ---


def test_each_semester_and_the_year_stand_under_one_another(world: SpanWorld) -> None:
    document = printed(world.content(), "es")
    assert table(document, "progress", "PREV-1.1.1, semestre a semestre") == [
        ["2026-I", "9", "2 de 2 instituciones", "No exigible en el semestre"],
        ["2026-II", "4", "1 de 2 instituciones; parcial", "Rezagado"],
        ["2026", "13", "Suma de sus semestres; 3 de 4 respuestas; parcial", "Rezagado"],
    ]


def test_change_of_the_year_is_said_with_who_is_compared(world: SpanWorld) -> None:
    """EP 3 → 7; MGP did not report 2026-II: its 10 of 2025 and 6 of 2026 stand apart. 13 of the 20 of the year: 65 %."""
    said = bullets(printed(world.content(), "en"), "progress")
    assert "Against 2025, like for like: from 3 to 7 (+4; +133.3%; 1 comparable institution of 2)." in said
    assert "The others, apart: 10 in 2025 and 6 in 2026." in said
    (target,) = (each for each in said if each.startswith("Target of the year 2026"))
    assert target == (
        "Target of the year 2026: Off track. 13; 65.0% of the 20 expected by now; 65.0% of the target for 2026\u00a0H2: 20."
    )


def test_what_was_retired_within_the_year_is_told_apart(world: SpanWorld) -> None:
    document = printed(world.content(), "es")
    assert table(document, "progress", "PREV-1.2.1") == [
        ["2026-I", "Sin dato", "0 de 1 institución", "Sin meta"],
        ["2026-II", "–", "Sin seguimiento en el semestre", "–"],
        ["2026", "–", "Al final no se pidió nada, y nada se arrastra", "–"],
    ]
    assert "Con seguimiento hasta 2026-I." in bullets(document, "progress")
    headings = [each.text for each in blocks(document, "progress") if isinstance(each, Heading)]
    assert headings.index("Seguidos en parte de los semestres") > headings.index("Objetivo PREV-1")


def test_coverage_is_printed_by_semester_and_by_institution(world: SpanWorld) -> None:
    """2026-I: PREV-1.1.1 of two and PREV-1.2.1 of one, all received; 2026-II: one of two."""
    document = printed(world.content(), "es")
    assert table(document, "method", "Reportes por semestre") == [
        ["2026-I", "3", "3", "3", "3", "1", "100,0\u00a0%", "100,0\u00a0%"],
        ["2026-II", "2", "1", "1", "1", "0", "50,0\u00a0%", "50,0\u00a0%"],
        ["Total", "5", "4", "4", "4", "1", "80,0\u00a0%", "80,0\u00a0%"],
    ]
    assert table(document, "method", "Reportes por institución, 2026,") == [
        ["EP", "3", "3", "3", "3", "1", "100,0\u00a0%", "100,0\u00a0%"],
        ["MGP", "2", "1", "1", "1", "0", "50,0\u00a0%", "50,0\u00a0%"],
        ["Total", "5", "4", "4", "4", "1", "80,0\u00a0%", "80,0\u00a0%"],
    ]


def test_summary_speaks_of_the_year(world: SpanWorld) -> None:
    document = printed(world.content(), "es")
    (headline,) = (each for each in blocks(document, "summary") if isinstance(each, KeyFigures))
    assert [each.value for each in headline.items][:3] == ["4 de 5", "4 de 5", "4 de 5"]
    said = bullets(document, "summary")
    assert said[:3] == [
        "Da cuenta de 2026-I y 2026-II.",
        "De los 5 reportes esperados se recibieron 4: 4 a tiempo y 0 fuera de plazo.",
        "1 reporte no llegó.",
    ]
    assert (
        "1 de los 2 indicadores con seguimiento tiene una cifra del conjunto de estos semestres, sumada o al final."
        in said
    )
    headings = [each.text for each in blocks(document, "summary") if isinstance(each, Heading)]
    assert "Mayores variaciones desde el año anterior" in headings


@pytest.mark.parametrize(
    ("codes", "first", "last", "kind", "sentence"),
    [
        (("2025-II", "2026-I"), "2025-II", "2025-II", "annual", "Of 2025 the plan has one semester, 2025\u00a0H2: "
            "the year is that semester."),
        (
            ("2025-I", "2026-I", "2026-II"), "2025-I", "2026-II", "range",
            "The plan has no 2025\u00a0H2: nobody was asked, and nothing is added for it.",
        ),
    ],
)  # fmt: skip
def test_semesters_that_the_plan_does_not_have_are_said(
    codes: tuple[str, ...], first: str, last: str, kind: str, sentence: str
) -> None:
    world = make_span_world(*codes)
    world.owe(make.make_count(world.plan), "EP", since=codes[0])
    assert sentence in bullets(printed(world.content(first, last, kind=kind), "en"), "summary")


def test_span_of_other_halves_is_compared_with_a_reservation() -> None:
    world = make_span_world("2024-I", "2024-II", "2025-I", "2025-II", "2026-I", "2026-II")
    revision = world.owe(make.make_count(world.plan), "EP", since="2024-I")
    world.say(revision, "EP", 1, 2, 3, 4, 5, 6)
    said = bullets(printed(world.content("2025-II", "2026-II", kind="range"), "en"), "progress")
    assert any("from 6 to 15" in each for each in said)
    assert any("same halves of the year" in each for each in said)


def test_activities_stand_under_their_year(cast: Cast, world: SpanWorld) -> None:
    for year, code in ((2025, "2025-II"), (2026, "2026-II")):
        activity = make_activity(make_year_plan(make_round(world.plan, year, is_sealed=True), cast.army), "PREV-1.1")
        make_note(activity, world.periods[code], "done")
    document = printed(world.content("2025-I", "2026-II", kind="range"), "es")
    headings = [each for each in blocks(document, "activities") if isinstance(each, Heading)]
    assert [each.text for each in headings if each.level == 2] == ["2025", "2026"]
    texts = [each.text for each in blocks(document, "activities") if isinstance(each, Text)]
    said = [each for each in texts if each.startswith("El plan de")]
    assert ["31 de diciembre de 2026" in each for each in said] == [True, False]  # the text of the section, then 2025
    assert ["31 de diciembre de 2025" in each for each in said] == [False, True]


# --- Every kind ---


def contents(cast: Cast, kind: str) -> dict[str, Any]:
    if kind == "own":
        return snapshot.freeze(snapshot.build(make_own_world(cast), at=OWN_AT)).content
    first, last = {"semester": ("2026-II",) * 2, "annual": ("2026-I", "2026-II"), "range": ("2025-II", "2026-II")}[kind]
    return make_year_world().content(first, last, kind=kind)


def texts_of(document: Document) -> Iterator[str]:
    """Everything that a reader sees, block by block."""
    yield from (document.title, document.over, document.subtitle, *document.names)
    yield from (text for pair in document.facts for text in pair)
    for section in document.sections:
        yield section.heading
        yield from (str(block) for block in section.blocks)


@pytest.mark.parametrize("kind", ["semester", "annual", "range", "own"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_is_whole_in_both_languages(cast: Cast, kind: str, language: str) -> None:
    document = printed(contents(cast, kind), language)
    text = "\n".join(texts_of(document))
    assert [each for each in visible(document) if re.search(r"\bNone\b(?! of them)", each)] == []
    assert "%(" not in text
    assert empty_headings(document) == []
    other = {
        "es": ("Made of", "Semester", "Received", "Followed"),
        "en": ("Hecho de", "Semestre", "Recibidos", "Con seguimiento"),
    }
    assert [word for word in other[language] if re.search(rf"'{word}\b", text)] == []


def visible(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (cell.text for row in block.rows for cell in row)
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Text):
                yield block.text


def empty_headings(document: Document) -> list[str]:
    """Headings with nothing under them: followed by one of the same level or above, or by the end of the section."""
    return [
        f"{section.anchor}: {block.text}"
        for section in document.sections
        for block, after in pairwise([*section.blocks, None])
        if isinstance(block, Heading) and (after is None or (isinstance(after, Heading) and after.level <= block.level))
    ]


@pytest.mark.parametrize(
    ("kind", "title", "facts"),
    [
        ("semester", "Informe de cumplimiento 2026-II", {"Semestre"}),
        ("annual", "Informe anual de cumplimiento 2026", {"Semestres", "Registro de 2026-II"}),
        ("range", "Informe de cumplimiento 2025-II a 2026-II", {"Semestres", "Registro de 2026-II"}),
        ("own", "Informe propio de cumplimiento 2026-I: Institución EP", {"Institución", "Semestre"}),
    ],
)
def test_cover_says_what_it_accounts_for(cast: Cast, kind: str, title: str, facts: set[str]) -> None:
    document = printed(contents(cast, kind), "es")
    assert document.title == title
    assert facts <= {label for label, _value in document.facts}


@pytest.mark.parametrize("kind", ["semester", "annual", "range", "own"])
def test_every_kind_is_a_pdf(cast: Cast, kind: str) -> None:
    content = contents(cast, kind)
    made = [report_pdf(content, "es", sha256="0" * 64) for _ in range(2)]
    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1]
