"""Who reopens a semester is told which issued reports may become outdated by it, and confirms for those alone."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from indicators.models import ReportingPeriod
from indicators.reopening import resting_on
from reports.models import EditionWithdrawal, ReportEdition
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_period
from tests.reports.aftermath.drifted import LATER, issued
from tests.reports.worlds.report import make_world

pytestmark = pytest.mark.django_db


def reopen(browser: Client, period: ReportingPeriod, confirmed: str = "") -> str:
    """The page that answers; nothing where the semester was reopened."""
    typed = {
        "opens_at": "2026-07-01T00:00",
        "due_at": "2026-07-18T00:00",
        "closes_at": "2026-10-01T00:00",
        "read": "|".join(each.isoformat() for each in (period.opens_at, period.due_at, period.closes_at)),
        "reason": "Acuerdo",
        "reopens": confirmed,
    }
    answer = browser.post(reverse("period", args=[period.code]), typed)
    return "" if answer.status_code == 302 else str(answer.text)


@pytest.fixture
def edition(cast: Cast) -> ReportEdition:
    return issued(make_world(), cast)


@time_machine.travel(LATER, tick=False)
def test_reports_in_force_are_named_and_a_confirmation_holds_for_them_alone(
    edition: ReportEdition, cast: Cast, signed_in: SignIn
) -> None:
    browser = signed_in(cast.administrator)
    assert edition.code in reopen(browser, edition.period)
    assert edition.code in reopen(browser, edition.period, "reopen"), "confirmed before it was issued"
    assert reopen(browser, edition.period, f"reopen {edition.code}") == ""


def test_a_report_rests_on_its_own_semester_and_those_before_until_it_is_withdrawn(
    edition: ReportEdition, cast: Cast
) -> None:
    make_period(edition.plan, "2026-II")

    def resting() -> dict[str, list[str]]:
        return {each.code: [found.code for found in resting_on(each)] for each in edition.plan.periods.all()}

    assert resting() == {"2025-II": [edition.code], "2026-I": [edition.code], "2026-II": []}
    EditionWithdrawal.objects.create(
        edition=edition, reason="Error", withdrawn_at=LATER, withdrawn_by=cast.secretary.posts[0]
    )
    assert resting() == {"2025-II": [], "2026-I": [], "2026-II": []}
