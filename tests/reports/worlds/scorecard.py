"""The Army over three semesters, small enough to count by hand; the Navy is there so that the plan has totals.

owed and what came (on time, late, –: not sent), 2025-I / 2025-II / 2026-I:
    PREV-1.1.1  on time / on time                / sent after the deadline of all and before the Army's: on time
    PREV-1.2.1  on time / –                      / not applicable, confirmed: not owed
    PART-1.2.1  late    / no data, on time       / late
    PREV-1.3.1  (retired with 2026-I) on time / late / not owed
    PREV-2.1.1  (committed from 2026-I)              / on time, observed and not sent again
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from committee.models import InformationRequest
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer, Measurement, MeasurementEvent, Status
from tests import factories as make
from tests.cast import Cast
from tests.kept_rows import KeptWorld
from tests.measurements.worlds.extended import make_extension

DAY = dt.timedelta(days=1)
AT = dt.datetime(2026, 7, 25, 12, tzinfo=make.LIMA)
"""Every deadline of 2026-I has passed, and it is still open."""


@dataclass(frozen=True, slots=True)
class World:
    plan: ActionPlan
    first: ReportingPeriod
    second: ReportingPeriod
    third: ReportingPeriod
    army: Institution
    navy: Institution


@KeptWorld
def make_world(cast: Cast) -> World:
    plan = make.make_plan()
    first, second, third, _later = (make.make_period(plan, c) for c in ("2025-I", "2025-II", "2026-I", "2026-II"))
    world = World(plan, first, second, third, cast.army, cast.navy)
    deliver(world)
    observe(world, cast)
    ask(world, cast)
    return world


def deliver(world: World) -> None:
    army, navy, plan = world.army, world.navy, world.plan
    first, second, third = world.first, world.second, world.third
    trained, hours = make.make_count(plan, "PREV-1.1.1"), make.make_count(plan, "PREV-1.2.1")
    share, gone, joined = (
        make.make_proportion(plan),
        make.make_count(plan, "PREV-1.3.1"),
        make.make_count(plan, "PREV-2.1.1"),
    )
    make.make_revision(gone.indicator, number=2, effective_from=third, change_class="retired")
    for revision in (trained, hours, share, gone):
        make.make_commitment(revision, army, first, role="lead")
    make.make_commitment(joined, army, third)
    for revision in (trained, share):
        make.make_commitment(revision, navy, first)
    make_extension(third, army, third.due_at + 2 * DAY, indicator=trained.indicator)
    for period, value in ((first, 10), (second, 20)):
        make.make_measurement(trained, army, period, value=value)
    make.make_measurement(trained, army, third, value=30, late=True)
    make.make_measurement(trained, navy, third, value=70)
    make.make_measurement(hours, army, first, value=5)
    make.make_measurement(hours, army, third, answer=Answer.NOT_APPLICABLE)
    make.make_measurement(share, army, first, value=(5, 18), late=True)
    make.make_measurement(share, navy, first, value=(15, 62))
    make.make_measurement(share, army, second)
    make.make_measurement(share, army, third, value=(6, 20), late=True, status=Status.SUBMITTED)
    make.make_measurement(gone, army, first, value=1)
    make.make_measurement(gone, army, second, value=1, late=True)
    make.make_measurement(joined, army, third, value=2, status=Status.RETURNED)


def observe(world: World, cast: Cast) -> None:
    """Lifted in 2 and in 5 days, of 2025-I; one of 2026-I that waits."""
    lifted = world.first.measurements.filter(institution=world.army).order_by("pk")
    for days, measurement in zip((2, 5), lifted, strict=False):
        sent = sent_at(measurement)
        for before, to, at in (("submitted", "returned", sent), ("prepared", "submitted", sent + days * DAY)):
            make_event(measurement, before, to, at, cast)
    waiting = world.third.measurements.get(status=Status.RETURNED)
    sent = sent_at(waiting)
    make_event(waiting, "prepared", "submitted", sent, cast)
    make_event(waiting, "submitted", "returned", sent + DAY, cast)


def sent_at(measurement: Measurement) -> dt.datetime:
    assert measurement.first_submitted_at is not None
    return measurement.first_submitted_at


def make_event(measurement: Measurement, before: str, to: str, at: dt.datetime, cast: Cast) -> None:
    number = MeasurementEvent.objects.count() + 1
    MeasurementEvent.objects.create(
        plan=measurement.indicator.plan,
        sequence=number,
        measurement=measurement,
        from_status=before,
        to_status=to,
        actor=cast.secretary,
        appointment=cast.secretary.posts[0],
        at=at,
        snapshot=f'{{"answer": "{measurement.answer}"}}',
        previous_hash=f"{number:064}",
        hash=f"{number + 1:064}",
    )


def ask(world: World, cast: Cast) -> None:
    """Answered in 3 days on time and in 8 late; past its day; in time still; withdrawn. The fourth names no semester."""
    make_request(world, cast, made=20, answered=17, due=15, period=world.third)
    make_request(world, cast, made=15, answered=7, due=10, period=world.third, state="accepted")
    make_request(world, cast, made=9, due=1, period=world.second)
    make_request(world, cast, made=3, due=-5)
    make_request(world, cast, made=9, due=1, period=world.second, state="withdrawn")


def make_request(
    world: World, cast: Cast, *, made: int, due: int, answered: int | None = None, state: str = "", **fields: object
) -> InformationRequest:
    """Days before AT; a negative one is after it."""
    ordinal = InformationRequest.objects.count() + 1
    is_closed = state in ("accepted", "withdrawn")
    return InformationRequest.objects.create(
        plan=world.plan,
        year=2026,
        ordinal=ordinal,
        number=f"RI-2026-{ordinal:04}",
        institution=world.army,
        kind="clarify",
        subject="Aclarar",
        text="Aclare la cifra.",
        made_by=cast.secretary.posts[0],
        made_at=AT - made * DAY,
        due_at=AT - due * DAY,
        first_answered_at=None if answered is None else AT - answered * DAY,
        state=state or ("open" if answered is None else "answered"),
        closed_at=AT if is_closed else None,
        **fields,
    )
