"""Amounts of hundreds of millions of soles, to the céntimo, stand apart from each other on an A4 page."""

from __future__ import annotations

import re

import pytest

from reports import snapshot
from reports.edition.typesetting import report_pdf
from reports.report_kinds.scope import of_semester
from reports.snapshot import freeze
from tests import factories as make
from tests.reports.files.test_brief import said_in
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db
AMOUNT = "123456789.55"


def test_large_amounts_do_not_touch() -> None:
    world = make_world()
    stated = make.make_statement(world.plan, world.army)
    make.make_budget_item(stated, initial=AMOUNT, modified=AMOUNT, committed=AMOUNT, executed=AMOUNT)
    content = freeze(snapshot.build(of_semester(world.plan, world.period), at=CLOSED)).content
    content["layout"] = [each | {"is_on": each["key"] == "financing"} for each in content["layout"]]
    text = said_in(report_pdf(content, "es", sha256="")).replace("\u00a0", " ")
    assert text.count("123 456 789,55") == 8  # of the institution, and of no area
    assert re.findall(r",55\d", text) == []
