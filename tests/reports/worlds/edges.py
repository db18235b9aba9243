"""A semester with every kind of indicator and every edge that a report prints, so that one document has them all.

Numbers are chosen to be told apart: 1 234 567 has separators, 0 is a zero, 1 of 3 divides badly, 14 → 5 goes down.

    PREV-1.1.1  count by sex and rank: EP 1 234 567, FAP 0, MGP silent, CCFFAA not applicable, CECOPAZ not available; targets
    PREV-1.2.1  count that falls, a year of it; MGP waits; a baseline
    PREV-1.3.1  level with decimals since a baseline; EP has a target of its own
    PREV-1.4.1  kept between 20 and 40
    PREV-2.1.1  retired with the semester
    PREV-2.3.1  list of which an item of the navy is the army's; tags
    PREV-3.1.1  milestones    PREV-3.2.1  scale    PREV-3.3.1  texts
    PART-1.1.1  proportion of zero, of few      PART-1.2.1  two series with goals of the strategy
    PROT-1.1.1  nobody is committed             PROT-1.2.1  no institution answered

What the Committee required, agreed and reviewed, documents and texts: tests/reports/worlds/edges_committee.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from documents.formatting import LIMA
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod, RevisionTag
from institutions.models import Institution
from measurements.models import Answer
from tests import factories as make
from tests.reports.worlds.edges_committee import add_committee
from tests.reports.worlds.kinds import choose, reach, tell

CUT_OFF = dt.datetime(2026, 9, 1, 10, 30, tzinfo=LIMA)
CODES = ("EP", "MGP", "FAP", "CCFFAA", "CECOPAZ")


@dataclass(frozen=True, slots=True)
class EdgesWorld:
    plan: ActionPlan
    periods: list[ReportingPeriod]
    institutions: dict[str, Institution]

    @property
    def period(self) -> ReportingPeriod:
        return self.periods[-1]

    def owe(self, revision: IndicatorRevision, *codes: str) -> IndicatorRevision:
        for code in codes or CODES[:3]:
            make.make_commitment(revision, self.institutions[code], self.periods[0])
        return revision

    def report(self, revision: IndicatorRevision, code: str, *values: make.Amount | None) -> None:
        """One institution's values from the first semester on; None is silence."""
        for period, value in zip(self.periods, values, strict=False):
            if value is not None:
                make.make_measurement(revision, self.institutions[code], period, value=value)


def make_edges_world() -> EdgesWorld:
    plan = make.make_plan()
    periods = [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]
    world = EdgesWorld(plan, periods, {code: make.make_institution(code) for code in CODES})
    counts(world)
    levels(world)
    listed(world)
    in_words(world)
    shares(world)
    world.owe(make.make_count(plan, "PROT-1.2.1"), "EP", "MGP")
    make.make_count(plan, "PROT-1.1.1")
    doing(world)
    add_committee(world)
    return world


def counts(world: EdgesWorld) -> None:
    ranks = make.make_dimension("rank_category", "officers", "ncos")
    people = make.make_count(world.plan, "PREV-1.1.1", dimensions=[ranks, make.make_dimension("sex")])
    world.owe(people, *CODES)
    for period, values in zip(world.periods[1:], ((1_000, 2_345, 7, 8), (4_567, 1_230_000, 0, 0)), strict=True):
        keys = ("officers|sex=women", "officers|sex=men", "ncos|sex=women", "ncos|sex=men")
        cells: dict[str, make.Amount] = {
            f"total:rank_category={key}": value for key, value in zip(keys, values, strict=True)
        }
        make.make_measurement(people, world.institutions["EP"], period, values=cells)
    none: dict[str, make.Amount] = {f"total:rank_category={key}": 0 for key in keys}
    make.make_measurement(people, world.institutions["FAP"], world.period, values=none)
    make.make_measurement(
        people, world.institutions["MGP"], world.periods[1], values=cells | {f"total:rank_category={keys[0]}": 33}
    )
    for code, answer in (("CCFFAA", Answer.NOT_APPLICABLE), ("CECOPAZ", Answer.NOT_AVAILABLE)):
        make.make_measurement(people, world.institutions[code], world.period, answer=answer)
    make.make_target(people.series.get(), world.period, 2_500_000)
    falling = world.owe(make.make_count(world.plan, "PREV-1.2.1"))
    world.report(falling, "EP", 20, 14, 5)
    world.report(falling, "FAP", 3, 6, 2)
    make.make_measurement(falling, world.institutions["MGP"], world.period, value=99, status="submitted")
    make.make_baseline(falling.series.get(), world.periods[0], 23)


