"""What an institution checks before an answer leaves the hands that wrote it: by the reporter, then by the approver."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.answer.reading import whole
from measurements.deadlines.extension_notes import notes_of
from measurements.models import Measurement, Status
from measurements.tasks.summary import Summary, summaries_of
from measurements.tasks.task_list import NOT_STARTED, READY, Row, rows_of


@dataclass(frozen=True, slots=True)
class Handover:
    """An institution's answers of a semester: ready to be handed over, handed over for approval, and left behind.

    `left` are the indicators that nobody began, that lack something, or that came back and were not corrected.
    """

    ready: tuple[Summary, ...]
    prepared: tuple[Summary, ...]
    left: tuple[Row, ...]
    sent: int


def handover_of(institution: Institution, period: ReportingPeriod) -> Handover:
    """Read and check everything of the semester, in a fixed number of queries."""
    found = whole(Measurement.objects.filter(institution=institution, period=period)).order_by("indicator__order")
    answers = list(found)
    rows = rows_of(institution, period, answers, notes_of(institution, period))
    ready = {row.code for row in rows if row.key == READY}
    shown = summaries_of([m for m in answers if m.status == Status.PREPARED or m.indicator.code in ready])
    return Handover(
        ready=tuple(summary for summary in shown if summary.measurement.status != Status.PREPARED),
        prepared=tuple(summary for summary in shown if summary.measurement.status == Status.PREPARED),
        left=tuple(row for row in rows if row.key in (NOT_STARTED, Status.DRAFT, Status.RETURNED)),
        sent=sum(row.key in (Status.SUBMITTED, Status.VALIDATED) for row in rows),
    )
