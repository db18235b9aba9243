"""What an upload would change, in words and by sheet and cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from documents.formatting import joined
from documents.speaking import language
from measurements.answer.content import Content
from measurements.answer.figure_words import plain
from measurements.exchange.cases import Case
from measurements.exchange.paper import Ask, Kind, Value, canonical_text


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    ERROR = "error"
    KNOWN = "known"
    """A new row of a list that is in it already: told, not written."""


class Fate(StrEnum):
    """What happens to one indicator when the person says “save”."""

    SAVED = "saved"
    EQUAL = "equal"
    IN_ERROR = "in_error"
    LOCKED = "locked"
    REDEFINED = "redefined"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, or one row of a list. `key` and `said` name it in any language; `meanwhile` is what others saved since."""

    sheet: str
    place: str
    label: str
    effect: Effect
    before: str = ""
    after: str = ""
    problem: str = ""
    meanwhile: str = ""
    key: str = ""
    said: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """One indicator. `equal` counts the filled boxes that say what is stored; `note` says why nothing is saved."""

    code: str
    name: str
    fate: Fate
    changes: tuple[Change, ...] = ()
    equal: int = 0
    note: str = ""
    case: Case | None = None
    content: Content | None = None

    @property
    def known(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.effect is Effect.KNOWN)

    def count(self, effect: Effect) -> int:
        return sum(change.effect is effect for change in self.changes)

    @property
    def saved(self) -> int:
        """How many values “save” writes here."""
        return len(self.changes) - len(self.known) if self.fate is Fate.SAVED else 0


def change_of(sheet: str, place: str, key: str, ask: Ask, before: Value, after: Value, base: str) -> Change:
    """A box that was filled in otherwise than it stands. When others changed it since the download, that is said too."""
    stands, says = canonical_text(before), canonical_text(after)
    meanwhile = _("Since you downloaded the template somebody saved %(value)s.") % {"value": in_words(before, ask)}
    return Change(
        sheet=sheet,
        place=place,
        label=ask.label,
        effect=Effect.CHANGED if stands else Effect.NEW,
        before=in_words(before, ask) if stands else "",
        after=in_words(after, ask),
        meanwhile=meanwhile if stands != base else "",
        key=key,
        said=(stands, says),
    )


def error_of(sheet: str, place: str, key: str, ask: Ask, raw: object, problem: str, before: Value = None) -> Change:
    """A box that cannot be taken as it is."""
    return Change(
        sheet=sheet,
        place=place,
        label=ask.label,
        effect=Effect.ERROR,
        before=in_words(before, ask) if canonical_text(before) else "",
        after=_clipped(raw),
        problem=problem,
        key=key,
        said=(canonical_text(before), str(raw)),
    )


def _clipped(raw: object) -> str:
    text = "" if raw is None else str(raw)
    return text if len(text) <= 80 else text[:79] + "…"


def in_words(value: Value, ask: Ask) -> str:
    """What a box holds, as the page says it. An empty box is said to be empty, never zero."""
    if value is None or value in ("", ()):
        return _("empty")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return joined([ask.chosen(code) for code in value], language())
    return ask.chosen(value) if ask.kind is Kind.CHOICE else value
