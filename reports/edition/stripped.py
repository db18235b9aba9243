"""A snapshot without anything of a single institution: what an outside reader is given is composed from this and cannot hold more.

A figure that only one of several institutions reported is that institution's own, so it is left out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.calendar import Semester
from reports.edition.reading import Row

KEPT = (
    "schema", "edition", "plan", "alignment", "period", "method", "thresholds", "tallies", "with_target", "un_strategy", "chain",
)  # fmt: skip
"""What names no institution and holds no figure of one."""
NUMBERS = ("value", "exact", "numerator", "denominator", "in_words")


def stripped(content: Mapping[str, Any]) -> Row:
    """The content that is left: totals of the plan, definitions, targets and coverage of all."""
    names = names_of(content)
    record = content["record"]
    return {key: content[key] for key in KEPT if key in content} | {
        "record": {key: record[key] for key in ("coverage", "counts", "late", "unassigned")},
        "indicators": [indicator(row, names) for row in content["indicators"]],
        **({"span": span(content["span"])} if content.get("span") else {}),
    }


def is_of_one(figure: Mapping[str, Any]) -> bool:
    """Whether one institution alone gave it where several were to. Of one that reports for all it is the plan's own."""
    return bool(figure["reported"] == 1 and figure["expected"] > 1)


def indicator(row: Row, names: re.Pattern[str] | None) -> Row:
    figures = row["figures"]
    return {
        **{key: row[key] for key in ("code", "pillar", "objective", "action")},
        "definition": definition(row["definition"], names),
        "figures": {
            **{key: figures[key] for key in ("state", "has_target", "is_assigned")},
            "overall": None,
            "parts": [],
            "series": [series(each) for each in figures["series"]],
        },
    }


def series(row: Row) -> Row:
    """The total, its state and its past. What changed is told by the past alone: like for like may be one institution."""
    withheld = is_of_one(row["figure"])
    return {
        "code": row["code"],
        "is_withheld": withheld,
        "figure": without_numbers(row["figure"]) if withheld else row["figure"],
        "state": row["state"],
        "judgement": judgement(row),
        "change": None,
        "history": [point(each) for each in row["history"]],
        "by_institution": [],
        "by_category": [],
    }


def judgement(row: Row) -> Row:
    """How it stands. Over several semesters the percentage of a target is that of their sum, and tells one of them that is left out."""
    said: Row = row["judgement"]
    judged = said["figure"]
    left_out = {Semester.from_code(each["period"]).ordinal for each in row["history"] if is_of_one(each["figure"])}
    if judged is None or left_out.isdisjoint(judged.get("semesters", ())):
        return said
    without = {"raw_percent": None, "capped_percent": None}
    return said | {
        "figure": None,
        "baseline": None,
        "pace": said["pace"] | without,
        "attainment": said["attainment"] | without,
    }


def point(row: Row) -> Row:
    withheld = is_of_one(row["figure"])
    kept = {key: row[key] for key in ("period", "expected", "is_break")}
    return kept | {"is_withheld": withheld, "figure": without_numbers(row["figure"]) if withheld else row["figure"]}


def without_numbers(figure: Row) -> Row:
    return figure | {key: None for key in NUMBERS if key in figure} | {"is_partial": True, "is_small": False}


def span(row: Row) -> Row:
    """Of a report of several semesters: each indicator over all of them."""
    return {
        **{key: row[key] for key in ("first", "last", "periods", "skipped")},
        "coverage": {key: row["coverage"][key] for key in ("periods", "total")} | {"institutions": []},
        "before": None,
        "years": [],
        "indicators": [each | {"series": [over_span(one) for one in each["series"]]} for each in row["indicators"]],
    }


def over_span(row: Row) -> Row:
    """A sum less what the other semesters show would tell the semester that is left out, so it goes with it."""
    withheld = any(each["figure"] and is_of_one(each["figure"]) for each in row["points"])
    figure = row["figure"]
    return {
        **{key: row[key] for key in ("code", "label")},
        "is_withheld": withheld,
        "figure": without_numbers(figure) if figure and withheld else figure,
        "change": None,
        "points": [],
        "judged": [],
    }


def definition(row: Row, names: re.Pattern[str] | None) -> Row:
    """Targets and baselines of all institutions; words about how it is counted that name none."""
    texts = ("definition", "note", "means_of_verification")
    return row | {
        **{key: None if names and any(map(names.search, row[key].values())) else row[key] for key in texts},
        "series": [
            each
            | {kind: [one for one in each[kind] if not one.get("institution")] for kind in ("targets", "baselines")}
            for each in row["series"]
        ],
    }


def names_of(content: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Every way in which the snapshot calls its institutions, as whole words."""
    found = sorted(set(every_name(content)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, found)) + r")(?!\w)") if found else None


def every_name(content: Mapping[str, Any]) -> Iterator[str]:
    for row in content["institutions"]:
        yield row["code"]
        for words in (row["name"], row["short_name"]):
            yield from filter(None, words.values())
