"""What an institution's people write to one another before they send stays with them, on every page that tells steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from activities import handing_in
from activities.steps import Subject
from tests.cast import Cast, make_cast
from tests.conftest import SignIn
from tests.factories import (
    LIMA,
    make_activity,
    make_budget_item,
    make_change_of,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)

NOW = dt.datetime(2026, 3, 20, 12, tzinfo=LIMA)
ASIDE = "Entre nosotros: esa fecha no se cumple."
RETURNED = "Precise el producto."


def year_plan_of(cast: Cast) -> tuple[Subject, str]:
    found = make_year_plan(make_round(make_plan(), 2026), cast.army)
    make_activity(found)
    return found, reverse("year_plan", args=[2026, "EP"])


def change_of(cast: Cast) -> tuple[Subject, str]:
    activity = make_activity(make_year_plan(make_round(make_plan(), 2026, is_sealed=True), cast.army))
    return make_change_of(activity), reverse("activity_change", args=[2026, "EP", 1])


def statement_of(cast: Cast) -> tuple[Subject, str]:
    found = make_statement(make_plan(), cast.army, status="draft", cut_off_on=dt.date(2026, 3, 1))
    make_budget_item(found)
    return found, reverse("budget_statement", args=[2026, "EP", 1])


def sent_after_an_aside(subject: Any, cast: Cast) -> None:
    """Handed over, handed back with a word, sent, returned by the Committee, sent again."""
    handing_in.prepare(subject, version=subject.version, by=cast.reporter, at=NOW)
    handing_in.hand_back(subject, version=subject.version, by=cast.approver, at=NOW, comment=ASIDE)
    for comment in (RETURNED, ""):
        handing_in.prepare(subject, version=subject.version, by=cast.reporter, at=NOW)
        handing_in.submit([(subject, subject.version)], by=cast.approver, at=NOW)
        if comment:
            handing_in.return_(subject, version=subject.version, by=cast.secretary, at=NOW, comment=comment)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [year_plan_of, change_of, statement_of])
def test_the_committee_reads_what_it_said_and_not_what_was_said_inside(signed_in: SignIn, make: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        cast = make_cast()
        subject, page = make(cast)
        sent_after_an_aside(subject, cast)
        told = {
            who: signed_in(getattr(cast, who)).get(page).content.decode() for who in ("reporter", "secretary", "member")
        }
    assert [ASIDE in told[who] for who in told] == [True, False, False]
    assert all(RETURNED in html for html in told.values())