def levels(world: EdgesWorld) -> None:
    level = world.owe(make.make_change(world.plan, "PREV-1.3.1", institution_targets="sum"), "EP", "MGP")
    world.report(level, "EP", Decimal("2.25"), Decimal("3.5"), Decimal("12.125"))
    world.report(level, "MGP", Decimal("0.5"), Decimal("0.5"), Decimal("0.5"))
    make.make_baseline(level.series.get(), world.periods[0], Decimal("2.75"))
    make.make_target(level.series.get(), world.period, 20)
    make.make_target(level.series.get(), world.period, Decimal("16.5"), institution=world.institutions["EP"])
    kept = make.make_count(
        world.plan, "PREV-1.4.1", direction="range", accumulation="stock", range_low=20, range_high=40
    )
    world.report(world.owe(kept, "EP"), "EP", 30, 41, 18)
    gone = world.owe(make.make_count(world.plan, "PREV-2.1.1"), "EP")
    world.report(gone, "EP", 6, 7)
    make.make_revision(
        gone.indicator,
        effective_from=world.period,
        change_class="retired",
        act_reference="Acta 2-2026",
        adopted_on=dt.date(2026, 2, 10),
    )


def listed(world: EdgesWorld) -> None:
    """The army entered two events, the navy one that is the army's and one of its own: three in all."""
    missions = make.make_dimension("mission", "unifil", "minusca")
    events = world.owe(make.make_register(world.plan, "PREV-2.3.1", tags=[missions]), "EP", "MGP")
    army, navy = world.institutions["EP"], world.institutions["MGP"]
    register = events.components.get().counting_rule.register
    first, second = (make.make_item(army, register, title=f"Seminario {n}") for n in (1, 2))
    items = {
        "EP": [first, second],
        "MGP": [make.make_item(navy, register, same_as=first), make.make_item(navy, register)],
    }
    for code, mine in items.items():
        measurement = make.make_measurement(events, world.institutions[code], world.period, values={"held": len(mine)})
        for item in mine:
            make.make_entry(
                measurement, item, {"held": 1}, ["mission=unifil", "mission=minusca"][: 1 + (item is second)]
            )
    assert RevisionTag.objects.filter(revision=events).exists()


def in_words(world: EdgesWorld) -> None:
    stages, scale, texts = (
        world.owe(made)
        for made in (make.make_milestone(world.plan), make.make_scale(world.plan), make.make_narrative(world.plan))
    )
    reach(stages, world.period, EP=3, MGP=1, FAP=0)
    choose(scale, world.period, EP=1, MGP=3)
    tell(texts, world.period, EP="Se capacitó a 37 instructoras.", MGP="=1+1 no es una fórmula.")


def shares(world: EdgesWorld) -> None:
    small = world.owe(make.make_proportion(world.plan, "PART-1.1.1"), "EP", "MGP")
    world.report(small, "EP", (2, 9), (1, 3), (0, 7))
    world.report(small, "MGP", (1, 3), (1, 3), (2, 3))
    places = make.make_dimension("deployment_category", "contingent", "staff_officer", "military_observer")
    named = {
        "contingents": ["deployment_category=contingent"],
        "staff_and_observers": ["deployment_category=staff_officer", "deployment_category=military_observer"],
    }
    share = world.owe(make.make_proportion(world.plan, "PART-1.2.1", dimensions=[places], series=named), "EP")
    for period, parts in zip(
        world.periods, (((30, 205), (2, 13)), ((31, 1_205), (5, 13)), ((26, 1_205), (6, 13))), strict=True
    ):
        keys = ("contingent", "staff_officer")
        cells = {f"part:deployment_category={key}": part for key, part in zip(keys, parts, strict=True)}
        make.make_measurement(
            share,
            world.institutions["EP"],
            period,
            values=cells | {"part:deployment_category=military_observer": (5, 18)},
        )
    for series, first in (("contingents", 8), ("staff_and_observers", 18)):
        make.make_goals(share.indicator, series, {2025 + n: first + n for n in range(4)}, interpolated=(2026,))


def doing(world: EdgesWorld) -> None:
    """Activities of the year's plan, and budgets: one with items, one that has none, one that says nothing."""
    round_ = make.make_round(world.plan, is_sealed=True)
    army = make.make_year_plan(round_, world.institutions["EP"])
    done = make.make_activity(army, "PREV-1.1", title="Curso de 3 días")
    make.make_note(done, world.period, "done", finished_on=dt.date(2026, 6, 30))
    make.make_note(make.make_activity(army, "PREV-1.1", title="Directiva"), world.period, "running", status="submitted")
    make.make_activity(make.make_year_plan(round_, world.institutions["MGP"]), "PREV-1.2", title="Sin nota")
    make.make_year_plan(round_, world.institutions["FAP"], has_none=True, reason="Se reorganiza.")
    stated = make.make_statement(world.plan, world.institutions["EP"])
    make.make_budget_item(stated, initial=1_500_000, modified="1750000.50", committed=400_000, executed="350000.10")
    make.make_budget_item(stated, "5000002", initial=200_000, committed=0)
    make.make_statement(world.plan, world.institutions["MGP"], has_item=False, reason="No se programó.")
