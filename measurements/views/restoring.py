"""Filling an entry page with what was typed there and never saved."""

from __future__ import annotations

import logging

from django.db import transaction

from institutions.typed_before import typed_in
from measurements.answer.content import Content
from measurements.checks.stored import content_of, differences
from measurements.forms.entry import EntryForm
from measurements.models import UnsavedEntry
from measurements.tasks import unsaved
from measurements.views.entry_page import EntryPage

logger = logging.getLogger(__name__)


def restore(page: EntryPage, wanted: str) -> None:
    """Fill the page. What says nothing that is not saved already (a save and a keystroke crossed) is dropped.

    A text that the forms cannot read at all still stands, to be dropped, above the answer as it is saved.
    """
    if page.lock:
        return
    forms = {entry: _read(page, entry) for entry in unsaved.left_at(page.task)}
    left = [entry for entry, form in forms.items() if form is None or _says_something(page, entry, form)]
    own = next((entry for entry in left if entry.user_id == page.user.pk), None)
    others = [entry for entry in left if entry is not own]
    asked = next((entry for entry in others if str(entry.user_id) == wanted), None)
    shown = asked or own
    page.form = forms[shown] if shown is not None else None
    is_older = shown is not None and _is_older(page, shown)
    page.restored = unsaved.Restored(shown, others, shown is own, is_older, is_readable=page.form is not None)


def _read(page: EntryPage, entry: UnsavedEntry) -> EntryForm | None:
    try:
        with transaction.atomic():
            form = EntryForm(
                typed_in(entry.typed), task=page.task, revision=page.revision, measurement=page.measurement, at=page.at
            )
            if form.is_valid():
                form.content()
            return form
    except Exception:  # whatever is wrong with it, the person must be able to open the page and drop it
        logger.exception("The text kept for %s cannot be read", page.task.indicator.code)
        return None


def _says_something(page: EntryPage, entry: UnsavedEntry, form: EntryForm) -> bool:
    if not form.is_valid():
        return True
    stored = content_of(page.measurement) if page.measurement else Content()
    if differences(page.revision, stored, form.content()) or form.reaches_further:
        return True
    entry.delete()
    return False


def _is_older(page: EntryPage, entry: UnsavedEntry) -> bool:
    """Whether somebody saved since the text was begun: saving it will show both versions."""
    now = page.measurement.version if page.measurement else 0
    return typed_in(entry.typed).get("version") != str(now)
