"""How a column of a spreadsheet becomes a field: strictly, and with an error that a person can act on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from import_export.widgets import Widget
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

YES = frozenset({"1", "true", "yes", "sí", "si", "verdadero"})
NO = frozenset({"0", "false", "no", "falso"})
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


def text_of(value: Any) -> str:
    return "" if value is None else str(value).strip()


class Text(Widget):
    def __init__(self, coerce_to_string: bool = True, allow_blank: bool = True) -> None:
        """The package passes both for text columns; a blank is always the empty text."""
        super().__init__(coerce_to_string)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = "" if value is None else str(value)
        if ILLEGAL_CHARACTERS_RE.search(text):  # no database holds NUL, and no workbook the others
            raise ValueError(_("The cell holds a character that cannot be stored."))
        return text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Choice(Text):
    """One of the values that the field knows, as they are stored. A blank is left to the field's own rules."""

    def __init__(self, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = super().clean(value, row, **kwargs)
        if text and text not in dict(self.choices):
            known = ", ".join(f"{stored} ({label})" for stored, label in self.choices)
            raise ValueError(
                _("“%(value)s” is not one of its values: %(known)s.") % {"value": text[:60], "known": known}
            )
        return text


class WholeNumber(Widget):
    """A number without decimals; it stays a number in the workbook."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        text = text_of(value)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise ValueError(_("Write a whole number, without decimals."))
        return int(text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class YesNo(Widget):
    """1 or 0; blank is the field's default. Anything else is refused rather than taken for no."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        text = text_of(value).lower()
        if not text:
            return None
        if text not in YES | NO:
            raise ValueError(_("Write 1 for yes or 0 for no."))
        return text in YES

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return int(value) if value is not None else ""


class Day(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        text = text_of(value)
        if not text:
            return None
        for form in DATE_FORMATS:
            try:
                return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
        raise ValueError(_("Write the date as 2026-07-31 or 31/07/2026."))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value if value is not None else ""


class Code(Widget):
    """Another object, named by its code. `within` names the column that holds the code of what it belongs to.

    What is found is kept for the rest of the import; the resource copies its columns, so nothing outlives the import.
    """

    def __init__(self, model: type[Model], field: str = "code", *, within: str = "") -> None:
        super().__init__()
        self.model, self.field, self.within = model, field, within
        self.found: dict[tuple[str, ...], Model] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Model | None:
        code = text_of(value)
        if not code:
            return None
        lookup = {self.field: code}
        if self.within:
            lookup[f"{self.within}__code"] = text_of(row.get(self.within))
        key = tuple(lookup.values())
        if key not in self.found:
            self.found[key] = self.find(lookup, code)
        return self.found[key]

    def find(self, lookup: dict[str, str], code: str) -> Model:
        found = self.model._default_manager.filter(**lookup).first()
        if found is None:
            kind = self.model._meta.verbose_name
            raise ValueError(_("There is no %(kind)s with the code “%(code)s”.") % {"kind": kind, "code": code[:60]})
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(getattr(value, self.field))
