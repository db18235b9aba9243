"""How far an edition has drifted, as one sentence that answers: now, or when it was compared last."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from documents.speaking import language
from reports.aftermath.drift import Drift
from reports.models import LastComparison


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


def compared_text(last: LastComparison | None) -> str:
    """What comparing it found last, with its day: data may have moved since, or back."""
    if last is None:
        return _("Not compared with the data yet.")
    day = formatting.plain_date(formatting.in_lima(last.compared_at), language())
    if not last.changed:
        return _("Compared with the data on %(day)s: nothing changed.") % {"day": day}
    text = ngettext(
        "Compared with the data on %(day)s: %(count)s data point changed; %(states)s.",
        "Compared with the data on %(day)s: %(count)s data points changed; %(states)s.",
        last.changed,
    )
    count = formatting.number(last.changed, language())
    return text % {"day": day, "count": count, "states": bands_text(last.states)}
