"""Rules of beginning and ending commitments."""

import datetime as dt

import pytest

from indicators.commitment_rows import Refused
from indicators.commitment_steps import Changes, Pair, Step, in_order, steps_between
from indicators.committing import Stale, change, choosable_periods, place, roles_in
from indicators.models import Commitment, CommitmentChange, IndicatorRevision, ReportingPeriod
from institutions.models import Role, User
from tests.factories import (
    LIMA,
    make_commitment,
    make_count,
    make_institution,
    make_period,
    make_person,
    make_plan,
)

pytestmark = pytest.mark.django_db
DURING_2026_I = dt.datetime(2026, 7, 5, tzinfo=LIMA)
EP, MGP = ("PREV-1.1.1", "EP"), ("PREV-1.1.1", "MGP")
LEAD, CONTRIBUTOR, NONE = "lead", "contributor", ""


@pytest.fixture
def periods() -> dict[str, ReportingPeriod]:
    plan = make_plan()
    return {code: make_period(plan, code) for code in ("2025-II", "2026-I", "2026-II")}


@pytest.fixture
def trained(periods: dict[str, ReportingPeriod]) -> IndicatorRevision:
    make_institution("EP")
    make_institution("MGP")
    return make_count(periods["2026-I"].plan)


def secretary() -> User:
    return make_person(Role.TECHNICAL_SECRETARY)


def take(period: ReportingPeriod, *steps: Step, reason: str = "Oficio 12", answered: tuple[Pair, ...] = ()) -> Changes:
    return change(period, steps, by=secretary(), at=DURING_2026_I, reason=reason, reported=lambda: set(answered))


def begin(period: ReportingPeriod, *pairs: Pair) -> Changes:
    return take(period, *(Step(pair, NONE, CONTRIBUTOR) for pair in pairs), reason="")


def end(period: ReportingPeriod, pair: Pair, *, answered: tuple[Pair, ...] = ()) -> Changes:
    return take(period, Step(pair, roles_in(period).get(pair, NONE), NONE), answered=answered)


def rows() -> list[tuple[str, str, str, str | None]]:
    found = Commitment.objects.order_by("institution__code", "from_period__ordinal")
    return list(found.values_list("institution__code", "role", "from_period__code", "until_period__code"))


