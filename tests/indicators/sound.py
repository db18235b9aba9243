"""A sound definition of each kind as a document, and its variations."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from indicators.defining.document import BaselinePoint, DefinitionDocument, Part, Rule, Tag, TargetPoint, Track, Words

TOTAL = Part("total", "value", Words("Personas"), in_headline=True)
COUNT = DefinitionDocument(
    name=Words("Personas capacitadas"),
    definition=Words(),
    note=Words(),
    unit=Words("personas"),
    means_of_verification=Words(),
    kind="COUNT",
    accumulation="flow",
    across="sum",
    direction="increase",
    headline="sum",
    headline_category="",
    decimals=0,
    is_narrative_required=False,
    is_evidence_required=False,
    progress_method="simple",
    trajectory="linear",
    institution_targets="independent",
    tolerance=Decimal(0),
    range_low=None,
    range_high=None,
    components=(TOTAL,),
    dimensions=("sex",),
    tags=(),
    series=(Track("all", Words()),),
)
PART, WHOLE = (
    Part("part", "numerator", Words("Mujeres"), in_headline=True),
    Part("whole", "denominator", Words("Todos")),
)
SHARE = replace(COUNT, kind="PROPORTION", accumulation="stock", components=(PART, WHOLE))
HELD = Rule("event", ("held",), "reached")
LISTED = Part("held", "value", Words("Eventos"), in_headline=True, rule=HELD)
LIST = replace(
    COUNT, kind="REGISTER", across="distinct", components=(LISTED,), dimensions=(), tags=(Tag("event_type"),)
)
STAGES = (Part("drafted", "stage", Words("Redactada")), Part("approved", "stage", Words("Aprobada")))
MILESTONE = replace(COUNT, kind="MILESTONE", accumulation="stock", across="minimum", components=STAGES, dimensions=())
OPTIONS = (Part("low", "option", Words("Bajo")), Part("high", "option", Words("Alto")))
SCALE = replace(MILESTONE, kind="SCALE", across="median", components=OPTIONS)
NARRATIVE = replace(
    MILESTONE, kind="NARRATIVE", across="listed", components=(Part("text", "value", Words("Qué se hizo")),)
)
SOUND = {
    "count": COUNT,
    "change": replace(COUNT, kind="CHANGE", accumulation="stock"),
    "proportion": SHARE,
    "list": LIST,
    "milestones": MILESTONE,
    "share of institutions": replace(MILESTONE, across="share"),
    "scale": SCALE,
    "text": NARRATIVE,
    "range": replace(COUNT, direction="range", range_low=Decimal(1), range_high=Decimal(1)),
}


def component(document: DefinitionDocument, **fields: Any) -> DefinitionDocument:
    """With other fields of its first component."""
    first, *others = document.components
    return replace(document, components=(replace(first, **fields), *others))


def series(document: DefinitionDocument, **fields: Any) -> DefinitionDocument:
    return replace(document, series=(replace(document.series[0], **fields),))


def point(period: str, value: str | int, **fields: Any) -> TargetPoint:
    return TargetPoint(period, Decimal(value), **fields)


def aiming(*targets: TargetPoint, of: DefinitionDocument = COUNT, **fields: Any) -> DefinitionDocument:
    return replace(series(of, targets=targets), **fields)


def starting(value: str | int, *, of: DefinitionDocument = COUNT, **fields: Any) -> DefinitionDocument:
    said: dict[str, Any] = {"source": "Oficio 1"} | fields
    return series(of, baselines=(BaselinePoint("2025-II", Decimal(value), **said),))
