"""An institution's own report: how it answered, semester by semester. It stands beside nobody else."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Block, Cell, Column, Heading, Table, Text, words
from reports.edition.reading import Row, Snapshot, amount


def record_blocks(s: Snapshot, own: Row) -> list[Block]:
    """What it owed and delivered, what the Committee observed, and what was required of it."""
    blocks: list[Block] = [*([] if s.is_told else [Text(order())]), deliveries(s, own)]
    if any(each["observations"]["raised"] for each in own["semesters"]):
        blocks += [Heading(2, _("Observations of the Committee")), observations(s, own)]
    if any(each["requests"]["made"] for each in own["semesters"]):
        blocks += [Heading(2, _("Information required")), requests(s, own)]
    return blocks


def order() -> str:
    return _(
        "The institution is compared with what it committed itself to and with its own semesters before, never with another."
    )


def told(own: Row) -> list[Row]:
    """Without the semesters before the institution had anything to do with the plan."""
    begun = [n for n, each in enumerate(own["semesters"]) if is_concerned(each)]
    rows: list[Row] = own["semesters"]
    return rows[begun[0] :] if begun else rows[-1:]


def is_concerned(row: Row) -> bool:
    counts = (row["expected"], row["not_applicable"], row["observations"]["raised"], row["requests"]["made"])
    return any(counts)


def deliveries(s: Snapshot, own: Row) -> Table:
    return Table(
        _("Reports of the institution by semester"),
        (
            Column(_("Semester"), weight=1),
            Column(pgettext("reports", "Expected"), is_number=True),
            Column(pgettext("reports", "Received"), is_number=True),
            Column(_("On time"), is_number=True),
            Column(_("Without data"), is_number=True),
            Column(_("Did not arrive"), is_number=True),
            Column(_("Still in time"), is_number=True),
            Column(_("Timeliness"), is_number=True),
        ),
        tuple(delivery_line(s, each) for each in told(own)),
        note=_(
            "Timeliness: received on time of expected. The first sending decides; extensions of the deadline count. Confirmed “not "
            "applicable” is not expected."
        ),
    )


def delivery_line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    names = ("expected", "submitted", "on_time", "without_data", "missing", "to_come")
    return words(
        s.period_label(row["period"]),
        *(s.number(row[name]) for name in names),
        s.share(row["on_time"], row["expected"]) or "–",
    )


def observations(s: Snapshot, own: Row) -> Table:
    return Table(
        _("Observations by semester"),
        (
            Column(_("Semester"), weight=1),
            Column(pgettext("observations", "Raised"), is_number=True),
            Column(pgettext("observations", "Resolved"), is_number=True),
            Column(_("Median of days"), is_number=True),
        ),
        tuple(
            words(
                s.period_label(each["period"]),
                s.number(each["observations"]["raised"]),
                s.number(each["observations"]["resolved"]),
                days(s, each["observations"]["median_days"]),
            )
            for each in told(own)
        ),
        is_narrow=True,
    )


def requests(s: Snapshot, own: Row) -> Table:
    return Table(
        _("Information requests by semester"),
        (
            Column(_("Semester"), weight=1),
            Column(pgettext("requests", "Made"), is_number=True),
            Column(pgettext("requests", "Answered"), is_number=True),
            Column(_("On time"), is_number=True),
            Column(_("Median of days"), is_number=True),
        ),
        tuple(
            words(
                s.period_label(each["period"]),
                s.number(each["requests"]["made"]),
                s.number(each["requests"]["answered"]),
                in_time(s, each["requests"]),
                days(s, each["requests"]["median_days"]),
            )
            for each in told(own)
        ),
        note=_("On time: of those that were answered or whose day has passed."),
        is_narrow=True,
    )


def in_time(s: Snapshot, row: Row) -> str:
    return s.of(row["on_time"], row["judged"]) if row["judged"] else "–"


def days(s: Snapshot, text: str | None) -> str:
    """Without a day to count there is no median."""
    return "–" if text is None else s.number(amount(text))


def closing_text(s: Snapshot) -> str:
    return _("What follows is for the institution to complete.")


def budget_sentence(said: Row) -> str:
    """What the institution itself stated of the year's budget."""
    answer = next((each["answer"] for each in said["lines"]), None)
    if answer is None:
        return _("Section 09 does not bind the institution in that year, and it stated nothing.")
    return {
        "yes": _("The institution included an item."),
        "no": _("The institution stated that it has no item."),
        "not_reported": _("The institution has no validated statement of that year."),
    }[answer]
