"""Good practice, lessons and difficulties: how many validated answers carry a text of the institution."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.formatting import lower_first
from reports.edition.practices import by_heading, narrated, validated
from reports.edition.reading import Snapshot
from reports.edition.sorting import HEADINGS, UNSORTED
from reports.edition.texts.shape import indicators_counted, share_of, together


def tell(s: Snapshot) -> str:
    if "answers" not in s.content:
        return ""
    answers, told = validated(s), narrated(s)
    if not answers:
        return _("No answer is validated yet, so there is no text of an institution to show.")
    share = _("Validated answers that carry a text of the institution beside their figure: %(share)s.") % {
        "share": share_of(s, len(told), len(answers))
    }
    if not told:
        return share
    indicators = len({each["indicator"] for each in told})
    counted = {name: len(rows) for name, rows in by_heading(s).items()}
    if any(counted[name] for name in HEADINGS):
        return together(share, where_sorted(s, indicators), sorted_text(s, counted))
    return together(share, where(s, indicators))


def where(s: Snapshot, indicators: int) -> str:
    text = _(
        "They are about %(indicators)s and stand below as they were written, each in its language; which of them tell a good "
        "practice, a lesson or a difficulty is for the Committee to say."
    )
    return text % {"indicators": indicators_counted(s, indicators)}


def where_sorted(s: Snapshot, indicators: int) -> str:
    text = _("They are about %(indicators)s and stand below as they were written, each in its language.")
    return text % {"indicators": indicators_counted(s, indicators)}


def sorted_text(s: Snapshot, counted: dict[str, int]) -> str:
    """All headings, also those without a text."""
    said = "; ".join(
        f"{lower_first(str(HEADINGS.get(name, UNSORTED)))}: {s.number(count)}" for name, count in counted.items()
    )
    return _("Who prepared the report sorted them: %(counted)s.") % {"counted": said}
