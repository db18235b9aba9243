"""The PDF of an edition: accessible, the same each time, complete, and never more than the text that people wrote."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Pdf

from reports import snapshot
from reports.edition.blocks import Block, Column, Digest, Drawing, Figure, Heading, Multiples, Table, Text, words
from reports.edition.composing import compose
from reports.edition.typesetting import as_data, drawings, report_pdf, stays, table_data
from reports.report_kinds.scope import of_semester
from reports.snapshot import freeze
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.factories.reports import build
from tests.reports.worlds.report import CLOSED, HOSTILE, World, make_world

pytestmark = pytest.mark.django_db
DIGEST = "0123456789abcdef" * 4


def content_of(world: World, cast: Cast) -> dict[str, Any]:
    post = cast.secretary.posts[0]
    return freeze(build(world.plan, world.period, at=CLOSED, number=1, post=post)).content


def unpacked(pdf: bytes) -> bytes:
    """The bytes of a PDF with its compressed streams opened."""
    opened = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return pdf + b"\n".join(opened)


def holds(pdf: bytes, text: str) -> bool:
    """Whether a heading or the name of a chart says it, in any of the ways that a PDF writes text."""
    written = (text.encode("utf-16-be"), text.encode("utf-16-be").hex().upper().encode(), text.encode("utf-8"))
    return any(form in pdf for form in written)


@pytest.mark.parametrize(("language", "tag"), [("es", b"es-PE"), ("en", b"en-GB")])
def test_pdf_is_tagged_numbered_and_says_its_language(cast: Cast, language: str, tag: bytes) -> None:
    pdf = unpacked(report_pdf(content_of(make_world(), cast), language, sha256="0" * 64))
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert re.search(rb"pdfuaid:part(>|=\")1", pdf)
    assert b"/PageLabels" in pdf
    assert b"/Outlines" in pdf
    assert b"/Lang(" + tag + b")" in pdf


def test_same_snapshot_gives_the_same_bytes(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    assert report_pdf(content, "es", sha256="0" * 64) == report_pdf(content, "es", sha256="0" * 64)


def test_sections_are_numbered_through_without_gaps(cast: Cast) -> None:
    document = compose(content_of(make_world(), cast), "en")
    assert [section.heading for section in document.sections] == [
        "1. Executive summary",
        "2. Mandate and scope",
        "3. Method and data quality",
        "4. General planning and status of activities",
        "5. Progress by area, objective and indicator",
        "6. Female participation and the UN strategy 2018–2028",
        "7. Progress of institutional commitments",
        "8. Information required, received and outstanding",
        "9. Financing: compliance with section 09 by institution",
        "10. Six-monthly review of the indicators: changes and decisions",
        "11. Intersectoral coordination",
        "12. Good practice, lessons and difficulties",
        "13. Conclusions, recommendations and matrix of commitments",
        "Annex A. Full matrix of reports",
        "Annex B. Sheets of the indicators",
        "Annex C. How each figure was obtained",
        "Annex D. List of supporting documents",
        "Annex E. Glossary",
        "Annex F. Integrity",
    ]


def test_section_without_content_is_left_out_and_the_next_takes_its_number(cast: Cast) -> None:
    content = content_of(make_world(), cast) | {"un_strategy": None}
    layout = next(row for row in content["layout"] if row["key"] == "participation")
    layout["generated"] = {"es": "", "en": ""}
    assert "6. Progress of institutional commitments" in [each.heading for each in compose(content, "en").sections]


def test_every_area_with_reports_has_a_chart_whose_name_is_its_finding(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    document = compose(content, "es")
    pdf = unpacked(report_pdf(content, "es", sha256="0" * 64))
    progress = next(section for section in document.sections if section.anchor == "progress")
    charts = [block.drawing for block in progress.blocks if isinstance(block, Figure)]
    assert [chart.name for chart in charts] == ["received-prev", "received-part"]
    assert all(holds(pdf, chart.alt) for chart in charts)


def test_drawings_have_names_of_their_own_and_words(cast: Cast) -> None:
    found: list[Drawing] = list(drawings(compose(content_of(make_world(), cast), "es")))
    assert len({each.name for each in found}) == len(found) > 4
    assert all(each.alt for each in found)


def test_chart_of_a_table_says_the_same_numbers_as_its_row(cast: Cast) -> None:
    document = compose(content_of(make_world(), cast), "es")
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows if row[-1].drawing]
    assert rows
    for name, before, after, _difference, cell in rows:
        assert cell.drawing
        assert cell.drawing.alt == f"{name.text}: De {before.text} a {after.text}"


def test_small_charts_say_where_each_series_went(cast: Cast) -> None:
    document = compose(content_of(make_world(), cast), "en")
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, Multiples)]
    assert next(item.drawing.alt for block in blocks for item in block.items) == (
        "PREV-1.1.1: from 70 in 2025\u00a0H2 to 44 (partial) in 2026\u00a0H1"
    )


def test_goals_of_the_strategy_mark_what_was_interpolated(cast: Cast) -> None:
    document = compose(content_of(make_world(), cast), "es")
    section = next(each for each in document.sections if each.anchor == "participation")
    tables = [block for block in section.blocks if isinstance(block, Table)]
    assert [cell.text for cell in tables[1].rows[0]] == [
        "contingents", "6,5", "8", "9", "10*", "11*", "12*", "13*", "14*", "15",
    ]  # fmt: skip
    assert tables[0].rows[0][3].text == "13\u00a0% *"
    assert tables[0].rows[0][4].text == "Sin meta aprobada"


def test_plan_without_indicators_is_typeset_too(cast: Cast) -> None:
    plan = make_plan("VACIO")
    period = make_period(plan, "2026-I")
    content = freeze(build(plan, period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content
    assert report_pdf(content, "en", sha256="0" * 64).startswith(b"%PDF-")


def test_hostile_text_is_printed_as_it_was_typed(cast: Cast) -> None:
    world = make_world()
    type(world.trained).objects.filter(pk=world.trained.pk).update(name_es=HOSTILE, name_en=HOSTILE)
    world.trained.indicator.pillar.__class__.objects.filter(code="PREV").update(name_es=HOSTILE, name_en=HOSTILE)
    content = content_of(world, cast)
    pdf = unpacked(report_pdf(content, "es", sha256="0" * 64))
    escaped = HOSTILE.replace("(", "\\(").replace(")", "\\)")
    assert holds(pdf, HOSTILE) or holds(pdf, escaped)
    assert b"root:x:" not in pdf


def test_text_that_the_fonts_lack_does_not_stop_the_report(cast: Cast) -> None:
    world = make_world()
    type(world.army).objects.filter(pk=world.army.pk).update(name_es="Ejército 😀 日本\x07", short_name_es="😀")
    assert report_pdf(content_of(world, cast), "es", sha256="0" * 64).startswith(b"%PDF-")


def test_internal_use_and_demonstration_stand_in_what_every_page_prints(cast: Cast) -> None:
    data = as_data(compose(content_of(make_world(is_demonstration=True), cast), "es"))
    assert (data["classification"], data["demo"]) == ("Emitida, uso interno", "Datos de demostración")


# --- What a reader's tools find in it ---


def elements(pdf: Pdf) -> list[Any]:
    """Every element of the structure, from the document down."""
    found: list[Any] = []
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(node)
        elif isinstance(node, Dictionary):
            found += [node] if "/S" in node else []
            waiting += [node.K] if "/K" in node else []
    return found


def opened(content: dict[str, Any], language: str, sha256: str = DIGEST) -> Pdf:
    return Pdf.open(BytesIO(report_pdf(content, language, sha256=sha256)))


@pytest.mark.parametrize(("language", "tag"), [("es", "es-PE"), ("en", "en-GB")])
def test_bookmarks_lead_to_every_section_in_the_language_of_the_edition(cast: Cast, language: str, tag: str) -> None:
    content = content_of(make_world(), cast)
    pdf = opened(content, language)
    with pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles == [section.heading for section in compose(content, language).sections]
    assert str(pdf.Root.Lang) == tag
    assert str(pdf.docinfo.Title) == compose(content, language).title
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_every_picture_has_words_and_the_code_of_the_cover_says_its_address(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    pdf = opened(content, "es")
    said = [str(each.get("/Alt", "")) for each in elements(pdf) if each.S == "/Figure"]
    drawn = [each.alt for each in drawings(compose(content, "es"))]
    assert sorted(said) == sorted([*drawn, seal_of(content)["alt"]])
    assert seal_of(content)["alt"].endswith(f"{content['edition']['verification']}{DIGEST}/")


def seal_of(content: dict[str, Any]) -> dict[str, Any]:
    seal: dict[str, Any] = as_data(compose(content, "es", sha256=DIGEST))["seal"]
    return seal


def test_cover_says_the_act_the_code_the_digest_in_groups_and_leaves_room_for_posts_to_sign(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    act = {"meeting": "S-2026-01", "held_on": "2026-08-20", "act": {"es": "Acta S-2026-01", "en": "Minutes S-2026-01"}}
    content["edition"]["adopted_in"] = act
    data = as_data(compose(content, "es", sha256=DIGEST))
    assert ("Aprobado por", "Acta S-2026-01") in data["facts"]
    assert data["header"] == "Informe de cumplimiento 2026-I · IC-2026-0001 · Edición N.° 1"
    assert data["seal"]["digest"] == ["01234567", "89abcdef"] * 4
    assert data["signers"] == ("Presidencia del Comité", "Secretaría Técnica, Institución MINDEF")
    assert data["draft"] is None


def test_what_was_not_issued_is_printed_as_a_draft_that_nobody_can_verify_or_sign(cast: Cast) -> None:
    world = make_world()
    content = freeze(snapshot.build(of_semester(world.plan, world.period), at=CLOSED)).content
    data = as_data(compose(content, "es", sha256=DIGEST))
    assert (data["draft"], data["classification"]) == ("BORRADOR", "BORRADOR, uso interno")
    assert (data["seal"], data["signers"]) == (None, ())
    assert ("Edición", "Vista previa, no emitida") in data["facts"]
    assert len(opened(content, "es").pages) > 3


LONG = "Se reportó lo previsto. " * 800
WORD = "x" * 400


def test_long_texts_and_words_without_spaces_go_on_over_the_pages(cast: Cast) -> None:
    """Twenty thousand letters in a place take the pages they need: nothing is lost below the edge of one."""
    world = make_world()
    short = content_of(world, cast)
    long = content_of(world, cast)
    long["indicators"][0]["definition"]["note"] = {"es": LONG, "en": LONG}
    long["layout"][0]["edited"] = {"es": f"{LONG}\n\n- {LONG}\n- {WORD}", "en": LONG}
    long["plan"]["pillars"][0]["objectives"][0]["text"] = {"es": WORD, "en": WORD}
    long["institutions"][0]["short_name"] = {"es": WORD, "en": WORD}
    more = len(opened(long, "es").pages) - len(opened(short, "es").pages)
    assert more >= 3 * len(LONG) // 5_000


TEXT, TABLE = Text("x"), Table("", (Column("a"),), ())


@pytest.mark.parametrize(
    ("blocks", "is_kept"),
    [
        ((Heading(2, "a"), TEXT, TABLE), True),
        ((Heading(3, "a"), TEXT, Heading(4, "b")), True),
        ((Heading(4, "a"), TEXT, Heading(4, "b")), False),
        ((Heading(4, "a"), TEXT, Heading(2, "b")), False),
        ((Heading(2, "a"), TEXT, TEXT), False),
        ((Heading(2, "a"), TEXT), False),
        ((TEXT, TEXT, TABLE), False),
        ((TEXT, TEXT, Digest("a", "b")), True),
        ((Heading(2, "a"), Text("x" * 601), TABLE), False),
    ],
)
def test_a_short_text_is_not_left_behind_by_what_it_introduces(blocks: tuple[Block, ...], is_kept: bool) -> None:
    assert stays(blocks, 1) is is_kept


@pytest.mark.parametrize(
    ("table", "is_parted"),
    [
        (Table("", (Column("a"),), (words("x"),) * 10), False),
        (Table("", (Column("a"),), (words("x"),) * 11), True),
        (Table("", (Column("a"),), (words("x" * 301),)), True),
        (Table("", (Column("a"), Column("b")), (words("x" * 200, "x" * 200),) * 4), True),
    ],
)
def test_a_table_is_parted_between_pages_only_where_it_has_to(table: Table, is_parted: bool) -> None:
    assert table_data(table)["long"] is is_parted
