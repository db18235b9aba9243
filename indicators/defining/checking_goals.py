"""Whether baselines and targets of a definition can be judged by: amounts, directions, trajectories, those of institutions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.formatting import number, period_label
from indicators.defining.checking_measure import not_storable
from indicators.defining.document import BaselinePoint, DefinitionDocument, TargetPoint, Track
from indicators.defining.known import Known
from indicators.defining.problem import Problem
from indicators.models import Target

HUNDRED = Decimal(100)
LONGEST_SOURCE = 300


def problems(document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    for track in document.series:
        path = f"series.{track.code}"
        if document.kind in ("NARRATIVE", "SCALE", "MILESTONE") and _has_no_amount(document) and _has_goals(track):
            yield Problem(
                path, _("What is answered in words or stages has no target in numbers, except a share of institutions.")
            )
            continue
        yield from _baselines(track, path, document, known)
        yield from _targets(track, path, document, known)


def not_numbers(document: DefinitionDocument) -> Iterator[Problem]:
    """What cannot even be compared: infinity, or no number at all."""
    numbers = [(name, getattr(document, name)) for name in ("tolerance", "range_low", "range_high")]
    for track in document.series:
        for kind, points in (("baselines", track.baselines), ("targets", track.targets)):
            for point in points:
                at = _path(f"series.{track.code}.{kind}", point)
                numbers += [(at, point.value), (at, point.denominator)]
    for path, value in numbers:
        if value is not None and not value.is_finite():
            yield Problem(path, _("Write a number."))


def warnings(document: DefinitionDocument) -> Iterator[Problem]:
    for track in document.series:
        start = {each.institution: _amount(each) for each in track.baselines}
        for target in track.targets:
            if start.get(target.institution) == _amount(target) and document.direction in ("increase", "decrease"):
                path = _path(f"series.{track.code}.targets", target)
                yield Problem(path, _("The target is equal to the baseline: nothing would have to change."))


def is_percent(document: DefinitionDocument) -> bool:
    return document.kind == "PROPORTION" or document.across == "share"


def _has_no_amount(document: DefinitionDocument) -> bool:
    return document.across != "share"


def _has_goals(track: Track) -> bool:
    return bool(track.baselines or track.targets)


def _path(base: str, point: BaselinePoint | TargetPoint) -> str:
    """Of a target: its semester; of what belongs to one institution: its code besides."""
    own = [point.period] if isinstance(point, TargetPoint) else []
    return ".".join([base, *own, *([point.institution] if point.institution else [])])


def _amount(point: BaselinePoint | TargetPoint) -> Decimal:
    """As it is judged: a numerator beside its denominator is a percentage."""
    return point.value / point.denominator * HUNDRED if point.denominator else point.value


def _baselines(track: Track, path: str, document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    times = Counter(each.institution for each in track.baselines)
    for baseline in track.baselines:
        at = _path(f"{path}.baselines", baseline)
        if times[baseline.institution] > 1:
            yield Problem(at, _("A series has one baseline of all, and one of each institution."))
        if not baseline.source.strip():
            yield Problem(at, _("Write where the baseline comes from."))
        yield from _point(baseline, at, document, known)


def _targets(track: Track, path: str, document: DefinitionDocument, known: Known) -> Iterator[Problem]:
    base = f"{path}.targets"
    times = Counter((each.institution, each.period) for each in track.targets)
    for target in track.targets:
        at = _path(base, target)
        if times[target.institution, target.period] > 1:
            yield Problem(at, _("A semester has one target of all, and one of each institution."))
        if target.scope not in Target.Scope.values:
            yield Problem(at, _("Choose one of the list."))
        yield from _point(target, at, document, known)
    by_whom: dict[str, list[TargetPoint]] = defaultdict(list)
    for target in track.targets:
        if target.period in known.periods:
            by_whom[target.institution].append(target)
    for targets in by_whom.values():
        targets.sort(key=lambda each: known.periods[each.period].ordinal)
        yield from _direction(targets, base, document)
        if document.trajectory == "manual":
            yield from _by_hand(targets, base, known)
    yield from _institutions(track, base, document)


def _point(
    point: BaselinePoint | TargetPoint, at: str, document: DefinitionDocument, known: Known
) -> Iterator[Problem]:
    if point.period not in known.periods:
        yield Problem(at, _("The plan has no semester %(period)s yet: set it first.") % {"period": point.period})
    if point.institution and point.institution not in known.institutions:
        yield Problem(at, _("There is no such institution."))
    if len(point.source) > LONGEST_SOURCE:
        yield Problem(at, _("At most %(most)s characters.") % {"most": LONGEST_SOURCE})
    yield from not_storable(point.value, at)
    yield from not_storable(point.denominator, at)
    if point.value < 0:
        yield Problem(at, _("The value cannot be below zero."))
    if point.denominator is None:
        if is_percent(document) and point.value > HUNDRED:
            yield Problem(at, _("A rate goes from 0 to 100 percent."))
    elif not is_percent(document):
        yield Problem(at, _("Only a proportion has a denominator."))
    elif point.denominator <= 0:
        yield Problem(at, _("The denominator must be above zero."))
    elif point.value > point.denominator:
        yield Problem(at, _("The numerator cannot be greater than the denominator."))


def _direction(targets: Sequence[TargetPoint], base: str, document: DefinitionDocument) -> Iterator[Problem]:
    """Successive targets of one scope go the way that the definition declares."""
    by_scope: dict[str, list[TargetPoint]] = defaultdict(list)
    for target in targets:
        by_scope[target.scope].append(target)
    for earlier, later in (pair for each in by_scope.values() for pair in pairwise(each)):
        step = _amount(later) - _amount(earlier)
        names = {"before": _label(earlier.period), "value": number(earlier.value, _language())}
        if document.direction == "increase" and step < 0:
            text = _("More is better, and this target is lower than that of %(before)s (%(value)s).")
        elif document.direction == "decrease" and step > 0:
            text = _("Less is better, and this target is higher than that of %(before)s (%(value)s).")
        elif document.direction == "maintain" and step:
            text = _("The value is to be kept, and this target differs from that of %(before)s (%(value)s).")
        else:
            continue
        yield Problem(_path(base, later), text % names)


def _by_hand(targets: Sequence[TargetPoint], base: str, known: Known) -> Iterator[Problem]:
    """By hand, every semester from the first target to the last has its own."""
    first, last = (known.periods[each.period].ordinal for each in (targets[0], targets[-1]))
    given = {each.period for each in targets}
    between = [each for each in known.periods.values() if first < each.ordinal < last and each.code not in given]
    for period in sorted(between, key=lambda each: each.ordinal):
        whose = [targets[0].institution] if targets[0].institution else []
        path = ".".join([base, period.code, *whose])
        yield Problem(
            path, _("The path is set by hand: write a target for %(period)s too.") % {"period": _label(period.code)}
        )


def _institutions(track: Track, base: str, document: DefinitionDocument) -> Iterator[Problem]:
    own = [each for each in track.targets if each.institution]
    if document.institution_targets == "shared":
        for target in own:
            yield Problem(_path(base, target), _("The target of all holds for each institution: none has its own."))
    if document.institution_targets == "sum":
        yield from _sums(track, own, base, document)


def _sums(track: Track, own: Sequence[TargetPoint], base: str, document: DefinitionDocument) -> Iterator[Problem]:
    """Where every institution that has targets has one, they add up to the target of all; elsewhere they do not exceed it."""
    everybody = {each.institution for each in own}
    for total in (each for each in track.targets if not each.institution):
        parts = [each for each in own if each.period == total.period]
        if not parts:
            continue
        if any(each.scope != total.scope for each in parts):
            yield Problem(_path(base, total), _("Targets that add up are all over the same span of time."))
            continue
        if is_percent(document) and any(each.denominator is None for each in (total, *parts)):
            text = _(
                "Percentages do not add up: write numerator and denominator of each target, or declare them independent."
            )
            yield Problem(_path(base, total), text)
            continue
        is_whole = {each.institution for each in parts} == everybody
        yield from _difference(total, parts, _path(base, total), is_whole=is_whole)


def _difference(total: TargetPoint, parts: Sequence[TargetPoint], at: str, *, is_whole: bool) -> Iterator[Problem]:
    pairs = [(sum((each.value for each in parts), Decimal()), total.value)]
    if total.denominator is not None:
        pairs.append((sum((each.denominator or Decimal() for each in parts), Decimal()), total.denominator))
    for added, whole in pairs:
        if added == whole or (added < whole and not is_whole):
            continue
        text = _(
            "The targets of the institutions add up to %(sum)s, that of all is %(total)s: a difference of %(difference)s."
        )
        values = {"sum": added, "total": whole, "difference": abs(added - whole)}
        yield Problem(at, text % {name: number(value, _language()) for name, value in values.items()})


def _label(period: str) -> str:
    return period_label(period, _language())


def _language() -> str:
    return (get_language() or "es")[:2]
