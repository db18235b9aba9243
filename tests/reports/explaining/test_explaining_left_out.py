"""Who is not in a figure, and why: eight reasons, each in words of its own, and none of them a zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, Role
from measurements.models import Answer, MeasurementEvent, Status
from reports.explaining import Asked
from tests import factories as make
from tests.reports.read_back.explained import commit, explained, report, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> ActionPlan:
    return make.make_plan()


@pytest.fixture
def period(plan: ActionPlan) -> ReportingPeriod:
    make.make_period(plan, "2025-I")
    return make.make_period(plan, "2025-II")


Answering = Callable[[IndicatorRevision, Institution, ReportingPeriod], object]
REASONS: list[tuple[Answering, str]] = [
    (lambda *where: None, "MGP: no se ha recibido su reporte; eso no es un cero."),
    (
        lambda *where: make.make_measurement(*where, status=Status.DRAFT, value=9),
        "MGP: no se ha recibido su reporte; eso no es un cero.",
    ),
    (
        lambda *where: make.make_measurement(*where, status=Status.SUBMITTED, value=9),
        "MGP: enviado y en revisión; cuenta cuando se valide.",
    ),
    (
        lambda *where: make.make_measurement(*where, status=Status.RETURNED, value=9),
        "MGP: observado; cuenta cuando se valide.",
    ),
    (
        lambda *where: make.make_measurement(*where, answer=Answer.NOT_AVAILABLE, reason="El archivo se perdió."),
        "MGP: declaró que no dispone del dato: «El archivo se perdió».",
    ),
    (
        lambda *where: make.make_measurement(*where, answer=Answer.NOT_APPLICABLE, reason="No hay contingentes."),
        "MGP: no le corresponde y no está entre las esperadas: «No hay contingentes»;"
        " confirmado por quien revisa el 30 de enero de 2026.",
    ),
]


@pytest.mark.parametrize(("answering", "sentence"), REASONS)
def test_each_reason_has_its_own_words(
    plan: ActionPlan, period: ReportingPeriod, answering: Answering, sentence: str
) -> None:
    revision = make.make_count(plan)
    commit(revision, period, "EP", "MGP")
    report(revision, period, EP=5)
    answering(revision, make.make_institution("MGP"), period)
    explanation = explained(revision, period)
    assert said(explanation, "left_out") == [sentence]
    assert said(explanation, "formula") == ["EP 5 = 5"]


def test_one_part_of_a_proportion_is_not_counted_and_said(plan: ActionPlan, period: ReportingPeriod) -> None:
    revision = make.make_proportion(plan)
    commit(revision, period, "EP", "MGP")
    report(revision, period, EP=(1, 4), MGP=5)
    assert said(explained(revision, period), "left_out") == ["MGP: dio solo uno de los dos números del porcentaje."]


def test_who_owes_it_in_another_semester_is_not_expected_in_this_one(plan: ActionPlan, period: ReportingPeriod) -> None:
    revision = make.make_count(plan)
    commit(revision, period, "EP")
    commit(revision, make.make_period(plan, "2026-I"), "MGP")
    report(revision, period, EP=5)
    explanation = explained(revision, period)
    assert said(explanation, "left_out") == ["MGP: no tiene el compromiso de reportarlo en el semestre."]
    assert "Se hizo con 1 de 1 institución esperada." in said(explanation, "rule")


def test_the_post_that_confirmed_is_named_and_no_person(plan: ActionPlan, period: ReportingPeriod) -> None:
    revision = make.make_count(plan)
    commit(revision, period, "EP", "MGP")
    silent = make.make_measurement(revision, make.make_institution("MGP"), period, answer=Answer.NOT_APPLICABLE)
    reviewer = make.make_person(Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII"))
    MeasurementEvent.objects.create(
        plan=plan,
        sequence=1,
        measurement=silent,
        from_status=Status.SUBMITTED,
        to_status=Status.VALIDATED,
        actor=reviewer,
        appointment=reviewer.posts[0],
        at=dt.datetime(2026, 1, 30, 12, tzinfo=dt.UTC),
        snapshot="{}",
        previous_hash="",
        hash="a",
    )
    (sentence,) = [text for text in said(explained(revision, period), "left_out") if text.startswith("MGP")]
    assert sentence.endswith("confirmado el 30 de enero de 2026 por: Secretaría Técnica.")
    assert reviewer.name not in sentence


def test_nobody_left_out_is_said(plan: ActionPlan, period: ReportingPeriod) -> None:
    revision = make.make_count(plan)
    commit(revision, period, "EP")
    report(revision, period, EP=5)
    assert said(explained(revision, period), "left_out") == [
        "Nadie quedó fuera: todas las instituciones esperadas están en la cifra."
    ]


def test_institutions_that_may_not_be_seen_are_counted_by_reason_without_names_or_reasons(
    plan: ActionPlan, period: ReportingPeriod
) -> None:
    revision = make.make_count(plan)
    commit(revision, period, "EP", "MGP", "FAP", "CCFFAA")
    report(revision, period, EP=5)
    navy = make.make_institution("MGP")
    make.make_measurement(revision, navy, period, answer=Answer.NOT_AVAILABLE, reason="El archivo se perdió.")
    assert said(explained(revision, period, visible={"EP"}), "left_out") == [
        "otra institución: declaró que no dispone del dato.",
        "otras 2 instituciones: no se ha recibido su reporte; eso no es un cero.",
    ]


def test_several_semesters_say_of_which_each_one_is_missing(plan: ActionPlan, period: ReportingPeriod) -> None:
    revision = make.make_count(plan)
    first = plan.periods.get(code="2025-I")
    commit(revision, first, "EP", "MGP")
    report(revision, first, EP=1)
    report(revision, period, EP=2, MGP=3)
    explanation = explained(revision, period, Asked(over="year"))
    assert said(explanation, "left_out") == ["2025-I, MGP: no se ha recibido su reporte; eso no es un cero."]
    assert "Se hizo con 3 de 4 reportes esperados, uno por institución y semestre." in said(explanation, "rule")


def test_an_answer_under_another_definition_is_told(plan: ActionPlan, period: ReportingPeriod) -> None:
    old = make.make_count(plan)
    commit(old, period, "EP")
    report(old, period, EP=5)
    new = make.make_count(plan, change_class="editorial", effective_from=period, adopted_on=dt.date(2025, 9, 1))
    told = said(explained(new, period), "definition")
    assert told[0].startswith("Definición número 2")
    assert told[0].endswith("vigente desde 2025-II; aprobada por el Comité el 1 de septiembre de 2025.")
    assert told[1:] == [
        "Mide lo mismo que la definición anterior: la serie continúa.",
        "1 respuesta se dio bajo otra definición, que conserva.",
    ]
