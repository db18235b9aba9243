"""Linking general objectives and actions: who may, what a change keeps, and two people at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from indicators.aligning import Unexplained, align, last_change, links_of
from indicators.models import ActionPlan, Alignment, AlignmentChange, GeneralObjective
from indicators.refusals import NotAllowed, Refused, Stale
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
BOTH = {("OG-1", "PREV-1.1"), ("OG-2", "PREV-1.1")}
COMMITTEE = {"member", "secretary", "alternate"}


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    made = make.make_plan()
    for order in (1, 2):
        GeneralObjective.objects.create(plan=made, code=f"OG-{order}", order=order, text=f"Objetivo {order}")
    make.make_action(made, "PREV-1.1")
    make.make_action(made, "PREV-1.2")
    return made


@pytest.mark.parametrize(
    "role",
    ["reporter", "approver", "outsider", "member", "secretary", "alternate", "observer", "administrator"],
)
def test_only_the_committee_aligns(role: str, plan: ActionPlan, cast: Cast) -> None:
    person = cast.people()[role]
    if role in COMMITTEE:
        align(plan, BOTH, seen=0, reason="Sesión 1", by=person, at=AT)
        assert links_of(plan) == BOTH
        return
    with pytest.raises(NotAllowed):
        align(plan, BOTH, seen=0, reason="Sesión 1", by=person, at=AT)
    assert not Alignment.objects.exists()


def test_each_link_made_or_undone_is_recorded_with_its_reason_and_the_others_stay(plan: ActionPlan, cast: Cast) -> None:
    align(plan, BOTH, seen=0, reason=" Sesión 1 ", by=cast.member, at=AT)
    wanted = {("OG-1", "PREV-1.1"), ("OG-1", "PREV-1.2")}
    taken = align(plan, wanted, seen=last_change(plan), reason="Sesión 2", by=cast.secretary, at=AT)
    assert (taken.made, taken.undone) == ({("OG-1", "PREV-1.2")}, {("OG-2", "PREV-1.1")})
    assert links_of(plan) == wanted
    changes = AlignmentChange.objects.order_by("pk").values_list(
        "general_objective__code", "action__code", "is_linked", "reason", "post__user"
    )
    assert list(changes) == [
        ("OG-1", "PREV-1.1", True, "Sesión 1", cast.member.pk),
        ("OG-2", "PREV-1.1", True, "Sesión 1", cast.member.pk),
        ("OG-1", "PREV-1.2", True, "Sesión 2", cast.secretary.pk),
        ("OG-2", "PREV-1.1", False, "Sesión 2", cast.secretary.pk),
    ]


def test_what_stands_already_is_no_change_and_needs_neither_reason_nor_the_last_version(
    plan: ActionPlan, cast: Cast
) -> None:
    align(plan, BOTH, seen=0, reason="Sesión 1", by=cast.member, at=AT)
    assert align(plan, BOTH, seen=0, reason="", by=cast.member, at=AT).is_empty
    assert AlignmentChange.objects.count() == 2


def test_who_read_an_older_alignment_changes_nothing(plan: ActionPlan, cast: Cast) -> None:
    align(plan, BOTH, seen=0, reason="Sesión 1", by=cast.member, at=AT)
    with pytest.raises(Stale):
        align(plan, set(), seen=0, reason="Sesión 1", by=cast.secretary, at=AT)
    assert links_of(plan) == BOTH


def test_a_change_needs_a_reason(plan: ActionPlan, cast: Cast) -> None:
    with pytest.raises(Unexplained):
        align(plan, BOTH, seen=0, reason="  ", by=cast.member, at=AT)
    assert not Alignment.objects.exists()


def test_what_is_not_of_the_plan_is_refused_whole(plan: ActionPlan, cast: Cast) -> None:
    with pytest.raises(Refused):
        align(plan, {*BOTH, ("OG-1", "REC-9.9")}, seen=0, reason="Sesión 1", by=cast.member, at=AT)
    assert not Alignment.objects.exists()


def test_the_record_of_changes_is_never_rewritten(plan: ActionPlan, cast: Cast) -> None:
    align(plan, BOTH, seen=0, reason="Sesión 1", by=cast.member, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        AlignmentChange.objects.update(reason="Otra")
    with pytest.raises(DatabaseError), transaction.atomic():
        AlignmentChange.objects.all().delete()
