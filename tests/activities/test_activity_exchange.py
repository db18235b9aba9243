"""The template of activities that comes back: new, changed, equal, taken out, in conflict, in error; and then saved so."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from activities.content import content_of
from activities.exchange.applying import Saved, save
from activities.exchange.comparing import Comparison, Fate, compare
from activities.exchange.stamp import NotOurs
from activities.exchange.template import template_of
from activities.models import Activity, PlanningRound, YearPlan
from activities.planning.applying import write_content
from activities.planning.writing import change_activity, take_out
from activities.refusals import NotAllowed, NotOpen, Stale, WrongState
from documents.sheets.reading import book_of, cells_in
from documents.spoken import plain
from indicators.models import GeneralObjective
from tests.activities.filling import NEW, fill, read
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories import LIMA, make_activity, make_indicator, make_plan, make_round, make_year_plan

NOW = dt.datetime(2026, 12, 1, 12, tzinfo=LIMA)
OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        indicators = [make_indicator(plan, code) for code in ("PREV-1.1.1", "PREV-1.1.2", "PART-1.1.1")]
        for number in (1, 2):
            GeneralObjective.objects.create(plan=plan, code=f"OG-{number}", order=number, text="Objetivo")
        opened = make_round(plan, 2027, opened_at=NOW - dt.timedelta(days=2), due_at=NOW + dt.timedelta(days=20))
        army = make_year_plan(opened, cast.army)
        first = make_activity(army, indicators=indicators[:2], general_objectives=plan.generalobjectives.all())
        yield {
            "cast": cast,
            "army": army,
            "navy": make_year_plan(opened, cast.navy),
            "first": first,
            "second": make_activity(army, "PART-1.1", title='=SUMA("x")\nsegunda línea'),
        }


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def compared(world: dict[str, Any], data: bytes) -> Comparison:
    return compare(world["army"], read(data), "sha")


def fates(comparison: Comparison) -> list[tuple[str, Fate]]:
    return [(each.code, each.fate) for each in comparison.answers]


def saved(world: dict[str, Any], data: bytes, *out: str) -> Saved:
    return save(world["army"], compared(world, data), out, by=world["cast"].reporter, at=NOW)


def stored(world: dict[str, Any]) -> dict[str, Any]:
    rows = YearPlan.objects.get(pk=world["army"].pk).activities.whole().order_by("ordinal")
    return {each.code: content_of(each) for each in rows}


def edited_on_the_web(world: dict[str, Any], name: str = "first", **fields: Any) -> None:
    activity = Activity.objects.get(pk=world[name].pk)
    content = replace(content_of(activity), **fields)
    change_activity(activity, content, version=activity.version, by=world["cast"].reporter, at=NOW)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_template_that_nobody_touched_changes_nothing(world: dict[str, Any], language: str) -> None:
    with translation.override(language):
        data = template_of(world["army"])
    comparison = compared(world, data)
    assert fates(comparison) == [("EP-2027-01", Fate.EQUAL), ("EP-2027-02", Fate.EQUAL)]
    assert comparison.is_unchanged


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, product=TEXTS, start=st.integers(0, 364), length=st.integers(0, 364))
def test_what_goes_out_comes_back_as_it_was(
    world: dict[str, Any], title: str, product: str, start: int, length: int
) -> None:
    first = dt.date(2027, 1, 1) + dt.timedelta(days=start)
    last = min(first + dt.timedelta(days=length), dt.date(2027, 12, 31))
    activity = Activity.objects.get(pk=world["first"].pk)
    write_content(
        activity, replace(content_of(activity), title=title, expected_product=product, starts_on=first, ends_on=last)
    )
    assert compared(world, template_of(world["army"])).is_unchanged


def test_new_changed_and_emptied_rows_are_told_and_saved_as_shown(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {0: {"ends_on": "31/07/2027"}, 2: NEW}, cleared=(1,))
    comparison = compared(world, data)
    assert fates(comparison) == [("EP-2027-01", Fate.CHANGED), ("", Fate.NEW), ("EP-2027-02", Fate.GONE)]
    (difference,) = comparison.answers[0].differences
    assert (difference.field, difference.before, difference.after) == ("ends_on", "30 June 2027", "31 July 2027")
    shown = {each.code or "new": each.content for each in comparison.answers if each.content}
    assert saved(world, data, "EP-2027-02") == Saved(1, 1, 1)
    assert stored(world) == {"EP-2027-01": shown["EP-2027-01"], "EP-2027-03": shown["new"]}


def test_an_emptied_row_that_nobody_ticks_stays(world: dict[str, Any]) -> None:
    before = stored(world)
    assert saved(world, fill(template_of(world["army"]), {}, cleared=(1,))) == Saved(0, 0, 0)
    assert stored(world) == before


def test_what_stays_cannot_be_ticked_out(world: dict[str, Any]) -> None:
    assert saved(world, template_of(world["army"]), "EP-2027-01", "MGP-2027-01") == Saved(0, 0, 0)


def test_the_same_file_twice_adds_nothing_twice(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {2: NEW})
    saved(world, data)
    comparison = compared(world, data)
    assert [each.fate for each in comparison.answers] == [Fate.EQUAL, Fate.EQUAL, Fate.KNOWN]
    assert comparison.is_unchanged


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a day that is none": ({"starts_on": "31/02/2027"}, "D9", "Write a date as day/month/year"),
    "no day": ({"ends_on": None}, "E9", "Write a date as day/month/year"),
    "another year": ({"ends_on": "01/02/2028"}, "E9", "It ends in 2027"),
    "the end before the start": ({"ends_on": "01/01/2027"}, "E9", "cannot end before it starts"),
    "no action": ({"action": None}, "B9", "Choose an action of the plan"),
    "an unknown action": ({"action": "PREV-9.9 · x"}, "B9", "“PREV-9.9 · x” is no code"),
    "an unknown indicator": ({"indicators": "PREV-1.1.1, PREV-7"}, "H9", "“PREV-7” is no code"),
    "an unknown objective": ({"general_objectives": "OG-1; OG-8"}, "I9", "“OG-8” is no code"),
    "no title": ({"title": "   "}, "C9", "an activity says what is done"),
    "a long product": ({"expected_product": "x" * 301}, "G9", "At most 300 characters"),
    "a formula": ({"title": "=1+1"}, "C9", "formula without a computed value"),
    "a code that was not given": ({"code": "EP-2027-77"}, "", "did not stand in your template"),
    "a code of another row": ({"code": "EP-2027-01"}, "", "Rows 7, 9 have the same code"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_told_by_row_and_column(world: dict[str, Any], name: str) -> None:
    cells, place, words = WRONG[name]
    comparison = compared(world, fill(template_of(world["army"]), {2: NEW | cells}))
    answer = next(each for each in comparison.answers if each.row == 9)
    assert answer.fate is Fate.PROBLEM
    assert [each.place for each in answer.problems] == [place]
    assert words in answer.problems[0].text
    assert answer.problems[0].column


def test_two_new_rows_that_say_the_same_are_one_too_many(world: dict[str, Any]) -> None:
    comparison = compared(world, fill(template_of(world["army"]), {2: NEW, 3: NEW}))
    assert [each.fate for each in comparison.answers[2:]] == [Fate.NEW, Fate.PROBLEM]


def test_rows_with_problems_are_left_out_and_the_others_saved(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {0: {"starts_on": "x"}, 1: {"title": "Otra"}})
    assert saved(world, data) == Saved(0, 1, 0)
    assert stored(world)["EP-2027-01"] == content_of(world["first"])


def test_an_activity_changed_on_the_web_alone_stays_as_it_is_there(world: dict[str, Any]) -> None:
    data = template_of(world["army"])
    edited_on_the_web(world, title="De la web")
    comparison = compared(world, data)
    assert comparison.is_unchanged
    assert "on the web" in comparison.answers[0].note
    assert saved(world, data) == Saved(0, 0, 0)
    assert stored(world)["EP-2027-01"].title == "De la web"


def test_changed_in_both_places_is_shown_with_both_and_not_saved(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {0: {"title": "Del archivo"}})
    edited_on_the_web(world, title="De la web")
    answer = compared(world, data).answers[0]
    assert answer.fate is Fate.CONFLICT
    assert [(plain(each.before), plain(each.after)) for each in answer.differences] == [("De la web", "Del archivo")]
    assert saved(world, data, "EP-2027-01") == Saved(0, 0, 0)


def test_the_same_change_in_both_places_is_none(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {0: {"title": "Lo mismo"}})
    edited_on_the_web(world, title="Lo mismo")
    assert compared(world, data).is_unchanged


def test_emptied_in_the_file_and_changed_on_the_web_stays(world: dict[str, Any]) -> None:
    data = fill(template_of(world["army"]), {}, cleared=(0,))
    edited_on_the_web(world, title="De la web")
    assert fates(compared(world, data))[-1] == ("EP-2027-01", Fate.CONFLICT)
    assert saved(world, data, "EP-2027-01") == Saved(0, 0, 0)


def test_taken_out_on_the_web_is_not_brought_back(world: dict[str, Any]) -> None:
    data = template_of(world["army"])
    take_out(Activity.objects.get(pk=world["first"].pk), version=1, by=world["cast"].reporter, at=NOW)
    assert fates(compared(world, data))[0] == ("EP-2027-01", Fate.CONFLICT)


def test_added_on_the_web_meanwhile_is_no_row_that_was_emptied(world: dict[str, Any]) -> None:
    data = template_of(world["army"])
    make_activity(world["army"])
    assert compared(world, data).is_unchanged


def test_what_changed_after_the_comparison_is_refused_whole(world: dict[str, Any]) -> None:
    comparison = compared(world, fill(template_of(world["army"]), {0: {"title": "Del archivo"}, 2: NEW}))
    edited_on_the_web(world, title="De la web")
    before = stored(world)
    with pytest.raises(Stale):
        save(world["army"], comparison, [], by=world["cast"].reporter, at=NOW)
    assert stored(world) == before


def test_every_door_is_that_of_the_verbs(world: dict[str, Any]) -> None:
    comparison = compared(world, fill(template_of(world["army"]), {2: NEW}))
    with pytest.raises(NotAllowed):
        save(world["army"], comparison, [], by=world["cast"].approver, at=NOW)
    YearPlan.objects.filter(pk=world["army"].pk).update(
        status="prepared", prepared_at=NOW, prepared_by=world["cast"].reporter
    )
    with pytest.raises(WrongState):
        save(world["army"], comparison, [], by=world["cast"].reporter, at=NOW)
    PlanningRound.objects.filter(pk=world["army"].round_id).update(state="consolidated")
    with pytest.raises(NotOpen):
        save(world["army"], comparison, [], by=world["cast"].reporter, at=NOW)


def test_a_template_of_another_institution_or_with_a_broken_stamp_is_refused(world: dict[str, Any]) -> None:
    with pytest.raises(NotOurs, match="EP 2027"):
        compare(world["navy"], read(template_of(world["army"])), "")
    book = openpyxl.load_workbook(io.BytesIO(template_of(world["army"])))
    book["_1325"].cell(2, 1).value = str(book["_1325"].cell(2, 1).value).replace("EP", "XX")
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NotOurs, match="hidden sheet"):
        compare(world["army"], read(out.getvalue()), "")
    book["_1325"].cell(1, 1).value = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(NotOurs, match="not a template"):
        compare(world["army"], read(out.getvalue()), "")


def test_a_heading_that_is_gone_is_named(world: dict[str, Any]) -> None:
    with pytest.raises(NotOurs, match="“Ends”"):
        compared(world, fill(template_of(world["army"]), {-1: {"ends_on": None}}))


def test_comparing_takes_a_fixed_number_of_queries(
    world: dict[str, Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        make_activity(world["army"])
    book = read(template_of(world["army"]))
    with django_assert_num_queries(9):
        compare(world["army"], book, "")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: it re-saves the template")
@pytest.mark.parametrize("format_", ["xlsx", "ods"])
def test_a_template_that_libreoffice_saved_anew_changes_nothing(
    world: dict[str, Any], tmp_path: Path, format_: str
) -> None:
    filled = tmp_path / "in" / "hoja.xlsx"
    filled.parent.mkdir()
    filled.write_bytes(fill(template_of(world["army"]), {2: NEW}))
    command = [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", format_]
    subprocess.run([*command, "--outdir", str(tmp_path), str(filled)], check=True, capture_output=True, timeout=600)
    book = book_of(cells_in((tmp_path / f"hoja.{format_}").read_bytes()))
    assert [each.fate for each in compare(world["army"], book, "").answers] == [Fate.EQUAL, Fate.EQUAL, Fate.NEW]
