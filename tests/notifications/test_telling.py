"""Telling: once, in each person's language, in the transaction of what is told, in as many queries for thirty as for three."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from institutions.models import User
from notifications.digest import mail_from
from notifications.models import Kind, MailChoice, Notification
from notifications.telling import Told, tell, tell_each
from tests.cast import Cast
from tests.factories import LIMA
from tests.notifications.conftest import MORNING, NOON


def receipt() -> Told:
    return Told(title=_("Receipt %(number)s") % {"number": 7})


def test_each_is_told_in_their_language(cast: Cast) -> None:
    cast.reporter.language = "en"
    tell([cast.reporter, cast.approver], kind=Kind.RECEIPT, write=receipt, at=NOON)
    assert dict(Notification.objects.values_list("user", "title")) == {
        cast.reporter.pk: "Receipt 7",
        cast.approver.pk: "Constancia 7",
    }


def test_the_same_key_is_told_once_to_each(cast: Cast) -> None:
    tell([cast.reporter], kind=Kind.RECEIPT, write=receipt, at=NOON, key="receipt:7")
    new = tell(
        [cast.reporter, cast.approver, cast.approver], kind=Kind.RECEIPT, write=receipt, at=NOON, key="receipt:7"
    )
    assert [each.user for each in new] == [cast.approver]
    assert Notification.objects.count() == 2


def test_without_a_key_it_is_told_each_time(cast: Cast) -> None:
    for _time in range(2):
        tell([cast.reporter], kind=Kind.RETURNED, write=receipt, at=NOON)
    assert Notification.objects.count() == 2


def test_who_is_suspended_is_told_nothing(cast: Cast) -> None:
    cast.reporter.is_active = False
    assert tell([cast.reporter], kind=Kind.RECEIPT, write=receipt, at=NOON) == []


def test_what_is_undone_was_told_to_nobody(cast: Cast) -> None:
    with transaction.atomic():
        tell([cast.reporter], kind=Kind.RECEIPT, write=receipt, at=NOON)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()


def test_thirty_people_cost_as_many_queries_as_three(cast: Cast) -> None:
    def queries(people: list[User], key: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            tell_each(dict.fromkeys(people, receipt), Kind.REMINDER, at=NOON, key=key)
        return len(captured)

    crowd = User.objects.bulk_create(User(email=f"{n}@example.pe", name="Otra") for n in range(30))
    assert queries(crowd, "many") == queries(crowd[:3], "few")


@pytest.mark.parametrize("path", ["avisos/", "//evil.example/", "https://evil.example/"])
def test_nothing_told_leads_out_of_the_product(cast: Cast, path: str) -> None:
    with pytest.raises(ValueError, match="leading out"):
        Told(title="Aviso", path=path)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(user=cast.reporter, kind=Kind.RECEIPT, language="es", title="Aviso", path=path)


DAILY, AT_ONCE = MailChoice.Mode.DAILY, MailChoice.Mode.AT_ONCE
DAWN = dt.datetime(2026, 7, 4, 6, 59, tzinfo=LIMA)


@pytest.mark.parametrize(
    ("mode", "at", "before", "leaves"),
    [
        (AT_ONCE, NOON, None, NOON),
        (DAILY, NOON, None, MORNING),
        ("", NOON, None, MORNING),
        (DAILY, DAWN, None, MORNING),
        (DAILY, MORNING, None, MORNING + dt.timedelta(days=1)),
        (DAILY, NOON.astimezone(dt.UTC), None, MORNING),
        (DAILY, NOON, MORNING, NOON),
        (DAILY, NOON, MORNING + dt.timedelta(microseconds=1), MORNING),
    ],
)
def test_mail_leaves_at_once_or_with_the_next_morning_unless_that_were_too_late(
    mode: str, at: dt.datetime, before: dt.datetime | None, leaves: dt.datetime
) -> None:
    assert mail_from(mode, at, before=before) == leaves
