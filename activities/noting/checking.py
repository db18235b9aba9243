"""What a progress note must say before it can be handed over. The form asks the same beside its boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from activities.models import Progress, ProgressNote
from activities.refusals import Problem


def problems_of_note(note: ProgressNote) -> list[Problem]:
    """All that keeps a note from being handed over."""
    found = list(problems_of_days(note.progress, note.started_on, note.finished_on, last=note.period.ends_on))
    if not note.text.strip():
        found.append(Problem("text", _("Write what was done, or why nothing was.")))
    if note.progress == Progress.DONE and not note.files.held().exists():
        found.append(Problem("files", _("Attach the document that proves the product: what is done is proven.")))
    return [Problem(problem.field, problem.text, note.activity.code) for problem in found]


def problems_of_days(
    progress: str,
    started_on: dt.date | None,
    finished_on: dt.date | None,
    *,
    last: dt.date,
    today: dt.date | None = None,
) -> Iterator[Problem]:
    """The days that go with each progress; none after the semester's last day, nor, where `today` is known, one that has not come."""
    if progress in (Progress.RUNNING, Progress.DONE) and started_on is None:
        yield Problem("started_on", _("Write the day on which it started."))
    if progress == Progress.DONE and finished_on is None:
        yield Problem("finished_on", _("Write the day on which it was finished."))
    if progress == Progress.PLANNED and (started_on or finished_on):
        yield Problem("progress", _("What has not begun has no days: take them out, or choose “Under way”."))
    if progress == Progress.RUNNING and finished_on is not None:
        yield Problem("progress", _("What is under way has not finished: take the day out, or choose “Done”."))
    if started_on and finished_on and finished_on < started_on:
        yield Problem("finished_on", _("An activity cannot end before it starts."))
    for field, day in (("started_on", started_on), ("finished_on", finished_on)):
        if day is not None and day > last:
            yield Problem(field, _("This day comes after the semester: write it in the note of its own semester."))
        elif day is not None and today is not None and day > today:
            yield Problem(field, _("This day has not come yet: write what has happened, not what is planned."))
