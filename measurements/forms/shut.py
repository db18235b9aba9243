"""Which parts of the page are only shown, because the Committee opened others of an answer whose window closed."""

from __future__ import annotations

from dataclasses import dataclass

from measurements.checks.stored import answer_said
from measurements.forms.entry import EntryForm
from measurements.models import Answer, Measurement
from measurements.workflow.opened import Opened, may_change_document, may_explain, note_of


@dataclass(frozen=True, slots=True)
class Shut:
    """`note` says what is open; the rest, what is not. Without a note all of it is open."""

    note: str = ""
    reason: str = ""
    answer: bool = False
    items: bool = False
    evidence: bool = False
    narrative: bool = False
    control: bool = False


OPEN = Shut()


def shut_in(form: EntryForm, measurement: Measurement, opened: Opened) -> Shut:
    """Shut what was not opened in the form, and tell the page."""
    form.grid.open_cells = opened.cells
    for held in form.evidence.main.held:
        held.is_shut = not may_change_document(held.row, opened)
    for asked in form.explanations.asked():
        if not may_explain(measurement, asked.finding.key, opened):
            asked.field.field.widget.attrs["readonly"] = True
    return Shut(
        note=note_of(measurement, opened),
        reason=opened.opening.reason,
        answer=answer_said(measurement) == Answer.REPORTED or not opened.has_figures,
        items=not opened.has_items,
        evidence=not opened.has_evidence,
        narrative=not opened.has_narrative,
        control=not opened.cells,
    )
