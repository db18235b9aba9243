"""Whether a drafted definition can be adopted: every rule, each with its place and a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from indicators.defining import checking_goals, checking_measure, checking_parts
from indicators.defining.document import DefinitionDocument
from indicators.defining.known import Known
from indicators.defining.problem import Problem
from indicators.models import ActionPlan, ReportingPeriod

__all__ = ["Problem", "problems", "warnings"]


def problems(
    document: DefinitionDocument, plan: ActionPlan, effective_from: ReportingPeriod, known: Known | None = None
) -> tuple[Problem, ...]:
    """What must be mended before this definition can come into force with that semester; empty when nothing must.

    `known` saves reading the reference lists again for the next document.
    """
    lists = known or Known.of(plan)
    unreadable = tuple(checking_goals.not_numbers(document))
    return unreadable or tuple(
        chain(
            checking_measure.problems(document, lists),
            checking_parts.problems(document, lists),
            checking_goals.problems(document, lists),
        )
    )


def warnings(document: DefinitionDocument) -> tuple[Problem, ...]:
    """What is odd and may be meant so: it hinders nothing."""
    return tuple(_warnings(document))


def _warnings(document: DefinitionDocument) -> Iterator[Problem]:
    yield from checking_goals.warnings(document)
