"""Writing progress notes: who, when, over which version, and what becomes of their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.deadlines import window_of
from activities.models import Activity, NoteFile, ProgressNote, Status
from activities.noting.draft import NewFile, NoteDraft
from activities.noting.expected import expected_of
from activities.noting.locks import lock_of
from activities.noting.semesters import is_late
from activities.noting.writing import save_note
from activities.refusals import NotAllowed, NotOpen, NotReady, Refused, Stale, WrongState
from notifications.models import Kind, Notification
from tests.activities.followed import MARCH, NOW, OTHER, PROOF, Followed, done, followed, running
from tests.conftest import kept_for_a_module
from tests.factories import LIMA, make_activity, make_note, make_period, make_round, make_year_plan


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Followed]:
    with kept_for_a_module(django_db_blocker):
        yield followed()


@pytest.fixture
def world(made: Followed, db: None) -> Followed:
    return deepcopy(made)


def save(world: Followed, draft: NoteDraft, *, version: int = 0, at: dt.datetime = NOW) -> ProgressNote:
    return save_note(world.early, world.first, draft, version=version, by=world.cast.reporter, at=at)


def test_the_first_saving_begins_it(world: Followed) -> None:
    note = save(world, running())
    assert (note.status, note.version, note.progress, note.updated_by) == ("draft", 1, "running", world.cast.reporter)
    assert [(step.verb, step.sequence) for step in note.steps.all()] == [("begun", 1)]


def test_each_saving_is_a_version(world: Followed) -> None:
    save(world, running())
    note = save(world, running("Se dictaron tres cursos."), version=1)
    assert (note.version, note.text) == (2, "Se dictaron tres cursos.")
    with pytest.raises(Stale):
        save(world, running("Otra cosa."), version=1)
    assert ProgressNote.objects.get().text == "Se dictaron tres cursos."


@pytest.mark.parametrize("draft", [running(), done(PROOF)])
def test_a_button_pressed_twice_saves_once(world: Followed, draft: NoteDraft) -> None:
    first, again = save(world, draft), save(world, draft)
    assert (again.pk, again.version) == (first.pk, 1)


def test_two_who_begin_it_at_once_do_not_overwrite_each_other(world: Followed) -> None:
    save(world, running())
    with pytest.raises(Stale):
        save(world, running("Lo mismo, dicho por otra persona."))


@pytest.mark.parametrize(
    "actor",
    ["approver", "outsider", "outside_approver", "member", "secretary", "alternate", "observer", "administrator"],
)
def test_only_who_reports_for_the_institution_writes(world: Followed, actor: str) -> None:
    with pytest.raises(NotAllowed):
        save_note(world.early, world.first, running(), version=0, by=getattr(world.cast, actor), at=NOW)
    assert not ProgressNote.objects.exists()


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (dt.datetime(2025, 12, 31, 23, 59, tzinfo=LIMA), False),
        (dt.datetime(2026, 1, 1, tzinfo=LIMA), True),
        (dt.datetime(2026, 7, 17, 23, 59, tzinfo=LIMA), True),
        (dt.datetime(2026, 7, 31, 23, 59, tzinfo=LIMA), True),
        (dt.datetime(2026, 8, 1, tzinfo=LIMA), False),
    ],
)
@pytest.mark.parametrize("status", ["", *Status.values])
def test_states_and_window(world: Followed, at: dt.datetime, is_open: bool, status: str) -> None:
    """From the semester's first day until it closes, what nobody handed over or sent can be written; nothing else ever."""
    if status:
        make_note(world.early, world.first, status=status)
    version = 1 if status else 0
    if is_open and status in ("", "draft", "returned"):
        note = save(world, running("Nuevo."), version=version, at=at)
        assert (note.text, note.status) == ("Nuevo.", status or "draft")
        return
    with pytest.raises(NotOpen if not is_open else WrongState):
        save(world, running("Nuevo."), version=version, at=at)
    assert not ProgressNote.objects.filter(text="Nuevo.").exists()


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(running(), text="  "), "text"),
        (replace(running(), started_on=None), "started_on"),
        (replace(running(), finished_on=dt.date(2026, 6, 1)), "progress"),
        (NoteDraft("planned", "No se comenzó.", started_on=MARCH), "progress"),
        (replace(done(), finished_on=None), "finished_on"),
        (replace(done(), finished_on=dt.date(2026, 2, 1)), "finished_on"),
        (replace(done(), finished_on=dt.date(2026, 7, 1)), "finished_on"),
    ],
)
def test_what_a_note_cannot_say(world: Followed, draft: NoteDraft, field: str) -> None:
    with pytest.raises(NotReady) as refused:
        save(world, draft)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not ProgressNote.objects.exists()


