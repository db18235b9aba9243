"""The single facts that a report states, each at its place: what two contents of the same report are compared by.

A fact is text as it was frozen; None says that the content has no such fact. What changes by the passing of time alone, such as
requests that are answered later or the length of the history, is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.canonical import digest
from reports.aftermath.facts_behind import behind
from reports.aftermath.facts_of_years import activities_facts, budget_facts
from reports.aftermath.places import Fact, Place, Row, What, count, pair


def facts_of(content: Row) -> dict[Place, Fact]:
    """Every fact of a content, in the order of the report."""
    return dict(_facts(content))


def _facts(content: Row) -> Iterator[tuple[Place, Fact]]:
    yield from _coverage(content.get("record", {}))
    for row in content.get("indicators", ()):
        yield from _indicator(row)
    if content.get("span"):
        yield from _span(content["span"])
    yield from activities_facts(content.get("activities", {}))
    yield from budget_facts(content.get("budget", {}))
    yield from behind(content)


COVERED = ("expected", "submitted", "on_time", "validated", "with_data")


def _coverage(record: Row) -> Iterator[tuple[Place, Fact]]:
    for name in COVERED:
        if name in record.get("coverage", {}):
            yield Place(What.COVERAGE, name=name), count(record["coverage"][name])
    for row in record.get("rows", ()):
        for name in COVERED:
            yield Place(What.COVERAGE, institution=row["institution"], name=name), count(row["coverage"][name])


def _indicator(row: Row) -> Iterator[tuple[Place, Fact]]:
    code = row["code"]
    known = {name: said for name, said in row["definition"].items() if name != "series"}
    yield Place(What.DEFINITION, code), Fact(digest(known))
    for series in row["figures"]["series"]:
        yield from _series(code, series)


def _series(code: str, series: Row) -> Iterator[tuple[Place, Fact]]:
    own, figure = series["code"], series["figure"]
    is_percent = figure["is_percent"]
    yield Place(What.VALUE, code, own), Fact(figure["value"], is_percent)
    if figure["numerator"] is not None or figure["denominator"] is not None:
        yield Place(What.PARTS, code, own), pair(figure["numerator"], figure["denominator"])
    yield Place(What.REACH, code, own), Fact(f"{figure['reported']}/{figure['expected']}")
    yield Place(What.STATE, code, own), Fact(series["state"])
    yield Place(What.TARGET, code, own), _target(series["judgement"], is_percent=is_percent)
    if figure.get("in_words"):
        yield Place(What.WORDS, code, own), Fact(digest(figure["in_words"]))
    for said in series["by_institution"]:
        yield from _institution(code, own, said, is_percent=is_percent)
    for breakdown in series["by_category"]:
        for row in breakdown["rows"]:
            place = Place(What.VALUE, code, own, category=f"{breakdown['dimension']}={row['code']}")
            yield place, _category(row)


def _target(judgement: Row | None, *, is_percent: bool) -> Fact:
    target = judgement.get("target") if judgement else None
    return Fact(target["value"], is_percent) if target else Fact(None)


def _institution(code: str, series: str, said: Row, *, is_percent: bool) -> Iterator[tuple[Place, Fact]]:
    who = said["institution"]
    yield Place(What.SITUATION, code, series, who), Fact(said["situation"])
    if said["denominator"] is None:
        yield Place(What.VALUE, code, series, who), Fact(said["value"], is_percent and said["value"] is not None)
    else:
        yield Place(What.PARTS, code, series, who), pair(said["numerator"], said["denominator"])
    if said.get("words"):
        yield Place(What.WORDS, code, series, who), Fact(digest(said["words"]))


def _category(row: Row) -> Fact:
    return pair(row["value"], row["denominator"]) if row.get("denominator") is not None else Fact(row["value"])


def _span(span: Row) -> Iterator[tuple[Place, Fact]]:
    """What a report of several semesters says beside its last one: each of the others, and all together."""
    last, whole = span["periods"][-1]["code"], f"{span['first']}/{span['last']}"
    for row in span["coverage"]["periods"]:
        if row["period"] != last:
            for name in COVERED:
                yield Place(What.COVERAGE, name=name, over=row["period"]), count(row[name])
    for row in span["coverage"]["institutions"]:
        for name in COVERED:
            yield Place(What.COVERAGE, institution=row["institution"], name=name, over=whole), count(row[name])
    for year in span.get("years", ()):
        yield from activities_facts(year["activities"], over=year["period"])
        yield from budget_facts(year["budget"], over=year["period"])
    for row in span["indicators"]:
        for series in row["series"]:
            yield from _over_span(row["code"], series, whole, last)


def _over_span(code: str, series: Row, over: str, last: str) -> Iterator[tuple[Place, Fact]]:
    own = series["code"]
    for point in series["points"]:
        if point["period"] != last:
            yield from _figure(code, own, point["figure"], point["period"])
            yield Place(What.STATE, code, own, over=point["period"]), Fact(point["state"])
    yield from _figure(code, own, series["figure"], over)
    for judged in series["judged"]:
        place = Place(What.STATE, code, own, name=judged["scope"], over=f"{judged['period']}/{judged['period']}")
        yield place, Fact(judged["state"])


def _figure(code: str, series: str, figure: Row | None, over: str) -> Iterator[tuple[Place, Fact]]:
    """Nothing where nothing was asked."""
    if figure is None:
        return
    yield Place(What.VALUE, code, series, over=over), Fact(figure["value"], figure["is_percent"])
    if figure["numerator"] is not None or figure["denominator"] is not None:
        yield Place(What.PARTS, code, series, over=over), pair(figure["numerator"], figure["denominator"])
    yield Place(What.REACH, code, series, over=over), Fact(f"{figure['reported']}/{figure['expected']}")
    if figure.get("in_words"):
        yield Place(What.WORDS, code, series, over=over), Fact(digest(figure["in_words"]))
