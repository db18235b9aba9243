"""A drawing is well-formed whatever stands in a name: XML holds no control characters, not even escaped ones."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from documents.charts import Look, line
from documents.charts.line import LineChart


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("name", ["a\x0bb\x01c", "\x1b[31m", "\ufffe", "\ud800", "<b>&\"'", "\U0001f680"])
def test_a_hostile_name_leaves_the_picture_readable(look: Look, name: str) -> None:
    chart = LineChart(name, "es", [name, "2026-I"], [Decimal(1), Decimal(2)], series_label=name)
    root = fromstring(line.draw(chart, look, "x"))  # noqa: S314
    assert root.tag.endswith("svg")


def test_what_xml_may_hold_is_kept() -> None:
    said = 'Ñandú «á» \U0001f680 <b> & "q"'
    root = fromstring(line.draw(LineChart(said, "es", ["2026-I"], [Decimal(1)]), Look.PRINT, "x"))  # noqa: S314
    assert said in "".join(root.itertext())
