"""Method and data quality: what arrived from whom, how figures are made, and what they cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.edition.blocks import Block, Bullets, Cell, Column, Heading, Table, Text, words
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import awaiting_sentence, missing_sentence, window_sentences


def method(s: Snapshot) -> list[Block]:
    return [
        Heading(2, _("What was received")),
        *coverage_blocks(s),
        Heading(2, _("Four ways of having no figure, and zero")),
        Text(
            _(
                "They look alike in a spreadsheet and are kept apart everywhere. None of them is turned into zero or estimated."
            )
        ),
        nothing_table(s),
        Heading(2, _("How figures are made")),
        Bullets(tuple(s.text(rule) for rule in s["method"])),
        Heading(2, _("Limitations of this edition")),
        Bullets(tuple(limitations(s))),
    ]


def coverage_blocks(s: Snapshot) -> list[Block]:
    record = s["record"]
    if not record["coverage"]["expected"]:
        return [Text(_("No institution was committed to report in this semester, so there is no coverage to measure."))]
    rows = [coverage_row(s, s.short(row["institution"]), row["coverage"]) for row in record["rows"]]
    rows.append(coverage_row(s, _("Total"), record["coverage"]))
    return [
        Table(
            _("Reports by institution, in the order of the plan"),
            (
                Column(_("Institution"), weight=1),
                Column(pgettext("reports", "Expected"), is_number=True),
                Column(pgettext("reports", "Received"), is_number=True),
                Column(_("On time"), is_number=True),
                Column(pgettext("reports", "Validated"), is_number=True),
                Column(_("Without data"), is_number=True),
                Column(_("Completeness"), is_number=True),
                Column(_("Timeliness"), is_number=True),
            ),
            tuple(rows),
            is_total=True,
            note=_(
                "A report is one institution's answer about one indicator. Completeness: received of expected. Timeliness: received on "
                "time of expected. The first sending decides; a draft never counts. Confirmed “not applicable” is not expected. "
                "Without data: received, saying that the data is not available."
            ),
        )
    ]


def coverage_row(s: Snapshot, name: str, coverage: Row) -> tuple[Cell, ...]:
    counts = (coverage["expected"], coverage["submitted"], coverage["on_time"], coverage["validated"])
    without = coverage["submitted"] - coverage["with_data"]
    return words(
        name,
        *(s.number(count) for count in counts),
        s.number(without),
        s.share(coverage["submitted"], coverage["expected"]) or "–",
        s.share(coverage["on_time"], coverage["expected"]) or "–",
    )


def nothing_table(s: Snapshot) -> Table:
    counts = kinds_of_nothing(s)
    kinds = (
        ("zero", _("Zero"), _("Somebody counted and found none. It is a figure.")),
        (
            "not_available",
            _("Not available"),
            _("The institution was asked and cannot say. It stays among the expected."),
        ),
        ("not_applicable", _("Not applicable"), _("The reviewer confirmed it. It leaves the expected.")),
        (
            "not_validated",
            _("Sent, not validated"),
            _("It arrived, but does not count in figures until it is validated."),
        ),
        ("not_sent", _("Did not arrive"), _("Nothing was sent. It is not zero.")),
    )
    return Table(
        _("Answers without a figure, and zeros"),
        (Column(_("Kind")), Column(_("What it means"), weight=1), Column(_("Answers"), is_number=True)),
        tuple(words(name, meaning, s.number(counts[kind])) for kind, name, meaning in kinds),
        note=_(
            "Counted over validated answers, except the last two. With several series, an answer is zero when all are."
        ),
    )


def kinds_of_nothing(s: Snapshot) -> Counter[str]:
    """Answers of each kind: one for an institution and an indicator."""
    counts: Counter[str] = Counter()
    for row in s["indicators"]:
        answers: dict[str, list[Row]] = {}
        for series in row["figures"]["series"]:
            for each in series["by_institution"]:
                answers.setdefault(each["institution"], []).append(each)
        for said in answers.values():
            situation = said[0]["situation"]
            is_zero = situation == "reported" and all(is_nought(each) for each in said)
            counts["zero" if is_zero else situation] += 1
    return counts


def is_nought(said: Row) -> bool:
    """A value of zero; of a proportion, nobody among the counted."""
    amount = said["value"] if said["numerator"] is None else said["numerator"]
    return bool(amount == "0")


def limitations(s: Snapshot) -> Iterator[str]:
    record = s["record"]
    coverage, counts = record["coverage"], record["counts"]
    yield from window_sentences(s)
    if coverage["expected"] > coverage["submitted"]:
        yield missing_sentence(s, coverage["expected"] - coverage["submitted"])
    awaiting = counts["submitted"] + counts["returned"]
    if awaiting:
        yield awaiting_sentence(s, awaiting)
    yield from figure_limitations(s)
    if s["with_target"] and not s["thresholds"]["is_approved"]:
        yield _(
            "The thresholds of the states (%(low)s and %(high)s of the value expected) await the Committee's approval."
        ) % {
            "low": s.plain_percent(s["thresholds"]["low"]),
            "high": s.plain_percent(s["thresholds"]["high"]),
        }
    if s["edition"]["is_demonstration"]:
        yield _("The people, documents and figures of this report are invented.")


def figure_limitations(s: Snapshot) -> Iterator[str]:
    rows = s["indicators"]
    partial = [row["code"] for row in rows if any(each["figure"]["is_partial"] for each in row["figures"]["series"])]
    small = [row["code"] for row in rows if any(each["figure"]["is_small"] for each in row["figures"]["series"])]
    proposed = [row["code"] for row in rows if row["definition"]["adopted_on"] is None]
    if partial:
        yield _("Partial figures, because some institution is missing: %(codes)s.") % {"codes": s.joined(partial)}
    if small:
        yield _("Percentages of fewer than 20, which one person moves by more than five points: %(codes)s.") % {
            "codes": s.joined(small)
        }
    if proposed:
        yield ngettext(
            "The definition of %(count)s indicator is proposed and awaits the Committee's approval.",
            "The definitions of %(count)s indicators are proposed and await the Committee's approval.",
            len(proposed),
        ) % {"count": s.number(len(proposed))}
    if s["record"]["unassigned"]:
        yield ngettext(
            "%(count)s indicator awaits its assignment to an institution by the Committee.",
            "%(count)s indicators await their assignment to institutions by the Committee.",
            len(s["record"]["unassigned"]),
        ) % {"count": s.number(len(s["record"]["unassigned"]))}
