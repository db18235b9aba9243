"""Documents of the items of a list: frozen with the answer, read once it is sent, and counted as its evidence."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.test import override_settings

from documents.models import StoredFile
from indicators.models import IndicatorRevision, Stage
from measurements.answer.content import Content, ItemContent
from measurements.answer.evidence_change import EvidenceChange
from measurements.chain import chain
from measurements.checks.checks import problems_of
from measurements.models import Evidence, Measurement, Receipt, RegisterItem
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.measurements.answer import evidenced
from tests.measurements.answer.evidenced import readable, send
from tests.measurements.worlds.proving import attaching
from tests.measurements.worlds.walk import HOUR, World

world, lists = evidenced.world, evidenced.lists


def test_documents_of_one_save_share_the_room_of_the_institution(cast: Cast, lists: list[IndicatorRevision]) -> None:
    desk = Lists(cast, lists)
    room = len(attaching("Programa").attached[0].file.content) + 10
    with (
        override_settings(UPLOAD_QUOTA_BYTES=room),
        pytest.raises(workflow.Refused, match="Su institución ya ocupó los"),
    ):
        desk.save(0, attaching("Programa"), evidence=attaching("Oficio"))
    assert not StoredFile.objects.exists()
    assert not Measurement.objects.exists()


class Lists:
    """The Army's reporter at the two lists."""

    def __init__(self, cast: Cast, revisions: list[IndicatorRevision]) -> None:
        self.cast, self.revisions = cast, revisions
        self.period = make_period(make_plan(), "2026-I")
        self.world = World(cast, self.period, tuple(revisions))
        self.now = self.period.opens_at

    def save(
        self,
        index: int,
        change: EvidenceChange | None = None,
        item: RegisterItem | None = None,
        *,
        evidence: EvidenceChange | None = None,
    ) -> Measurement:
        self.now += HOUR
        stored = Measurement.objects.filter(indicator=self.revisions[index].indicator).first()
        stage = Stage.objects.get(code="held")
        content = ItemContent(
            register=stage.register,
            title="Seminario",
            stage=stage,
            dated_on=dt.date(2026, 3, 2),
            id=item.pk if item else None,
            is_changed=item is None,
            evidence=change or EvidenceChange(),
        )
        version = stored.version if stored else 0
        whole = Content(items=(content,), evidence=evidence or EvidenceChange())
        return workflow.save_draft(self.world.task(index), whole, version=version, by=self.cast.reporter, at=self.now)

    def send(self, answer: Measurement) -> Receipt:
        self.now += HOUR
        return send(self.world, answer, self.now)


def test_an_item_has_documents_of_its_own_and_they_are_frozen_when_handed_over(
    cast: Cast, lists: list[IndicatorRevision]
) -> None:
    desk = Lists(cast, lists)
    answer = desk.save(0, attaching("Programa"))
    desk.send(answer)
    kept = json.loads(answer.events.order_by("sequence").last().snapshot)
    assert kept["evidence"] == []
    assert [each["name"] for each in kept["items"][0]["evidence"]] == ["Programa.pdf"]


def test_a_document_added_under_another_indicator_is_not_read_before_that_one_is_sent(
    cast: Cast, lists: list[IndicatorRevision]
) -> None:
    desk = Lists(cast, lists)
    first = desk.save(0, attaching("Programa"))
    desk.send(first)
    other = desk.save(1, attaching("Lista"), RegisterItem.objects.get())
    assert readable(cast.secretary) == ["Programa.pdf"]
    assert chain.first_rewritten(make_plan()) is None
    desk.send(other)
    assert readable(cast.secretary) == ["Lista.pdf", "Programa.pdf"]
    assert chain.first_rewritten(make_plan()) is None
    assert chain.verify(make_plan()).first_broken is None


def test_a_document_changed_under_another_indicator_is_sent_as_the_approver_saw_it(
    cast: Cast, lists: list[IndicatorRevision]
) -> None:
    desk = Lists(cast, lists)
    first = desk.save(0, attaching("Programa"))
    ready = workflow.prepare(first, version=first.version, by=cast.reporter, at=desk.now)
    desk.save(
        1, replace(attaching("Lista"), taken_off=frozenset([Evidence.objects.get().pk])), RegisterItem.objects.get()
    )
    desk.now += HOUR
    desk.world.send(ready, at=desk.now)
    kept = json.loads(first.events.order_by("sequence").last().snapshot)
    assert [each["name"] for each in kept["items"][0]["evidence"]] == ["Lista.pdf"]
    assert readable(cast.secretary) == ["Lista.pdf"]


def test_an_item_with_documents_stays_when_it_is_taken_off_its_last_list(
    cast: Cast, lists: list[IndicatorRevision]
) -> None:
    desk = Lists(cast, lists)
    answer = desk.save(0, attaching("Programa"))
    empty = Content(has_no_items=True)
    workflow.save_draft(desk.world.task(0), empty, version=answer.version, by=cast.reporter, at=desk.now)
    assert RegisterItem.objects.get().evidence.count() == 1


def test_the_document_of_an_item_is_evidence_of_the_answer(cast: Cast, lists: list[IndicatorRevision]) -> None:
    IndicatorRevision.objects.update(is_evidence_required=True)
    desk = Lists(cast, lists)
    answer = desk.save(0)
    assert [problem.rule for problem in problems_of(answer)] == ["evidence"]
    answer = desk.save(0, attaching("Programa"), RegisterItem.objects.get())
    assert problems_of(answer) == ()
