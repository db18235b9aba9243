"""The demonstration: the same for a day wherever it is loaded, whole, and made of nothing but what the product allows.

It is loaded once for the whole module, inside a transaction that is never kept.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.figures.budget import Answer as BudgetAnswer
from activities.figures.budget_reading import year_budget
from activities.figures.coverage import coverage_of
from activities.figures.facts import ActivityFacts
from activities.figures.reading import PlannedYear, planned_actions, read_activities
from activities.models import Activity, ActivityChange, ActivityStep, PlanningRound, ProgressNote
from activities.progress import Standing
from committee.demonstration.meetings import Beside, fill
from committee.models import IndicatorProposal, ReviewSession
from documents.canonical import digest
from indicators.calendar import midnight
from indicators.loading import load_plan
from indicators.models import ActionPlan, Commitment, IndicatorRevision, Target
from institutions.models import Role, User
from measurements.answer.reading import whole
from measurements.chain import chain
from measurements.checks.explaining import unexplained, warnings_among
from measurements.deadlines.deadlines import is_late
from measurements.demonstration.loading import Loaded, load
from measurements.demonstration.people import ACCOUNTS, PASSWORD
from measurements.demonstration.waiting import validate_what_waited
from measurements.models import (
    Answer,
    MeasuredValue,
    Measurement,
    MeasurementEvent,
    Receipt,
    RegisterEntry,
    RegisterItem,
    Status,
)
from notifications.models import Notification
from reports.aftermath.drift import drift_of
from reports.demonstration import adopt_report, issue_report, put_report, tell_of_drift
from tests.measurements.worlds.demonstrated import content

DAY = dt.date(2026, 11, 23)
pytestmark = pytest.mark.django_db  # without it this file alone would be loaded into the database that people use


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_plan()
        yield load(DAY)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def filled(loaded: Loaded, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """With what the Committee and the planning of the years add. What asks for it comes last here: it stays until the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(loaded, DAY, Beside(put_report, adopt_report))
        yield loaded
        transaction.set_rollback(True)


def answers(loaded: Loaded) -> list[Measurement]:
    return list(Measurement.objects.filter(period=loaded.open_period).select_related("indicator", "institution"))


# --- The same wherever it is loaded -------------------------------------------------------------------------------


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the other database is SQLite: this one compares it with PostgreSQL"
)
def test_another_database_gets_the_same_content(loaded: Loaded, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONHASHSEED": "1325",
    }
    command = [sys.executable, "-m", "tests.measurements.worlds.demonstrated", DAY.isoformat()]
    other = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.split()[-1] == digest(content())


def test_loading_again_adds_nothing_and_opens_the_window_again(loaded: Loaded) -> None:
    later = DAY + dt.timedelta(days=20)
    before = counts()
    with transaction.atomic():
        again = load(later)
        assert not again.is_new
        assert again.open_period.code == "2026-I"
        assert again.open_period.opens_at == loaded.open_period.opens_at
        assert again.open_period.opens_at < midnight(later) < again.open_period.due_at < again.open_period.closes_at
        assert counts() == before
        transaction.set_rollback(True)


def counts() -> list[int]:
    counted = (User, Commitment, Target, Measurement, MeasuredValue, MeasurementEvent, Receipt, RegisterItem)
    return [model.objects.count() for model in counted]


def test_command_says_who_can_sign_in_each_time(loaded: Loaded) -> None:
    out = StringIO()
    with transaction.atomic():
        call_command("seed_demo", "--on", DAY.isoformat(), stdout=out)
        transaction.set_rollback(True)
    said = out.getvalue()
    assert "already there" in said
    assert PASSWORD in said
    assert all(account.email in said for account in ACCOUNTS)


# --- Whole --------------------------------------------------------------------------------------------------------


def test_every_page_is_told_that_it_is_a_demonstration(loaded: Loaded) -> None:
    assert ActionPlan.objects.get(pk=loaded.plan.pk).is_demonstration


def test_each_role_has_an_account_that_can_sign_in(loaded: Loaded) -> None:
    assert {role for account in ACCOUNTS for role in account.roles} == set(Role)
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert {post.role for post in user.posts} == set(account.roles)
        validate_password(PASSWORD, user)
    assert user.check_password(PASSWORD)


def test_open_semester_stands_in_all_states(loaded: Loaded) -> None:
    states = Counter(answer.status for answer in answers(loaded))
    assert states.keys() == set(Status)
    owed = Commitment.objects.in_force(loaded.open_period).count()
    assert 70 <= owed <= 80
    assert 15 <= owed - sum(states.values()) <= 30  # not started


def test_all_answers_are_given(loaded: Loaded) -> None:
    assert {answer.answer for answer in Measurement.objects.validated()} == set(Answer)
    assert {answer.answer for answer in answers(loaded)} == set(Answer)


