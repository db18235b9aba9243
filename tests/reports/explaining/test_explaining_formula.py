"""The count behind a figure: its numbers, printed, come to the figure again, whatever the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from measurements.models import Answer
from reports.explaining import Asked, NothingSuchError, heading_of
from tests import factories as make
from tests.reports.read_back.explained import commit, explained, plain, report, said, worked_out

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Year:
    plan: ActionPlan
    first: ReportingPeriod
    second: ReportingPeriod


@pytest.fixture
def year(db: None) -> Year:
    plan = make.make_plan()
    return Year(plan, make.make_period(plan, "2025-I"), make.make_period(plan, "2025-II"))


def counted(year: Year) -> IndicatorRevision:
    """The first half 30 and 12; the second 40, silence, 15 and a zero."""
    revision = make.make_count(year.plan, unit="personas capacitadas")
    commit(revision, year.first, "EP", "MGP", "FAP", "CCFFAA")
    report(revision, year.first, EP=30, MGP=12)
    report(revision, year.second, EP=40, FAP=15, CCFFAA=0)
    return revision


def shared(year: Year) -> IndicatorRevision:
    revision = make.make_proportion(year.plan, accumulation="flow")
    commit(revision, year.first, "EP", "MGP", "FAP")
    report(revision, year.first, EP=(1, 4), FAP=(3, 6))
    report(revision, year.second, EP=(10, 50), MGP=5, FAP=(2, 8))
    return revision


def listed(year: Year) -> IndicatorRevision:
    """Army 3 and Navy 4, of which two are the Army's; each counted where it is kept."""
    revision = make.make_register(year.plan)
    commit(revision, year.second, "EP", "MGP")
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    theirs = make.make_item(army, quantity=2)
    mine = make.make_item(navy, quantity=2, same_as=theirs)
    for institution, value, item in ((army, 3, theirs), (navy, 4, mine)):
        measurement = make.make_measurement(revision, institution, year.second, value=value)
        make.make_entry(measurement, item, {"held": 2})
    return revision


def level(year: Year) -> IndicatorRevision:
    revision = make.make_change(year.plan)
    commit(revision, year.first, "EP", "MGP")
    report(revision, year.first, EP=100, MGP=20)
    report(revision, year.second, EP=120, MGP=30)
    return revision


Making = Callable[[Year], IndicatorRevision]
COUNTS: list[tuple[Making, str, list[str]]] = [
    (counted, "", ["EP 40 + FAP 15 + CCFFAA 0 = 55"]),
    (
        counted,
        "year",
        ["2025-I: EP 30 + MGP 12 = 42", "2025-II: EP 40 + FAP 15 + CCFFAA 0 = 55", "En conjunto: 42 + 55 = 97"],
    ),
    (shared, "", ["(EP 10 + FAP 2) ÷ (EP 50 + FAP 8) = 12 ÷ 58 = 20,69 %"]),
    (
        shared,
        "year",
        [
            "2025-I: (EP 1 + FAP 3) ÷ (EP 4 + FAP 6) = 4 ÷ 10 = 40 %",
            "2025-II: (EP 10 + FAP 2) ÷ (EP 50 + FAP 8) = 12 ÷ 58 = 20,69 %",
            "En conjunto: (4 + 12) ÷ (10 + 58) = 16 ÷ 68 = 23,53 %",
        ],
    ),
    (listed, "", ["EP 3 + MGP 4 − 2 contados por otra institución = 5"]),
    (level, "", ["EP 120 + MGP 30 = 150"]),
    (level, "year", ["EP 120 + MGP 30 = 150"]),
]


@pytest.mark.parametrize(("making", "over", "count"), COUNTS)
def test_the_count_is_printed_and_comes_to_the_figure(year: Year, making: Making, over: str, count: list[str]) -> None:
    explanation = explained(making(year), year.second, Asked(over=over))
    assert said(explanation, "formula") == count
    figure = explanation.figure
    assert figure.exact is not None
    exact = Fraction(figure.numerator) / Fraction(figure.denominator) if figure.denominator else Fraction(figure.exact)  # type: ignore[arg-type]
    assert worked_out(count[-1]) == exact


@pytest.mark.parametrize(("making", "over", "_count"), COUNTS)
def test_institutions_without_names_come_to_the_same_figure(
    year: Year, making: Making, over: str, _count: list[str]
) -> None:
    revision = making(year)
    everyone = explained(revision, year.second, Asked(over=over))
    one = explained(revision, year.second, Asked(over=over), visible={"EP"})
    lines = said(one, "formula")
    assert one.figure == everyone.figure
    assert worked_out(lines[-1]) == worked_out(said(everyone, "formula")[-1])
    assert not any(code in " ".join(lines) for code in ("MGP", "FAP", "CCFFAA"))


def test_who_may_not_be_seen_is_one_term_of_the_count(year: Year) -> None:
    explanation = explained(counted(year), year.second, visible={"EP"})
    assert said(explanation, "formula") == ["EP 40 + 15 (otras 2 instituciones) = 55"]


