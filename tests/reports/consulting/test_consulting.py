"""What a consultation freezes, until when it takes answers, what changes in them, and what of it the report keeps."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.utils.translation import override

from committee.meetings.meeting import Incomplete
from documents.canonical import digest
from measurements.answer.refusals import Stale, WrongState
from measurements.tasks.todo import todo_of
from notifications.duties import duties_of
from notifications.models import Notification
from notifications.todo_sources import rows_of
from reports.consulting import answering, replying, rounds
from reports.consulting.answering import Answered, Said
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.models import ConsultationRound, Remark
from tests import factories as make
from tests.cast import Cast
from tests.reports.worlds.consulted import (
    AGREES,
    BEGUN,
    CLOSES_ON,
    DURING,
    ENDED,
    ISSUED,
    PUT,
    REMARKS,
    Consultations,
    make_consultations,
)

pytestmark = pytest.mark.django_db

INSTANT = dt.timedelta(microseconds=1)


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


# --- Opening and closing ---


def test_who_is_called_to_meetings_is_consulted_and_told(world: Consultations) -> None:
    round_ = world.opened()
    assert [seat.institution.code for seat in round_.seats.all()] == ["EP", "MGP", "MINDEF"]
    told = set(Notification.objects.filter(kind="report").values_list("user", flat=True))
    assert told == {world.general.pk, world.cast.member.pk, world.cast.secretary.pk}


def test_what_is_consulted_is_frozen_and_later_data_do_not_change_it(world: Consultations) -> None:
    round_ = world.opened()
    make.make_measurement(world.world.trained, world.world.navy, world.world.period, values={
        "total:sex=women": 1, "total:sex=men": 1,
    })  # fmt: skip
    round_.refresh_from_db()
    assert round_.sha256 == digest(json.loads(round_.snapshot))
    now = rounds.content_of(round_.draft, at=PUT)
    assert digest(now["record"]) != digest(json.loads(round_.snapshot)["record"])


@pytest.mark.parametrize("days", [-3, 0])
def test_institutions_have_at_least_a_day(world: Consultations, days: int) -> None:
    draft, day = world.draft(), (BEGUN + dt.timedelta(days=days)).date()
    with pytest.raises(Incomplete):
        rounds.open_round(draft, day, version=version_of_all(draft), by=world.cast.secretary, at=BEGUN)
    round_ = rounds.open_round(
        draft, BEGUN.date() + dt.timedelta(days=1), version=version_of_all(draft), by=world.cast.secretary, at=BEGUN
    )
    with pytest.raises(Incomplete):
        rounds.move(round_, day, version=1, by=world.cast.secretary, at=BEGUN)


def test_a_stale_page_opens_nothing_and_opened_twice_is_opened_once(world: Consultations) -> None:
    draft, by = world.draft(), world.cast.secretary
    with pytest.raises(Stale):
        rounds.open_round(draft, CLOSES_ON, version=version_of_all(draft) + 1, by=by, at=BEGUN)
    assert not ConsultationRound.objects.exists()
    read = version_of_all(draft)
    first, again = (rounds.open_round(draft, CLOSES_ON, version=read, by=by, at=BEGUN) for _n in range(2))
    assert (again.pk, ConsultationRound.objects.count()) == (first.pk, 1)


def test_nobody_is_consulted_about_a_text_that_the_secretary_did_not_read(world: Consultations) -> None:
    draft = world.draft()
    read, section = version_of_all(draft), draft.sections.get(key="closing")
    write(
        section, Written({"es": "Otra.", "en": "Another."}, {}), version=section.version, by=world.cast.member, at=BEGUN
    )
    with pytest.raises(Stale):
        rounds.open_round(draft, CLOSES_ON, version=read, by=world.cast.secretary, at=BEGUN)
    assert not ConsultationRound.objects.exists()


def test_consultation_closes_early_only_when_all_have_answered(world: Consultations) -> None:
    round_ = world.opened()
    world.remarked(round_)
    with pytest.raises(WrongState):
        rounds.close(round_, version=1, by=world.cast.secretary, at=DURING)
    seats = ((world.cast.ministry, world.cast.member),)
    for institution, by in seats:
        seat = world.seat(round_, institution)
        answering.answer(seat, AGREES, version=seat.version, by=by, at=DURING)
    navy = world.seat(round_, world.world.navy)
    answering.note_letter(navy, AGREES, "Oficio 15-2026", version=1, by=world.cast.secretary, at=DURING)
    assert rounds.close(round_, version=1, by=world.cast.secretary, at=DURING).closed_at == DURING


def test_last_day_is_included_and_not_an_instant_more(world: Consultations) -> None:
    round_ = world.opened()
    seat = world.seat(round_, world.world.army)
    answering.answer(seat, AGREES, version=1, by=world.general, at=ENDED - INSTANT)
    with pytest.raises(WrongState, match="7 de agosto de 2026"):
        answering.answer(seat, REMARKS, version=2, by=world.general, at=ENDED)
    moved = rounds.move(round_, dt.date(2026, 8, 20), version=1, by=world.cast.secretary, at=ENDED)
    assert moved.version == 2
    assert answering.answer(seat, REMARKS, version=2, by=world.general, at=ENDED).answer == "remarks"


def test_several_consultations_count_and_keep_what_was_said_in_each(world: Consultations) -> None:
    draft = world.consulted()
    again = rounds.open_round(
        draft, dt.date(2026, 8, 20), version=version_of_all(draft), by=world.cast.secretary, at=PUT
    )
    assert again.number == 2
    assert Remark.objects.filter(seat__round__number=1).count() == 2


def test_pages_of_a_consultation_that_was_closed_change_nothing_in_the_next_one(world: Consultations) -> None:
    """The next one is about another content: who agreed on an older page did not agree with that."""
    first = world.closed()
    silent = world.seat(first, world.world.navy)
    world.reply_all()
    by, later = world.cast.secretary, dt.date(2026, 8, 20)
    draft = world.read(first.draft)
    with pytest.raises(Stale):
        rounds.open_round(draft, later, version=version_of_all(draft) - 1, by=by, at=PUT)
    second = rounds.open_round(draft, later, version=version_of_all(draft), by=by, at=PUT)
    for institution in (world.world.army, world.world.navy, world.cast.ministry):
        seat = world.seat(second, institution)
        older = world.seat(first, institution)
        assert seat.version > older.version
        with pytest.raises(Stale):
            answering.note_letter(seat, AGREES, "Oficio 1", version=silent.version, by=by, at=PUT)
    for version in (first.version - 1, first.version):
        with pytest.raises(Stale):
            rounds.move(second, dt.date(2026, 8, 21), version=version, by=by, at=PUT)
    seat = world.seat(second, world.world.navy)
    assert answering.note_letter(seat, AGREES, "Oficio 1", version=seat.version, by=by, at=PUT).answer == AGREES.answer


# --- Answering ---


def test_remarks_can_be_put_right_but_not_those_that_were_answered(world: Consultations) -> None:
    seat = world.remarked()
    first = Remark.objects.select_related("seat__institution", "seat__round__draft").get(ordinal=1)
    replying.reply(first, "taken", "Se acoge.", language="es", version=1, by=world.cast.secretary, at=DURING)
    changed = Answered("remarks", (Said("method", "Explique la fuente."),))
    answering.answer(seat, changed, version=seat.version, by=world.general, at=DURING)
    kept = list(seat.remarks.order_by("ordinal").values_list("ordinal", "section", "outcome"))
    assert kept == [(1, "closing", "taken"), (2, "method", "")]


@pytest.mark.parametrize("answer", ["remarks", "agrees"])
def test_a_remark_answered_while_its_page_was_open_is_not_remarked_again(world: Consultations, answer: str) -> None:
    seat = world.remarked()
    world.reply_all(DURING)
    answering.answer(seat, replace(REMARKS, answer=answer), version=seat.version, by=world.general, at=DURING)
    assert not Remark.objects.filter(outcome="").exists()
    assert seat.remarks.count() == len(REMARKS.remarks)


def test_who_agrees_after_the_answer_keeps_what_was_remarked_and_answered(world: Consultations) -> None:
    seat = world.remarked()
    world.reply_all(DURING)
    answering.answer(seat, AGREES, version=seat.version, by=world.general, at=DURING)
    seat.refresh_from_db()
    assert (seat.answer, seat.remarks.count()) == ("agrees", 2)


@pytest.mark.parametrize(
    "said",
    [
        Answered("remarks"),
        Answered("remarks", (Said("", "   "),)),
        Answered("remarks", (Said("nowhere", "Falta."),)),
        Answered("agrees", (Said("", "Pero falta."),)),
        Answered(""),
        Answered("remarks", tuple(Said("", f"Falta {n}.") for n in range(61))),
    ],
)
def test_an_answer_that_says_nothing_or_both_is_refused(world: Consultations, said: Answered) -> None:
    seat = world.seat(world.opened(), world.world.army)
    with pytest.raises(Incomplete):
        answering.answer(seat, said, version=1, by=world.general, at=DURING)
    assert not Remark.objects.exists()


def test_a_stale_answer_changes_nothing(world: Consultations) -> None:
    seat = world.remarked()
    with pytest.raises(Stale):
        answering.answer(seat, AGREES, version=1 if seat.version != 2 else 5, by=world.general, at=DURING)
    seat.refresh_from_db()
    assert (seat.answer, seat.version, seat.remarks.count()) == ("remarks", 2, 2)


def test_what_an_institution_answered_here_is_not_noted_over_and_a_letter_needs_its_number(
    world: Consultations,
) -> None:
    seat = world.remarked()
    with pytest.raises(WrongState):
        answering.note_letter(seat, AGREES, "Oficio 1", version=2, by=world.cast.secretary, at=DURING)
    navy = world.seat(seat.round, world.world.navy)
    for reference in ("  ", "x"):
        with pytest.raises(Incomplete):
            answering.note_letter(navy, AGREES, reference, version=1, by=world.cast.secretary, at=DURING)
    noted = answering.note_letter(navy, AGREES, "Oficio 1", version=1, by=world.cast.secretary, at=DURING)
    assert noted.reference == "Oficio 1"


def test_who_sits_for_an_institution_is_told_what_was_noted_from_its_letter(world: Consultations) -> None:
    army = world.seat(world.opened(), world.world.army)
    Notification.objects.all().delete()
    answering.note_letter(army, AGREES, "Oficio 1", version=1, by=world.cast.secretary, at=DURING)
    told = Notification.objects.get(kind="report")
    assert told.user == world.general
    assert "Documento Oficio 1: Conforme." in told.text
    answering.note_letter(army, AGREES, "Oficio 1", version=1, by=world.cast.secretary, at=DURING)
    assert Notification.objects.filter(kind="report").count() == 1, "sent twice, noted once"


def test_an_institution_may_answer_over_the_letter_that_was_noted(world: Consultations) -> None:
    army = world.seat(world.opened(), world.world.army)
    answering.note_letter(army, AGREES, "Oficio 1", version=1, by=world.cast.secretary, at=DURING)
    own = answering.answer(army, REMARKS, version=2, by=world.general, at=DURING)
    assert (own.answer, own.reference) == ("remarks", "")


def test_answering_a_remark_that_was_taken_back_meanwhile_is_stale(world: Consultations) -> None:
    seat = world.remarked()
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").get(ordinal=2)
    answering.answer(seat, AGREES, version=2, by=world.general, at=DURING)
    with pytest.raises(Stale):
        replying.reply(remark, "taken", "Sí.", language="es", version=1, by=world.cast.secretary, at=DURING)


@pytest.mark.parametrize(("outcome", "text"), [("", "Sí."), ("maybe", "Sí."), ("taken", " ")])
def test_an_answer_to_a_remark_says_what_and_why(world: Consultations, outcome: str, text: str) -> None:
    world.remarked()
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").get(ordinal=2)
    with pytest.raises(Incomplete):
        replying.reply(remark, outcome, text, language="es", version=1, by=world.cast.secretary, at=DURING)


def test_who_remarked_is_told_the_answer(world: Consultations) -> None:
    world.remarked()
    Notification.objects.all().delete()
    world.reply_all(DURING)
    told = list(Notification.objects.filter(kind="report").values_list("user", flat=True))
    assert told == [world.general.pk, world.general.pk]


# --- What people have to do ---


def test_a_consultation_is_a_duty_of_who_sits_for_the_institution_until_it_is_answered_or_over(
    world: Consultations,
) -> None:
    round_ = world.opened()
    (duty,) = duties_of(world.general, at=DURING)
    assert (duty.due_on, duty.institution_id) == (CLOSES_ON, world.world.army.pk)
    assert duties_of(world.general, at=ENDED) == []
    assert duties_of(world.cast.alternate, at=DURING) == []
    world.remarked(round_)
    assert duties_of(world.general, at=DURING) == []


def labels(world: Consultations, name: str, at: dt.datetime) -> list[tuple[int, str]]:
    found = (row for row in rows_of(world.person(name), at=at) if row.number)
    return [(row.number, row.label) for row in found if "inform" in row.label]


@pytest.mark.parametrize(
    ("standing", "at", "expected"),
    [
        ("consulting", DURING, [(2, "Responda las observaciones a los informes")]),
        (
            "consulting",
            ENDED,
            [(2, "Responda las observaciones a los informes"), (1, "Cierre la consulta de informes")],
        ),
        ("drafting", PUT, [(1, "Presente informes a una sesión")]),
        ("proposed", PUT, []),
        ("ready", ISSUED, [(1, "Emita los informes aprobados")]),
        ("issued", ISSUED, []),
        ("abandoned", ISSUED, []),
    ],
)
def test_the_secretary_is_led_from_step_to_step(
    world: Consultations, standing: str, at: dt.datetime, expected: list[tuple[int, str]]
) -> None:
    world.standing(standing)
    with override("es"):
        assert labels(world, "secretary", at) == expected
        assert labels(world, "member", at) == []


def test_what_only_waits_to_be_issued_stands_first_whatever_else_there_is_to_do(world: Consultations) -> None:
    world.ready()
    world.meetings.held(hours=5)
    labels = [each.label for each in todo_of(world.cast.secretary, world.world.plan, at=ISSUED)]
    assert labels[0] == "Emita los informes aprobados"
    assert "Anotar sesiones y cerrar sus actas" in labels[1:]


def test_remarks_of_the_ministry_wait_for_the_alternate(world: Consultations) -> None:
    seat = world.seat(world.opened(), world.cast.ministry)
    answering.answer(seat, REMARKS, version=1, by=world.cast.member, at=DURING)
    assert [number for number, _label in labels(world, "alternate", DURING)] == [2]
    assert labels(world, "secretary", DURING) == []
