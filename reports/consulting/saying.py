"""The words that people leave in a consultation, as they are kept."""

from __future__ import annotations

from committee.meetings.meeting import Incomplete
from reports.drafting.plain import MOST_REMARKED, problem_of, tidy


def in_words(text: str) -> str:
    """A remark or an answer in the form in which it is kept. Raises Incomplete where it cannot be."""
    if problem := problem_of(text, most=MOST_REMARKED):
        raise Incomplete(problem)
    return as_kept(text)


def as_kept(text: str) -> str:
    return tidy(text).strip()
