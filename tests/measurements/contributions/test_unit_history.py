"""What is kept of the parts of units: whose they are when a unit moves, every step, and what a snapshot says of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from institutions.models import Role
from measurements.answer.content import Content
from measurements.chain import chain
from measurements.chain.record import content_digest, snapshot
from measurements.checks.unit_findings import units_sentence
from measurements.consolidation import consolidating
from measurements.consolidation.asking import askable
from measurements.contributions.parts import sums_of
from measurements.models import Contribution, ContributionEvent, Measurement, Status
from measurements.workflow import steps as workflow
from measurements.workflow.steps import NEW, Task
from tests.cast import Cast
from tests.factories import make_commitment, make_person, make_plan
from tests.measurements.worlds.consolidating import NO_DATA, Army, figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def army(cast: Cast) -> Army:
    return Army(cast)


def move(army: Army, code: str) -> None:
    """The unit becomes one of the Navy's."""
    unit = army.units[code]
    unit.parent = army.cast.navy
    unit.save()


def sent(army: Army) -> Measurement:
    """EP-N gave 3 and 4, EP-C has no figure, EP-S wrote and gave nothing; the Army sent the sum, explained."""
    asked = army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", NO_DATA)
    consolidating.keep(asked["EP-S"], figures(50, 60), version=1, by=army.people["EP-S"], at=army.open)
    told = Content(explanations={("units_missing", "", ""): "Falta una sede."})
    reporter = army.cast.reporter
    answer, _sums = consolidating.gather(army.task, told, version=NEW, by=reporter, at=army.open)
    answer = workflow.prepare(answer, version=answer.version, by=reporter, at=army.open)
    workflow.submit([(answer, answer.version)], by=army.cast.approver, at=army.open)
    return Measurement.objects.get(pk=answer.pk)


# --- Whose a part is ----------------------------------------------------------------------------------------------


def test_part_stays_with_who_asked_when_the_unit_moves(army: Army) -> None:
    before = (units_sentence(sent(army)), snapshot(Measurement.objects.get()))
    move(army, "EP-N")
    answer = Measurement.objects.get()
    assert sums_of(answer).added == ("Unidad EP-N",)
    assert (units_sentence(answer), snapshot(answer)) == before
    assert chain.first_rewritten(make_plan()) is None


