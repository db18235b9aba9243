"""What arrived of what was expected, in one sentence: of a semester, or of all those of a report."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.reading import Row, Snapshot


def received_sentence(s: Snapshot, coverage: Row) -> str:
    """Of something that was expected. The number that arrived decides between singular and plural."""
    expected, received, on_time = (coverage[name] for name in ("expected", "submitted", "on_time"))
    if expected == 1:
        return only_report(received, on_time)
    if not received:
        return _("None of the %(expected)s reports expected was received.") % {"expected": s.number(expected)}
    return ngettext(
        "%(received)s of the %(expected)s reports expected was received; %(on_time)s on time and %(late)s late.",
        "%(received)s of the %(expected)s reports expected were received; %(on_time)s on time and %(late)s late.",
        received,
    ) % {
        "received": s.number(received),
        "expected": s.number(expected),
        "on_time": s.number(on_time),
        "late": s.number(received - on_time),
    }


def only_report(received: int, on_time: int) -> str:
    if not received:
        return _("The only report expected was not received.")
    return (
        _("The only report expected was received on time.")
        if on_time
        else _("The only report expected was received late.")
    )


def none_expected_over(span: Row) -> str:
    """Why no report was expected over the semesters of a report: nobody was committed, or all that was asked does not apply."""
    if span["coverage"]["institutions"]:
        return _(
            "All that institutions were committed to was confirmed as not applicable in these semesters, so no report was expected."
        )
    return _("No institution was committed to report in these semesters, so no report was expected.")
