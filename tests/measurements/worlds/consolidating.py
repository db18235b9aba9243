"""The Army and its units: who asks, who gives, and what they write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution, Role, User
from measurements.answer.content import CellContent, Content
from measurements.consolidation import consolidating
from measurements.models import Answer, Contribution
from measurements.workflow.steps import Task
from tests.cast import Cast
from tests.factories import make_commitment, make_count, make_dimension, make_institution, make_period, make_person
from tests.factories import make_plan as plan
from tests.measurements.worlds.walk import HOUR

WOMEN, MEN = ("total", "sex=women"), ("total", "sex=men")


def make_unit(code: str, parent: Institution) -> Institution:
    fields = {"kind": Institution.Kind.UNIT, "is_participating": False, "short_name": f"Unidad {code}"}
    return make_institution(code, parent=parent, **fields)


def figures(women: int | None = None, men: int | None = None) -> Content:
    given = {WOMEN: women, MEN: men}
    return Content(values={key: CellContent(Decimal(n)) for key, n in given.items() if n is not None})


NO_DATA = Content(answer=Answer.NOT_AVAILABLE, reason="El archivo está en otra sede.")
NOT_OURS = Content(answer=Answer.NOT_APPLICABLE, reason="La unidad no dicta cursos.")


class Army:
    """One count by sex that the Army owes, and its three units, each with a reporter."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.period: ReportingPeriod = make_period(plan(), "2026-I")
        self.revision: IndicatorRevision = make_count(plan(), "PREV-1.1.1", dimensions=[make_dimension("sex")])
        make_commitment(self.revision, cast.army, self.period)
        self.units = {code: make_unit(code, cast.army) for code in ("EP-N", "EP-C", "EP-S")}
        self.people: Mapping[str, User] = {c: make_person(Role.REPORTER, u) for c, u in self.units.items()}
        self.task = Task(self.revision.indicator, cast.army, self.period)

    @property
    def open(self) -> dt.datetime:
        return self.period.opens_at + HOUR

    def ask(self, *codes: str) -> dict[str, Contribution]:
        units = [self.units[code] for code in codes or self.units]
        asked = consolidating.ask(self.task, units, by=self.cast.reporter, at=self.open)
        return {c.unit.code: c for c in asked}

    def give(self, code: str, content: Content) -> Contribution:
        part = Contribution.objects.get(unit__code=code)
        return consolidating.give(part, content, version=part.version, by=self.people[code], at=self.open)
