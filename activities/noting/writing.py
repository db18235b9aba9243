"""Writing a progress note, from every door: who may, when, over which version, and what goes with it."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from activities.handing_in import require_time
from activities.known import day_of
from activities.models import WRITABLE, Activity, NoteFile, ProgressNote, Status
from activities.noting.checking import problems_of_days
from activities.noting.draft import NoteDraft, says_the_same
from activities.noting.expected import expects, followed
from activities.refusals import NotOpen, NotReady, Problem, Stale
from activities.steps import Verb, lock, require_post, require_words, take, write
from documents.handed_in import beyond_quota, stored
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import User


def save_note(
    activity: Activity, period: ReportingPeriod, draft: NoteDraft, *, version: int, by: User, at: dt.datetime
) -> ProgressNote:
    """Keep what was written. `version` is that of the note that was read, 0 where there was none: the first saving begins it.

    The same saving made twice by one person is one: a button pressed twice is no conflict.
    """
    post = require_post(permissions.reporting_post(by, activity.institution))
    with transaction.atomic():
        lock(activity.plan_id)
        note = ProgressNote.objects.filter(activity=activity, period=period).first()
        if note is not None and _was_saved(note, draft, version, by):
            return note
        require_time(note or ProgressNote(activity=activity, period=period), at)
        _require_right(draft, period, at)
        if note is None:
            _require_expected(activity, period, version)
            note = ProgressNote(activity=activity, period=period, version=1, status=Status.DRAFT)
        else:
            take(note, version, WRITABLE)
        is_new = note.pk is None
        _write_down(note, draft, by, at)
        if is_new:
            write(note, Verb.BEGUN, "", Status.DRAFT, post=post, at=at)
        _change_files(note, draft, by, at)
    return note


def _was_saved(note: ProgressNote, draft: NoteDraft, version: int, by: User) -> bool:
    is_next = note.version == version + 1 and note.updated_by_id == by.pk and note.status in WRITABLE
    if not is_next or not says_the_same(note, draft):
        return False
    held = dict(note.files.held().values_list("pk", "stored_file__sha256"))
    wanted = {hashlib.sha256(each.file.content).hexdigest() for each in draft.attached}
    return wanted <= set(held.values()) and not draft.taken_off & held.keys()


def _require_right(draft: NoteDraft, period: ReportingPeriod, at: dt.datetime) -> None:
    """What a note must say to be kept at all. That what is done is proven is asked when it is handed over."""
    days = (draft.started_on, draft.finished_on)
    problems = list(problems_of_days(draft.progress, *days, last=period.ends_on, today=day_of(at)))
    if problems:
        raise NotReady(problems)
    require_words(draft.text, _("Write what was done, or why nothing was."), field="text")


def _require_expected(activity: Activity, period: ReportingPeriod, version: int) -> None:
    if version:
        raise Stale(_("Somebody changed this while you were working on it. Nothing was changed."))
    current = followed([activity.institution_id], period).filter(pk=activity.pk).first()
    if current is None or not expects(current, period):
        raise NotOpen(_("No note of this semester is expected of this activity."))


def _write_down(note: ProgressNote, draft: NoteDraft, by: User, at: dt.datetime) -> None:
    note.progress, note.text, note.language = draft.progress, draft.text.strip(), draft.language
    note.started_on, note.finished_on = draft.started_on, draft.finished_on
    note.updated_at, note.updated_by = at, by
    note.save()


def _change_files(note: ProgressNote, draft: NoteDraft, by: User, at: dt.datetime) -> None:
    """A row is taken off, never deleted: what was sent stays as it was sent. The same content is attached once."""
    sentence = beyond_quota([each.file for each in draft.attached], note.institution)
    if sentence:
        raise NotReady([Problem("documents", sentence)])
    gone = note.files.held().filter(pk__in=draft.taken_off)
    gone.update(removed_at=at, removed_by=by)
    for each in draft.attached:
        file = stored(each.file, note.institution)
        if not note.files.held().filter(stored_file__sha256=file.sha256).exists():
            NoteFile.objects.create(
                note=note,
                stored_file=file,
                official_number=each.official_number,
                is_confidential=each.is_confidential,
                added_at=at,
                added_by=by,
            )
