"""What has to be said beside a figure: that it is partial, small, compared with fewer, made of parts, or still growing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.kind import span_of
from reports.edition.reading import Row, Snapshot, change_of, figure_of
from reports.figures.comparing import Comparison
from reports.figures.totals import Figure
from reports.wording import figures as wording


def remarks(s: Snapshot, row: Row) -> Iterator[str]:
    yield from of_all_series(s, row)
    if any(
        is_judged(each) and (each["judgement"]["figure"] or each["figure"])["is_partial"]
        for each in row["figures"]["series"]
    ):
        yield _("The state is read on a partial figure: it may change when the missing institutions report.")
    yield from context_remarks(s, row)
    awaiting = sum(each["situation"] == "not_validated" for each in row["figures"]["series"][0]["by_institution"])
    if awaiting:
        yield ngettext(
            "%(count)s answer sent is not validated yet and does not count.",
            "%(count)s answers sent are not validated yet and do not count.",
            awaiting,
        ) % {"count": s.number(awaiting)}


def is_judged(series: Row) -> bool:
    """Whether the figure was held against a target."""
    return series["state"] in ("on_track", "at_risk", "off_track")


def of_all_series(s: Snapshot, row: Row) -> Iterator[str]:
    """A remark that holds for every series is made once; another names its series."""
    series = row["figures"]["series"]
    said: dict[str, list[str]] = {}
    for each in series:
        for text in series_remarks(s, row["code"], each):
            said.setdefault(text, []).append(s.series_label(row["code"], each["code"]))
    for text, labels in said.items():
        yield text if len(labels) == len(series) else f"{s.joined(labels)}. {text}"


def series_remarks(s: Snapshot, code: str, series: Row) -> Iterator[str]:
    figure, change = figure_of(series["figure"]), change_of(series["change"])
    if figure.is_partial:
        yield _("Partial: %(reported)s of %(expected)s institutions; what the others would add is not known.") % {
            "reported": figure.reported,
            "expected": figure.expected,
        }
    if figure.is_small:
        yield _("Percentage of fewer than 20: one person or item moves it by more than five points.")
    if figure.joined and figure.joined != joined_over(s, code, series["code"]):
        yield joined_remark(s, figure.joined)
    if change is not None:
        yield from change_remarks(s, change)
        if compares_few(series) and not figure.is_small:
            yield _(
                "The change compares percentages of fewer than 20: one person or item moves them by more than five points."
            )
    yield from year_remarks(s, series)


def compares_few(series: Row, change: str = "change") -> bool:
    """Whether a change compares a percentage of fewer than 20. Editions from before it was kept knew of the whole figure alone."""
    compared, figure = series[change], series["figure"]
    if compared is None or figure is None:
        return False
    return bool(compared["is_small"] if "is_small" in compared else figure["is_small"])


def joined_over(s: Snapshot, code: str, series: str) -> Decimal | None:
    """How many items were taken away over all the semesters of the report, which says so there: these then are the same ones."""
    span = span_of(s)
    rows = (row for row in span["indicators"] if row["code"] == code) if span else ()
    found = (each["figure"] for row in rows for each in row["series"] if each["code"] == series and each["figure"])
    return next((figure_of(each).joined for each in found), None)


def joined_remark(s: Snapshot, joined: Decimal) -> str:
    """How many items were taken away because they are counted elsewhere too."""
    count = abs(joined)
    return ngettext(
        "%(count)s item that is also counted elsewhere was counted once.",
        "%(count)s items that are also counted elsewhere were counted once.",
        int(count),
    ) % {"count": s.number(count)}


def change_remarks(s: Snapshot, change: Comparison) -> Iterator[str]:
    if change.state == "broken":
        yield _("The definition changed since %(period)s, so there is no change to show.") % {
            "period": s.period_label(change.period)
        }
    if change.state == "computed" and change.comparable < change.of:
        yield comparable_remark(s, change)


def comparable_remark(s: Snapshot, change: Comparison) -> str:
    """Over whom the change was taken, and what the others add apart."""
    text = _("The change compares %(comparable)s of %(of)s institutions.") % {
        "comparable": change.comparable,
        "of": change.of,
    }
    others = [
        _("%(value)s in %(period)s")
        % {"value": wording.plain(value, is_percent=change.is_percent), "period": s.period_label(code)}
        for value, code in ((change.added_before, change.period), (change.added_after, s["period"]["code"]))
        if value is not None
    ]
    return text + " " + _("The others, apart: %(values)s.") % {"values": s.joined(others)} if others else text


def year_remarks(s: Snapshot, series: Row) -> Iterator[str]:
    change = change_of(series["year_change"])
    if change is None or change.difference is None:
        return
    few = _("percentage of fewer than 20") if compares_few(series, "year_change") else ""
    beside = "; ".join(filter(None, (wording.comparable_text(change), few)))
    yield _("Against the same semester of the year before (%(period)s): %(change)s, from %(before)s to %(after)s.") % {
        "period": s.period_label(change.period),
        "change": wording.difference_text(change) + (f" ({beside})" if beside else ""),
        "before": wording.plain(change.before, is_percent=change.is_percent),
        "after": wording.plain(change.after, is_percent=change.is_percent),
    }


# --- Parts and context ---


def context_remarks(s: Snapshot, row: Row) -> Iterator[str]:
    figures = row["figures"]
    apart = row["definition"]["headline"]["code"] == "none"
    inside = [part for part in figures["parts"] if part["is_in_headline"]]
    steps = [part for part in figures["parts"] if part["role"] == "numerator" and not part["is_in_headline"]]
    beside = [part for part in figures["parts"] if part["role"] == "beside"]
    if len(inside) > 1 and not apart:
        yield _("Made of: %(parts)s.") % {"parts": parts_text(s, row, inside)}
    if steps and not apart:
        yield _("Each condition apart: %(parts)s.") % {"parts": parts_text(s, row, steps)}
    if beside:
        yield _("Beside it, never added: %(parts)s.") % {"parts": parts_text(s, row, beside)}
    if figures["overall"] and figures["overall"]["value"] is not None:
        yield _("All categories together, as context and never judged: %(value)s.") % {
            "value": figure_in_full(figures["overall"])
        }


def parts_text(s: Snapshot, row: Row, parts: list[Row]) -> str:
    """`Articles (3) and Events (66.7%; 2 of 3)`."""
    return s.joined(
        [part_text(s.component_label(row["code"], part["code"]), figure_of(part["figure"])) for part in parts]
    )


def part_text(label: str, figure: Figure) -> str:
    said = "; ".join(filter(None, (wording.figure_text(figure), wording.parts_text(figure))))
    return f"{label} ({said})"


def figure_in_full(figure: Row) -> str:
    """`12`, `66.7% (2 of 3)`."""
    known = figure_of(figure)
    parts = wording.parts_text(known)
    return f"{wording.figure_text(known)} ({parts})" if parts else wording.figure_text(known)
