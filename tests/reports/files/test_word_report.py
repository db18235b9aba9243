"""The DOCX of an edition: the same blocks as the PDF, with real headings, a contents list that leads, and nothing to repair."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pikepdf import Pdf

from documents.office_inspection import check_ooxml
from documents.spoken import in_language
from reports import snapshot
from reports.edition.blocks import Bullets, Cell, Column, Heading, Section, Table, Terms
from reports.edition.blocks import Document as Report
from reports.edition.composing import compose
from reports.edition.typesetting import drawings, typeset
from reports.files.word_report import report_docx, written
from reports.files.word_widths import TEXT_WIDTH, widths_of
from reports.report_kinds.scope import of_semester
from reports.snapshot import freeze
from tests.cast import Cast
from tests.documents.ooxml_order import cells_without_paragraph, out_of_order
from tests.documents.ooxml_package import package_findings
from tests.factories.reports import build
from tests.reports.edition.test_edition_pdf import elements
from tests.reports.worlds.report import CLOSED, HOSTILE, make_world

pytestmark = pytest.mark.django_db
DIGEST = "0123456789abcdef" * 4
DRAWN = qn("wp:docPr")


@pytest.fixture
def content(cast: Cast) -> dict[str, Any]:
    world = make_world(is_demonstration=True)
    return freeze(build(world.plan, world.period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content


@pytest.fixture
def report(content: dict[str, Any]) -> Report:
    return compose(content, "es", sha256=DIGEST)


def opened(content: dict[str, Any], language: str = "es") -> Any:
    return docx.Document(io.BytesIO(report_docx(content, language, sha256=DIGEST)))


def headings(report: Report) -> Iterator[tuple[str, str]]:
    for section in report.sections:
        yield "Heading 1", section.heading
        for block in section.blocks:
            if isinstance(block, Heading):
                yield f"Heading {block.level}", block.text


def tables(report: Report) -> list[Table]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


def test_headings_are_real_and_those_of_the_report(content: dict[str, Any], report: Report) -> None:
    found = [(p.style.name, p.text) for p in opened(content).paragraphs if p.style.name.startswith("Heading")]
    assert found == list(headings(report))
    assert {name for name, _text in found} == {"Heading 1", "Heading 2", "Heading 3", "Heading 4"}


def test_contents_list_every_section_and_area_and_lead_to_bookmarks(content: dict[str, Any], report: Report) -> None:
    body = opened(content).element.body
    links = list(body.iter(qn("w:hyperlink")))
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert ["".join(t.text for t in link.iter(qn("w:t"))) for link in links] == [
        text for style, text in headings(report) if style in ("Heading 1", "Heading 2")
    ]
    assert [link.get(qn("w:anchor")) for link in links] == marks
    assert len(set(marks)) == len(marks)
    instructions = [each.text.split()[0] for each in body.iter(qn("w:instrText"))]
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert (instructions, kinds) == (["TOC"], ["begin", "separate", "end"])


def test_no_page_stays_empty_behind_contents_that_fill_theirs(content: dict[str, Any]) -> None:
    """The first section begins a page by itself: a break in a paragraph of its own would begin one more."""
    body = opened(content).element.body
    breaks = [each for each in body.iter(qn("w:br")) if each.get(qn("w:type")) == "page"]
    assert len(breaks) == 1  # below the cover
    first = next(
        p for p in body.iter(qn("w:p")) if p.pPr is not None and p.pPr.find(qn("w:pageBreakBefore")) is not None
    )
    assert first.find(f".//{qn('w:bookmarkStart')}") is not None


def test_word_processor_is_told_to_complete_the_contents(content: dict[str, Any]) -> None:
    setting = opened(content).settings.element.find(qn("w:updateFields"))
    assert setting.get(qn("w:val")) == "true"


def test_every_table_says_what_the_report_says_with_a_head_that_repeats(
    content: dict[str, Any], report: Report
) -> None:
    known = {table.caption: table for table in tables(report) if not any(c.drawing for row in table.rows for c in row)}
    seen = 0
    for table in opened(content).tables:
        named = table._tbl.tblPr.find(qn("w:tblCaption"))
        if named is None or named.get(qn("w:val")) not in known:
            continue
        seen += 1
        blocks = known[named.get(qn("w:val"))]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == [column.title for column in blocks.columns]
        for row, line in zip(table.rows[1:], blocks.rows, strict=True):
            for cell, said in zip(row.cells, line, strict=True):
                assert cell.text.endswith("\n".join(filter(None, (said.text, said.note))))
    assert seen == len(known) > 8


def test_numbers_stand_to_the_right_and_states_have_a_sign_beside_their_word(content: dict[str, Any]) -> None:
    document = opened(content)
    record = next(t for t in document.tables if "Esperados" in [c.text for c in t.rows[0].cells])
    sides = [cell._tc.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:jc')}") for cell in record.rows[1].cells]
    assert [side is not None and side.get(qn("w:val")) == "right" for side in sides] == [False] + [True] * 7
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("▼ Rezagado" in text for text in words)
    assert any(text.startswith("– Sin meta aprobada") for text in words)


def test_every_picture_has_words_and_a_number_of_its_own(content: dict[str, Any], report: Report) -> None:
    found = list(opened(content).element.body.iter(DRAWN))
    assert len({each.get("id") for each in found}) == len(found)
    assert [each.get("descr") for each in found][1:] == [each.alt for each in drawings(report)]
    assert DIGEST in found[0].get("descr")


def test_cover_and_every_page_say_what_it_is(content: dict[str, Any]) -> None:
    document = opened(content)
    section = document.sections[0]
    texts = [p.text for p in document.paragraphs[:6]]
    assert "Informe de cumplimiento 2026-I" in texts
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text.startswith(
        "Informe de cumplimiento 2026-I · IC-2026-0001 · Edición N.° 1 · Emitida, uso interno"
    )
    assert section.first_page_footer.paragraphs[0].text == "Emitida, uso interno · Datos de demostración"
    assert [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    cells = [cell.text for table in document.tables[:4] for row in table.rows for cell in row.cells]
    assert "Presidencia del Comité" in cells
    assert any("01234567 89abcdef" in text for text in cells)


def test_what_was_not_issued_says_so_on_the_cover_and_on_every_page(cast: Cast) -> None:
    world = make_world()
    content = freeze(snapshot.build(of_semester(world.plan, world.period), at=CLOSED)).content
    document = opened(content)
    assert "BORRADOR" in [p.text for p in document.paragraphs if p.style.name == "Stamp"]
    assert "BORRADOR, uso interno" in document.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_is_out_of_its_order_and_no_cell_lacks_a_paragraph(content: dict[str, Any], language: str) -> None:
    document = opened(content, language)
    section = document.sections[0]
    for root in (document.element, document.styles.element, section.header._element, section.footer._element):
        assert list(out_of_order(root)) == []
        assert cells_without_paragraph(root) == 0


@pytest.mark.parametrize("language", ["es", "en"])
def test_package_is_whole_and_fit_to_be_handed_in_as_evidence(content: dict[str, Any], language: str) -> None:
    made = report_docx(content, language, sha256=DIGEST)
    assert list(package_findings(made)) == []
    assert check_ooxml("informe.docx", made) == made


def test_no_chart_is_a_picture(content: dict[str, Any], report: Report) -> None:
    """The only picture is the code of the cover: every drawing of the report is a chart, in their order."""
    document = opened(content)
    charts = [each.get("descr") for each in document.element.body.iter(DRAWN) if is_chart(each)]
    assert charts == [each.alt for each in drawings(report)]
    assert len(list(document.element.body.iter(qn("pic:pic")))) == 1


def is_chart(drawn: Any) -> bool:
    return next(drawn.getparent().iter(qn("c:chart")), None) is not None


def test_same_snapshot_gives_the_same_bytes_without_a_clock(content: dict[str, Any]) -> None:
    first = report_docx(content, "es", sha256=DIGEST)
    assert first == report_docx(content, "es", sha256=DIGEST)
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None


def test_hostile_text_is_only_text(content: dict[str, Any]) -> None:
    long = f"{HOSTILE} </w:t></w:r> & \x07\u202eabc\n" + "palabra " * 2_500
    content["layout"][0]["edited"] = {"es": f"{long}\n\n- {HOSTILE}", "en": "x"}
    content["institutions"][0]["short_name"] = {"es": HOSTILE, "en": HOSTILE}
    document = opened(content)
    text = "\n".join(p.text for p in document.paragraphs)
    assert f"{HOSTILE} </w:t></w:r> & abc" in text
    assert HOSTILE in [p.text for p in document.paragraphs if p.style.name == "List Bullet"]
    assert list(out_of_order(document.element)) == []


def test_words_in_another_language_say_so_in_both_files() -> None:
    terms = Terms((("EP", in_language("Signed the agreement.", "en")), ("MGP", "Se firmó.")))
    table = Table("t", (Column("a"), Column("b")), ((Cell("x"), Cell(in_language("We trained them.", "en"))),))
    report = Report("es", "t", "", "", ("PERÚ",), (), "", "", "", (Section("s", "1", "S", (terms, table)),))
    runs = docx.Document(io.BytesIO(written(report))).element.body.iter(qn("w:r"))
    spoken = {r.findtext(qn("w:t")): lang.get(qn("w:val")) for r in runs for lang in r.iter(qn("w:lang"))}
    assert spoken == {"Signed the agreement.": "en-GB", "We trained them.": "en-GB"}
    pdf = Pdf.open(io.BytesIO(typeset(report)))
    assert "en-GB" in {str(each.Lang) for each in elements(pdf) if "/Lang" in each}


def test_names_of_the_state_are_spanish_in_an_english_copy() -> None:
    table = Table("t", (Column("a"), Column("b")), ((Cell("x"), Cell(in_language("Se capacitó.", "es"))),))
    report = Report("en", "t", "", "", ("PERÚ",), (), "", "", "", (Section("s", "1", "S", (table,)),))
    runs = docx.Document(io.BytesIO(written(report))).element.body.iter(qn("w:r"))
    spoken = {r.findtext(qn("w:t")).strip(): lang.get(qn("w:val")) for r in runs for lang in r.iter(qn("w:lang"))}
    assert spoken == {"PERÚ": "es-PE", "Se capacitó.": "es-PE"}
    pdf = Pdf.open(io.BytesIO(typeset(report)))
    assert [str(each.Lang) for each in elements(pdf) if "/Lang" in each] == ["es-PE", "es-PE"]


def test_bullets_of_the_report_are_bullets(content: dict[str, Any], report: Report) -> None:
    said = [item for s in report.sections for block in s.blocks if isinstance(block, Bullets) for item in block.items]
    assert [p.text for p in opened(content).paragraphs if p.style.name == "List Bullet"] == said


def test_columns_fill_the_page_and_never_leave_it(report: Report) -> None:
    for table in tables(report):
        widths = widths_of(table, 4.4)
        assert all(width > 0.5 for width in widths)
        assert sum(widths) <= TEXT_WIDTH + 0.01


def test_what_explains_digests_stays_with_the_last_of_them(content: dict[str, Any]) -> None:
    digests = [p for p in opened(content).paragraphs if p.style.name == "Digest"][1:]
    assert digests
    assert all(each.paragraph_format.keep_with_next for each in digests)


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_word_of_the_amounts_by_area_is_broken(language: str) -> None:
    """Its columns share the page by weights, and yet “Instituciones” or “Participación” fit: at 8 points a letter takes 1.4 mm or more."""
    words = {"es": ("Instituciones", "Participación"), "en": ("Institutions", "Participation")}[language]
    heads = (
        ("Ámbito", 7),
        (words[0], 6),
        ("Partidas", 5),
        *((each, 11) for each in ("PIA", "PIM", "B", "C")),
        ("Ejecución", 6),
    )
    columns = tuple(Column(title, is_number=bool(place), weight=weight) for place, (title, weight) in enumerate(heads))
    row = (Cell(words[1]), Cell("2"), Cell("3"), *[Cell("177\xa0000,00")] * 4, Cell("76,1\xa0%"))
    widths = widths_of(Table("t", columns, (row,)), 4.4)
    for width, column, cell in zip(widths, columns, row, strict=True):
        assert width >= 0.14 * max(len(column.title), len(cell.text)) + 0.3, column.title
    assert sum(widths) == pytest.approx(TEXT_WIDTH)


@pytest.mark.parametrize("word", ["Women", "Mujeres", "MINUSMA"])
def test_word_of_wide_letters_has_the_room_that_it_takes(word: str) -> None:
    """In bold letters of 9 points a W or an m takes 2.9 mm, more than others by half."""
    columns = (Column("Rank category", weight=1), *(Column(each, is_number=True) for each in (word, "Men", "Total")))
    widths = widths_of(Table("t", columns, ((Cell("Civilian staff"), Cell("17"), Cell("56"), Cell("73")),)), 4.4)
    wide = sum(letter in "MWm" for letter in word)
    assert widths[1] >= 0.29 * wide + 0.19 * (len(word) - wide) + 0.3


def test_words_that_fill_the_page_alone_share_it() -> None:
    columns = tuple(Column("x" * 18, weight=1) for _ in range(9))
    widths = widths_of(Table("t", columns, (tuple(Cell("a") for _ in columns),)), 4.4)
    assert widths == pytest.approx([TEXT_WIDTH / 9] * 9)


def test_a_report_without_sections_is_written_too(report: Report) -> None:
    empty = Report("es", "t", "", "", ("PERÚ",), (), "", "", "", ())
    assert docx.Document(io.BytesIO(written(empty))).paragraphs
