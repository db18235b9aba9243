"""Worlds to measure in: the real plan, with as many institutions, semesters and plans as asked, every cell filled.

    nap   1 plan × 21 indicators × 10 institutions × 10 semesters   2,100 measurements
    s     1 plan × 21 indicators × 200 institutions × 24 semesters  100,800
    m     the plan of s, and nine more like it                      1,008,000

Nine of ten measurements are validated, one waits for review. Nothing is random. The rows are put in without the triggers
of the data's version, which are measured elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from documents import data_version
from indicators.models import ActionPlan, Commitment, Component, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Appointment, Institution, Role, User
from measurements.answer.grid import grid_of
from measurements.answer.writing import combinations_of
from measurements.models import CategoryCombination, MeasuredValue, Measurement, Status

MOST_CELLS = 6
BATCH = 2_000
COPIES = 9
APART = 10_000_000
"""Between the ids of a plan's rows and those of its copies."""


@dataclass(frozen=True, slots=True)
class Size:
    name: str
    institutions: int
    semesters: int
    copies: int = 0


SIZES = {size.name: size for size in (Size("nap", 10, 10), Size("s", 200, 24), Size("m", 200, 24, COPIES))}


@dataclass(frozen=True, slots=True)
class World:
    plan: ActionPlan
    period: ReportingPeriod
    observer: User
    measurements: int
    cells: int


def made(size: Size) -> World:
    """An empty, migrated database becomes a world of this size."""
    call_command("load_plan", verbosity=0)
    plan = ActionPlan.objects.get()
    periods = semesters(plan, size.semesters)
    institutions = bodies(size.institutions)
    sender, reviewer, observer = people(institutions[0])
    without_triggers()
    Commitment.objects.all().delete()
    for revision in IndicatorRevision.objects.with_definition().filter(indicator__plan=plan):
        Commitment.objects.bulk_create(
            Commitment(indicator=revision.indicator, institution=each, from_period=periods[0], role="contributor")
            for each in institutions
        )
        fill(revision, institutions, periods, sender, reviewer)
    copy_plan(plan, size.copies)
    data_version.install_missing(connection)
    analyse()
    return World(plan, periods[-2], observer, Measurement.objects.count(), MeasuredValue.objects.count())


def semesters(plan: ActionPlan, count: int) -> list[ReportingPeriod]:
    """The plan's own first ones, and what is wanted beyond, all of them closed. Further ones of the plan stay empty."""
    kept = list(ReportingPeriod.objects.filter(plan=plan).order_by("ordinal"))
    first = kept[0]
    for number in range(len(kept), count):
        year, half = divmod(first.ordinal + number, 2)
        begins = dt.date(year, 7 if half else 1, 1)
        ends = dt.date(year, 12, 31) if half else dt.date(year, 6, 30)
        ReportingPeriod.objects.create(
            plan=plan, code=f"{year}-{'II' if half else 'I'}", ordinal=first.ordinal + number, starts_on=begins,
            ends_on=ends, opens_at=first.opens_at, due_at=first.due_at, closes_at=first.closes_at,
        )  # fmt: skip
    ReportingPeriod.objects.filter(plan=plan).update(
        opens_at=first.opens_at, due_at=first.due_at, closes_at=first.closes_at
    )
    return list(ReportingPeriod.objects.filter(plan=plan).order_by("ordinal")[:count])


def bodies(count: int) -> list[Institution]:
    kept = list(Institution.objects.exclude(kind=Institution.Kind.UNIT)[:count])
    kept += [
        Institution.objects.create(code=f"B{number}", name=f"Institución {number}", kind="service", order=number)
        for number in range(len(kept), count)
    ]
    return kept


def people(institution: Institution) -> list[User]:
    users = [User.objects.create(email=f"bench-{name}@example.pe", name=name) for name in ("a", "b", "observer")]
    day = timezone.localdate() - dt.timedelta(days=30)
    Appointment.objects.create(user=users[2], institution=institution, role=Role.OBSERVER, starts_on=day)
    return users


def without_triggers() -> None:
    on = {"sqlite": "", "postgresql": ' ON "{table}"'}[connection.vendor]
    with connection.cursor() as cursor:
        for table in data_version.installed_on(connection):
            for name in data_version.trigger_names(connection.vendor, table):
                cursor.execute(f'DROP TRIGGER "{name}"' + on.format(table=table))


