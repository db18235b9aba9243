"""Random definitions as documents: what the rows could hold, whether or not the Committee would adopt it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from indicators.defining.checking_measure import ACROSS, OVER_TIME
from indicators.defining.checking_parts import ROLES
from indicators.defining.document import (
    BaselinePoint,
    DefinitionDocument,
    Part,
    Rule,
    Tag,
    TargetPoint,
    Track,
    Words,
)
from indicators.models import CountingRule, IndicatorRevision, Target

DIMENSIONS = {
    "sex": ("women", "men", "not_recorded"),
    "rank": ("officers", "ncos"),
    "zone": ("north", "south"),
    "topic": ("peace",),
}
STAGES = {"event": ("planned", "held"), "norm": ("drafted", "approved", "repealed")}
PERIODS = ("2025-II", "2026-I", "2026-II", "2027-I", "2027-II")
INSTITUTIONS = ("EP", "FAP", "MGP")
KEYS = [f"{dimension}={code}" for dimension, codes in DIMENSIONS.items() for code in codes]

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
words = st.builds(Words, texts, texts)
amounts = st.decimals(0, 1000, places=4)
codes = st.sampled_from(["total", "articles", "events", "part-1", "part_2"])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    register = draw(st.sampled_from(sorted(STAGES)))
    stages = draw(st.sets(st.sampled_from(STAGES[register]), min_size=1))
    only = draw(st.sampled_from(["", *KEYS]))
    return Rule(register, tuple(stages), draw(st.sampled_from(CountingRule.When.values)), only)


@st.composite
def parts(draw: st.DrawFn, kind: str, code: str) -> Part:
    role = draw(st.sampled_from(ROLES[kind]))
    return Part(
        code=code,
        role=role,
        label=draw(words),
        in_headline=draw(st.booleans()) and role not in ("denominator", "beside"),
        is_disaggregated=draw(st.booleans()),
        needs_all=draw(st.booleans()),
        rule=draw(st.none() | rules()),
    )


@st.composite
def baselines(draw: st.DrawFn) -> tuple[BaselinePoint, ...]:
    of = draw(st.sets(st.sampled_from(["", *INSTITUTIONS]), max_size=2))
    return tuple(_baseline(draw, institution) for institution in of)


def _baseline(draw: st.DrawFn, institution: str) -> BaselinePoint:
    value = draw(amounts)
    return BaselinePoint(
        draw(st.sampled_from(PERIODS)), value, draw(texts), draw(st.none() | st.just(value + 1)), institution
    )


@st.composite
def targets(draw: st.DrawFn) -> tuple[TargetPoint, ...]:
    places = st.tuples(st.sampled_from(["", *INSTITUTIONS]), st.sampled_from(PERIODS))
    return tuple(_target(draw, *place) for place in draw(st.sets(places, max_size=4)))


def _target(draw: st.DrawFn, institution: str, period: str) -> TargetPoint:
    value = draw(amounts)
    return TargetPoint(
        period=period,
        value=value,
        scope=draw(st.sampled_from(Target.Scope.values)),
        denominator=draw(st.none() | st.just(value + 1)),
        institution=institution,
        source=draw(texts),
        is_interpolated=draw(st.booleans()),
        act_reference="Acta 1-2026",
        approved_on=dt.date(2026, 2, 20),
    )


@st.composite
def tracks(draw: st.DrawFn, code: str, components: tuple[str, ...]) -> Track:
    return Track(
        code=code,
        label=draw(words),
        component=draw(st.sampled_from(["", *components])),
        only=tuple(draw(st.sets(st.sampled_from(KEYS), max_size=2))),
        baselines=draw(baselines()),
        targets=draw(targets()),
    )


@st.composite
def documents(draw: st.DrawFn) -> DefinitionDocument:
    kind = draw(st.sampled_from(sorted(ACROSS)))
    asked = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    followed = draw(st.lists(codes, max_size=2, unique=True))
    is_range = draw(st.booleans())
    low = draw(amounts)
    return DefinitionDocument(
        name=draw(words),
        definition=draw(words),
        note=draw(words),
        unit=draw(words),
        means_of_verification=draw(words),
        kind=kind,
        accumulation=draw(st.sampled_from(OVER_TIME[kind])),
        across=draw(st.sampled_from(ACROSS[kind])),
        direction="range" if is_range else draw(st.sampled_from(["increase", "decrease", "maintain", "neutral"])),
        headline=draw(st.sampled_from(IndicatorRevision.Headline.values)),
        headline_category=draw(st.sampled_from(["", *KEYS])),
        decimals=draw(st.integers(0, 4)),
        is_narrative_required=draw(st.booleans()),
        is_evidence_required=draw(st.booleans()),
        progress_method=draw(st.sampled_from(IndicatorRevision.ProgressMethod.values)),
        trajectory=draw(st.sampled_from(IndicatorRevision.Trajectory.values)),
        institution_targets=draw(st.sampled_from(IndicatorRevision.InstitutionTargets.values)),
        tolerance=draw(amounts),
        range_low=low if is_range else None,
        range_high=low + Decimal(1) if is_range else None,
        components=tuple(draw(parts(kind, code)) for code in asked),
        dimensions=tuple(draw(st.lists(st.sampled_from(sorted(DIMENSIONS)), max_size=3, unique=True))),
        tags=tuple(Tag(code, draw(st.booleans())) for code in draw(st.sets(st.sampled_from(sorted(DIMENSIONS))))),
        series=tuple(draw(tracks(code, tuple(asked))) for code in followed),
    )
