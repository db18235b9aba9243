"""What a report itself admits: each gap with how many there are and their codes. The page that prepares a report lists the same.

`kind` is one of KINDS; `codes` are those of indicators, numbers of requests, keys of sections, or of a semester before the last one of the
report, of which the counts alone are kept. What is not missing is not listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from indicators.models import Indicator, ReportingPeriod
from measurements.answer.definitions import hang_definitions
from measurements.answer.reading import with_values
from measurements.checks.explaining import unexplained, warnings_among
from measurements.models import Measurement
from reports.edition.layout import Laid
from reports.report_kinds.scope import ReportScope, periods_of

Content = dict[str, Any]
KINDS = (
    "window_open",
    "not_reported",
    "awaiting_review",
    "returned",
    "unassigned",
    "open_requests",
    "unexplained_warnings",
    "no_target",
    "no_baseline",
    "proposed_definitions",
    "untranslated",
    "turned_off",
)
"""In the order in which they are told."""


def checks_of(content: Content, laid: Sequence[Laid], warned: Iterable[str]) -> list[Content]:
    """`content` as it is frozen, without its layout; `warned` the indicator of each warning that nobody explained."""
    found = {**of_record(content), **of_indicators(content), **of_layout(laid)}
    found["open_requests"] = open_requests(content)
    found["unexplained_warnings"] = list(warned)
    if content["period"]["state"] != "closed":
        found["window_open"] = [content["period"]["code"]]
    return [
        {"kind": kind, "count": len(found[kind]), "codes": list(dict.fromkeys(found[kind]))}
        for kind in KINDS
        if found.get(kind)
    ]


LACKING: dict[str, Callable[[Content], bool]] = {
    "not_reported": lambda cell: not cell["is_received"],
    "awaiting_review": lambda cell: bool(cell["state"] == "submitted"),
    "returned": lambda cell: bool(cell["state"] == "returned"),
}
"""What is lacking of a report that is owed."""


def lacking(content: Content, kind: str) -> list[tuple[str, str]]:
    """Indicator and institution of each report of the last semester of which this is lacking, in the plan's order."""
    order = {row["code"]: place for place, row in enumerate(content["indicators"])}
    found = [
        (code, row["institution"])
        for row in content["record"]["rows"]
        for code, cell in row["cells"].items()
        if cell["is_expected"] and LACKING[kind](cell)
    ]
    return sorted(found, key=lambda pair: order.get(pair[0], len(order)))


def of_record(content: Content) -> dict[str, list[str]]:
    """A code for each report that is missing or waits, in the plan's order; one of an earlier semester has that of its semester."""
    before: dict[str, Callable[[Content], int]] = {
        "not_reported": lambda row: row["expected"] - row["submitted"],
        "awaiting_review": lambda row: row["submitted"] - row["validated"] - row["returned"],
        "returned": lambda row: row["returned"],
    }
    found = {
        kind: [*earlier(content, count), *(code for code, _institution in lacking(content, kind))]
        for kind, count in before.items()
    }
    return found | {"unassigned": content["record"]["unassigned"]}


def earlier(content: Content, count: Callable[[Content], int]) -> Iterator[str]:
    """The code of an earlier semester of the report, once for each of the reports that are counted in its coverage."""
    span = content.get("span")
    for row in span["coverage"]["periods"] if span else ():
        if row["period"] != content["period"]["code"]:
            yield from [row["period"]] * count(row)


def of_indicators(content: Content) -> dict[str, list[str]]:
    rows = content["indicators"]
    return {
        "no_target": [row["code"] for row in rows if not row["figures"]["has_target"]],
        "no_baseline": [row["code"] for row in rows if any(map(lacks_baseline, row["figures"]["series"]))],
        "proposed_definitions": [row["code"] for row in rows if row["definition"]["adopted_on"] is None],
    }


def lacks_baseline(series: Content) -> bool:
    """Whether the way since a baseline is to be judged and no baseline was set."""
    return bool(series["judgement"]["pace"]["state"] == "baseline_missing")


def open_requests(content: Content) -> list[str]:
    said = content["requests"]
    return [*said["earlier"], *(row["number"] for row in said["rows"] if row["is_open"])]


def of_layout(laid: Sequence[Laid]) -> dict[str, list[str]]:
    return {
        "untranslated": [each.key for each in laid if each.is_on and len(languages_of(each)) == 1],
        "turned_off": [each.key for each in laid if not each.is_on],
    }


def languages_of(laid: Laid) -> list[str]:
    return [language for language, text in laid.edited.items() if text]


def warned_in(scope: ReportScope) -> list[str]:
    """The indicator of each warning that a validated answer of the report carries unexplained, in the plan's order.

    One semester at a time: the answers of ten years, with all that they are judged by, take more memory than a page should.
    """
    found = [each for period in periods_of(scope) for each in warned_in_semester(scope, period)]
    found.sort(key=lambda indicator: (indicator.pillar.order, indicator.order, indicator.code))
    return [indicator.code for indicator in found]


def warned_in_semester(scope: ReportScope, period: ReportingPeriod) -> Iterator[Indicator]:
    """In a fixed number of queries."""
    rows = Measurement.objects.validated().filter(indicator__plan=scope.plan, period=period)
    if scope.institution is not None:
        rows = rows.filter(institution=scope.institution)
    read = list(
        rows.select_related("indicator__pillar", "institution", "period")
        .prefetch_related(with_values(), "explanations")
        .order_by("pk")
    )
    hang_definitions(read)
    warnings = warnings_among(read)
    for each in read:
        yield from (each.indicator for _warning in unexplained(warnings[each.pk]))
