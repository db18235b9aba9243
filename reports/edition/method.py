"""Method and data quality: what arrived from whom, how figures are made, and what they cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.blocks import Block, Bullets, Column, Heading, Table, Text, words
from reports.edition.checks import admissions
from reports.edition.kind import of_the_last, own_of, span_of
from reports.edition.reading import Row, Snapshot, exact_of
from reports.edition.span_record import coverage_table, coverage_tables
from reports.edition.summary import awaiting_sentence, missing_sentence, none_expected, not_counted, window_sentences


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
        *of_the_last(s),
        nothing_table(s),
        Heading(2, _("How figures are made")),
        Bullets(tuple(s.text(rule) for rule in s["method"])),
        *limitation_blocks(s),
    ]


def limitation_blocks(s: Snapshot) -> list[Block]:
    listed = tuple(limitations(s))
    return [Heading(2, _("Limitations of this edition")), Bullets(listed)] if listed else []


def coverage_blocks(s: Snapshot) -> list[Block]:
    record, span = s["record"], span_of(s)
    if span is not None and (tables := coverage_tables(s, span)):
        return tables
    if not record["coverage"]["expected"]:
        return [Text(no_coverage(s))]
    return [
        coverage_table(
            s,
            _("Reports by institution, in the order of the plan")
            if own_of(s) is None
            else _("Reports of the institution in the semester"),
            _("Institution"),
            [(s.short(row["institution"]), row["coverage"]) for row in record["rows"]],
            record["coverage"] if own_of(s) is None else None,
            _(
                "A report is one institution's answer about one indicator. Completeness: received of expected. Timeliness: received on "
                "time of expected. The first sending decides; a draft never counts. Confirmed “not applicable” is not expected. "
                "Without data: received, saying that the data is not available."
            ),
        )
    ]


def no_coverage(s: Snapshot) -> str:
    if s["record"]["rows"]:
        return none_expected(s)
    return _("No institution was committed to report in this semester, so there is no coverage to measure.")


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
    """A value of zero; of a proportion, nobody among some: of nobody there is no share, and of few among many one that is not zero."""
    return exact_of(said) == 0


def limitations(s: Snapshot) -> Iterator[str]:
    yield from arrival_limitations(s)
    yield from figure_limitations(s)
    yield from admissions(s)
    yield from invented(s)


def arrival_limitations(s: Snapshot) -> Iterator[str]:
    missing, awaiting = not_counted(s)
    yield from window_sentences(s)
    if missing:
        yield missing_sentence(s, missing)
    if awaiting:
        yield awaiting_sentence(s, awaiting)


def invented(s: Snapshot) -> Iterator[str]:
    if s["edition"]["is_demonstration"]:
        yield _("The people, documents and figures of this report are invented.")


def codes_where(s: Snapshot, flag: str) -> list[str]:
    """Indicators of which a figure that is printed is so: of the semester, of an earlier one of the report, or of all of them."""
    found = {
        row["code"] for row in s["indicators"] if any(series["figure"][flag] for series in row["figures"]["series"])
    }
    span = span_of(s)
    over = [(row["code"], series) for row in span["indicators"] for series in row["series"]] if span else []
    found |= {
        code
        for code, series in over
        if any(figure and figure[flag] for figure in (series["figure"], *(each["figure"] for each in series["points"])))
    }
    order = [*(row["code"] for row in s["indicators"]), *(code for code, _series in over)]
    return [code for code in dict.fromkeys(order) if code in found]


def partial_words(s: Snapshot) -> str:
    """Of one institution what is missing is an answer of a semester."""
    if own_of(s) is not None:
        return _("Partial figures, because the answer of some semester is missing: %(codes)s.")
    return _("Partial figures, because some institution is missing: %(codes)s.")


def figure_limitations(s: Snapshot) -> Iterator[str]:
    yield from weak_figures(s)
    yield from proposed_definitions(s)
    if s["record"]["unassigned"]:
        yield ngettext(
            "%(count)s indicator awaits its assignment to an institution by the Committee.",
            "%(count)s indicators await their assignment to institutions by the Committee.",
            len(s["record"]["unassigned"]),
        ) % {"count": s.number(len(s["record"]["unassigned"]))}
    yield from unapproved_thresholds(s)


def weak_figures(s: Snapshot) -> Iterator[str]:
    partial, small = codes_where(s, "is_partial"), codes_where(s, "is_small")
    if partial:
        yield partial_words(s) % {"codes": s.joined(partial)}
    if small:
        yield _("Percentages of fewer than 20, which one person moves by more than five points: %(codes)s.") % {
            "codes": s.joined(small)
        }


def proposed_definitions(s: Snapshot) -> Iterator[str]:
    proposed = [row["code"] for row in s["indicators"] if row["definition"]["adopted_on"] is None]
    if proposed:
        yield ngettext(
            "The definition of %(count)s indicator is proposed and awaits the Committee's approval.",
            "The definitions of %(count)s indicators are proposed and await the Committee's approval.",
            len(proposed),
        ) % {"count": s.number(len(proposed))}


def unapproved_thresholds(s: Snapshot) -> Iterator[str]:
    if s["with_target"] and not s["thresholds"]["is_approved"]:
        yield _(
            "The thresholds of the states (%(low)s and %(high)s of the value expected) await the Committee's approval."
        ) % {
            "low": s.plain_percent(s["thresholds"]["low"]),
            "high": s.plain_percent(s["thresholds"]["high"]),
        }
