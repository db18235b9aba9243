"""What the number, text, day or mark in a cell says to the question of its box. A sentence when it says nothing usable.

Numbers as text are read as on the page, by `measurements.numbers`; a date typed as text is a day first. Nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import joined
from documents.number_messages import message
from documents.numbers import MAX_INTEGER_DIGITS, Problem, Reading, read_decimal, read_integer
from documents.sheets.reading import Raw
from documents.sheets.said import NotUnderstood, as_text, day_in, folded
from documents.speaking import language
from institutions.spreadsheet_safety import unescape_text
from measurements.answer.figure_words import plain
from measurements.exchange.paper import Ask, Kind, Value

SPARE_DECIMALS = 9
"""Spreadsheets compute in binary: 0.1 + 0.2 is not 0.3 in the seventeenth place, and nobody meant that."""
YES, NO = frozenset({"si", "yes", "x", "1", "true", "verdadero"}), frozenset({"no", "0", "false", "falso"})


def understood(raw: Raw | None, ask: Ask) -> Value:
    """What the cell says. Nothing for an empty one. Raises `NotUnderstood`."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    readers = {
        Kind.NUMBER: _number,
        Kind.TEXT: _text,
        Kind.DATE: _day,
        Kind.CHOICE: _choice,
        Kind.CHOICES: _choices,
        Kind.TICK: _tick,
    }
    return readers[ask.kind](raw, ask)


def _number(raw: Raw, ask: Ask) -> Decimal | None:
    reading = _reading(raw, ask.decimals)
    if reading.problem is not None:
        raise NotUnderstood(message(reading.problem, reading.readings, max_decimals=ask.decimals))
    value = reading.value
    if value is not None and value < ask.least:
        raise NotUnderstood(_("Write a number from %(least)s up.") % {"least": plain(ask.least)})
    if value is not None and ask.most is not None and value > ask.most:
        raise NotUnderstood(_("Write a number up to %(most)s.") % {"most": plain(ask.most)})
    return value


def _reading(raw: Raw, decimals: int) -> Reading:
    if isinstance(raw, str):
        text = unescape_text(raw)
        return read_decimal(text, decimals) if decimals else read_integer(text)
    if not isinstance(raw, Decimal):
        return Reading(problem=Problem.NOT_A_NUMBER)
    if abs(raw) >= 10**MAX_INTEGER_DIGITS:
        return Reading(problem=Problem.TOO_LARGE)
    value = round(raw, SPARE_DECIMALS)
    if value < 0:
        return Reading(problem=Problem.NEGATIVE)
    if value != round(value, decimals):
        return Reading(problem=Problem.TOO_MANY_DECIMALS if decimals else Problem.NOT_WHOLE)
    return Reading(round(value, decimals) if decimals else Decimal(int(value)))


def _text(raw: Raw, ask: Ask) -> str:
    text = as_text(raw)
    if "\0" in text:
        raise NotUnderstood(_("The text has a character that cannot be stored. Type it again."))
    if ask.longest and len(text) > ask.longest:
        words = {"most": plain(ask.longest), "count": plain(len(text))}
        raise NotUnderstood(_("At most %(most)s characters; this text has %(count)s.") % words)
    return text


def _day(raw: Raw, ask: Ask) -> dt.date:
    """Whether a stage may be reached on that day is a rule of its own: `measurements.answer.stage_rules`."""
    return day_in(raw)


def _choice(raw: Raw, ask: Ask) -> str:
    text = as_text(raw)
    code = _code_of(text, ask)
    if code is None:
        raise NotUnderstood(
            _("“%(text)s” is none of the answers: %(names)s.") % {"text": text[:60], "names": _names(ask)}
        )
    return code


def _choices(raw: Raw, ask: Ask) -> tuple[str, ...]:
    """Several, parted by semicolons or line breaks; one whole name is one answer whatever signs it holds."""
    text = as_text(raw)
    whole = _code_of(text, ask)
    if whole is not None:
        return (whole,)
    parts = [part for part in re.split(r"[;\n]", text) if part.strip()]
    return tuple(dict.fromkeys(_choice(part, ask) for part in parts))


def _code_of(text: str, ask: Ask) -> str | None:
    wanted = folded(text)
    return next((c.code for c in ask.choices if wanted in {folded(name) for name in (c.name, *c.also, c.code)}), None)


def _names(ask: Ask) -> str:
    return joined([choice.name for choice in ask.choices], language())


def _tick(raw: Raw, ask: Ask) -> bool:
    if isinstance(raw, bool):
        return raw
    mark = folded(as_text(raw))
    if mark in YES or mark in NO:
        return mark in YES
    raise NotUnderstood(_("Write “%(yes)s” or “%(no)s”.") % {"yes": _("Yes"), "no": _("No")})
