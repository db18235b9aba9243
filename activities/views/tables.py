"""Tables of activities to take away, and the notes that hold for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from activities.figures.coverage import Coverage
from activities.figures.facts import ActivityFacts
from activities.figures.narrowing import NEWS_FIRST
from activities.progress import Standing, days_late, delay_of
from activities.standing_words import label_of
from activities.views.looking import Looked
from activities.views.wording import coverage_said, whose
from documents import data_version
from documents.acts import act_in
from documents.formatting import instant, plain_date
from documents.speaking import language
from documents.taking_away import Cell, Column, DataTable, Note, answer_with
from indicators.models import ActionPlan


def activity_table(looked: Looked, activities: Sequence[ActivityFacts], *, is_narrow: bool) -> DataTable:
    """One row an activity. Days are written as year-month-day, so that they sort."""
    year = looked.year.year if looked.year else 0
    notes = [*_notes_of(looked)]
    if is_narrow:
        notes.append((_("Rows"), _("Only those asked for: the file holds part of the list.")))
    return DataTable(
        name=f"actividades-{year}",
        title=_("Activities of %(year)s") % {"year": year},
        columns=_columns(),
        rows=[_row_of(each) for each in activities],
        notes=notes,
    )


def _columns() -> list[Column]:
    """In the order of `_row_of`."""
    return [
        Column(_("Code")),
        Column(_("Institution")),
        Column(_("Pillar")),
        Column(_("Action of the plan")),
        Column(_("Activity")),
        Column(_("Language of the text")),
        Column(_("First day")),
        Column(_("Last day")),
        Column(_("First day as adopted"), meaning=_("Empty: it was added after the adoption, or not adopted yet.")),
        Column(_("Last day as adopted")),
        Column(_("Days moved"), "number", _("From the adopted last day to that of now; negative: brought forward.")),
        Column(_("Responsible post")),
        Column(_("Expected product")),
        Column(_("Indicators that it serves")),
        Column(_("General objectives that it serves")),
        Column(_("Standing"), meaning=_("Empty: it is proposed, and nothing of it is followed up yet.")),
        Column(_("Known as of"), meaning=_("The day of which its last note speaks.")),
        Column(_("Started")),
        Column(_("Finished")),
        Column(
            _("Days late"),
            "number",
            _("Of what is done: from its last day to the one on which it was finished; 0: in time."),
        ),
        Column(
            _("Days late so far"),
            "number",
            _("Of what is delayed: from the day that passed without it to the one of which its last note speaks."),
        ),
        Column(_("Last note validated")),
    ]


def _row_of(each: ActivityFacts) -> tuple[Cell, ...]:
    known, adopted = each.known, each.adopted or (None, None)
    return (
        each.code,
        each.institution.name,
        each.pillar.name,
        each.action.code,
        each.title,
        each.language,
        each.starts_on.isoformat(),
        each.ends_on.isoformat(),
        *(day.isoformat() if day else None for day in adopted),
        each.days_moved,
        each.responsible_post,
        each.expected_product,
        ", ".join(each.indicators) or None,
        ", ".join(each.general_objectives) or None,
        each.label if each.is_frozen else None,
        known.as_of.isoformat() if known else None,
        known.started_on.isoformat() if known and known.started_on else None,
        known.finished_on.isoformat() if known and known.finished_on else None,
        days_late(each.ends_on, known),
        late_so_far(each),
        None if known is None else _("Yes") if known.is_validated else _("No"),
    )


def late_so_far(each: ActivityFacts) -> int | None:
    """By how much what is delayed was behind on the day that is known; None of all else."""
    if each.known is None or each.standing != Standing.DELAYED:
        return None
    delay = delay_of(each.starts_on, each.ends_on, each.known)
    return None if delay is None else delay.days


def coverage_table(looked: Looked, coverage: Coverage) -> DataTable:
    """One row an action of the plan, those that nothing serves first."""
    year = looked.year.year if looked.year else 0
    stands = NEWS_FIRST if looked.is_frozen else ()
    return DataTable(
        name=f"cobertura-de-acciones-{year}",
        title=_("Coverage of the plan's actions by activities of %(year)s") % {"year": year},
        columns=[
            Column(_("Action of the plan")),
            Column(_("Text")),
            Column(_("Pillar")),
            Column(_("Activities"), "number", _("Without the cancelled ones.")),
            *(Column(label_of(each), "number") for each in stands),
            Column(_("Institutions"), "number"),
            Column(_("Whose")),
        ],
        rows=[
            (
                row.action.part.code,
                row.action.text,
                row.action.pillar.name,
                row.tally.kept,
                *(row.tally.standing(each) for each in stands),
                len(row.institutions),
                ", ".join(part.name for part in row.institutions) or None,
            )
            for row in coverage.actions
        ],
        notes=[*_notes_of(looked)],
    )


def _notes_of(looked: Looked) -> Iterator[Note]:
    """Of which year and day it is, whose activities, and how much of them is known."""
    if looked.year is None:
        return
    yield _("Year"), str(looked.year.year)
    yield _("As of"), plain_date(looked.on, language())
    if looked.year.is_frozen:
        yield _("Adopted by"), act_in(looked.year.act, language())
        yield _("Coverage"), coverage_said(looked.tally, looked.year.year, looked.on)
    else:
        yield _("Proposed"), _("The plan of this year was not adopted yet: its activities may still change.")
    if said := whose(looked):
        yield _("Activities"), said


def taken_away(table: DataTable, kind: str, plan: ActionPlan) -> HttpResponse:
    """The table as a file, with what holds for all of them. `kind` was checked already."""
    return answer_with(table, kind, tuple(notes_of_every_table(plan)))


def notes_of_every_table(plan: ActionPlan) -> Iterator[Note]:
    """In one query. Who made the file is not written."""
    yield from notes_of_plan(plan)
    meanings = {
        Standing.PLANNED: _("Its first day has not come."),
        Standing.RUNNING: _("Its last note says that it began, and its last day has not passed."),
        Standing.DONE: _("A note says that it was finished."),
        Standing.DELAYED: _("A note says, of a day by which it should have begun or ended, that it had not."),
        Standing.UNREPORTED: _("Its days have begun or passed and no note says how it stands. It is not a delay."),
        Standing.CANCELLED: _("Taken out of the plan by a change that the Committee validated."),
    }
    yield from ((label_of(standing), meaning) for standing, meaning in meanings.items())
    yield empty_cell()


def empty_cell() -> Note:
    return _("Empty cell"), _("There is nothing to say, or nothing was said. It never stands for zero.")


def notes_of_plan(plan: ActionPlan) -> Iterator[Note]:
    """Whether the figures are invented, and as of when they are. In one query."""
    yield _("Plan"), plan.title
    if plan.is_demonstration:
        yield _("Demonstration data"), _("The figures are invented and are not official.")
    if plan.has_working_translation:
        yield _("Working translation"), _("The plan's text in Spanish is a working translation, not the official text.")
    changed_at = data_version.state().changed_at
    if changed_at is not None:
        yield _("Data as of"), instant(changed_at, language())
