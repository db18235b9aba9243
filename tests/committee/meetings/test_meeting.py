"""Meetings: numbers, who is called, what is noted, two people at once, and what people are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from committee.agreements import agreeing
from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.meetings.agenda import Place, Point
from committee.meetings.meeting import Called, Incomplete, NotYet, OtherYear, Record, Seat
from committee.minutes import closing
from committee.models import Meeting
from documents.inspection import Inspected
from indicators.models import Indicator
from institutions.models import Institution
from measurements.answer.refusals import Refused, Stale
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.meetings.met import ABSENT, AFTER, BEFORE, ENDS, PRESENT, SIGNED, STARTS, Meetings, make_meetings
from tests.factories import make_commitment, make_institution, make_period

HOUR = dt.timedelta(hours=1)
YEAR = dt.timedelta(days=365)


@pytest.fixture
def world(cast: Cast) -> Meetings:
    return make_meetings(cast)


def test_numbers_run_by_the_year_of_the_meeting_and_are_never_used_again(world: Meetings) -> None:
    world.cancelled()
    world.planned(hours=1)
    called = Called("ordinary", STARTS + YEAR, "Sala Grau")
    keeping.call(world.plan, called, by=world.cast.secretary, at=BEFORE)
    assert sorted(Meeting.objects.values_list("number", flat=True)) == ["S-2026-01", "S-2026-02", "S-2027-01"]


def test_calling_twice_is_calling_once(world: Meetings) -> None:
    called = Called("ordinary", STARTS, "Sala Grau")
    for _turn in range(2):
        keeping.call(world.plan, called, by=world.cast.secretary, at=BEFORE)
    assert Meeting.objects.count() == 1
    assert Notification.objects.filter(user=world.cast.member).count() == 1


def test_who_reports_to_the_plan_and_the_ministry_are_called(world: Meetings) -> None:
    make_institution("MIMP", kind=Institution.Kind.OTHER_MINISTRY)
    make_institution("RREE", kind=Institution.Kind.MINISTRY, is_participating=False)
    called = world.planned().attendances.values_list("institution__code", flat=True)
    assert list(called) == ["EP", "MGP", "MINDEF"]


def test_the_committee_is_told_of_the_call_of_another_day_and_of_its_end_and_nobody_else(world: Meetings) -> None:
    meeting = world.planned()
    by = world.cast.secretary
    moved = Called("ordinary", STARTS + dt.timedelta(hours=1), "Sala Grau", world.period)
    meeting = keeping.change(meeting, moved, version=meeting.version, by=by, at=BEFORE)
    reworded = Called("extraordinary", moved.starts_at, "Sala Grau", world.period)
    meeting = keeping.change(meeting, reworded, version=meeting.version, by=by, at=BEFORE)
    keeping.cancel(meeting, reason="Falta la sala.", version=meeting.version, by=by, at=BEFORE)
    cast = world.cast
    for person in (cast.member, cast.secretary, cast.alternate):
        titles = Notification.objects.filter(user=person).order_by("pk").values_list("title", flat=True)
        assert [title.split(" ")[:2] for title in titles] == [["Se", "convoca"], ["La", "sesión"], ["Se", "cancela"]]
    assert Notification.objects.exclude(user__in=[cast.member, cast.secretary, cast.alternate]).count() == 0


def test_no_mail_of_a_meeting_waits_for_a_digest_after_it_and_nobody_is_called_to_one_that_is_over(
    world: Meetings,
) -> None:
    by, near = world.cast.secretary, STARTS - dt.timedelta(hours=2)
    meeting = keeping.call(world.plan, Called("ordinary", STARTS, "Sala Grau"), by=by, at=near)
    later = Called("ordinary", STARTS + dt.timedelta(days=9), "Sala Grau")
    keeping.change(meeting, later, version=meeting.version, by=by, at=near)
    told = Notification.objects.filter(user=world.cast.member)
    assert set(told.values_list("mail_from", flat=True)) == {near}
    keeping.call(world.plan, Called("ordinary", STARTS, "Sala Quiñones"), by=by, at=AFTER)
    assert told.count() == 2


def test_who_reports_only_from_a_later_semester_is_not_called_yet(world: Meetings) -> None:
    coming = make_period(world.plan, "2027-I")
    make_commitment(Indicator.objects.get(), make_institution("FAP"), coming)
    assert "FAP" not in world.planned().attendances.values_list("institution__code", flat=True)


def test_a_meeting_keeps_the_year_of_its_number(world: Meetings) -> None:
    meeting = world.planned()
    with pytest.raises(OtherYear):
        keeping.change(
            meeting,
            Called("ordinary", STARTS + YEAR, "Sala Grau"),
            version=meeting.version,
            by=world.cast.secretary,
            at=BEFORE,
        )


# --- Noting it -------------------------------------------------------------------------------------------------------


def test_nothing_is_noted_before_it_begins(world: Meetings) -> None:
    meeting = world.planned()
    early = STARTS - dt.timedelta(microseconds=1)
    with pytest.raises(NotYet):
        keeping.hold(meeting, world.record(meeting), version=meeting.version, by=world.cast.secretary, at=early)
    at = STARTS
    assert keeping.hold(meeting, Record(), version=meeting.version, by=world.cast.secretary, at=at).state == "held"


@pytest.mark.parametrize(
    ("ends_at", "seat", "words"),
    [
        (STARTS, PRESENT, "termina después"),
        (AFTER + HOUR, PRESENT, "todavía no llega"),
        (ENDS, Seat("present", " "), "EP: escriba quién la representó"),
    ],
)
def test_what_cannot_be_is_refused(world: Meetings, ends_at: dt.datetime, seat: Seat, words: str) -> None:
    meeting = world.planned()
    record = Record(ends_at, seats={world.cast.army.pk: seat})
    with pytest.raises(Incomplete, match=words):
        keeping.hold(meeting, record, version=meeting.version, by=world.cast.secretary, at=AFTER)


def test_who_did_not_come_is_represented_by_nobody(world: Meetings) -> None:
    meeting = world.held()
    seats = {world.cast.army.pk: Seat("excused", "Rosa Ejemplo", "Jefa")}
    keeping.hold(meeting, Record(ENDS, seats=seats), version=meeting.version, by=world.cast.secretary, at=AFTER)
    seat = meeting.attendances.get(institution=world.cast.army)
    assert (seat.presence, seat.person, seat.post) == ("excused", "", "")


@pytest.mark.parametrize("what", ["note", "person", "nothing"])
def test_only_the_very_same_record_counts_as_a_button_pressed_twice(world: Meetings, what: str) -> None:
    meeting = world.planned()
    read, by = meeting.version, world.cast.secretary
    record = world.record(meeting)
    keeping.hold(meeting, record, version=read, by=by, at=AFTER)
    others = {
        "note": replace(record, points=dict.fromkeys(record.points, "Lo que anotó otra persona.")),
        "person": replace(record, seats=dict.fromkeys(record.seats, Seat("present", "Ana Otra"))),
        "nothing": record,
    }
    if what == "nothing":
        assert keeping.hold(meeting, others[what], version=read, by=by, at=AFTER).version == read + 1
        return
    with pytest.raises(Stale):
        keeping.hold(meeting, others[what], version=read, by=by, at=AFTER)


@pytest.mark.parametrize("step", ["change", "hold", "add", "agree", "close"])
def test_two_at_once_one_wins_and_the_other_is_told(world: Meetings, step: str) -> None:
    read = world.planned() if step == "change" else world.held()
    Meeting.objects.filter(pk=read.pk).update(version=read.version + 1)
    by, version = world.cast.secretary, read.version
    steps: dict[str, Callable[[], object]] = {
        "change": lambda: keeping.change(read, Called("ordinary", ENDS, "B"), version=version, by=by, at=BEFORE),
        "hold": lambda: keeping.hold(read, Record(notes="Otra cosa."), version=version, by=by, at=AFTER),
        "add": lambda: agenda.add_points(read, [Point("Otro")], version=version, by=by, at=AFTER),
        "agree": lambda: agreeing.agree(read, world.terms(), version=version, by=by, at=AFTER),
        "close": lambda: closing.close_minutes(read, version=version, by=by, at=AFTER + YEAR),
    }
    with pytest.raises(Stale, match="No se cambió nada"):
        steps[step]()


# --- The agenda and the agreements -----------------------------------------------------------------------------------


def test_points_take_the_order_of_their_numbers_and_the_others_go(world: Meetings) -> None:
    meeting = world.pointed(world.pointed(world.planned(), "Segundo"), "Tercero")
    first, second, third = meeting.agenda.order_by("ordinal")
    places = {third.pk: Place(1, "Tercero"), first.pk: Place(5, "Primero, con otras palabras")}
    agenda.arrange(meeting, places, version=meeting.version, by=world.cast.secretary, at=BEFORE)
    stands = list(meeting.agenda.order_by("ordinal").values_list("ordinal", "title"))
    assert stands == [(1, "Tercero"), (2, "Primero, con otras palabras")]
    assert not meeting.agenda.filter(pk=second.pk).exists()


def test_what_comes_from_the_same_source_is_added_once(world: Meetings) -> None:
    meeting = world.planned()
    for title in ("Una carta", "La misma carta, dicha de otro modo"):
        meeting = agenda.add_points(
            meeting, [Point(title, "letter:RI-1")], version=meeting.version, by=world.cast.secretary, at=BEFORE
        )
    assert meeting.agenda.filter(source="letter:RI-1").count() == 1


def test_agreements_are_numbered_without_gaps(world: Meetings) -> None:
    first = world.agreed()
    meeting = Meeting.objects.get(pk=first.meeting_id)
    for text in ("Segundo.", "Tercero."):
        agreeing.agree(meeting, world.terms(text=text), version=meeting.version, by=world.cast.secretary, at=AFTER)
        meeting.refresh_from_db()
    agreeing.strike(first, version=1, by=world.cast.secretary, at=AFTER)
    assert list(meeting.agreements.values_list("ordinal", "text")) == [(1, "Segundo."), (2, "Tercero.")]


def test_agreeing_the_same_twice_is_agreeing_once(world: Meetings) -> None:
    meeting = world.held()
    for _turn in range(2):
        agreeing.agree(meeting, world.terms(), version=meeting.version, by=world.cast.secretary, at=AFTER)
    assert meeting.agreements.count() == 1


def test_an_agreement_names_who_was_called_and_a_day_that_comes(world: Meetings) -> None:
    meeting, by = world.held(), world.cast.secretary
    early = agreeing.Terms("Enviar.", world.cast.army, STARTS.date() - dt.timedelta(days=1))
    with pytest.raises(agreeing.WrongDay):
        agreeing.agree(meeting, early, version=meeting.version, by=by, at=AFTER)
    with pytest.raises(agreeing.NotCalled):
        agreeing.agree(meeting, world.terms(world.cast.joint_command), version=meeting.version, by=by, at=AFTER)


# --- Closing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (Record(), "Escriba cuándo terminó"),
        (Record(ends_at=ENDS, seats={1: Seat()}), "Anote si estuvieron representadas: EP"),
        (Record(ends_at=ENDS, seats={1: ABSENT, 2: ABSENT, 3: ABSENT}), "Ninguna institución"),
    ],
)
def test_minutes_close_only_when_whole(world: Meetings, record: Record, words: str) -> None:
    meeting, by = world.held(), world.cast.secretary
    places = [each.institution_id for each in meeting.attendances.all()]
    seats = dict(zip(places, record.seats.values(), strict=False))
    meeting = keeping.hold(meeting, Record(record.ends_at, seats=seats), version=meeting.version, by=by, at=AFTER)
    with pytest.raises(Incomplete, match=words):
        closing.close_minutes(meeting, version=meeting.version, by=by, at=AFTER)


def test_minutes_stay_open_until_the_end_that_was_noted_once(world: Meetings) -> None:
    """An end to come is no longer taken; it may stand in a meeting that was noted before."""
    meeting = world.held()
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=AFTER + YEAR)
    with pytest.raises(Incomplete, match="todavía no termina"):
        closing.close_minutes(meeting, version=meeting.version, by=world.cast.secretary, at=AFTER)


def test_closing_binds_the_agreements_and_tells_only_who_is_responsible(world: Meetings) -> None:
    agreement = world.bound()
    assert agreement.events.get().verb == "agreed"
    told = Notification.objects.filter(kind="agreement").values_list("user", flat=True)
    assert set(told) == {world.cast.reporter.pk, world.cast.approver.pk}


def test_closing_twice_is_closing_once(world: Meetings) -> None:
    meeting, by = world.held(), world.cast.secretary
    for _turn in range(2):
        closing.close_minutes(meeting, version=meeting.version, by=by, at=AFTER + YEAR)
    meeting.refresh_from_db()
    assert meeting.state == "closed"


def test_only_a_pdf_is_kept_as_signed_minutes(world: Meetings) -> None:
    meeting = world.closed()
    picture = Inspected("acta.png", b"x", "image/png")
    with pytest.raises(Refused, match="no es un PDF"):
        closing.file_signed_minutes(meeting, picture, version=meeting.version, by=world.cast.secretary, at=AFTER)
    kept = closing.file_signed_minutes(meeting, SIGNED, version=meeting.version, by=world.cast.secretary, at=AFTER)
    assert kept.signed_file is not None
    assert kept.signed_file.name == "acta firmada.pdf"
