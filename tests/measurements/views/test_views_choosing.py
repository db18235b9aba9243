"""Two people at one answer: the second chooses part by part, and one save applies the choice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client

from indicators.models import IndicatorRevision
from measurements.answer import content_parts
from measurements.answer.content import Content
from measurements.conflicts import merging
from measurements.models import Measurement, RegisterItem, UnsavedEntry
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_person
from tests.measurements.worlds.entering import MEN, SEMINAR, WOMEN, cells, post, url

pytestmark = pytest.mark.usefixtures("clock")
READ = re.compile(r'name="read" value="([^"]*)"')
KEEP_WOMEN, KEEP_MEN = "keep-cell|total|sex=women", "keep-cell|total|sex=men"
CHECKED = re.compile(r'name="(keep-[^"]+)" value="(\w+)" checked')


@pytest.fixture
def colleague(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(make_person("reporter", cast.army, email="maria@ep.example.pe", name="María Quispe"))


def read(browser: Client, code: str = "PREV-1.1.1") -> dict[str, str]:
    """What the open page carries along of the version that it shows."""
    found = READ.search(browser.get(url(code)).text)
    assert found
    stored = Measurement.objects.filter(indicator__code=code).first()
    return {"read": unescape(found[1]), "version": str(stored.version if stored else 0)}


def begin_together(browser: Client, colleague: Client, theirs: Mapping[str, str]) -> dict[str, str]:
    """Both read women 1, men 2; the colleague saves first."""
    post(browser, {WOMEN: "1", MEN: "2"})
    opened = read(browser)
    post(colleague, {WOMEN: "1", MEN: "2"} | dict(theirs))
    return opened


def checked(page: str) -> dict[str, str]:
    return {unescape(name): side for name, side in CHECKED.findall(page)}


def test_what_only_one_changed_is_chosen_already_and_what_both_changed_is_asked(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77", MEN: "30"})
    page = post(browser, {WOMEN: "88", MEN: "2", "narrative": "Mía."} | opened, status=409)
    assert checked(page) == {KEEP_MEN: "theirs", "keep-narrative": "mine"}
    assert "Guardado (María Quispe, 10:42)" in page
    assert "<b>77</b>" in page
    assert "<b>88</b>" in page


def test_one_save_applies_the_choice(browser: Client, colleague: Client, people: IndicatorRevision) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77", MEN: "30", "narrative": "Suya."})
    typed = {WOMEN: "88", MEN: "40", "narrative": "Mía.", "control_total": "118"} | opened
    post(browser, typed, status=409)
    sides = {KEEP_WOMEN: "mine", KEEP_MEN: "theirs", "keep-narrative": "theirs", "keep-control_total": "mine"}
    post(browser, typed | sides | {"seen": str(Measurement.objects.get().version), "action": "merge"})
    assert cells() == {"total:sex=men": (30, None), "total:sex=women": (88, None)}
    saved = Measurement.objects.get()
    assert (saved.narrative, saved.control_total) == ("Suya.", 118)


def test_a_row_without_a_choice_saves_nothing_and_keeps_the_others(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77", MEN: "30"})
    typed = {WOMEN: "88", MEN: "40"} | opened
    seen = {"seen": str(Measurement.objects.get().version), "action": "merge"}
    page = post(browser, typed | {KEEP_WOMEN: "theirs"} | seen, status=409)
    assert checked(page) == {KEEP_WOMEN: "theirs"}
    assert "Elija en cada fila" in page
    assert cells()["total:sex=women"] == (77, None)


def test_a_third_version_is_asked_about_again(browser: Client, colleague: Client, people: IndicatorRevision) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77"})
    seen = str(Measurement.objects.get().version)
    post(colleague, {WOMEN: "78", MEN: "2"})
    chosen = {WOMEN: "88", MEN: "2", KEEP_WOMEN: "mine", "seen": seen, "action": "merge"} | opened
    assert "<b>78</b>" in post(browser, chosen, status=409)
    assert cells()["total:sex=women"] == (78, None)


def test_saving_again_without_choosing_never_overwrites(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77"})
    typed = {WOMEN: "doce", MEN: "2", KEEP_WOMEN: "mine", "seen": str(Measurement.objects.get().version)} | opened
    post(browser, typed, status=200)
    post(browser, {WOMEN: "88", MEN: "2"} | opened, status=409)
    assert cells()["total:sex=women"] == (77, None)


def test_without_what_was_read_everything_is_asked(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    opened = begin_together(browser, colleague, {MEN: "30"})
    assert checked(post(browser, {WOMEN: "88", MEN: "2"} | opened | {"read": "roto"}, status=409)) == {}


def test_the_same_figures_are_no_conflict(browser: Client, colleague: Client, people: IndicatorRevision) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77"})
    post(browser, {WOMEN: "77", MEN: "2"} | opened)


def test_what_was_typed_is_kept_apart_and_given_up_on_request(
    browser: Client, colleague: Client, people: IndicatorRevision
) -> None:
    opened = begin_together(browser, colleague, {WOMEN: "77"})
    post(browser, {WOMEN: "88", MEN: "2"} | opened, status=409)
    assert UnsavedEntry.objects.get().user.institution_ids()
    assert 'value="88"' in browser.get(url()).text
    browser.post(url() + "sin-guardar/", {"action": "discard"})
    assert 'value="77"' in browser.get(url()).text


def test_an_item_that_both_changed_is_chosen_as_a_whole(
    browser: Client, colleague: Client, events: IndicatorRevision
) -> None:
    code = "PREV-2.3.1"
    post(browser, SEMINAR, code=code)
    item = RegisterItem.objects.get()
    opened = read(browser, code)
    row = dict(SEMINAR) | {"event-0-id": str(item.pk)}
    mark = re.search(r'name="event-0-version" value="([^"]+)"', browser.get(url(code)).text)
    assert mark
    mine = row | {"event-0-version": mark[1], "event-0-quantity": "9"} | opened
    post(colleague, row | {"event-0-version": mark[1], "event-0-title": "Otro título"}, code=code)
    page = post(browser, mine, code=code, status=409)
    assert "Otro título" in page
    part = f"item|{item.pk}"
    seen = {
        "seen": str(Measurement.objects.get().version),
        f"seen-{part}": str(RegisterItem.objects.get().version),
        "action": "merge",
    }
    assert f'name="seen-{part}" value="{RegisterItem.objects.get().version}"' in page
    post(browser, mine | seen | {f"keep-{part}": "mine"}, code=code)
    item.refresh_from_db()
    assert (item.title, item.quantity) == ("Seminario MPS", 9)


def test_an_item_of_theirs_can_be_kept(browser: Client, colleague: Client, events: IndicatorRevision) -> None:
    code = "PREV-2.3.1"
    post(browser, SEMINAR, code=code)
    item = RegisterItem.objects.get()
    opened = read(browser, code)
    row = dict(SEMINAR) | {"event-0-id": str(item.pk), "event-0-version": "1"}
    post(colleague, row | {"event-0-title": "Otro título"}, code=code)
    keep = {"seen": str(Measurement.objects.get().version), f"keep-item|{item.pk}": "theirs", "action": "merge"}
    post(browser, row | {"event-0-quantity": "9"} | opened | keep, code=code)
    item.refresh_from_db()
    assert (item.title, item.quantity) == ("Otro título", 3)


def test_an_answer_without_a_figure_never_loses_its_reason() -> None:
    theirs = Content(answer="not_available", reason="Llega en marzo.")
    both = merging.merged(theirs, Content(), {"answer": "theirs", "reason": "mine"})
    assert (both.answer, both.reason) == ("not_available", "Llega en marzo.")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "[" * 100_000, " " * 1_000_001 + "{}"])
def test_a_spoilt_version_is_no_version(text: str) -> None:
    assert content_parts.from_text(text) is None
