"""Three invented units of the Army, asked for their part of one indicator of the open semester: two gave it, one did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_DOWN
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution, Role, User
from measurements.answer.content import CellContent, Content
from measurements.answer.grid import grid_of
from measurements.consolidation import consolidating
from measurements.consolidation.asking import definition_of
from measurements.demonstration.people import PASSWORD, Account, People, make_user
from measurements.demonstration.values import Where, values_for
from measurements.demonstration.windows import CLOSED_SEMESTERS, moment
from measurements.workflow.steps import Task

PARENT, INDICATOR = "EP", "PREV-2.1.1"
UNITS = {
    # The code, its names in both languages, and the tenths that it has of the Army's figure; None gave nothing yet.
    "EP-DEMO-N": ("Unidad de demostración Norte", "Demonstration unit North", 4),
    "EP-DEMO-C": ("Unidad de demostración Centro", "Demonstration unit Centre", 3),
    "EP-DEMO-S": ("Unidad de demostración Sur", "Demonstration unit South", None),
}
UNIT_ACCOUNTS = (
    Account("unidad.norte", "Flor Norteña Ejemplo", "EP-DEMO-N", (Role.REPORTER,)),
    Account("unidad.centro", "Saúl Central Muestra", "EP-DEMO-C", (Role.REPORTER,)),
    Account("unidad.sur", "Nilda Sureña Prueba", "EP-DEMO-S", (Role.REPORTER,)),
)
NOTE = "Incluya los talleres de sus dependencias. Si un taller se dictó con otra unidad, coordine quién lo cuenta."


def make_units() -> Mapping[str, User]:
    """The units and who reports for each, by the unit's code."""
    password = make_password(PASSWORD)
    parent = Institution.objects.get(code=PARENT)
    last = Institution.objects.order_by("order").last()
    for order, (code, (spanish, english, _tenths)) in enumerate(UNITS.items(), start=last.order + 1 if last else 1):
        texts: dict[str, Any] = {"name_es": spanish, "name_en": english, "note_es": "Inventada para la demostración."}
        texts |= {"short_name_es": spanish, "short_name_en": english, "note_en": "Invented for the demonstration."}
        kind = Institution.Kind.UNIT
        unit = Institution(code=code, kind=kind, parent=parent, is_participating=False, order=order, **texts)
        unit.full_clean()
        unit.save()
    units = {unit.code: unit for unit in parent.children.all()}
    return {a.institution: make_user(a, units[a.institution], password) for a in UNIT_ACCOUNTS}


def consolidate(period: ReportingPeriod, people: People, of_units: Mapping[str, User]) -> None:
    """The Army asks its units on the third day; those that answer do it in the week that follows."""
    parent = Institution.objects.get(code=PARENT)
    task = Task(Indicator.objects.get(plan=period.plan_id, code=INDICATOR), parent, period)
    opened = timezone.localtime(period.opens_at).date()
    wanted_by = period.due_on - dt.timedelta(days=4)
    asked = consolidating.ask(
        task,
        parent.children.filter(code__in=UNITS),
        wanted_by=wanted_by,
        note=NOTE,
        by=people.reporters[PARENT],
        at=moment(opened, 3, 9),
    )
    for number, part in enumerate(asked):
        tenths = UNITS[part.unit.code][2]
        if tenths is not None:
            at = moment(opened, 5 + number, 11)
            content = share_of(task, tenths)
            consolidating.give(part, content, version=part.version, by=of_units[part.unit.code], at=at)


def share_of(task: Task, tenths: int) -> Content:
    """So many tenths of every figure that the Army would have, in whole people."""
    where = Where(INDICATOR, PARENT, CLOSED_SEMESTERS, task.period.starts_on.year, is_open=True)
    whole = values_for(where, grid_of(definition_of(task)))
    people = {key: (cell.value * tenths / 10).to_integral_value(ROUND_DOWN) for key, cell in whole.items()}
    return Content(values={key: CellContent(count) for key, count in people.items()})
