"""Two reviewers at the joining desk at the same moment: one after the other, whatever they press."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.answer.refusals import Refused, Stale
from measurements.joining.desk import Verdict
from measurements.models import ItemJoin, RegisterItem
from tests.cast import Cast
from tests.measurements.joining.test_duplicates import Two

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.fixture
def two(cast: Cast, events: IndicatorRevision, period: ReportingPeriod) -> Two:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    return Two(cast, events, period)


def at_once(*steps: Callable[[], object]) -> list[Refused]:
    """Take the steps in threads of their own, all at one moment; what was refused."""
    gate, refused = Barrier(len(steps)), list[Refused]()

    def take(step: Callable[[], object]) -> None:
        try:
            gate.wait()
            step()
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=take, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_of_two_verdicts_one_is_taken_and_the_other_is_told(two: Two) -> None:
    refused = at_once(
        lambda: two.decide(Verdict.ONE, seen=0),
        lambda: two.decide(Verdict.TWO, seen=0),
    )
    assert [type(each) for each in refused] == [Stale]
    assert ItemJoin.objects.count() == 1


def test_joining_in_a_ring_leaves_one_group_with_one_head(two: Two) -> None:
    joint = two.sent(two.cast.joint_command)
    refused = at_once(
        lambda: two.decide(Verdict.ONE, two.army, two.navy),
        lambda: two.decide(Verdict.ONE, two.navy, joint),
        lambda: two.decide(Verdict.ONE, joint, two.army),
    )
    assert refused == []
    assert len(set(RegisterItem.objects.values_list("same_as", flat=True)) - {None}) == 1
    assert not RegisterItem.objects.filter(same_as__same_as__isnull=False).exists()
