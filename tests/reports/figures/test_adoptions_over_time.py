"""Random sequences of adoptions: one definition in force at each semester, and figures that add nothing over a break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from indicators.adopting import take_back
from indicators.defining.document import Words
from indicators.defining.reading import document_of
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from indicators.refusals import Refused, Stale
from reports.figures import indicator_figures, indicator_history
from tests import factories as make
from tests.conftest import kept_for_a_module
from tests.indicators import adopted as a

SEMESTERS = ("2023-I", "2023-II", "2024-I", "2024-II", "2025-I", "2025-II")
LATER = "2026-I"
NOW = dt.datetime(2026, 3, 1, 12, tzinfo=make.LIMA)
VALUES = (1, 2, 4, 8, 16, 32)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Act:
    """What the Committee does for one semester. `factor` brings earlier figures over."""

    what: str
    factor: Decimal = field(default=Decimal(1))


acts = st.sampled_from(
    [
        *(Act(what) for what in ("keep", "editorial", "target", "continuous", "break", "retire", "take back")),
        *(Act("rebased", Decimal(factor)) for factor in (2, 3, 10)),
    ]
)
sequences = st.lists(acts, min_size=len(SEMESTERS) - 1, max_size=len(SEMESTERS) - 1)


@pytest.fixture(scope="module")
def first(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[IndicatorRevision]:
    with kept_for_a_module(django_db_blocker):
        plan = make.make_plan()
        for code in (*SEMESTERS, LATER):
            make.make_period(plan, code)
        revision = make.make_count(plan, unit="personas")
        make.make_commitment(revision, make.make_institution("EP"), a.period(plan, SEMESTERS[0]))
        make.make_measurement(revision, make.make_institution("EP"), a.period(plan, SEMESTERS[0]), value=VALUES[0])
        yield revision


def decide(revision: IndicatorRevision, act: Act, period: ReportingPeriod, number: int) -> IndicatorRevision:
    """Do it the day before the semester's window opens; the definition in force from then on."""
    at, code, document = period.opens_at - DAY, period.code, document_of(revision)
    if act.what == "keep":
        return revision
    if act.what == "retire":
        return a.retired(revision, code, at=at)
    if act.what in ("editorial", "take back"):
        new = a.adopted(revision, a.reworded(revision, f"Nombre {number}"), code, at=at)
        if act.what == "take back":
            take_back(new, at=at)
            return revision
        return new
    if act.what == "target":
        return a.adopted(revision, a.with_target(document, 100 + number, LATER), code, at=at, change_class="target")
    changed = a.changed(revision, unit=Words(f"unidad {number}"))
    factor = act.factor if act.what == "rebased" else None
    return a.adopted(
        revision, changed, code, at=at, change_class="methodological", comparability=act.what, rebase_factor=factor
    )


def lived_through(first: IndicatorRevision, sequence: Sequence[Act]) -> list[IndicatorRevision]:
    """The definition in force in each semester; the Army reports under it while the indicator is followed."""
    held, army = [first], make.make_institution("EP")
    for number, (code, act) in enumerate(zip(SEMESTERS[1:], sequence, strict=True), start=1):
        period, before = a.period(first.indicator.plan, code), held[-1]
        if before.change_class == "retired":
            with pytest.raises(Refused):
                decide(before, Act("editorial"), period, number)
            held.append(before)
            continue
        held.append(decide(before, act, period, number))
        if held[-1] != before:
            with pytest.raises(Stale):
                a.adopted(before, a.reworded(before, "Tarde"), code, at=period.opens_at - DAY)
        if held[-1].change_class != "retired":
            make.make_measurement(held[-1], army, period, value=VALUES[number])
    return held


def brought_over(sequence: Sequence[Act], number: int) -> int:
    """The value of a semester on the scale of the last one, by hand."""
    product = Decimal(VALUES[number])
    for act in sequence[number:]:
        product *= act.factor
    return int(product)


@pytest.mark.django_db
@settings(max_examples=25)
@given(sequence=sequences)
def test_one_definition_is_in_force_and_figures_go_as_far_as_they_may(
    first: IndicatorRevision, sequence: list[Act]
) -> None:
    with transaction.atomic():
        check(first.indicator.plan, lived_through(first, sequence), sequence)
        transaction.set_rollback(True)


def check(plan: ActionPlan, held: list[IndicatorRevision], sequence: list[Act]) -> None:
    for code, revision in zip(SEMESTERS, held, strict=True):
        assert list(IndicatorRevision.objects.in_force(a.period(plan, code))) == [revision]
    indicator, last = held[0].indicator, a.period(plan, SEMESTERS[-1])
    numbers = list(indicator.revisions.order_by("effective_from__ordinal").values_list("number", flat=True))
    assert numbers == list(range(1, len(set(held)) + 1))
    if held[-1].change_class == "retired":
        assert list(indicator_figures(plan, last, NOW)) == []
        return
    semester, year, start = (span.figure for span in indicator_history(indicator, last, NOW).spans)
    assert (semester.state, semester.value) == ("computed", VALUES[-1])
    for figure, begin in ((year, len(SEMESTERS) - 2), (start, 0)):
        if any(act.what == "break" for act in sequence[begin:]):
            assert (figure.state, figure.value) == ("broken", None)
        else:
            assert figure.state == "computed"
            assert figure.value == sum(brought_over(sequence, number) for number in range(begin, len(SEMESTERS)))
