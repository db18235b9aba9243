"""The share of women: a ratio of sums over those who gave both numbers; zero women is not silence; no line over a break."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import Answer, Status
from reports.charts.women import women_chart
from reports.figures import IndicatorHistory, indicator_history
from reports.figures.women import WomenShare
from reports.indicator.detail_table import detail_table
from reports.indicator.women_wording import unrecorded_text, women_finding, women_text
from reports.wording.breakdown import whole_note
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 9, 1, 12, tzinfo=make.LIMA)
WOMEN, MEN = "total:sex=women", "total:sex=men"


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def semesters(plan: ActionPlan) -> list[ReportingPeriod]:
    return [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]


@pytest.fixture
def people(plan: ActionPlan, semesters: list[ReportingPeriod]) -> IndicatorRevision:
    """2025-I: EP 10 of 50, MGP 2 of 8 = 12 of 58. 2025-II: EP 0 of 40, MGP silent. 2026-I: nobody."""
    count = make.make_count(plan, "PREV-1.1.1", dimensions=[make.make_dimension("sex")])
    for code in ("EP", "MGP"):
        make.make_commitment(count, make.make_institution(code), semesters[0])
    for code, semester, women, men in (("EP", 0, 10, 40), ("MGP", 0, 2, 6), ("EP", 1, 0, 40)):
        values = {WOMEN: women, MEN: men}
        make.make_measurement(count, make.make_institution(code), semesters[semester], values=values)
    return count


def history(revision: IndicatorRevision, period: ReportingPeriod, **choices: object) -> IndicatorHistory:
    return indicator_history(revision.indicator, period, NOW, **choices)  # type: ignore[arg-type]


def share_of(revision: IndicatorRevision, period: ReportingPeriod, **choices: object) -> WomenShare:
    found = history(revision, period, **choices).women
    assert found is not None
    return found


def test_the_share_is_a_ratio_of_sums_and_zero_women_is_a_share(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    share = share_of(people, semesters[2])
    assert [
        (point.period, point.figure.numerator, point.figure.denominator, point.figure.value, point.figure.reported)
        for point in share.points
    ] == [("2025-I", 12, 58, Decimal("20.69"), 2), ("2025-II", 0, 40, 0, 1), ("2026-I", None, None, None, 0)]
    assert [point.period for point in share.partial] == ["2025-II"]


def test_each_institution_has_its_own_share_or_the_word_for_none(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    with translation.override("en"):
        said = {
            each.institution.code: [(point.numerator, point.denominator, women_text(point)) for point in each.points]
            for each in share_of(people, semesters[1]).institutions
        }
    assert said == {"EP": [(10, 50, "20.0%"), (0, 40, "0.0%")], "MGP": [(2, 8, "25.0%"), (None, None, "Not sent")]}


def test_an_institution_sees_its_own_share_and_everybodys(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    share = share_of(people, semesters[0], institutions_visible={"MGP"})
    assert [each.institution.code for each in share.institutions] == ["MGP"]
    assert share.now.figure.denominator == 58


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"values": {WOMEN: 3}}, "Nobody counted by sex"),
        ({"values": {WOMEN: 0, MEN: 0}}, "Nobody counted by sex"),
        ({"answer": Answer.NOT_AVAILABLE}, "Not available"),
        ({"answer": Answer.NOT_APPLICABLE}, "Not applicable"),
        ({"values": {WOMEN: 3, MEN: 1}, "status": Status.SUBMITTED}, "Under review"),
    ],
)
def test_what_cannot_be_divided_has_no_share(
    plan: ActionPlan, semesters: list[ReportingPeriod], answer: dict[str, object], said: str
) -> None:
    count, army = make.make_count(plan, dimensions=[make.make_dimension("sex")]), make.make_institution("EP")
    make.make_commitment(count, army, semesters[0])
    make.make_measurement(count, army, semesters[0], **answer)  # type: ignore[arg-type]
    share = share_of(count, semesters[0])
    assert share.now.figure.value is None
    with translation.override("en"):
        assert women_text(share.institutions[0].latest) == said


def test_those_whose_sex_is_not_recorded_are_in_neither_number(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    sex = make.make_dimension("sex", "women", "men", "not_recorded")
    rank = make.make_dimension("rank", "ncos", "enlisted")
    count, army = make.make_count(plan, dimensions=[sex, rank]), make.make_institution("EP")
    make.make_commitment(count, army, semesters[0])
    cells = {
        "rank=ncos|sex=women": 1,
        "rank=enlisted|sex=women": 2,
        "rank=ncos|sex=men": 9,
        "rank=ncos|sex=not_recorded": 5,
    }
    values = {f"total:{key}": value for key, value in cells.items()}
    make.make_measurement(count, army, semesters[0], values=values)
    figure = share_of(count, semesters[0]).now.figure
    assert (figure.numerator, figure.denominator) == (3, 12)


def test_an_indicator_that_is_not_counted_by_sex_has_no_share(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    assert history(make.make_count(plan), semesters[0]).women is None
    assert history(make.make_proportion(plan), semesters[0]).women is None


def test_the_finding_says_when_the_shares_are_of_other_institutions(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    with translation.override("en"):
        assert women_finding(share_of(people, semesters[0])) == "Women are 20.7% in 2025\u00a0H1: 12 of 58"
        assert women_finding(share_of(people, semesters[1])) == (
            "Women are 0.0% in 2025\u00a0H2 (0 of 40), from 1 of 2 institutions; they were 20.7% of others in 2025\u00a0H1"
        )


def test_neither_line_nor_sentence_reaches_over_a_change_of_definition(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    sex = people.revision_dimensions.get().dimension
    changed = make.make_revision(people.indicator, effective_from=semesters[1], change_class="methodological")
    make.make_component(changed, "total")
    make.make_series(changed)
    changed.revision_dimensions.create(dimension=sex, order=1)
    share = share_of(people, semesters[2])
    assert women_chart(share).broken == {1}
    assert [point.period for point in share.comparable] == ["2025-II"]
    with translation.override("en"):
        assert women_finding(share) == "Women are 0.0% in 2025\u00a0H2: 0 of 40"


def test_the_file_holds_the_shares_that_the_page_prints(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    with translation.override("en"):
        rows = [row for row in detail_table(history(people, semesters[1])).rows if row[0] == "share of women"]
    assert [(row[1], row[2], row[6], row[7], row[8]) for row in rows] == [
        ("2025-I", "all", 12, 58, Decimal("20.69")),
        ("2025-II", "all", 0, 40, 0),
        ("2025-I", "EP", 10, 50, 20),
        ("2025-II", "EP", 0, 40, 0),
        ("2025-I", "MGP", 2, 8, 25),
        ("2025-II", "MGP", None, None, None),
    ]


def test_over_several_semesters_the_file_counts_answers_and_semesters(
    people: IndicatorRevision, semesters: list[ReportingPeriod]
) -> None:
    """Three of the six answers of two institutions in three semesters; nobody answered in the last one."""
    with translation.override("en"):
        table = detail_table(history(people, semesters[2]))
    heads = [column.heading for column in table.columns[9:]]
    assert heads == ["answers with a value", "answers expected", "semesters with a value", "semesters of the span"]
    assert [row[9:] for row in table.rows if row[0] == "spans"] == [(0, 2, 0, 1), (0, 2, 0, 1), (3, 6, 2, 3)]


@pytest.mark.parametrize(("unrecorded", "said"), [(0, False), (4, True)])
def test_parts_of_all_say_that_they_are_not_the_share_of_women(
    plan: ActionPlan, semesters: list[ReportingPeriod], unrecorded: int, said: bool
) -> None:
    """265 of 1,089 is the share; of the 1,093 with the four it is another percentage."""
    sexes = make.make_dimension("sex", "women", "men", "not_recorded")
    count = make.make_count(plan, "PREV-1.1.1", dimensions=[sexes])
    army = make.make_institution("EP")
    make.make_commitment(count, army, semesters[0])
    values = {WOMEN: 265, MEN: 824, "total:sex=not_recorded": unrecorded}
    make.make_measurement(count, army, semesters[0], values=values)
    found = history(count, semesters[0])
    (by_sex,) = found.breakdowns
    with translation.override("en"):
        note = whole_note(by_sex)
        told = [text for _term, text in detail_table(found).notes]
    sentence = "Each part is of all 1,093, with the 4 whose sex was not recorded; the share of women is of women and men alone."
    assert (note == sentence, sentence in told, bool(note)) == (said, said, said)


def test_more_institutions_cost_no_more_queries(people: IndicatorRevision, semesters: list[ReportingPeriod]) -> None:
    with CaptureQueriesContext(connection) as few:
        history(people, semesters[2])
    for code in ("FAP", "CCFFAA", "MINDEF"):
        make.make_commitment(people, make.make_institution(code), semesters[0])
        make.make_measurement(people, make.make_institution(code), semesters[0], values={WOMEN: 1, MEN: 2})
    with CaptureQueriesContext(connection) as many:
        history(people, semesters[2])
    assert len(many) == len(few)


def test_people_whose_sex_was_not_recorded_are_in_neither_number_and_said(
    plan: ActionPlan, semesters: list[ReportingPeriod]
) -> None:
    count = make.make_count(plan, "PREV-1.1.1", dimensions=[make.make_dimension("sex", "women", "men", "not_recorded")])
    for code, unknown in (("EP", 5), ("MGP", 0)):
        make.make_commitment(count, make.make_institution(code), semesters[0])
        values = {WOMEN: 10, MEN: 30, "total:sex=not_recorded": unknown}
        make.make_measurement(count, make.make_institution(code), semesters[0], values=values)
    share = share_of(count, semesters[0])
    assert (share.now.figure.numerator, share.now.figure.denominator, share.now.unrecorded) == (20, 80, 5)
    assert unrecorded_text(share) == "En 2025-I no se registró el sexo de 5 personas: quedan fuera del porcentaje."
    assert unrecorded_text(share_of(count, semesters[1])) == ""
