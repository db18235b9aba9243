"""Look at a plan with every rule. A score a rule, “k of n without a finding”; never one number for the whole plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.models import ActionPlan, ReportingPeriod
from reports.diagnosis.facts import Facts, read_facts
from reports.diagnosis.finding import Finding, Place, Rule, Severity, Subject
from reports.diagnosis.rules import RULES


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule looked at and found. With nothing to look at, it says nothing."""

    rule: Rule
    checked: int
    clean: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that the rules say of a plan, in the language of the page."""

    outcomes: tuple[Outcome, ...]
    indicators: tuple[Subject, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for outcome in self.outcomes for finding in outcome.findings)

    @property
    def by_severity(self) -> dict[Severity, int]:
        counts = Counter(finding.severity for finding in self.findings)
        return {severity: counts[severity] for severity in Severity}

    def narrowed(self, *, severity: str = "", indicator: str = "") -> Diagnosis:
        """Only findings of that severity, of that indicator; empty asks for all. The scores stay those of the whole plan."""
        return Diagnosis(
            tuple(
                replace(each, findings=tuple(f for f in each.findings if is_asked(f, severity, indicator)))
                for each in self.outcomes
            ),
            self.indicators,
        )


def is_asked(finding: Finding, severity: str, indicator: str) -> bool:
    is_of_it = finding.subject.place == Place.INDICATOR and finding.subject.code == indicator
    return (not severity or finding.severity == severity) and (not indicator or is_of_it)


def diagnose(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod] | None = None
) -> Diagnosis:
    """Every rule, over the plan as it stands and the figures up to a semester. A fixed number of queries."""
    return diagnosis_of(read_facts(plan, period, at, periods=periods))


def diagnosis_of(facts: Facts) -> Diagnosis:
    outcomes = tuple(outcome_of(rule, facts) for rule in RULES)
    return Diagnosis(outcomes, tuple(each.subject for each in facts.defined))


def outcome_of(rule: Rule, facts: Facts) -> Outcome:
    looked = rule.look(facts)
    questions = looked.questions or [""] * len(looked.said)
    findings = tuple(
        Finding(rule.code, rule.severity, subject, sentence, rule.mend, question)
        for (subject, sentence), question in zip(looked.said, questions, strict=True)
    )
    found = {(each.subject.place, each.subject.code, each.question) for each in findings}
    return Outcome(rule, len(looked.subjects), len(looked.subjects) - len(found), findings)


def findings_by_indicator(diagnosis: Diagnosis) -> dict[str, list[Finding]]:
    """What was found of each indicator, by its code: for the agenda of a review, which asks it of every one."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in diagnosis.findings:
        if finding.subject.place == Place.INDICATOR:
            found[finding.subject.code].append(finding)
    return found
