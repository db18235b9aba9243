"""Documents of one answer changed in two windows."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from indicators.models import IndicatorRevision
from measurements.models import Evidence, Measurement
from tests.measurements.views.test_views_evidence import FILLED, choose
from tests.measurements.worlds.entering import WOMEN, post
from tests.measurements.worlds.proving import held_names, upload

pytestmark = pytest.mark.usefixtures("clock")


def test_the_same_page_sent_twice_attaches_once(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload()))
    assert post(browser, choose(upload(), version="0")) == "/registro/2026-I/EP/"
    assert Evidence.objects.count() == 1
    assert Measurement.objects.get().version == 1


def test_an_older_window_with_another_file_is_told_to_choose_it_again(
    browser: Client, people: IndicatorRevision
) -> None:
    post(browser, choose(upload("Uno")))
    page = post(browser, choose(upload("Dos"), version="0"), status=409)
    assert "Elija los archivos otra vez: Dos.pdf." in page
    assert "Uno.pdf" in page
    assert held_names() == ["Uno.pdf"]
    post(browser, choose(upload("Dos"), version="1"))
    assert held_names() == ["Dos.pdf", "Uno.pdf"]


def test_a_document_used_again_twice_is_attached_once(
    browser: Client, people: IndicatorRevision, events: IndicatorRevision
) -> None:
    post(browser, choose(upload("Uno")))
    again = {"has_no_items": "on", "evidence-reuse": [str(Evidence.objects.get().pk)]}
    post(browser, again, code="PREV-2.3.1")
    assert post(browser, again | {"version": "0"}, code="PREV-2.3.1") == "/registro/2026-I/EP/"
    assert Measurement.objects.get(indicator__code="PREV-2.3.1").evidence.count() == 1


@pytest.mark.parametrize("box", [{"take_off": "on"}, {"official_number": "N.° 9"}])
def test_an_older_window_that_only_changes_a_document_is_told_so(
    browser: Client, people: IndicatorRevision, box: dict[str, str]
) -> None:
    post(browser, choose(upload("Uno")))
    post(browser, FILLED | {WOMEN: "13"})
    post(browser, FILLED)
    row = Evidence.objects.get()
    said = {f"evidence-{row.pk}-{name}": value for name, value in ({"grade": "document"} | box).items()}
    page = post(browser, FILLED | said | {"version": "1"}, status=409)
    assert "Alguien cambió" in page
    assert Evidence.objects.get().removed_at is None


def test_an_older_window_takes_nothing_off(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    row = Evidence.objects.get()
    post(browser, FILLED | {WOMEN: "13"})
    stale = {f"evidence-{row.pk}-grade": "document", f"evidence-{row.pk}-take_off": "on", "version": "1"}
    post(browser, FILLED | stale, status=409)
    assert held_names() == ["Uno.pdf"]


def test_a_document_that_another_window_took_off_is_no_error(
    browser: Client, people: IndicatorRevision, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno")))
    clock.shift(timedelta(minutes=10))
    boxes = {f"evidence-{Evidence.objects.get().pk}-{name}": value for name, value in BOXES.items()}
    post(browser, FILLED | boxes)
    post(browser, FILLED | boxes)
    assert held_names() == []


BOXES = {"grade": "document", "take_off": "on"}
