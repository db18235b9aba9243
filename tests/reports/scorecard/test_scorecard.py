"""The scorecard of one institution: numbers counted by hand, its own past like for like, who reads it, and what it costs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.figures.budget import Answer as BudgetAnswer
from activities.figures.budget import BudgetLine, ItemAmounts
from committee.models import RequestMessage
from indicators.models import Commitment
from institutions.models import Institution, Role
from reports.scorecard import Ratio, Scorecard, Semester, scorecard
from reports.scorecard.counts import median_days, points_between
from reports.scorecard.wording import budget_said, cut_off_said, execution_said, headline, told_said
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import LIMA, make_commitment, make_count, make_institution, make_person
from tests.factories.activities import (
    make_activity,
    make_budget_item,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.measurements.worlds.extended import make_extension
from tests.reports.worlds.scorecard import AT, DAY, World, make_request, make_world

ADDRESS = "/instituciones/"
READERS = {"reporter", "approver", "member", "secretary", "alternate"}


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.fixture
def card(world: World) -> Scorecard:
    return scorecard(world.plan, world.army, world.third, AT)


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), None), ((3,), 3), ((5, 2), Decimal("3.5")), ((9, 1, 4), 4), ((1, 2, 3, 10), Decimal("2.5"))],
)
def test_median_of_an_even_count_is_half_way(days: tuple[int, ...], expected: Decimal | None) -> None:
    assert median_days(days) == expected


def test_of_nothing_owed_there_is_no_percentage_and_no_difference() -> None:
    assert Ratio(0, 0).percent is None
    assert points_between(Ratio(1, 2), Ratio(0, 0)) is None
    assert points_between(Ratio(1, 2), Ratio(0, 3)) == 50


def test_each_semester_counts_what_was_owed_received_and_on_time(card: Scorecard) -> None:
    seen = [
        (
            each.period.code,
            each.owed,
            each.received.part,
            each.on_time.part,
            each.late,
            each.without_data,
            each.not_applicable,
        )
        for each in card.semesters
    ]
    assert seen == [
        ("2025-I", 4, 4, 3, 1, 0, 0),
        ("2025-II", 4, 3, 2, 1, 1, 0),
        ("2026-I", 3, 3, 2, 1, 0, 1),
    ]


def test_heading_says_what_was_sent_of_what_was_owed(card: Scorecard) -> None:
    assert headline(card) == "Institución EP envió 3 de 3 respuestas de 2026-I, 2 dentro del plazo"


def test_past_is_compared_over_what_was_owed_both_times(card: Scorecard) -> None:
    """PREV-1.1.1 and PART-1.2.1 alone: the rest is retired, not applicable now, or began later."""
    previous, earlier = card.previous, card.earlier
    assert previous
    assert earlier
    assert (previous.semesters, previous.indicators) == (("2025-II",), 2)
    assert (previous.received, previous.received_before) == (Ratio(2, 2), Ratio(2, 2))
    assert (previous.on_time, previous.on_time_before, previous.on_time_points) == (Ratio(1, 2), Ratio(2, 2), -50)
    assert (earlier.semesters, earlier.on_time_before, earlier.on_time_points) == (
        ("2025-I", "2025-II"),
        Ratio(3, 4),
        -25,
    )


def test_observations_count_those_that_wait_apart_from_the_median(card: Scorecard) -> None:
    assert (card.observed.raised, card.observed.resolved, card.observed.waiting) == (3, 2, 1)
    assert card.observed.median_days == Decimal("3.5")
    assert [each.observed.raised for each in card.semesters] == [2, 0, 1]
    assert card.semesters[-1].observed.median_days is None


def test_requests_are_on_time_of_those_answered_or_past_their_day(card: Scorecard) -> None:
    every = card.requests
    assert (every.made, every.answered, every.on_time, every.median_days) == (4, 2, Ratio(1, 3), Decimal("5.5"))
    assert {code: each.made for code, each in card.requests_by_semester.items()} == {
        "2025-I": 0,
        "2025-II": 1,
        "2026-I": 3,
    }, "one that names no semester is of the last that had opened"


def test_a_request_stays_in_its_semester_on_an_earlier_card(world: World) -> None:
    """That of 2026-I which names no semester was made in 2026-I; the card of 2025-II does not take it over."""
    earlier = scorecard(world.plan, world.army, world.second, AT)
    assert {code: each.made for code, each in earlier.requests_by_semester.items()} == {"2025-I": 0, "2025-II": 1}


def test_an_answer_that_came_late_stays_late_when_it_is_required_again(world: World, cast: Cast) -> None:
    late = make_request(world, cast, made=12, due=-5, answered=4, period=world.third)
    for number, (verb, day, due) in enumerate((("made", 12, 8), ("answered", 4, None), ("insisted", 3, -5)), start=1):
        RequestMessage.objects.create(
            request=late,
            sequence=number,
            verb=verb,
            from_state="open",
            to_state="open",
            post=cast.secretary.posts[0],
            at=AT - day * DAY,
            text="Falta el oficio.",
            due_at=None if due is None else AT - due * DAY,
        )
    every = scorecard(world.plan, world.army, world.third, AT).requests
    assert (every.made, every.answered, every.on_time) == (5, 3, Ratio(1, 4))


def test_contribution_is_its_part_of_the_total_and_says_from_how_many(card: Scorecard) -> None:
    found = {one.indicator.code: one for one in card.contributions}
    trained, share, joined = found["PREV-1.1.1"], found["PART-1.2.1"], found["PREV-2.1.1"]
    assert (trained.own.period, trained.own.value, trained.total.value, trained.share) == ("2026-I", 30, 100, 30)
    assert (trained.total.reported, trained.total.expected) == (2, 2)
    assert (share.own.period, share.own.numerator, share.own.denominator) == ("2025-I", 5, 18), "the latest validated"
    assert (share.total.numerator, share.total.denominator, share.share) == (20, 80, 25)
    assert (joined.own.situation, joined.own.value, joined.share) == ("not_validated", None, None)
    assert "PREV-1.3.1" not in found, "it was retired"


def test_semester_whose_deadline_has_not_passed_is_running_and_not_compared(world: World) -> None:
    card = scorecard(world.plan, world.army, world.third, world.third.opens_at)
    assert [each.is_due for each in card.semesters] == [True, True, False]
    assert card.latest.period.code == "2025-II"
    assert card.previous
    assert card.previous.semesters == ("2025-I",)


def test_what_has_more_time_by_itself_is_not_missing_yet(world: World) -> None:
    """Of 2025-II the Army sent three of four; for the fourth it was given until next week."""
    assert [(each.missing, each.to_come) for each in semesters(world)] == [(0, 0), (1, 0), (0, 0)]
    hours = world.plan.indicators.get(code="PREV-1.2.1")
    make_extension(world.second, world.army, AT + 7 * DAY, indicator=hours)
    assert [(each.missing, each.to_come) for each in semesters(world)] == [(0, 0), (0, 1), (0, 0)]


def semesters(world: World) -> tuple[Semester, ...]:
    return scorecard(world.plan, world.army, world.third, AT).semesters


def test_institution_that_owed_nothing_has_no_zero_percent(world: World, cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(AT, tick=False):
        page = signed_in(cast.member).get(f"{ADDRESS}CCFFAA/").text
    assert "no debía ninguna respuesta de 2026-I" in page
    assert "no corresponde" in page
    assert "0,0" not in page


def test_card_is_read_by_its_people_and_the_committee_alone(world: World, cast: Cast, signed_in: SignIn) -> None:
    make_commitment(world.plan.indicators.get(code="PREV-2.1.1"), cast.navy, world.first)
    with time_machine.travel(AT, tick=False):
        for name, person in cast.people().items():
            browser = signed_in(person)
            for address in (f"{ADDRESS}EP/", f"{ADDRESS}EP/ficha.csv"):
                assert browser.get(address).status_code == (200 if name in READERS else 404), (name, address)
        page = signed_in(cast.reporter).get(f"{ADDRESS}EP/").text
    assert "MGP" not in page, "never another institution beside it"


def test_list_names_institutions_for_the_committee_and_leads_others_to_their_own(
    world: World, cast: Cast, signed_in: SignIn
) -> None:
    unit = make_institution("EP-N", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=False)
    with time_machine.travel(AT, tick=False):
        assert signed_in(cast.reporter).get(ADDRESS).headers["Location"] == f"{ADDRESS}EP/"
        assert signed_in(make_person(Role.REPORTER, unit)).get(ADDRESS).status_code == 404
        assert signed_in(cast.observer).get(ADDRESS).status_code == 404
        page = signed_in(cast.member).get(ADDRESS).text
    assert "EP-N" not in page
    assert page.index(f"{ADDRESS}EP/") < page.index(f"{ADDRESS}MGP/"), "the plan's order"
    assert "%" not in page.split("<main")[1].split("</main")[0], "no figure to compare"


def test_file_says_the_parts_of_every_number(world: World, cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(AT, tick=False):
        content = signed_in(cast.reporter).get(f"{ADDRESS}EP/ficha.csv").content.decode("utf-8-sig")
    rows = [tuple(row) for row in csv.reader(io.StringIO(content))]
    assert ("2026-I", "", "oportunidad", "", "66.67", "%", "2", "3") in rows
    assert ("2025-I", "PART-1.2.1", "valor propio", "Reportado", "27.78", "%", "5", "18") in rows


def test_card_takes_no_more_queries_with_30_indicators_and_30_institutions(
    world: World, cast: Cast, signed_in: SignIn
) -> None:
    with time_machine.travel(AT, tick=False):
        browser = signed_in(cast.reporter)
        browser.get(f"{ADDRESS}EP/")
        with CaptureQueriesContext(connection) as few:
            browser.get(f"{ADDRESS}EP/")
        grow(world)
        with CaptureQueriesContext(connection) as many:
            page = browser.get(f"{ADDRESS}EP/").text
    assert "PREV-3.1.30" in page
    assert len(many) == len(few)


def grow(world: World) -> None:
    Institution.objects.bulk_create(
        Institution(code=f"I{n}", name=f"I{n}", short_name=f"I{n}", kind="armed_force", order=n + 10) for n in range(30)
    )
    others = list(Institution.objects.filter(code__startswith="I"))
    made = [make_count(world.plan, f"PREV-3.1.{n + 1}") for n in range(30)]
    Commitment.objects.bulk_create(
        Commitment(indicator=revision.indicator, institution=institution, from_period=world.first)
        for revision in made
        for institution in (world.army, *others)
    )


def test_activities_and_budget_stand_beside_the_same_semester_of_the_year_before(world: World, cast: Cast) -> None:
    """This year two activities, one done and one without a note; the year before one, and nothing was said of the budget then."""
    plan, before = world.plan, world.plan.periods.get(ordinal=world.third.ordinal - 2)
    year = world.third.ends_on.year
    old = make_activity(make_year_plan(make_round(plan, year - 1, is_sealed=True), world.army))
    make_note(old, before, "running")
    this = make_year_plan(make_round(plan, year, is_sealed=True), world.army)
    make_note(make_activity(this), world.third, "done", finished_on=dt.date(year, 6, 1), started_on=dt.date(year, 3, 1))
    make_activity(this)
    make_activity(make_year_plan(make_round(plan, year), cast.navy))
    said = make_statement(plan, world.army, year)
    make_budget_item(said, "1", modified=200, executed=50)
    make_budget_item(said, "2")
    at = world.third.ends_on + dt.timedelta(days=60)
    card = scorecard(plan, world.army, world.third, dt.datetime.combine(at, dt.time(12), LIMA))
    past, now = card.years
    assert past.tally is not None
    assert now.tally is not None
    assert (past.year, past.tally.delayed, past.tally.kept) == (year - 1, 1, 1)
    assert (now.tally.done, now.tally.unreported, now.tally.kept) == (1, 1, 2)
    assert (budget_said(past.budget), execution_said(past.budget)) == ("No informó", "–")
    assert (budget_said(now.budget), execution_said(now.budget)) == (
        "Sí",
        "25,0\u00a0% (de 1 de 2 partidas), " + cut_off_said(now.budget),
    )
    assert cut_off_said(past.budget) == ""
    assert cut_off_said(now.budget).startswith("al ")
    assert told_said(past.tally).endswith("; validadas: 1 de 1")


def test_a_statement_that_waits_says_so_in_the_language_of_the_page() -> None:
    line = BudgetLine(
        "EP", "EP", BudgetAnswer.YES, number=1, items=(ItemAmounts(modified=Decimal(4), executed=Decimal(1)),)
    )
    assert (budget_said(line), execution_said(line)) == ("Sí (aún sin validar)", "25,0\u00a0% (de 1 de 1 partida)")
