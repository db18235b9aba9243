"""What the minutes print of a review: each decision with its reason, in both languages, and the same for ever once closed."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZipFile

import pytest

from committee.minutes.closing import lacks_of
from committee.minutes.composing import LANGUAGES, letter_of
from committee.models import Meeting, ReviewSession
from committee.review import adopting, deciding, opening
from committee.review.deciding import Choice
from documents.letter import Block, Facts, Heading, Letter, Table, Text, as_docx, as_pdf
from indicators.defining.document import Words
from indicators.models import IndicatorRevision
from tests.cast import Cast
from tests.committee.review.reviewed import AT, CODES, WHY, Reviews, make_reviews


@pytest.fixture
def world(cast: Cast) -> Reviews:
    return make_reviews(cast)


def part(letter: Letter) -> list[Block]:
    """The blocks of the review, between its heading and the agreements."""
    titles = [block.text if isinstance(block, Heading) and block.level == 1 else "" for block in letter.blocks]
    start = next(n for n, title in enumerate(titles) if title.startswith(("Revisión", "Six-monthly")))
    end = next(n for n, title in enumerate(titles) if title in ("Acuerdos", "Agreements"))
    return list(letter.blocks[start:end])


def said(blocks: Iterable[Block]) -> str:
    return "\n".join(str(block) for block in blocks)


def minutes(session: ReviewSession, language: str = "es") -> list[Block]:
    return part(letter_of(Meeting.objects.get(pk=session.meeting_id), language))


def test_they_say_what_changes_why_and_from_when(world: Reviews) -> None:
    blocks = minutes(world.closed("adjust", "retire", "keep"))
    (facts,) = (dict(block.pairs) for block in blocks if isinstance(block, Facts))
    assert facts["Quórum"] == "3 de 3 representadas: hay quórum"
    assert facts["Decisiones adoptadas"] == "3"
    texts = [block.text for block in blocks if isinstance(block, Text)]
    assert any(text.startswith("Ajustar la definición. Desde 2026-II") for text in texts)
    assert any(text.startswith("Retirar. Desde 2026-II nadie debe reportarlo") for text in texts)
    assert texts.count("Motivo: Porque se discutió.") == 2
    changes, kept = sorted(
        (block for block in blocks if isinstance(block, Table)), key=lambda table: table.rows[0][0] == CODES[2]
    )
    assert "Se cuenta cada participante." in changes.rows[0]
    assert kept.rows == ((CODES[2], f"Nombre de {CODES[2]}", "Porque se discutió."),)


def test_a_new_indicator_is_written_out_with_its_definition(world: Reviews) -> None:
    session = world.opened()
    action, draft = world.indicator().action, world.renamed(note="Se cuenta cada evento.")
    new = Choice("new", new_code="PREV-1.1.9", new_action=action, rationale=WHY, draft=draft)
    decision = deciding.decide(session, new, version=0, by=world.cast.secretary, at=AT)
    adopting.adopt(decision, version=decision.version, by=world.cast.secretary, at=AT)
    facts = [dict(block.pairs) for block in minutes(session) if isinstance(block, Facts)]
    assert facts[1]["Cómo se cuenta"] == "Se cuenta cada evento."
    assert "quiebre" not in said(minutes(session))


def test_each_language_has_its_words_and_a_reason_without_english_is_marked_as_spanish(world: Reviews) -> None:
    session = world.opened()
    choice = Choice("retire", world.indicator(), rationale=Words("Ya no se mide."))
    deciding.decide(session, choice, version=0, by=world.cast.secretary, at=AT)
    blocks = minutes(session, "en")
    assert "Retire" in said(blocks)
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert (table.rows, table.spoken) == (((CODES[0], "Retire", "Ya no se mide."),), (("", "", "es"),))


def test_a_reason_without_english_makes_no_other_spanish(world: Reviews) -> None:
    session = world.opened()
    for code, words in zip(CODES, (Words("Solo en español."), WHY, Words()), strict=True):
        deciding.decide(
            session, Choice("keep", world.indicator(code), rationale=words), version=0, by=world.cast.secretary, at=AT
        )
    (table,) = (block for block in minutes(session, "en") if isinstance(block, Table))
    assert [row[2] for row in table.rows] == ["Solo en español.", "Because it was discussed.", "–"]
    assert [languages[2] for languages in table.spoken] == ["es", "en", ""]
    docx = as_docx(Letter("en", "Minutes", (), "", (table,)))
    document = ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    assert document.count('w:val="es-PE"') == 1
    assert as_pdf(Letter("en", "Minutes", (), "", (table,))).startswith(b"%PDF")


def test_a_draft_says_what_is_not_decided_yet(world: Reviews) -> None:
    session = world.opened()
    world.deferred(session)
    text = said(minutes(session))
    assert "Postergadas para una revisión posterior" in text
    assert f"2 indicadores no tienen decisión todavía: {CODES[1]}, {CODES[2]}." in text


def test_the_constitutive_review_prints_the_commitments_and_the_definitions_adopted(world: Reviews) -> None:
    blocks = minutes(world.closed("keep", "keep", "keep", constitutive=True))
    assert "Se adoptan tal como están las definiciones propuestas:" in said(blocks)
    commitments = [block for block in blocks if isinstance(block, Table)][-1]
    assert commitments.rows == (("Institución EP", ", ".join(CODES), "3"), ("Institución MGP", ", ".join(CODES), "3"))


def test_a_review_that_is_not_constitutive_adopts_no_commitments(world: Reviews) -> None:
    assert "Compromisos adoptados" not in said(minutes(world.closed("keep", "keep", "keep")))


def test_a_cancelled_review_is_not_in_the_minutes(world: Reviews) -> None:
    session = world.opened()
    opening.cancel(session, reason="No hubo tiempo.", version=session.version, by=world.cast.secretary, at=AT)
    letter = letter_of(Meeting.objects.get(), "es")
    assert "Revisión semestral" not in said(letter.blocks)


def test_closed_minutes_print_the_same_whatever_is_renamed_later(world: Reviews) -> None:
    session = world.closed("keep", "keep", "keep")
    before = {language: minutes(session, language) for language in LANGUAGES}
    IndicatorRevision.objects.update(name_es="Otro nombre", name_en="Another name")
    assert {language: minutes(session, language) for language in LANGUAGES} == before


def test_a_review_is_a_point_of_the_meeting_by_itself(world: Reviews) -> None:
    session = world.opened()
    session.meeting.agenda.all().delete()
    assert [each.page for each in lacks_of(session.meeting, at=AT)] == ["revision_session"], "only its decisions lack"
    opening.cancel(session, reason="Se posterga.", version=session.version, by=world.cast.secretary, at=AT)
    assert [each.page for each in lacks_of(session.meeting, at=AT)] == ["meeting_agenda"]
    assert not any("Agenda" in str(block) for block in letter_of(session.meeting, "es").blocks)
