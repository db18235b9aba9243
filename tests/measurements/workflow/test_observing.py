"""An observation says what must be corrected and until when; a validated answer is reopened; an observation is taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.canonical import digest
from measurements.anchors import Anchor, Part, read
from measurements.answer.reading import as_sent
from measurements.background.comments import about_words, latest_comments
from measurements.background.history import path_of
from measurements.chain import chain
from measurements.deadlines.answer_days import business_days_after, day_problem, has_passed, usual_day
from measurements.deadlines.deadlines import Deadline
from measurements.models import Evidence, Measurement, Status
from measurements.workflow import steps as workflow
from measurements.workflow.pointing import in_words, pointed_in
from notifications.models import Kind, Notification
from tests.cast import Cast
from tests.factories import make_dimension, make_measurement, make_proportion, make_register
from tests.measurements.worlds.proving import attaching
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

CELL = Anchor(Part.CELL, "total", "")
LIMA = dt.timezone(dt.timedelta(hours=-5))
FRIDAY = dt.datetime(2026, 7, 10, 23, 30, tzinfo=LIMA)


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def observe(world: World, m: Measurement, *anchors: Anchor, answer_by: dt.date | None = None) -> Measurement:
    return workflow.return_to_institution(
        m,
        version=m.version,
        by=world.cast.secretary,
        at=world.open,
        comment="Falta el oficio.",
        anchors=anchors,
        answer_by=answer_by,
    )


def reopen(world: World, m: Measurement, reason: str = "El oficio rectificado dice otra cifra.") -> Measurement:
    return workflow.reopen(m, version=m.version, by=world.cast.secretary, at=world.open + HOUR, reason=reason)


def take_back(world: World, m: Measurement) -> Measurement:
    return workflow.take_back_return(m, version=m.version, by=world.cast.secretary, at=world.open + 2 * HOUR)


# --- What is observed, and until when -------------------------------------------------------------------------------


def window(closes_on: dt.date) -> Deadline:
    closes = dt.datetime.combine(closes_on + dt.timedelta(days=1), dt.time(), LIMA)
    return Deadline(closes - dt.timedelta(days=30), closes - dt.timedelta(days=5), closes)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (dt.date(2026, 7, 6), 5, dt.date(2026, 7, 13)),
        (dt.date(2026, 7, 10), 1, dt.date(2026, 7, 13)),
        (dt.date(2026, 7, 11), 1, dt.date(2026, 7, 13)),
        (dt.date(2026, 7, 11), 0, dt.date(2026, 7, 11)),
    ],
)
def test_saturdays_and_sundays_are_no_business_days(day: dt.date, count: int, expected: dt.date) -> None:
    assert business_days_after(day, count) == expected


@pytest.mark.parametrize(
    ("closes_on", "proposed"),
    [
        (dt.date(2026, 7, 31), dt.date(2026, 7, 17)),
        (dt.date(2026, 7, 14), dt.date(2026, 7, 14)),
        (dt.date(2026, 7, 1), dt.date(2026, 7, 10)),
    ],
)
def test_five_business_days_are_proposed_but_none_after_the_institution_can_send(
    closes_on: dt.date, proposed: dt.date
) -> None:
    assert usual_day(window(closes_on), at=FRIDAY) == proposed


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (dt.date(2026, 7, 9), False),
        (dt.date(2026, 7, 10), True),
        (dt.date(2026, 7, 14), True),
        (dt.date(2026, 7, 15), False),
    ],
)
def test_the_day_to_answer_by_is_neither_past_nor_after_the_closing(day: dt.date, is_possible: bool) -> None:
    assert (day_problem(day, window(dt.date(2026, 7, 14)), at=FRIDAY) == "") == is_possible


def test_what_is_answered_on_the_day_itself_is_in_time() -> None:
    assert [has_passed(day, at=FRIDAY) for day in (None, dt.date(2026, 7, 9), dt.date(2026, 7, 10))] == [
        False,
        True,
        False,
    ]


def test_the_event_keeps_the_parts_and_the_day_under_the_digest_of_the_chain(world: World) -> None:
    returned = observe(world, world.sent(), CELL, Anchor(Part.NARRATIVE), answer_by=dt.date(2026, 7, 10))
    event = returned.events.get(to_status=Status.RETURNED)
    assert (set(read(event.anchors)), event.answer_by) == ({CELL, Anchor(Part.NARRATIVE)}, dt.date(2026, 7, 10))
    assert chain.verify(world.period.plan).first_broken is None
    event.anchors = []
    assert digest(chain.link(event)) != digest(chain.link(returned.events.get(pk=event.pk)))


def test_only_parts_that_the_answer_has_can_be_observed(world: World) -> None:
    sent, of_nothing = world.sent(), Anchor(Part.EVIDENCE, document="0" * 64)
    for anchor in (Anchor(Part.CELL, "total", "sex=women"), Anchor(Part.ITEMS), of_nothing):
        with pytest.raises(workflow.NotReady):
            observe(world, sent, CELL, anchor)
        sent.refresh_from_db()
    assert sent.status == Status.SUBMITTED


def test_a_day_that_cannot_be_is_refused_by_every_door(world: World) -> None:
    sent = world.sent()
    with pytest.raises(workflow.NotReady):
        observe(world, sent, answer_by=world.period.closes_on + dt.timedelta(days=1))
    sent.refresh_from_db()
    assert observe(world, sent, answer_by=world.period.closes_on).status == Status.RETURNED


def test_parts_are_told_in_the_order_and_words_of_the_answer(world: World) -> None:
    plan = world.period.plan
    people = make_proportion(plan, "PART-1.1.1", dimensions=[make_dimension("sex")])
    values = {"part:sex=women": (30, 60), "part:sex=men": (50, 100)}
    of_people = make_measurement(people, world.cast.army, world.period, values=values, status=Status.SUBMITTED)
    anchors = [Anchor(Part.EVIDENCE), Anchor(Part.CELL, "part", "sex=men"), Anchor(Part.CELL, "part", "sex=women")]
    event = observe(world, of_people, *anchors).events.get()
    assert in_words(pointed_in(event, people)) == "women; men; el sustento"
    events = make_register(plan, "PROT-2.1.1")
    of_events = make_measurement(events, world.cast.army, world.period, values={"held": 1}, status=Status.SUBMITTED)
    event = observe(world, of_events, Anchor(Part.NARRATIVE), Anchor(Part.ITEMS)).events.get()
    assert in_words(pointed_in(event, events)) == "la lista; la explicación del resultado"


def test_a_document_is_told_by_its_name_in_the_product_and_never_by_mail(
    world: World,
) -> None:
    draft = world.draft()
    content = counted(40)
    with_proof = type(content)(values=content.values, evidence=attaching("Oficio reservado"))
    saved = workflow.save_draft(world.task(), with_proof, version=draft.version, by=world.cast.reporter, at=world.open)
    prepared = workflow.prepare(saved, version=saved.version, by=world.cast.reporter, at=world.open)
    world.send(prepared)
    prepared.refresh_from_db()
    document = Anchor(Part.EVIDENCE, document=Evidence.objects.get().stored_file.sha256)
    returned = observe(world, prepared, CELL, document, answer_by=dt.date(2026, 7, 10))
    comment = latest_comments([returned])[returned.pk]
    assert "documento «Oficio reservado.pdf»" in about_words(comment, returned.revision)
    body = Notification.objects.filter(kind=Kind.RETURNED)[0].text
    assert "10 de julio de 2026" in body
    assert "un documento de sustento" in body
    assert "reservado" not in body
    assert "Falta el oficio" not in body


def test_what_the_approver_hands_back_keeps_what_the_committee_waits_for(world: World) -> None:
    returned = observe(world, world.sent(), CELL, answer_by=dt.date(2026, 7, 10))
    workflow.prepare(returned, version=returned.version, by=world.cast.reporter, at=world.open)
    back = workflow.hand_back(
        returned, version=returned.version, by=world.cast.approver, at=world.open, comment="Otra vez."
    )
    comment = latest_comments([back])[back.pk]
    assert (comment.text, comment.is_observation, comment.anchors) == ("Otra vez.", False, (CELL,))
    assert comment.is_overdue(at=dt.datetime(2026, 7, 11, 12, tzinfo=LIMA))


# --- Reopening --------------------------------------------------------------------------------------------------------


def test_a_reopened_answer_counts_in_no_figure_and_keeps_what_was_sent(world: World) -> None:
    reopened = reopen(world, world.validated(value=40))
    assert not Measurement.objects.validated().exists()
    assert (reopened.validated_by, reopened.validated_at, reopened.prepared_by) == (None, None, None)
    assert as_sent(reopened).values[("total", "")].value == 40
    assert path_of(reopened)[0].title == "Reabierto"
    assert chain.first_rewritten(world.period.plan) is None


def test_reopening_needs_a_reason(world: World) -> None:
    with pytest.raises(workflow.NotReady):
        reopen(world, world.validated(), reason="  ")
    assert Measurement.objects.validated().count() == 1


def test_after_the_window_who_would_reopen_is_told_what_else_opens_it(world: World) -> None:
    m = world.validated()
    with pytest.raises(workflow.NotOpen, match="requerimiento de información"):
        workflow.reopen(m, version=m.version, by=world.cast.secretary, at=world.period.closes_at, reason="Tarde.")


# --- Taking an observation back ---------------------------------------------------------------------------------------


def test_an_observation_that_is_taken_back_leaves_the_answer_as_it_stood(world: World) -> None:
    sent, validated = world.sent(0), world.validated(1)
    stood = {m.pk: who_and_when(m) for m in (sent, validated)}
    for returned in (observe(world, sent), reopen(world, validated)):
        back = take_back(world, returned)
        back.refresh_from_db()
        assert who_and_when(back) == stood[back.pk]
    assert path_of(sent)[0].title == "Observación retirada"
    assert chain.first_rewritten(world.period.plan) is None


def who_and_when(m: Measurement) -> tuple[object, ...]:
    return (m.status, m.prepared_by, m.prepared_at, m.submitted_at, m.validated_by, m.validated_at)


def test_an_observation_on_which_somebody_worked_is_not_taken_back(world: World) -> None:
    reporter, later = world.cast.reporter, world.open + HOUR
    saved = observe(world, world.sent(0))
    workflow.save_draft(world.task(0), counted(40), version=saved.version, by=reporter, at=later)
    handed_over = observe(world, world.sent(1))
    workflow.prepare(handed_over, version=handed_over.version, by=reporter, at=later)
    workflow.hand_back(handed_over, version=handed_over.version, by=world.cast.approver, at=later, comment="Otra vez.")
    for m in (saved, handed_over):
        m.refresh_from_db()
        with pytest.raises(workflow.WrongState):
            take_back(world, m)
        m.refresh_from_db()
        assert m.status == Status.RETURNED


# --- Two at once ------------------------------------------------------------------------------------------------------


def test_of_two_reviewers_at_once_one_decides_and_the_other_is_told(world: World) -> None:
    def validate(m: Measurement) -> Measurement:
        return workflow.validate(m, version=m.version, by=world.cast.secretary, at=world.open)

    def observe_it(m: Measurement) -> Measurement:
        return observe(world, m)

    def reopen_it(m: Measurement) -> Measurement:
        return reopen(world, m)

    def take_it_back(m: Measurement) -> Measurement:
        return take_back(world, m)

    sent, validated, returned = world.sent(0), world.validated(1), observe(world, world.sent(2))
    pairs = [(sent, validate, observe_it), (validated, reopen_it, reopen_it), (returned, take_it_back, take_it_back)]
    for m, first, second in pairs:
        read_by_both = [Measurement.objects.get(pk=m.pk) for _reviewer in range(2)]
        first(read_by_both[0])
        events = m.events.count()
        with pytest.raises(workflow.Stale):
            second(read_by_both[1])
        assert m.events.count() == events