def test_closed_semesters_hold_late_missing_and_corrected_answers(loaded: Loaded) -> None:
    closed = list(loaded.plan.periods.filter(closes_at__lte=midnight(DAY), opens_at__gt=midnight(dt.date(2024, 1, 1))))
    past = Measurement.objects.filter(period__in=closed).select_related("period")
    owed = sum(Commitment.objects.in_force(period).count() for period in closed)
    assert len({answer.period_id for answer in past}) == 4
    assert Counter(past.values_list("status", flat=True)).keys() == {Status.VALIDATED, Status.DRAFT, Status.SUBMITTED}
    assert past.filter(status=Status.SUBMITTED).count() == 1  # it waits until the report of its semester was issued
    assert any(is_late(answer) for answer in past)
    assert past.count() < owed
    assert past.validated().filter(events__to_status=Status.RETURNED).exists()


def test_some_answers_raise_a_warning_and_most_do_not(loaded: Loaded) -> None:
    sent = list(whole(Measurement.objects.filter(period=loaded.open_period, status=Status.SUBMITTED)))
    rules = [{warning.rule for warning in warnings} for warnings in warnings_among(sent).values()]
    assert {"large_change", "zero_after_value"} <= set().union(*rules)
    assert sum(map(bool, rules)) <= len(sent) / 3


def test_every_warning_is_explained_but_those_of_two_drafts(loaded: Loaded) -> None:
    """One whose figure moved, and one whose units have not all given their part."""
    everything = list(whole(Measurement.objects.all()))
    warnings = warnings_among(everything)
    left = [m for m in everything if unexplained(warnings[m.pk])]
    assert {(m.indicator.code, m.institution.code, m.status) for m in left} == {
        ("PREV-2.1.1", institution, Status.DRAFT) for institution in ("EP", "FAP")
    }


def test_an_item_serves_two_indicators_and_one_pair_is_the_same(loaded: Loaded) -> None:
    uses = Counter(RegisterEntry.objects.values_list("item", "measurement__indicator").distinct())
    assert max(Counter(item for item, _indicator in uses).values()) >= 2
    second = RegisterItem.objects.get(same_as__isnull=False)
    assert second.same_as is not None
    assert second.same_as.institution != second.institution
    for item in (second, second.same_as):
        entry = item.entries.get(measurement__period=loaded.last_closed)
        assert entry.measurement.status == Status.VALIDATED
        assert entry.frozen["counted"] == {"held": 1}


def test_one_series_keeps_the_goal_and_the_other_falls_behind(loaded: Loaded) -> None:
    answer = Measurement.objects.validated().get(indicator__code="PART-1.2.1", period=loaded.open_period)
    cells = {value.combination.key.split("=")[1]: value for value in answer.values.select_related("combination")}
    staff = [cells["staff_officer"], cells["military_observer"]]
    assert percent(cells["contingent"]) >= goal("contingents")
    assert percent(*staff) < goal("staff_and_observers") * 3 / 4


def percent(*cells: MeasuredValue) -> Decimal:
    return sum(cell.value for cell in cells) * Decimal(100) / sum(cell.denominator or 0 for cell in cells)


def goal(series: str) -> Decimal:
    return Target.objects.get(series__code=series, period__code="2026-I").value


# --- Nothing but what the product allows --------------------------------------------------------------------------


def test_every_answer_was_owed_and_a_single_reporter_is_single(loaded: Loaded) -> None:
    for period in loaded.plan.periods.all():
        given = Measurement.objects.filter(period=period).values_list("indicator", "institution")
        owed = set(Commitment.objects.in_force(period).values_list("indicator", "institution"))
        assert set(given) <= owed
        single = IndicatorRevision.objects.in_force(period).filter(across=IndicatorRevision.Across.SINGLE_REPORTER)
        reporters = Counter(indicator for indicator, _institution in owed)
        assert all(reporters[revision.indicator_id] <= 1 for revision in single)


def test_commitment_that_the_plan_itself_holds_stays(loaded: Loaded) -> None:
    real = Commitment.objects.get(indicator__code="PART-1.1.1", until_period__isnull=True)
    assert (real.institution.code, real.from_period.code) == ("CECOPAZ", "2026-II")


def test_chain_holds_and_runs_forward_in_time(loaded: Loaded) -> None:
    verdict = chain.verify(loaded.plan)
    assert chain.first_rewritten(loaded.plan) is None
    assert verdict.first_broken is None
    instants = list(MeasurementEvent.objects.order_by("sequence").values_list("at", flat=True))
    assert len(instants) == verdict.events
    assert instants == sorted(instants)
    assert instants[-1] < midnight(DAY)


