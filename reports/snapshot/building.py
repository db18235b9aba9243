"""Put together everything that an edition says, at one instant. What is printed later comes from here and nowhere else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from typing import Any

from documents.canonical import canonical, digest
from indicators.models import ActionPlan, Bands, ReportingPeriod
from institutions.models import Appointment
from measurements import chain
from reports.edition.version import RENDERER
from reports.figures.board import Dashboard, dashboard_of
from reports.figures.reading import Reading, read
from reports.models import ReportEdition
from reports.snapshot import definitions, doing, numbers, plan_texts, record
from reports.snapshot.bilingual import both, said, same
from reports.snapshot.explanations import read_behind
from reports.snapshot.method_note import RULES
from reports.snapshot.un_strategy import strategy

SCHEMA = "compliance-report/4"
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as it is stored: its canonical text and the digest of that text."""

    text: str
    sha256: str

    @property
    def content(self) -> Content:
        content: Content = json.loads(self.text)
        return content


def freeze(content: Content) -> Frozen:
    return Frozen(canonical(content).decode(), digest(content))


def build(
    plan: ActionPlan,
    period: ReportingPeriod,
    *,
    at: dt.datetime,
    number: int,
    post: Appointment,
    supersedes: ReportEdition | None = None,
) -> Content:
    """The content of edition `number` of a semester at an instant, issued in a post. `freeze` makes its canonical text.

    Read it inside the transaction that locks the plan, so that all of it is of one moment.
    """
    reading = read(plan, period, at, every_semester=True)
    board = dashboard_of(reading)
    indicators = indicators_of(reading, board)
    commitments = record.commitments_in_force(reading.period)
    activities, budget = doing.activities(plan, reading.period, at), doing.budget(plan, reading.period)
    return {
        "schema": SCHEMA,
        "renderer": RENDERER,
        "edition": edition(plan, at, number, post, supersedes),
        "plan": plan_texts.plan_texts(plan),
        "period": plan_texts.period_window(reading.period, reading.period_before(), at),
        "method": [said(rule) for rule in RULES],
        "thresholds": thresholds(plan, reading),
        "record": record.record(board.matrix, commitments),
        "commitments": commitments,
        "indicators": indicators,
        "retired": definitions.retired_in(reading.period),
        "changes": [{"indicator": row.indicator.code, "series": row.series.code} for row in board.changes],
        "tallies": {"plan": asdict(board.tally), "pillars": {each.code: asdict(each.tally) for each in board.pillars}},
        "with_target": board.with_target,
        "activities": activities,
        "budget": budget,
        "institutions": record.institution_names(
            institutions_named(reading, indicators) | institutions_doing(activities, budget)
        ),
        "categories": record.category_names(dimensions_named(indicators)),
        "un_strategy": strategy(plan, {each["code"] for each in indicators}),
        "chain": asdict(chain.verify(plan)),
    }


def edition(
    plan: ActionPlan, at: dt.datetime, number: int, post: Appointment, supersedes: ReportEdition | None
) -> Content:
    return {
        "number": number,
        "cut_off": at,
        "classification": ReportEdition.Classification.INTERNAL,
        "is_demonstration": plan.is_demonstration,
        "supersedes": {"number": supersedes.number, "sha256": supersedes.sha256} if supersedes else None,
        "issued_by": {
            "post": same(post.post_title) if post.post_title else said(post.get_role_display),
            "institution": both(post.institution, "name"),
        },
    }


def thresholds(plan: ActionPlan, reading: Reading) -> Content:
    bands = Bands.objects.filter(plan=plan).in_force(on=reading.period.ends_on).first()
    return {
        "low": reading.thresholds.low,
        "high": reading.thresholds.high,
        "is_approved": bool(bands and bands.is_approved),
    }


def indicators_of(reading: Reading, board: Dashboard) -> list[Content]:
    """Every indicator in force: where it stands in the plan, its definition and its figures."""
    known = definitions.definitions_in_force(reading.period)
    revisions = {each.indicator.code: each for each in reading.revisions.values()}
    behind = read_behind(reading, board.indicators)
    return [
        {
            "code": each.indicator.code,
            "pillar": each.indicator.pillar_code,
            "objective": each.indicator.objective_code,
            "action": revisions[each.indicator.code].indicator.action.code,
            "definition": definitions.definition(known[each.indicator.code]),
            "figures": numbers.indicator_numbers(reading, each, revisions[each.indicator.code], behind),
        }
        for each in board.indicators
    ]


def institutions_named(reading: Reading, indicators: list[Content]) -> set[str]:
    named = {
        row["institution"]
        for each in indicators
        for series in each["figures"]["series"]
        for row in series["by_institution"]
    }
    return named | set(reading.institutions)


def institutions_doing(activities: Content, budget: Content) -> set[str]:
    """Those that the sections on activities and budgets name."""
    named = [*activities.get("institutions", ()), *activities.get("rows", ()), *budget["lines"]]
    return {each["institution"] for each in named}


def dimensions_named(indicators: list[Content]) -> set[str]:
    return {
        row["dimension"] for each in indicators for series in each["figures"]["series"] for row in series["by_category"]
    }
