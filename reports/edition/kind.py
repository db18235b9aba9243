"""What kind of report a snapshot is of, and how it names itself: its title, its semesters, and what it says that it accounts for.

Editions that were issued before there were kinds are of one semester.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Note
from reports.edition.reading import Row, Snapshot
from reports.models import ReportKind
from reports.report_kinds.wording import semesters_text, title_text


def kind_of(s: Snapshot) -> str:
    return str(s["edition"].get("kind") or ReportKind.SEMESTER)


def span_of(s: Snapshot) -> Row | None:
    """What is kept of all the semesters of a report of several; None for one of a single semester."""
    found: Row | None = s.content.get("span")
    return found


def coverage_of(s: Snapshot) -> Row:
    """What arrived of what was expected over all the semesters of the report, in counts."""
    span = span_of(s)
    found: Row = s["record"]["coverage"] if span is None else span["coverage"]["total"]
    return found


def own_of(s: Snapshot) -> Row | None:
    """What an institution's own report keeps of its record; None for one of the Committee."""
    found: Row | None = s.content.get("own")
    return found


def title_of(s: Snapshot) -> str:
    edition = s["edition"]
    institution = edition.get("institution")
    return title_text(
        kind_of(s),
        first=edition.get("first_period") or s["period"]["code"],
        last=s["period"]["code"],
        language=s.language,
        institution=s.institution(institution) if institution else "",
    )


def year_of(s: Snapshot) -> int:
    """The calendar year of the last semester."""
    return int(s["period"]["ends_on"][:4])


def over_of(s: Snapshot) -> str:
    """In whose name it stands: the Committee's, or the institution's."""
    institution = s["edition"].get("institution")
    return s.institution(institution) if institution else s.text(s["plan"]["committee"])


def span_label(s: Snapshot, span: Row) -> str:
    """`2026` of a year, else from which semester to which: what stands over a column or in a sentence."""
    if kind_of(s) == ReportKind.ANNUAL:
        return str(year_of(s))
    return from_to(s, span["first"], span["last"])


def from_to(s: Snapshot, first: str, last: str) -> str:
    """`2025-I a 2025-II` is said as `2025`."""
    return semesters_text(first, last, s.language)


def semester_facts(s: Snapshot) -> Iterator[tuple[str, str]]:
    """The lines of the cover about time, and about whose report it is."""
    span, edition = span_of(s), s["edition"]
    if edition.get("institution"):
        yield _("Institution"), s.institution(edition["institution"])
    if span is None:
        yield _("Semester"), f"{s.period} ({days(s, s['period'], s['period'])})"
        return
    listed = s.joined([s.period_label(each["code"]) for each in span["periods"]])
    yield _("Semesters"), f"{listed} ({days(s, span['periods'][0], span['periods'][-1])})"


def of_the_last(s: Snapshot) -> list[Block]:
    """Said over what is told of the last semester alone in a report of several."""
    if span_of(s) is None:
        return []
    return [Note(_("Of %(period)s, the last of its semesters.") % {"period": s.period})]


def days(s: Snapshot, first: Row, last: Row) -> str:
    return f"{s.day(first['starts_on'])} – {s.day(last['ends_on'])}"


def window_label(s: Snapshot) -> str:
    if span_of(s) is None:
        return _("Reporting window")
    return _("Window of %(period)s") % {"period": s.period}


def purpose(s: Snapshot) -> str:
    """What the report says of itself in its mandate. Not the instant itself: a person's text that took it over would keep it."""
    span = span_of(s)
    first = s["period"] if span is None else span["periods"][0]
    said = {
        "period": s.period if span is None else span_label(s, span),
        "first": s.day(first["starts_on"]),
        "last": s.day(s["period"]["ends_on"]),
    }
    if own_of(s) is not None:
        said["institution"] = s.institution(s["edition"]["institution"])
        if span is not None:
            return own_purpose_over() % said
        return (
            _(
                "This report says what the institution %(institution)s reported for the semester %(period)s (%(first)s to %(last)s) about "
                "the plan named below, as recorded up to the cut-off that the cover states. It holds nothing of any other institution. "
                "What was not reported is said as such and never estimated."
            )
            % said
        )
    if span is not None:
        return (
            _(
                "This report says what was reported and validated for %(period)s (%(first)s to %(last)s) about the plan named below, as "
                "recorded up to the cut-off that the cover states. What was not reported is said as such and never estimated."
            )
            % said
        )
    return (
        _(
            "This report says what was reported and validated for the semester %(period)s (%(first)s to %(last)s) about the plan "
            "named below, as recorded up to the cut-off that the cover states. What was not reported is said as such and never estimated."
        )
        % said
    )


def own_purpose_over() -> str:
    """Of one institution over several semesters."""
    return _(
        "This report says what the institution %(institution)s reported for %(period)s (%(first)s to %(last)s) about the plan named "
        "below, as recorded up to the cut-off that the cover states. It holds nothing of any other institution. What was not reported is "
        "said as such and never estimated."
    )