def test_new_institution_of_a_unit_does_not_see_what_it_gave_to_the_one_before(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    move(army, "EP-N")
    assert not Contribution.objects.visible_to(make_person(Role.REPORTER, army.cast.navy)).exists()
    assert Contribution.objects.visible_to(army.cast.reporter).exists()


def test_part_of_a_sent_answer_stands_still_when_the_unit_moves(army: Army) -> None:
    sent(army)
    move(army, "EP-N")
    make_commitment(army.revision, army.cast.navy, army.period)
    part = Contribution.objects.get(unit__code="EP-N")
    with pytest.raises(workflow.WrongState):
        consolidating.take_back(part, version=part.version, by=army.people["EP-N"], at=army.open)


def test_who_asked_still_withdraws_what_a_moved_unit_was_asked(army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    move(army, "EP-N")
    part.refresh_from_db()
    with pytest.raises(workflow.NotAllowed):
        consolidating.withdraw(part, version=1, by=make_person(Role.REPORTER, army.cast.navy), at=army.open)
    consolidating.withdraw(part, version=1, by=army.cast.reporter, at=army.open)
    assert not Contribution.objects.exists()


def test_unit_is_not_asked_twice_for_one_figure(army: Army) -> None:
    """By the institution that it was part of, and by the one that it is part of: it would count twice."""
    army.ask("EP-N")
    move(army, "EP-N")
    make_commitment(army.revision, army.cast.navy, army.period)
    theirs = Task(army.revision.indicator, army.cast.navy, army.period)
    assert askable(theirs) == []
    person = make_person(Role.REPORTER, army.cast.navy)
    with pytest.raises(workflow.NotAllowed):
        consolidating.ask(theirs, [army.units["EP-N"]], by=person, at=army.open)


def test_institution_is_no_unit_of_itself(army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=part.pk).update(institution=part.unit)


# --- The steps of a part ------------------------------------------------------------------------------------------


def steps() -> list[tuple[str, str, str, str]]:
    events = ContributionEvent.objects.order_by("pk").select_related("unit", "institution", "appointment__institution")
    return [(e.act, e.unit.code, e.institution.code, e.appointment.institution.code) for e in events]


def test_every_step_of_a_part_is_kept_with_who_took_it(army: Army) -> None:
    army.ask("EP-N")
    part = army.give("EP-N", figures(3, 4))
    part = consolidating.take_back(part, version=part.version, by=army.people["EP-N"], at=army.open)
    consolidating.withdraw(part, version=part.version, by=army.cast.reporter, at=army.open)
    assert steps() == [
        ("asked", "EP-N", "EP", "EP"),
        ("given", "EP-N", "EP", "EP-N"),
        ("taken_back", "EP-N", "EP", "EP-N"),
        ("withdrawn", "EP-N", "EP", "EP"),
    ]
    assert not Contribution.objects.exists()


def test_what_was_given_before_is_kept_beside_what_was_given_after(army: Army) -> None:
    army.ask("EP-N")
    part = army.give("EP-N", figures(3, 4))
    consolidating.take_back(part, version=part.version, by=army.people["EP-N"], at=army.open)
    army.give("EP-N", figures(7, 0))
    given = ContributionEvent.objects.filter(act="given").order_by("pk").values_list("given", flat=True)
    assert [cells(json.loads(each)["values"]) for each in given] == [
        {"sex=women": "3", "sex=men": "4"},
        {"sex=women": "7", "sex=men": "0"},
    ]


def test_what_was_only_typed_leaves_no_step(army: Army) -> None:
    part = army.ask("EP-N")["EP-N"]
    consolidating.keep(part, figures(3), version=1, by=army.people["EP-N"], at=army.open)
    assert [act for act, *_about in steps()] == ["asked"]


def test_refused_step_is_not_kept(army: Army) -> None:
    army.ask("EP-N")
    with pytest.raises(workflow.NotReady):
        army.give("EP-N", figures(3, None))
    assert [act for act, *_about in steps()] == ["asked"]


def test_step_is_neither_changed_nor_deleted(army: Army) -> None:
    army.ask("EP-N")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionEvent.objects.update(act="withdrawn")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionEvent.objects.all().delete()
    assert [act for act, *_about in steps()] == ["asked"]


# --- The snapshot -------------------------------------------------------------------------------------------------


def cells(values: list[dict[str, Any]]) -> dict[str, str]:
    return {value["cell"]: value["value"] for value in values}


def test_snapshot_says_which_units_a_figure_came_from(army: Army) -> None:
    event = sent(army).events.order_by("sequence").last()
    assert event is not None
    assert event.to_status == Status.SUBMITTED
    units = json.loads(event.snapshot)["units"]
    said = [(part["unit"], part.get("answer"), cells(part.get("values", []))) for part in units["parts"]]
    assert said == [
        ("EP-C", "not_available", {}),
        ("EP-N", "reported", {"sex=women": "3", "sex=men": "4"}),
        ("EP-S", None, {}),
    ]
    assert units["parts"][0]["reason"] == NO_DATA.reason
    assert cells(units["sums"]) == {"sex=women": "3", "sex=men": "4"}


def test_answer_without_units_is_kept_as_ever(army: Army) -> None:
    """What an older release sealed keeps its digest: the key appears only where some unit was asked."""
    answer = workflow.save_draft(army.task, figures(1, 2), version=NEW, by=army.cast.reporter, at=army.open)
    before = content_digest(answer)
    assert "units" not in snapshot(answer)
    army.ask("EP-N")
    assert content_digest(answer) != before


def test_part_rewritten_past_the_workflow_is_found(army: Army) -> None:
    answer = sent(army)
    part = Contribution.objects.get(unit__code="EP-N")
    part.values.filter(combination__key="sex=women").update(value=2)
    assert chain.first_rewritten(make_plan()) == answer


def test_part_erased_past_the_workflow_is_found(army: Army) -> None:
    answer = sent(army)
    Contribution.objects.all().delete()
    assert chain.first_rewritten(make_plan()) == answer


def test_event_from_before_units_were_kept_is_held_to_what_it_has(army: Army) -> None:
    """An answer that was sealed by a release whose snapshots said nothing of units is not reported as rewritten."""
    answer = sent(army)
    event = answer.events.order_by("sequence").last()
    assert event is not None
    event.snapshot = json.dumps({k: v for k, v in json.loads(event.snapshot).items() if k != "units"})
    assert chain.says_what_it_kept(answer, event)
