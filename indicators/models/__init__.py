"""What is promised (plan), how it is measured (revision), when (period), against what (target), and who owes it (commitment)."""

from indicators.models.alignment import Alignment, AlignmentChange
from indicators.models.breakdown import Category, Dimension, Register, Stage
from indicators.models.commitment import Commitment
from indicators.models.commitment_change import CommitmentChange
from indicators.models.component import Component, CountingRule
from indicators.models.context import ContextSeries, ContextValue
from indicators.models.definition import IndicatorRevision
from indicators.models.period import ReportingPeriod, WindowChange
from indicators.models.plan import Action, ActionPlan, Bands, GeneralObjective, Indicator, Objective, Pillar
from indicators.models.plausibility import PlausibilityRule
from indicators.models.question import PlanAnswer, PlanQuestion
from indicators.models.series import RevisionDimension, RevisionTag, Series
from indicators.models.target import Baseline, Target

__all__ = [
    "Action",
    "ActionPlan",
    "Alignment",
    "AlignmentChange",
    "Bands",
    "Baseline",
    "Category",
    "Commitment",
    "CommitmentChange",
    "Component",
    "ContextSeries",
    "ContextValue",
    "CountingRule",
    "Dimension",
    "GeneralObjective",
    "Indicator",
    "IndicatorRevision",
    "Objective",
    "Pillar",
    "PlanAnswer",
    "PlanQuestion",
    "PlausibilityRule",
    "Register",
    "ReportingPeriod",
    "RevisionDimension",
    "RevisionTag",
    "Series",
    "Stage",
    "Target",
    "WindowChange",
]