def test_commitment_begins_with_the_semester_named_and_lasts(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    assert begin(periods["2026-I"], EP) == Changes(begun=1)
    assert set(roles_in(periods["2025-II"])) == set()
    assert set(roles_in(periods["2026-I"])) == set(roles_in(periods["2026-II"])) == {EP}


def test_commitment_never_starts_in_the_past(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    assert [period.code for period in choosable_periods(trained.indicator.plan, at=DURING_2026_I)] == [
        "2026-I",
        "2026-II",
    ]
    with pytest.raises(Refused):
        begin(periods["2025-II"], EP)
    assert not Commitment.objects.exists()


def test_nobody_commits_to_what_has_no_definition_yet_or_was_retired(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    trained.effective_from = periods["2026-II"]
    trained.save()
    with pytest.raises(Refused, match=r"PREV-1\.1\.1"):
        begin(periods["2026-I"], EP)
    assert begin(periods["2026-II"], EP) == Changes(begun=1)
    trained.change_class = "retired"
    trained.save()
    with pytest.raises(Refused, match=r"PREV-1\.1\.1"):
        begin(periods["2026-II"], MGP)


def test_another_role_that_is_to_begin_later_still_does(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    take(periods["2026-II"], Step(EP, NONE, LEAD))
    begin(periods["2026-I"], EP)
    assert rows() == [("EP", CONTRIBUTOR, "2026-I", "2026-I"), ("EP", LEAD, "2026-II", None)]


def test_beginning_twice_changes_nothing(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    begin(periods["2026-I"], EP)
    begin(periods["2026-I"], EP)
    assert Commitment.objects.count() == 1


def test_ended_commitment_keeps_its_past(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"])
    end(periods["2026-I"], EP)
    assert set(roles_in(periods["2025-II"])) == {EP}
    assert set(roles_in(periods["2026-I"])) == set()


def test_commitment_that_never_took_effect_is_removed(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    begin(periods["2026-II"], EP)
    end(periods["2026-II"], EP)
    assert not Commitment.objects.exists()


def test_answered_commitment_cannot_end_with_that_semester(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2026-I"])
    with pytest.raises(Refused, match="EP"):
        end(periods["2026-I"], EP, answered=(EP,))
    assert set(roles_in(periods["2026-I"])) == {EP}


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
    take(
        periods["2026-I"],
        Step(("PART-1.1.1", "MGP"), NONE, CONTRIBUTOR),
        Step(("PART-1.1.1", "EP"), CONTRIBUTOR, NONE),
    )
    assert set(roles_in(periods["2026-I"])) == {("PART-1.1.1", "MGP")}


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
    begin(periods["2026-II"], EP)
    begin(periods["2026-I"], EP)
    assert set(roles_in(periods["2026-I"])) == set(roles_in(periods["2026-II"])) == {EP}
    assert Commitment.objects.count() == 1


def test_change_of_role_keeps_the_dates_of_what_was(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"])
    assert take(periods["2026-I"], Step(EP, CONTRIBUTOR, LEAD)) == Changes(roles=1)
    assert rows() == [("EP", CONTRIBUTOR, "2025-II", "2025-II"), ("EP", LEAD, "2026-I", None)]
    assert take(periods["2026-I"], Step(EP, LEAD, CONTRIBUTOR)) == Changes(roles=1)
    assert rows() == [("EP", CONTRIBUTOR, "2025-II", "2025-II"), ("EP", CONTRIBUTOR, "2026-I", None)]


def test_commitment_that_has_an_end_keeps_it_when_its_role_changes(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"], until_period=periods["2026-II"])
    take(periods["2026-I"], Step(EP, CONTRIBUTOR, LEAD))
    assert rows()[1] == ("EP", LEAD, "2026-I", "2026-II")


def test_lead_passes_in_one_step_and_stands_alone(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"], role=LEAD)
    make_commitment(trained, make_institution("MGP"), periods["2025-II"])
    with pytest.raises(Refused, match=r"EP .*2025-II"):
        take(periods["2026-I"], Step(MGP, CONTRIBUTOR, LEAD))
    take(periods["2026-I"], Step(MGP, CONTRIBUTOR, LEAD), Step(EP, LEAD, CONTRIBUTOR))
    assert roles_in(periods["2026-I"]) == {EP: CONTRIBUTOR, MGP: LEAD}
    assert roles_in(periods["2025-II"]) == {EP: LEAD, MGP: CONTRIBUTOR}


def test_lead_to_come_keeps_others_from_leading_without_an_end(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    take(periods["2026-II"], Step(EP, NONE, LEAD))
    with pytest.raises(Refused, match="2026-II"):
        take(periods["2026-I"], Step(MGP, NONE, LEAD))


@pytest.mark.parametrize("after", [NONE, LEAD])
def test_ending_and_changing_the_role_take_a_reason(
    after: str, periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    make_commitment(trained, make_institution("EP"), periods["2025-II"])
    with pytest.raises(Refused):
        take(periods["2026-I"], Step(EP, CONTRIBUTOR, after), reason="  ")
    assert rows() == [("EP", CONTRIBUTOR, "2025-II", None)]


def test_step_decided_on_what_somebody_changed_since_changes_nothing(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    begin(periods["2026-I"], EP)
    with pytest.raises(Stale) as stale:
        take(periods["2026-I"], Step(MGP, NONE, CONTRIBUTOR), Step(EP, LEAD, NONE))
    assert stale.value.pairs == {EP}
    assert set(roles_in(periods["2026-I"])) == {EP}


def test_every_change_is_recorded_once_with_who_when_and_why(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    begin(periods["2026-I"], EP)
    begin(periods["2026-I"], EP)
    take(periods["2026-I"], Step(EP, CONTRIBUTOR, LEAD), reason="Acta 3")
    end(periods["2026-II"], EP)
    recorded = CommitmentChange.objects.order_by("pk").values_list("what", "role", "period__code", "reason")
    assert list(recorded) == [
        ("begun", CONTRIBUTOR, "2026-I", ""),
        ("role", LEAD, "2026-I", "Acta 3"),
        ("ended", LEAD, "2026-II", "Oficio 12"),
    ]
    assert {(c.post, c.at) for c in CommitmentChange.objects.all()} == {(secretary().posts[0], DURING_2026_I)}


def test_commitment_of_the_demonstration_is_recorded_without_a_person(
    periods: dict[str, ReportingPeriod], trained: IndicatorRevision
) -> None:
    ours = Commitment(indicator=trained.indicator, institution=make_institution("EP"), from_period=periods["2025-II"])
    place(ours, at=DURING_2026_I)
    recorded = CommitmentChange.objects.get()
    assert (recorded.what, recorded.period, recorded.post) == ("begun", periods["2025-II"], None)


def test_who_does_not_manage_changes_nothing(periods: dict[str, ReportingPeriod], trained: IndicatorRevision) -> None:
    member = make_person(Role.COMMITTEE_MEMBER)
    with pytest.raises(Refused):
        change(periods["2026-I"], [Step(EP, NONE, LEAD)], by=member, at=DURING_2026_I, reported=set)
    assert not Commitment.objects.exists()


def test_steps_name_only_what_differs_and_give_up_before_they_take() -> None:
    read = {EP: LEAD, MGP: CONTRIBUTOR, ("PREV-1.1.1", "FAP"): LEAD}
    wanted = {EP: CONTRIBUTOR, MGP: LEAD, ("PREV-1.1.1", "FAP"): NONE, ("PREV-1.1.1", "CCFFAA"): NONE}
    assert [(step.pair[1], step.what.value) for step in in_order(steps_between(read, wanted))] == [
        ("FAP", "ended"),
        ("EP", "role"),
        ("MGP", "role"),
    ]
