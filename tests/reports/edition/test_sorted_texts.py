"""Good practice, lessons and difficulties: texts stand under the heading that who prepares the report chose, in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from documents.spoken import plain
from institutions.models import User
from measurements.answer.refusals import NotAllowed, WrongState
from measurements.models import Measurement
from reports.aftermath.correcting import open_correction
from reports.drafting.laying import content_of
from reports.drafting.sorting import Choice, MergedChoice, ToldText, merge_choice, sort_texts
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.edition.blocks import Heading, Terms
from reports.edition.sorting import KEY, Sorted, TextPlace, digest_of
from reports.edition.typesetting import report_pdf
from reports.files.making import make_files
from reports.files.word_report import report_docx
from reports.issued import issuing
from reports.models import DraftSection, ReportDraft
from reports.snapshot import Content, freeze
from tests.cast import Cast
from tests.factories.reports import adopt_draft
from tests.reports.read_back.drafting import at, begun, body, boxes
from tests.reports.read_back.files import read_docx, read_page, read_pdf
from tests.reports.read_back.told import blocks_in, text_in
from tests.reports.worlds.drafting import LATER, Drafts
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
Standing = ReportDraft.Standing
TOLD = {"PREV-1.1.1": "Se rotaron las aulas.", "PREV-1.2.1": "Faltó transporte.", "PART-1.2.1": "Se firmó un convenio."}
"""What the army wrote beside its figures; the navy wrote nothing."""


@pytest.fixture
def drafts(cast: Cast) -> Drafts:
    made = begun(cast)
    for code, words in TOLD.items():
        of_army = Measurement.objects.filter(
            period=made.world.period, institution=made.world.army, indicator__code=code
        )
        of_army.update(narrative=words, narrative_language="es")
    return made


def section(draft: ReportDraft) -> DraftSection:
    return draft.sections.get(key=KEY)


def said(**headings: str) -> dict[TextPlace, Sorted]:
    """`PREV_1_1_1="lesson"`: the army's text of that indicator, as it stands."""
    codes = {code.replace("-", "_").replace(".", "_"): code for code in TOLD}
    return {
        TextPlace(codes[name], "2026-I", "EP"): Sorted(heading, digest_of(TOLD[codes[name]]))
        for name, heading in headings.items()
    }


def sort(drafts: Drafts, draft: ReportDraft | None = None, **headings: str) -> DraftSection:
    found = section(draft or drafts.draft)
    return sort_texts(found, said(**headings), version=found.version, by=drafts.cast.secretary, at=CLOSED)


def built(drafts: Drafts, draft: ReportDraft | None = None) -> Content:
    return freeze(content_of(drafts.again(draft), at=CLOSED)).content


def printed(content: Content, language: str = "es") -> list[str]:
    """Headings and texts of the section, in the order in which they are printed."""
    found = []
    for block in blocks_in(content, KEY, language):
        if isinstance(block, Heading):
            found.append(block.text.split(" · ")[0])
        elif isinstance(block, Terms):
            found += [plain(text) for _who, text in block.items]
    return found


# --- What the report says ---


def test_while_nobody_sorted_the_section_stays_as_it_was(drafts: Drafts) -> None:
    content = built(drafts)
    assert printed(content) == [part for pair in TOLD.items() for part in pair]
    assert "le corresponde decirlo al Comité" in text_in(content, KEY)
    assert all("sorting" not in row for row in content["layout"])


