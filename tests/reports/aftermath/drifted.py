"""An edition that was issued, and what changed in the data since."""

from __future__ import annotations

import datetime as dt

from measurements.models import Measurement, Status
from reports.aftermath.differences import Difference
from reports.aftermath.drift import Drift
from reports.aftermath.places import What
from reports.models import ReportEdition
from tests.cast import Cast
from tests.factories import path_of
from tests.factories.reports import issue
from tests.reports.worlds.report import CLOSED, World

LATER = CLOSED + dt.timedelta(days=9)
AFTER_ALL = CLOSED + dt.timedelta(days=2000)
"""Later than any change that a test makes: databases have clocks of their own."""


def issued(world: World, cast: Cast) -> ReportEdition:
    return ReportEdition.objects.whole().get(pk=issue(world.plan, world.period, by=cast.secretary, at=CLOSED).pk)


def validate_the_navy(world: World) -> None:
    """The navy's 99 hours, sent and not validated when the edition was issued."""
    path = path_of(Status.VALIDATED, world.navy, world.period, late=False)
    found = Measurement.objects.filter(institution=world.navy, indicator=world.hours.indicator, period=world.period)
    found.update(status=Status.VALIDATED, **path)


def found(drift: Drift, what: What, **place: str) -> Difference:
    matching = [
        each
        for each in drift.found
        if each.place.what == what and all(getattr(each.place, name) == said for name, said in place.items())
    ]
    assert len(matching) == 1, drift.found
    return matching[0]
