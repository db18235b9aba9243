"""What a report prints beside its figures: earlier semesters, what targets and baselines were set, the goals beside them, the cells,
and what institutions wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from documents.canonical import digest
from reports.aftermath.places import Fact, Place, Row, What, pair
from reports.edition.practices import NARRATIVE


def behind(content: Row) -> Iterator[tuple[Place, Fact]]:
    span = content.get("span")
    told = {each["code"] for each in span["periods"]} if span else set()
    for row in content.get("indicators", ()):
        for series in row["figures"]["series"]:
            yield from _earlier(row["code"], series, told)
        for series in row["definition"].get("series", ()):
            yield from _set(row["code"], series, is_percent=row["definition"]["is_percent"])
    yield from _goals(content.get("un_strategy") or {})
    for name in ("low", "high"):
        if name in content.get("thresholds", {}):
            yield Place(What.THRESHOLD, name=name), Fact(content["thresholds"][name], is_percent=True)
    last = content.get("period", {}).get("code", "")
    yield from _cells(content.get("cells", ()), last)
    yield from _texts(content.get("answers", ()), last)


def _earlier(code: str, series: Row, told: set[str]) -> Iterator[tuple[Place, Fact]]:
    """The semesters before, but for those that a report of several tells itself; and the one that the change is read from."""
    place = Place(What.EARLIER, code, series["code"])
    for point in series.get("history", ())[:-1]:
        if point["period"] not in told:
            figure, at = point["figure"], place._replace(over=point["period"])
            yield at._replace(name="value"), Fact(figure["value"], _is_percent(series))
            yield at._replace(name="reach"), Fact(f"{figure['reported']}/{figure['expected']}")
            if figure["denominator"] is not None:
                yield at._replace(name="parts"), pair(figure["numerator"], figure["denominator"])
    if change := series.get("change"):
        yield place._replace(name="comparable", over=change["period"]), Fact(change["before"], _is_percent(series))


def _is_percent(series: Row) -> bool:
    return bool(series["figure"]["is_percent"])


def _set(code: str, series: Row, *, is_percent: bool) -> Iterator[tuple[Place, Fact]]:
    """Each target, by the semester and the span that it is for, and each baseline: of all, or of one institution."""
    for what, rows in ((What.SET_TARGET, series.get("targets", ())), (What.BASELINE, series.get("baselines", ()))):
        for each in rows:
            scope = each["scope"]["code"] if what == What.SET_TARGET else ""
            place = Place(what, code, series["code"], each.get("institution") or "", name=scope, over=each["period"])
            yield place, Fact(each["value"], is_percent)


def _goals(strategy: Row) -> Iterator[tuple[Place, Fact]]:
    for series, goals in strategy.get("goals", {}).items():
        for each in goals:
            place = Place(What.GOAL, strategy["indicator"], series, name=str(each["year"]))
            yield place, Fact(each["percent"], is_percent=True)


def _cells(cells: Any, last: str) -> Iterator[tuple[Place, Fact]]:
    """One fact for all that an institution answered cell by cell: which of them moved is seen in the answer itself."""
    answers = defaultdict(list)
    for each in cells:
        answers[each["indicator"], each["institution"], each["period"]].append(each)
    for (indicator, institution, period), rows in answers.items():
        over = "" if period == last else period
        yield Place(What.CELLS, indicator, institution=institution, over=over), Fact(digest(rows))


def _texts(answers: Any, last: str) -> Iterator[tuple[Place, Fact]]:
    """What an institution wrote beside an answer, which is printed word for word. An answer that is a text is a fact of its figure."""
    for each in answers:
        if each["narrative"] and each["kind"] != NARRATIVE:
            over = "" if each["period"] == last else each["period"]
            place = Place(What.TEXT, each["indicator"], institution=each["institution"], over=over)
            yield place, Fact(digest(each["narrative"]))
