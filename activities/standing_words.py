"""Where an activity stands, in words: one place for every page, list, drawing and file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.known import known_of, standing_on
from activities.models import Activity, Progress
from activities.progress import Known, Standing, days_late, delay_of
from documents.formatting import in_lima, plain_date
from documents.speaking import language

KEYS = {
    Standing.PLANNED: "not_started",
    Standing.RUNNING: "on_track",
    Standing.DONE: "met",
    Standing.DELAYED: "at_risk",
    Standing.UNREPORTED: "no_data",
    Standing.CANCELLED: "not_applicable",
}
"""The mark of components/status.html that each is shown with."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an activity stands on a day. `sentence` says of which day that is known, and how late it is."""

    standing: Standing
    key: str
    label: str
    sentence: str
    known: Known | None


def label_of(standing: Standing) -> str:
    return {
        Standing.PLANNED: pgettext("standing of an activity", "Planned"),
        Standing.RUNNING: pgettext("standing of an activity", "Under way"),
        Standing.DONE: pgettext("standing of an activity", "Done"),
        Standing.DELAYED: pgettext("standing of an activity", "Delayed"),
        Standing.UNREPORTED: pgettext("standing of an activity", "No note yet"),
        Standing.CANCELLED: pgettext("standing of an activity", "Cancelled"),
    }[standing]


def stand_of(activity: Activity, on: dt.date) -> Stand:
    """Where it stands on the day, by what was sent until then. In no query after `ActivityQuerySet.whole`."""
    known = known_of(activity.notes.all(), on=on)
    standing = standing_on(activity, known, on)
    return Stand(standing, KEYS[standing], label_of(standing), _sentence(activity, standing, known), known)


def _sentence(activity: Activity, standing: Standing, known: Known | None) -> str:
    if standing is Standing.CANCELLED and activity.cancelled_at is not None:
        return _("Cancelled on %(day)s.") % {"day": day_words(activity.cancelled_at)}
    if standing is Standing.PLANNED:
        return _("It begins on %(day)s.") % {"day": day_words(activity.starts_on)}
    if known is None:
        return _("No note about it has been sent yet.")
    if standing is Standing.DONE:
        return _done(activity, known)
    if standing is Standing.DELAYED:
        return _delayed(activity, known)
    words = {"day": day_words(known.as_of), "progress": _progress(known.progress)}
    if standing is Standing.UNREPORTED:
        return _("Known until %(day)s: %(progress)s then. Nothing was sent of what came after.") % words
    return _("Under way on %(day)s, as its last note says.") % words


def _done(activity: Activity, known: Known) -> str:
    late = days_late(activity.ends_on, known)
    if late is None or known.finished_on is None:
        return _("Done, as its last note says.")
    words = {"day": day_words(known.finished_on), "days": late}
    if not late:
        return _("Done on %(day)s, in time.") % words
    return ngettext("Done on %(day)s, %(days)d day late.", "Done on %(day)s, %(days)d days late.", late) % words


def _delayed(activity: Activity, known: Known) -> str:
    delay = delay_of(activity.starts_on, activity.ends_on, known)
    if delay is None:
        return ""
    words = {"day": day_words(delay.since), "as_of": day_words(known.as_of)}
    if delay.is_of_the_end:
        said = _("It should have ended by %(day)s; on %(as_of)s it had not.") % words
    else:
        said = _("It should have begun on %(day)s; on %(as_of)s it had not.") % words
    if not delay.days:
        return said
    counted = ngettext("%(days)d day late so far.", "%(days)d days late so far.", delay.days) % {"days": delay.days}
    return f"{said} {counted}"


def _progress(progress: str) -> str:
    return str(Progress(progress).label).lower()


def day_words(day: dt.date) -> str:
    return plain_date(in_lima(day), language())
