"""Filling an entry page with what was typed there and never saved."""

from __future__ import annotations

from measurements import unsaved
from measurements.content import Content
from measurements.forms.entry import EntryForm
from measurements.models import UnsavedEntry
from measurements.stored import content_of, differences
from measurements.views.entry_page import EntryPage
from measurements.views.unsaved import typed_in


def restore(page: EntryPage, wanted: str) -> None:
    """Fill the page. What says nothing that is not saved already (a save and a keystroke crossed) is dropped."""
    if page.lock:
        return
    left = [entry for entry in unsaved.left_at(page.task) if _says_something(page, entry)]
    own = next((entry for entry in left if entry.user_id == page.user.pk), None)
    others = [entry for entry in left if entry is not own]
    asked = next((entry for entry in others if str(entry.user_id) == wanted), None)
    shown = asked or own
    page.restored = unsaved.Restored(shown, others, shown is own, shown is not None and _is_older(page, shown))
    if shown is not None:
        page.form = _form(page, shown)


def _form(page: EntryPage, entry: UnsavedEntry) -> EntryForm:
    return EntryForm(
        typed_in(entry.typed), task=page.task, revision=page.revision, measurement=page.measurement, at=page.at
    )


def _says_something(page: EntryPage, entry: UnsavedEntry) -> bool:
    form = _form(page, entry)
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
