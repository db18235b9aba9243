"""The sections and annexes that a report can have, in their standard order (docs/methodology.md), and which of them has a text.

Section 0, the cover, and the annex on integrity are not chosen: every report has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, Promise] = {
    "summary": _("Executive summary"),
    "mandate": _("Mandate and scope"),
    "method": _("Method and data quality"),
    "activities": _("General planning and status of activities"),
    "progress": _("Progress by area, objective and indicator"),
    "participation": _("Female participation and the UN strategy 2018–2028"),
    "commitments": _("Progress of institutional commitments"),
    "requests": _("Information required, received and outstanding"),
    "financing": _("Financing: compliance with section 09 by institution"),
    "review": _("Six-monthly review of the indicators: changes and decisions"),
    "coordination": _("Intersectoral coordination"),
    "practices": _("Good practice, lessons and difficulties"),
    "closing": _("Conclusions, recommendations and matrix of commitments"),
}
"""Each may carry a text. Without one, a section without data is left out."""

ANNEXES: dict[str, Promise] = {
    "corrections": _("What this edition corrects"),
    "consultation": _("Consultation of the institutions"),
    "matrix": _("Full matrix of reports"),
    "activity-list": _("Activities of the year"),
    "datasheets": _("Sheets of the indicators"),
    "explanations": _("How each figure was obtained"),
    "evidence": _("List of supporting documents"),
    "glossary": _("Glossary"),
    "integrity": _("Integrity"),
}
TITLES = SECTIONS | ANNEXES
OWN = "own"
"""The kind of an institution's own report, as ReportKind has it."""
ALWAYS = frozenset({"integrity", "corrections"})
"""Printed whenever there is something to print: nobody turns them off."""
LEGACY = (
    "summary", "mandate", "method", "activities", "progress", "participation", "commitments", "financing", "closing",
    "matrix", "activity-list", "datasheets", "explanations", "glossary", "integrity",
)  # fmt: skip
"""What editions printed that were issued before reports had a layout."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A section as it is to be printed. `edited`: the text that a person wrote, by language; absent: the data's sentences.
    `sorting`: how the texts of institutions were sorted in it, as reports/edition/sorting.py keeps them.
    """

    key: str
    is_on: bool = True
    edited: Mapping[str, str] = field(default_factory=dict)
    sorting: tuple[Mapping[str, Any], ...] = ()


STANDARD = tuple(Laid(key) for key in TITLES)
NOT_OF_ONE = frozenset({"review", "coordination", "consultation", "matrix"})
"""What an institution's own report has not: what the Committee decides, who else was consulted, and a table of one row."""


def layout_for(kind: str) -> tuple[Laid, ...]:
    """The sections that a report of the kind can have, all on, in the standard order."""
    return tuple(each for each in STANDARD if kind != OWN or each.key not in NOT_OF_ONE)


def as_content(laid: Laid, generated: Mapping[str, str], languages: tuple[str, ...]) -> dict[str, Any]:
    """How a snapshot keeps a section: both the text that a person wrote and the one that the data gave."""
    kept = {"sorting": list(laid.sorting)} if laid.sorting else {}
    return kept | {
        "key": laid.key,
        "is_on": laid.is_on or laid.key in ALWAYS,
        "edited": {language: laid.edited.get(language) or None for language in languages},
        "generated": {language: generated.get(language, "") for language in languages},
    }
