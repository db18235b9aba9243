"""Who is off track or at risk, for the one page of the minister: by name, with the figure against what was expected by now."""

from __future__ import annotations

from decimal import Decimal
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.indicator import judged_figure, target_text
from reports.edition.reading import Row, Snapshot, amount, figure_of
from reports.edition.typesetting import tone
from reports.wording import figures as wording

SERIOUS = ("off_track", "at_risk")
"""From the most serious; what is on track needs nobody's attention."""
MOST_NAMED = 12
NAME = 100
"""Letters of a name that two lines of the page hold."""

Found = tuple[Row, Row]


def judged(s: Snapshot) -> dict[str, Any]:
    """The table: its rows from the most serious, and for each number of rows that may be shown what is said of the rest."""
    found = serious(s)
    shown = found[:MOST_NAMED]
    return {
        "title": _("Off track or at risk in %(period)s") % {"period": s.period},
        "state": _("State"),
        "head": [_("Indicator"), _("Figure"), _("Expected by now"), _("Reached")],
        "rows": [line(s, row, series) for row, series in shown],
        "rest": [rest(s, len(found) - n) for n in range(len(shown) + 1)],
        "note": _("* percentage of fewer than 20.") if any(is_small(series) for _row, series in shown) else None,
    }


def serious(s: Snapshot) -> list[Found]:
    found = [(row, each) for row in s["indicators"] for each in row["figures"]["series"] if each["state"] in SERIOUS]
    return sorted(found, key=by_gravity)


def by_gravity(found: Found) -> tuple[int, Decimal, str]:
    row, series = found
    reached = amount(series["judgement"]["pace"]["raw_percent"])
    return SERIOUS.index(series["state"]), Decimal(0) if reached is None else reached, row["code"]


def line(s: Snapshot, row: Row, series: Row) -> dict[str, Any]:
    label = s.series_label(row["code"], series["code"])
    return {
        "tone": tone(series["state"]),
        "state": str(wording.STATES[series["state"]]),
        "name": named(s, row["code"], label),
        "cells": [
            value_text(series),
            expected_text(s, series, is_percent=row["definition"]["is_percent"]),
            s.percent(series["judgement"]["pace"]["raw_percent"]) or "–",
        ],
    }


def named(s: Snapshot, code: str, label: str = "") -> str:
    """Its code and its name, as far as there is room."""
    name = shorten(s.indicator_name(code), NAME, placeholder=" …")
    return f"{code}, {name}" + (f" ({label})" if label else "")


def value_text(series: Row) -> str:
    """The figure that was judged, which may be of more than the semester."""
    over_more = judged_figure(series["judgement"])
    if over_more:
        return over_more
    figure = series["judgement"]["figure"] or series["figure"]
    said = wording.figure_text(figure_of(figure)) + (" *" if figure["is_small"] else "")
    return _("%(value)s (partial)") % {"value": said} if figure["is_partial"] else said


def expected_text(s: Snapshot, series: Row, *, is_percent: bool) -> str:
    judgement = series["judgement"]
    if judgement["expected"] is not None:
        return target_text(s, judgement["expected"], is_percent=is_percent)
    if judgement.get("low") is None:
        return "–"
    bounds = {name: target_text(s, judgement[name], is_percent=is_percent) for name in ("low", "high")}
    return _("between %(low)s and %(high)s") % bounds


def is_small(series: Row) -> bool:
    return bool((series["judgement"]["figure"] or series["figure"])["is_small"])


def rest(s: Snapshot, count: int) -> str | None:
    if not count:
        return None
    return ngettext("and %(count)s more, in the report", "and %(count)s more, in the report", count) % {
        "count": s.number(count)
    }
