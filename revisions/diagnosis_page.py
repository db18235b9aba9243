"""The page of what the plan lacks: each rule with its score and what it found, what is said alike said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.taking_away import Column, DataTable
from reports.diagnosis import Diagnosis, Finding, Outcome, Severity, Subject
from reports.diagnosis.words import PLACES, SEVERITIES
from revisions.mending import Mender, Way

SEVERITY_WORDS = {"graves": Severity.GRAVE, "atencion": Severity.ATTENTION, "notas": Severity.NOTE}
"""What the address asks for."""
ICONS = {Severity.GRAVE: "off_track", Severity.ATTENTION: "at_risk", Severity.NOTE: "info"}


@dataclass(frozen=True, slots=True)
class Marked:
    """One subject of a sentence, and where it is mended; without an address where all of them are mended at one."""

    subject: Subject
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One sentence, of whom it is said, and how it is mended."""

    sentence: str
    subjects: tuple[Marked, ...]
    way: Way
    """With the address that all share, if they do."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule on the page."""

    code: str
    title: str
    explanation: str
    severity: Severity
    score: str
    findings: int
    groups: tuple[Group, ...]

    @property
    def icon(self) -> str:
        return ICONS[self.severity]

    @property
    def severity_word(self) -> str:
        return str(SEVERITIES[self.severity])


@dataclass(frozen=True, slots=True)
class Filters:
    """`severity` is a word of the address; both may be empty."""

    severity: str = ""
    indicator: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], indicators: Iterable[str]) -> Filters:
        """What is not known asks for nothing."""
        severity, indicator = query.get("gravedad", ""), query.get("indicador", "")
        return cls(severity if severity in SEVERITY_WORDS else "", indicator if indicator in set(indicators) else "")

    def apply(self, diagnosis: Diagnosis) -> Diagnosis:
        return diagnosis.narrowed(severity=SEVERITY_WORDS.get(self.severity, ""), indicator=self.indicator)

    @property
    def are_set(self) -> bool:
        return bool(self.severity or self.indicator)


def rows_of(diagnosis: Diagnosis, mender: Mender) -> list[RuleRow]:
    """Rules that found something, in their order."""
    return [row_of(each, mender) for each in diagnosis.outcomes if each.findings]


def row_of(outcome: Outcome, mender: Mender) -> RuleRow:
    rule = outcome.rule
    return RuleRow(
        code=rule.code,
        title=str(rule.title),
        explanation=str(rule.explanation),
        severity=rule.severity,
        score=score_of(outcome),
        findings=len(outcome.findings),
        groups=tuple(groups_of(outcome.findings, mender)),
    )


def score_of(outcome: Outcome) -> str:
    """“3 of 21 without a finding”; what could not be looked at says so."""
    if not outcome.checked:
        return _("Nothing to look at yet")
    return ngettext(
        "%(clean)s of %(checked)s without a finding", "%(clean)s of %(checked)s without a finding", outcome.checked
    ) % {"clean": outcome.clean, "checked": outcome.checked}


def groups_of(findings: Sequence[Finding], mender: Mender) -> Iterable[Group]:
    """What is said alike, of several subjects, and mended in the same way, is said once."""
    alike: dict[tuple[str, str], list[tuple[Finding, Way]]] = {}
    for finding in findings:
        way = mender.way(finding)
        alike.setdefault((finding.sentence, way.label), []).append((finding, way))
    for (sentence, label), told in alike.items():
        urls = {way.url for _finding, way in told}
        shared = urls.pop() if len(urls) == 1 else ""
        subjects = tuple(Marked(finding.subject, "" if shared else way.url) for finding, way in told)
        yield Group(sentence, subjects, Way(label, shared))


def quiet_of(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    """Rules that find nothing in the whole plan, with their scores."""
    return [(str(each.rule.title), score_of(each)) for each in diagnosis.outcomes if not each.findings]


def facts_of(diagnosis: Diagnosis) -> list[dict[str, str]]:
    """How many findings of each severity. There is no number for all."""
    return [
        {"label": str(SEVERITIES[severity]), "value": str(count)} for severity, count in diagnosis.by_severity.items()
    ]


def table_of(diagnosis: Diagnosis, mender: Mender) -> DataTable:
    """One row a finding."""
    columns = [
        Column(_("severity")),
        Column(_("rule")),
        Column(_("of what")),
        Column(_("code")),
        Column(_("name")),
        Column(_("finding")),
        Column(_("how it is mended")),
    ]
    titles = {each.rule.code: str(each.rule.title) for each in diagnosis.outcomes}
    rows = [
        [
            str(SEVERITIES[each.severity]), titles[each.rule], str(PLACES[each.subject.place]), each.subject.code,
            each.subject.name, each.sentence, mender.way(each).label,
        ]
        for each in diagnosis.findings
    ]  # fmt: skip
    notes = [(title, score_of(each)) for each, title in zip(diagnosis.outcomes, titles.values(), strict=True)]
    return DataTable(_("diagnosis-of-the-plan"), _("What the plan lacks"), columns, rows, notes)
