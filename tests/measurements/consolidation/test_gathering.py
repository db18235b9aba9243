"""What the draft of the institution takes over from its units, and what warns that it differs from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from measurements.answer.content import CellContent, Content
from measurements.answer.reading import whole
from measurements.checks.beside import beside
from measurements.checks.explaining import warnings_of
from measurements.checks.stored import content_of
from measurements.checks.unit_findings import DIFFERS, INCOMPLETE
from measurements.consolidation import consolidating
from measurements.consolidation.asking import sums_for
from measurements.models import Answer, Measurement, Status
from measurements.receipts.receipts import printed
from measurements.workflow import steps as workflow
from tests.factories import (
    make_commitment,
    make_proportion,
)
from tests.factories import make_plan as plan
from tests.measurements.worlds.consolidating import MEN, NO_DATA, NOT_OURS, WOMEN, Army, figures

pytestmark = pytest.mark.django_db


def test_gather_fills_the_boxes_and_keeps_the_rest_of_the_draft(army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", figures(0, 10))
    army.give("EP-S", NOT_OURS)
    content = Content(values=figures(99, 99).values, narrative="Catorce talleres.")
    answer, sums = consolidating.gather(army.task, content, version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(3, 14).values
    assert answer.narrative == "Catorce talleres."
    assert not sums.is_partial
    assert [event.to_status for event in answer.events.all()] == [Status.DRAFT]


def test_gather_of_some_says_who_is_missing(army: Army) -> None:
    army.ask()
    army.give("EP-N", figures(3, 4))
    army.give("EP-C", NO_DATA)
    answer, sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(3, 4).values
    assert (sums.missing, sums.not_available) == (("Unidad EP-S",), ("Unidad EP-C",))
    assert sums.is_partial


def test_gather_turns_a_refusal_to_report_into_a_figure(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(0, 0))
    answer, _sums = consolidating.gather(army.task, NO_DATA, version=0, by=army.cast.reporter, at=army.open)
    assert (answer.answer, answer.reason) == (Answer.REPORTED, "")
    assert content_of(answer).values == figures(0, 0).values


def test_nothing_is_gathered_from_units_without_figures(army: Army) -> None:
    army.ask("EP-N", "EP-C")
    army.give("EP-N", NO_DATA)
    with pytest.raises(workflow.NotReady):
        consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert not Measurement.objects.exists()


def test_a_stale_gather_changes_nothing(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    answer = workflow.save_draft(army.task, figures(1, 1), version=0, by=army.cast.reporter, at=army.open)
    with pytest.raises(workflow.Stale):
        consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == figures(1, 1).values


def test_a_proportion_adds_its_two_numbers(army: Army) -> None:
    share = make_proportion(plan())
    make_commitment(share, army.cast.army, army.period)
    task = workflow.Task(share.indicator, army.cast.army, army.period)
    units = [army.units["EP-N"], army.units["EP-C"]]
    for part, numbers in zip(
        consolidating.ask(task, units, by=army.cast.reporter, at=army.open), ((1, 2), (1, 8)), strict=True
    ):
        cells = {("part", ""): CellContent(*map(Decimal, numbers))}
        person = army.people[part.unit.code]
        consolidating.give(part, Content(values=cells), version=1, by=person, at=army.open)
    answer, _sums = consolidating.gather(task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert content_of(answer).values == {("part", ""): CellContent(Decimal(2), Decimal(10))}


def warned(answer: Measurement) -> dict[str, tuple[str, str] | None]:
    read = whole(Measurement.objects.filter(pk=answer.pk)).get()
    return {finding.rule: finding.cell for finding in warnings_of(read, beside(read))}


def test_a_figure_that_differs_from_its_units_is_warned_about(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    answer, _sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {}
    version = answer.version
    answer = workflow.save_draft(army.task, figures(5, 4), version=version, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {DIFFERS: WOMEN}
    assert MEN in sums_for(army.task).cells


def test_an_incomplete_sum_is_warned_about_once(army: Army) -> None:
    army.ask("EP-N", "EP-C", "EP-S")
    army.give("EP-N", figures(3, 4))
    army.give("EP-S", NOT_OURS)
    answer, _sums = consolidating.gather(army.task, Content(), version=0, by=army.cast.reporter, at=army.open)
    assert warned(answer) == {INCOMPLETE: None}


def test_a_corrected_cell_is_handed_over_only_with_its_explanation(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    reporter = army.cast.reporter
    answer = workflow.save_draft(army.task, figures(5, 4), version=0, by=reporter, at=army.open)
    with pytest.raises(workflow.NotReady):
        workflow.prepare(answer, version=answer.version, by=reporter, at=army.open)
    told = replace(figures(5, 4), explanations={(DIFFERS, *WOMEN): "La unidad omitió un taller."})
    version = Measurement.objects.get().version
    answer = workflow.save_draft(army.task, told, version=version, by=reporter, at=army.open)
    answer = workflow.prepare(answer, version=answer.version, by=reporter, at=army.open)
    assert content_of(answer).explanations == told.explanations
    receipt = workflow.submit([(answer, answer.version)], by=army.cast.approver, at=army.open)
    (line,) = printed(receipt, "es").lines
    (explained,) = line.explanations
    assert explained.endswith(": difiere de la suma de las unidades. «La unidad omitió un taller.»")


def test_gather_forgets_why_a_cell_differed(army: Army) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    told = replace(figures(5, 4), explanations={(DIFFERS, *WOMEN): "La unidad omitió un taller."})
    answer = workflow.save_draft(army.task, told, version=0, by=army.cast.reporter, at=army.open)
    version = answer.version
    answer, _sums = consolidating.gather(army.task, told, version=version, by=army.cast.reporter, at=army.open)
    assert content_of(answer).explanations == {}
