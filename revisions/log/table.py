"""The log as a table to take away: a row for each definition that was adopted, and for each indicator that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import formatting
from documents.acts import act_in
from documents.taking_away import Cell, Column, DataTable
from reports.wording.figures import language
from revisions.log.reading import LoggedChange, LoggedSession
from revisions.log.wording import class_words, comparability_words, differences_text


def log_table(sessions: Sequence[LoggedSession], *, with_kept: bool) -> DataTable:
    """`with_kept`: also who was kept and put off, where nothing narrows the log."""
    return DataTable(
        name="cambios",
        title=_("Log of changes"),
        columns=[
            Column(_("Meeting")),
            Column(_("Date")),
            Column(_("Act")),
            Column(_("Indicator")),
            Column(_("Name")),
            Column(_("Class of change")),
            Column(_("In force from")),
            Column(_("Comparability")),
            Column(_("Factor"), "number"),
            Column(_("What changes")),
            Column(_("Reason in Spanish")),
            Column(_("Reason in English")),
        ],
        rows=[row for session in sessions for row in rows_of(session, with_kept=with_kept)],
        notes=[
            (
                _("Log of changes"),
                _("What reviews adopted, once their minutes were closed. Nothing in it changes later."),
            )
        ],
    )


def rows_of(session: LoggedSession, *, with_kept: bool) -> Iterable[Sequence[Cell]]:
    head = (session.number, session.held_on.isoformat(), act_in(session.act, language()))
    for change in session.changes:
        yield (*head, *row_of(change))
    if with_kept:
        for code in session.kept:
            yield (*head, code, None, pgettext("decision about an indicator", "Keep"), *[None] * 6)
        for code in session.put_off:
            yield (*head, code, None, pgettext("state of a decision", "Put off"), *[None] * 6)


def row_of(change: LoggedChange) -> tuple[Cell, ...]:
    return (
        change.code,
        change.name,
        class_words(change.change_class),
        formatting.period_label(change.effective_from, language()),
        comparability_words(change) or None,
        change.factor,
        differences_text(change) or None,
        change.reason.es or None,
        change.reason.en or None,
    )
