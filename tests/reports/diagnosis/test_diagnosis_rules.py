"""What each rule of the plan's diagnosis finds, and what it leaves alone, in small plans made for it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from indicators.models import Action, ActionPlan, Alignment, GeneralObjective, IndicatorRevision, PlanQuestion
from measurements.models import Answer
from tests import factories as make
from tests.factories.activities import make_activity, make_round, make_statement, make_year_plan
from tests.reports.diagnosis import diagnosing
from tests.reports.diagnosis.diagnosing import NOW, Periods, diagnosed, found, score

pytestmark = pytest.mark.django_db

plan, periods = diagnosing.plan, diagnosing.periods


class TestInstitutions:
    def related(self, plan: ActionPlan, periods: Periods, relation: str, *values: Any) -> IndicatorRevision:
        """A target of all in 2026-II, then one of each institution."""
        count = make.make_count(plan, institution_targets=relation)
        make.make_target(count.series.get(), periods["2026-II"], values[0])
        for number, value in enumerate(values[1:]):
            own = make.make_institution(f"I{number}")
            make.make_commitment(count, own, periods["2024-II"])
            make.make_target(count.series.get(), periods["2026-II"], value, institution=own)
        return count

    @pytest.mark.parametrize(
        ("relation", "values", "said"),
        [
            ("sum", (10, 4, 6), []),
            ("sum", (10,), []),
            (
                "sum",
                (10, 4, 5),
                ["En 2026-II las metas de las instituciones suman 9 y la meta del conjunto es 10."],
            ),
            ("shared", (10, 10, 8), ["En 2026-II la meta de I1 es 8 y la meta que rige para cada una es 10."]),
            ("independent", (10, 4, 5), []),
        ],
    )
    def test_targets_of_institutions_beside_that_of_all(
        self, relation: str, values: tuple[int, ...], said: list[str], plan: ActionPlan, periods: Periods
    ) -> None:
        self.related(plan, periods, relation, *values)
        assert [sentence for _code, sentence in found(plan, "targets_disagree")] == said
        assert score(plan, "targets_disagree")[1] == (relation != "independent")

    @pytest.mark.parametrize(
        ("own", "said"),
        [
            (4, []),
            (10, []),
            (11, ["En 2026-II las metas de las instituciones suman 11 y la meta del conjunto es 10."]),
        ],
    )
    def test_where_some_have_no_target_yet_the_others_stay_below_that_of_all(
        self, own: int, said: list[str], plan: ActionPlan, periods: Periods
    ) -> None:
        """The Navy has one in 2026-I alone, in which there is none of all: 4 of 10 leaves it room, as when targets are adopted."""
        count = make.make_count(plan, institution_targets="sum")
        army, navy = make.make_institution("EP"), make.make_institution("MGP")
        for each in (army, navy):
            make.make_commitment(count, each, periods["2024-II"])
        series = count.series.get()
        make.make_target(series, periods["2026-II"], 10)
        make.make_target(series, periods["2026-II"], own, institution=army)
        make.make_target(series, periods["2026-I"], 3, institution=navy)
        assert [sentence for _code, sentence in found(plan, "targets_disagree")] == said

    @pytest.mark.parametrize(("part", "whole", "is_found"), [(1, 4, False), (7, 12, True), (6, 13, True)])
    def test_of_shares_neither_number_passes_that_of_all(
        self, part: int, whole: int, is_found: bool, plan: ActionPlan, periods: Periods
    ) -> None:
        """Of all 6 of 12; the Navy's target is of another semester."""
        share = make.make_proportion(plan, institution_targets="sum")
        series = share.series.get()
        make.make_target(series, periods["2026-II"], 6, denominator=Decimal(12))
        for code, period, numbers in (("EP", "2026-II", (part, whole)), ("MGP", "2026-I", (1, 2))):
            own = make.make_institution(code)
            make.make_commitment(share, own, periods["2024-II"])
            make.make_target(series, periods[period], numbers[0], denominator=Decimal(numbers[1]), institution=own)
        assert bool(found(plan, "targets_disagree")) is is_found

    def test_shares_add_up_by_their_two_numbers(self, plan: ActionPlan, periods: Periods) -> None:
        """1 of 4 and 5 of 8 are 6 of 12: 50%, and not the mean of 25% and 62.5%."""
        share = make.make_proportion(plan, institution_targets="sum")
        make.make_target(share.series.get(), periods["2026-II"], 6, denominator=Decimal(12))
        for code, part, whole in (("EP", 1, 4), ("MGP", 5, 8)):
            own = make.make_institution(code)
            make.make_commitment(share, own, periods["2024-II"])
            make.make_target(share.series.get(), periods["2026-II"], part, denominator=Decimal(whole), institution=own)
        assert found(plan, "targets_disagree") == []

    @pytest.mark.parametrize(("typed", "said"), [("33.33", []), ("33.3", ["33,33 %", "33,3 %"])])
    def test_a_share_typed_to_two_places_is_that_of_its_two_numbers(
        self, typed: str, said: list[str], plan: ActionPlan, periods: Periods
    ) -> None:
        """1 of 3 of the only institution with a target, beside what was typed for all."""
        share = make.make_proportion(plan, institution_targets="sum")
        army = make.make_institution("EP")
        make.make_commitment(share, army, periods["2024-II"])
        make.make_target(share.series.get(), periods["2026-II"], typed)
        make.make_target(share.series.get(), periods["2026-II"], 1, denominator=Decimal(3), institution=army)
        sentences = [sentence.replace("\u00a0", " ") for _code, sentence in found(plan, "targets_disagree")]
        assert len(sentences) == bool(said)
        assert all(value in sentence for value in said for sentence in sentences)

    def test_a_commitment_to_come_counts_and_one_that_ended_does_not(self, plan: ActionPlan, periods: Periods) -> None:
        army = make.make_institution("EP")
        make.make_commitment(make.make_count(plan, "PREV-1.1.1"), army, periods["2026-II"])
        make.make_commitment(
            make.make_count(plan, "PREV-1.1.2"), army, periods["2024-II"], until_period=periods["2025-II"]
        )
        assert found(plan, "no_institution") == [("PREV-1.1.2", "Ninguna institución debe informarlo.")]

    def test_an_answer_without_a_value_is_told_from_no_answer(self, plan: ActionPlan, periods: Periods) -> None:
        army, before = make.make_institution("EP"), periods["2024-II"]
        silent, without, zero = (make.make_count(plan, f"PREV-1.1.{n}") for n in (1, 2, 3))
        for each in (silent, without, zero):
            make.make_commitment(each, army, before)
        make.make_measurement(without, army, before, answer=Answer.NOT_AVAILABLE)
        make.make_measurement(zero, army, before, value=0)
        make.make_measurement(silent, army, before, value=3, status="draft")
        assert found(plan, "never_reported") == [
            ("PREV-1.1.1", "Nunca se envió un valor."),
            ("PREV-1.1.2", "Nunca se envió un valor; 1 respuesta dijo que no está disponible."),
        ]

    def test_who_alone_reports_much_of_the_plan(self, plan: ActionPlan, periods: Periods) -> None:
        """The Army alone 3 of 5; the Navy alone 1, and 1 with the Army."""
        army, navy = make.make_institution("EP"), make.make_institution("MGP")
        for number, owners in enumerate(((army,), (army,), (army,), (navy,), (army, navy)), start=1):
            count = make.make_count(plan, f"PREV-1.1.{number}")
            for owner in owners:
                make.make_commitment(count, owner, periods["2024-II"])
        assert found(plan, "alone_with_much") == [
            ("EP", "Es la única que informa 3 de los 5 indicadores (60,0\u00a0%).")
        ]
        assert score(plan, "alone_with_much") == (1, 2)

    def test_who_owes_only_what_was_retired_owes_nothing(self, plan: ActionPlan, periods: Periods) -> None:
        kept, gone = make.make_count(plan, "PREV-1.1.1"), make.make_count(plan, "PREV-1.1.2")
        make.make_commitment(kept, make.make_institution("EP"), periods["2024-II"])
        make.make_commitment(gone, make.make_institution("MGP"), periods["2024-II"])
        make.make_revision(gone.indicator, number=2, effective_from=periods["2026-I"], change_class="retired")
        assert [code for code, _said in found(plan, "alone_with_much")] == ["EP"]
        assert score(plan, "alone_with_much") == (0, 1)


