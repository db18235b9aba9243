"""A share of nothing: institutions that report 0 of 0 have answered. It is no zero, and nobody confirmed that it does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from reports import snapshot
from reports.edition.composing import compose
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from tests import factories as make
from tests.reports.edition.test_annex import said
from tests.reports.read_back.told import blocks_in
from tests.reports.worlds.span import AT, NOT_APPLICABLE, make_span_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> dict[str, Any]:
    """PART-1.1.1: 0 of 0 twice. PART-1.1.2: 0 of 0, and 0 of 30. PART-1.1.3: 1 of 40 000, which is less than half a hundredth of a
    percent. PREV-1.1.1: confirmed as not applicable.
    """
    world = make_span_world("2026-I")
    of_nothing = world.owe(make.make_proportion(world.plan, "PART-1.1.1"), "EP", "MGP", since="2026-I")
    of_some = world.owe(make.make_proportion(world.plan, "PART-1.1.2"), "EP", "MGP", since="2026-I")
    of_many = world.owe(make.make_proportion(world.plan, "PART-1.1.3"), "EP", since="2026-I")
    outside = world.owe(make.make_count(world.plan, "PREV-1.1.1"), "EP", since="2026-I")
    world.say(of_nothing, "EP", (0, 0))
    world.say(of_nothing, "MGP", (0, 0))
    world.say(of_some, "EP", (0, 0))
    world.say(of_some, "MGP", (0, 30))
    world.say(of_many, "EP", (1, 40_000))
    world.say(outside, "EP", NOT_APPLICABLE)
    period = world.periods["2026-I"]
    return freeze(snapshot.build(ReportScope(world.plan, ReportKind.SEMESTER, period, period), at=AT)).content


def test_it_says_that_the_whole_was_zero_and_not_that_a_reviewer_confirmed_anything(content: dict[str, Any]) -> None:
    texts = said(compose(content, "es")).splitlines()
    assert texts.count("El total de referencia fue cero en 2026-I, de modo que no hay porcentaje.") == 1
    assert texts.count("No corresponde en este semestre, según confirmó la revisión.") == 1


def test_conclusions_count_it_apart(content: dict[str, Any]) -> None:
    text = said(compose(content, "es"))
    assert "1 indicador no corresponde en el semestre, según confirmó la revisión." in text
    assert "1 indicador no tiene porcentaje, porque su total de referencia fue cero." in text
    assert "por falta de una cifra validada" not in text
    assert "No corresponde en este semestre: 1" in text
    assert "Con un total de referencia de cero: 1" in text


def test_only_nobody_among_somebody_is_counted_as_zero(content: dict[str, Any]) -> None:
    table = next(
        each
        for each in blocks_in(content, "method", "es")
        if getattr(each, "caption", "") == "Respuestas sin cifra, y ceros"
    )
    counts = {row[0].text: row[2].text for row in table.rows}
    assert counts == {
        "Cero": "1", "No disponible": "0", "No corresponde": "1", "Enviado, sin validar": "0", "No llegó": "0",
    }  # fmt: skip
