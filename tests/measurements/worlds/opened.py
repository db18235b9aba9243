"""An answer that was sent and whose window closed, and what the Committee then opens of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.anchors import Anchor, Part
from measurements.answer.content import CellContent, Content
from measurements.checks.stored import content_of
from measurements.deadlines.deadlines import deadline_for
from measurements.models import Measurement, Opening
from measurements.workflow import opening
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.measurements.worlds.walk import HOUR

WOMEN, MEN = ("total", "sex=women"), ("total", "sex=men")
DAY = dt.timedelta(days=1)
NARRATIVE = Anchor(Part.NARRATIVE)
EVIDENCE = Anchor(Part.EVIDENCE)
ITEMS = Anchor(Part.ITEMS)


def cell(key: tuple[str, str]) -> Anchor:
    return Anchor(Part.CELL, *key)


FIGURES = Content(values={WOMEN: CellContent(Decimal(12)), MEN: CellContent(Decimal(30))}, narrative="Dos cursos.")


@dataclass(frozen=True, slots=True)
class Desk:
    """The Army's answer about one indicator, sent on the first day and validated on the second."""

    cast: Cast
    period: ReportingPeriod
    revision: IndicatorRevision

    @property
    def closed(self) -> dt.datetime:
        return self.period.closes_at + HOUR

    @property
    def until(self) -> dt.datetime:
        return self.closed + 10 * DAY

    @property
    def owner(self) -> Institution:
        return self.cast.army

    @property
    def task(self) -> Task:
        return Task(self.revision.indicator, self.owner, self.period)

    @property
    def answer(self) -> Measurement:
        return Measurement.objects.select_related("indicator", "institution", "period").get(
            indicator=self.revision.indicator, institution=self.owner
        )

    def sent(self, content: Content = FIGURES) -> Measurement:
        at = self.period.opens_at + HOUR
        draft = workflow.save_draft(self.task, content, version=NEW, by=self.cast.reporter, at=at)
        return self.send(draft, at)

    def send(self, draft: Measurement, at: dt.datetime) -> Measurement:
        prepared = workflow.prepare(draft, version=draft.version, by=self.cast.reporter, at=at)
        workflow.submit([(prepared, prepared.version)], by=self.cast.approver, at=at)
        return self.answer

    def validated(self, content: Content = FIGURES) -> Measurement:
        sent = self.sent(content)
        return workflow.validate(sent, version=sent.version, by=self.cast.secretary, at=self.period.opens_at + DAY)

    def opens(self, *anchors: Anchor, at: dt.datetime | None = None) -> Opening:
        return opening.open_parts(
            self.answer,
            anchors=anchors,
            until=self.until,
            reason="RI-2026-0007: el total no coincide.",
            by=self.cast.secretary,
            at=at or self.closed,
        )

    def saves(self, content: Content | None = None, *, at: dt.datetime | None = None, **changes: object) -> Measurement:
        """Save what stands, with these changes."""
        answer = self.answer
        wanted = replace(content or content_of(answer), **changes)  # type: ignore[arg-type]
        return workflow.save_draft(
            self.task, wanted, version=answer.version, by=self.cast.reporter, at=at or self.closed + HOUR
        )

    def is_open(self, at: dt.datetime) -> bool:
        return deadline_for(self.period, self.owner, self.revision.indicator).is_open(at)


def figures(women: int, men: int = 30) -> dict[tuple[str, str], CellContent]:
    return {WOMEN: CellContent(Decimal(women)), MEN: CellContent(Decimal(men))}


def parts(opened: Sequence[Opening]) -> list[object]:
    return [each.anchors for each in opened]
