"""A snapshot read back, in one language: its texts, and its figures as the dataclasses they were frozen from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from documents import formatting
from documents.acts import act_in, is_minutes
from documents.spoken import in_language, plain
from reports.arithmetic.change import Move
from reports.arithmetic.percent import exact_percent_or_none, unrounded
from reports.figures.comparing import Comparison
from reports.figures.kinds import InWords
from reports.figures.totals import Figure

Row = dict[str, Any]
FIGURE_NUMBERS = ("value", "exact", "numerator", "denominator", "joined")
CHANGE_NUMBERS = ("before", "after", "difference", "percent", "added_before", "added_after")


def amount(text: str | None) -> Decimal | None:
    """A number as it was frozen."""
    return None if text is None else Decimal(text)


def figure_of(row: Mapping[str, Any]) -> Figure:
    """What editions before this version froze has no word of how a figure was made."""
    numbers = {name: amount(row[name]) for name in FIGURE_NUMBERS} | {"joined": Decimal(row["joined"])}
    made = {name: tuple(row.get(name, ())) for name in ("semesters", "leaves", "warnings")}
    words = row.get("in_words")
    return Figure(**{**row, **numbers, **made, "in_words": InWords.of_row(words) if words else None})


def exact_of(row: Mapping[str, Any]) -> Decimal | None:
    """The value of a frozen figure before it was rounded: text is printed from this, and rounded once."""
    return unrounded(*(amount(row[name]) for name in ("value", "numerator", "denominator")))


def change_of(row: Mapping[str, Any] | None) -> Comparison | None:
    if row is None:
        return None
    direction = Move(row["direction"]) if row["direction"] else None
    return Comparison(**{**row, **{name: amount(row[name]) for name in CHANGE_NUMBERS}, "direction": direction})


class Snapshot:
    """One edition's content in one language. It never asks the database."""

    def __init__(self, content: Row, language: str, sha256: str = "") -> None:
        self.content = content
        self.language = language
        self.sha256 = sha256

    def text(self, words: Mapping[str, str] | None) -> str:
        return "" if words is None else words[self.language]

    @property
    def is_in_the_language_of_the_product(self) -> bool:
        """In which people write."""
        return self.language == settings.LANGUAGE_CODE[:2]

    def written(self, words: Mapping[str, str] | str | None, language: str = "") -> str:
        """What a person wrote, marked with its language where that is not the language of the document.

        People write in the language of the product unless the snapshot says in which; a text that was written in both is in that of
        the document. One that is alike in both was written once. Marks that somebody typed into it are taken away.
        """
        if isinstance(words, Mapping):
            if words["es"] != words["en"]:
                return plain(self.text(words))
            words = self.text(words)
        language = language or settings.LANGUAGE_CODE[:2]
        return plain(words or "") if language == self.language else in_language(words or "", language)

    def act(self, words: Mapping[str, str] | str | None) -> str:
        """By which act something was adopted: the product's own minutes in the language of the document, any other as `written`."""
        text = self.text(words) if isinstance(words, Mapping) else words or ""
        return act_in(text, self.language) if is_minutes(text) else self.written(words)

    def quoting(self, sentence: str, texts: Iterable[str]) -> str:
        """A sentence that was frozen whole, with those texts of people that it repeats as `act` says them."""
        known = sorted({text.strip(". ") for text in texts} - {""}, key=len, reverse=True)
        if not known:
            return sentence
        parts = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
        return parts.sub(lambda found: self.act(found.group()), sentence)

    def __getitem__(self, key: str) -> Any:
        return self.content[key]

    @property
    def is_told(self) -> bool:
        """Whether sections open with texts of their own; editions from before had those sentences among what their data show."""
        return "layout" in self.content

    @cached_property
    def institutions(self) -> dict[str, Row]:
        return {row["code"]: row for row in self.content["institutions"]}

    @cached_property
    def indicators(self) -> dict[str, Row]:
        return {row["code"]: row for row in self.content["indicators"]}

    def institution(self, code: str) -> str:
        """Its name; the code of one that the edition keeps no name of."""
        return self.text(self.institutions[code]["name"]) if code in self.institutions else code

    def short(self, code: str) -> str:
        return self.text(self.institutions[code]["short_name"]) if code in self.institutions else code

    def indicator_name(self, code: str) -> str:
        """The name, without the full stop that ends some of the plan's."""
        return self.text(self.indicators[code]["definition"]["name"]).rstrip(". ")

    def series_label(self, indicator: str, series: str) -> str:
        rows = self.indicators[indicator]["definition"]["series"]
        return next((self.text(row["label"]) for row in rows if row["code"] == series), "")

    def component_label(self, indicator: str, component: str) -> str:
        rows = self.indicators[indicator]["definition"]["components"]
        return next((self.text(row["label"]) for row in rows if row["code"] == component), component)

    def category(self, dimension: str, code: str) -> str:
        return self.text(self.content["categories"][dimension]["categories"].get(code)) or code

    def dimension(self, code: str) -> str:
        return self.text(self.content["categories"][code]["name"])

    # --- Printed in the language of the edition ---

    @property
    def period(self) -> str:
        return self.period_label(self.content["period"]["code"])

    def period_label(self, code: str) -> str:
        return formatting.period_label(code, self.language)

    def number(self, value: Decimal | int | None) -> str:
        return formatting.number(value, self.language)

    def of(self, part: Decimal | int | None, whole: Decimal | int | None) -> str:
        """`28 of 214`."""
        return _("%(part)s of %(whole)s") % {"part": self.number(part), "whole": self.number(whole)}

    def percent(self, text: str | None, *, signed: bool = False) -> str:
        """A percentage as on every page, to one place."""
        return formatting.percent(amount(text), self.language, signed=signed)

    def share(self, part: Decimal | int, whole: Decimal | int) -> str:
        """One number as a share of another, to one place; of nothing there is no share."""
        return formatting.percent(exact_percent_or_none(part, whole), self.language)

    def plain_percent(self, text: str | None) -> str:
        """A percentage that somebody set, without needless zeros."""
        return formatting.percent(amount(text), self.language, None)

    def joined(self, parts: list[str]) -> str:
        return formatting.joined(parts, self.language)

    def instant(self, text: str) -> str:
        return formatting.instant(dt.datetime.fromisoformat(text), self.language)

    def day(self, text: str | None) -> str:
        return "" if text is None else formatting.plain_date(dt.date.fromisoformat(text), self.language)
