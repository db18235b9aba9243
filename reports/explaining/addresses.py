"""Where a figure explains itself: one address from whatever page, file or chart shows it."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse


def explanation_url(
    indicator: str,
    period: str,
    series: str = "",
    *,
    institution: str = "",
    part: str = "",
    over: str = "",
) -> str:
    """The page that says how a figure was made.

    `indicator`, `period` (2026-I) and `series` are codes. `institution` narrows it to what one institution said, `part` to one
    component ("overall": everything beside what is judged), `over` takes it over "year" or "cumulative" instead of the semester.
    """
    asked = QueryDict(mutable=True)
    for name, value in (("serie", series), ("institucion", institution), ("parte", part), ("sobre", over)):
        if value:
            asked[name] = value
    address = reverse("explanation", args=[indicator, period])
    return f"{address}?{asked.urlencode()}" if asked else address
