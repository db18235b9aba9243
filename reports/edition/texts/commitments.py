"""Progress of institutional commitments: what was owed and arrived, and how many institutions sent all, some or none of it."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from reports.edition.kind import coverage_of, own_of, span_label, span_of
from reports.edition.own import order as own_order
from reports.edition.reading import Row, Snapshot
from reports.edition.received import none_expected_over
from reports.edition.summary import none_expected
from reports.edition.texts.shape import indicators_counted, paragraphs, provision, share_of, together


def tell(s: Snapshot) -> str:
    if own_of(s) is not None:
        return paragraphs(owed_by_one(s, span_of(s)), own_order())
    if (span := span_of(s)) is not None:
        return paragraphs(provision(s, "COM-4"), together(owed_over(s, span), unassigned(s)))
    rows = [row for row in s["record"]["rows"] if row["coverage"]["expected"]]
    if not rows:
        nothing = (
            none_expected(s) if s["record"]["rows"] else _("No institution is committed to report in this semester.")
        )
        return paragraphs(provision(s, "COM-4"), together(nothing, unassigned(s)))
    return paragraphs(provision(s, "COM-4"), together(owed(s, rows), spread(s, rows), unassigned(s)))


def owed(s: Snapshot, rows: list[Row]) -> str:
    found = s["record"]["coverage"]
    return _(
        "Institutions that had something to report in the semester: %(institutions)s. Reports received of those due: "
        "%(received)s; validated: %(validated)s."
    ) % {
        "institutions": s.number(len(rows)),
        "received": share_of(s, found["submitted"], found["expected"]),
        "validated": share_of(s, found["validated"], found["expected"]),
    }


def owed_over(s: Snapshot, span: Row) -> str:
    """Over all the semesters of the report; who is behind in which is in the table by institution."""
    total = span["coverage"]["total"]
    rows = [{"coverage": row} for row in span["coverage"]["institutions"] if row["expected"]]
    if not rows:
        return none_expected_over(span)
    text = _(
        "Institutions that had something to report (%(span)s): %(institutions)s. Reports received of those due: "
        "%(received)s; validated: %(validated)s."
    )
    said = text % {
        "span": span_label(s, span),
        "institutions": s.number(len(rows)),
        "received": share_of(s, total["submitted"], total["expected"]),
        "validated": share_of(s, total["validated"], total["expected"]),
    }
    return together(said, spread(s, rows))


def owed_by_one(s: Snapshot, span: Row | None) -> str:
    """Of the semester, or of all those of the report."""
    found = coverage_of(s)
    text = _(
        "Reports due from the institution in %(period)s and sent: %(received)s; on time: %(on_time)s; validated: %(validated)s."
    )
    if span is not None:
        text = _(
            "Reports due from the institution (%(period)s) and sent: %(received)s; on time: %(on_time)s; validated: %(validated)s."
        )
    return text % {
        "period": s.period if span is None else span_label(s, span),
        "received": share_of(s, found["submitted"], found["expected"]),
        "on_time": share_of(s, found["on_time"], found["expected"]),
        "validated": share_of(s, found["validated"], found["expected"]),
    }


def spread(s: Snapshot, rows: list[Row]) -> str:
    """How many sent all that they owed, a part, and nothing: counted, nobody named."""
    counts = Counter(how_much(row["coverage"]) for row in rows)
    words = {name: s.number(counts[name]) for name in ("all", "part", "none")}
    return _("Institutions that sent everything due: %(all)s; part of it: %(part)s; nothing yet: %(none)s.") % words


def how_much(coverage: Row) -> str:
    if not coverage["submitted"]:
        return "none"
    return "all" if coverage["submitted"] == coverage["expected"] else "part"


def unassigned(s: Snapshot) -> str:
    codes = s["record"]["unassigned"]
    if not codes:
        return ""
    return _("Without an institution committed to it yet: %(indicators)s of %(all)s.") % {
        "indicators": indicators_counted(s, len(codes)),
        "all": s.number(len(s["indicators"])),
    }
