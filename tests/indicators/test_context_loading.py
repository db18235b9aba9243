"""What came after the plan, figures of others and open questions, is loaded once where the plan already is."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from indicators.loading import CONTEXT, QUESTIONS, load_missing, load_plan
from indicators.models import ContextSeries, ContextValue, PlanQuestion
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_plan_loaded_before_the_context_existed_gets_it() -> None:
    load_plan()
    ContextSeries.objects.all().delete()
    out = StringIO()
    call_command("load_plan", stdout=out)
    assert "only 8 series of context were loaded" in out.getvalue()
    assert ContextValue.objects.count() == 24


def test_a_plan_loaded_before_its_questions_existed_gets_them_once() -> None:
    load_plan()
    PlanQuestion.objects.all().delete()
    out = StringIO()
    call_command("load_plan", stdout=out)
    assert "only 20 open questions were loaded" in out.getvalue()
    PlanQuestion.objects.filter(code="S-DISARMAMENT").delete()
    assert load_missing(QUESTIONS) == 0
    assert PlanQuestion.objects.count() == 19


def test_edited_context_survives() -> None:
    load_plan()
    ContextValue.objects.filter(year=2026).update(value=Decimal("13.5"))
    ContextSeries.objects.filter(code="observed-all-2023").delete()
    assert load_missing(CONTEXT) == 0
    assert set(ContextValue.objects.filter(year=2026).values_list("value", flat=True)) == {Decimal("13.5")}
    assert not ContextSeries.objects.filter(code="observed-all-2023").exists()


def test_another_plan_or_none_gets_nothing() -> None:
    assert load_missing(CONTEXT) == 0
    make.make_count(make.make_plan("PE-MINDEF-1325-2021"), "PREV-1.1.1")
    assert load_missing(CONTEXT) == 0
    assert not ContextSeries.objects.exists()