def fill(
    revision: IndicatorRevision,
    institutions: list[Institution],
    periods: list[ReportingPeriod],
    sender: User,
    reviewer: User,
) -> None:
    """Every institution's answer of every semester, and up to MOST_CELLS cells of each component."""
    places = places_of(revision)
    at = periods[0].opens_at
    rows = [
        answer(revision, institution, period, at, sender, None if (n + m) % 10 == 9 else reviewer)
        for n, institution in enumerate(institutions)
        for m, period in enumerate(periods)
    ]
    for number, batch in batches(Measurement.objects.bulk_create(rows, batch_size=BATCH)):
        MeasuredValue.objects.bulk_create(
            (
                value_of(each, component, combination, (number + n + m) % 40)
                for n, each in enumerate(batch)
                for m, (component, combination) in enumerate(places)
            ),
            batch_size=BATCH,
        )


def answer(
    revision: IndicatorRevision,
    institution: Institution,
    period: ReportingPeriod,
    at: dt.datetime,
    sender: User,
    reviewer: User | None,
) -> Measurement:
    done = {"status": Status.SUBMITTED} if reviewer is None else {
        "status": Status.VALIDATED, "validated_at": at, "validated_by": reviewer,
    }  # fmt: skip
    return Measurement(
        indicator=revision.indicator, institution=institution, period=period, revision=revision,
        updated_at=at, updated_by=sender, first_submitted_at=at, submitted_at=at, submitted_by=sender, **done,
    )  # fmt: skip


def places_of(revision: IndicatorRevision) -> list[tuple[Component, CategoryCombination]]:
    cells = grid_of(revision).cells
    if not cells:
        whole = CategoryCombination.of(())
        valued = (c for c in revision.components.all() if c.role != Component.Role.DENOMINATOR)
        return [(component, whole) for component in valued]
    found = combinations_of(revision, {cell.key[1] for cell in cells})
    return [(cell.component, found[cell.key[1]]) for cell in cells][:MOST_CELLS]


def value_of(
    measurement: Measurement, component: Component, combination: CategoryCombination, value: int
) -> MeasuredValue:
    whole = 40 if component.role == Component.Role.NUMERATOR else None
    return MeasuredValue(
        measurement=measurement, component=component, combination=combination, value=value, denominator=whole
    )


def batches(rows: Iterable[Any]) -> Iterator[tuple[int, list[Any]]]:
    number, iterator = 0, iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield number, batch
        number += 1


def copy_plan(plan: ActionPlan, copies: int) -> None:
    """Other plans with the same rows under other ids: what a query about one plan must not read."""
    if not copies:
        return
    pks = list(Indicator.objects.filter(plan=plan).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        for number in range(1, copies + 1):
            shift = number * APART
            copy(
                cursor,
                ActionPlan,
                {"id": shift},
                {"code": f"'COPY-{number}'", "adopted_year": "1999"},
                f"id = {plan.pk}",
            )
            copy(cursor, ReportingPeriod, {"id": shift, "plan_id": shift}, {}, f"plan_id = {plan.pk}")
            copy(cursor, Indicator, {"id": shift, "plan_id": shift}, {}, f"plan_id = {plan.pk}")
            copy(cursor, Measurement, {"id": shift, "indicator_id": shift, "period_id": shift}, {}, in_first(pks))
            within = f"measurement_id IN (SELECT id FROM {Measurement._meta.db_table} WHERE {in_first(pks)})"  # noqa: S608
            copy(cursor, MeasuredValue, {"id": shift, "measurement_id": shift}, {}, within)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")


def in_first(pks: list[int]) -> str:
    return f"indicator_id IN ({', '.join(map(str, pks))})"


def copy(cursor: Any, model: type[Model], shifts: dict[str, int], others: dict[str, str], where: str) -> None:
    """`shifts` are added to columns that are ids; `others` are SQL for columns that change."""
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = [others.get(c) or (f"{c} + {shifts[c]}" if c in shifts else f'"{c}"') for c in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {where}")  # noqa: S608


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute({"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}[connection.vendor])
