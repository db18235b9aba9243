"""Requests are numbered without gaps, say what happened and to whom, and open what they ask about and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import time_machine

from committee.models import InformationRequest, RequestMessage, Verb
from committee.requests import filing, requesting
from committee.requests.steps import Unexplained, WrongFile, WrongInstant
from documents.inspection import Inspected
from documents.storing import open_verified
from indicators.calendar import end_of
from institutions.models import Role
from measurements.anchors import Anchor, Part
from measurements.answer.refusals import NotAllowed, NotReady, Refused, Stale
from measurements.checks.stored import content_of
from measurements.models import Measurement, Opening, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import Task
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.requests.requested import DAY, DUE, HOUR, LATER, MADE, PDF, answered, make_request
from tests.factories import LIMA, make_post
from tests.measurements.worlds.walk import make_world

State = InformationRequest.State


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(MADE, tick=False):
        yield


def test_numbers_count_up_within_the_plan_and_the_year_of_lima(cast: Cast) -> None:
    new_year = dt.datetime(2027, 1, 1, tzinfo=LIMA)
    made = [
        make_request(cast, subject="a"),
        make_request(cast, cast.navy, subject="b"),
        make_request(cast, subject="c", at=new_year - HOUR, until=LATER + 366 * DAY / 2),
        make_request(cast, subject="d", at=new_year, until=LATER + 366 * DAY / 2),
    ]
    assert [r.number for r in made] == ["RI-2026-0001", "RI-2026-0002", "RI-2026-0003", "RI-2027-0001"]


def test_the_same_request_twice_is_one_until_something_happens(cast: Cast) -> None:
    first, again = make_request(cast), make_request(cast)
    assert again.pk == first.pk
    requesting.comment(first, text="¿Cuál?", by=cast.reporter, at=MADE + HOUR)
    assert make_request(cast).pk != first.pk


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"subject": "  "}, Unexplained),
        ({"text": ""}, Unexplained),
        ({"until": MADE}, WrongInstant),
        ({"until": MADE + 400 * DAY}, WrongInstant),
        ({"anchors": (Anchor(Part.NARRATIVE),)}, Refused),
        ({"kind": "correct", "opens": True}, Refused),
    ],
)
def test_what_is_not_said_or_not_possible_is_refused_and_takes_no_number(
    cast: Cast, changes: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        make_request(cast, **changes)
    assert make_request(cast).number == "RI-2026-0001"


@pytest.mark.parametrize(
    ("made", "first_answer", "days"),
    [
        ((3, 10), (3, 23), 0),
        ((3, 23), (4, 0), 1),
        ((3, 10), (10, 9), 7),
    ],
)
def test_days_to_answer_are_calendar_days_of_lima(
    made: tuple[int, int], first_answer: tuple[int, int], days: int
) -> None:
    request = InformationRequest(
        made_at=dt.datetime(2026, 8, *made, tzinfo=LIMA).astimezone(dt.UTC),
        first_answered_at=dt.datetime(2026, 8, *first_answer, tzinfo=LIMA).astimezone(dt.UTC),
    )
    assert request.days_to_answer == days


def test_the_first_answer_counts_though_the_committee_insists(cast: Cast) -> None:
    request = answered(make_request(cast), cast.reporter)
    insisted = requesting.insist(
        request, version=2, until=LATER, text="Falta el oficio.", by=cast.secretary, at=MADE + 2 * DAY
    )
    assert (insisted.state, insisted.due_at, insisted.days_to_answer) == (State.OPEN, LATER, 1)
    again = answered(insisted, cast.approver, at=MADE + 5 * DAY)
    assert again.days_to_answer == 1


def test_the_last_instant_is_in_time_and_the_due_one_is_overdue(cast: Cast) -> None:
    request = make_request(cast)
    tick = dt.timedelta(microseconds=1)
    assert (request.is_overdue(DUE - tick), request.is_overdue(DUE)) == (False, True)
    assert request.due_on == dt.date(2026, 8, 10)


def test_a_step_on_a_version_that_was_not_read_is_refused(cast: Cast) -> None:
    request = answered(make_request(cast), cast.reporter)
    requesting.comment(request, text="Otro dato.", by=cast.approver, at=MADE + DAY)
    with pytest.raises(Stale):
        requesting.accept(request, version=2, by=cast.secretary, at=MADE + 2 * DAY)
    request.refresh_from_db()
    assert request.state == State.ANSWERED


def test_a_button_pressed_twice_makes_one_step(cast: Cast) -> None:
    request = make_request(cast)
    for _press in range(2):
        requesting.answer(request, version=1, text="Es por el curso.", files=(PDF,), by=cast.reporter, at=MADE + DAY)
    with pytest.raises(Stale):
        requesting.answer(request, version=1, text="Es por otro curso.", by=cast.reporter, at=MADE + DAY)
    assert [m.verb for m in request.messages.all()] == [Verb.MADE, Verb.ANSWERED]


def test_nobody_accepts_what_they_answered_in_an_earlier_post(cast: Cast) -> None:
    request = answered(make_request(cast), cast.reporter)
    cast.reporter.appointments.update(ends_on="2026-08-04")
    make_post(cast.reporter, Role.TECHNICAL_SECRETARY, cast.joint_command)
    moved = type(cast.reporter).objects.get(pk=cast.reporter.pk)
    with time_machine.travel(MADE + 3 * DAY, tick=False), pytest.raises(NotAllowed, match="Nadie acepta"):
        requesting.accept(request, version=2, by=moved, at=MADE + 3 * DAY)


def test_more_time_is_a_later_day(cast: Cast) -> None:
    request = make_request(cast)
    for until in (DUE, DUE - DAY):
        with pytest.raises(WrongInstant):
            requesting.extend(request, version=1, until=until, by=cast.secretary, at=MADE)
    assert requesting.extend(request, version=1, until=LATER, by=cast.secretary, at=MADE).due_at == LATER


def test_each_step_tells_the_other_side_and_not_who_took_it(cast: Cast) -> None:
    request = make_request(cast, is_announced=True)
    requesting.answer(request, version=1, text="Sí.", by=cast.reporter, at=MADE + DAY)
    requesting.comment(request, text="Gracias.", by=cast.secretary, at=MADE + DAY)
    requesting.accept(request, version=3, by=cast.secretary, at=MADE + DAY)
    told = list(Notification.objects.order_by("pk").values_list("user__email", "title", "path"))
    army, path = {cast.reporter.email, cast.approver.email}, f"/requerimientos/{request.number}/"
    assert [{mail for mail, title, _p in told if word in title} for word in ("Responda", "respondió", "aceptó")] == [
        army,
        {cast.secretary.email},
        army,
    ]
    assert len(told) == 2 + 1 + 2 + 2
    assert {p for _m, _t, p in told} == {path}


def test_a_request_due_before_the_next_digest_is_mailed_at_once(cast: Cast) -> None:
    make_request(cast, is_announced=True, until=end_of(MADE.date()))
    assert set(Notification.objects.values_list("mail_from", flat=True)) == {MADE}


def test_the_ministrys_own_requests_are_told_to_the_alternate(cast: Cast) -> None:
    request = make_request(cast, cast.ministry, by=cast.alternate)
    ministers = make_post(cast.outsider, Role.REPORTER, cast.ministry).user
    requesting.answer(request, version=1, text="Sí.", by=type(ministers).objects.get(pk=ministers.pk), at=MADE + DAY)
    assert set(Notification.objects.values_list("user__email", flat=True)) == {cast.alternate.email}


# --- Letters that come back signed


def test_a_newer_signed_letter_replaces_the_file_and_the_old_one_is_kept(cast: Cast) -> None:
    request = make_request(cast)
    newer = Inspected("oficio-corregido.pdf", PDF.content + b"\n", PDF.media_type)
    filing.file_oficio(request, version=1, number="Oficio 1-2026", file=PDF, by=cast.secretary, at=MADE)
    filing.file_oficio(request, version=2, number="Oficio 11-2026", file=newer, by=cast.secretary, at=MADE + DAY)
    filing.file_oficio(request, version=3, number="Oficio 12-2026", file=None, by=cast.secretary, at=MADE + DAY)
    assert request.official_number == "Oficio 12-2026"
    assert request.signed_file is not None
    assert open_verified(request.signed_file) == newer.content
    texts = list(request.messages.filter(verb=Verb.OFICIO).values_list("text", "attachments__stored_file__name"))
    assert texts == [
        ("Oficio 1-2026", "oficio-firmado.pdf"),
        ("Oficio 11-2026", "oficio-corregido.pdf"),
        ("Oficio 12-2026", None),
    ]


def test_a_signed_letter_is_a_pdf(cast: Cast) -> None:
    picture = Inspected("oficio.png", b"x", "image/png")
    with pytest.raises(WrongFile):
        filing.file_oficio(make_request(cast), version=1, number="1", file=picture, by=cast.secretary, at=MADE)
    assert RequestMessage.objects.count() == 1


# --- What is opened to be corrected


@pytest.fixture
def opened(cast: Cast) -> InformationRequest:
    """The narrative of a validated answer of the Army, opened after its semester closed."""
    answer = make_world(cast, size=1).validated()
    about: dict[str, Any] = {
        "period": answer.period,
        "indicator": answer.indicator,
        "anchors": (Anchor(Part.NARRATIVE),),
    }
    return make_request(cast, kind="correct", opens=True, **about)


def test_the_parts_are_opened_with_the_request_until_its_day(opened: InformationRequest) -> None:
    opening = Opening.objects.get()
    assert opened.opening == opening
    assert (opening.until, opening.anchors) == (DUE, [{"part": "narrative"}])
    assert opening.measurement.status == Status.RETURNED


def test_what_was_opened_follows_the_day_and_ends_with_the_request(opened: InformationRequest, cast: Cast) -> None:
    requesting.extend(opened, version=1, until=LATER, by=cast.secretary, at=MADE + DAY)
    assert Opening.objects.get().until == LATER
    requesting.withdraw(opened, version=2, reason="Ya no.", by=cast.secretary, at=MADE + 2 * DAY)
    ended = Opening.objects.get()
    assert (ended.ended_at, ended.measurement.status) == (MADE + 2 * DAY, Status.VALIDATED)


@pytest.mark.parametrize("is_written", [True, False])
def test_an_answer_is_not_accepted_while_its_correction_is_not_sent(
    opened: InformationRequest, cast: Cast, is_written: bool
) -> None:
    answer = Measurement.objects.get()
    if is_written:
        task, wanted = (
            Task(answer.indicator, cast.army, answer.period),
            replace(content_of(answer), narrative="Corregido."),
        )
        workflow.save_draft(task, wanted, version=answer.version, by=cast.reporter, at=MADE + HOUR)
    answered(opened, cast.reporter)
    accept = partial(requesting.accept, opened, version=2, by=cast.secretary, at=MADE + 2 * DAY)
    if not is_written:
        assert accept().state == "accepted"
        return
    with pytest.raises(Refused, match="no ha enviado"):
        accept()
    assert Opening.objects.get().ended_at is None


def test_a_part_that_the_answer_does_not_have_opens_nothing(opened: InformationRequest, cast: Cast) -> None:
    with pytest.raises(NotReady):
        make_request(
            cast,
            kind="correct",
            subject="otro",
            opens=True,
            period=opened.period,
            indicator=opened.indicator,
            anchors=(Anchor(Part.ITEMS),),
        )
    assert Opening.objects.count() == 1
