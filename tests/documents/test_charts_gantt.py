"""Bars lie where their days lie, in every width; what is moved shows where it was; each shape can be told without colour."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.charts import Look, gantt
from documents.charts.gantt import Bar, Gantt, Shape
from documents.charts.gantt_plot import LEAST, SMALL, Frame
from documents.charts.labels import text_width

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
WIDE, NARROW = Frame(FIRST, LAST), Frame(FIRST, LAST, is_narrow=True)


def chart(*bars: Bar, **more: object) -> Gantt:
    return Gantt("Dos actividades", "es", bars, first=FIRST, last=LAST, **more)  # type: ignore[arg-type]


def bar(shape: Shape = Shape.PALE, **more: object) -> Bar:
    return Bar("EP-2026-01 Taller", dt.date(2026, 3, 1), dt.date(2026, 6, 30), shape, "En ejecución", **more)  # type: ignore[arg-type]


def test_the_year_takes_the_whole_place_of_bars() -> None:
    assert NARROW.span(FIRST, LAST) == (0.0, 1.0)
    assert WIDE.span(FIRST, LAST) == pytest.approx((WIDE.left, WIDE.right))


def test_both_days_are_included() -> None:
    start, end = NARROW.span(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    assert (start, end) == pytest.approx((0, 31 / 365))


@given(DAYS, DAYS, st.sampled_from([WIDE, NARROW]))
def test_a_bar_lies_within_and_can_always_be_seen(one: dt.date, other: dt.date, frame: Frame) -> None:
    start, end = frame.span(min(one, other), max(one, other))
    assert frame.left - 1e-9 <= start < end <= frame.right + 1e-9
    assert end - start >= 0.0059


@given(DAYS, DAYS)
def test_what_begins_later_lies_further_right(one: dt.date, other: dt.date) -> None:
    assert (WIDE.place(one) < WIDE.place(other)) == (one < other)


def test_months_are_those_of_the_days() -> None:
    assert [day.month for day in WIDE.months()] == list(range(1, 13))
    assert len(list(Frame(FIRST, dt.date(2027, 2, 1)).months())) == 14


@pytest.mark.parametrize("shape", Shape)
def test_each_shape_has_marks_of_its_own(shape: Shape) -> None:
    kinds = {each: set(re.findall(r'class="(gantt-\w+|tone-\w+)"', gantt.draw_key(each))) for each in Shape}
    assert [other for other in Shape if kinds[other] == kinds[shape]] == [shape]


def test_days_as_adopted_are_an_outline_only_where_they_were_others() -> None:
    moved = bar(was=(dt.date(2026, 2, 1), dt.date(2026, 5, 31)))
    assert gantt.draw(chart(moved), Look.PAGE, "a").count('class="gantt-was"') == 1
    assert "gantt-was" not in gantt.draw(chart(bar()), Look.PAGE, "a")


def test_today_is_marked_only_where_it_lies_among_the_days() -> None:
    within = chart(bar(), today=dt.date(2026, 7, 10), today_label="hoy")
    beyond = chart(bar(), today=dt.date(2027, 1, 1), today_label="hoy")
    assert "hoy" in gantt.draw(within, Look.PAGE, "a")
    assert "hoy" not in gantt.draw(beyond, Look.PAGE, "a")


def test_the_word_of_each_bar_is_written_and_the_counts_are_said() -> None:
    drawn = gantt.draw(chart(bar(), bar(), bar(Shape.STRUCK)), Look.PAGE, "a")
    assert drawn.count(">En ejecución<") == 3
    assert "<desc" in drawn


def test_a_long_name_is_cut_and_a_hostile_one_is_text() -> None:
    hostile = Bar('"><script>alert(1)</script>' + "x" * 300, FIRST, LAST, Shape.PALE, "En ejecución")
    drawn = gantt.draw_both(chart(hostile), "a")
    assert "<script" not in drawn
    assert drawn.count("…") == 2


def test_a_name_leaves_room_for_its_word_on_the_narrowest_phone() -> None:
    """The page of 320 px leaves 288 to the chart: name, gap and word share them."""
    for word in ("Sin nota todavía", "Delayed"):
        drawn = gantt.draw(
            chart(Bar("EP-2026-01 " + "x" * 300, FIRST, LAST, Shape.DASHED, word)), Look.PAGE, "a", gantt.NARROW
        )
        name = re.search(r'class="gantt-name"[^>]*>([^<]*)<', drawn)
        assert name is not None
        assert text_width(name[1], SMALL) + text_width(word, SMALL) <= LEAST


def test_months_beyond_a_year_are_named_by_turns_on_a_phone() -> None:
    longer = Gantt("Una", "es", [bar()], first=FIRST, last=dt.date(2027, 2, 28))
    narrow = gantt.draw(longer, Look.PAGE, "a", gantt.NARROW)
    assert (">feb<" in narrow, narrow.count(">ene<")) == (False, 2)
    assert gantt.draw(longer, Look.PAGE, "a").count(">feb<") == 2


def test_the_shortest_delayed_bar_begins_with_colour() -> None:
    """The stripes are of paper and lie upon the bar: the first must not cover what is as thin as a stripe."""
    drawn = gantt.draw(chart(bar(Shape.STRIPED)), Look.PRINT, "a")
    stripes = re.search(r"<line[^>]*stroke-dasharray=\"2 5\"[^>]*>", drawn)
    assert stripes is not None
    assert 'stroke-dashoffset="2"' in stripes[0]