def test_what_is_done_is_proven_before_it_is_handed_over(world: Followed) -> None:
    note = save(world, done())
    with pytest.raises(NotReady) as refused:
        handing_in.prepare(note, version=1, by=world.cast.reporter, at=NOW)
    assert [problem.field for problem in refused.value.problems] == ["files"]
    note = save(world, done(PROOF), version=1)
    handing_in.prepare(note, version=2, by=world.cast.reporter, at=NOW)
    assert ProgressNote.objects.get().status == Status.PREPARED


def test_files_are_attached_once_and_taken_off_without_being_forgotten(world: Followed) -> None:
    note = save(world, done(PROOF, OTHER))
    held = {row.stored_file.name: row.pk for row in note.files.held()}
    draft = replace(done(PROOF), taken_off=frozenset({held["informe.pdf"]}))
    note = save(world, draft, version=1)
    assert [row.stored_file.name for row in note.files.held()] == ["acta.pdf"]
    gone = note.files.get(removed_at__isnull=False)
    assert (gone.stored_file.name, gone.removed_by) == ("informe.pdf", world.cast.reporter)


def test_a_file_of_another_note_is_not_taken_off(world: Followed) -> None:
    other = make_note(world.late, world.second, status="draft")
    row = NoteFile.objects.create(
        note=other,
        stored_file=save(world, done(PROOF)).files.get().stored_file,
        added_at=NOW,
        added_by=world.cast.reporter,
    )
    save(world, replace(done(PROOF), taken_off=frozenset({row.pk})), version=1)
    row.refresh_from_db()
    assert row.removed_at is None


def test_what_does_not_fit_is_refused_and_nothing_kept(world: Followed, settings: object) -> None:
    settings.UPLOAD_QUOTA_BYTES = 10
    with pytest.raises(NotReady) as refused:
        save(world, done(PROOF))
    assert refused.value.problems[0].field == "documents"
    assert not ProgressNote.objects.exists()


def test_number_and_confidentiality_go_with_the_file(world: Followed) -> None:
    draft = replace(running(), attached=(NewFile(PROOF, "OF-12-2026", is_confidential=True),))
    row = save(world, draft).files.get()
    assert (row.official_number, row.is_confidential) == ("OF-12-2026", True)


def test_an_activity_that_begins_later_expects_nothing(world: Followed) -> None:
    with pytest.raises(NotOpen):
        save_note(world.late, world.first, running(), version=0, by=world.cast.reporter, at=NOW)


def test_nothing_is_expected_after_a_note_that_was_sent_says_done(world: Followed) -> None:
    make_note(world.early, world.first, "done", status="submitted")
    found = expected_of([world.cast.army.pk], world.second)
    assert [each.activity for each in found] == [world.late]
    ProgressNote.objects.update(status="returned")
    found = expected_of([world.cast.army.pk], world.second)
    assert [each.activity for each in found] == [world.early, world.late]


def test_what_was_cancelled_before_the_semester_expects_nothing_unless_it_has_a_note(world: Followed) -> None:
    cancelled = dt.datetime(2026, 6, 30, 20, tzinfo=LIMA)
    Activity.objects.filter(pk=world.early.pk).update(cancelled_at=cancelled, cancel_reason="Sin presupuesto.")
    assert [each.activity for each in expected_of([world.cast.army.pk], world.second)] == [world.late]
    assert [each.activity for each in expected_of([world.cast.army.pk], world.first)] == [world.early]


@pytest.mark.parametrize(("is_sealed", "status"), [(True, "validated"), (True, "returned"), (False, "submitted")])
def test_an_adopted_activity_that_continues_an_earlier_one_speaks_for_it(
    world: Followed, is_sealed: bool, status: str
) -> None:
    """Of its own year the earlier one still says how far it came; where the later plan was not adopted it goes on."""
    later = make_year_plan(make_round(world.plan, 2027, is_sealed=is_sealed), world.cast.army, status)
    going_on = make_activity(later, continues=world.early)
    period, army = make_period(world.plan, "2027-I"), world.cast.army.pk
    is_adopted = is_sealed and status == "validated"
    followed_on = [world.late, going_on] if is_adopted else [world.early, world.late]
    assert [each.activity for each in expected_of([army], period)] == followed_on
    assert [each.activity for each in expected_of([army], world.second)] == [world.early, world.late]


