"""One row of a list as the person left it, and the item that it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import quoted
from documents.sheets.reading import Raw
from documents.speaking import language
from indicators.models import Category, Stage
from measurements.answer.content import ItemContent
from measurements.answer.list_spec import ListSpec
from measurements.checks.stored import as_content
from measurements.exchange.changes import Change, Effect
from measurements.exchange.list_sheet import COUNTS_HERE, stage_key
from measurements.exchange.paper import Value
from measurements.models import RegisterItem


@dataclass
class Row:
    """One row while it is read."""

    number: int
    item: RegisterItem | None
    is_listed: bool
    stored: Mapping[str, Value]
    raw: Mapping[str, Raw | None]
    values: dict[str, Value] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(change.effect is Effect.ERROR for change in self.changes)

    @property
    def counts(self) -> bool:
        """A new row counts unless it says otherwise."""
        said = self.values.get(COUNTS_HERE)
        return said is not False if self.item is None else bool(said)


def reached_in(row: Row, spec: ListSpec) -> list[tuple[Stage, dt.date]]:
    days = [(stage, row.values.get(stage_key(stage))) for stage in spec.stages]
    return [(stage, day) for stage, day in days if isinstance(day, dt.date)]


def content_of_row(row: Row, spec: ListSpec) -> ItemContent:
    """The row as an item. One of which only ticks changed is entered in the list as it stands."""
    ticks = tuple(c for c in spec.conditions if row.values.get(f"tick|{c.code}"))
    changed = {change.key.partition("#")[2] for change in row.changes}
    own = {key for key in changed if key != COUNTS_HERE and not key.startswith("tick|")}
    if row.item is not None and not own:
        return replace(as_content(row.item), ticks=ticks)
    *earlier, (stage, day) = reached_in(row, spec)
    return ItemContent(
        register=spec.register,
        id=row.item.pk if row.item else None,
        version=row.item.version if row.item else None,
        title=text_of(row, "title"),
        stage=stage,
        dated_on=day,
        number=text_of(row, "number"),
        counterpart=text_of(row, "counterpart"),
        quantity=_count(row, "quantity") or 1,
        women=_count(row, "women"),
        men=_count(row, "men"),
        tags=(*_tags(row, spec), *_other_tags(row.item, spec)),
        ticks=ticks,
        earlier=tuple(earlier),
    )


def _tags(row: Row, spec: ListSpec) -> list[Category]:
    chosen = {tag.dimension.code: codes_in(row.values.get(f"tag|{tag.dimension.code}")) for tag in spec.tags}
    return [c for tag in spec.tags for c in tag.choices if c.code in chosen[tag.dimension.code]]


def _other_tags(item: RegisterItem | None, spec: ListSpec) -> list[Category]:
    """Tags that other indicators asked for, which this list does not show, and choices that it does not offer."""
    if item is None:
        return []
    offered = {category.pk for tag in spec.tags for category in tag.choices}
    return [tag.category for tag in item.tags.all() if tag.category_id not in offered]


def title_of(row: Row) -> str:
    title = row.item.title if row.item else str(row.raw.get("title") or "").strip()
    return quoted(title[:60], language()) if title else _("row %(number)d") % {"number": row.number + 1}


def text_of(row: Row, key: str) -> str:
    value = row.values.get(key)
    return value if isinstance(value, str) else ""


def _count(row: Row, key: str) -> int | None:
    value = row.values.get(key)
    return int(value) if isinstance(value, Decimal) else None


def codes_in(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
