"""`manage.py verify_adopted_plans`: an untouched plan is intact; one whose rows changed behind the product is named."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from activities.models import YearPlan
from tests.cast import Cast
from tests.committee.planning.planned import make_plannings

pytestmark = pytest.mark.django_db


def verified() -> str:
    out = StringIO()
    call_command("verify_adopted_plans", stdout=out)
    return out.getvalue()


def test_without_a_frozen_plan_there_is_nothing_to_find() -> None:
    assert verified() == "0 adopted plans, all intact.\n"


def test_a_frozen_plan_is_intact_until_somebody_writes_behind_the_product(cast: Cast) -> None:
    round_ = make_plannings(cast).sealed()
    assert round_.digest in verified()
    YearPlan.objects.filter(round=round_, has_none=True).update(reason="Otra razón.")
    with pytest.raises(CommandError, match=f"{round_}: what is stored is not what was adopted"):
        verified()
