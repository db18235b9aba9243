"""The six-monthly review of the indicators: a row a decision. Editions from before it was kept have none of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.acts import act_in
from reports.edition.reading import Row, Snapshot
from reports.files.workbook.answers import SPOKEN
from reports.files.workbook.sheets import Cell, Column, Grid, day, numbers, text


def reviews(s: Snapshot) -> Grid | None:
    """A session without decisions, and one that was still open, has a row that says so."""
    said = s.content.get("review") or {"sessions": [], "open": []}
    rows = [list(row) for session in said["sessions"] for row in session_rows(s, session)]
    rows += [[meeting, *unsaid(_("Still open at the cut-off"))] for meeting in said["open"]]
    if not rows:
        return None
    columns = [
        text(_("Meeting")),
        Column(_("Held on"), "day"),
        *map(text, (_("Semester reviewed"), _("What it adopted is in force from"), _("Indicator"),
                    pgettext("review", "Decision"), pgettext("review", "Outcome"), _("Reason"), _("Language"))),
        *numbers(_("Definition")),
        text(_("Definition in force from")),
        Column(_("Adopted on"), "day"),
        text(_("Act")),
        *numbers(_("Targets"), _("Baselines")),
    ]  # fmt: skip
    return Grid(_("Review decisions"), "revision", columns, rows, frozen=1)


def session_rows(s: Snapshot, session: Row) -> Iterator[Iterator[Cell]]:
    for decision in session["decisions"]:
        yield decision_row(s, session, decision)
    if not session["decisions"]:
        yield iter([*of_session(s, session), *unsaid(_("No decision"))[3:]])


def of_session(s: Snapshot, session: Row) -> list[Cell]:
    said = [s.period_label(session[name]) for name in ("period", "effective_from")]
    return [session["meeting"], day(session["held_on"]), *said]


def unsaid(outcome: str) -> list[Cell]:
    """What follows the meeting in the row of one that decided nothing."""
    return [None, "", "", "", "", outcome, "", "", None, "", None, "", None, None]


def decision_row(s: Snapshot, session: Row, decision: Row) -> Iterator[Cell]:
    yield from of_session(s, session)
    yield from (decision["indicator"], s.text(decision["kind"]["words"]))
    yield pgettext("review", "Adopted") if decision["is_adopted"] else _("Put off to a later session")
    told, other = decision["rationale"], "en" if s.language == "es" else "es"
    spoken = s.language if told[s.language] else other
    yield from (told[spoken] or "", SPOKEN[spoken] if told[spoken] else "")
    made = decision["made"]
    if made is None:
        yield from (None, "", None, "", None, None)
        return
    yield from (
        made["number"],
        s.period_label(made["in_force_from"]),
        day(made["adopted_on"]),
        act_in(s.text(made["act"]), s.language),
    )
    yield from (made["targets"], made["baselines"])
