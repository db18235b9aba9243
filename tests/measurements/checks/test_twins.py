"""What stands twice in one list: told while it is typed, saved without a word, explained before it is handed over."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from indicators.models import IndicatorRevision
from measurements.checks.twins import Entered, twins_in
from measurements.forms.explanations import box_name
from measurements.models import Explanation, Measurement, Status
from tests.measurements.worlds.entering import SEMINAR, post, url

pytestmark = pytest.mark.usefixtures("clock")

CODE = "PREV-2.3.1"
DAY, OTHER_DAY = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
PASTED = "Seminario MPS\theld\t02/03/2026\nSEMINARIO  mps\theld\t02/03/2026"
TWINS = SEMINAR | {"event-1-title": "SEMINARIO mps", "event-1-stage": "held", "event-1-dated_on": "2026-03-02"}


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        (Entered("event", "seminario mps.", DAY), True),
        (Entered("event", "Seminario MPS", OTHER_DAY), False),
        (Entered("norm", "Seminario MPS", DAY), False),
        (Entered("event", "Otro", OTHER_DAY, "oficio n.º 12"), True),
        (Entered("event", "Otro", OTHER_DAY, "Oficio 13"), False),
    ],
)
def test_the_same_title_on_the_same_day_or_the_same_number_in_one_register_is_told(
    other: Entered, is_told: bool
) -> None:
    found = list(twins_in([Entered("event", "Seminario MPS", DAY, "OFICIO N.º 12"), other]))
    assert len(found) == is_told


@pytest.mark.parametrize(
    "row", [Entered("event", "", DAY), Entered("event", "A", None), Entered("event", "–", DAY, "-")]
)
def test_what_was_left_empty_is_never_the_same(row: Entered) -> None:
    assert list(twins_in([row, row])) == []


def test_each_further_one_is_a_warning_of_its_own_in_whatever_order() -> None:
    rows = [Entered("event", "A", DAY, "1", 1), Entered("event", "A", DAY, "2", 2), Entered("event", "B", DAY, "2", 3)]
    keys = [finding.key for finding in twins_in(rows)]
    assert len(set(keys)) == 2
    assert {finding.key for finding in twins_in(rows[::-1])} == set(keys)


def test_pasted_twins_are_told_before_they_are_saved(browser: Client, events: IndicatorRevision) -> None:
    paste = {"event-rows": "0", "event-paste": PASTED, "action": "paste-event"}
    assert "está más de una vez en esta lista" in post(browser, paste, code=CODE, status=200)
    assert not Measurement.objects.exists()


def test_twins_are_saved_and_handed_over_once_they_are_explained(browser: Client, events: IndicatorRevision) -> None:
    page = browser.get(post(browser, TWINS | {"action": "prepare"}, code=CODE)).text
    assert "«SEMINARIO mps», 2 de marzo de 2026, está más de una vez en esta lista." in page.replace("\xa0", " ")
    draft = Measurement.objects.get()
    assert draft.status == Status.DRAFT
    (warning,) = browser.get(url(CODE)).context["form"].warnings
    rows = {"event-rows": "0", "action": "prepare"}
    post(browser, rows | {box_name(warning.key): "Hubo dos turnos."}, code=CODE)
    draft.refresh_from_db()
    assert (draft.status, Explanation.objects.get().text) == (Status.PREPARED, "Hubo dos turnos.")
