"""Who holds which post, and when: the rights of a person are those of the posts held today."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.models import Appointment, Institution, Role, User
from tests.factories import make_institution, make_person, make_post

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 7, 15)
DAY = dt.timedelta(days=1)


def post(user: User, role: str, starts_on: dt.date = TODAY, ends_on: dt.date | None = None) -> Appointment:
    return Appointment(user=user, institution=make_institution("EP"), role=role, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_current"),
    [
        (TODAY, TODAY, True),
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - 2 * DAY, TODAY - DAY, False),
    ],
)
def test_a_post_is_held_from_its_first_to_its_last_day(
    starts_on: dt.date, ends_on: dt.date | None, is_current: bool
) -> None:
    held = post(make_person(None), Role.REPORTER, starts_on, ends_on)
    held.save()
    assert Appointment.objects.current(on=TODAY).filter(pk=held.pk).exists() == is_current


def test_rights_end_with_the_post() -> None:
    person = make_person(Role.REPORTER)
    person.appointments.update(ends_on=timezone.localdate() - DAY)
    assert not User.objects.get(pk=person.pk).has_role(Role.REPORTER)


def test_who_is_suspended_holds_no_post() -> None:
    person = make_person(Role.ADMINISTRATOR, is_active=False)
    assert not person.has_role(Role.ADMINISTRATOR)
    assert not person.is_staff


def test_only_an_administrator_enters_the_administration() -> None:
    assert {role for role in Role.values if make_person(role).is_staff} == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("reporting", [Role.REPORTER, Role.APPROVER])
@pytest.mark.parametrize("reviewing", [Role.TECHNICAL_SECRETARY, Role.ALTERNATE_REVIEWER])
def test_nobody_reports_and_reviews_at_once(reporting: Role, reviewing: Role) -> None:
    for held, wanted in ((reporting, reviewing), (reviewing, reporting)):
        person = make_person(None, email=f"{held}.{wanted}@example.pe")
        post(person, held).save()
        with pytest.raises(ValidationError):
            post(person, wanted).full_clean()


def test_one_after_the_other_is_allowed() -> None:
    person = make_person(None)
    post(person, Role.REPORTER, TODAY, TODAY + DAY).save()
    post(person, Role.TECHNICAL_SECRETARY, TODAY + 2 * DAY).full_clean()
    with pytest.raises(ValidationError):
        post(person, Role.TECHNICAL_SECRETARY, TODAY + DAY).full_clean()
    with pytest.raises(ValidationError):
        post(person, Role.TECHNICAL_SECRETARY, TODAY - DAY).full_clean()


def test_one_person_may_report_and_approve() -> None:
    person = make_person(None)
    post(person, Role.REPORTER).save()
    post(person, Role.APPROVER).full_clean()


def test_a_post_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValidationError):
        post(make_person(None), Role.REPORTER, TODAY, TODAY - DAY).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        post(make_person(None), Role.REPORTER, TODAY, TODAY - DAY).save()


def test_the_same_open_post_is_held_once() -> None:
    person = make_person(Role.REPORTER, make_institution("EP"))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(person, Role.REPORTER, make_institution("EP"))


def test_an_unknown_role_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        post(make_person(None), "superuser").save()


def test_an_address_is_one_person_in_any_case() -> None:
    make_person(None, email="ana@example.pe")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ANA@example.pe", name="Otra")


def test_an_institution_is_not_part_of_itself() -> None:
    army = make_institution("EP")
    army.parent = army
    with pytest.raises(ValidationError):
        army.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        army.save()


def test_an_institution_has_a_name() -> None:
    with pytest.raises(ValidationError):
        Institution(code="X", name_es="", name_en="", short_name="X", kind=Institution.Kind.MINISTRY).full_clean()
