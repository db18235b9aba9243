"""What is to be known of a figure is said once: over all the semesters of a report, and of the last one where that is something else."""

from __future__ import annotations

import pytest

from reports.edition.blocks import Bullets
from tests import factories as make
from tests.reports.read_back.told import blocks_in
from tests.reports.worlds.span import SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


def hold_together(world: SpanWorld, accumulation: str, *semesters: str) -> None:
    """In each of these semesters EP and MGP both enter the same event, which counts once."""
    events = world.owe(make.make_register(world.plan, across="distinct", accumulation=accumulation), "EP", "MGP")
    for semester in semesters:
        head = None
        for code in ("EP", "MGP"):
            institution = world.institution(code)
            measurement = make.make_measurement(events, institution, world.periods[semester], value=1)
            head = make.make_item(institution, title=f"Seminario {semester}", same_as=head)
            make.make_entry(measurement, head, {"held": 1})


@pytest.mark.parametrize(
    ("accumulation", "semesters", "said"),
    [
        ("flow", ("2026-II",), ["1 item that is also counted elsewhere was counted once."]),
        ("stock", ("2026-I", "2026-II"), ["1 item that is also counted elsewhere was counted once."]),
        (
            "flow",
            ("2026-I", "2026-II"),
            [
                "2 items that are also counted elsewhere were counted once.",  # of the year
                "1 item that is also counted elsewhere was counted once.",  # of its last semester
            ],
        ),
    ],
)
def test_items_counted_once_are_told_once(accumulation: str, semesters: tuple[str, ...], said: list[str]) -> None:
    world = make_span_world()
    hold_together(world, accumulation, *semesters)
    blocks = blocks_in(world.content(), "progress", "en")
    found = [text for block in blocks if isinstance(block, Bullets) for text in block.items if "elsewhere" in text]
    assert found == said
