"""Answers with documents: saved, handed over, sent and sent back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from indicators.models import IndicatorRevision
from institutions.models import User
from measurements.answer.evidence_change import EvidenceChange
from measurements.models import Evidence, Measurement, Receipt
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import make_commitment, make_period, make_plan, make_register, make_register_list
from tests.measurements.worlds.proving import attaching
from tests.measurements.worlds.walk import World, counted, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def save(answer: Measurement, change: EvidenceChange, *, by: User, at: dt.datetime, value: int = 40) -> Measurement:
    task = workflow.Task(answer.indicator, answer.institution, answer.period)
    content = replace(counted(value), evidence=change)
    return workflow.save_draft(task, content, version=answer.version, by=by, at=at)


def proven(world: World, *texts: str, index: int = 0) -> Measurement:
    content = replace(counted(40), evidence=attaching(*texts))
    return workflow.save_draft(world.task(index), content, version=0, by=world.cast.reporter, at=world.open)


def send(world: World, answer: Measurement, at: dt.datetime) -> Receipt:
    ready = workflow.prepare(answer, version=answer.version, by=world.cast.reporter, at=at)
    return world.send(ready, at=at)


def send_back(world: World, answer: Measurement, at: dt.datetime) -> Measurement:
    answer.refresh_from_db()
    return workflow.return_to_institution(
        answer, version=answer.version, by=world.cast.secretary, at=at, comment="Falta el oficio."
    )


def readable(user: User) -> list[str]:
    return sorted(Evidence.objects.visible_to(user).values_list("stored_file__name", flat=True))


@pytest.fixture
def lists(cast: Cast) -> list[IndicatorRevision]:
    """Two indicators that count the same events."""
    plan = make_plan()
    period, register = make_period(plan, "2026-I"), make_register_list("event", "held")
    found = [make_register(plan, code, register=register) for code in ("PREV-2.3.1", "PROT-2.1.1")]
    for revision in found:
        make_commitment(revision, cast.army, period)
    return found
