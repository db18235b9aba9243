"""Out, filled, back: what was written in the boxes is what is saved, and nothing else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import ReportingPeriod
from institutions.spreadsheet_safety import escape_text
from measurements.answer.content import CellContent, Content, ItemContent, Origin
from measurements.checks.stored import content_of
from measurements.exchange.applying import save
from measurements.exchange.cases import Desk
from measurements.exchange.changes import Effect, Fate
from measurements.exchange.comparing import compare
from measurements.exchange.template import template_of
from measurements.models import Measurement, RegisterItem
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.measurements.exchange.conftest import COUNT, LEVEL, LIST, SHARE
from tests.measurements.exchange.filling import box, compared, desk, fill, paper, read, row, told

WOMEN_OFFICERS = "v|total|rank=officers|sex=women"
SEMINAR = {"title": "Seminario", "stage|held": dt.date(2026, 3, 2)}


def stored(code: str) -> Content:
    return content_of(Measurement.objects.get(indicator__code=code))


def saved(at: Desk, typed: dict[tuple[str, str], Any]) -> Desk:
    """Fill, compare, save; the desk as it is afterwards."""
    comparison = compared(at, typed)
    assert not comparison.of(Fate.IN_ERROR), comparison.of(Fate.IN_ERROR)
    save(comparison, by=at.user, at=timezone.now())
    return desk(at.institution, at.period, at.user)


def test_unchanged_is_no_change(at: Desk) -> None:
    comparison = compare(at, read(template_of(at)), "")
    assert comparison.is_unchanged
    assert (comparison.saved, [case.changes for case in comparison.cases]) == (0, [()] * 4)


def test_unchanged_is_no_change_after_everything_was_filled(at: Desk) -> None:
    later = saved(at, everything(at))
    comparison = compare(later, read(template_of(later)), "")
    assert comparison.is_unchanged
    assert comparison.equal == 8 + 3 + 2 + 2


def everything(at: Desk) -> dict[tuple[str, str], Any]:
    """A figure in each kind of box, a new item with all that it can say, and words that look like formulas."""
    return {
        box(at, COUNT, WOMEN_OFFICERS): 0,
        box(at, COUNT, "v|total|rank=ncos|sex=women"): "1 200",
        box(at, COUNT, "control"): 1200,
        box(at, COUNT, "narrative"): "'=SUMA(A1)\nsegunda línea",
        box(at, COUNT, "source"): "@SIGA",
        box(at, COUNT, "cut_off"): "30/06/2026",
        box(at, COUNT, "post"): "-1 jefe",
        box(at, SHARE, "v|part|rank=officers"): 3,
        box(at, SHARE, "d|part|rank=officers"): 9,
        box(at, LEVEL, "v|level|"): 12.25,
        **row(at, LIST, 0, SEMINAR | {
            "stage|planned": dt.date(2026, 1, 5), "quantity": 2, "women": 0, "men": "14", "number": 15,
            "counterpart": "ONU Mujeres", "tag|mission": "unifil; MINUSCA",
        }),
    }  # fmt: skip


def test_what_is_saved_is_what_was_written(at: Desk) -> None:
    saved(at, everything(at))
    count = stored(COUNT)
    assert count.values == {
        ("total", "rank=officers|sex=women"): CellContent(Decimal(0)),
        ("total", "rank=ncos|sex=women"): CellContent(Decimal(1200)),
    }
    assert (count.control_total, count.narrative) == (Decimal(1200), "=SUMA(A1)\nsegunda línea")
    assert count.origin == Origin("@SIGA", dt.date(2026, 6, 30), "-1 jefe")
    assert stored(SHARE).values == {("part", "rank=officers"): CellContent(Decimal(3), Decimal(9))}
    assert stored(LEVEL).values == {("level", ""): CellContent(Decimal("12.25"))}
    (item,) = stored(LIST).items
    assert (item.title, item.number, item.counterpart) == ("Seminario", "15", "ONU Mujeres")
    assert (item.quantity, item.women, item.men) == (2, 0, 14)
    assert [category.code for category in item.tags] == ["minusca", "unifil"]
    assert {stage.code: day for stage, day in item.stages.items()} == {
        "planned": dt.date(2026, 1, 5),
        "held": dt.date(2026, 3, 2),
    }


def test_an_empty_box_never_becomes_zero(at: Desk) -> None:
    saved(at, {box(at, COUNT, WOMEN_OFFICERS): 4})
    assert set(stored(COUNT).values) == {("total", "rank=officers|sex=women")}
    later = desk(at.institution, at.period, at.user)
    saved(later, {box(later, COUNT, WOMEN_OFFICERS): None})
    assert stored(COUNT).values == {}


def test_an_answer_without_figure_is_saved_with_its_reason(at: Desk) -> None:
    saved(at, {box(at, COUNT, "answer"): "No disponible", box(at, COUNT, "reason"): "Falta el cierre."})
    assert (stored(COUNT).answer, stored(COUNT).reason) == ("not_available", "Falta el cierre.")


def test_a_template_in_english_comes_back_on_a_spanish_page(at: Desk) -> None:
    with translation.override("en"):
        data = template_of(at)
    answer = {box(at, COUNT, "answer"): "Not applicable", box(at, COUNT, "reason"): "x"}
    comparison = compare(at, read(fill(data, answer)), "")
    assert told(comparison, COUNT).fate is Fate.SAVED
    assert told(comparison, COUNT).content.answer == "not_applicable"


def test_items_are_added_changed_taken_off_and_counted(at: Desk) -> None:
    later = saved(at, row(at, LIST, 0, SEMINAR) | row(at, LIST, 1, SEMINAR | {"title": "Taller"}))
    assert RegisterItem.objects.count() == 2
    names = [each.values["title"] for each in paper(later, LIST, 1).listing.rows]
    changes = row(later, LIST, names.index("Seminario"), {"title": "Seminario MPS"})
    last = saved(later, changes | row(later, LIST, names.index("Taller"), {"counts_here": "No"}))
    (item,) = stored(LIST).items
    assert (item.title, item.version) == ("Seminario MPS", 2)
    assert last.case(LIST).content.values == {("held", ""): CellContent(Decimal(1))}


def test_a_row_that_is_missing_takes_nothing_off(at: Desk) -> None:
    later = saved(at, row(at, LIST, 0, SEMINAR))
    emptied = row(later, LIST, 0, dict.fromkeys(("id", "counts_here", "title", "stage|held", "quantity")))
    comparison = compared(later, emptied)
    assert told(comparison, LIST).fate is Fate.EQUAL


def test_a_copied_row_is_a_new_item(at: Desk) -> None:
    later = saved(at, row(at, LIST, 0, SEMINAR))
    (item,) = RegisterItem.objects.all()
    saved(later, row(later, LIST, 1, SEMINAR | {"id": item.pk, "title": "Otro"}))
    assert sorted(i.title for i in stored(LIST).items) == ["Otro", "Seminario"]


TWICE: dict[str, tuple[dict[str, Any], int]] = {
    "the same row again": ({}, 1),
    "the same words in other letters": ({"title": "SEMINARIO "}, 1),
    "another title with the same number": ({"title": "Otro", "number": "RM 12"}, 1),
    "another day": ({"stage|held": dt.date(2026, 3, 9)}, 2),
    "the same title and day under another number": ({"number": "RM 13"}, 2),
}


@pytest.mark.parametrize("case", TWICE)
def test_a_row_that_is_in_the_list_is_told_and_not_added_again(case: str, at: Desk) -> None:
    more, expected = TWICE[case]
    template = template_of(at)
    saved(at, row(at, LIST, 0, SEMINAR | {"number": "RM 12"}))
    later = desk(at.institution, at.period, at.user)
    comparison = compared(later, row(at, LIST, 0, SEMINAR | more), template=template)
    (change,) = told(comparison, LIST).changes
    assert (change.effect is Effect.KNOWN) == (expected == 1)
    assert comparison.is_unchanged == (expected == 1)
    if not comparison.is_unchanged:
        save(comparison, by=at.user, at=timezone.now())
    assert RegisterItem.objects.count() == expected


def test_beside_a_known_row_the_new_one_is_saved(at: Desk) -> None:
    template = template_of(at)
    saved(at, row(at, LIST, 0, SEMINAR))
    later = desk(at.institution, at.period, at.user)
    typed = row(at, LIST, 0, SEMINAR) | row(at, LIST, 1, SEMINAR | {"title": "Taller"})
    comparison = compared(later, typed, template=template)
    assert comparison.saved == 1
    save(comparison, by=at.user, at=timezone.now())
    assert sorted(item.title for item in stored(LIST).items) == ["Seminario", "Taller"]


def test_what_nobody_touched_stays_as_others_saved_it_meanwhile(at: Desk, world: Cast) -> None:
    template = template_of(at)
    saved(at, {box(at, COUNT, WOMEN_OFFICERS): 7})
    later = desk(at.institution, at.period, at.user)
    men = box(later, COUNT, "v|total|rank=officers|sex=men")
    case = told(compared(later, {men: 5}, template=template), COUNT)
    assert [(change.place, change.after) for change in case.changes] == [(men[1], "5")]
    assert case.content.values[("total", "rank=officers|sex=women")] == CellContent(Decimal(7))


def test_what_both_changed_is_told(at: Desk) -> None:
    template = template_of(at)
    saved(at, {box(at, COUNT, WOMEN_OFFICERS): 7})
    later = desk(at.institution, at.period, at.user)
    (change,) = told(compared(later, {box(later, COUNT, WOMEN_OFFICERS): 9}, template=template), COUNT).changes
    assert (change.effect, change.before, change.after) == (Effect.CHANGED, "7", "9")
    assert "alguien guardó: 7" in change.meanwhile


def test_all_or_nothing(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure at each indicator in turn leaves nothing behind; the same file can be saved afterwards."""
    comparison = compared(at, everything(at))
    real, calls = workflow.save_draft, 0

    for failing in range(1, 5):
        calls = 0

        def breaking(*args: Any, **named: Any) -> Measurement:
            nonlocal calls
            calls += 1
            if calls == failing:  # noqa: B023 read while it is this one
                raise workflow.Stale("x")
            return real(*args, **named)

        monkeypatch.setattr(workflow, "save_draft", breaking)
        with pytest.raises(workflow.Stale):
            save(comparison, by=at.user, at=timezone.now())
        assert (Measurement.objects.count(), RegisterItem.objects.count()) == (0, 0)
    monkeypatch.setattr(workflow, "save_draft", real)
    assert len(save(comparison, by=at.user, at=timezone.now())) == 4


