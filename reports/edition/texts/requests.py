"""Information required, received and outstanding: how many requests were made, answered in time and late, and are open."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.kind import own_of
from reports.edition.reading import Snapshot
from reports.edition.requests import Counted, counted
from reports.edition.texts.shape import paragraphs, provision, share_of, together


def tell(s: Snapshot) -> str:
    said = s.content.get("requests")
    if said is None:
        return ""
    return paragraphs(
        provision(s, "COM-2"),
        together(only_own(s), *made(s, counted(said["rows"]))),
        earlier(s, len(said["earlier"])),
    )


def only_own(s: Snapshot) -> str:
    return "" if own_of(s) is None else _("Only requests addressed to the institution are listed here.")


def made(s: Snapshot, found: Counted) -> Iterator[str]:
    if found.required:
        yield ngettext(
            "The Committee made %(count)s information request about the period of this report.",
            "The Committee made %(count)s information requests about the period of this report.",
            found.required,
        ) % {"count": s.number(found.required)}
        yield answered(s, found)
    else:
        yield _("The Committee made no information request about the period of this report.")
        if found.withdrawn:
            yield _("Withdrawn, and not counted: %(count)s.") % {"count": s.number(found.withdrawn)}
    yield from open_and_days(s, found)


def answered(s: Snapshot, found: Counted) -> str:
    """What became of those that were required; what was withdrawn stands beside them."""
    text = _(
        "Answered in time: %(in_time)s; answered late: %(late)s; without an answer yet: %(outstanding)s; closed without one: "
        "%(expired)s; beside them, withdrawn: %(withdrawn)s."
    )
    return text % {
        "in_time": share_of(s, found.in_time, found.required),
        "late": s.number(found.late),
        "outstanding": s.number(found.outstanding),
        "expired": s.number(found.expired),
        "withdrawn": s.number(found.withdrawn),
    }


def open_and_days(s: Snapshot, found: Counted) -> Iterator[str]:
    if found.is_open:
        yield _("Open at the cut-off: %(count)s; of them past their last day: %(overdue)s.") % {
            "count": s.number(found.is_open),
            "overdue": s.number(found.overdue),
        }
    if found.median is not None:
        yield _("Median of the days from a request to its first answer: %(median)s (of %(count)s answered).") % {
            "median": s.number(found.median),
            "count": s.number(found.in_time + found.late),
        }


def earlier(s: Snapshot, count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s request about an earlier semester was still open.",
        "%(count)s requests about earlier semesters were still open.",
        count,
    ) % {"count": s.number(count)}
