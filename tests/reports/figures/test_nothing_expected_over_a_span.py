"""A year in which all was confirmed as not applicable: institutions were committed, and nothing was expected of them."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.reports.read_back.told import text_in
from tests.reports.worlds.span import NOT_APPLICABLE, make_span_world

pytestmark = pytest.mark.django_db
NOBODY = "Ninguna institución estaba comprometida"
ALL_OUTSIDE = "se confirmó como «no corresponde» en estos semestres"
SECTIONS = ("summary", "method", "commitments")


def test_that_all_does_not_apply_is_not_told_as_nobody_being_committed() -> None:
    world = make_span_world()
    count = world.owe(make.make_count(world.plan), "EP")
    world.say(count, "EP", 1, 1, NOT_APPLICABLE, NOT_APPLICABLE)
    texts = {key: text_in(world.content(), key) for key in SECTIONS}
    assert {key: (NOBODY in text, ALL_OUTSIDE in text) for key, text in texts.items()} == dict.fromkeys(
        SECTIONS, (False, True)
    )


def test_of_a_plan_that_nobody_is_committed_to_it_says_so() -> None:
    world = make_span_world()
    make.make_count(world.plan)
    assert all(NOBODY in text_in(world.content(), key) for key in SECTIONS)
