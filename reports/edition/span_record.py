"""The record of a report over several semesters: what arrived in each and in all, its sentences, its greatest changes, its years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.edition.blocks import Block, Cell, Column, Heading, Table, words
from reports.edition.kind import from_to, kind_of, own_of, span_label, span_of, year_of
from reports.edition.reading import Row, Snapshot, amount, change_of, figure_of
from reports.edition.span import changed_text
from reports.models import ReportKind

SHOWN_CHANGES = 5
INFINITE = Decimal("Infinity")


# --- Coverage ---


def coverage_tables(s: Snapshot, span: Row) -> list[Block]:
    """By semester, then by institution where there are several: counts are added, and each percentage is of its own line."""
    found = span["coverage"]
    if not found["total"]["expected"]:
        return []
    semesters = [(s.period_label(each["period"]), each) for each in found["periods"]]
    by_semester = coverage_table(s, _("Reports by semester"), _("Semester"), semesters, found["total"], note())
    if own_of(s) is not None:
        return [by_semester]
    institutions = [(s.short(each["institution"]), each) for each in found["institutions"]]
    return [
        by_semester,
        coverage_table(s, caption(s, span), _("Institution"), institutions, found["total"], ""),
    ]


def caption(s: Snapshot, span: Row) -> str:
    return _("Reports by institution over %(span)s, in the order of the plan") % {"span": span_label(s, span)}


def note() -> str:
    return _(
        "A report is one institution's answer about one indicator for one semester. The totals add reports; a percentage is never an "
        "average of percentages."
    )


def coverage_table(
    s: Snapshot, title: str, first: str, lines: list[tuple[str, Row]], total: Row | None, remark: str
) -> Table:
    """Counts with their percentages, a line each; `total` adds them up, where there is anything to add."""
    summed = [] if total is None else [coverage_line(s, _("Total"), total)]
    return Table(
        title,
        (
            Column(first, weight=1),
            Column(pgettext("reports", "Expected"), is_number=True),
            Column(pgettext("reports", "Received"), is_number=True),
            Column(_("On time"), is_number=True),
            Column(pgettext("reports", "Validated"), is_number=True),
            Column(_("Without data"), is_number=True),
            Column(_("Completeness"), is_number=True),
            Column(_("Timeliness"), is_number=True),
        ),
        (*(coverage_line(s, name, row) for name, row in lines), *summed),
        is_total=total is not None,
        note=remark,
    )


def coverage_line(s: Snapshot, name: str, row: Row) -> tuple[Cell, ...]:
    counts = (row["expected"], row["submitted"], row["on_time"], row["validated"], row["submitted"] - row["with_data"])
    return words(
        name,
        *(s.number(count) for count in counts),
        s.share(row["submitted"], row["expected"]) or "–",
        s.share(row["on_time"], row["expected"]) or "–",
    )


# --- Sentences ---


def scope_sentences(s: Snapshot, span: Row) -> Iterator[str]:
    """Which semesters it is made of, and which the plan does not have."""
    codes = [s.period_label(each["code"]) for each in span["periods"]]
    if kind_of(s) == ReportKind.ANNUAL and len(codes) == 1:
        yield _("Of %(year)s the plan has one semester, %(period)s: the year is that semester.") % {
            "year": year_of(s),
            "period": codes[0],
        }
    else:
        yield _("It accounts for %(semesters)s.") % {"semesters": s.joined(codes)}
    if span["skipped"]:
        skipped = [s.period_label(code) for code in span["skipped"]]
        yield ngettext(
            "The plan has no %(semesters)s: nobody was asked, and nothing is added for it.",
            "The plan has no %(semesters)s: nobody was asked, and nothing is added for them.",
            len(skipped),
        ) % {"semesters": s.joined(skipped)}


def figures_sentence(s: Snapshot, span: Row) -> str:
    rows = span["indicators"]
    with_figure = sum(any(has_figure(each) for each in row["series"]) for row in rows)
    if not rows:
        return _("No indicator was followed in these semesters.")
    if len(rows) == 1:
        return (
            _("The only indicator followed has a figure of all these semesters, added or as of their end.")
            if with_figure
            else _("The only indicator followed has no figure of all these semesters.")
        )
    said = {"count": s.number(with_figure), "total": s.number(len(rows))}
    return (
        ngettext(
            "%(count)s of the %(total)s indicators followed has a figure of all these semesters, added or as of their end.",
            "%(count)s of the %(total)s indicators followed have a figure of all these semesters, added or as of their end.",
            with_figure,
        )
        % said
    )


def has_figure(series: Row) -> bool:
    return series["figure"] is not None and figure_of(series["figure"]).has_answer


# --- The greatest changes ---


def greatest_changes(s: Snapshot, span: Row) -> tuple[str, ...]:
    """From the largest relative to what it was; those that rose from nothing come first."""
    if not span["before"]:
        return ()
    before = from_to(s, span["before"]["first"], span["before"]["last"])
    found = [
        (row, series)
        for row in span["indicators"]
        for series in row["series"]
        if series["change"] and amount(series["change"]["difference"])
    ]
    found.sort(key=lambda each: (-relative(each[1]["change"]), each[0]["code"]))
    return tuple(change_line(s, before, row, series) for row, series in found[:SHOWN_CHANGES])


def compared_sentence(s: Snapshot, span: Row) -> str:
    """How many series can be compared with the span before, and which way they went: neither better nor worse."""
    if not span["before"]:
        return _("The plan has no span of the same length before, so nothing is compared with it.")
    changes = [each["change"] for row in span["indicators"] for each in row["series"]]
    compared = [each for each in changes if each and each["state"] == "computed"]
    counts = Counter(each["direction"] for each in compared)
    return compared_words(s) % {
        "before": from_to(s, span["before"]["first"], span["before"]["last"]),
        "count": s.number(len(compared)),
        "all": s.number(len(changes)),
        **{name: s.number(counts[name]) for name in ("up", "down", "same")},
    }


def compared_words(s: Snapshot) -> str:
    """One institution is compared with itself alone."""
    if own_of(s) is not None:
        return _(
            "Series that can be compared with %(before)s: %(count)s of %(all)s. Rising: %(up)s; falling: %(down)s; "
            "unchanged: %(same)s."
        )
    return _(
        "Series that can be compared like for like with %(before)s: %(count)s of %(all)s. Rising: %(up)s; falling: %(down)s; "
        "unchanged: %(same)s."
    )


def relative(change: Row) -> Decimal:
    difference, was = amount(change["difference"]), amount(change["before"])
    return abs(difference or Decimal(0)) / abs(was) if was else INFINITE


def change_line(s: Snapshot, before: str, row: Row, series: Row) -> str:
    label, change = s.text(series["label"]), change_of(series["change"])
    name = f"{row['code']}, {s.text(row['name']).rstrip('. ')}" + (f" ({label})" if label else "")
    return f"{name}. {changed_text(s, before, change, series)}" if change else name


def changes_title(s: Snapshot, span: Row) -> str:
    if kind_of(s) == ReportKind.ANNUAL:
        return _("Greatest changes since the year before")
    return _("Greatest changes since %(before)s") % {
        "before": from_to(s, span["before"]["first"], span["before"]["last"])
    }


# --- Each year ---


def by_year(blocks: Callable[[Snapshot], list[Block]]) -> Callable[[Snapshot], list[Block]]:
    """The same blocks for each year that the report touches, under the year; as they are where it touches one."""

    def shown(s: Snapshot) -> list[Block]:
        span = span_of(s)
        if span is None or not span["years"]:
            return blocks(s)
        years = [*((str(each["year"]), in_year(s, span, each)) for each in span["years"]), (str(year_of(s)), s)]
        return [
            block
            for year, seen in years
            if (found := blocks(seen))
            for block in (Heading(2, year), *(lowered(each) for each in found))
        ]

    return shown


def in_year(s: Snapshot, span: Row, year: Row) -> Snapshot:
    """The snapshot as of the last semester of an earlier year. The text of the section speaks of the last year alone, so what it says
    of that one the blocks say of this.
    """
    period = next(each for each in span["periods"] if each["code"] == year["period"])
    told = {"activities": year["activities"], "budget": year["budget"], "period": period}
    content = {name: each for name, each in s.content.items() if name != "layout"}
    return Snapshot(content | told, s.language, s.sha256)


def lowered(block: Block) -> Block:
    return replace(block, level=block.level + 1) if isinstance(block, Heading) else block
