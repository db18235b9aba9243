"""How the figure was judged, in words: what was expected and from where, what was divided, which thresholds hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import formatting
from reports.arithmetic.over_time import Scope
from reports.arithmetic.percent import exact_percent
from reports.arithmetic.progress import Band, Direction, State
from reports.explaining.division_words import division
from reports.explaining.formula_words import formula_sentences
from reports.explaining.judged import Expected, Judged
from reports.explaining.words import amount, percent, plain, semester
from reports.figures.goals import Goal
from reports.wording.figures import STATES, language
from reports.wording.goals import goal_note


def judged_sentences(judged: Judged, *, is_percent: bool, is_change: bool) -> Iterator[str]:
    yield from baseline_sentences(judged, is_percent=is_percent, is_change=is_change)
    if judged.direction == Direction.NEUTRAL:
        yield _("The definition says that neither more nor less is better: the figure is not judged.")
        return
    if not judged.judgement.has_target:
        yield _("There is no approved target: the figure is shown and is not judged.")
        return
    if judged.whose:
        yield WHOSE[judged.whose]()
    yield from scope_sentences(judged)
    yield from expected_sentences(judged, is_percent=is_percent)
    yield pace_sentence(judged, is_percent=is_percent)
    if judged.judgement.pace.band is not Band.NONE:
        yield thresholds_sentence(judged)
    if judged.judgement.target is not None:
        yield attainment_sentence(judged, judged.judgement.target, is_percent=is_percent)


def baseline_sentences(judged: Judged, *, is_percent: bool, is_change: bool) -> Iterator[str]:
    start, moved = judged.start, judged.since_baseline
    if start is None:
        if is_change:
            yield _("No baseline was set, so neither a difference from it nor a percentage of change can be given.")
        return
    words = {"value": amount(start.value, is_percent=is_percent), "period": semester(start.period)}
    yield _("Baseline: %(value)s in %(period)s (%(source)s).") % (words | {"source": start.source})
    if moved is None:
        return
    after = start.value + moved.difference
    difference = f"{amount(after, is_percent=is_percent)} − {words['value']} = {signed(moved.difference, is_percent)}"
    yield _("Change since the baseline: %(difference)s.") % {"difference": difference}
    if is_percent:
        return
    if start.value:
        count = (
            f"{plain(moved.difference)} ÷ {plain(abs(start.value))} = {percent_of(moved.difference, abs(start.value))}"
        )
        yield _("In percent: %(count)s.") % {"count": count}
    else:
        yield _("The baseline is zero, so the change has no percentage.")


def signed(value: Decimal, is_percent: bool) -> str:
    if is_percent:
        return formatting.points(formatting.rounded(value, 2), language(), None)
    return formatting.number(formatting.rounded(value, 4), language(), signed=True)


def percent_of(part: Decimal, whole: Decimal) -> str:
    return percent(exact_percent(part, whole))


def scope_sentence(scope: str | None) -> str:
    """Over what a target is set, where that is not the semester alone."""
    if scope == Scope.YEAR:
        return _("The target is set over the calendar year, so the figure of the year so far is judged.")
    if scope == Scope.CUMULATIVE:
        return _("The target is set since the plan's start, so everything since then is judged.")
    return ""


def scope_sentences(judged: Judged) -> Iterator[str]:
    said = scope_sentence(judged.judgement.scope)
    if said:
        yield said
    if judged.over is not None:
        yield from formula_sentences(judged.over)


def expected_sentences(judged: Judged, *, is_percent: bool) -> Iterator[str]:
    value = judged.judgement.expected
    low, high = judged.judgement.low, judged.judgement.high
    if low is not None and high is not None:
        bounds = {"low": amount(low, is_percent=is_percent), "high": amount(high, is_percent=is_percent)}
        yield _("It is expected to stay from %(low)s to %(high)s.") % bounds
    elif value is None:
        yield _("Nothing is expected yet by this semester.")
    else:
        yield expected_sentence(judged.expected, value, is_percent=is_percent)


def expected_sentence(expected: Expected, value: Decimal, *, is_percent: bool) -> str:
    before, after, said = expected.before, expected.after, amount(value, is_percent=is_percent)
    if before is None:
        return _("Expected by this semester: %(value)s.") % {"value": said}
    words = {"value": said, "period": semester(before.period), "act": goal_note(before.goal) if before.goal else ""}
    if expected.how == "exact":
        return _("Expected by this semester: %(value)s, the target of %(period)s (%(act)s).") % words
    if after is None:
        return _(
            "Expected by this semester: %(value)s, the target of %(period)s, which holds until the next (%(act)s)."
        ) % (words)
    first, last = (amount(each.value, is_percent=is_percent) for each in (before, after))
    steps, of = expected.at - before.ordinal, after.ordinal - before.ordinal
    count = f"{first} + ({last} − {first}) × {steps} ÷ {of} = {said}"
    ends = {"first": first, "start": semester(before.period), "last": last, "end": semester(after.period)}
    return _(
        "Expected by this semester, on the straight line from %(first)s in %(start)s to %(last)s in %(end)s: %(count)s."
    ) % (ends | {"count": count})


def pace_sentence(judged: Judged, *, is_percent: bool) -> str:
    pace = judged.judgement.pace
    if pace.band is Band.NONE:
        return UNJUDGED[pace.state]()
    against = judged.judgement.expected
    count = division(judged, pace, against, is_percent=is_percent)
    state = str(STATES[pace.band])
    if not count:
        return _("Against what was expected: %(state)s.") % {"state": state}
    return _("Against what was expected: %(count)s. State: %(state)s.") % {"count": count, "state": state}


WHOSE = {
    "own": lambda: _("It is held against the targets set for this institution alone."),
    "shared": lambda: _("The target of all holds for each institution, so its own value is held against it."),
}
UNJUDGED = {
    State.NOT_APPLICABLE: lambda: _("It does not apply in this semester, so it is not judged."),
    State.NO_TARGET: lambda: _("It is not judged."),
    State.NOT_DUE: lambda: _("No value is expected in this semester, so the figure is not judged."),
    State.PASSED: lambda: _("The last target has passed and no later one was approved: the figure carries no state."),
    State.NOT_REPORTED: lambda: _("There is no figure to be judged: a missing figure is not a zero."),
    State.BASELINE_MISSING: lambda: _("It is to be judged since a baseline, and none was set: it cannot be judged."),
    State.CONFIGURATION_ERROR: lambda: _("Target, baseline and direction contradict each other: it cannot be judged."),
    State.ZERO_TARGET: lambda: _("The value expected is zero, which nothing can be divided by: it cannot be judged."),
    State.BROKEN: lambda: _("The definition changed within the target's time: it cannot be judged."),
    State.COMPUTED: lambda: _("It is not judged."),
    State.MET: lambda: _("It is not judged."),
}


def thresholds_sentence(judged: Judged) -> str:
    low, high = percent(Decimal(judged.thresholds.low)), percent(Decimal(judged.thresholds.high))
    text = _("From %(high)s it is on track, from %(low)s at risk, below that off track") % {"low": low, "high": high}
    return f"{text} ({thresholds_state(judged)})."


def thresholds_state(judged: Judged) -> str:
    if judged.bands is None:
        return _("usual thresholds, awaiting the Committee's approval")
    since = {"day": formatting.plain_date(judged.bands.valid_from, language())}
    if judged.bands.is_approved:
        return _("thresholds in force since %(day)s, approved by the Committee") % since
    return _("thresholds in force since %(day)s, awaiting the Committee's approval") % since


def target_amount(target: Goal, *, is_percent: bool) -> str:
    """The target, with the two numbers that it is written as."""
    said = amount(target.value, is_percent=is_percent)
    if target.numerator is None or target.denominator is None:
        return said
    return f"{plain(target.numerator)} ÷ {plain(target.denominator)} = {said}"


def attainment_sentence(judged: Judged, target: Goal, *, is_percent: bool) -> str:
    reached = judged.judgement.attainment
    words = {
        "target": target_amount(target, is_percent=is_percent),
        "period": semester(target.period),
        "act": goal_note(target),
        "day": formatting.plain_date(target.approved_on, language()),
    }
    text = _("Final target: %(target)s in %(period)s (%(act)s, approved on %(day)s)") % words
    count = division(judged, reached, target.value, is_percent=is_percent)
    if not count or reached.raw_percent is None:
        return f"{text}."
    return _("%(target)s. Reached so far: %(count)s; this carries no state.") % {"target": text, "count": count}
