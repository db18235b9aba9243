"""Rows for tests: plain functions that make what is asked and whatever it needs, valid against every constraint.

Nothing is random: codes and dates say what they are. What already exists under the same code is used again.

    plan = make_plan()
    period = make_period(plan, "2026-I")
    hours = make_count(plan, "PREV-1.2.1")                        # → IndicatorRevision with its component and series
    make_commitment(hours, make_institution("EP"), period)
    make_measurement(hours, make_institution("EP"), period, value=40)                       # validated, on time
    make_measurement(share, navy, period, value=(5, 18))                                    # a proportion
    make_measurement(people, army, period, values={"total:rank_category=ncos|sex=women": 3})  # cells
"""

from __future__ import annotations

from tests.factories.activities import (
    make_activity,
    make_budget_item,
    make_change_of,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
    path_to,
)
from tests.factories.breakdowns import find_category, make_combination, make_dimension, make_register_list
from tests.factories.context import make_context, make_goals, make_observed
from tests.factories.definitions import (
    Number,
    make_baseline,
    make_change,
    make_component,
    make_count,
    make_milestone,
    make_narrative,
    make_plausibility_rule,
    make_proportion,
    make_register,
    make_revision,
    make_rule,
    make_scale,
    make_series,
    make_target,
)
from tests.factories.observations import (
    Amount,
    make_commitment,
    make_entry,
    make_item,
    make_measurement,
    make_value,
    path_of,
)
from tests.factories.people import PASSWORD, make_institution, make_people, make_person, make_post
from tests.factories.plans import (
    LIMA,
    PILLARS,
    make_action,
    make_bands,
    make_indicator,
    make_period,
    make_pillar,
    make_plan,
)

__all__ = [
    "LIMA",
    "PASSWORD",
    "PILLARS",
    "Amount",
    "Number",
    "find_category",
    "make_action",
    "make_activity",
    "make_bands",
    "make_baseline",
    "make_budget_item",
    "make_change",
    "make_change_of",
    "make_combination",
    "make_commitment",
    "make_component",
    "make_context",
    "make_count",
    "make_dimension",
    "make_entry",
    "make_goals",
    "make_indicator",
    "make_institution",
    "make_item",
    "make_measurement",
    "make_milestone",
    "make_narrative",
    "make_note",
    "make_observed",
    "make_people",
    "make_period",
    "make_person",
    "make_pillar",
    "make_plan",
    "make_plausibility_rule",
    "make_post",
    "make_proportion",
    "make_register",
    "make_register_list",
    "make_revision",
    "make_round",
    "make_rule",
    "make_scale",
    "make_series",
    "make_statement",
    "make_target",
    "make_value",
    "make_year_plan",
    "path_of",
    "path_to",
]
