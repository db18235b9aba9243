"""The PDF of an edition: accessible, the same each time, complete, and never more than the text that people wrote."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pytest

from reports.edition.blocks import Drawing, Figure, Multiples, Table
from reports.edition.composing import compose
from reports.edition.typesetting import as_data, drawings, report_pdf
from reports.snapshot import build, freeze
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.reports.report_world import CLOSED, HOSTILE, World, make_world

pytestmark = pytest.mark.django_db


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
        "8. Financing: compliance with section 09 by institution",
        "9. What is still not known",
        "Annex A. Full matrix of reports",
        "Annex B. Sheets of the indicators",
        "Annex C. How each figure was obtained",
        "Annex D. Glossary",
        "Annex E. Integrity",
    ]


def test_section_without_content_is_left_out_and_the_next_takes_its_number(cast: Cast) -> None:
    content = content_of(make_world(), cast) | {"un_strategy": None}
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
        "PREV-1.1.1: from 70 in 2025\u00a0H2 to 44 in 2026\u00a0H1"
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
    assert (data["classification"], data["demo"]) == ("Uso interno", "Datos de demostración")