class TestMeasuring:
    def test_a_denominator_with_a_list_or_a_means_of_verification_has_a_source(
        self, plan: ActionPlan, periods: Periods
    ) -> None:
        make.make_proportion(plan, "PART-1.2.1")
        make.make_proportion(plan, "PART-1.2.2", means_of_verification_es="Partes de personal")
        listed = make.make_proportion(plan, "PART-1.2.3")
        make.make_rule(listed.components.get(code="whole"), make.make_register_list("contingent", "deployed"))
        assert [code for code, _said in found(plan, "no_denominator_source")] == ["PART-1.2.1"]
        assert score(plan, "no_denominator_source") == (2, 3)

    def test_people_counted_without_their_sex(self, plan: ActionPlan, periods: Periods) -> None:
        rank, sex = make.make_dimension("rank_category", "ncos"), make.make_dimension("sex")
        make.make_count(plan, "PREV-1.1.1", dimensions=[rank])
        make.make_count(plan, "PREV-1.1.2", dimensions=[rank, sex])
        make.make_count(plan, "PREV-1.1.3", unit_es="personas")
        make.make_count(plan, "PREV-1.1.4", unit_en="% women")
        make.make_count(plan, "PREV-1.1.5", unit_en="courses")
        make.make_register(plan, "PREV-1.1.6", register=make.make_register_list("event", counts_people=True))
        assert [code for code, _said in found(plan, "no_sex")] == ["PREV-1.1.1", "PREV-1.1.3"]
        assert score(plan, "no_sex") == (3, 5)

    def test_proof_is_evidence_or_a_means_of_verification(self, plan: ActionPlan, periods: Periods) -> None:
        make.make_count(plan, "PREV-1.1.1")
        make.make_count(plan, "PREV-1.1.2", is_evidence_required=True)
        make.make_count(plan, "PREV-1.1.3", means_of_verification_es="Listas de asistencia")
        assert [code for code, _said in found(plan, "no_proof")] == ["PREV-1.1.1"]

    def test_a_definition_is_proposed_until_it_is_adopted(self, plan: ActionPlan, periods: Periods) -> None:
        make.make_count(plan, "PREV-1.1.1")
        make.make_count(plan, "PREV-1.1.2", adopted_on=dt.date(2026, 3, 1), act_reference="Acta 1")
        assert [code for code, _said in found(plan, "still_proposed")] == ["PREV-1.1.1"]

    def test_a_retired_indicator_lacks_nothing_but_leaves_its_action_unmeasured(
        self, plan: ActionPlan, periods: Periods
    ) -> None:
        count = make.make_count(plan)
        make.make_revision(count.indicator, number=2, effective_from=periods["2026-II"], change_class="retired")
        assert score(plan, "no_target") == (0, 0)
        assert found(plan, "action_without_indicator") == [("PREV-1.1", "Ningún indicador la mide.")]


