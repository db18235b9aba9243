"""The sustento past the pages: who attaches and takes off, what is kept of it, and what the Committee may read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from documents.handed_in import used_bytes
from documents.models import StoredFile
from indicators.models import IndicatorRevision
from institutions.models import User
from measurements.answer.content import Content
from measurements.answer.evidence_change import EvidenceChange, Marks
from measurements.checks.checks import problems_of
from measurements.checks.stored import content_of
from measurements.models import Answer, Evidence, Measurement, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.measurements.answer import evidenced
from tests.measurements.answer.evidenced import proven, readable, save, send, send_back
from tests.measurements.workflow.test_workflow_table import (
    MOMENTS,
    REPORTERS,
    STARTS,
    actors_of,
    answers_of,
    moments_of,
)
from tests.measurements.worlds.proving import attaching, held_names
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

world = evidenced.world


# --- Who may, and when --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["attach", "take_off", "change", "reuse"])
def test_documents_change_only_where_the_answer_may_be_saved(cast: Cast, step: str) -> None:
    world = make_world(cast, size=len(Status) + 1)
    answers = answers_of(world, cast.army)
    other = proven(world, "Otro", index=len(Status))
    rows = {s: hung(m, world) for s, m in answers.items()}
    changes: dict[str, Callable[[Evidence], EvidenceChange]] = {
        "attach": lambda _row: attaching("Nuevo"),
        "take_off": lambda row: EvidenceChange(taken_off=frozenset([row.pk])),
        "change": lambda row: EvidenceChange(marked={row.pk: Marks("N.° 9")}),
        "reuse": lambda _row: EvidenceChange(reused=(other.evidence.get().pk,)),
    }
    before = list(Evidence.objects.values_list("pk", "removed_at", "official_number").order_by("pk"))
    for name, actor in actors_of(cast).items():
        for moment, at in moments_of(world.period).items():
            for status, answer in answers.items():
                may = name in REPORTERS and moment in MOMENTS["save"] and status in STARTS["save"]
                assert changed(answer, changes[step](rows[status]), actor, at) is may, (name, moment, status)
    assert list(Evidence.objects.values_list("pk", "removed_at", "official_number").order_by("pk")) == before


def hung(answer: Measurement, world: World) -> Evidence:
    stored = StoredFile.objects.get(name="Otro.pdf")
    copy = StoredFile.objects.create(
        name=f"{answer.status}.pdf", sha256=f"{answer.pk:064d}", size=1, media_type="application/pdf",
        institution=stored.institution,
    )  # fmt: skip
    opened = world.period.opens_at - HOUR * 2
    return answer.evidence.create(stored_file=copy, added_at=opened, added_by=world.cast.reporter)


def changed(answer: Measurement, change: EvidenceChange, by: User, at: dt.datetime) -> bool:
    """Whether the step was made; it is taken back, so that every cell starts alike."""
    state = list(answer.evidence.values_list("pk", "removed_at"))
    try:
        with transaction.atomic():
            save(answer, change, by=by, at=at)
            assert list(answer.evidence.values_list("pk", "removed_at")) != state
            transaction.set_rollback(True)
    except workflow.Refused:
        return False
    return True


def test_a_stale_save_attaches_nothing(world: World) -> None:
    answer = proven(world, "Uno")
    save(answer, attaching("Dos"), by=world.cast.reporter, at=world.open)
    answer.version = 1
    with pytest.raises(workflow.Stale):
        save(answer, attaching("Tres"), by=world.cast.reporter, at=world.open)
    assert held_names() == ["Dos.pdf", "Uno.pdf"]


# --- What is kept -------------------------------------------------------------------------------------------------


def test_the_same_content_is_attached_once_and_stored_once(world: World) -> None:
    answer = proven(world, "Uno", "Uno")
    save(answer, attaching("Uno"), by=world.cast.reporter, at=world.open)
    proven(world, "Uno", index=1)
    assert answer.evidence.count() == 1
    assert StoredFile.objects.count() == 1
    assert used_bytes(world.cast.army) == StoredFile.objects.get().size


def test_what_is_taken_off_is_kept_and_may_be_attached_again(world: World) -> None:
    answer = proven(world, "Uno")
    row = answer.evidence.get()
    later = world.open + HOUR
    answer = save(answer, EvidenceChange(taken_off=frozenset([row.pk])), by=world.cast.reporter, at=later)
    row.refresh_from_db()
    assert (row.removed_at, row.removed_by) == (later, world.cast.reporter)
    assert held_names() == []
    save(answer, attaching("Uno"), by=world.cast.reporter, at=later + HOUR)
    assert held_names() == ["Uno.pdf"]
    assert answer.evidence.count() == 2


def test_a_changed_mark_is_a_new_row_beside_the_old_one(world: World) -> None:
    answer = proven(world, "Uno")
    row, marks = answer.evidence.get(), Marks("Oficio N.° 12", "third_party", True)
    save(answer, EvidenceChange(marked={row.pk: marks}), by=world.cast.reporter, at=world.open + HOUR)
    new = answer.evidence.held().get()
    assert (new.official_number, new.grade, new.is_confidential) == ("Oficio N.° 12", "third_party", True)
    assert answer.evidence.held(world.open).get() == row


def test_marks_that_were_not_changed_leave_the_row_alone(world: World) -> None:
    answer = proven(world, "Uno")
    save(answer, EvidenceChange(marked={answer.evidence.get().pk: Marks()}), by=world.cast.reporter, at=world.open)
    assert answer.evidence.count() == 1


def test_a_document_serves_another_answer_with_all_that_is_said_of_it(world: World) -> None:
    content = replace(counted(1), evidence=attaching("Uno", marks=Marks("N.° 7", "own_statement", True)))
    first = workflow.save_draft(world.task(0), content, version=0, by=world.cast.reporter, at=world.open)
    second = proven(world, index=1)
    save(second, EvidenceChange(reused=(first.evidence.get().pk,)), by=world.cast.reporter, at=world.open)
    row = second.evidence.get()
    assert row.stored_file == first.evidence.get().stored_file
    assert (row.official_number, row.grade, row.is_confidential) == ("N.° 7", "own_statement", True)


def test_what_does_not_fit_in_the_room_of_the_institution_is_refused_by_the_save_itself(world: World) -> None:
    answer = proven(world, "Uno")
    with override_settings(UPLOAD_QUOTA_BYTES=used_bytes(world.cast.army) + 10):
        with pytest.raises(workflow.Refused, match="Su institución ya ocupó los"):
            save(answer, attaching("Dos"), by=world.cast.reporter, at=world.open, value=50)
        answer.refresh_from_db()
        again = save(answer, attaching("Uno"), by=world.cast.reporter, at=world.open, value=60)
    assert held_names() == ["Uno.pdf"]
    assert again.values.get().value == 60


def test_no_document_of_another_institution_can_be_used(world: World) -> None:
    theirs = workflow.save_draft(
        world.task(0, world.cast.navy),
        replace(counted(1), evidence=attaching("Ajeno")),
        version=0,
        by=world.cast.outsider,
        at=world.open,
    )
    answer = proven(world)
    foreign = EvidenceChange(reused=(theirs.evidence.get().pk,), taken_off=frozenset([theirs.evidence.get().pk]))
    save(answer, foreign, by=world.cast.reporter, at=world.open)
    assert not answer.evidence.exists()
    assert theirs.evidence.get().removed_at is None


def test_an_answer_that_cannot_be_reported_keeps_its_documents(world: World) -> None:
    answer = proven(world, "Uno")
    said = Content(answer=Answer.NOT_AVAILABLE, reason="Llega en agosto.", evidence=attaching("Dos"))
    workflow.save_draft(world.task(), said, version=answer.version, by=world.cast.reporter, at=world.open)
    assert held_names() == ["Dos.pdf", "Uno.pdf"]


def test_a_document_hangs_on_an_answer_or_an_item_never_on_both_or_none(world: World) -> None:
    answer = proven(world, "Uno")
    stored = answer.evidence.get().stored_file
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(stored_file=stored, added_at=world.open, added_by=world.cast.reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        answer.evidence.create(stored_file=stored, added_at=world.open, added_by=world.cast.reporter)


# --- What was sent ------------------------------------------------------------------------------------------------


def test_the_event_of_the_sending_names_every_document(world: World) -> None:
    content = replace(counted(1), evidence=attaching("Uno", marks=Marks("N.° 7", "third_party", True)))
    answer = workflow.save_draft(world.task(), content, version=0, by=world.cast.reporter, at=world.open)
    send(world, answer, world.open)
    kept = json.loads(answer.events.order_by("sequence").last().snapshot)["evidence"]
    digest = StoredFile.objects.get().sha256
    expected = {"sha256": digest, "name": "Uno.pdf", "number": "N.° 7", "grade": "third_party", "confidential": True}
    assert kept == [expected]


def test_a_document_more_is_another_digest_on_the_receipt(world: World) -> None:
    answer = proven(world, "Uno")
    first = send(world, answer, world.open)
    returned = send_back(world, answer, world.open + HOUR)
    again = save(returned, attaching("Dos"), by=world.cast.reporter, at=world.open + 2 * HOUR)
    second = send(world, again, world.open + 3 * HOUR)
    assert first.lines.get().digest != second.lines.get().digest


def test_the_committee_reads_what_was_sent_and_nothing_since(world: World) -> None:
    answer = proven(world, "Uno", "Dos")
    assert readable(world.cast.secretary) == []
    send(world, answer, world.open + HOUR)
    assert readable(world.cast.secretary) == ["Dos.pdf", "Uno.pdf"]
    returned = send_back(world, answer, world.open + 2 * HOUR)
    gone = frozenset([returned.evidence.get(stored_file__name="Dos.pdf").pk])
    change = replace(attaching("Tres"), taken_off=gone)
    again = save(returned, change, by=world.cast.reporter, at=world.open + 3 * HOUR)
    assert readable(world.cast.secretary) == ["Dos.pdf", "Uno.pdf"]
    assert readable(world.cast.reporter) == ["Dos.pdf", "Tres.pdf", "Uno.pdf"]
    send(world, again, world.open + 4 * HOUR)
    assert readable(world.cast.secretary) == ["Tres.pdf", "Uno.pdf"]


@pytest.mark.parametrize("who", ["outsider", "outside_approver", "observer", "administrator"])
def test_nobody_else_reads_a_document(world: World, who: str) -> None:
    send(world, proven(world, "Uno"), world.open)
    assert readable(getattr(world.cast, who)) == []


# --- Where it is required -----------------------------------------------------------------------------------------


def test_where_evidence_is_required_a_figure_without_it_cannot_be_handed_over(world: World) -> None:
    IndicatorRevision.objects.update(is_evidence_required=True)
    answer = world.draft()
    assert [problem.rule for problem in problems_of(answer)] == ["evidence"]
    with pytest.raises(workflow.NotReady, match="Adjunte al menos un documento de sustento"):
        workflow.prepare(answer, version=answer.version, by=world.cast.reporter, at=world.open)
    answer.refresh_from_db()
    answer = save(answer, attaching("Uno"), by=world.cast.reporter, at=world.open)
    assert workflow.prepare(answer, version=answer.version, by=world.cast.reporter, at=world.open)


def test_an_answer_without_a_figure_needs_no_evidence(world: World) -> None:
    IndicatorRevision.objects.update(is_evidence_required=True)
    said = Content(answer=Answer.NOT_APPLICABLE, reason="No corresponde.")
    answer = workflow.save_draft(world.task(), said, version=0, by=world.cast.reporter, at=world.open)
    assert problems_of(answer) == ()


def test_evidence_is_off_until_the_committee_decides(real_plan: None) -> None:
    assert not IndicatorRevision.objects.filter(is_evidence_required=True).exists()


def test_what_is_stored_reads_back_as_nothing_to_change(world: World) -> None:
    answer = proven(world, "Uno")
    assert content_of(answer).evidence.is_empty
