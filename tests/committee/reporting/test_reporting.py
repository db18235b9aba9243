"""A report before a meeting: who puts, adopts, takes back and takes off; what the minutes ask and print; the page of each state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from committee.meetings import meeting as keeping
from committee.meetings.meeting import Incomplete, Seat
from committee.meetings.quorum import NoQuorum
from committee.minutes import closing
from committee.minutes.closing import lacks_of
from committee.minutes.composing import LANGUAGES, letter_of
from committee.models import Meeting, ReportPoint
from committee.reporting import meeting_point
from committee.reporting.meeting_point import Proposed
from documents.letter import Facts, Heading, Letter, Note, Text, as_docx, as_pdf
from institutions.models import User
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from tests.cast import make_cast
from tests.committee.meetings.met import ABSENT, AFTER, BEFORE, PRESENT, STARTS, Meetings, make_meetings
from tests.conftest import SignIn, kept_for_a_module

pytestmark = pytest.mark.django_db
OTHERS = ("reporter", "approver", "outsider", "outside_approver", "member", "alternate", "observer", "administrator")
ADOPTED = AFTER + dt.timedelta(hours=1)
CLOSING = AFTER + dt.timedelta(days=2)
DIGEST = "0123456789abcdef" * 4
REPORT = Proposed(4711, "Informe de cumplimiento 2026-I", "Compliance report 2026 H1", DIGEST)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Meetings]:
    with kept_for_a_module(django_db_blocker):
        yield make_meetings(make_cast())


@pytest.fixture
def world(made: Meetings, db: None) -> Meetings:
    return deepcopy(made)


def put(
    world: Meetings, meeting: Meeting, by: User | None = None, report: Proposed = REPORT, at: dt.datetime = BEFORE
) -> ReportPoint:
    return meeting_point.put(report, meeting, world.plan, by=by or world.cast.secretary, at=at)


def hold(world: Meetings, meeting: Meeting, seat: Seat = PRESENT) -> Meeting:
    meeting.refresh_from_db()
    record = world.record(meeting, seat)
    return keeping.hold(meeting, record, version=meeting.version, by=world.cast.secretary, at=AFTER)


def standing(world: Meetings, state: str) -> ReportPoint:
    """In a meeting that was held with a quorum."""
    point = put(world, world.planned())
    point.meeting = hold(world, point.meeting)
    if state == "adopted":
        return meeting_point.adopt(point, version=1, by=world.cast.secretary, at=ADOPTED)
    if state == "withdrawn":
        return meeting_point.take_off(point, version=1, by=world.cast.secretary, at=ADOPTED)
    return point


STEPS: dict[str, tuple[Callable[..., ReportPoint], str, str]] = {
    "adopt": (meeting_point.adopt, "proposed", "adopted"),
    "take_back": (meeting_point.take_back, "adopted", "proposed"),
    "take_off": (meeting_point.take_off, "proposed", "withdrawn"),
}
"""By step: the verb, from which state, and to which."""


@pytest.mark.parametrize("state", ["proposed", "adopted", "withdrawn"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state_by_everybody(world: Meetings, step: str, state: str) -> None:
    verb, start, to = STEPS[step]
    point = standing(world, state)
    version = point.version
    for name in OTHERS:
        with pytest.raises(NotAllowed):
            verb(point, version=version, by=world.cast.people()[name], at=ADOPTED)
    if state != start:
        with pytest.raises(WrongState):
            verb(point, version=version, by=world.cast.secretary, at=ADOPTED)
        point.refresh_from_db()
        assert (point.state, point.version) == (state, version)
        return
    once, twice = (verb(point, version=version, by=world.cast.secretary, at=ADOPTED) for _n in range(2))
    assert (once.state, twice.version) == (to, version + 1)


@pytest.mark.parametrize("step", STEPS)
def test_after_the_minutes_are_closed_nothing_moves(world: Meetings, step: str) -> None:
    point = standing(world, "adopted")
    world.close(point.meeting)
    with pytest.raises(WrongState):
        STEPS[step][0](point, version=2, by=world.cast.secretary, at=CLOSING)
    assert ReportPoint.objects.get().state == "adopted"


def test_a_stale_version_changes_nothing(world: Meetings) -> None:
    point = standing(world, "proposed")
    with pytest.raises(Stale):
        meeting_point.adopt(point, version=7, by=world.cast.secretary, at=ADOPTED)
    assert ReportPoint.objects.get().state == "proposed"


@pytest.mark.parametrize("name", OTHERS)
def test_only_the_secretary_puts_a_report_before_a_meeting(world: Meetings, name: str) -> None:
    with pytest.raises(NotAllowed):
        put(world, world.planned(), world.cast.people()[name])
    assert not ReportPoint.objects.exists()


@pytest.mark.parametrize("state", ["planned", "held", "closed", "cancelled"])
def test_a_report_is_put_before_a_meeting_that_is_still_to_be_held(world: Meetings, state: str) -> None:
    meeting = getattr(world, state)()
    if state == "planned":
        point = put(world, meeting)
        named = meeting.agenda.get(source="report:4711")
        assert (point.state, named.title) == ("proposed", "Informe de cumplimiento 2026-I: aprobarlo")
    else:
        with pytest.raises(WrongState, match="ya se realizó" if state == "held" else "cancelada"):
            put(world, meeting)
        assert not ReportPoint.objects.exists()


@pytest.mark.parametrize("late", [dt.timedelta(0), dt.timedelta(hours=1)])
def test_a_report_is_put_before_a_meeting_only_until_it_begins(world: Meetings, late: dt.timedelta) -> None:
    """Although nobody noted yet that it was held: nobody there read what is frozen then."""
    meeting = world.planned()
    with pytest.raises(WrongState, match=r"S-2026-01 empezó el 12 de agosto de 2026, 10:00.*cancélela"):
        put(world, meeting, at=STARTS + late)
    assert not ReportPoint.objects.exists()
    assert put(world, meeting, at=STARTS - dt.timedelta(microseconds=1)).state == "proposed"


@pytest.mark.parametrize(("minutes", "is_moved"), [(0, False), (1, True)])
def test_a_meeting_is_not_moved_to_before_what_it_decides_on_was_frozen(
    world: Meetings, minutes: int, is_moved: bool
) -> None:
    meeting = world.planned()
    put(world, meeting)
    meeting.refresh_from_db()
    earlier = replace(keeping.called_of(meeting), starts_at=BEFORE + dt.timedelta(minutes=minutes))

    def move() -> None:
        keeping.change(meeting, earlier, version=meeting.version, by=world.cast.secretary, at=AFTER)

    if is_moved:
        move()
    else:
        with pytest.raises(WrongState, match="retire primero de ella el informe"):
            move()
    assert (Meeting.objects.get().starts_at == earlier.starts_at) is is_moved


def test_a_report_stands_before_one_meeting(world: Meetings) -> None:
    put(world, world.planned())
    other = world.planned(hours=1)
    with pytest.raises(WrongState, match="S-2026-01"):
        put(world, other)
    row = ReportPoint.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPoint.objects.create(
            meeting=other, reference=4711, title_es="A", title_en="B", digest=DIGEST, put_by=row.put_by, put_at=BEFORE
        )


@pytest.mark.parametrize("state", ["planned", "unnoted", "without quorum"])
def test_nothing_is_adopted_without_a_meeting_that_was_held_and_a_quorum(world: Meetings, state: str) -> None:
    meeting = world.planned()
    point = put(world, meeting)
    meeting.refresh_from_db()
    if state == "without quorum":
        hold(world, meeting, ABSENT)
    if state == "unnoted":
        keeping.hold(meeting, keeping.Record(), version=meeting.version, by=world.cast.secretary, at=AFTER)
    with pytest.raises(NoQuorum):
        meeting_point.adopt(point, version=1, by=world.cast.secretary, at=ADOPTED)
    assert ReportPoint.objects.get().state == "proposed"


def test_a_meeting_that_is_called_off_frees_its_report(world: Meetings) -> None:
    meeting = world.planned()
    put(world, meeting)
    meeting.refresh_from_db()
    keeping.cancel(meeting, reason="Falta la sala.", version=meeting.version, by=world.cast.secretary, at=BEFORE)
    assert ReportPoint.objects.get().state == "withdrawn"
    assert put(world, world.planned(hours=1)).state == "proposed"


# --- The minutes ---


def test_minutes_wait_until_the_report_is_decided(world: Meetings) -> None:
    point = standing(world, "proposed")
    (lack,) = lacks_of(point.meeting, at=CLOSING)
    assert (lack.page, lack.about) == ("meeting_report", 4711)
    meeting = Meeting.objects.get(pk=point.meeting_id)
    with pytest.raises(Incomplete, match="apruébelo o retírelo"):
        closing.close_minutes(meeting, version=meeting.version, by=world.cast.secretary, at=CLOSING)
    meeting_point.take_off(point, version=1, by=world.cast.secretary, at=ADOPTED)
    assert lacks_of(meeting, at=CLOSING) == []


def test_attendance_put_right_to_no_quorum_asks_to_take_the_adoption_back(world: Meetings) -> None:
    point = standing(world, "adopted")
    meeting = Meeting.objects.get(pk=point.meeting_id)
    seats = list(meeting.attendances.all())
    record = world.record(meeting)
    few = keeping.Record(
        record.ends_at, record.notes, {each.institution_id: ABSENT for each in seats[1:]}, record.points
    )
    keeping.hold(meeting, few, version=meeting.version, by=world.cast.secretary, at=AFTER)
    texts = [lack.text for lack in lacks_of(Meeting.objects.get(pk=meeting.pk), at=CLOSING)]
    assert any("deshaga esa aprobación" in text for text in texts)


def said(letter: Letter) -> str:
    texts: list[str] = []
    for block in letter.blocks:
        if isinstance(block, Heading | Text | Note):
            texts.append(block.text)
        if isinstance(block, Facts):
            texts += [" ".join(pair) for pair in block.pairs]
    return "\n".join(texts)


def test_minutes_print_the_adopted_report_in_both_languages(world: Meetings) -> None:
    point = standing(world, "adopted")
    world.close(point.meeting)
    meeting = Meeting.objects.get(pk=point.meeting_id)
    spanish, english = (said(letter_of(meeting, language)) for language in LANGUAGES)
    grouped = " ".join(["01234567", "89abcdef"] * 4)
    assert "Informe de cumplimiento 2026-I" in spanish
    assert "Decisión Aprobado" in spanish
    assert "Compliance report 2026 H1" in english
    assert "Decision Adopted" in english
    assert grouped in spanish
    assert grouped in english
    for language in LANGUAGES:
        letter = letter_of(meeting, language)
        assert as_pdf(letter).startswith(b"%PDF")
        assert as_docx(letter).startswith(b"PK")


def test_a_meeting_that_decided_and_agreed_on_nothing_else_says_so_in_its_minutes_and_on_its_page(
    world: Meetings, signed_in: SignIn
) -> None:
    point = standing(world, "adopted")
    page = signed_in(world.cast.secretary).get(f"/comite/sesiones/{point.meeting.number}/").text
    assert "No tomó otros acuerdos que lo que decidió." in page
    assert "aparte de lo que decidió" in page
    world.close(point.meeting)
    meeting = Meeting.objects.get(pk=point.meeting_id)
    assert "La sesión no tomó otros acuerdos que las decisiones que constan arriba." in said(letter_of(meeting, "es"))
    assert "no agreements other than the decisions recorded above" in said(letter_of(meeting, "en"))


def test_a_meeting_that_decided_nothing_made_no_agreements(world: Meetings, signed_in: SignIn) -> None:
    meeting = standing(world, "withdrawn").meeting
    page = signed_in(world.cast.secretary).get(f"/comite/sesiones/{meeting.number}/").text
    assert "No hay acuerdos." in page
    assert "aparte de lo que decidió" not in page
    assert "La sesión no tomó acuerdos." in said(letter_of(Meeting.objects.get(pk=meeting.pk), "es"))


def test_minutes_say_what_was_not_adopted_while_they_are_a_draft_and_nothing_of_what_was_taken_off(
    world: Meetings,
) -> None:
    point = standing(world, "proposed")
    draft = said(letter_of(point.meeting, "es"))
    assert "Está ante la sesión y no fue aprobado." in draft
    assert "\nInformes\n" in draft
    meeting_point.take_off(point, version=1, by=world.cast.secretary, at=ADOPTED)
    assert "\nInformes\n" not in said(letter_of(point.meeting, "es"))


# --- The page ---


def text_of(response: Any) -> str:
    return str(response.content.decode())


def page_of(point: ReportPoint) -> str:
    return reverse("meeting_report", args=[point.meeting.number, point.reference])


@pytest.mark.parametrize(
    ("state", "offered"),
    [("proposed", {"adopt", "take-off"}), ("adopted", {"take-back"}), ("withdrawn", set())],
)
def test_the_page_offers_what_the_state_allows_to_the_secretary_alone(
    world: Meetings, signed_in: SignIn, state: str, offered: set[str]
) -> None:
    point = standing(world, state)
    url = page_of(point)

    def shown(name: str) -> set[str]:
        text = text_of(signed_in(world.cast.people()[name]).get(url))
        assert DIGEST in text
        return {each for each in ("adopt", "take-off", "take-back") if f'value="{each}"' in text}

    assert shown("secretary") == offered
    for name in ("member", "alternate", "observer"):
        assert shown(name) == set()
        assert signed_in(world.cast.people()[name]).post(url, {"action": "adopt", "version": 1}).status_code == 403
    for name in ("reporter", "approver", "administrator"):
        assert signed_in(world.cast.people()[name]).get(url).status_code == 404


def test_an_adoption_without_quorum_and_one_from_an_older_page_are_told(world: Meetings, signed_in: SignIn) -> None:
    client = signed_in(world.cast.secretary)
    point = put(world, world.planned())
    response = client.post(page_of(point), {"action": "adopt", "version": 1})
    assert (response.status_code, ReportPoint.objects.get().state) == (200, "proposed")
    assert client.post(page_of(point), {"action": "take-off", "version": 9}).status_code == 409
    assert client.post(page_of(point), {"action": "", "version": 1}).status_code == 200
    assert "Su punto sigue en la agenda" in text_of(
        client.post(page_of(point), {"action": "take-off", "version": 1}, follow=True)
    )


def test_the_meeting_and_its_closing_name_the_report(world: Meetings, signed_in: SignIn) -> None:
    point = standing(world, "proposed")
    client = signed_in(world.cast.secretary)
    with time_machine.travel(CLOSING, tick=False):
        meeting = text_of(client.get(reverse("meeting", args=[point.meeting.number])))
        assert meeting.count(page_of(point)) == 2  # beside the agenda, and among what the minutes lack
        meeting_point.adopt(point, version=1, by=world.cast.secretary, at=ADOPTED)
        close = text_of(client.get(reverse("meeting_close", args=[point.meeting.number])))
    assert "se puede emitir desde entonces" in close
