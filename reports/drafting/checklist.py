"""What a report would go out without: each gap in the words in which the report itself admits it, and where it is mended.

Nothing here holds a report back: it can wait, or be issued and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.speaking import language
from institutions.models import COMMITTEE_ROLES, User
from measurements.review.filters import OBSERVED
from reports.drafting.permissions import writing_post
from reports.edition.checks import NOT_VALIDATED, check_text
from reports.edition.kind import coverage_of
from reports.edition.reading import Snapshot
from reports.edition.received import received_sentence
from reports.models import ReportDraft, ReportKind
from reports.permissions import OVERSEEING
from reports.snapshot.checks import LACKING, lacking

Content = Mapping[str, Any]
CHAIN = "chain"
FEW = 5
"""Codes that are named where there is little room."""
MOST_NAMED = 12
"""Reports that are named one by one."""
RETURNED = f"?estado={OBSERVED}"
WARNED = "?estado=validado&advertencias=1"
"""Warnings that the report admits are those of validated answers; the list of answers begins with those to review."""


@dataclass(frozen=True, slots=True)
class Check:
    """`whose`: the institution and the indicator of each report that is lacking, where they are few enough to be named."""

    kind: str
    count: int
    text: str
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A check as a page shows it; without an address where this person cannot mend it."""

    check: Check
    url: str
    link: str


def checks_of(content: Content, *, is_short: bool = False) -> tuple[Check, ...]:
    """Every gap of this content, in the language of the page and the order in which the report tells them. `is_short`: of many
    codes only the first are named."""
    s = Snapshot(dict(content), language())
    found = [as_check(s, each, is_short=is_short) for each in content.get("checks", ())]
    broken = content["chain"]["first_broken"]
    if broken is not None:
        text = _(
            "The chain of events does not hold from event %(number)s on. Tell the administrator before it is issued."
        )
        found.append(Check(CHAIN, 1, text % {"number": s.number(broken)}))
    return tuple(found)


def as_check(s: Snapshot, check: Mapping[str, Any], *, is_short: bool) -> Check:
    codes = list(check["codes"])
    if is_short and len(codes) > FEW + 1:
        codes = [*codes[:FEW], _("%(n)s more") % {"n": s.number(len(codes) - FEW)}]
    whose = () if is_short else named(s, check["kind"])
    return Check(check["kind"], check["count"], check_text(s, {**check, "codes": codes}), whose)


def named(s: Snapshot, kind: str) -> tuple[str, ...]:
    found = lacking(s.content, kind) if kind in LACKING else []
    if len(found) > MOST_NAMED:
        return ()
    return tuple(f"{s.institution(owing)}: {indicator_of(s, code)}" for code, owing in found)


def indicator_of(s: Snapshot, code: str) -> str:
    return f"{code}, {s.indicator_name(code)}" if code in s.indicators else code


def nothing_arrived(content: Content) -> str:
    """That no report at all arrived of those that were expected; empty otherwise."""
    s = Snapshot(dict(content), language())
    coverage = coverage_of(s)
    return received_sentence(s, coverage) if coverage["expected"] and not coverage["submitted"] else ""


# --- Where it is mended ---


def shown_to(user: User, draft: ReportDraft, checks: tuple[Check, ...]) -> list[Shown]:
    return [Shown(each, *(mended_at(each.kind, user, draft) or ("", ""))) for each in checks]


def mended_at(kind: str, user: User, draft: ReportDraft) -> tuple[str, str] | None:
    """The page where this person can do something about it, and the words of the link."""
    if kind == "untranslated":
        return (reverse("draft_texts", args=[draft.pk]), _("See the texts")) if writing_post(user, draft) else None
    if kind == "turned_off":
        return reverse("draft_sections", args=[draft.pk]), _("See the sections")
    if draft.kind == ReportKind.OWN:
        return of_the_institution(kind, draft)
    return of_the_committee(kind, user, draft.period.code)


def of_the_institution(kind: str, draft: ReportDraft) -> tuple[str, str] | None:
    if kind == "open_requests":
        return reverse("request_list"), _("See the requests")
    if draft.institution is None or kind not in (
        "window_open",
        "not_reported",
        "awaiting_review",
        "returned",
        NOT_VALIDATED,
        "unexplained_warnings",
    ):
        return None
    address = reverse("task_list", args=[draft.period.code, draft.institution.code])
    return address, _("See the reports of the semester")


def of_the_committee(kind: str, user: User, period: str) -> tuple[str, str] | None:
    semester = f"?semestre={period}"
    pages: dict[str, tuple[tuple[str, ...], str, str]] = {
        "window_open": (OVERSEEING, reverse("coverage_matrix") + semester, _("See who has reported")),
        "not_reported": (OVERSEEING, reverse("coverage_matrix") + semester, _("See who has not reported")),
        "awaiting_review": (COMMITTEE_ROLES, reverse("review_queue"), _("Review what was sent")),
        "returned": (COMMITTEE_ROLES, reverse("review_queue") + RETURNED, _("See what was returned")),
        NOT_VALIDATED: (COMMITTEE_ROLES, reverse("review_queue"), _("Review what was sent")),
        "unexplained_warnings": (COMMITTEE_ROLES, reverse("review_queue") + WARNED, _("See what was sent")),
        "unassigned": (COMMITTEE_ROLES, reverse("commitments"), _("Assign them")),
        "open_requests": (COMMITTEE_ROLES, reverse("request_desk"), _("See the requests")),
        "no_target": (COMMITTEE_ROLES, reverse("revision_hub"), _("Go to the six-monthly review")),
        "no_baseline": (COMMITTEE_ROLES, reverse("revision_hub"), _("Go to the six-monthly review")),
        "proposed_definitions": (COMMITTEE_ROLES, reverse("revision_hub"), _("Go to the six-monthly review")),
    }
    if kind not in pages:
        return None
    roles, address, link = pages[kind]
    return (address, link) if user.has_role(*roles) else None
