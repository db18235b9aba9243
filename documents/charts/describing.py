"""What a listener is told of a chart beyond its title: how far it reaches, what is missing, what is dashed, what breaks.

In the active language, from the same values that are drawn, so that the picture and its description cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.look import Gap, Value

Figure = Callable[[Decimal], str]


def series_text(periods: Sequence[str], values: Sequence[Value], figure: Figure) -> str:
    """How many semesters have a figure, from which to which, the lowest and the highest, and which have none and why."""
    known = {n: value for n, value in enumerate(values) if isinstance(value, Decimal)}
    said = [reach_text(periods, known, figure)] if known else [_("No semester has a figure.")]
    return sentences([*said, *missing_texts(periods, values)])


def reach_text(periods: Sequence[str], known: dict[int, Decimal], figure: Figure) -> str:
    first, last = min(known), max(known)
    if first == last:
        return _("One semester has a figure: %(value)s in %(period)s.") % {
            "value": figure(known[first]), "period": periods[first],
        }  # fmt: skip
    return _(
        "%(count)s semesters with a figure, from %(first)s in %(start)s to %(last)s in %(end)s; "
        "the lowest is %(low)s and the highest %(high)s."
    ) % {
        "count": len(known),
        "first": figure(known[first]),
        "start": periods[first],
        "last": figure(known[last]),
        "end": periods[last],
        "low": figure(min(known.values())),
        "high": figure(max(known.values())),
    }


def missing_texts(periods: Sequence[str], values: Sequence[Value]) -> list[str]:
    """One sentence a reason, with the semesters it holds for."""
    lacking = [(value.reason, periods[n]) for n, value in enumerate(values) if isinstance(value, Gap)]
    by_reason = groupby(sorted(lacking, key=lambda pair: pair[0]), key=lambda pair: pair[0])
    return [
        _("Without a figure (%(reason)s): %(periods)s.") % {"reason": reason, "periods": listed(p for _r, p in pairs)}
        for reason, pairs in by_reason
    ]


def partial_text(periods: Sequence[str], partial: Collection[int]) -> str:
    if not partial:
        return ""
    return _("Dashed, because somebody is missing from the figure: %(periods)s.") % {
        "periods": listed(periods[n] for n in sorted(partial))
    }


def breaks_text(periods: Sequence[str], breaks: Collection[int]) -> str:
    if not breaks:
        return ""
    return _("The definition changed in %(periods)s: the line is cut there.") % {
        "periods": listed(periods[n] for n in sorted(breaks))
    }


def expected_text(periods: Sequence[str], expected: dict[int, Decimal], figure: Figure) -> str:
    if not expected:
        return ""
    first, last = min(expected), max(expected)
    return _("The dashed trajectory goes from %(first)s in %(start)s to %(last)s in %(end)s.") % {
        "first": figure(expected[first]), "start": periods[first],
        "last": figure(expected[last]), "end": periods[last],
    }  # fmt: skip


def range_text(low: Decimal | None, high: Decimal | None, figure: Figure) -> str:
    if low is None or high is None:
        return ""
    return _("The band shows the range aimed at: %(low)s to %(high)s.") % {"low": figure(low), "high": figure(high)}


def counts_text(counts: Iterable[tuple[str, int]]) -> str:
    """ "Validated 12, submitted 3." Nothing of what nobody is in."""
    said = [f"{word} {number}" for word, number in counts if number]
    return sentences([listed(said)]) if said else _("Nothing to count.")


def size_text(rows: int, columns: int) -> str:
    lines = ngettext("%(n)s row", "%(n)s rows", rows) % {"n": rows}
    return _("%(rows)s by %(columns)s.") % {
        "rows": lines,
        "columns": ngettext("%(n)s column", "%(n)s columns", columns) % {"n": columns},
    }


def listed(words: Iterable[str]) -> str:
    return formatting.joined(list(words), get_language() or "es")


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other, each ended; empty ones left out."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
