"""Parts of an answer that are open after its window closed: who opens them, what may be written then, and how it ends."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.anchors import Anchor, Part
from measurements.answer.content import CellContent, Content, Origin
from measurements.background.history import path_of
from measurements.chain import chain
from measurements.deadlines.deadlines import is_late
from measurements.models import Answer, Measurement, Opening, Status
from measurements.review.observations import observations_of
from measurements.workflow import opening
from measurements.workflow import steps as workflow
from measurements.workflow.opened import OutsideOpening
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_measurement
from tests.measurements.workflow.test_workflow_table import actors_of, moments_of
from tests.measurements.worlds.entering import post, url
from tests.measurements.worlds.opened import DAY, EVIDENCE, FIGURES, MEN, NARRATIVE, WOMEN, Desk, cell, figures
from tests.measurements.worlds.proving import attaching, held_names
from tests.measurements.worlds.walk import HOUR, TICK, make_world


@pytest.fixture
def desk(cast: Cast, period: ReportingPeriod, people: IndicatorRevision) -> Desk:
    return Desk(cast, period, people)


REVIEWERS = {
    "army": {"secretary"},
    "ministry": {"alternate", "alternate_of_the_army"},
    "joint_command": {"secretary"},
}
SENT = {Status.SUBMITTED, Status.RETURNED, Status.VALIDATED}


@pytest.mark.parametrize("institution", REVIEWERS)
def test_only_who_reviews_the_institution_opens_only_what_was_sent(cast: Cast, institution: str) -> None:
    world = make_world(cast, size=len(Status))
    answers = {
        status: make_measurement(world.revisions[n], getattr(cast, institution), world.period, value=40, status=status)
        for n, status in enumerate(Status)
    }
    for name, actor in actors_of(cast).items():
        for moment, at in moments_of(world.period).items():
            for status, answer in answers.items():
                expected: type[Exception] | None = None
                if name not in REVIEWERS[institution]:
                    expected = workflow.NotAllowed
                elif status not in SENT:
                    expected = workflow.WrongState
                elif status == Status.RETURNED and moment in ("before", "closed"):
                    expected = workflow.WrongState  # nothing tells that it is as it was sent
                assert _refused(answer, actor, at) is expected, (name, moment, status)


def _refused(answer: Measurement, actor: Any, at: dt.datetime) -> type[Exception] | None:
    try:
        with transaction.atomic():
            fresh = Measurement.objects.get(pk=answer.pk)
            parts = [cell(("total", ""))]
            opening.open_parts(fresh, anchors=parts, until=at + DAY, reason="Total.", by=actor, at=at)
            transaction.set_rollback(True)
    except workflow.Refused as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"anchors": []}, workflow.NotReady),
        ({"anchors": [cell(("total", "sex=unknown"))]}, workflow.NotReady),
        ({"anchors": [Anchor(Part.ITEMS)]}, workflow.NotReady),
        ({"anchors": [Anchor(Part.EVIDENCE, document="0" * 64)]}, workflow.NotReady),
        ({"reason": " "}, workflow.NotReady),
        ({"until": dt.timedelta(0)}, workflow.NotReady),
    ],
)
def test_an_opening_names_parts_that_the_answer_has_and_a_moment_to_come(
    desk: Desk, change: dict[str, Any], refusal: type[Exception]
) -> None:
    answer = desk.validated()
    said: dict[str, Any] = {"anchors": [NARRATIVE], "reason": "Total.", "until": DAY} | change
    said["until"] = desk.closed + said["until"]
    with pytest.raises(refusal):
        opening.open_parts(answer, by=desk.cast.secretary, at=desk.closed, **said)
    assert desk.answer.status == Status.VALIDATED
    assert not Opening.objects.exists()


def test_what_was_opened_is_corrected_sent_and_validated_and_nothing_becomes_late(desk: Desk) -> None:
    first = desk.validated().first_submitted_at
    desk.opens(cell(WOMEN))
    saved = desk.saves(values=figures(13))
    sent = desk.send(saved, desk.closed + HOUR)
    assert (sent.status, sent.first_submitted_at, is_late(sent)) == (Status.SUBMITTED, first, False)
    done = workflow.validate(sent, version=sent.version, by=desk.cast.secretary, at=desk.closed + DAY)
    assert done.values.get(combination__key="sex=women").value == 13
    assert chain.verify(desk.period.plan).first_broken is None
    assert chain.first_rewritten(desk.period.plan) is None


SHUT: dict[str, Callable[[], dict[str, Any]]] = {
    "a cell": lambda: {"values": figures(12, 31)},
    "an emptied cell": lambda: {"values": {WOMEN: CellContent(Decimal(12))}},
    "control total": lambda: {"control_total": Decimal(42)},
    "origin": lambda: {"origin": Origin("SIGE")},
    "cut-off": lambda: {"origin": Origin(cut_off_on=dt.date(2026, 6, 30))},
    "contact": lambda: {"origin": Origin(contact_post="Jefatura")},
    "none at all": lambda: {"has_no_items": True},
    "answer": lambda: {"answer": Answer.NOT_AVAILABLE, "reason": "Sin dato.", "values": {}},
    "narrative": lambda: {"narrative": "Otra cosa."},
}
OPENED = {"narrative": NARRATIVE, "a cell": cell(MEN), "women": cell(WOMEN), "evidence": EVIDENCE}


@pytest.mark.parametrize("opened", OPENED)
def test_nothing_outside_the_opened_parts_is_saved(desk: Desk, opened: str) -> None:
    desk.validated()
    desk.opens(OPENED[opened])
    allowed = {opened} | ({"control total"} if "cell" in opened or opened == "women" else set())
    for name, change in SHUT.items():
        if name in allowed or (name == "an emptied cell" and opened == "a cell"):
            desk.saves(FIGURES, **change())
            continue
        wanted = change()
        with pytest.raises(OutsideOpening):
            desk.saves(FIGURES, **wanted)


def test_a_refusal_names_what_differs(desk: Desk) -> None:
    desk.validated()
    desk.opens(cell(WOMEN))
    with pytest.raises(OutsideOpening, match="«men»"):
        desk.saves(values=figures(13, 31))


def test_who_had_no_figure_gives_it_when_the_cells_are_opened(desk: Desk) -> None:
    desk.validated(Content(answer=Answer.NOT_AVAILABLE, reason="El sistema no responde."))
    desk.opens(cell(WOMEN), cell(MEN))
    saved = desk.saves(FIGURES, narrative="")
    assert (saved.answer, saved.reason) == (Answer.REPORTED, "")


def test_an_opening_is_shut_at_its_instant_and_not_before(desk: Desk) -> None:
    desk.validated()
    desk.opens(NARRATIVE)
    desk.saves(narrative="Tres cursos.", at=desk.until - TICK)
    with pytest.raises(workflow.NotOpen):
        desk.saves(narrative="Cuatro cursos.", at=desk.until)
    opening.extend(Opening.objects.get(), desk.until + DAY)
    desk.saves(narrative="Cuatro cursos.", at=desk.until)


def test_within_an_open_window_an_opening_restricts_nothing(desk: Desk) -> None:
    desk.sent()
    inside = desk.period.opens_at + 2 * HOUR
    desk.opens(NARRATIVE, at=inside)
    assert desk.saves(values=figures(20), at=inside).values.get(combination__key="sex=women").value == 20


def test_only_one_opening_of_an_answer_is_open_and_a_lapsed_one_gives_way(desk: Desk) -> None:
    desk.validated()
    desk.opens(NARRATIVE)
    with pytest.raises(workflow.WrongState):
        desk.opens(cell(WOMEN))
    later = desk.until + HOUR
    opening.open_parts(
        desk.answer, anchors=[cell(WOMEN)], until=later + DAY, reason="Total.", by=desk.cast.secretary, at=later
    )
    assert Opening.objects.filter(ended_at__isnull=True).count() == 1
    assert list(desk.answer.events.values_list("to_status", flat=True))[-3:] == ["returned", "validated", "returned"]


@pytest.mark.parametrize("is_validated", [True, False])
@pytest.mark.parametrize("reached", ["nothing", "saved", "prepared"])
def test_an_answer_that_nobody_sent_again_stands_as_it_did(desk: Desk, is_validated: bool, reached: str) -> None:
    before = desk.validated() if is_validated else desk.sent()
    opened = desk.opens(cell(WOMEN), NARRATIVE)
    if reached != "nothing":
        draft = desk.saves(values=figures(13), narrative="Tres cursos.")
        if reached == "prepared":
            at = desk.closed + HOUR
            workflow.prepare(draft, version=draft.version, by=desk.cast.reporter, at=at)
    assert opening.end_lapsed(at=opened.until) == 1
    after = desk.answer
    assert (after.status, after.validated_by, after.validated_at) == (
        before.status,
        before.validated_by,
        before.validated_at,
    )
    assert (after.values.get(combination__key="sex=women").value, after.narrative) == (12, "Dos cursos.")
    assert chain.first_rewritten(desk.period.plan) is None
    assert chain.verify(desk.period.plan).first_broken is None


def test_ending_twice_is_ending_once_and_what_was_sent_again_stays(desk: Desk) -> None:
    desk.validated()
    opened = desk.opens(cell(WOMEN))
    desk.send(desk.saves(values=figures(13)), desk.closed + HOUR)
    for _time in range(2):
        opening.end(opened, at=desk.closed + DAY)
    assert (desk.answer.status, desk.answer.values.get(combination__key="sex=women").value) == (Status.SUBMITTED, 13)
    assert not desk.is_open(desk.closed + DAY)
    with pytest.raises(workflow.WrongState):
        opening.extend(opened, desk.until + DAY)


def test_what_was_begun_before_the_window_closed_is_not_sent_along_with_opened_parts(desk: Desk) -> None:
    sent = desk.sent()
    inside = desk.period.opens_at + 2 * HOUR
    workflow.return_to_institution(sent, version=sent.version, by=desk.cast.secretary, at=inside, comment="Revise.")
    desk.saves(values=figures(20), at=inside)
    with pytest.raises(workflow.WrongState, match="ampliación"):
        desk.opens(NARRATIVE)
    desk.saves(values=figures(12), at=inside)
    desk.opens(NARRATIVE)


@pytest.mark.parametrize("is_written", [True, False])
def test_what_was_observed_again_and_not_corrected_awaits_review_when_the_opening_ends(
    desk: Desk, is_written: bool
) -> None:
    """Its window is closed: left with the institution, nobody could ever send or validate it."""
    desk.validated()
    opened = desk.opens(cell(WOMEN), EVIDENCE)
    sent = desk.send(desk.saves(values=figures(13), evidence=attaching("Oficio 9")), desk.closed + HOUR)
    observe(sent, by=desk.cast.secretary, at=desk.closed + 2 * HOUR, comment="Falta.", anchors=[cell(WOMEN)])
    if is_written:
        desk.saves(values=figures(99), evidence=attaching("Oficio 10"), at=desk.closed + 3 * HOUR)
    opening.end(opened, at=opened.until)
    answer = desk.answer
    assert (answer.status, answer.values.get(combination__key="sex=women").value) == (Status.SUBMITTED, 13)
    assert held_names() == ["Oficio 9.pdf"]
    assert path_of(answer)[0].title == "Se cerró lo que estaba abierto: queda como estaba"
    assert chain.first_rewritten(desk.period.plan) is None


def test_parts_that_a_request_opened_are_no_observation(desk: Desk) -> None:
    sent, by = desk.sent(), desk.cast.secretary
    observe(sent, by=by, at=desk.period.opens_at + 2 * HOUR, comment="Revise.")
    desk.send(desk.saves(values=figures(13), at=desk.period.opens_at + DAY), desk.period.opens_at + DAY)
    before = observations_of([desk.owner], [desk.period])
    desk.opens(cell(WOMEN))
    desk.send(desk.saves(values=figures(14)), desk.closed + HOUR)
    assert observations_of([desk.owner], [desk.period]) == before
    assert [each.days for each in before[desk.owner.pk, desk.period.pk]] == [1]


def test_only_opened_parts_are_observed_after_the_window(desk: Desk) -> None:
    desk.validated()
    desk.opens(cell(WOMEN))
    sent = desk.send(desk.saves(values=figures(13)), desk.closed + HOUR)
    at = desk.closed + 2 * HOUR
    for shut in (cell(MEN), NARRATIVE):
        with pytest.raises(workflow.NotReady), transaction.atomic():
            observe(sent, by=desk.cast.secretary, at=at, comment="Revise.", anchors=[cell(WOMEN), shut])
    assert observe(sent, by=desk.cast.secretary, at=at, comment="Revise.", anchors=[cell(WOMEN)]).status == "returned"


def observe(answer: Measurement, **said: Any) -> Measurement:
    answer.refresh_from_db()
    return workflow.return_to_institution(answer, version=answer.version, **said)


def test_a_warning_of_an_opened_cell_is_explained_and_the_words_of_others_stay(desk: Desk) -> None:
    said = replace(FIGURES, explanations={("large_change", *MEN): "Hubo dos cursos más."})
    desk.validated(said)
    desk.opens(cell(WOMEN))
    desk.saves(explanations={("zero_after_value", *WOMEN): "No hubo cursos para ellas."})


class TestPage:
    """The entry page of an answer of which the figure of women was opened."""

    @pytest.fixture
    def page(self, desk: Desk) -> Desk:
        desk.validated(replace(FIGURES, control_total=Decimal(42), origin=Origin("SIGE")))
        desk.opens(cell(WOMEN))
        return desk

    def typed(self, **changes: str) -> dict[str, str]:
        """The form as the page brings it along, with what somebody changed in it."""
        stands = {"v.total.sex:women": "12", "v.total.sex:men": "30", "control_total": "42", "source_system": "SIGE"}
        return stands | {"narrative": "Dos cursos."} | changes

    def test_only_the_opened_box_is_shown_as_a_box(self, page: Desk, signed_in: SignIn) -> None:
        with time_machine.travel(page.closed + HOUR, tick=False):
            shown = signed_in(page.cast.reporter).get(url()).text
        assert "El Comité abrió solo" in shown
        assert re.search(r'<input type="text"[^>]*name="v.total.sex:women"', shown)
        assert re.search(r'<input type="hidden"[^>]*name="v.total.sex:men"', shown)

    @pytest.mark.parametrize(
        ("changes", "status"),
        [
            ({"v.total.sex:women": "13"}, 302),
            ({"v.total.sex:women": "13", "control_total": "43"}, 302),
            ({"v.total.sex:men": "31"}, 409),
            ({"v.total.sex:men": ""}, 409),
            ({"narrative": "Tres cursos."}, 409),
            ({"source_system": "Excel"}, 409),
            ({"contact_post": "Jefatura"}, 409),
            ({"answer": "not_available", "reason": "Sin dato.", "discard": "on"}, 409),
        ],
    )
    def test_what_is_forged_into_the_page_is_refused_and_what_was_typed_stays(
        self, page: Desk, signed_in: SignIn, changes: dict[str, str], status: int
    ) -> None:
        with time_machine.travel(page.closed + HOUR, tick=False):
            answer = post(signed_in(page.cast.reporter), self.typed(**changes), status=status)
        assert status == 302 or "no abrió" in answer
        assert page.answer.values.get(combination__key="sex=men").value == 30