class TestParts:
    @pytest.mark.parametrize(
        ("starts", "ends", "said"),
        [
            (None, None, ["El plan no dice cuándo empieza ni cuándo termina."]),
            (dt.date(2021, 7, 1), None, ["El plan no dice cuándo termina."]),
            (None, dt.date(2027, 6, 30), ["El plan no dice cuándo empieza."]),
            (dt.date(2021, 7, 1), dt.date(2027, 6, 30), []),
        ],
    )
    def test_the_time_frame(
        self, starts: dt.date | None, ends: dt.date | None, said: list[str], plan: ActionPlan, periods: Periods
    ) -> None:
        ActionPlan.objects.update(starts_on=starts, ends_on=ends)
        assert [sentence for _code, sentence in found(plan, "no_time_frame")] == said

    def test_the_budget(self, plan: ActionPlan, periods: Periods) -> None:
        assert found(plan, "no_budget") == [(plan.code, "El plan no fija presupuesto.")]
        ActionPlan.objects.update(budget_note="Presupuesto institucional de cada entidad")
        assert found(plan, "no_budget") == []

    def test_what_institutions_said_of_their_budget(self, plan: ActionPlan, periods: Periods) -> None:
        """Four that take part: an item, none, silence, and a statement that was not sent; a fifth was asked for nothing."""
        count = make.make_count(plan)
        for code in ("EP", "MGP", "FAP", "CCFFAA"):
            make.make_commitment(count, make.make_institution(code, short_name=code), periods["2025-I"])
        make.make_institution("DGEPE")
        make_statement(plan, make.make_institution("EP"), has_item=True)
        make_statement(plan, make.make_institution("MGP"), has_item=False, status="submitted")
        make_statement(plan, make.make_institution("CCFFAA"), status="draft")
        make_statement(plan, make.make_institution("FAP"), 2025)
        silence = "No ha dicho si su presupuesto de 2026 tiene una partida."
        assert found(plan, "no_budget_item") == [
            ("MGP", "Dijo que su presupuesto de 2026 no tiene una partida."),
            ("FAP", silence),
            ("CCFFAA", silence),
        ]
        assert score(plan, "no_budget_item") == (1, 4)

    def test_a_later_statement_is_the_one_that_counts(self, plan: ActionPlan, periods: Periods) -> None:
        make.make_commitment(make.make_count(plan), make.make_institution("EP"), periods["2026-II"])
        make_statement(plan, make.make_institution("EP"), has_item=False)
        make_statement(plan, make.make_institution("EP"), has_item=True, status="submitted")
        assert score(plan, "no_budget_item") == (1, 1)

    def test_actions_that_no_activity_of_the_latest_frozen_year_serves(
        self, plan: ActionPlan, periods: Periods
    ) -> None:
        army = make.make_institution("EP")
        for code in ("PREV-1.1", "PREV-1.2", "PREV-1.3"):
            make.make_action(plan, code)
        assert score(plan, "action_without_activity") == (0, 0)
        year_plan = make_year_plan(make_round(plan, 2026, is_sealed=True), army)
        make_activity(year_plan, "PREV-1.1")
        make_activity(year_plan, "PREV-1.2", cancelled_at=NOW, cancel_reason="Sin presupuesto.")
        make_activity(make_year_plan(make_round(plan, 2025, is_sealed=True), army), "PREV-1.3")
        make_activity(make_year_plan(make_round(plan, 2027), army), "PREV-1.3")
        sentence = "Ninguna actividad de 2026 la atiende."
        assert found(plan, "action_without_activity") == [("PREV-1.2", sentence), ("PREV-1.3", sentence)]

    def test_objectives_and_actions_that_are_not_linked(self, plan: ActionPlan, periods: Periods) -> None:
        first, second = (
            GeneralObjective.objects.create(plan=plan, code=f"OG-{n}", order=n, text="Objetivo") for n in (1, 2)
        )
        make.make_action(plan, "PREV-1.1")
        make.make_action(plan, "PREV-1.2")
        Alignment.objects.create(general_objective=first, action=Action.objects.get(code="PREV-1.2"))
        assert found(plan, "objective_without_action") == [(second.code, "Ninguna acción está vinculada a él.")]
        assert found(plan, "action_without_objective") == [("PREV-1.1", "No está vinculada a ningún objetivo general.")]

    def test_two_open_questions_of_one_pillar_are_two(self, plan: ActionPlan, periods: Periods) -> None:
        pillar = make.make_pillar(plan)
        for n in (1, 2):
            PlanQuestion.objects.create(
                plan=plan, code=f"P-{n}", order=n, kind="promise", pillar=pillar, text=f"Pregunta {n}"
            )
        assert found(plan, "unmeasured_promise") == [("PREV", "Pregunta 1"), ("PREV", "Pregunta 2")]
        assert score(plan, "unmeasured_promise") == (0, 2)

    def test_spanish_words_without_english_ones(self, plan: ActionPlan, periods: Periods) -> None:
        count = make.make_count(plan, unit_es="personas", unit_en="")
        IndicatorRevision.objects.filter(pk=count.pk).update(name_en="")
        assert ("PREV-1.1.1", "Sin texto en inglés: nombre, unidad y rótulo.") in found(plan, "no_english")


