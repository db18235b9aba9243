"""What a spreadsheet program refuses while a box is filled in. A help for the person; what counts is read again on the server."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from documents.numbers import MAX_INTEGER_DIGITS
from documents.sheets.places import column_name
from institutions.spreadsheet_safety import escape_text
from measurements.exchange.paper import Ask, Kind

SHEET = "_listas"
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255


class Choices:
    """The answers of the boxes that offer some, on a hidden sheet: a list written into the rule itself is cut at 255 signs."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.columns: dict[tuple[str, ...], int] = {}

    def source(self, names: tuple[str, ...]) -> str:
        column = self.columns.setdefault(names, len(self.columns))
        letters = column_name(column)
        return f"={SHEET}!${letters}$1:${letters}${len(names)}"

    def write(self) -> None:
        sheet = self.book.add_worksheet(SHEET)
        sheet.very_hidden()
        sheet.protect()
        for names, column in self.columns.items():
            for row, name in enumerate(names):
                sheet.write_string(row, column, escape_text(name))


def rule_for(ask: Ask, choices: Choices) -> dict[str, Any]:
    """The rule of one box; empty when there is none. Several answers in one cell cannot be held against a list."""
    if ask.kind is Kind.NUMBER:
        return _number(ask)
    if ask.kind is Kind.DATE:
        return _warned(
            {"validate": "date", "criteria": "between", "minimum": ask.earliest or dt.date(1950, 1, 1), "maximum": dt.date(2100, 12, 31)},
            _("Write a date as day/month/year, for example 31/05/2026."),
        )  # fmt: skip
    if ask.kind is Kind.TICK:
        return _offered((_("Yes"), _("No")), choices)
    if ask.kind in (Kind.CHOICE, Kind.CHOICES) and ask.choices:
        return _offered(tuple(choice.name for choice in ask.choices), choices, is_strict=ask.kind is Kind.CHOICE)
    if ask.kind is Kind.TEXT and ask.longest:
        text = _("At most %(most)s characters.") % {"most": ask.longest}
        return _warned({"validate": "length", "criteria": "<=", "value": ask.longest}, text)
    return {}


def _number(ask: Ask) -> dict[str, Any]:
    most = ask.most or 10**MAX_INTEGER_DIGITS - 1
    rule = {
        "validate": "decimal" if ask.decimals else "integer",
        "criteria": "between",
        "minimum": ask.least,
        "maximum": most,
    }
    text = _("Write a number from %(least)s up. If there was none, write 0.") % {"least": ask.least}
    return _warned(rule, text)


def _warned(rule: dict[str, Any], text: str) -> dict[str, Any]:
    return rule | {"error_title": _("Please look again"), "error_message": text[:LONGEST_MESSAGE], "ignore_blank": True}


def _offered(names: tuple[str, ...], choices: Choices, *, is_strict: bool = True) -> dict[str, Any]:
    rule = {"validate": "list", "source": choices.source(names), "show_error": is_strict}
    return _warned(rule, _("Choose one of the list."))