def test_a_stock_of_the_year_takes_the_last_semester_and_says_which_it_does_not_add(year: Year) -> None:
    rule = said(explained(level(year), year.second, Asked(over="year")), "rule")
    assert "Es un estado al final del semestre, por lo que se toma el último." in rule
    assert "No se suma: 2025-I." in rule


def test_one_institution_of_a_year_adds_its_own_semesters(year: Year) -> None:
    explanation = explained(counted(year), year.second, Asked(institution="EP", over="year"))
    assert said(explanation, "formula") == ["2025-I: EP 30 = 30", "2025-II: EP 40 = 40", "En conjunto: 30 + 40 = 70"]


def test_joined_items_say_with_whom(year: Year) -> None:
    explanation = explained(listed(year), year.second)
    assert "MGP: 2 elementos que también reporta EP no se cuentan otra vez." in said(explanation, "left_out")


def test_zero_is_counted_and_said_to_be_a_zero(year: Year) -> None:
    revision = make.make_count(year.plan, unit="eventos")
    commit(revision, year.second, "EP")
    report(revision, year.second, EP=0)
    explanation = explained(revision, year.second)
    assert heading_of(explanation) == "0 eventos: cómo se obtuvo"
    assert said(explanation, "formula") == ["EP 0 = 0", "Es un cero reportado: se contó y no hubo ninguno."]


def silent(_revision: IndicatorRevision, _year: Year) -> None:
    """Nobody says anything."""


def outside(revision: IndicatorRevision, year: Year) -> None:
    make.make_measurement(revision, make.make_institution("EP"), year.second, answer=Answer.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("owes", "answering", "heading", "why"),
    [
        (True, silent, "Sin dato: por qué no hay cifra", "Ninguna institución tiene aún un valor validado"),
        (True, outside, "No corresponde: por qué no hay cifra", "No corresponde: no hay nada que contar"),
        (False, silent, "Por asignar: por qué no hay cifra", "El Comité no lo ha asignado a ninguna institución"),
    ],
)
def test_a_figure_that_there_is_not_says_why(
    year: Year, owes: bool, answering: Callable[[IndicatorRevision, Year], None], heading: str, why: str
) -> None:
    revision = make.make_count(year.plan)
    if owes:
        commit(revision, year.second, "EP")
    answering(revision, year)
    explanation = explained(revision, year.second)
    assert heading_of(explanation) == heading
    (sentence,) = said(explanation, "formula")
    assert sentence.startswith(why)


def test_nothing_is_divided_by_zero(year: Year) -> None:
    revision = make.make_proportion(year.plan)
    commit(revision, year.second, "EP")
    report(revision, year.second, EP=(0, 0))
    explanation = explained(revision, year.second)
    assert said(explanation, "formula")[0] == "EP 0 ÷ 0"
    assert any("denominador es cero" in text for text in said(explanation, "warning"))


def test_everything_together_is_context_and_never_judged(year: Year) -> None:
    revision = make.make_count(year.plan, dimensions=[make.make_dimension("sex")], headline_category="sex=women")
    commit(revision, year.second, "EP")
    make.make_measurement(
        revision, make.make_institution("EP"), year.second, values={"total:sex=women": 12, "total:sex=men": 48}
    )
    women, all_of_them = explained(revision, year.second), explained(revision, year.second, Asked(part="overall"))
    assert said(women, "formula") == ["EP 12 = 12"]
    assert said(all_of_them, "formula") == ["EP 60 = 60"]
    assert all_of_them.judged is None
    assert any("nunca se califica" in text for text in said(all_of_them, "rule"))


def test_each_series_counts_its_own(year: Year) -> None:
    revision = make.make_register(year.plan, components=("held", "planned"), headline="none")
    commit(revision, year.second, "EP")
    make.make_measurement(revision, make.make_institution("EP"), year.second, values={"held": 3, "planned": 5})
    counts = {
        code: said(explained(revision, year.second, Asked(series=code)), "formula") for code in ("held", "planned")
    }
    assert counts == {"held": ["EP 3 = 3"], "planned": ["EP 5 = 5"]}


@pytest.mark.parametrize(
    "asked", [Asked(series="none"), Asked(part="none"), Asked(institution="NOBODY"), Asked(over="century")]
)
def test_what_does_not_exist_is_not_explained(year: Year, asked: Asked) -> None:
    with pytest.raises(NothingSuchError):
        explained(counted(year), year.second, asked)


def test_the_heading_prints_the_figure_as_the_pages_do(year: Year) -> None:
    assert heading_of(explained(counted(year), year.second)) == "55 personas capacitadas: cómo se obtuvo"
    assert plain(heading_of(explained(shared_apart(year), year.second))) == "20,7 %: cómo se obtuvo"


def shared_apart(year: Year) -> IndicatorRevision:
    revision = make.make_proportion(year.plan, "PART-1.3.1")
    commit(revision, year.second, "EP")
    report(revision, year.second, EP=(12, 58))
    return revision