def test_sorted_texts_stand_under_their_headings_and_the_rest_says_that_it_is_not_sorted(drafts: Drafts) -> None:
    sort(drafts, PREV_1_2_1="difficulty", PART_1_2_1="practice")
    content = built(drafts)
    assert printed(content) == [
        "Buenas prácticas", "PART-1.2.1", "Se firmó un convenio.",
        "Dificultades", "PREV-1.2.1", "Faltó transporte.",
        "Sin clasificar", "PREV-1.1.1", "Se rotaron las aulas.",
    ]  # fmt: skip
    counted = "buenas prácticas: 1; lecciones: 0; dificultades: 1; otros textos: 0; sin clasificar: 1"
    assert counted in text_in(content, KEY)
    assert "le corresponde decirlo al Comité" not in text_in(content, KEY)
    assert printed(content, "en")[::3] == ["Good practice", "Difficulties", "Not sorted"]
    counted = "good practice: 1; lessons: 0; difficulties: 1; other texts: 0; not sorted: 1"
    assert counted in text_in(content, KEY, "en")


def test_a_text_that_changed_since_is_not_sorted(drafts: Drafts) -> None:
    sort(drafts, PREV_1_1_1="lesson", PREV_1_2_1="difficulty")
    Measurement.objects.filter(narrative=TOLD["PREV-1.1.1"]).update(narrative="Otra cosa.")
    assert printed(built(drafts))[-2:] == ["PART-1.2.1", TOLD["PART-1.2.1"]]
    assert printed(built(drafts))[3:6] == ["Sin clasificar", "PREV-1.1.1", "Otra cosa."]


def test_every_format_prints_the_same_headings(drafts: Drafts, signed_in: SignIn) -> None:
    sort(drafts, PREV_1_1_1="lesson", PREV_1_2_1="difficulty")
    content = built(drafts)
    page = read_page(body(signed_in(drafts.cast.member).get(at(drafts, "vista-previa/"))))
    pdf = read_pdf(report_pdf(content, "es", sha256=""))
    word = read_docx(report_docx(content, "es", sha256=""))
    for read in (page, pdf, word):
        text = " ".join(read.text.split())
        assert in_order(text, "Lecciones", TOLD["PREV-1.1.1"], "Dificultades", TOLD["PREV-1.2.1"], "Sin clasificar")
    assert [row["heading"] for row in layout_row(content)["sorting"]] == ["lesson", "difficulty"]


def in_order(text: str, *parts: str) -> bool:
    """Each part after the one before it, in the section itself and not among the contents."""
    place = text.rindex(parts[0])
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return False
    return True


def layout_row(content: Content) -> Content:
    found: Content = next(row for row in content["layout"] if row["key"] == KEY)
    return found


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_workbook_says_it_beside_each_answer(drafts: Drafts, language: str) -> None:
    sort(drafts, PREV_1_1_1="lesson")
    heads = {
        "es": ("Respuestas", "Clasificado como", "Lecciones", "Sin clasificar"),
        "en": ("Answers", "Sorted as", "Lessons", "Not sorted"),
    }
    sheet, head, lesson, unsorted = heads[language]
    rows = answers_sheet(built(drafts), language, sheet)
    place = rows[0].index(head)
    words = {str(row[0]): row[place] for row in rows[1:] if row[2] == "EP"}
    assert words == {"PREV-1.1.1": lesson, "PREV-1.2.1": unsorted, "PART-1.2.1": unsorted}
    assert {row[place] for row in rows[1:] if row[2] != "EP"} == {""}


def test_the_workbook_has_no_such_column_while_nobody_sorted(drafts: Drafts) -> None:
    assert "Clasificado como" not in answers_sheet(built(drafts), "es", "Respuestas")[0]


def answers_sheet(content: Content, language: str, name: str) -> list[list[object]]:
    made = next(each for each in make_files(content, "") if each.kind.format == "xlsx" and each.language == language)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made.content)).get_sheet_by_name(name).to_python()
    start = next(n for n, row in enumerate(rows) if "PREV-1.1.1" in row)
    return [list(row) for row in rows[start - 1 :]]


# --- Correcting ---


