"""Targets, baselines and goals in a report, each as somebody set it, in its unit and under its year; and names within a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from reports.edition.blocks import Table, Terms
from reports.models import ReportKind
from tests import factories as make
from tests.reports.read_back.told import blocks_in, content_of
from tests.reports.worlds.report import CLOSED, make_world
from tests.reports.worlds.span import SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


def sheet(world: SpanWorld) -> dict[str, str]:
    """The terms of the sheet of the only indicator."""
    content = world.content("2026-I", "2026-I", kind=ReportKind.SEMESTER)
    terms = next(block for block in blocks_in(content, "datasheets") if isinstance(block, Terms))
    return {term: text.replace("\u00a0", " ") for term, text in terms.items}


@pytest.mark.parametrize(
    ("value", "denominator", "said"),
    [
        ("12.5", None, "línea de base 12,5 % en 2026-I (Oficio 1)"),
        ("1", 8, "línea de base 1 de 8 en 2026-I (Oficio 1)"),
    ],
)
def test_the_baseline_of_a_percentage_is_one(value: str, denominator: int | None, said: str) -> None:
    world = make_span_world("2026-I")
    share = world.owe(make.make_proportion(world.plan), "EP", since="2026-I")
    make.make_baseline(share.series.get(), world.periods["2026-I"], value, denominator=denominator)
    assert sheet(world)["Metas"] == said


def test_the_baseline_of_a_count_is_none() -> None:
    world = make_span_world("2026-I")
    counted = world.owe(make.make_count(world.plan), "EP", since="2026-I")
    make.make_baseline(counted.series.get(), world.periods["2026-I"], "12.5")
    assert sheet(world)["Metas"] == "línea de base 12,5 en 2026-I (Oficio 1)"


def test_an_acronym_stays_one_within_a_sentence() -> None:
    world = make_span_world("2026-I")
    dimensions = [make.make_dimension(code) for code in ("sex", "mission")]
    for each, name in zip(dimensions, ("Sexo", "ONU y Estado Mayor"), strict=True):
        each.name_es = each.name_en = name
        each.save()
    world.owe(make.make_count(world.plan, dimensions=dimensions), "EP", since="2026-I")
    assert sheet(world)["Se desagrega por"] == "sexo y ONU y Estado Mayor"


def path_of(content: dict[str, Any]) -> list[dict[str, str]]:
    """The yearly goals of each category as printed, by the year that stands over them."""
    table = next(
        block
        for block in blocks_in(content, "participation")
        if isinstance(block, Table) and block.caption.startswith("Objetivos anuales")
    )
    return [{column.title: cell.text for column, cell in line} for line in table.lines]


def test_a_goal_stands_under_its_own_year_also_where_another_category_has_none_of_it() -> None:
    world = make_world()
    content = content_of(world.plan, world.period, CLOSED)
    goals = content["un_strategy"]["goals"]
    goals["contingents"] = [each for each in goals["contingents"] if each["year"] != 2022]
    contingents, staff = path_of(content)
    assert contingents.keys() == staff.keys()
    assert (contingents["2022"], contingents["2023"]) == ("–", "10*")
    assert (staff["2022"], staff["2023"]) == ("19", "20*")
