"""A small world in which answers walk their path through the workflow itself, and the instants that matter in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.answer.content import CellContent, Content
from measurements.models import Measurement, Receipt
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.factories import make_commitment, make_count, make_period, make_plan
from tests.kept_rows import KeptWorld

TICK = dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)
WORDS = {("large_change", "total", ""): "Hubo un curso más.", ("zero_after_value", "total", ""): "No hubo cursos."}
"""What the Army answers to a warning, where there is one."""


def counted(value: int | str, narrative: str = "") -> Content:
    return Content(values={("total", ""): CellContent(Decimal(value))}, narrative=narrative)


@dataclass(frozen=True, slots=True)
class World:
    """One plan, one semester, and counts that the Army, the Navy and the ministry owe."""

    cast: Cast
    period: ReportingPeriod
    revisions: tuple[IndicatorRevision, ...]

    @property
    def open(self) -> dt.datetime:
        return self.period.opens_at + HOUR

    @property
    def late(self) -> dt.datetime:
        return self.period.due_at + HOUR

    def task(self, index: int = 0, institution: Institution | None = None) -> Task:
        return Task(self.revisions[index].indicator, institution or self.cast.army, self.period)

    def draft(self, index: int = 0, value: int = 40) -> Measurement:
        said = replace(counted(value), explanations=WORDS)
        return workflow.save_draft(self.task(index), said, version=NEW, by=self.cast.reporter, at=self.open)

    def prepared(self, index: int = 0, value: int = 40) -> Measurement:
        draft = self.draft(index, value)
        return workflow.prepare(draft, version=draft.version, by=self.cast.reporter, at=self.open)

    def sent(self, index: int = 0, value: int = 40, at: dt.datetime | None = None) -> Measurement:
        prepared = self.prepared(index, value)
        self.send(prepared, at=at)
        prepared.refresh_from_db()
        return prepared

    def send(self, *measurements: Measurement, at: dt.datetime | None = None) -> Receipt:
        pairs = [(measurement, measurement.version) for measurement in measurements]
        return workflow.submit(pairs, by=self.cast.approver, at=at or self.open)

    def returned(self, index: int = 0, value: int = 40, comment: str = "Falta el oficio.") -> Measurement:
        sent = self.sent(index, value)
        return workflow.return_to_institution(
            sent, version=sent.version, by=self.cast.secretary, at=self.open, comment=comment
        )

    def validated(self, index: int = 0, value: int = 40) -> Measurement:
        sent = self.sent(index, value)
        return workflow.validate(sent, version=sent.version, by=self.cast.secretary, at=self.open)


@KeptWorld
def make_world(cast: Cast, *, size: int = 3, **period: dt.datetime) -> World:
    plan = make_plan()
    semester = make_period(plan, "2026-I", **period)
    revisions = tuple(make_count(plan, f"PREV-1.{number}.1") for number in range(1, size + 1))
    for revision in revisions:
        for institution in (cast.army, cast.navy, cast.ministry):
            make_commitment(revision, institution, semester)
    return World(cast, semester, revisions)
