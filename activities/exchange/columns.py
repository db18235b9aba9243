"""The columns of the sheet of activities: what each asks, how wide it is, and how it is called in the template's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Column:
    """`longest` is the number of signs that a text may have; 0 where it is no text of its own."""

    key: str
    width: int
    longest: int = 0


CODE = "code"
COLUMNS = (
    Column(CODE, 14),
    Column("action", 34),
    Column("title", 44, 200),
    Column("starts_on", 13),
    Column("ends_on", 13),
    Column("responsible_post", 28, 150),
    Column("expected_product", 38, 300),
    Column("indicators", 24),
    Column("general_objectives", 20),
)
DAYS = ("starts_on", "ends_on")
SEPARATOR = " · "
"""Between a code and its name where a cell says both: what is read is the code."""


@cache
def headings(language: str) -> dict[str, str]:
    """By key, in a language of the product."""
    with translation.override(language):
        return {
            CODE: pgettext("of an activity, in a spreadsheet", "Code"),
            "action": _("Action of the plan"),
            "title": _("Activity"),
            "starts_on": _("Starts"),
            "ends_on": _("Ends"),
            "responsible_post": _("Responsible post"),
            "expected_product": _("Expected product"),
            "indicators": _("Indicators that it serves"),
            "general_objectives": _("General objectives that it serves"),
        }


def hints() -> dict[str, str]:
    """What each column asks, in a few words below its heading."""
    return {
        CODE: _("Given when it is saved; empty for a new one"),
        "action": _("Choose from the list"),
        "title": _("What is done, at most 200 characters"),
        "starts_on": _("Day/month/year"),
        "ends_on": _("The last day, included"),
        "responsible_post": _("The post, not a person's name"),
        "expected_product": _("What there will be when it is done"),
        "indicators": _("Codes, separated by commas"),
        "general_objectives": _("Codes, separated by commas"),
    }
