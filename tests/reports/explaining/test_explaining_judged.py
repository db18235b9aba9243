"""How a figure was judged, in words: where the expected value comes from and what was divided by what."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from reports.explaining import Asked
from tests import factories as make
from tests.reports.read_back.explained import commit, explained, report, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> ActionPlan:
    plan = make.make_plan()
    for code in ("2024-II", "2025-I", "2025-II", "2026-I", "2026-II"):
        make.make_period(plan, code)
    return plan


def at(plan: ActionPlan, code: str) -> ReportingPeriod:
    return plan.periods.get(code=code)


def judged(plan: ActionPlan, value: int, targets: dict[str, int], **fields: Any) -> list[str]:
    """One institution, one value in 2025-II, and the targets by semester; `baseline` is of 2024-II."""
    baseline, scope = fields.pop("baseline", None), fields.pop("scope", "period")
    revision = make.make_count(plan, **fields)
    commit(revision, at(plan, "2024-II"), "EP")
    report(revision, at(plan, "2025-II"), EP=value)
    series = revision.series.get()
    for code, target in targets.items():
        make.make_target(series, at(plan, code), target, scope=scope)
    if baseline is not None:
        make.make_baseline(series, at(plan, "2024-II"), baseline)
    return said(explained(revision, at(plan, "2025-II")), "judged")


def test_no_target_is_said_and_nothing_is_judged(plan: ActionPlan) -> None:
    assert judged(plan, 5, {}) == ["No hay una meta aprobada: la cifra se muestra y no se califica."]


EXPECTED = [
    ({"2025-II": 60}, "linear", "Esperado a este semestre: 60, la meta de 2025-II (Acta 1-2025)."),
    (
        {"2025-I": 40, "2026-I": 60},
        "linear",
        "Esperado a este semestre, en la línea recta de 40 en 2025-I a 60 en 2026-I: 40 + (60 − 40) × 1 ÷ 2 = 50.",
    ),
    (
        {"2025-I": 40, "2026-I": 60},
        "step",
        "Esperado a este semestre: 40, la meta de 2025-I, que rige hasta la siguiente (Acta 1-2025).",
    ),
    ({"2025-I": 40, "2026-I": 60}, "none", "Todavía no se espera nada para este semestre."),
]


@pytest.mark.parametrize(("targets", "trajectory", "sentence"), EXPECTED)
def test_the_expected_value_says_where_it_comes_from(
    plan: ActionPlan, targets: dict[str, int], trajectory: str, sentence: str
) -> None:
    assert sentence in judged(plan, 55, targets, trajectory=trajectory)


def test_a_line_to_the_first_target_starts_at_the_baseline(plan: ActionPlan) -> None:
    said_of_it = judged(plan, 15, {"2026-II": 20}, baseline=10)
    assert (
        "Esperado a este semestre, en la línea recta de 10 en 2024-II a 20 en 2026-II: 10 + (20 − 10) × 2 ÷ 4 = 15."
        in said_of_it
    )
    assert "Línea de base: 10 en 2024-II (Oficio 1)." in said_of_it
    assert "Variación desde la línea de base: 15 − 10 = +5." in said_of_it
    assert "En porcentaje: 5 ÷ 10 = 50 %." in said_of_it


DIVISIONS: list[tuple[int, int, dict[str, Any], str]] = [
    (28, 40, {"direction": "increase"}, "Frente a lo esperado: 28 ÷ 40 = 70 %. Estado: Rezagado."),
    (60, 40, {"direction": "increase"}, "Frente a lo esperado: 60 ÷ 40 = 150 %. Estado: En ruta."),
    (8, 6, {"direction": "decrease"}, "Frente a lo esperado: 6 ÷ 8 = 75 %. Estado: En riesgo."),
    (0, 6, {"direction": "decrease"}, "Frente a lo esperado: 0 no supera lo esperado: alcanzado. Estado: En ruta."),
    (
        12,
        15,
        {"progress_method": "adjusted", "baseline": 10},
        "Frente a lo esperado: (12 − 10) ÷ (15 − 10) = 40 %. Estado: Rezagado.",
    ),
    (9, 12, {"direction": "maintain"}, "Frente a lo esperado: 9 ÷ 12 = 75 %. Estado: En riesgo."),
    (16, 12, {"direction": "maintain"}, "Frente a lo esperado: 12 ÷ 16 = 75 %. Estado: En riesgo."),
]


@pytest.mark.parametrize(("value", "target", "fields", "sentence"), DIVISIONS)
def test_the_division_is_that_of_the_rule(
    plan: ActionPlan, value: int, target: int, fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in [text.replace("\u00a0", " ") for text in judged(plan, value, {"2025-II": target}, **fields)]


def test_thresholds_say_since_when_they_hold_and_whether_they_are_approved(plan: ActionPlan) -> None:
    make.make_bands(plan, 70, 90, valid_from=dt.date(2025, 2, 1), is_approved=True)
    assert (
        "Desde 90 % está en ruta, desde 70 % en riesgo y por debajo rezagado"
        " (umbrales vigentes desde el 1 de febrero de 2025, aprobados por el Comité)."
    ) in judged(plan, 55, {"2025-II": 60})


def test_thresholds_that_nobody_set_await_approval(plan: ActionPlan) -> None:
    assert any("pendientes de aprobación" in text for text in judged(plan, 55, {"2025-II": 60}))


def test_attainment_is_of_the_final_target_and_carries_no_state(plan: ActionPlan) -> None:
    assert (
        "Meta final: 110 en 2026-II (Acta 1-2025, aprobada el 24 de enero de 2025). Alcanzado hasta ahora:"
        " 55 ÷ 110 = 50 %; esto no lleva estado."
    ) in judged(plan, 55, {"2025-II": 60, "2026-II": 110})


def test_a_target_of_the_year_is_judged_by_the_sum_of_its_semesters(plan: ActionPlan) -> None:
    revision = make.make_count(plan)
    commit(revision, at(plan, "2025-I"), "EP")
    report(revision, at(plan, "2025-I"), EP=20)
    report(revision, at(plan, "2025-II"), EP=35)
    make.make_target(revision.series.get(), at(plan, "2025-II"), 50, scope="year")
    told = said(explained(revision, at(plan, "2025-II")), "judged")
    assert (
        "La meta se fijó para el año calendario, por lo que se califica la cifra del año hasta este semestre." in told
    )
    assert "En conjunto: 20 + 35 = 55" in told
    assert "Frente a lo esperado: 55 ÷ 50 = 110 %. Estado: En ruta." in told
    of_the_year = explained(revision, at(plan, "2025-II"), Asked(over="year"))
    assert "Frente a lo esperado: 55 ÷ 50 = 110 %. Estado: En ruta." in said(of_the_year, "judged")
    assert explained(revision, at(plan, "2025-II"), Asked(over="cumulative")).judged is None


def change(plan: ActionPlan, value: int, baseline: int | None) -> IndicatorRevision:
    revision = make.make_change(plan)
    commit(revision, at(plan, "2025-II"), "EP")
    report(revision, at(plan, "2025-II"), EP=value)
    if baseline is not None:
        make.make_baseline(revision.series.get(), at(plan, "2024-II"), baseline)
    return revision


CHANGES: list[tuple[int, int | None, list[str]]] = [
    (150, 120, ["Variación desde la línea de base: 150 − 120 = +30.", "En porcentaje: 30 ÷ 120 = 25 %."]),
    (30, 0, ["Variación desde la línea de base: 30 − 0 = +30.", "La línea de base es cero, por lo que la variación no tiene porcentaje."]),
    (150, None, ["No se ha fijado una línea de base, por lo que no se puede dar ni la diferencia ni el porcentaje de variación."]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "baseline", "sentences"), CHANGES)
def test_a_change_is_a_difference_from_its_baseline(
    plan: ActionPlan, value: int, baseline: int | None, sentences: list[str]
) -> None:
    told = said(explained(change(plan, value, baseline), at(plan, "2025-II")), "judged")
    assert [text for text in sentences if text not in told] == []


def test_one_institutions_value_is_never_judged(plan: ActionPlan) -> None:
    revision = make.make_count(plan)
    commit(revision, at(plan, "2025-II"), "EP")
    make.make_target(revision.series.get(), at(plan, "2025-II"), 50)
    explanation = explained(revision, at(plan, "2025-II"), Asked(institution="EP"))
    assert explanation.judged is None
    assert said(explanation, "formula") == ["EP no tiene aquí un valor validado. No es un cero."]
