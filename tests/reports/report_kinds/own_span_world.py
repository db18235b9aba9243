"""Four semesters of the Army beside the Navy, whose every word and number says that it is the Navy's. By hand, of the Army:

PREV-1.1.1  flow: 1, 2 → 3, 4; its own target of 2026 is 10      PREV-1.2.1  stock, asked from 2026-II on: 8
PREV-1.3.1  flow, asked until 2026-I: 2, 2, 2                    PREV-1.4.1  flow: 5, silent → zero, not available
PREV-2.1.1  of the Navy alone                                    activities and budget of both years: 500, 700
"""

from __future__ import annotations

from indicators.models import Commitment
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from tests import factories as make
from tests.cast import Cast
from tests.factories.activities import (
    make_activity,
    make_budget_item,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.kept_rows import KeptWorld
from tests.reports.worlds.own import NUMBERS, rename, told
from tests.reports.worlds.span import NOT_AVAILABLE, SpanWorld, make_span_world


@KeptWorld
def make_own_span_world(cast: Cast) -> SpanWorld:
    world = make_span_world()
    rename(cast.navy)
    navy = cast.navy.code
    flow = world.owe(make.make_count(world.plan, "PREV-1.1.1"), "EP", navy)
    world.say(flow, "EP", 1, 2, 3, 4)
    world.say(flow, navy, *NUMBERS[:4], **told())
    last = world.periods["2026-II"]
    make.make_target(flow.series.get(), last, 10, scope="year", institution=cast.army)
    make.make_target(flow.series.get(), last, NUMBERS[4], scope="year", institution=cast.navy)
    stock = world.owe(make.make_count(world.plan, "PREV-1.2.1", accumulation="stock"), "EP", since="2026-II")
    world.owe(stock, navy)
    world.say(stock, "EP", None, None, None, 8)
    world.say(stock, navy, *NUMBERS[:4])
    left = world.owe(make.make_count(world.plan, "PREV-1.3.1"), "EP", navy)
    Commitment.objects.filter(indicator=left.indicator, institution=cast.army).update(
        until_period=world.periods["2026-I"]
    )
    world.say(left, "EP", 2, 2, 2)
    world.say(left, navy, *NUMBERS[:4])
    silent = world.owe(make.make_count(world.plan, "PREV-1.4.1"), "EP", navy)
    world.say(silent, "EP", 5, None, 0, NOT_AVAILABLE)
    world.say(silent, navy, *NUMBERS[:4])
    alone = make.make_count(world.plan, "PREV-2.1.1", name_es="Indicador Canario", name_en="Canario indicator")
    world.say(world.owe(alone, navy), navy, *NUMBERS[:4])
    do_and_state(world, cast)
    return world


def do_and_state(world: SpanWorld, cast: Cast) -> None:
    for year, amount in ((2025, 500), (2026, 700)):
        round_ = make_round(world.plan, year, is_sealed=True)
        for institution, title, said in ((cast.army, "Curso", amount), (cast.navy, "Curso canario", NUMBERS[2])):
            activity = make_activity(make_year_plan(round_, institution), "PREV-1.1", title=title)
            make_note(activity, world.periods[f"{year}-II"], "done", text=f"Se hizo el {title}.")
            make_budget_item(make_statement(world.plan, institution, year), initial=said)


def own_scope(world: SpanWorld, cast: Cast, first: str = "2026-I", last: str = "2026-II") -> ReportScope:
    return ReportScope(world.plan, ReportKind.OWN, world.periods[first], world.periods[last], cast.army)
