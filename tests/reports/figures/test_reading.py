"""What is read for figures: sums as exact numbers, institutions made once, and nothing kept that another reading would not say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.deadlines.deadlines import Deadlines
from reports.figures.answers import exact, instant, read_measurements
from reports.figures.current import figures_of, track_of
from reports.figures.observing import observe
from reports.figures.reading import Reading, read
from tests import factories as make
from tests.measurements.worlds.extended import make_extension

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, None),
        (0, "0"),
        (40, "40"),
        (40.0, "40"),
        (0.1 + 0.2, "0.3"),
        (2.5, "2.5"),
        (Decimal("40.0000"), "40"),
        (Decimal("1200.0000"), "1200"),
        (Decimal("1.2500"), "1.25"),
        (Decimal("99999999.9999"), "99999999.9999"),
    ],
)
def test_a_sum_is_one_number_whichever_database_gave_it(given: Decimal | float | None, said: str | None) -> None:
    assert (None if given is None else str(exact(given))) == said


def test_an_instant_of_either_database_is_in_utc() -> None:
    known = dt.datetime(2026, 7, 10, 17, 0, 0, 5, tzinfo=dt.UTC)
    assert instant("2026-07-10 17:00:00.000005") == instant(known) == known
    assert instant(None) is None


@pytest.fixture
def period() -> ReportingPeriod:
    return make.make_period(make.make_plan(), "2026-I")


@pytest.fixture
def count(period: ReportingPeriod) -> IndicatorRevision:
    """Two of three report 4 and 9."""
    revision = make.make_count(period.plan)
    for code in ("EP", "MGP", "FAP"):
        make.make_commitment(revision, make.make_institution(code), period)
    make.make_measurement(revision, make.make_institution("EP"), period, value=4)
    make.make_measurement(revision, make.make_institution("MGP"), period, value=9)
    return revision


@pytest.fixture
def reading(count: IndicatorRevision, period: ReportingPeriod) -> Reading:
    return read(period.plan, period, NOW)


@pytest.mark.django_db
def test_a_reading_of_fewer_institutions_says_nothing_of_the_others(reading: Reading, count: IndicatorRevision) -> None:
    assert figures_of(reading)[0].main.figure.value == 13
    alone = replace(reading, institutions={"EP": reading.institutions["EP"]})
    assert figures_of(alone)[0].main.figure.value == 4
    assert figures_of(reading)[0].main.figure.value == 13


@pytest.mark.django_db
def test_what_an_institution_says_is_worked_out_once(reading: Reading, count: IndicatorRevision) -> None:
    track, ordinal = track_of(count, count.series.get()), reading.period.ordinal
    assert observe(reading, track, ordinal) is observe(reading, track, ordinal)
    assert observe(reading, track, ordinal - 1) != observe(reading, track, ordinal)


@pytest.mark.django_db
def test_an_institution_that_owes_much_is_one_object(period: ReportingPeriod, count: IndicatorRevision) -> None:
    other = make.make_count(period.plan, "PREV-1.2.1")
    make.make_commitment(other, make.make_institution("EP"), period)
    seen = read(period.plan, period, NOW)
    owing = [each.institution for many in seen.commitments.values() for each in many if each.institution.code == "EP"]
    assert len(owing) == 2
    assert all(each is seen.institutions["EP"] for each in owing)
    assert (owing[0].name, owing[0].short_name) == (
        make.make_institution("EP").name,
        make.make_institution("EP").short_name,
    )


@pytest.mark.django_db
def test_who_wants_no_measurement_asks_nothing(period: ReportingPeriod) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert read_measurements(period.plan, Q(pk__in=[])) == ({}, {})
    assert len(queries) == 0


@pytest.mark.django_db
def test_a_cell_is_overdue_when_its_own_deadline_has_come(period: ReportingPeriod, count: IndicatorRevision) -> None:
    """With an extension of one institution for one indicator: its own instant, not everybody's."""
    later = period.due_at + dt.timedelta(days=5)
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    make_extension(period, army, until=later, indicator=count.indicator)
    deadlines = Deadlines.read([period])
    indicator = count.indicator_id
    tick = dt.timedelta(microseconds=1)
    assert not deadlines.is_overdue(period, army.pk, indicator, later - tick)
    assert deadlines.is_overdue(period, army.pk, indicator, later)
    assert deadlines.is_overdue(period, army.pk, indicator + 1, period.due_at)
    assert deadlines.is_overdue(period, navy.pk, indicator, period.due_at)
    assert not deadlines.is_overdue(period, navy.pk, indicator, period.due_at - tick)
