"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from reports.diagnosis.facts import Defined, Facts


class Severity(StrEnum):
    """Grave: no figure can be judged, or it would mislead. Attention: something must be decided. Note: worth knowing."""

    GRAVE = "grave"
    ATTENTION = "attention"
    NOTE = "note"


class Place(StrEnum):
    """What a finding is about."""

    PLAN = "plan"
    PILLAR = "pillar"
    OBJECTIVE = "objective"
    GENERAL_OBJECTIVE = "general_objective"
    ACTION = "action"
    INDICATOR = "indicator"
    INSTITUTION = "institution"


class Mend(StrEnum):
    """Where a finding is mended. The pages know the address."""

    DEFINITION = "definition"
    GOALS = "goals"
    COMMITMENTS = "commitments"
    REPORTS = "reports"
    ALIGNMENT = "alignment"
    QUESTION = "question"
    PLAN = "plan"
    TEXT = "text"
    ACTIVITIES = "activities"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: its code, and its name in the language of the page."""

    place: Place
    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found. `question` is the code of the open question that it repeats, if it does."""

    rule: str
    severity: Severity
    subject: Subject
    sentence: str
    mend: Mend
    question: str = ""


Said = tuple[Subject, str]
"""A subject and the sentence that is found of it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The subjects that a rule looked at, and what it says of some of them; of one it may say several things."""

    subjects: Sequence[Subject]
    said: Sequence[Said]
    questions: Sequence[str] = ()  # of rules about open questions: the code of each, in the order of `said`


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a good plan has. `title` names what is lacking, `explanation` says why it matters and how it is told."""

    code: str
    severity: Severity
    title: _StrPromise
    explanation: _StrPromise
    mend: Mend
    look: Callable[[Facts], Looked]


def of_indicators(defined: Iterable[Defined], says: Callable[[Defined], Iterable[str]]) -> Looked:
    """Look at each indicator in turn."""
    every = list(defined)
    return Looked(
        [each.subject for each in every], [(each.subject, sentence) for each in every for sentence in says(each)]
    )
