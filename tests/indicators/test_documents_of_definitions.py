"""A definition read as a document, kept as JSON, written as rows and read again says the same."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.defining.checking import problems
from indicators.defining.document import DefinitionDocument
from indicators.defining.known import Known
from indicators.defining.reading import document_of, documents_in_force, documents_of
from indicators.defining.writing import Act, write
from indicators.models import ActionPlan, IndicatorRevision

ACT = Act("Acta 1-2026", dt.date(2026, 2, 20))


@pytest.mark.django_db
@pytest.mark.usefixtures("real_plan_read_only")
class TestRealDefinitions:
    def test_each_is_written_again_as_it_was_read(self) -> None:
        plan = ActionPlan.objects.get()
        known, period = Known.of(plan), plan.periods.get(code="2027-I")
        for revision in IndicatorRevision.objects.select_related("indicator"):
            document = document_of(revision)
            row = IndicatorRevision(indicator=revision.indicator, number=2, effective_from=period)
            assert document_of(write(row, document, known, ACT, old=frozenset())) == document

    def test_each_survives_json(self) -> None:
        for document in documents_of(IndicatorRevision.objects.all()).values():
            assert DefinitionDocument.from_json(json.loads(json.dumps(document.as_json()))) == document

    def test_none_has_a_problem(self) -> None:
        plan = ActionPlan.objects.get()
        known, period = Known.of(plan), plan.periods.get(code="2027-I")
        found = documents_of(IndicatorRevision.objects.all()).values()
        assert [problem for each in found for problem in problems(each, plan, period, known)] == []

    def test_all_are_read_in_a_fixed_number_of_queries(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        period = ActionPlan.objects.get().periods.get(code="2026-I")
        with django_assert_num_queries(10):
            assert len(documents_in_force(period)) == 21
