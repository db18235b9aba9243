"""Which charts a report has and what they must show, worked out here from the frozen numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from typing import Any

from documents.formatting import period_label
from institutions.spreadsheet_safety import escape_text
from tests.reports.read_back.charts import Points, ReadChart
from tests.reports.read_back.drawn import Drawn

Row = dict[str, Any]
CLOSE = 0.002
"""Of the scale: points of a drawing are placed to a tenth of its unit."""
RECEIVED = ("validated", "submitted", "returned", "missing")


def chart_mismatches(content: Row, language: str, charts: list[ReadChart]) -> list[str]:
    """What the snapshot has and no chart shows, what a chart shows and the snapshot does not have. Empty: they agree."""
    left = list(charts)
    missing = []
    for where, wanted in expected_charts(content, language):
        found = next((each for each in left if where in each.where and same_points(each.points, wanted)), None)
        if found is None:
            missing.append(f"{where}: {wanted}")
        else:
            left.remove(found)
    return missing + [f"not of the snapshot: {each.alt} {each.points}" for each in left]


def sheet_mismatches(charts: list[ReadChart]) -> list[str]:
    """Charts whose sheet holds anything but what they show: a program that opens it would draw another chart."""
    return [f"{each.alt}: {each.sheet}" for each in charts if each.sheet != escaped(each.shown)]


def drawn_mismatches(content: Row, charts: list[Drawn]) -> list[str]:
    """The same of the lines that a PDF draws, as exactly as its points are placed."""
    left = [each for each in charts if each.has_axis]
    missing = [
        f"{each.alt}: {text}"
        for each in charts
        if not each.has_axis
        for _at, text in each.words
        if text not in each.alt.split()
    ]
    for where, wanted in drawn_lines(content):
        found = next((each for each in left if each.alt.startswith(where) and is_drawn(each, wanted)), None)
        if found is None:
            missing.append(f"{where} {wanted}")
        else:
            left.remove(found)
    return missing + [f"not of the snapshot: {each.alt}" for each in left]


def drawn_lines(content: Row) -> Iterator[tuple[str, list[float | None]]]:
    """Each series with two values or more, and once more those that have goals of the strategy; None is a gap."""
    goals = content["un_strategy"] or {"indicator": "", "goals": {}}
    for row in content["indicators"]:
        for series in row["figures"]["series"]:
            figures = [point["figure"] for point in series["history"]]
            values = [None if each["value"] is None else number_of(each) for each in figures]
            if sum(value is not None for value in values) >= 2:
                yield f"{row['code']}:", values
                if row["code"] == goals["indicator"] and series["code"] in goals["goals"]:
                    yield "", values


def is_drawn(chart: Drawn, wanted: list[float | None]) -> bool:
    found, top = chart.values(len(wanted)), chart.ticks[-1][1]
    return found.keys() == {n for n, value in enumerate(wanted) if value is not None} and all(
        isclose(found[n], value, abs_tol=top * CLOSE) for n, value in enumerate(wanted) if value is not None
    )


def escaped(rows: tuple[tuple[str | float, ...], ...]) -> tuple[tuple[str | float, ...], ...]:
    return tuple(tuple(escape_text(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)


def same_points(found: list[Points], wanted: list[Points]) -> bool:
    """The same series in the same order, to the digits that a spreadsheet holds."""
    return len(found) == len(wanted) and all(
        one.keys() == other.keys() and all(isclose(one[key], other[key], rel_tol=1e-14) for key in one)
        for one, other in zip(found, wanted, strict=True)
    )


def expected_charts(content: Row, language: str) -> Iterator[tuple[str, list[Points]]]:
    for pillar in content["plan"]["pillars"]:
        rows = [row for row in content["indicators"] if row["pillar"] == pillar["code"]]
        yield from received(content, {row["code"] for row in rows}, language)
        for row in rows:
            for series in row["figures"]["series"]:
                yield from moved(row, series, language)
                yield from history(row["code"], series, language)
    yield from strategy(content, language)


def received(content: Row, codes: set[str], language: str) -> Iterator[tuple[str, list[Points]]]:
    """Of the answers that the area expects, how many stood where."""
    counts = dict.fromkeys(RECEIVED, 0)
    for row in content["record"]["rows"]:
        for code, cell in row["cells"].items():
            if code in codes and cell["is_expected"]:
                counts[cell["state"] if cell["state"] in counts else "missing"] += 1
    if any(counts.values()):
        yield "", [{{"es": "Cantidad", "en": "Count"}[language]: float(count)} for count in counts.values()]


def moved(row: Row, series: Row, language: str) -> Iterator[tuple[str, list[Points]]]:
    change = series["change"]
    if change and change["before"] is not None and change["after"] is not None:
        name = {"es": "Valor", "en": "Value"}[language]
        yield row["code"], [{name: float(change["before"])}, {name: float(change["after"])}]


def history(where: str, series: Row, language: str) -> Iterator[tuple[str, list[Points]]]:
    points = series["history"]
    if sum(point["figure"]["value"] is not None for point in points) >= 2:
        yield where, measured(points, language)


def measured(points: list[Row], language: str) -> list[Points]:
    """Lines of one definition each, and of each definition those that are whole apart from those that are partial."""
    lines: list[dict[bool, Points]] = [{False: {}, True: {}}]
    for point in points:
        if point["is_break"]:
            lines.append({False: {}, True: {}})
        if point["figure"]["value"] is not None:
            lines[-1][point["figure"]["is_partial"]][period_label(point["period"], language)] = number_of(
                point["figure"]
            )
    return [part for line in lines for part in line.values() if part]


def strategy(content: Row, language: str) -> Iterator[tuple[str, list[Points]]]:
    if not content["un_strategy"]:
        return
    (row,) = (each for each in content["indicators"] if each["code"] == content["un_strategy"]["indicator"])
    for series in row["figures"]["series"]:
        goals = {
            goal["year"]: float(goal["percent"]) for goal in content["un_strategy"]["goals"].get(series["code"], [])
        }
        for where, lines in history("", series, language) if goals else ():
            years = [(point["period"], int(point["period"][:4])) for point in series["history"]]
            yield where, [*lines, {period_label(code, language): goals[year] for code, year in years if year in goals}]


def number_of(figure: Row) -> float:
    """A share is made again of its parts, since the snapshot rounds it."""
    if figure["denominator"] is None or not float(figure["denominator"]):
        return float(figure["value"])
    return float(figure["numerator"]) * 100 / float(figure["denominator"])
