"""Explanations in tests: made as the page makes them, and their counts worked out again from the printed text alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from indicators.models import IndicatorRevision, ReportingPeriod
from reports.explaining import Asked, Explanation, explain, read_backing, sentences_of
from reports.explaining.asking import ordinals_asked
from reports.figures.reading import read
from tests import factories as make

NOW = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
NUMBER = re.compile(r"([+−]?)\s*(\d+(?:,\d+)?)")


def explained(
    revision: IndicatorRevision,
    period: ReportingPeriod,
    asked: Asked | None = None,
    visible: Collection[str] | None = None,
) -> Explanation:
    reading = read(period.plan, period, NOW, indicator=revision.indicator)
    question = asked or Asked()
    return explain(reading, question, read_backing(reading, ordinals_asked(reading, question)), visible=visible)


def said(explanation: Explanation, kind: str) -> list[str]:
    """The sentences of one part, with plain spaces."""
    return [plain(each.text) for each in sentences_of(explanation) if each.kind == kind]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def worked_out(text: str) -> Fraction:
    """The left side of a printed count: sums and differences, or one sum divided by another."""
    count = re.sub(r"\((?:otra|otras \d+) \w+\)", "", plain(text).split(": ")[-1].split(" = ")[0])
    above, *below = (added(side) for side in count.split("÷"))
    return above / below[0] if below else above


def added(side: str) -> Fraction:
    return sum((number(sign, digits) for sign, digits in NUMBER.findall(side)), Fraction(0))


def number(sign: str, digits: str) -> Fraction:
    value = Fraction(Decimal(digits.replace(",", ".")))
    return -value if sign == "−" else value


def commit(revision: IndicatorRevision, first: ReportingPeriod, *codes: str) -> None:
    for code in codes:
        make.make_commitment(revision, make.make_institution(code), first)


def report(revision: IndicatorRevision, period: ReportingPeriod, **values: make.Amount) -> None:
    for code, value in values.items():
        make.make_measurement(revision, make.make_institution(code), period, value=value)
