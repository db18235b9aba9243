"""More time for an institution is more time for its units: what they can be asked, what they see, and no longer than that."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from indicators.models import Indicator
from measurements.consolidation.asked_deadlines import deadline_shown, parts_to_give, unit_deadline
from measurements.deadlines.deadlines import widened
from measurements.models import Contribution
from measurements.tasks.todo_reporting import reporting_rows
from notifications.todo_sources import ToDo
from tests.conftest import SignIn
from tests.factories import make_count, make_plan
from tests.measurements.worlds.consolidating import Army, figures
from tests.measurements.worlds.extended import make_extension
from tests.measurements.worlds.walk import HOUR

pytestmark = pytest.mark.usefixtures("clock")
UNITS = "/registro/2026-I/EP/PREV-1.1.1/unidades/"
UNTIL = dt.datetime.fromisoformat("2026-08-13T00:00:00-05:00")


@pytest.fixture
def after(army: Army, clock: time_machine.Traveller) -> dt.datetime:
    """Six days after everybody's window closed."""
    moment = army.period.closes_at + dt.timedelta(days=6)
    clock.move_to(moment)
    return moment


def extend(army: Army, indicator: Indicator | None = None) -> None:
    make_extension(army.period, army.cast.army, UNTIL, indicator=indicator)


def rows(army: Army, at: dt.datetime, code: str = "EP-N") -> list[ToDo]:
    return [row for row in reporting_rows(army.people[code], make_plan(), at=at) if row.number]


def test_units_are_asked_until_a_day_within_the_extension(army: Army, signed_in: SignIn, after: dt.datetime) -> None:
    extend(army, army.revision.indicator)
    browser = signed_in(army.cast.reporter)
    assert "antes del 12 de agosto de 2026" in browser.get(UNITS).text
    asked = {"action": "ask", "units": ["EP-N"], "wanted_by": "2026-08-10"}
    assert browser.post(UNITS, asked).status_code == 302
    assert Contribution.objects.get().wanted_by == dt.date(2026, 8, 10)


def test_units_are_not_asked_until_a_day_past_the_extension(army: Army, signed_in: SignIn, after: dt.datetime) -> None:
    extend(army)
    page = signed_in(army.cast.reporter).post(UNITS, {"action": "ask", "units": ["EP-N"], "wanted_by": "2026-08-13"})
    assert "El registro cierra el 12 de agosto de 2026" in page.text
    assert not Contribution.objects.exists()


def test_unit_is_told_what_it_can_still_give(army: Army, after: dt.datetime) -> None:
    army.ask("EP-N")
    assert rows(army, army.open)
    assert not rows(army, after)
    extend(army, army.revision.indicator)
    (row,) = rows(army, after)
    assert (row.number, row.url) == (1, "/registro/2026-I/EP-N/#asked")
    assert not rows(army, after, "EP-C")
    assert rows(army, UNTIL - HOUR)
    assert not rows(army, UNTIL)


def test_more_time_for_another_indicator_is_none_for_this_part(army: Army, after: dt.datetime) -> None:
    army.ask("EP-N")
    extend(army, make_count(make_plan(), "PREV-1.1.2").indicator)
    assert parts_to_give(make_plan(), army.units.values(), at=after) == []
    assert unit_deadline(army.units["EP-N"], army.period) == widened(army.period)


def test_part_that_was_given_is_not_waited_for(army: Army, after: dt.datetime) -> None:
    army.ask("EP-N")
    army.give("EP-N", figures(3, 4))
    extend(army)
    assert rows(army, after) == []


def test_deadline_of_a_unit_is_that_of_who_asked(army: Army) -> None:
    extend(army)
    asked, unasked = army.people["EP-N"], army.people["EP-C"]
    army.ask("EP-N")
    shown = deadline_shown(asked, army.period)
    assert shown is not None
    assert shown.closes_at == UNTIL
    assert deadline_shown(unasked, army.period) == widened(army.period)


@pytest.mark.parametrize("address", ["/registro/2026-I/EP-N/", "/inicio/"])
def test_pages_of_a_unit_show_the_deadline_that_counts(
    army: Army, after: dt.datetime, signed_in: SignIn, address: str
) -> None:
    army.ask("EP-N")
    extend(army)
    assert "12 de agosto de 2026" in signed_in(army.people["EP-N"]).get(address).text
