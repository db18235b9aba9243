"""How far an edition has drifted, as one sentence that answers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from documents.speaking import language
from reports.aftermath.drift import Drift


def drift_answer(drift: Drift) -> str:
    """The heading of the page: how many facts changed since the edition was issued, and whether any changes a state."""
    counted = drift.counted
    words = {"code": drift.edition.code, "count": formatting.number(counted.total, language())}
    if not counted.total:
        return _("The data still say what %(code)s says") % words
    text = ngettext(
        "%(count)s data point changed since %(code)s was issued",
        "%(count)s data points changed since %(code)s was issued",
        counted.total,
    )
    return f"{text % words}; {bands_text(counted.bands)}"


def bands_text(bands: int) -> str:
    if not bands:
        return _("no state of progress changes")
    text = ngettext("%(count)s state of progress changes", "%(count)s states of progress change", bands)
    return text % {"count": formatting.number(bands, language())}