def test_everything_happened_inside_the_windows(loaded: Loaded) -> None:
    for event in MeasurementEvent.objects.select_related("measurement__period"):
        period = event.measurement.period
        assert period.opens_at <= event.at < period.closes_at


def test_nobody_reviews_their_own_institution(loaded: Loaded) -> None:
    for answer in Measurement.objects.validated().select_related("validated_by", "institution"):
        assert answer.validated_by is not None
        expected = "alterno" if answer.institution.code == "DGRRII" else "secretaria"
        assert answer.validated_by.email.startswith(f"{expected}@")


# --- What was planned, done and paid --------------------------------------------------------------------------------


def test_two_years_were_planned_and_followed_up_and_the_next_is_open(filled: Loaded) -> None:
    rounds = [(each.year, each.state, each.is_sealed) for each in PlanningRound.objects.order_by("year")]
    assert rounds == [(2025, "adopted", True), (2026, "adopted", True), (2027, "open", False)]
    assert not PlanningRound.objects.sealed().filter(act_reference="").exists()
    stands = Counter(each.standing for each in activities_of_year(filled))
    assert set(Standing) - set(stands) <= {Standing.PLANNED}
    assert 25 <= sum(stands.values()) <= 35
    coverage = coverage_of(planned_actions(filled.plan), activities_of_year(filled))
    assert 1 <= len(coverage.gaps) <= 5
    assert {each.status for each in ProgressNote.objects.all()} >= set(Status) - {Status.PREPARED}
    kinds = ActivityChange.objects.filter(status="validated").values_list("kind", flat=True)
    assert set(kinds) == {"add", "alter", "cancel"}
    assert Activity.objects.filter(year=2027, continues__isnull=False).exists()
    for year in (2025, 2026):
        budget = year_budget(filled.plan, year)
        assert all(budget.count(answer) for answer in BudgetAnswer), year
    steps = ActivityStep.objects.order_by("at").values_list("at", flat=True)
    assert list(steps)[-1] < midnight(DAY)
    judged = ActivityStep.objects.filter(verb__in=("validated", "returned")).select_related("post__user")
    assert {each.post.user.email.split("@")[0] for each in judged} == {"secretaria", "alterno"}
    assert not Notification.objects.filter(kind__in=("planning", "activity", "budget")).exists()


def activities_of_year(loaded: Loaded) -> tuple[ActivityFacts, ...]:
    year = PlannedYear(DAY.year, is_frozen=True)
    return read_activities(loaded.plan, User.objects.get(email="secretaria@demo.example.pe"), year, on=DAY)


# --- What the Committee reviewed ----------------------------------------------------------------------------------


def test_reviews_adopted_the_definitions_changed_two_for_later_and_go_on(filled: Loaded) -> None:
    sessions = ReviewSession.objects.order_by("opened_at").select_related("effective_from")
    assert [(each.state, each.is_constitutive, each.effective_from.code) for each in sessions] == [
        ("closed", True, "2023-II"),
        ("closed", False, "2026-II"),
        ("open", False, "2026-II"),
    ]
    assert not IndicatorRevision.objects.filter(sealed_at__isnull=True).exists()
    later = IndicatorRevision.objects.filter(number=2).order_by("indicator__order")
    assert [*later.values_list("indicator__code", "change_class", "effective_from__code")] == [
        ("PREV-1.1.1", "editorial", "2026-II"),
        ("PROT-2.1.1", "target", "2026-II"),
    ]
    assert not Measurement.objects.exclude(revision__number=1).exists()
    proposals = IndicatorProposal.objects.order_by("ordinal").values_list("state", "indicator__code")
    assert [*proposals] == [("accepted", "PREV-1.1.1"), ("waiting", "PREV-2.2.1")]


# --- What its report says -----------------------------------------------------------------------------------------


def test_the_issued_report_lacks_one_answer_that_was_validated_since_and_nothing_else(filled: Loaded) -> None:
    edition, at = issue_report(filled), midnight(DAY)
    assert edition.content["edition"]["is_demonstration"]
    assert not drift_of(edition, at=at).has_drifted
    late = validate_what_waited(filled, DAY)
    found = drift_of(edition, at=at).found
    assert {each.place.indicator for each in found} == {"", late.indicator.code}
    assert {each.place.institution for each in found} == {"", late.institution.code}
    assert 1 <= len(found) <= 10
    assert chain.verify(filled.plan).first_broken is None
    assert late.validated_at is not None
    assert edition.issued_at < late.validated_at < at
    tell_of_drift(DAY)
    told = Notification.objects.get(kind="report", path=reverse("edition_drift", args=[edition.code]))
    assert told.user.email.startswith("secretaria@")
