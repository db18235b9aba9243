"""Rules of beginning and ending commitments."""

import datetime as dt

import pytest

from indicators.committing import Changes, Refused, change, choosable_periods, committed_pairs
from indicators.models import Commitment, IndicatorRevision, ReportingPeriod
from tests.factories import LIMA, make_commitment, make_count, make_institution, make_period, make_plan

pytestmark = pytest.mark.django_db
DURING_2026_I = dt.datetime(2026, 7, 5, tzinfo=LIMA)


@pytest.fixture
def periods() -> dict[str, ReportingPeriod]:
    plan = make_plan()
    return {code: make_period(plan, code) for code in ("2025-II", "2026-I", "2026-II")}


@pytest.fixture
def trained(periods: dict[str, ReportingPeriod]) -> IndicatorRevision:
    make_institution("EP")
    make_institution("MGP")
    return make_count(periods["2026-I"].plan)


def begin(period: ReportingPeriod, *pairs: tuple[str, str]) -> Changes:
    return change(period, begin=pairs, end=[], at=DURING_2026_I, reported=set)


def test_commitment_begins_with_the_semester_named_and_lasts(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    assert begin(periods["2026-I"], ("PREV-1.1.1", "EP")) == Changes(begun=1, ended=0)
    assert committed_pairs(periods["2025-II"]) == set()
    assert committed_pairs(periods["2026-I"]) == committed_pairs(periods["2026-II"]) == {("PREV-1.1.1", "EP")}


def test_commitment_never_starts_in_the_past(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    assert [period.code for period in choosable_periods(trained.indicator.plan, at=DURING_2026_I)] == [
        "2026-I",
        "2026-II",
    ]
    with pytest.raises(Refused):
        begin(periods["2025-II"], ("PREV-1.1.1", "EP"))
    assert not Commitment.objects.exists()


def test_beginning_twice_changes_nothing(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    begin(periods["2026-I"], ("PREV-1.1.1", "EP"))
    begin(periods["2026-I"], ("PREV-1.1.1", "EP"))
    assert Commitment.objects.count() == 1


def test_ended_commitment_keeps_its_past(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"])
    change(periods["2026-I"], begin=[], end=[("PREV-1.1.1", "EP")], at=DURING_2026_I, reported=set)
    assert committed_pairs(periods["2025-II"]) == {("PREV-1.1.1", "EP")}
    assert committed_pairs(periods["2026-I"]) == set()


def test_commitment_that_never_took_effect_is_removed(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    begin(periods["2026-II"], ("PREV-1.1.1", "EP"))
    change(periods["2026-I"], begin=[], end=[("PREV-1.1.1", "EP")], at=DURING_2026_I, reported=set)
    assert not Commitment.objects.exists()


def test_answered_commitment_cannot_end_with_that_semester(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2026-I"])
    with pytest.raises(Refused, match="EP"):
        change(
            periods["2026-I"],
            begin=[],
            end=[("PREV-1.1.1", "EP")],
            at=DURING_2026_I,
            reported=lambda: {("PREV-1.1.1", "EP")},
        )
    assert committed_pairs(periods["2026-I"]) == {("PREV-1.1.1", "EP")}


def test_single_reporter_indicator_takes_one_institution(periods: dict[str, ReportingPeriod]) -> None:
    make_count(periods["2026-I"].plan, "PART-1.1.1", across="single_reporter")
    make_institution("EP")
    make_institution("MGP")
    with pytest.raises(Refused, match=r"PART-1\.1\.1"):
        begin(periods["2026-I"], ("PART-1.1.1", "EP"), ("PART-1.1.1", "MGP"))
    assert not Commitment.objects.exists(), "all or none"


def test_single_reporter_changes_hands_in_one_step(periods: dict[str, ReportingPeriod]) -> None:
    revision = make_count(periods["2026-I"].plan, "PART-1.1.1", across="single_reporter")
    make_institution("MGP")
    make_commitment(revision, make_institution("EP"), periods["2025-II"])
    change(
        periods["2026-I"],
        begin=[("PART-1.1.1", "MGP")],
        end=[("PART-1.1.1", "EP")],
        at=DURING_2026_I,
        reported=set,
    )
    assert committed_pairs(periods["2026-I"]) == {("PART-1.1.1", "MGP")}


@pytest.mark.parametrize("pair", [("PREV-9.9.9", "EP"), ("PREV-1.1.1", "NADIE"), ("", "")])
def test_unknown_pair_is_refused(
    pair: tuple[str, str], periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    with pytest.raises(Refused):
        begin(periods["2026-I"], pair)


def test_institution_that_does_not_take_part_is_refused(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_institution("MIMP", is_participating=False)
    with pytest.raises(Refused):
        begin(periods["2026-I"], ("PREV-1.1.1", "MIMP"))


def test_commitment_that_was_to_begin_later_can_begin_before(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    begin(periods["2026-II"], ("PREV-1.1.1", "EP"))
    begin(periods["2026-I"], ("PREV-1.1.1", "EP"))
    assert committed_pairs(periods["2026-I"]) == committed_pairs(periods["2026-II"]) == {("PREV-1.1.1", "EP")}
    assert Commitment.objects.count() == 1
