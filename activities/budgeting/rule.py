"""The rule of section 09 in the words of the plan, for pages and tables that say who complies with it."""

from __future__ import annotations

from documents.speaking import language
from indicators.clauses import clauses_of
from indicators.models import ActionPlan


def rule_of(plan: ActionPlan) -> str:
    """In the language of the page; empty for a plan whose text is not known."""
    clauses = clauses_of(plan.code)
    return str(clauses["financing"][language()]) if clauses else ""
