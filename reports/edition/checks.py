"""What a report admits, in sentences: one for each of the checks that its snapshot keeps (reports/snapshot/checks.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.kind import own_of
from reports.edition.layout import TITLES
from reports.edition.reading import Row, Snapshot

NOT_VALIDATED = "not_validated"
"""Either of the two: editions kept them as one, before who has to act told them apart."""
TOLD_BY_FIGURES = (
    "window_open",
    "not_reported",
    NOT_VALIDATED,
    "awaiting_review",
    "returned",
    "unassigned",
    "proposed_definitions",
)
"""What the section on the method tells from the figures themselves, and better."""


SEMESTER = re.compile(r"\d{4}-I{1,2}")


def admissions(s: Snapshot, *, but: Collection[str] = ()) -> Iterator[str]:
    """The limitations that only the checks know, `but` for kinds that are told otherwise. Nothing in editions that were issued before
    they were kept.
    """
    for check in s.content.get("checks", ()):
        if check["kind"] not in (*TOLD_BY_FIGURES, *but):
            yield check_text(s, check)


def left_out(s: Snapshot) -> str:
    """Which sections and annexes the edition leaves out; empty when it has them all."""
    return next((check_text(s, each) for each in s.content.get("checks", ()) if each["kind"] == "turned_off"), "")


def check_text(s: Snapshot, check: Row) -> str:
    """One sentence, as the report prints it."""
    count, codes = check["count"], check["codes"]
    if check["kind"] in ("untranslated", "turned_off"):
        codes = [str(TITLES.get(key, key)) for key in codes]
    codes = [
        _("semester %(period)s") % {"period": s.period_label(code)} if SEMESTER.fullmatch(code) else code
        for code in codes
    ]
    sentences = SENTENCES if own_of(s) is None else SENTENCES | OF_ONE
    return sentences[check["kind"]](count) % {"count": s.number(count), "codes": s.joined(codes)}


SENTENCES: dict[str, Callable[[int], str]] = {
    "window_open": lambda n: _("The window of the semester is still open: figures may change until it closes."),
    "not_reported": lambda n: ngettext(
        "%(count)s report did not arrive: %(codes)s.", "%(count)s reports did not arrive: %(codes)s.", n
    ),
    "awaiting_review": lambda n: ngettext(
        "%(count)s answer was sent and waits for review: %(codes)s.",
        "%(count)s answers were sent and wait for review: %(codes)s.",
        n,
    ),
    "returned": lambda n: ngettext(
        "%(count)s answer was observed and returned to its institution, which has not sent it again: %(codes)s.",
        "%(count)s answers were observed and returned to their institutions, which have not sent them again: %(codes)s.",
        n,
    ),
    NOT_VALIDATED: lambda n: ngettext(
        "%(count)s answer was sent and is not validated: %(codes)s.",
        "%(count)s answers were sent and are not validated: %(codes)s.",
        n,
    ),
    "unassigned": lambda n: ngettext(
        "%(count)s indicator has no institution assigned: %(codes)s.",
        "%(count)s indicators have no institution assigned: %(codes)s.",
        n,
    ),
    "proposed_definitions": lambda n: ngettext(
        "The definition of %(count)s indicator is proposed and was not adopted yet: %(codes)s.",
        "The definitions of %(count)s indicators are proposed and were not adopted yet: %(codes)s.",
        n,
    ),
    "open_requests": lambda n: ngettext(
        "%(count)s information request was open at the cut-off: %(codes)s.",
        "%(count)s information requests were open at the cut-off: %(codes)s.",
        n,
    ),
    "unexplained_warnings": lambda n: ngettext(
        "%(count)s warning about a validated figure has no explanation of the institution: %(codes)s.",
        "%(count)s warnings about validated figures have no explanation of the institution: %(codes)s.",
        n,
    ),
    "no_target": lambda n: ngettext(
        "%(count)s indicator has no approved target, so nothing is judged in it: %(codes)s.",
        "%(count)s indicators have no approved target, so nothing is judged in them: %(codes)s.",
        n,
    ),
    "no_baseline": lambda n: ngettext(
        "%(count)s indicator lacks the baseline that its progress is measured from: %(codes)s.",
        "%(count)s indicators lack the baseline that their progress is measured from: %(codes)s.",
        n,
    ),
    "untranslated": lambda n: ngettext(
        "The text of %(count)s section was written in one language only; in the other it has the sentences of the data: %(codes)s.",
        "The texts of %(count)s sections were written in one language only; in the other they have the sentences of the data: %(codes)s.",
        n,
    ),
    "turned_off": lambda n: _("This edition leaves out: %(codes)s."),
}


OF_ONE: dict[str, Callable[[int], str]] = {
    "no_target": lambda n: ngettext(
        "In %(count)s indicator no approved target holds for the institution, so nothing is judged in it: %(codes)s.",
        "In %(count)s indicators no approved target holds for the institution, so nothing is judged in them: %(codes)s.",
        n,
    ),
}
"""In an institution's own report, which knows nothing of what was set for all."""
