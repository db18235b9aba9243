"""An institution that gave one of the two numbers of a percentage is named as such: neither silent nor without a word."""

from __future__ import annotations

import pytest

from reports.models import ReportKind
from tests import factories as make
from tests.reports.read_back.told import blocks_in, tables_in
from tests.reports.worlds.span import make_span_world

pytestmark = pytest.mark.django_db


def test_it_is_said_of_the_figure_and_in_the_table() -> None:
    """PART-1.1.1: 5 of an unknown number. PART-1.1.2: the same, and 2 of 8 of the navy."""
    world = make_span_world("2026-I")
    alone = world.owe(make.make_proportion(world.plan, "PART-1.1.1"), "EP", "MGP", since="2026-I")
    both = world.owe(make.make_proportion(world.plan, "PART-1.1.2"), "EP", "MGP", since="2026-I")
    for revision in (alone, both):
        world.say(revision, "EP", (5, None))
    world.say(both, "MGP", (2, 8))
    content = world.content("2026-I", "2026-I", kind=ReportKind.SEMESTER)
    texts = [getattr(each, "text", "") for each in blocks_in(content, "progress")]
    assert "Sin cifra validada para 2026-I. Solo uno de los dos números: EP. No llegó: MGP." in texts
    table = next(each for each in tables_in(content, "progress") if each[0][0] == "EP")
    assert table == [["EP", "Solo uno de los dos números", ""], ["MGP", "25,0\u00a0%", "2 de 8"]]