def test_a_corrected_edition_begins_as_the_edition_was_sorted_and_lists_what_is_sorted_otherwise(
    drafts: Drafts,
) -> None:
    cast = drafts.cast
    sort(drafts, PREV_1_1_1="lesson")
    edition = issuing.issue(adopt_draft(drafts.again(), by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    correction = open_correction(edition, "Se reclasifica.", language="es", by=cast.secretary, at=LATER)
    assert section(correction).sorting == layout_row(edition.content)["sorting"]
    assert built(drafts, correction)["corrections"]["changes"] == []
    sort(drafts, correction, PREV_1_1_1="practice")
    (change,) = built(drafts, correction)["corrections"]["changes"]
    assert change["what"] == {
        "es": "Cómo se clasificaron los textos de las instituciones",
        "en": "How the texts of institutions are sorted",
    }


# --- Who sorts, and when ---


@pytest.mark.parametrize("standing", [each for each in Standing if each != Standing.DRAFTING])
def test_nothing_is_sorted_in_what_is_not_being_written(drafts: Drafts, standing: str) -> None:
    draft = drafts.bring_to(standing)
    before = section(draft).sorting
    with pytest.raises(WrongState):
        sort(drafts, draft, PREV_1_1_1="lesson")
    assert section(draft).sorting == before


@pytest.mark.parametrize("name", ["reporter", "approver", "outsider", "observer", "administrator"])
def test_only_who_writes_the_report_sorts(drafts: Drafts, name: str) -> None:
    found, person = section(drafts.draft), drafts.cast.people()[name]
    with pytest.raises(NotAllowed):
        sort_texts(found, said(PREV_1_1_1="lesson"), version=found.version, by=person, at=CLOSED)


def test_an_own_report_is_sorted_by_its_institution(drafts: Drafts) -> None:
    own = drafts.own()
    with pytest.raises(NotAllowed):
        sort(drafts, own, PREV_1_1_1="lesson")
    found = section(own)
    sort_texts(found, said(PREV_1_1_1="lesson"), version=found.version, by=drafts.cast.reporter, at=CLOSED)
    assert printed(built(drafts, own))[:3] == ["Lecciones", "PREV-1.1.1", TOLD["PREV-1.1.1"]]


def test_sorting_counts_as_a_change_of_the_report_and_saying_the_same_as_none(drafts: Drafts) -> None:
    before = version_of_all(drafts.draft)
    sort(drafts, PREV_1_1_1="lesson")
    assert version_of_all(drafts.draft) == before + 1
    sort(drafts, PREV_1_1_1="lesson")
    assert version_of_all(drafts.draft) == before + 1


def test_a_heading_that_there_is_not_sorts_nothing(drafts: Drafts) -> None:
    assert sort(drafts, PREV_1_1_1="success").sorting == []


def test_writing_the_text_of_the_section_leaves_what_was_sorted(drafts: Drafts) -> None:
    kept = sort(drafts, PREV_1_1_1="lesson")
    write(kept, Written({"es": "Un texto."}, {}), version=kept.version, by=drafts.cast.member, at=CLOSED)
    assert section(drafts.draft).sorting == kept.sorting


# --- The page ---

BOX = "heading_PREV-1.1.1/2026-I/EP"
OTHER = "heading_PREV-1.2.1/2026-I/EP"


def test_the_page_keeps_what_was_chosen(drafts: Drafts, signed_in: SignIn) -> None:
    client, url = signed_in(drafts.cast.member), at(drafts, "practicas/")
    for way in ("textos/", "textos/practices/"):
        assert f'href="{url}"' in body(client.get(at(drafts, way)))
    answer = client.post(url, boxes(client, url) | {BOX: "lesson"})
    assert (answer.status_code, answer.headers["Location"]) == (302, at(drafts, "textos/practices/"))
    assert boxes(client, url)[BOX] == "lesson"
    read = re.sub(r"\s+", " ", body(client.get(url)))
    assert 'href="/informes/" aria-current' in read
    assert 'aria-label="Figura bajo: PREV-1.1.1' in read  # the words that are seen begin the name
    assert client.post(url, boxes(client, url) | {BOX: ""}).status_code == 302
    assert section(drafts.draft).sorting == []
    page = client.post(url, boxes(client, url) | {BOX: "success"})
    assert page.status_code == 200
    assert "<title>Error:" in body(page)


def test_two_people_lose_nothing_of_each_other(drafts: Drafts, signed_in: SignIn) -> None:
    mine, theirs = signed_in(drafts.cast.member), signed_in(drafts.cast.secretary)
    url = at(drafts, "practicas/")
    opened = boxes(mine, url)
    theirs.post(url, boxes(theirs, url) | {BOX: "lesson", OTHER: "difficulty"})
    page = mine.post(url, opened | {BOX: "practice"})
    assert page.status_code == 409
    form = page.context["form"]
    assert (form[BOX].value(), form[OTHER].value()) == ("practice", "difficulty")
    assert body(page).count("Entretanto otra persona eligió: Lecciones.") == 1
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert mine.post(url, again).status_code == 302
    assert (boxes(mine, url)[BOX], boxes(mine, url)[OTHER]) == ("practice", "difficulty")


def test_a_text_that_changed_while_it_was_read_is_not_sorted(drafts: Drafts, signed_in: SignIn) -> None:
    client, url = signed_in(drafts.cast.member), at(drafts, "practicas/")
    opened = boxes(client, url)
    Measurement.objects.filter(narrative=TOLD["PREV-1.1.1"]).update(narrative="Otra cosa.")
    page = client.post(url, opened | {BOX: "lesson", OTHER: "difficulty"})
    assert page.status_code == 409
    assert "El texto es otro desde que usted lo leyó." in body(page)
    assert (page.context["form"][BOX].value(), page.context["form"][OTHER].value()) == ("", "difficulty")
    assert section(drafts.draft).sorting == []


def test_what_is_shut_meanwhile_shows_what_was_chosen(drafts: Drafts, signed_in: SignIn) -> None:
    client, url = signed_in(drafts.cast.member), at(drafts, "practicas/")
    opened = boxes(client, url)
    drafts.bring_to(Standing.CONSULTING)
    page = client.post(url, opened | {BOX: "lesson"})
    assert page.status_code == 409
    assert "Lecciones" in body(page)
    assert section(drafts.draft).sorting == []


def test_who_only_reads_sees_no_boxes_and_saves_nothing(drafts: Drafts, signed_in: SignIn) -> None:
    client, url = signed_in(drafts.cast.observer), at(drafts, "practicas/")
    opened = boxes(client, url)
    assert "<select" not in body(client.get(url))
    assert client.post(url, opened | {BOX: "lesson"}).status_code == 403


def text_now(heading: str, text: str = "Texto.") -> ToldText:
    return ToldText(TextPlace("PREV-1.1.1", "2026-I", "EP"), "", "", text, "es", digest_of(text), heading)


@pytest.mark.parametrize(
    ("mine", "was", "now", "merged"),
    [
        ("lesson", "lesson", "lesson", MergedChoice("lesson")),
        ("lesson", "lesson", "other", MergedChoice("other", theirs="other")),
        ("lesson", "other", "other", MergedChoice("lesson")),
        ("lesson", "other", "lesson", MergedChoice("lesson")),
        ("lesson", "other", "practice", MergedChoice("lesson", theirs="practice")),
        ("", "other", "practice", MergedChoice("", theirs="practice")),
        ("other", "other", "", MergedChoice("", theirs="")),
    ],
)
def test_what_a_box_holds_when_two_people_sorted(mine: str, was: str, now: str, merged: MergedChoice) -> None:
    assert merge_choice(Choice(mine, was, digest_of("Texto.")), text_now(now)) == merged


def test_a_text_that_came_since_or_is_another_holds_what_stands(drafts: Drafts) -> None:
    assert merge_choice(None, text_now("lesson")) == MergedChoice("lesson")
    of_before = Choice("lesson", "", digest_of("Otro."))
    assert merge_choice(of_before, text_now("")) == MergedChoice("", is_another=True)
