"""What an edition would lack, for the one who is about to issue it: it can wait, or go out and say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from reports.edition.reading import Snapshot


def what_is_missing(content: Mapping[str, Any], language: str) -> list[str]:
    """One sentence a gap. Empty when nothing is missing."""
    with override(language):
        return list(gaps(Snapshot(dict(content), language)))


def gaps(s: Snapshot) -> Iterator[str]:
    coverage, counts = s["record"]["coverage"], s["record"]["counts"]
    if s["period"]["state"] != "closed":
        yield _("The window is still open until %(day)s; the report will say so.") % {
            "day": s.day(s["period"]["closes_on"])
        }
    outstanding = coverage["expected"] - coverage["submitted"]
    if outstanding:
        yield ngettext(
            "%(count)s report has not arrived; the edition will say so.",
            "%(count)s reports have not arrived; the edition will say so.",
            outstanding,
        ) % {"count": s.number(outstanding)}
    awaiting = counts["submitted"] + counts["returned"]
    if awaiting:
        yield ngettext(
            "%(count)s answer was sent and is not validated; it will not count.",
            "%(count)s answers were sent and are not validated; they will not count.",
            awaiting,
        ) % {"count": s.number(awaiting)}
    unassigned = len(s["record"]["unassigned"])
    if unassigned:
        yield ngettext(
            "%(count)s indicator has no institution assigned.",
            "%(count)s indicators have no institution assigned.",
            unassigned,
        ) % {"count": s.number(unassigned)}
    if s["chain"]["first_broken"] is not None:
        yield _(
            "The chain of events does not hold from event %(number)s on. Tell the administrator before you issue."
        ) % {"number": s.number(s["chain"]["first_broken"])}