def test_a_change_between_comparing_and_saving_saves_nothing(at: Desk) -> None:
    comparison = compared(at, everything(at))
    saved(at, {box(at, SHARE, "v|part|rank=ncos"): 1, box(at, SHARE, "d|part|rank=ncos"): 2})
    with pytest.raises(workflow.Stale):
        save(comparison, by=at.user, at=timezone.now())
    assert Measurement.objects.count() == 1


NUMBERS = st.integers(0, 10**12)
TYPED = st.builds(lambda n, how: how(n), NUMBERS, st.sampled_from((int, str, lambda n: f"{n:,}".replace(",", " "))))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=60).map(str.strip)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 6, 30))


@st.composite
def item_rows(draw: st.DrawFn) -> dict[str, Any]:
    planned, held = sorted(draw(st.tuples(DAYS, DAYS)))
    return {
        "title": draw(TEXTS.filter(bool)),
        "stage|planned": draw(st.sampled_from((planned, None))),
        "stage|held": held,
        "quantity": draw(st.integers(1, 10_000)),
        "women": draw(st.one_of(st.none(), st.integers(0, 1000))),
        "number": draw(TEXTS),
        "tag|mission": draw(st.sampled_from((None, "minusca", "unifil; minusca"))),
    }


@pytest.mark.parametrize("language", ["es", "en"])
@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_content_survives_the_round_trip(
    language: str, at: Desk, period: ReportingPeriod, data: st.DataObject
) -> None:
    with transaction.atomic(), translation.override(language):
        keys = [each.key for each in paper(at, COUNT).boxes if each.key.startswith("v|")]
        values = data.draw(st.dictionaries(st.sampled_from(keys), TYPED, min_size=1))
        narrative, source = data.draw(TEXTS), data.draw(TEXTS)
        items = data.draw(st.lists(item_rows(), min_size=1, max_size=4))
        typed: dict[tuple[str, str], Any] = {box(at, COUNT, key): value for key, value in values.items()}
        typed |= {box(at, COUNT, "narrative"): as_written(narrative), box(at, COUNT, "source"): as_written(source)}
        for number, said in enumerate(items):
            typed |= row(at, LIST, number, {key: as_written(value) for key, value in said.items()})
        later = saved(at, typed)
        count, listed = stored(COUNT), stored(LIST)
        assert count.values == {
            (key.split("|")[1], key.split("|", 2)[2]): CellContent(Decimal(str(value).replace(" ", "")))
            for key, value in values.items()
        }
        assert (count.narrative, count.origin.source_system) == (narrative, source)
        assert sorted(said_of(item) for item in listed.items) == sorted(expected_of(said) for said in items)
        assert compare(later, read(template_of(later)), "").is_unchanged
        transaction.set_rollback(True)


def as_written(value: Any) -> Any:
    """As a person types a text that a program would take for a formula: the program keeps the apostrophe as a sign of text."""
    return escape_text(value) if isinstance(value, str) and value[:1] in ("=", "'") else value


def said_of(item: ItemContent) -> tuple[Any, ...]:
    stages = {stage.code: day for stage, day in item.stages.items()}
    tags = sorted(category.code for category in item.tags)
    return (item.title, item.number, stages["held"], str(stages.get("planned")), item.quantity, str(item.women), tags)


def expected_of(said: dict[str, Any]) -> tuple[Any, ...]:
    tags = sorted(part.strip() for part in (said["tag|mission"] or "").split(";") if part)
    return (
        said["title"], said["number"], said["stage|held"], str(said["stage|planned"]), said["quantity"], str(said["women"]),
        tags,
    )  # fmt: skip
