"""The pages of the follow-up: what each person sees and does there, and that nothing typed is lost."""

from __future__ import annotations

import re
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

from activities.deadlines import window_of
from activities.models import ProgressNote, Status
from indicators.models import ReportingPeriod
from tests.activities.followed import NOW, PROOF, Followed, followed
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_activity,
    make_budget_item,
    make_change_of,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
)

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


def notes_url() -> str:
    return reverse("notes", args=["2026-I", "EP"])


def post(browser: Client, url: str, **typed: Any) -> HttpResponse:
    return browser.post(url, TYPED | typed)  # type: ignore[return-value]


def text_of(response: Any) -> str:
    return str(response.content.decode())


def file(name: str = "acta.pdf", content: bytes = PROOF.content) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def test_it_is_written_and_handed_over_in_one_step(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    answer = post(browser, note_url(world), action="hand-over", documents=file(), is_confirmed="on")
    assert (answer.status_code, answer["Location"]) == (302, notes_url())
    note = ProgressNote.objects.get()
    assert (note.status, note.files.get().stored_file.name) == (Status.PREPARED, "acta.pdf")


def test_what_cannot_be_handed_over_is_kept_and_says_why(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    done = {"progress": "done", "finished_on": "2026-06-20", "action": "hand-over"}
    page = text_of(browser.get(post(browser, note_url(world), **done)["Location"]))
    assert ProgressNote.objects.get().status == Status.DRAFT
    assert "Adjunte el documento" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "Escriba qué se hizo"),
        ({"progress": "done"}, "terminó"),
        ({"started_on": "32/13/2026"}, "no es una fecha"),
        ({"started_on": "2026-07-02"}, "posterior al semestre"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(
    world: Followed, signed_in: SignIn, typed: dict[str, str], words: str
) -> None:
    page = text_of(post(signed_in(world.cast.reporter), note_url(world), **typed))
    assert words in page
    assert typed.get("text", TYPED["text"]) in page
    assert not ProgressNote.objects.exists()


def test_two_tabs_the_second_sees_both(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    post(browser, note_url(world))
    answer = post(browser, note_url(world), text="Lo que escribí en la otra pestaña.")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Se dictaron dos cursos." in page
    assert "Lo que escribí en la otra pestaña." in page
    again = post(browser, note_url(world), version="1", text="Lo que escribí en la otra pestaña.")
    assert (again.status_code, ProgressNote.objects.get().version) == (302, 2)


@pytest.mark.parametrize("status", ["prepared", "submitted", "validated"])
def test_what_was_typed_is_shown_when_it_can_no_longer_be_written(
    world: Followed, signed_in: SignIn, status: str
) -> None:
    make_note(world.early, world.first, status=status)
    answer = post(signed_in(world.cast.reporter), note_url(world), version="1", text="Tarde, pero escrito.")
    assert (answer.status_code, "Tarde, pero escrito." in text_of(answer)) == (409, True)
    assert ProgressNote.objects.get().status == status


def test_after_the_window_the_page_says_until_when_it_was_open(world: Followed, signed_in: SignIn) -> None:
    with time_machine.travel(world.first.closes_at, tick=False):
        browser = signed_in(world.cast.reporter)
        page, answer = text_of(browser.get(note_url(world))), post(browser, note_url(world))
    assert '<form method="post" enctype' not in page
    assert "cerró" in page
    assert answer.status_code == 409
    assert not ProgressNote.objects.exists()


def test_a_page_posted_after_its_session_ended_is_there_after_signing_in(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(None)
    assert post(browser, note_url(world))["Location"].startswith(reverse("account_login"))
    browser.force_login(world.cast.reporter, backend="django.contrib.auth.backends.ModelBackend")
    assert TYPED["text"] in text_of(browser.get(note_url(world)))
    assert not ProgressNote.objects.exists()


def test_the_approver_sends_all_that_was_handed_over_or_none(world: Followed, signed_in: SignIn) -> None:
    other = make_activity(world.early.year_plan)
    notes = [make_note(each, world.first, status="prepared") for each in (world.early, other)]
    browser = signed_in(world.cast.approver)
    assert "Enviar las 2 al Comité" in text_of(browser.get(notes_url()))
    answer = browser.post(notes_url(), {"note": [f"{notes[0].pk}:1", f"{notes[1].pk}:7"]})
    assert answer.status_code == 409
    assert {note.status for note in ProgressNote.objects.all()} == {Status.PREPARED}
    answer = browser.post(notes_url(), {"note": [f"{note.pk}:1" for note in notes]})
    assert answer.status_code == 302
    assert {note.status for note in ProgressNote.objects.all()} == {Status.SUBMITTED}


@pytest.mark.parametrize("actor", ["reporter", "member", "secretary", "observer"])
def test_only_the_approver_sends(world: Followed, signed_in: SignIn, actor: str) -> None:
    note = make_note(world.early, world.first, status="prepared")
    answer = signed_in(getattr(world.cast, actor)).post(notes_url(), {"note": f"{note.pk}:1"})
    assert (answer.status_code, ProgressNote.objects.get().status) == (403, Status.PREPARED)


def test_a_note_of_another_institution_is_not_sent_along(world: Followed, signed_in: SignIn) -> None:
    from tests.factories import make_round, make_year_plan

    foreign = make_activity(make_year_plan(make_round(world.plan, 2026), world.cast.navy))
    note = make_note(foreign, world.first, status="prepared")
    page = text_of(signed_in(world.cast.approver).post(notes_url(), {"note": f"{note.pk}:1"}))
    assert "no hay qué enviar" in page
    assert ProgressNote.objects.get().status == Status.PREPARED


def test_what_is_missing_stands_first_and_is_counted(world: Followed, signed_in: SignIn) -> None:
    sent = make_activity(world.early.year_plan, title="Enviada ya")
    make_note(sent, world.first, status="submitted")
    page = text_of(signed_in(world.cast.reporter).get(notes_url()))
    assert page.index(world.early.title) < page.index("Enviada ya")
    assert "<b>1 de 2</b> enviadas" in page
    assert world.late.title not in page


def test_the_committee_decides_on_the_page(world: Followed, signed_in: SignIn) -> None:
    note = make_note(world.early, world.first, status="submitted")
    browser = signed_in(world.cast.secretary)
    assert 'value="validate"' in text_of(browser.get(note_url(world)))
    unsaid = browser.post(note_url(world), {"action": "return", "version": "1", "comment": ""})
    assert (unsaid.status_code, ProgressNote.objects.get().status) == (200, Status.SUBMITTED)
    browser.post(note_url(world), {"action": "validate", "version": "1"})
    note.refresh_from_db()
    assert (note.status, note.validated_by) == (Status.VALIDATED, world.cast.secretary)


def test_what_the_committee_answered_stands_before_the_boxes(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, status="submitted")
    typed = {"action": "return", "version": "1", "comment": "Diga cuántos cursos."}
    signed_in(world.cast.secretary).post(note_url(world), typed)
    page = text_of(signed_in(world.cast.reporter).get(note_url(world)))
    assert 0 < page.index("«Diga cuántos cursos.»") < page.index('<form method="post" enctype')


def test_the_enter_key_saves_and_lets_nothing_leave(world: Followed, signed_in: SignIn) -> None:
    """A browser presses the first button of a form."""
    page = text_of(signed_in(world.cast.reporter).get(note_url(world)))
    form = page[page.index('<form method="post" enctype') :]
    assert re.findall(r'<button[^>]* value="([^"]+)"', form)[:2] == ["save", "hand-over"]


def test_what_nobody_could_correct_any_more_is_validated_and_not_returned(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, status="submitted")
    with time_machine.travel(window_of(world.first, world.cast.army.pk).closes_at, tick=False):
        browser = signed_in(world.cast.secretary)
        page = text_of(browser.get(note_url(world)))
        said = browser.post(note_url(world), {"action": "return", "version": "1", "comment": "Precise."})
        assert ProgressNote.objects.get().status == Status.SUBMITTED
        browser.post(note_url(world), {"action": "validate", "version": "1"})
    assert 'value="return"' not in page
    assert all("ya no se puede observar" in html for html in (page, text_of(said)))
    assert ProgressNote.objects.get().status == Status.VALIDATED


def test_who_only_reads_may_not_decide(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, status="submitted")
    answer = signed_in(world.cast.member).post(note_url(world), {"action": "validate", "version": "1"})
    assert (answer.status_code, ProgressNote.objects.get().status) == (403, Status.SUBMITTED)


def test_the_institutions_own_steps_stay_its_own(world: Followed, signed_in: SignIn) -> None:
    browser = signed_in(world.cast.reporter)
    post(browser, note_url(world), action="hand-over")
    note = ProgressNote.objects.get()
    approver = signed_in(world.cast.approver)
    back = {"action": "hand-back", "version": str(note.version), "comment": "Precise el lugar."}
    approver.post(note_url(world), back)
    post(browser, note_url(world), version=str(note.version + 1), action="hand-over")
    note.refresh_from_db()
    approver.post(note_url(world), {"action": "send", "version": str(note.version)})
    assert "Precise el lugar." in text_of(browser.get(note_url(world)))
    assert "Precise el lugar." not in text_of(signed_in(world.cast.secretary).get(note_url(world)))


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        ("draft", {"reporter", "approver"}),
        ("prepared", {"reporter", "approver"}),
        ("returned", {"reporter", "approver"}),
        ("submitted", {"reporter", "approver", "member", "secretary", "alternate"}),
        ("validated", {"reporter", "approver", "member", "secretary", "alternate", "observer"}),
    ],
)
def test_to_who_may_not_read_it_a_note_does_not_exist(
    world: Followed, signed_in: SignIn, status: str, readers: set[str]
) -> None:
    make_note(world.early, world.first, status=status)
    for actor in ("reporter", "approver", "member", "secretary", "alternate", "observer", "outsider"):
        answer = signed_in(getattr(world.cast, actor)).get(note_url(world))
        assert answer.status_code == (200 if actor in readers else 404), actor


def test_the_page_of_an_activity_tells_its_story(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, "running", status="submitted", text="Falta el último curso.")
    make_change_of(world.early, "validated", reason="El local se inundó.")
    statement = make_statement(world.plan, world.cast.army)
    make_budget_item(statement, "5001234", activity=world.early, initial=1000, executed=None)
    page = text_of(signed_in(world.cast.member).get(reverse("activity", args=[world.early.code])))
    for words in ("Falta el último curso.", "El local se inundó.", "5001234", "000,00", "No informó", "Con retraso"):
        assert words in page
    assert "Escribir la nota" not in page


def test_queries_of_the_pages_do_not_grow_with_what_they_list(
    world: Followed, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        make_note(make_activity(world.early.year_plan), world.first, status="submitted")
    browser = signed_in(world.cast.secretary)
    with django_assert_max_num_queries(16):
        browser.get(notes_url())
    with django_assert_max_num_queries(16):
        browser.get(reverse("notes_overview", args=["2026-I"]))


def test_the_overview_counts_each_institution(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, status="validated")
    make_activity(world.early.year_plan)
    page = text_of(signed_in(world.cast.observer).get(reverse("notes_overview", args=["2026-I"])))
    assert "De las notas esperadas, 2, se envió 1; 1 de ellas está validada." in page
    assert signed_in(world.cast.reporter).get(reverse("notes_overview", args=["2026-I"])).status_code == 403


def test_the_overview_says_how_many_are_left_from_earlier_years(world: Followed, signed_in: SignIn) -> None:
    before = make_round(world.early.plan, world.early.year - 1, is_sealed=True)
    year_plan, url = make_year_plan(before, world.early.institution), reverse("notes_overview", args=["2026-I"])
    assert "años anteriores" not in text_of(signed_in(world.cast.observer).get(url))
    for _number in range(2):
        make_activity(year_plan)
    assert "2 de las esperadas son de actividades de años anteriores" in text_of(
        signed_in(world.cast.observer).get(url)
    )


def test_where_no_file_is_attached_none_is_said_to_be_hidden(world: Followed, signed_in: SignIn) -> None:
    make_note(world.early, world.first, status="submitted")
    page = text_of(signed_in(world.cast.secretary).get(reverse("note", args=[world.early.code, "2026-I"])))
    assert "No se adjuntó ningún archivo." in page
    assert "que usted pueda leer" not in page


@pytest.mark.parametrize("name", ["note", "notes"])
def test_what_does_not_exist_is_not_found(world: Followed, signed_in: SignIn, name: str) -> None:
    browser = signed_in(world.cast.reporter)
    first = "EP-2026-99" if name == "note" else "2031-I"
    assert browser.get(reverse(name, args=[first, "2026-I"] if name == "note" else [first, "EP"])).status_code == 404
    assert ReportingPeriod.objects.count() == 2
