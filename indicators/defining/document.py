"""A whole definition as one value: what a revision and its parts say, by codes instead of rows.

A decision of the review drafts one, the preview judges by one, adopting writes one as rows. Two documents are equal exactly when
the two definitions are: what has no order of its own (stages, tags, categories, baselines, targets) is kept sorted. What is tuned apart
(plausibility rules) and what an adoption adds (number, semester, act, class of change) is no part of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, Self

LANGUAGES = ("es", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages. English may be empty until somebody translates it."""

    es: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which items of a register a component counts. `only` is a category's key, e.g. `event_type=academic`; empty: all."""

    register: str
    stages: tuple[str, ...]
    when: str
    only: str = ""

    def __post_init__(self) -> None:
        _sort(self, "stages")


@dataclass(frozen=True, slots=True)
class Part:
    """One component. Its order is its place in the document."""

    code: str
    role: str
    label: Words
    in_headline: bool = False
    is_disaggregated: bool = True
    needs_all: bool = False
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A dimension asked of each item."""

    dimension: str
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class BaselinePoint:
    """Where a series started: of all institutions (no code), or of one. A value, or a numerator beside its denominator."""

    period: str
    value: Decimal
    source: str
    denominator: Decimal | None = None
    institution: str = ""


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """What a series should reach by a semester: of all institutions (no code), or of one.

    Without an act it is new: adopting gives it the session's act and day.
    """

    period: str
    value: Decimal
    scope: str = "period"
    denominator: Decimal | None = None
    institution: str = ""
    source: str = ""
    is_interpolated: bool = False
    act_reference: str = ""
    approved_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """What is judged apart. `component` is a component's code (empty: the headline); `only` are keys of categories."""

    code: str
    label: Words
    component: str = ""
    only: tuple[str, ...] = ()
    baselines: tuple[BaselinePoint, ...] = ()
    targets: tuple[TargetPoint, ...] = ()

    def __post_init__(self) -> None:
        _sort(self, "only")
        _sort(self, "baselines", by=attrgetter("institution", "period"))
        _sort(self, "targets", by=attrgetter("institution", "period"))


@dataclass(frozen=True, slots=True)
class DefinitionDocument:
    """What an indicator is from a semester on."""

    name: Words
    definition: Words
    note: Words
    unit: Words
    means_of_verification: Words
    kind: str
    accumulation: str
    across: str
    direction: str
    headline: str
    headline_category: str
    decimals: int
    is_narrative_required: bool
    is_evidence_required: bool
    progress_method: str
    trajectory: str
    institution_targets: str
    tolerance: Decimal
    range_low: Decimal | None
    range_high: Decimal | None
    components: tuple[Part, ...]
    dimensions: tuple[str, ...]
    tags: tuple[Tag, ...]
    series: tuple[Track, ...]

    def __post_init__(self) -> None:
        _sort(self, "tags", by=attrgetter("dimension"))

    def as_json(self) -> dict[str, Any]:
        """Plain values that JSON holds: decimals and days as text."""
        written: dict[str, Any] = _plain(self)
        return written

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        simple = {each.name: kept[each.name] for each in fields(cls)}
        return cls(
            **simple
            | {name: Words(**kept[name]) for name in ("name", "definition", "note", "unit", "means_of_verification")}
            | {name: _number(kept[name]) for name in ("range_low", "range_high")}
            | {
                "tolerance": Decimal(kept["tolerance"]),
                "components": tuple(_part(each) for each in kept["components"]),
                "dimensions": tuple(kept["dimensions"]),
                "tags": tuple(Tag(**each) for each in kept["tags"]),
                "series": tuple(_track(each) for each in kept["series"]),
            }
        )


def _sort(document: Any, name: str, *, by: Callable[[Any], Any] | None = None) -> None:
    object.__setattr__(document, name, tuple(sorted(getattr(document, name), key=by)))


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else value


def _part(kept: Mapping[str, Any]) -> Part:
    rule = kept["rule"]
    read = Rule(**rule | {"stages": tuple(rule["stages"])}) if rule else None
    return Part(**{**kept, "label": Words(**kept["label"]), "rule": read})


def _track(kept: Mapping[str, Any]) -> Track:
    return Track(
        **{
            **kept,
            "label": Words(**kept["label"]),
            "only": tuple(kept["only"]),
            "baselines": tuple(BaselinePoint(**{**each, **_amounts(each)}) for each in kept["baselines"]),
            "targets": tuple(
                TargetPoint(**{**each, **_amounts(each), "approved_on": _day(each["approved_on"])})
                for each in kept["targets"]
            ),
        }
    )


def _amounts(kept: Mapping[str, Any]) -> dict[str, Decimal | None]:
    return {"value": Decimal(kept["value"]), "denominator": _number(kept["denominator"])}


def _number(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _day(kept: str | None) -> dt.date | None:
    return None if kept is None else dt.date.fromisoformat(kept)
