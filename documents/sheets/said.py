"""What a cell of an uploaded spreadsheet says as text, and as a day. A sentence when it says nothing usable."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.sheets.reading import Raw
from institutions.spreadsheet_safety import unescape_text

DAY_FORMATS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"),
)


class NotUnderstood(ValueError):
    """The cell does not answer its question; the message says why."""


def as_text(raw: Raw) -> str:
    """What a cell says as text: a document number that the program took for a number or a day is still one."""
    if isinstance(raw, bool):
        return _("Yes") if raw else _("No")
    if isinstance(raw, Decimal):
        return format(raw, "f")
    if isinstance(raw, dt.date):
        return raw.strftime("%d/%m/%Y")
    return unescape_text(raw).replace("\r\n", "\n").strip()


def day_in(raw: Raw) -> dt.date:
    """The day that a cell says, as a date or as a text with the day first. Raises `NotUnderstood`."""
    return raw if isinstance(raw, dt.date) else typed_day(as_text(raw))


def typed_day(text: str) -> dt.date:
    for pattern in DAY_FORMATS:
        if found := pattern.fullmatch(text):
            try:
                return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise NotUnderstood(_("Write a date as day/month/year, for example 31/05/2026."))


def folded(text: str) -> str:
    """Without accents, capitals and needless spaces."""
    plain_letters = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain_letters if not unicodedata.combining(c)).casefold().split())