def test_what_goes_on_elsewhere_is_not_written_and_says_where(world: Followed) -> None:
    later = make_year_plan(make_round(world.plan, 2027, is_sealed=True), world.cast.army)
    make_activity(later, continues=world.early)
    period, at = make_period(world.plan, "2027-I"), NOW.replace(year=2027)
    early = Activity.objects.whole().get(pk=world.early.pk)
    assert "2027" in lock_of(early, period, None, world.cast.reporter, at=at)
    with pytest.raises(NotOpen):
        save_note(early, period, running(), version=0, by=world.cast.reporter, at=at)


def test_a_note_that_was_sent_stays_listed_though_its_activity_was_moved_beyond_the_semester(world: Followed) -> None:
    """Only one that was sent: what was never sent is not owed any more."""
    note = make_note(world.early, world.first, "planned", status="submitted")
    Activity.objects.filter(pk=world.early.pk).update(starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 9, 30))
    assert [each.note for each in expected_of([world.cast.army.pk], world.first)] == [note]
    ProgressNote.objects.update(status="returned")
    assert expected_of([world.cast.army.pk], world.first) == []


def test_a_plan_that_was_not_adopted_is_not_followed_up(world: Followed) -> None:
    proposed = make_activity(make_year_plan(make_round(world.plan, 2027), world.cast.army))
    with pytest.raises(Refused):
        save_note(proposed, world.first, running(), version=0, by=world.cast.reporter, at=NOW)


def test_a_note_sent_on_the_due_instant_is_late_and_stays_so_by_its_first_sending(world: Followed) -> None:
    window = window_of(world.first, world.cast.army.pk)
    note = make_note(world.early, world.first, first_submitted_at=window.due_at - dt.timedelta(microseconds=1))
    assert not is_late(note, window)
    note.first_submitted_at, note.submitted_at = window.due_at, window.due_at
    assert is_late(note, window)


def test_nobody_validates_what_they_sent_in_the_database_either(world: Followed) -> None:
    note = make_note(world.early, world.first)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNote.objects.filter(pk=note.pk).update(validated_by=note.submitted_by)


@pytest.mark.parametrize(("verb", "words"), [("return_", "fue observada"), ("validate", "fue validada")])
def test_the_institutions_people_are_told(world: Followed, verb: str, words: str) -> None:
    note = make_note(world.early, world.first, status="submitted")
    getattr(handing_in, verb)(note, version=1, by=world.cast.secretary, at=NOW, comment="Falta el acta.")
    told = Notification.objects.filter(kind=Kind.ACTIVITY)
    assert {world.cast.reporter, world.cast.approver} <= {each.user for each in told}
    assert {each.path for each in told} == {f"/actividades/{world.early.code}/nota/2026-I/"}
    assert all(words in each.title and each.title.startswith(world.early.code) for each in told)
    assert ("Falta el acta." in {each.text for each in told}) is (verb == "return_")


def test_the_committee_reads_the_files_that_went_with_the_last_sending(world: Followed) -> None:
    """What is attached after the return is not theirs to read yet, and what was taken off then still is."""
    note = save(world, done(PROOF))
    handing_in.prepare(note, version=1, by=world.cast.reporter, at=NOW)
    handing_in.submit([(note, 2)], by=world.cast.approver, at=NOW + dt.timedelta(hours=1))
    handing_in.return_(note, version=3, by=world.cast.secretary, at=NOW + dt.timedelta(hours=2), comment="Otra acta.")
    taken_off = frozenset(note.files.values_list("pk", flat=True))
    save(world, replace(done(OTHER), taken_off=taken_off), version=4, at=NOW + dt.timedelta(hours=3))
    seen = NoteFile.objects.visible_to(world.cast.secretary)
    assert [row.stored_file.name for row in seen] == ["acta.pdf"]
    assert NoteFile.objects.visible_to(world.cast.reporter).count() == 2
    for stranger in (world.cast.outsider, world.cast.observer, world.cast.administrator):
        assert not NoteFile.objects.visible_to(stranger).exists()
