"""Changes of a frozen plan: each verb × each state × each actor, one at a time, and what a validated one does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.content import ActivityContent, content_of, differences, kept, read_back
from activities.models import Activity, ActivityChange, ActivityStep, PlanningRound, Status
from activities.planning.against import Against, against_adopted, against_of, changed_since
from activities.planning.changing import Asked, Kind, ask_change, rewrite, withdraw
from activities.refusals import NotAllowed, NotOpen, NotReady, Stale, WrongState
from institutions.models import User
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.factories import (
    LIMA,
    make_action,
    make_activity,
    make_change_of,
    make_indicator,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_year_plan,
)

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=LIMA)
LATER = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        make_indicator(plan)
        make_action(plan, "PART-2.1")
        year_plan = make_year_plan(make_round(plan, is_sealed=True), cast.army)
        yield {"cast": cast, "plan": plan, "year_plan": year_plan, "activity": make_activity(year_plan)}


@pytest.fixture
def world(db: None, whole: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(whole)


def moved(activity: Activity) -> Asked:
    return Asked(Kind.ALTER, "El proveedor entregó tarde.", replace(content_of(activity), ends_on=LATER))


def ask(world: dict[str, Any], asked: Asked, by: User | None = None, **options: Any) -> ActivityChange:
    options = {"activity": world["activity"], "version": 1} | options
    return ask_change(world["year_plan"], asked, by=by or world["cast"].reporter, at=NOW, **options)


def decide(change: ActivityChange, cast: Cast, verb: str = "validate") -> None:
    """Sent by the approver, then validated or returned by the secretary."""
    handing_in.prepare(change, version=change.version, by=cast.reporter, at=NOW)
    handing_in.submit([(change, change.version)], by=cast.approver, at=NOW)
    if verb == "validate":
        handing_in.validate(change, version=change.version, by=cast.secretary, at=NOW)
    else:
        handing_in.return_(change, version=change.version, by=cast.secretary, at=NOW, comment="Precisen.")


def test_only_who_reports_asks(world: dict[str, Any]) -> None:
    for name, person in world["cast"].people().items():
        if name != "reporter":
            with pytest.raises(NotAllowed):
                ask(world, moved(world["activity"]), person)
    change = ask(world, moved(world["activity"]))
    assert (change.ordinal, change.status, change.steps.get().verb) == (1, Status.DRAFT, ActivityStep.Verb.BEGUN)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", ["rewrite", "withdraw"])
def test_every_actor_and_state(world: dict[str, Any], verb: str, status: str) -> None:
    change = make_change_of(world["activity"], status)

    def take(by: User) -> None:
        if verb == "withdraw":
            withdraw(change, version=1, by=by, at=NOW)
        else:
            rewrite(change, moved(world["activity"]), version=1, by=by, at=NOW)

    for name, person in world["cast"].people().items():
        if name != "reporter":
            with pytest.raises(NotAllowed):
                take(person)
    if status in (Status.DRAFT, Status.RETURNED):
        take(world["cast"].reporter)
        now = ActivityChange.objects.get(pk=change.pk)
        assert (now.version, now.withdrawn_at is not None) == (2, verb == "withdraw")
        return
    with pytest.raises(WrongState):
        take(world["cast"].reporter)
    assert ActivityChange.objects.get(pk=change.pk).version == 1


def test_nothing_changes_until_it_is_validated(world: dict[str, Any]) -> None:
    activity, cast = world["activity"], world["cast"]
    before = content_of(activity)
    change = ask(world, moved(activity))
    decide(change, cast, "return")
    assert content_of(Activity.objects.get(pk=activity.pk)) == before
    decide(change, cast)
    now = Activity.objects.whole().get(pk=activity.pk)
    assert (content_of(now), now.version) == (replace(before, ends_on=LATER), 2)
    assert against_of(now) == Against(days=92, differences=differences(before, content_of(now)))


def test_one_change_of_an_activity_at_a_time(world: dict[str, Any]) -> None:
    first = ask(world, moved(world["activity"]))
    with pytest.raises(WrongState):
        ask(world, Asked(Kind.CANCEL, "Sin presupuesto."))
    withdraw(first, version=1, by=world["cast"].reporter, at=NOW)
    assert ask(world, Asked(Kind.CANCEL, "Sin presupuesto.")).ordinal == 2


def test_what_was_withdrawn_is_neither_rewritten_nor_sent(world: dict[str, Any]) -> None:
    change, cast = ask(world, moved(world["activity"])), world["cast"]
    withdraw(change, version=1, by=cast.reporter, at=NOW)
    with pytest.raises(NotOpen):
        rewrite(change, moved(world["activity"]), version=2, by=cast.reporter, at=NOW)
    with pytest.raises(NotOpen):
        handing_in.prepare(change, version=2, by=cast.reporter, at=NOW)


def test_an_activity_that_changed_meanwhile_is_read_again_first(world: dict[str, Any]) -> None:
    decide(ask(world, moved(world["activity"])), world["cast"])
    with pytest.raises(Stale):
        ask(world, Asked(Kind.CANCEL, "Sin presupuesto."))
    decide(ask(world, Asked(Kind.CANCEL, "Sin presupuesto."), version=2), world["cast"])
    now = Activity.objects.get(pk=world["activity"].pk)
    assert (now.cancelled_at, now.cancel_reason) == (NOW, "Sin presupuesto.")
    with pytest.raises(WrongState):
        ask(world, moved(world["activity"]), version=3)


@pytest.mark.parametrize(("status", "is_refused"), [("draft", False), ("submitted", True), ("validated", True)])
def test_what_a_sent_note_says_is_done_is_not_cancelled(world: dict[str, Any], status: str, is_refused: bool) -> None:
    make_note(world["activity"], make_period(world["activity"].plan), "done", status)
    if not is_refused:
        assert ask(world, Asked(Kind.CANCEL, "Sin presupuesto.")).ordinal == 1
        return
    with pytest.raises(NotReady):
        ask(world, Asked(Kind.CANCEL, "Sin presupuesto."))
    assert not ActivityChange.objects.exists()


def test_a_cancellation_of_what_was_done_meanwhile_can_only_be_returned(world: dict[str, Any]) -> None:
    change, cast = ask(world, Asked(Kind.CANCEL, "Sin presupuesto.")), world["cast"]
    handing_in.prepare(change, version=1, by=cast.reporter, at=NOW)
    handing_in.submit([(change, 2)], by=cast.approver, at=NOW)
    make_note(world["activity"], make_period(world["activity"].plan), "done", "submitted")
    with pytest.raises(NotReady):
        handing_in.validate(change, version=3, by=cast.secretary, at=NOW)
    assert Activity.objects.get(pk=world["activity"].pk).cancelled_at is None
    change.refresh_from_db()
    handing_in.return_(change, version=3, by=cast.secretary, at=NOW, comment="Ya se realizó.")
    assert change.status == Status.RETURNED


def test_an_addition_asked_for_twice_by_a_button_pressed_twice_is_one(world: dict[str, Any]) -> None:
    content = replace(content_of(world["activity"]), title="Nueva")
    asked = Asked(Kind.ADD, "Lo pidió la Comisión.", content)
    first, again = (ask(world, asked, activity=None, version=None) for _ in range(2))
    other = ask(world, replace(asked, reason="Lo pidió el Ministerio."), activity=None, version=None)
    assert (first, first.ordinal, other.ordinal) == (again, 1, 2)


def test_one_that_is_added_gets_the_next_number_and_is_followed_up(world: dict[str, Any]) -> None:
    content = replace(content_of(world["activity"]), title="Nueva", action="PART-2.1")
    change = ask(world, Asked(Kind.ADD, "Lo pidió la Comisión.", content), activity=None, version=None)
    assert change.activity is None
    decide(change, world["cast"])
    added = Activity.objects.whole().get(code="EP-2026-02")
    assert (content_of(added), against_of(added).is_added) == (content, True)
    assert added in Activity.objects.in_force()
    assert change.activity == added


def test_a_plan_that_was_never_sent_is_not_followed_up_but_can_be_added_to(world: dict[str, Any]) -> None:
    cast = world["cast"]
    unsent = make_year_plan(make_round(world["plan"]), cast.navy)
    unsent.__class__.objects.filter(pk=unsent.pk).update(
        status="draft", validated_at=None, validated_by=None, first_submitted_at=None
    )
    unsent.refresh_from_db()
    written = make_activity(unsent, is_added=True)
    assert written not in Activity.objects.in_force()
    with pytest.raises(WrongState):
        ask_change(unsent, moved(written), activity=written, version=1, by=cast.outsider, at=NOW)
    asked = Asked(Kind.ADD, "No se envió a tiempo.", content_of(written))
    change = ask_change(unsent, asked, by=cast.outsider, at=NOW)
    handing_in.prepare(change, version=1, by=cast.outsider, at=NOW)
    handing_in.submit([(change, 2)], by=cast.outside_approver, at=NOW)
    handing_in.validate(change, version=3, by=cast.secretary, at=NOW)
    assert change.activity in Activity.objects.in_force()
    assert list(Activity.objects.visible_to(cast.member).filter(institution=cast.navy)) == [change.activity]


def test_before_the_plan_is_frozen_no_change_is_asked_for(world: dict[str, Any]) -> None:
    planned = make_year_plan(make_round(world["plan"], 2027), world["cast"].army)
    asked = Asked(Kind.ADD, "Porque sí.", replace(content_of(world["activity"])))
    with pytest.raises(NotOpen):
        ask_change(planned, asked, by=world["cast"].reporter, at=NOW)
    assert PlanningRound.objects.get(year=2027).year_plans.get().changes.count() == 0


@pytest.mark.parametrize(
    ("reason", "said", "field"),
    [
        ("Por algo.", {}, "content"),
        (" ", {"ends_on": LATER}, "reason"),
        ("Por algo.", {"ends_on": dt.date(2028, 1, 1)}, "ends_on"),
        ("Por algo.", {"title": ""}, "title"),
        ("Por algo.", {"action": "PREV-9.9"}, "action"),
    ],
)
def test_what_is_wrong_is_refused(world: dict[str, Any], reason: str, said: dict[str, Any], field: str) -> None:
    content = replace(content_of(world["activity"]), **said)
    with pytest.raises(NotReady) as refused:
        ask(world, Asked(Kind.ALTER, reason, content))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not ActivityChange.objects.exists()


ADOPTED = ActivityContent(
    "PREV-1.1", "Dictar un curso", dt.date(2026, 3, 1), dt.date(2026, 6, 30), "Jefatura", "Informe", ("PREV-1.1.1",)
)


@pytest.mark.parametrize(
    ("now", "adopted", "is_cancelled", "added", "moved_days", "altered", "same"),
    [
        (ADOPTED, ADOPTED, False, False, (0, 0), False, True),
        (ADOPTED, None, False, True, (0, 0), False, False),
        (replace(ADOPTED, ends_on=dt.date(2026, 7, 30)), ADOPTED, False, False, (0, 30), False, False),
        (replace(ADOPTED, starts_on=dt.date(2026, 2, 27)), ADOPTED, False, False, (-2, 0), False, False),
        (replace(ADOPTED, title="Dictar dos cursos"), ADOPTED, False, False, (0, 0), True, False),
        (ADOPTED, ADOPTED, True, False, (0, 0), False, False),
        (replace(ADOPTED, title="x", ends_on=dt.date(2026, 6, 29)), ADOPTED, True, False, (0, -1), True, False),
    ],
)
def test_against_what_was_adopted(
    now: ActivityContent,
    adopted: ActivityContent | None,
    is_cancelled: bool,
    added: bool,
    moved_days: tuple[int, int],
    altered: bool,
    same: bool,
) -> None:
    found = against_adopted(now, adopted, is_cancelled=is_cancelled)
    assert (found.is_added, found.is_cancelled) == (added, is_cancelled)
    assert ((found.start_days, found.days), found.is_altered, found.is_same) == (moved_days, altered, same)


def test_one_that_moved_and_reads_otherwise_counts_in_both() -> None:
    both = against_adopted(replace(ADOPTED, title="x", ends_on=LATER), ADOPTED)
    found = changed_since([both, against_adopted(ADOPTED, ADOPTED), against_adopted(ADOPTED, None)])
    assert (found.moved, found.altered, found.added, found.cancelled, found.same) == (1, 1, 1, 0, 1)


TEXTS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40)
CONTENTS = st.builds(
    ActivityContent,
    action=st.sampled_from(["PREV-1.1", "PART-2.1"]),
    title=TEXTS,
    starts_on=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    ends_on=st.dates(dt.date(2026, 12, 31), dt.date(2027, 12, 31)),
    responsible_post=TEXTS,
    expected_product=TEXTS,
    indicators=st.sampled_from([(), ("PREV-1.1.1",)]),
    language=st.sampled_from(["es", "en"]),
)


@given(CONTENTS)
def test_what_is_kept_is_read_back(content: ActivityContent) -> None:
    assert read_back(kept(content)) == content


class AppliedChanges(TestCase):
    """A property over rows: each example is undone."""

    def setUp(self) -> None:
        self.cast = make_cast()
        plan = make_plan()
        make_indicator(plan)
        make_action(plan, "PART-2.1")
        self.activity = make_activity(make_year_plan(make_round(plan, is_sealed=True), self.cast.army))

    @properties(max_examples=15, deadline=None)
    @given(CONTENTS)
    def test_a_validated_change_reads_as_it_was_asked(self, content: ActivityContent) -> None:
        asked = Asked(Kind.ALTER, "Por algo.", content)
        year_plan = self.activity.year_plan
        change = ask_change(year_plan, asked, activity=self.activity, by=self.cast.reporter, at=NOW)
        decide(change, self.cast)
        assert content_of(Activity.objects.get(pk=self.activity.pk)) == content
