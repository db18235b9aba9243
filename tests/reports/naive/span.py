"""The second engine over several semesters: sums and comparisons of spans, walked through one answer at a time."""

from __future__ import annotations

from decimal import Decimal

from tests.reports.naive.engine import ZERO, Naive, Result, Said


def followed(naive: Naive, indicator: int, ordinals: list[int]) -> list[int]:
    """The semesters in which some definition was in force."""
    first = naive.definitions(indicator)[0].effective_from.ordinal
    return [each for each in ordinals if each >= first]


def figure(naive: Naive, indicator: int, series: str, ordinals: list[int]) -> Result:
    return naive.figure(indicator, series, followed(naive, indicator, ordinals))


def is_of_few(said: dict[int, dict[str, Said]], both: set[str], *spans: list[int]) -> bool:
    """Whether the percentage of those that are compared is of fewer than 20 in one of the spans."""
    wholes = [sum((said[ordinal][code].whole or ZERO for ordinal in span for code in both), ZERO) for span in spans]
    return any(0 < whole < 20 for whole in wholes)


def compare_spans(
    naive: Naive, indicator: int, series: str, before: list[int], now: list[int]
) -> dict[str, object] | None:
    """None where the indicator did not exist in all of both. A flow over those who gave every semester; the rest at the ends."""
    every = before + now
    if followed(naive, indicator, every) != every:
        return None
    revision = naive.definition(indicator)
    if revision.accumulation != "flow":
        return naive.compare(indicator, series, before[-1], now[-1])
    if naive.breaks_between(indicator, before[0], now[-1]):
        return {"state": "broken"}
    said = {ordinal: naive.said(indicator, series, ordinal) for ordinal in every}
    share = revision.kind == "PROPORTION"

    def gave(each: Said | None) -> bool:
        return each is not None and each.value is not None and (each.whole is not None or not share)

    codes = {code for observations in said.values() for code in observations}
    both = {code for code in codes if all(gave(said[ordinal].get(code)) for ordinal in every)}
    applicable = {
        code for observations in said.values() for code, each in observations.items() if each.answer != "not_applicable"
    }

    def added(ordinals: list[int], is_inside: bool) -> Decimal | None:
        given = [
            each
            for ordinal in ordinals
            for code, each in said[ordinal].items()
            if (code in both) is is_inside and gave(each)
        ]
        if not given:
            return None
        value = sum((each.value or ZERO for each in given), ZERO)
        if share:
            whole = sum((each.whole or ZERO for each in given), ZERO)
            return value * 100 / whole if whole else None
        return distinct(ordinals, is_inside) if revision.across == "distinct" else value

    def distinct(ordinals: list[int], is_inside: bool) -> Decimal:
        entries = naive.entered(indicator, series, ordinals)
        inside = [each for each in entries if each.institution in both]
        if is_inside:
            return naive.kept(inside)
        taken = {each.group for each in inside}
        return naive.kept([each for each in entries if each.group not in taken])

    was, here = added(before, True), added(now, True)
    return {
        "state": "nothing_before" if was is None or here is None else "computed",
        "before": was,
        "after": here,
        "comparable": len(both),
        "of": len(applicable),
        "added_before": added(before, False),
        "added_after": added(now, False),
        "is_small": share and is_of_few(said, both, before, now),
    }
