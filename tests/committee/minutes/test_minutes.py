"""The minutes as files: a draft while they are open, the same bytes for ever once they are closed, each text in its language."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from committee.minutes.composing import LANGUAGES, letter_of
from documents.kept_letter import read_back, taken_down
from documents.letter import Facts, Heading, Letter, Note, Numbered, Quote, Signatures, Table, Text, as_docx, as_pdf
from documents.plain_pdf import plain_pdf
from institutions.models import Institution
from tests.cast import Cast
from tests.committee.meetings.met import Meetings, make_meetings
from tests.conftest import SignIn

EVERY_BLOCK = Letter(
    language="es",
    title="Acta",
    names=("PERÚ", "Ministerio"),
    over="Plan",
    blocks=(
        Heading("Asistencia", 2),
        Text("Palabras", "en", is_strong=True),
        Quote("Dicho", "es"),
        Note("Nota"),
        Facts((("Lugar", "Lima"),)),
        Numbered(("uno", "dos")),
        Table("Tabla", ("a", "b"), (("1", "2"), ("3", "4")), (1, 2), ("", "en")),
        Signatures((("", "Presidencia"),)),
    ),
)


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def test_a_letter_that_was_taken_down_is_read_back_the_same() -> None:
    assert read_back(taken_down(EVERY_BLOCK)) == EVERY_BLOCK


def test_closed_minutes_print_the_same_whatever_is_renamed_later(world: Meetings) -> None:
    meeting = world.closed()
    before = {language: letter_of(meeting, language) for language in LANGUAGES}
    Institution.objects.update(name="Otro nombre")
    meeting.agreements.update(text="Otro texto.")
    meeting.refresh_from_db()
    assert {language: letter_of(meeting, language) for language in LANGUAGES} == before
    assert as_docx(before["es"]) == as_docx(letter_of(meeting, "es"))


def test_only_open_minutes_are_marked_as_a_draft(world: Meetings) -> None:
    meeting = world.held()
    assert [letter_of(meeting, language).mark for language in LANGUAGES] == ["BORRADOR", "DRAFT"]
    meeting = world.close(meeting)
    assert [letter_of(meeting, language).mark for language in LANGUAGES] == ["", ""]


def test_minutes_say_who_came_what_was_agreed_and_where_to_sign(world: Meetings) -> None:
    letter = letter_of(world.closed(), "en")
    seats, agreed = (block for block in letter.blocks if isinstance(block, Table))
    assert seats.rows[0] == ("Institución EP", "Present", "Rosa Ejemplo", "Jefa de oficina")
    assert agreed.rows == (("1", "Enviar la relación.", "Institución EP", "30 September 2026"),)
    assert agreed.langs[1] == "es", "what people wrote keeps its language"
    facts = dict(next(block for block in letter.blocks if isinstance(block, Facts)).pairs)
    assert facts["Institutions represented"] == "3 of 3"
    signing = next(block for block in letter.blocks if isinstance(block, Signatures)).people
    assert signing[0] == ("", "President of the Committee")
    assert ("Rosa Ejemplo", "Jefa de oficina, Institución EP") in signing


def test_a_planned_meeting_says_who_is_called_not_that_nobody_came(world: Meetings) -> None:
    facts = dict(letter_of(world.planned(), "es").blocks[0].pairs)
    assert facts["Instituciones convocadas"] == "3"
    assert "Instituciones representadas" not in facts


def test_what_people_wrote_is_only_text_in_both_files(world: Meetings) -> None:
    meeting = world.held()
    meeting.notes = '#panic("no") [x](http://x) \x07<w:p/>'
    letter = letter_of(meeting, "es")
    assert as_pdf(letter).startswith(b"%PDF")
    words = [paragraph.text for paragraph in Document(io.BytesIO(as_docx(letter))).paragraphs]
    assert '#panic("no") [x](http://x) <w:p/>' in words


def test_a_column_in_another_language_is_marked_in_the_docx() -> None:
    document = Document(io.BytesIO(as_docx(replace(EVERY_BLOCK, blocks=EVERY_BLOCK.blocks[-2:-1]))))
    languages = [cell._tc.xpath(".//w:lang/@w:val") for cell in document.tables[0].rows[1].cells]
    assert languages == [[], ["en-GB"]]


def test_signed_minutes_that_cannot_be_stored_are_told_and_not_kept(
    world: Meetings, signed_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    meeting = world.closed()
    nowhere = tmp_path / "files"
    nowhere.write_bytes(b"")  # where the folder should be there is a file
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": {"location": nowhere}}}
    data = {"file": SimpleUploadedFile("acta.pdf", plain_pdf(["Acta"])), "version": meeting.version}
    refused = signed_in(world.cast.secretary).post(reverse("meeting_sign", args=[meeting.number]), data)
    assert refused.status_code == 503
    assert "No se guardó nada" in refused.content.decode()
    meeting.refresh_from_db()
    assert meeting.signed_file is None
