"""The chain of events of a plan: each link carries the digest of the one before, so a changed or missing one shows.

The chain keeps what was said; figures are made of the rows. `first_rewritten` holds the rows against the chain.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from documents.canonical import GENESIS, canonical, chain
from indicators.models import ActionPlan
from institutions.models import Appointment
from measurements.anchors import Anchor, kept
from measurements.answer.reading import AS_SENT
from measurements.chain.record import snapshot
from measurements.models import Measurement, MeasurementEvent


def lock(plan_id: int) -> None:
    """Let one writer at a time into a plan's chain."""
    ActionPlan.objects.lock(plan_id)


def append(
    measurement: Measurement,
    *,
    from_status: str,
    post: Appointment,
    at: dt.datetime,
    comment: str = "",
    anchors: Sequence[Anchor] = (),
    answer_by: dt.date | None = None,
) -> MeasurementEvent:
    """Write the next event of the plan. The caller holds `lock` and has already changed the measurement."""
    plan_id = measurement.period.plan_id
    events = MeasurementEvent.objects.filter(plan=plan_id).order_by("-sequence")
    sequence, previous = events.values_list("sequence", "hash").first() or (0, GENESIS)
    event = MeasurementEvent(
        plan_id=plan_id,
        sequence=sequence + 1,
        measurement=measurement,
        from_status=from_status,
        to_status=measurement.status,
        actor=post.user,
        appointment=post,
        at=at,
        comment=comment,
        anchors=kept(anchors),
        answer_by=answer_by,
        snapshot=canonical(snapshot(measurement)).decode(),
        previous_hash=previous,
    )
    event.hash = chain(event.previous_hash, link(event))
    event.save(force_insert=True)
    return event


def link(event: MeasurementEvent) -> dict[str, object]:
    """What an event's digest covers. What an event may lack is named only where it is there: older links stay as they were."""
    pointed: dict[str, object] = {"anchors": event.anchors} if event.anchors else {}
    dated: dict[str, object] = {"answer_by": event.answer_by} if event.answer_by else {}
    return {
        "plan": event.plan_id,
        "sequence": event.sequence,
        "measurement": event.measurement_id,
        "from": event.from_status,
        "to": event.to_status,
        "actor": event.actor_id,
        "appointment": event.appointment_id,
        "at": event.at,
        "comment": event.comment,
        "snapshot": event.snapshot,
        **pointed,
        **dated,
    }


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events were read, and the first that does not follow from the one before (None: the chain holds)."""

    events: int
    first_broken: int | None
    head: str


def verify(plan: ActionPlan) -> Verdict:
    previous, expected = GENESIS, 1
    for event in MeasurementEvent.objects.filter(plan=plan).order_by("sequence").iterator():
        intact = (
            event.sequence == expected
            and event.previous_hash == previous
            and event.hash == chain(previous, link(event))
        )
        if not intact:
            return Verdict(expected, event.sequence, previous)
        previous, expected = event.hash, expected + 1
    return Verdict(expected - 1, None, previous)


def holds(plan: ActionPlan, *, sequence: int, head: str) -> bool:
    """Whether the chain still has that event with that digest; of a chain without events there is nothing to hold."""
    if not sequence:
        return head == GENESIS
    return MeasurementEvent.objects.filter(plan=plan, sequence=sequence, hash=head).exists()


def first_rewritten(plan: ActionPlan) -> Measurement | None:
    """The first answer whose rows are not what its last event kept: somebody changed them past the workflow."""
    answers = Measurement.objects.filter(indicator__plan=plan)
    everything = answers.select_related("indicator", "institution", "period", "revision").order_by("pk")
    return next((each for each in everything.iterator() if not _is_as_kept(each)), None)


def _is_as_kept(measurement: Measurement) -> bool:
    last = measurement.events.order_by("sequence").last()
    if last is None or last.to_status != measurement.status:
        return False
    return measurement.status not in AS_SENT or says_what_it_kept(measurement, last)


def says_what_it_kept(measurement: Measurement, last: MeasurementEvent) -> bool:
    """Whether the rows are what the event kept. An event written before the product kept more is held to what it has."""
    kept = json.loads(last.snapshot)
    now = json.loads(canonical(snapshot(measurement)))
    return bool(kept == {name: now[name] for name in kept if name in now})
