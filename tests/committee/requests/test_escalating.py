"""Overdue requests: each step on its day, once for each deadline, to whom it belongs, and never to anybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command

from committee.models import Escalation, InformationRequest
from committee.requests import filing, requesting
from committee.requests.desk import Filters, letters_to_sign
from committee.requests.escalating import Step, escalate, next_step
from committee.requests.president_letter import awaits_signature
from indicators.calendar import midnight
from institutions.models import REPORTING_ROLES, REVIEWING_ROLES
from notifications.models import Notification
from tests.cast import Cast
from tests.committee.requests.requested import DUE, LATER, MADE, PDF, make_request
from tests.factories import make_plan

LAST_DAY = dt.date(2026, 8, 10)


def morning(day: int) -> dt.datetime:
    """The morning of a day so many days after the last day to answer."""
    return midnight(LAST_DAY + dt.timedelta(days=day)) + dt.timedelta(hours=8)


def run(*days: int) -> list[tuple[str, int]]:
    """Escalate on those mornings: which steps were done on which."""
    done = []
    for day in days:
        with time_machine.travel(morning(day), tick=False):
            done += [(str(step), day) for step in escalate(make_plan(), at=morning(day))]
    return done


@pytest.fixture
def request_of_army(cast: Cast) -> Iterator[InformationRequest]:
    with time_machine.travel(MADE, tick=False):
        yield make_request(cast)


def test_the_ladder_day_by_day_does_each_step_once(request_of_army: InformationRequest) -> None:
    assert run(*range(-1, 40)) == [("reporter", 1), ("approver", 5), ("letter", 10)]


def test_a_command_that_did_not_run_for_weeks_leaves_the_time_between_the_steps(
    request_of_army: InformationRequest,
) -> None:
    assert run(30, 31, 33, 34, 38, 39) == [("reporter", 30), ("approver", 34), ("letter", 39)]


def test_running_twice_in_one_morning_does_nothing_twice(request_of_army: InformationRequest, cast: Cast) -> None:
    assert run(1, 1, 1) == [("reporter", 1)]
    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "expected"), [(1, {"reporter"}), (5, {"approver"}), (10, {"secretary"})], ids=["first", "second", "third"]
)
def test_each_step_is_told_to_whom_it_belongs(
    request_of_army: InformationRequest, cast: Cast, day: int, expected: set[str]
) -> None:
    run(*(each for each in (1, 5, 10) if each < day))
    Notification.objects.all().delete()
    run(day)
    people = {person.email: name for name, person in cast.people().items()}
    told = Notification.objects.values_list("user__email", flat=True)
    assert {people[mail] for mail in told} == expected


def test_nobody_but_who_reports_approves_or_reviews_is_ever_written_to(
    request_of_army: InformationRequest, cast: Cast
) -> None:
    run(1, 5, 10)
    roles = Notification.objects.values_list("user__appointments__role", flat=True)
    assert set(roles) <= {*REPORTING_ROLES, *REVIEWING_ROLES}


def test_a_new_deadline_begins_the_ladder_anew(request_of_army: InformationRequest, cast: Cast) -> None:
    run(1, 5)
    with time_machine.travel(morning(6), tick=False):
        requesting.extend(request_of_army, version=1, until=LATER, by=cast.secretary, at=morning(6))
    assert run(*range(6, 30)) == [("reporter", 11), ("approver", 15), ("letter", 20)]


def test_what_was_answered_is_left_in_peace(request_of_army: InformationRequest, cast: Cast) -> None:
    run(1)
    requesting.answer(request_of_army, version=1, text="Tarde, pero sí.", by=cast.reporter, at=morning(2))
    assert run(*range(2, 20)) == []


def test_the_first_reminder_comes_on_the_day_after_the_last(request_of_army: InformationRequest) -> None:
    assert next_step(request_of_army, at=DUE - dt.timedelta(microseconds=1)) is None
    assert next_step(request_of_army, at=DUE) == Step.REPORTER


def test_the_letter_waits_for_a_signature_until_its_signed_copy_is_filed(
    request_of_army: InformationRequest, cast: Cast
) -> None:
    run(1, 5, 10)
    every = InformationRequest.objects.all()
    assert awaits_signature(request_of_army)
    assert list(letters_to_sign(every)) == [request_of_army]
    assert list(Filters(state="por-firmar").among(every, at=morning(11))) == [request_of_army]
    with time_machine.travel(morning(11), tick=False):
        filing.file_letter(request_of_army, version=1, number="Carta 3", file=PDF, by=cast.secretary, at=morning(11))
    assert not awaits_signature(request_of_army)
    assert list(letters_to_sign(every)) == []


def test_the_command_says_what_it_did(request_of_army: InformationRequest, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(morning(3), tick=False):
        call_command("escalate_requests")
    assert "reporters reminded of 1, approvers of 0, letters prepared 0" in capsys.readouterr().out
    assert Escalation.objects.get().step == Step.REPORTER
