"""Who may act, by the posts held today."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from institutions import permissions
from institutions.models import Institution, Role, User
from measurements.models import Measurement, Receipt, Status
from tests.cast import Cast
from tests.factories import make_count, make_measurement, make_period, make_person, make_plan, make_post
from tests.measurements.worlds.walk import make_world


def fresh(user: User) -> User:
    """The account as the next request loads it."""
    return User.objects.get(pk=user.pk)


def deciders(cast: Cast, institution: Institution) -> set[str]:
    return {name for name, user in cast.people().items() if permissions.reviewing_post(user, institution)}


def test_the_secretary_decides_on_others_and_the_alternate_on_the_secretarys_own(cast: Cast) -> None:
    assert deciders(cast, cast.army) == {"secretary"}
    assert deciders(cast, cast.joint_command) == {"secretary"}
    assert deciders(cast, cast.ministry) == {"alternate"}


def test_every_post_of_the_secretary_makes_an_institution_their_own(cast: Cast) -> None:
    make_post(cast.secretary, Role.COMMITTEE_MEMBER, cast.navy)
    secretary, alternate = fresh(cast.secretary), fresh(cast.alternate)
    assert permissions.reviewing_post(secretary, cast.navy) is None
    assert permissions.reviewing_post(alternate, cast.navy) is not None
    assert permissions.reviewable_institution_ids(alternate) == {cast.ministry.pk, cast.navy.pk}


def test_an_alternate_of_the_secretarys_institution_does_not_decide_on_it(cast: Cast) -> None:
    inside = make_person(Role.ALTERNATE_REVIEWER, cast.ministry)
    assert permissions.reviewing_post(inside, cast.ministry) is None
    assert permissions.reviewable_institution_ids(inside) == set()


def test_without_a_secretary_nothing_is_the_secretarys_own(cast: Cast) -> None:
    cast.secretary.appointments.update(ends_on=dt.date(2026, 1, 1))
    assert permissions.secretary_institution_ids() == set()
    assert permissions.reviewing_post(fresh(cast.alternate), cast.ministry) is None


def test_a_suspended_account_holds_no_post_and_is_no_secretary(cast: Cast) -> None:
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    assert permissions.reviewing_post(fresh(cast.secretary), cast.army) is None
    assert permissions.secretary_institution_ids() == set()


@pytest.mark.parametrize("days", [(-10, -1), (1, 10)])
def test_a_post_gives_rights_only_between_its_days(cast: Cast, days: tuple[int, int]) -> None:
    today = timezone.localdate()
    starts_on, ends_on = (today + dt.timedelta(days=day) for day in days)
    person = make_person(None, email="otra@example.pe")
    make_post(person, Role.APPROVER, cast.army, starts_on=starts_on, ends_on=ends_on)
    assert permissions.approving_post(person, cast.army) is None


def test_a_post_counts_on_its_first_and_on_its_last_day(cast: Cast) -> None:
    today = timezone.localdate()
    person = make_person(None, email="otra@example.pe")
    make_post(person, Role.APPROVER, cast.army, starts_on=today, ends_on=today)
    assert permissions.approving_post(person, cast.army) is not None


def test_reporting_and_approving_are_two_posts(cast: Cast) -> None:
    assert permissions.reporting_post(cast.reporter, cast.army)
    assert not permissions.approving_post(cast.reporter, cast.army)
    assert permissions.approving_post(cast.approver, cast.army)
    assert not permissions.reporting_post(cast.approver, cast.army)
    assert not permissions.reporting_post(cast.reporter, cast.navy)


# --- What is seen -------------------------------------------------------------------------------------------------


EVERYTHING = set(Status)
SENT = {Status.SUBMITTED, Status.RETURNED, Status.VALIDATED}
SEEN: dict[str, set[Status]] = {
    "reporter": EVERYTHING,
    "approver": EVERYTHING,
    "outsider": set(),
    "outside_approver": set(),
    "member": SENT,
    "secretary": SENT,
    "alternate": SENT,
    "observer": set(),
    "administrator": set(),
}


def test_the_institution_sees_all_of_its_own_and_the_committee_what_was_sent(cast: Cast) -> None:
    plan = make_plan()
    period = make_period(plan)
    for index, status in enumerate(Status, start=1):
        revision = make_count(plan, f"PREV-1.{index}.1")
        make_measurement(revision, cast.army, period, value=1, status=status)
    assert SEEN.keys() == cast.people().keys()
    for name, user in cast.people().items():
        assert {m.status for m in Measurement.objects.visible_to(user)} == SEEN[name], name


def test_a_returned_answer_stays_with_the_committee_while_it_waits_for_approval(cast: Cast) -> None:
    from measurements.workflow import steps as workflow

    world = make_world(cast)
    returned = world.returned()
    workflow.prepare(returned, version=returned.version, by=cast.reporter, at=world.open)
    assert Measurement.objects.visible_to(cast.secretary).awaiting_correction().get() == returned


def test_receipts_are_for_the_institution_and_the_committee(cast: Cast) -> None:
    world = make_world(cast)
    receipt = world.send(world.prepared())
    seers = {name for name, user in cast.people().items() if receipt in Receipt.objects.visible_to(user)}
    assert seers == {"reporter", "approver", "member", "secretary", "alternate"}
