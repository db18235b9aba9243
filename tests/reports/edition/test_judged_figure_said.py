"""A report says which figure is judged where a target is of the year or since the start, and that a sum in it is partial."""

from __future__ import annotations

from typing import Any

import pytest

from reports import snapshot
from reports.edition.blocks import Bullets, KeyFigures
from reports.edition.composing import compose
from reports.edition.outside import outside
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from tests import factories as make
from tests.reports.worlds.span import AT, SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SpanWorld:
    return make_span_world()


def content_of(world: SpanWorld) -> dict[str, Any]:
    """Of 2026-II alone."""
    last = world.periods["2026-II"]
    return freeze(snapshot.build(ReportScope(world.plan, ReportKind.SEMESTER, last, last), at=AT)).content


def blocks_of(document: Any, anchor: str) -> list[Any]:
    return [block for section in document.sections if section.anchor == anchor for block in section.blocks]


def target_notes(document: Any, anchor: str) -> list[str]:
    found = [each for each in blocks_of(document, anchor) if isinstance(each, KeyFigures)]
    return [each.items[-1].note for each in found]


@pytest.mark.parametrize(
    ("scope", "spanish", "english"),
    [
        ("period", "", ""),
        ("year", "el año hasta este semestre: 30; ", "the year so far: 30; "),
        ("cumulative", "desde el inicio del plan: 35; ", "since the plan began: 35; "),
    ],
)
def test_the_figure_that_is_judged_stands_before_its_percentage(
    world: SpanWorld, scope: str, spanish: str, english: str
) -> None:
    """2, 3, 10 and 20 towards 40: of the semester 20, of the year 30, of all 35."""
    count = world.owe(make.make_count(world.plan), "EP")
    world.say(count, "EP", 2, 3, 10, 20)
    make.make_target(count.series.get(), world.periods["2026-II"], 40, scope=scope)
    content = content_of(world)
    percent = {"period": "50", "year": "75", "cumulative": "87"}[scope]
    for language, said, point in (("es", spanish, ","), ("en", english, ".")):
        for document, anchor in ((compose(content, language), "progress"), (outside(content, language), "indicators")):
            (note,) = target_notes(document, anchor)
            assert note.startswith(f"{said}{percent}{point}")


def test_a_stock_is_judged_by_its_last_semester_which_stands_there_already(world: SpanWorld) -> None:
    stock = world.owe(make.make_count(world.plan, accumulation="stock"), "EP")
    world.say(stock, "EP", 2, 3, 10, 20)
    make.make_target(stock.series.get(), world.periods["2026-II"], 40, scope="year")
    assert target_notes(compose(content_of(world), "es"), "progress")[0].startswith("50,0")


def test_state_that_is_read_on_a_partial_year_says_so_though_the_semester_is_whole(world: SpanWorld) -> None:
    """The navy was silent in 2026-I: 10, then 20 and 5."""
    count = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(count, "EP", 2, 3, 10, 20)
    world.say(count, "MGP", 2, 3, None, 5)
    make.make_target(count.series.get(), world.periods["2026-II"], 40, scope="year")
    document = compose(content_of(world), "es")
    (note,) = target_notes(document, "progress")
    assert note.startswith("el año hasta este semestre: 35 (parcial); ")
    remarks = [item for each in blocks_of(document, "progress") if isinstance(each, Bullets) for item in each.items]
    assert (
        "El estado se lee sobre una cifra parcial: puede cambiar cuando reporten las instituciones que faltan."
        in remarks
    )
