"""Rules about institutions: who owes an indicator, whether anybody ever answered, how the load and the targets are divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import period_label
from indicators.models import IndicatorRevision
from reports.arithmetic.percent import exact_percent, printed
from reports.diagnosis.facts import Defined, Facts, Own
from reports.diagnosis.finding import Looked, Place, Subject, of_indicators
from reports.diagnosis.goals import as_set
from reports.figures.goals import Goal
from reports.wording.figures import language, share_text

ZERO = Decimal(0)
ALONE_PERCENT = 40
"""Who alone reports more than this share of the indicators carries too much of the plan."""

Relation = IndicatorRevision.InstitutionTargets


def without_institution(facts: Facts) -> Looked:
    return of_indicators(facts.defined, say_unassigned)


def say_unassigned(each: Defined) -> Iterator[str]:
    if not each.institutions:
        yield _("No institution has to report it.")


def never_reported(facts: Facts) -> Looked:
    return of_indicators(facts.defined, say_never)


def say_never(each: Defined) -> Iterator[str]:
    if each.answers.get("reported"):
        return
    without = each.answers.get("not_available", 0)
    if without:
        yield ngettext(
            "No value has ever been sent; %(n)s answer said that it is not available.",
            "No value has ever been sent; %(n)s answers said that it is not available.",
            without,
        ) % {"n": without}
    else:
        yield _("No value has ever been sent.")


def carries_too_much(facts: Facts) -> Looked:
    """Of each institution that owes anything: how many indicators it alone reports, of all those of the plan."""
    every, alone = len(facts.defined), defaultdict[str, int](int)
    for each in facts.defined:
        if len(each.institutions) == 1:
            alone[each.institutions[0]] += 1
    subjects = [Subject(Place.INSTITUTION, code, name) for code, name in facts.institutions.items()]
    return Looked(
        subjects, [(each, say_alone(alone[each.code], every)) for each in subjects if is_much(alone[each.code], every)]
    )


def is_much(alone: int, every: int) -> bool:
    return bool(every) and exact_percent(Decimal(alone), Decimal(every)) > ALONE_PERCENT


def say_alone(alone: int, every: int) -> str:
    return _("It is the only one that reports %(n)s of the %(all)s indicators (%(share)s).") % {
        "n": alone,
        "all": every,
        "share": share_text(alone, every),
    }


def targets_disagree(facts: Facts) -> Looked:
    """Definitions whose targets of institutions are declared to add up to the target of all, or to be the same."""
    related = [each for each in facts.defined if each.revision.institution_targets != Relation.INDEPENDENT]
    return of_indicators(related, say_disagree)


def say_disagree(each: Defined) -> Iterator[str]:
    is_shared = each.revision.institution_targets == Relation.SHARED
    for series in each.series:
        everybody = {code for code, _target in series.own}
        for goal in series.goals.goals:
            own = [one for one in series.own if (one[1].ordinal, one[1].scope) == (goal.ordinal, goal.scope)]
            is_whole = {code for code, _target in own} == everybody
            says = say_not_shared(each, goal, own) if is_shared else say_not_summed(each, goal, own, is_whole=is_whole)
            for text in says:
                yield each.say(series, text)


def say_not_summed(each: Defined, goal: Goal, own: Sequence[Own], *, is_whole: bool) -> Iterator[str]:
    """Where every institution with targets has one they come to that of all; elsewhere they do not exceed it."""
    is_percent = each.revision.is_percent
    targets = [target for _code, target in own]
    together = amount_of(targets, is_percent=is_percent) if own else None
    if together is None or are_same(together, goal.value, is_percent=is_percent):
        return
    if is_whole or exceeds(targets, goal, is_percent=is_percent):
        text = _("in %(period)s the targets of the institutions add up to %(sum)s and the target of all is %(all)s.")
        yield text % {
            "period": period_label(goal.period, language()),
            "sum": as_set(together, is_percent=is_percent),
            "all": as_set(goal.value, is_percent=is_percent),
        }


def exceeds(targets: Sequence[Goal], goal: Goal, *, is_percent: bool) -> bool:
    """Whether some of the targets come to more than that of all; of shares, whether either of the two numbers does."""
    if not is_percent:
        return sum((target.value for target in targets), ZERO) > goal.value
    pairs = [(target.numerator or ZERO, target.denominator or ZERO) for target in targets]
    parts, wholes = (sum(numbers, ZERO) for numbers in zip(*pairs, strict=True))
    return (
        goal.numerator is not None
        and goal.denominator is not None
        and (parts > goal.numerator or wholes > goal.denominator)
    )


def say_not_shared(each: Defined, goal: Goal, own: Sequence[Own]) -> Iterator[str]:
    is_percent = each.revision.is_percent
    text = _("in %(period)s the target of %(institution)s is %(own)s and the target that holds for each is %(all)s.")
    for institution, target in own:
        if not are_same(target.value, goal.value, is_percent=is_percent):
            yield text % {
                "period": period_label(goal.period, language()),
                "institution": institution,
                "own": as_set(target.value, is_percent=is_percent),
                "all": as_set(goal.value, is_percent=is_percent),
            }


def are_same(one: Decimal, other: Decimal, *, is_percent: bool) -> bool:
    """Whether two targets are the same as data: 1 of 3 is the 33.33 percent that somebody typed."""
    return printed(one) == printed(other) if is_percent else one == other


def amount_of(targets: Sequence[Goal], *, is_percent: bool) -> Decimal | None:
    """What they amount to: numbers are added; percentages only where each was set by its two numbers, or is one alone."""
    if not is_percent:
        return sum((target.value for target in targets), ZERO)
    parts = [target.numerator for target in targets if target.numerator is not None]
    wholes = [target.denominator for target in targets if target.denominator is not None]
    if len(parts) == len(wholes) == len(targets):
        return exact_percent(sum(parts, ZERO), sum(wholes, ZERO))
    return targets[0].value if len(targets) == 1 else None
