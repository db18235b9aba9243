"""What was divided by what to judge a figure. The engine gives the percentage; here the division that gives it is found and said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.arithmetic.percent import HUNDRED, exact_percent
from reports.arithmetic.progress import Direction, Progress, State
from reports.explaining.judged import Judged
from reports.explaining.words import amount, percent


def division(judged: Judged, progress: Progress, against: Decimal | None, *, is_percent: bool) -> str:
    """The division that gives the percentage that was worked out; the bare percentage where none of them does."""
    value = judged.judgement.figure.exact if judged.judgement.figure else None
    raw = progress.raw_percent
    if value is not None and progress.state is State.MET:
        return _("%(value)s is not above what was expected: reached") % {"value": amount(value, is_percent=is_percent)}
    if value is None or raw is None:
        return ""
    if raw == HUNDRED and is_within(judged, value, against):
        return _("%(value)s is within what is allowed, which counts as %(percent)s") % {
            "value": amount(value, is_percent=is_percent),
            "percent": percent(raw),
        }
    for part, whole, text in divisions(judged, value, against, is_percent):
        if whole and exact_percent(part, whole) == raw:
            return f"{text} = {percent(raw)}"
    return percent(raw)


def is_within(judged: Judged, value: Decimal, against: Decimal | None) -> bool:
    """Whether the value is one of those between bounds, or beside a value to be kept by less than the tolerance."""
    low, high = judged.judgement.low, judged.judgement.high
    if low is not None and high is not None:
        return low <= value <= high
    is_kept = judged.direction == Direction.MAINTAIN and against is not None
    return is_kept and value != against and abs(value - (against or Decimal(0))) <= judged.tolerance


def divisions(
    judged: Judged, value: Decimal, against: Decimal | None, is_percent: bool
) -> Iterator[tuple[Decimal, Decimal, str]]:
    """The divisions that the method knows, each with its text."""
    said, base = amount(value, is_percent=is_percent), judged.judgement.baseline
    for goal in goals_of(judged, against):
        goal_said = amount(goal, is_percent=is_percent)
        if base is not None:
            base_said = amount(base, is_percent=is_percent)
            yield value - base, goal - base, f"({said} − {base_said}) ÷ ({goal_said} − {base_said})"
        if judged.direction != Direction.DECREASE:
            yield value, goal, f"{said} ÷ {goal_said}"
        yield goal, value, f"{goal_said} ÷ {said}"


def goals_of(judged: Judged, against: Decimal | None) -> list[Decimal]:
    """What the value is held against: the bounds of a range, else the one value."""
    bounds = (judged.judgement.low, judged.judgement.high)
    held = bounds if None not in bounds else (against,)
    return [each for each in held if each is not None]
