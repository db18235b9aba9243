"""The files of a progress note on its page: what is taken, what is refused, who reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.models import NoteFile, ProgressNote
from documents.handed_in import stored
from tests.activities.followed import NOW, OTHER, PROOF, Followed, followed
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_note

TYPED = {"version": "0", "progress": "running", "started_on": "2026-03-01", "text": "Se dictaron dos cursos."}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Followed]:
    with kept_for_a_module(django_db_blocker):
        yield followed()


@pytest.fixture
def world(made: Followed, db: None) -> Iterator[Followed]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def note_url(world: Followed) -> str:
    return reverse("note", args=[world.early.code, "2026-I"])


def post(browser: Client, url: str, **typed: Any) -> HttpResponse:
    return browser.post(url, TYPED | typed)  # type: ignore[return-value]


def text_of(response: Any) -> str:
    return str(response.content.decode())


def file(name: str = "acta.pdf", content: bytes = PROOF.content) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def test_a_hostile_file_is_refused_and_the_words_stay(world: Followed, signed_in: SignIn) -> None:
    harmful = file(content=b"%PDF-1.7 /OpenAction << /S /JavaScript >>")
    page = text_of(post(signed_in(world.cast.reporter), note_url(world), documents=harmful, is_confirmed="on"))
    assert TYPED["text"] in page
    assert "acta.pdf" in page
    assert not ProgressNote.objects.exists()
    assert not NoteFile.objects.exists()


def test_files_are_confirmed_to_hold_nothing_reserved(world: Followed, signed_in: SignIn) -> None:
    page = text_of(post(signed_in(world.cast.reporter), note_url(world), documents=file()))
    assert "información reservada o secreta" in page
    assert not ProgressNote.objects.exists()


def test_a_file_is_taken_off(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    post(browser, note_url(world), documents=file(), is_confirmed="on")
    post(browser, note_url(world), version="1", take_off=[str(NoteFile.objects.get().pk)])
    assert not NoteFile.objects.held().exists()


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        ("draft", {"reporter", "approver"}),
        ("submitted", {"reporter", "approver", "member", "secretary", "alternate"}),
        ("returned", {"reporter", "approver", "member", "secretary", "alternate"}),
    ],
)
def test_files_are_downloaded_by_who_may_read_them(
    world: Followed, signed_in: SignIn, status: str, readers: set[str]
) -> None:
    """What went with a sending stays readable to the Committee after the note was returned."""
    note = make_note(world.early, world.first, status=status)
    row = NoteFile.objects.create(
        note=note,
        stored_file=stored(PROOF, world.cast.army),
        added_at=NOW - dt.timedelta(days=30),
        added_by=world.cast.reporter,
    )
    url = reverse("note_file", args=[row.stored_file.sha256])
    for actor in ("reporter", "approver", "member", "secretary", "alternate", "observer", "outsider"):
        answer = signed_in(getattr(world.cast, actor)).get(url)
        assert answer.status_code == (200 if actor in readers else 404), actor
        if answer.status_code == 200:
            assert answer.content == PROOF.content
            assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_of_nobody_is_not_found(world: Followed, signed_in: SignIn) -> None:
    stored(OTHER, world.cast.army)
    url = reverse("note_file", args=["0" * 64])
    assert signed_in(world.cast.secretary).get(url).status_code == 404
