"""The past of a figure in words: what its chart is called, and what somebody hears who cannot see it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.reading import Row, Snapshot, exact_of
from reports.wording import figures as wording


def past_in_words(s: Snapshot, name: str, points: list[Row], *, is_percent: bool) -> str:
    """From where to where it went since its definition last changed: figures of two definitions are never set side by side."""
    start = max((n for n, point in enumerate(points) if point["is_break"]), default=0)
    seen = [point for point in points[start:] if point["figure"]["value"] is not None]
    if not seen:
        return _("%(name)s: no figure since its definition changed") % {"name": name}
    words = {
        "name": name,
        "first": told_value(seen[0]["figure"], is_percent=is_percent),
        "start": s.period_label(seen[0]["period"]),
        "last": told_value(seen[-1]["figure"], is_percent=is_percent),
        "end": s.period_label(seen[-1]["period"]),
    }
    if len(seen) == 1:
        return _("%(name)s: %(last)s in %(end)s, the only figure since its definition changed") % words
    return _("%(name)s: from %(first)s in %(start)s to %(last)s in %(end)s") % words


def told_value(figure: Row, *, is_percent: bool) -> str:
    """The value, and that some institution is missing from it: two sums are not always of the same institutions."""
    value = wording.plain(exact_of(figure), is_percent=is_percent)
    return _("%(value)s (partial)") % {"value": value} if figure["is_partial"] else value


def partial_points(points: list[Row]) -> list[int]:
    """Which semesters lack some institution: the line to and from them is no change."""
    return [n for n, point in enumerate(points) if point["figure"]["is_partial"]]
