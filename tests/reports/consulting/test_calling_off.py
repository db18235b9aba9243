"""A consultation that was opened by mistake is called off: who may when is in the table; here what becomes of it and of its draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils.translation import override

from committee.meetings.meeting import Incomplete
from measurements.answer.refusals import Stale, WrongState
from notifications.duties import duties_of
from notifications.models import Notification
from notifications.todo_sources import rows_of
from reports.consulting import answering, proposing, replying, rounds
from reports.consulting.as_content import with_consultation
from reports.consulting.proposing import lacks_of
from reports.consulting.since import since_now
from reports.drafting.standing import version_of_all
from reports.drafting.under_way import under_way
from reports.drafting.writing import Written, write
from reports.issued import issuing
from reports.issued.verifying import findings
from reports.models import ConsultationRound, Remark
from tests.cast import Cast
from tests.reports.worlds.consulted import (
    AGREES,
    BEGUN,
    CALLED_OFF,
    CLOSES_ON,
    DURING,
    ENDED,
    ISSUED,
    MISTAKE,
    PUT,
    REMARKS,
    Consultations,
    make_consultations,
)

pytestmark = pytest.mark.django_db
LATER = dt.date(2026, 8, 20)


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


def call_off(world: Consultations, round_: ConsultationRound, reason: str = MISTAKE, **changed: Any) -> object:
    said: dict[str, Any] = {
        "language": "es",
        "version": round_.version,
        "by": world.cast.secretary,
        "at": CALLED_OFF,
    } | changed
    return rounds.call_off(round_, reason, **said)


def open_again(world: Consultations, first: ConsultationRound, at: dt.datetime = PUT) -> ConsultationRound:
    draft = world.read(first.draft)
    return rounds.open_round(draft, LATER, version=version_of_all(draft), by=world.cast.secretary, at=at)


def kept() -> list[Any]:
    return list(ConsultationRound.objects.order_by("pk").values())


# --- What is kept, and who is told ---


def test_who_when_and_why_are_kept_with_what_was_answered(world: Consultations) -> None:
    round_ = world.called_off()
    round_.refresh_from_db()
    by = round_.called_off_by
    assert by is not None
    assert (by.user, round_.called_off_at, round_.reason) == (world.cast.secretary, CALLED_OFF, MISTAKE)
    assert (round_.closed_at, round_.is_open) == (None, False)
    assert world.seat(round_, world.world.army).answer == "remarks"
    assert list(Remark.objects.order_by("ordinal").values_list("text", flat=True)) == [
        each.text for each in REMARKS.remarks
    ]


def test_who_was_consulted_is_told_why_in_their_language(world: Consultations) -> None:
    round_ = world.remarked().round
    Notification.objects.all().delete()
    type(world.general).objects.filter(pk=world.general.pk).update(language="en")
    call_off(world, round_)
    told = {each.user_id: each for each in Notification.objects.filter(kind="report")}
    assert set(told) == {world.general.pk, world.cast.member.pk, world.cast.secretary.pk}
    assert told[world.cast.member.pk].title == "La consulta quedó sin efecto: Informe de cumplimiento 2026-I"
    assert told[world.general.pk].title == "The consultation was called off: Compliance report 2026\u00a0H1"
    assert all(each.text.endswith(MISTAKE) for each in told.values())
    assert {each.path.partition("#")[2] for each in told.values()} == {"round-1"}


@pytest.mark.parametrize(
    "reason", ["", "  \n ", "Error.", "Sí, todo correcto, está bien", "Se abrió\x07 por error ayer"]
)
def test_without_a_reason_that_says_something_it_stays_open_and_nobody_is_told(
    world: Consultations, reason: str
) -> None:
    round_ = world.opened()
    before = kept(), Notification.objects.count()
    with pytest.raises(Incomplete):
        call_off(world, round_, reason)
    assert (kept(), Notification.objects.count()) == before


def test_called_off_twice_is_called_off_once(world: Consultations) -> None:
    round_ = world.opened()
    call_off(world, round_)
    before = kept(), Notification.objects.count()
    call_off(world, round_, f"{MISTAKE}\n", at=ENDED)
    assert (kept(), Notification.objects.count()) == before
    with pytest.raises(WrongState, match="dejó sin efecto la consulta 1"):
        call_off(world, round_, "Otro motivo, escrito después.")
    assert kept() == before[0]


def test_a_page_from_before_the_last_day_was_moved_calls_nothing_off(world: Consultations) -> None:
    round_ = world.opened()
    rounds.move(round_, LATER, version=1, by=world.cast.secretary, at=DURING)
    with pytest.raises(Stale):
        call_off(world, round_, version=1)
    assert ConsultationRound.objects.open().count() == 1


def test_it_is_called_off_also_after_its_last_day(world: Consultations) -> None:
    round_ = world.opened()
    call_off(world, round_, at=ENDED)
    assert not ConsultationRound.objects.open().exists()


def test_what_was_called_off_is_neither_closed_nor_moved(world: Consultations) -> None:
    round_ = world.called_off()
    before = kept()
    for version in (round_.version - 1, round_.version):
        with pytest.raises(WrongState, match="dejó sin efecto"):
            rounds.close(round_, version=version, by=world.cast.secretary, at=ENDED)
        with pytest.raises(WrongState, match="dejó sin efecto"):
            rounds.move(round_, CLOSES_ON, version=version, by=world.cast.secretary, at=DURING)
    assert kept() == before


# --- Answers in it ---


def test_nothing_more_is_answered_in_it_not_even_the_same_again(world: Consultations) -> None:
    round_ = world.called_off()
    army, navy = (world.seat(round_, each) for each in (world.world.army, world.world.navy))
    for said in (REMARKS, AGREES):
        with pytest.raises(WrongState, match="dejó sin efecto"):
            answering.answer(army, said, version=army.version, by=world.general, at=CALLED_OFF)
    with pytest.raises(WrongState, match="dejó sin efecto"):
        answering.note_letter(navy, AGREES, "Oficio 1", version=1, by=world.cast.secretary, at=CALLED_OFF)


def test_remarks_in_it_are_answered_no_more(world: Consultations) -> None:
    world.called_off()
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").get(ordinal=1)
    with pytest.raises(WrongState, match="dejó sin efecto"):
        replying.reply(remark, "taken", "Se acoge.", language="es", version=1, by=world.cast.secretary, at=PUT)


def test_nobody_has_anything_to_do_in_it(world: Consultations) -> None:
    round_ = world.remarked().round
    at = dt.datetime.combine(CLOSES_ON, dt.time(12), tzinfo=dt.UTC)
    assert [each.number for each in rows_of(world.cast.secretary, at=ENDED) if each.number]
    assert duties_of(world.cast.member, at=at)
    call_off(world, round_)
    for name in ("secretary", "member", "general", "alternate"):
        assert not [
            each.label for each in rows_of(world.person(name), at=ENDED) if each.number and "inform" in each.label
        ]
        assert duties_of(world.person(name), at=at) == []


# --- The draft afterwards ---


def test_the_draft_is_written_again_and_consulted_anew_under_the_next_number(world: Consultations) -> None:
    first = world.called_off()
    draft = world.read(first.draft)
    assert draft.standing == "drafting"
    section = draft.sections.get(key="closing")
    write(
        section,
        Written({"es": "Se cierra.", "en": "It closes."}, {}),
        version=section.version,
        by=world.cast.member,
        at=PUT,
    )
    second = open_again(world, first)
    assert (second.number, second.version) == (2, first.version + 1)
    assert world.read(second.draft).standing == "consulting"


def test_its_pages_open_nothing_and_change_nothing_in_the_next_one(world: Consultations) -> None:
    draft = world.draft()
    read = version_of_all(draft)
    first = rounds.open_round(draft, CLOSES_ON, version=read, by=world.cast.secretary, at=BEGUN)
    call_off(world, first)
    with pytest.raises(Stale):
        rounds.open_round(draft, CLOSES_ON, version=read, by=world.cast.secretary, at=CALLED_OFF)
    second = open_again(world, first)
    older = world.seat(first, world.world.army)
    seat = world.seat(second, world.world.army)
    with pytest.raises(Stale):
        answering.answer(seat, AGREES, version=older.version, by=world.general, at=PUT)
    for version in (first.version, first.version + 1):
        with pytest.raises(Stale):
            call_off(world, second, version=version)


def test_no_meeting_takes_a_report_that_was_consulted_about_in_it_alone(world: Consultations) -> None:
    draft = world.read(world.called_off().draft)
    with override("es"):
        assert lacks_of(draft) == ["Consulte primero a las instituciones miembros y cierre la consulta."]
    with pytest.raises(Incomplete):
        proposing.put_before(
            draft, world.meetings.planned(), version=version_of_all(draft), by=world.cast.secretary, at=PUT
        )
    with override("es"):
        assert [each.next for each in under_way(world.cast.secretary, world.world.plan)] == [
            "Sigue: la consulta a las instituciones."
        ]


def agreed_by_all(world: Consultations, round_: ConsultationRound, at: dt.datetime) -> ConsultationRound:
    for institution in (world.world.army, world.world.navy, world.cast.ministry):
        seat = world.seat(round_, institution)
        answering.note_letter(seat, AGREES, "Oficio 3", version=seat.version, by=world.cast.secretary, at=at)
    return rounds.close(round_, version=round_.version, by=world.cast.secretary, at=at)


def test_the_report_is_adopted_with_the_next_one_and_names_it(world: Consultations) -> None:
    """The remarks of the Army in the first, which nobody answered, hold nothing up."""
    first = world.called_off()
    second = agreed_by_all(world, open_again(world, first, CALLED_OFF), CALLED_OFF)
    draft = world.read(second.draft)
    since = since_now(draft, at=PUT)
    assert since is not None
    assert since.consultation == 2
    room = world.meetings.planned()
    put = proposing.put_before(draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    said = put.proposed_content["consultation"]
    assert [each["number"] for each in said["rounds"]] == [2]
    assert said["called_off"] == [
        {
            "number": 1, "sha256": first.sha256, "opened_at": "2026-08-03T14:00:00Z", "closes_on": "2026-08-07",
            "called_off_at": "2026-08-05T15:00:00Z", "reason": MISTAKE, "reason_language": "es", "asked": 3, "answered": 1,
        }
    ]  # fmt: skip


def test_after_a_consultation_that_was_closed_that_one_goes_on_counting(world: Consultations) -> None:
    first = agreed_by_all(world, world.opened(), DURING)
    second = open_again(world, first, DURING)
    call_off(world, second)
    draft = world.read(first.draft)
    assert lacks_of(draft) == []
    since = since_now(draft, at=PUT)
    assert since is not None
    assert since.consultation == 1
    said = with_consultation({"institutions": []}, draft)["consultation"]
    assert [each["number"] for each in said["rounds"]] == [1]
    assert [(each["number"], each["answered"]) for each in said["called_off"]] == [(2, 0)]


def test_what_is_issued_names_it_and_verifies(world: Consultations) -> None:
    second = agreed_by_all(world, open_again(world, world.called_off(), CALLED_OFF), CALLED_OFF)
    draft = world.read(second.draft)
    room = world.meetings.planned()
    put = proposing.put_before(draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert put.point is not None
    world.note(room)
    world.adopt(put)
    world.meetings.close(room)
    edition = issuing.issue(world.read(put), by=world.cast.secretary, at=ISSUED)
    assert [each["reason"] for each in edition.content["consultation"]["called_off"]] == [MISTAKE]
    assert list(findings(edition, typeset=True)) == []
    assert edition.adopted_in == room
