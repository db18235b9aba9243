"""A small world of follow-up: the Army's adopted plan of 2026, an activity in each half of the year, both semesters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.models import Activity
from activities.noting.draft import NewFile, NoteDraft
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.models import ActionPlan, ReportingPeriod
from tests.cast import Cast, make_cast
from tests.factories import LIMA, make_activity, make_period, make_plan, make_round, make_year_plan

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)
"""The first semester is over, its notes are due on the 17th and can be sent until the 31st."""
PROOF = Inspected("acta.pdf", plain_pdf(["Acta de entrega"]), "application/pdf")
OTHER = Inspected("informe.pdf", plain_pdf(["Informe"]), "application/pdf")
MARCH = dt.date(2026, 3, 1)


@dataclass(frozen=True, slots=True)
class Followed:
    """`early` goes from March to June, `late` from August to October."""

    cast: Cast
    plan: ActionPlan
    first: ReportingPeriod
    second: ReportingPeriod
    early: Activity
    late: Activity


def followed() -> Followed:
    cast, plan = make_cast(), make_plan()
    year_plan = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
    early = make_activity(year_plan, title="Curso de género")
    late = make_activity(year_plan, starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2026, 10, 31))
    return Followed(cast, plan, make_period(plan, "2026-I"), make_period(plan, "2026-II"), early, late)


def running(text: str = "Se dictaron dos cursos.", **others: object) -> NoteDraft:
    return NoteDraft("running", text, started_on=MARCH, **others)  # type: ignore[arg-type]


def done(*files: Inspected, text: str = "Se aprobó la directiva.") -> NoteDraft:
    attached = tuple(NewFile(file) for file in files)
    return NoteDraft("done", text, started_on=MARCH, finished_on=dt.date(2026, 6, 20), attached=attached)