def test_findings_speak_the_language_of_the_reader(plan: ActionPlan, periods: Periods) -> None:
    make.make_count(plan)
    with translation.override("en"):
        assert found(plan, "no_target") == [("PREV-1.1.1", "It has no target.")]


def test_findings_of_one_severity_or_indicator_keep_the_scores_of_the_whole_plan(
    plan: ActionPlan, periods: Periods
) -> None:
    make.make_count(plan, "PREV-1.1.1")
    make.make_count(plan, "PREV-1.1.2")
    shown = diagnosed(plan).narrowed(severity="grave", indicator="PREV-1.1.2")
    assert {(each.rule, each.subject.code) for each in shown.findings} == {
        ("no_target", "PREV-1.1.2"),
        ("no_institution", "PREV-1.1.2"),
    }
    assert next((each.clean, each.checked) for each in shown.outcomes if each.rule.code == "no_target") == (0, 2)


def test_a_larger_plan_takes_no_more_queries(plan: ActionPlan, periods: Periods) -> None:
    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            count = make.make_count(plan, f"PREV-1.1.{n}")
            make.make_target(count.series.get(), periods["2026-I"], 5)
            for code in ("EP", "MGP", "FAP")[: 1 + n % 3]:
                own = make.make_institution(code)
                make.make_commitment(count, own, periods["2024-II"])
                make.make_measurement(count, own, periods["2026-I"], value=n)
                make.make_target(count.series.get(), periods["2026-I"], 2, institution=own)
            PlanQuestion.objects.create(
                plan=plan, code=f"T-{n}", order=n, kind="term", indicator=count.indicator, text="Término"
            )

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            diagnosed(plan)
        return len(captured)

    fill(1, 3)
    few = queries()
    fill(3, 12)
    assert queries() == few
