"""A definition read as a document, kept as JSON, written as rows and read again says the same."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given, settings
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from indicators.defining.checking import problems
from indicators.defining.comparing import differences
from indicators.defining.document import DefinitionDocument
from indicators.defining.known import Known
from indicators.defining.reading import document_of, documents_in_force, documents_of
from indicators.defining.writing import Act, write
from indicators.models import ActionPlan, IndicatorRevision
from tests import factories as make
from tests.conftest import kept_for_a_module
from tests.indicators import drafted

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


@pytest.fixture(scope="module")
def lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[IndicatorRevision]:
    """What random definitions name, and one to be followed by them."""
    with kept_for_a_module(django_db_blocker):
        plan = make.make_plan()
        for code in drafted.PERIODS:
            make.make_period(plan, code)
        for code, categories in drafted.DIMENSIONS.items():
            make.make_dimension(code, *categories)
        for code, stages in drafted.STAGES.items():
            make.make_register_list(code, *stages)
        for code in drafted.INSTITUTIONS:
            make.make_institution(code)
        yield make.make_count(plan)


def rewritten(revision: IndicatorRevision, document: DefinitionDocument) -> DefinitionDocument:
    """Written as the next definition of an indicator and read again; nothing is kept."""
    old = frozenset((track.code, target) for track in document.series for target in track.targets)
    plan = revision.indicator.plan
    with transaction.atomic():
        row = IndicatorRevision(indicator=revision.indicator, number=2, effective_from=plan.periods.get(code="2027-II"))
        read = document_of(write(row, document, Known.of(plan), ACT, old=old))
        transaction.set_rollback(True)
    return read


@pytest.mark.django_db
@settings(max_examples=30)
@given(document=drafted.documents())
def test_random_definition_is_read_as_it_was_written(lists: IndicatorRevision, document: DefinitionDocument) -> None:
    assert rewritten(lists, document) == document
    assert DefinitionDocument.from_json(json.loads(json.dumps(document.as_json()))) == document


def without_acts(document: DefinitionDocument) -> DefinitionDocument:
    series = (
        replace(track, targets=tuple(replace(each, act_reference="", approved_on=None) for each in track.targets))
        for track in document.series
    )
    return replace(document, series=tuple(series))


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
@settings(max_examples=30)
@given(before=drafted.documents(), after=drafted.documents())
def test_definitions_differ_exactly_where_a_difference_is_told(
    before: DefinitionDocument, after: DefinitionDocument
) -> None:
    assert differences(before, without_acts(before)) == ()
    found = differences(before, after)
    assert bool(found) == (without_acts(before) != without_acts(after))
    assert len({each.path for each in found}) == len(found)
    back = differences(after, before)
    assert {each.path for each in found} == {each.path for each in back}
