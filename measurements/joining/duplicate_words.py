"""Why two items may be the same, what was decided on them, and what changes in the figures when they count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from documents.formatting import instant, period_label, plain_date, quoted
from documents.speaking import language, written
from indicators.models import IndicatorRevision
from measurements.answer.figure_words import plain
from measurements.answer.folding import fold
from measurements.joining.duplicates import Pair, Report
from measurements.joining.likeness import ALIKE
from measurements.models import ItemJoin, Measurement, RegisterEntry

Place = tuple[int, int]
"""An indicator and a semester."""
NOTHING_JOINED: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Card:
    """A pair as the page shows it."""

    pair: Pair
    why: tuple[str, ...]
    effects: tuple[str, ...]
    further: tuple[str, ...]
    history: tuple[str, ...]


def cards_of(pairs: Sequence[Pair]) -> list[Card]:
    """With what changes in the totals of the semesters in which both count, in one more query."""
    counted = _counted(pairs)
    return [_card(pair, counted) for pair in pairs]


def _card(pair: Pair, counted: Mapping[Place, list[RegisterEntry]]) -> Card:
    """What changes in the latest semester first; `further` is what changes in those before."""
    common = _common(pair)
    latest = [answer for answer in common if answer.period_id == common[0].period_id]
    said = effects(pair, common, counted)
    return Card(pair, why(pair.one, pair.other), said[: len(latest)], said[len(latest) :], history(pair.decisions))


def why(one: Report, other: Report) -> tuple[str, ...]:
    """What the two have in common, the most telling first."""
    said = []
    if one.number and fold(one.number) == fold(other.number):
        said.append(_("the same number, “%(number)s”") % {"number": one.number})
    mine, theirs = fold(one.title), fold(other.title)
    likeness = max(SequenceMatcher(None, *titles).ratio() for titles in ((mine, theirs), (theirs, mine)))
    if mine == theirs:
        said.append(_("the same title"))
    elif likeness >= ALIKE:
        said.append(_("similar titles"))
    if one.dated_on == other.dated_on:
        said.append(_("the same date"))
    elif shared := one.days & other.days:
        said.append(_("a stage on the same day, %(day)s") % {"day": plain_date(min(shared), language())})
    return tuple(said)


def history(decisions: Iterable[ItemJoin]) -> tuple[str, ...]:
    return tuple(_decision(each) for each in decisions)


def _decision(each: ItemJoin) -> str:
    words = {
        "when": instant(each.at, language()),
        "person": f"{each.by.user.name}, {each.by.title} · {each.by.institution.short_name}",
    }
    text = (
        _("%(when)s: they count once, said %(person)s.")
        if each.is_joined
        else _("%(when)s: they are two, said %(person)s.")
    )
    return f"{text % words} {quoted(written(each.reason), language())}" if each.reason else text % words


def _counted(pairs: Iterable[Pair]) -> dict[Place, list[RegisterEntry]]:
    """The validated entries of every indicator and semester of these pairs in which distinct items are counted."""
    places = {_place(answer) for pair in pairs for answer in _common(pair)}
    if not places:
        return {}
    rows = RegisterEntry.objects.filter(
        measurement__in=Measurement.objects.validated(),
        measurement__indicator__in={indicator for indicator, _period in places},
        measurement__period__in={period for _indicator, period in places},
        frozen__isnull=False,
    )
    found: dict[Place, list[RegisterEntry]] = defaultdict(list)
    for row in rows.select_related("item", "measurement"):
        found[_place(row.measurement)].append(row)
    return found


def _place(answer: Measurement) -> Place:
    return answer.indicator_id, answer.period_id


def _common(pair: Pair) -> list[Measurement]:
    """The answers of the first under whose indicator and semester the other stands too, where such items count once."""
    theirs = {_place(answer) for answer in pair.other.answers}
    distinct = IndicatorRevision.Across.DISTINCT
    return [a for a in pair.one.answers if _place(a) in theirs and a.revision.across == distinct]


def effects(pair: Pair, common: Iterable[Measurement], counted: Mapping[Place, list[RegisterEntry]]) -> tuple[str, ...]:
    """“PREV-2.3.1: the total of 2026-I goes from 12 to 11”, for each answer in which the two count twice."""
    told = []
    for answer in common:
        entries = counted.get(_place(answer), [])
        told.append(
            _effect(pair, answer, now=_total(entries), joined=_total(entries, {pair.one.group: pair.other.group}))
        )
    return tuple(told)


def _effect(pair: Pair, answer: Measurement, *, now: int, joined: int) -> str:
    words = {
        "code": answer.indicator.code,
        "period": period_label(answer.period.code, language()),
        "now": plain(now),
        "joined": plain(joined),
    }
    if pair.is_joined:
        return _("%(code)s: they count once in the total of %(period)s, which is %(now)s.") % words
    if now == joined:
        return _("%(code)s: the total of %(period)s does not change while the two answers are not validated.") % words
    return _("%(code)s: the total of %(period)s goes from %(now)s to %(joined)s.") % words


def _total(entries: Iterable[RegisterEntry], also: Mapping[int, int] = NOTHING_JOINED) -> int:
    """What the entries count with each group once: the head's number, else the largest, as the figures do."""
    groups: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    for entry in entries:
        group = entry.item.same_as_id or entry.item_id
        quantity = sum((entry.frozen or {}).get("counted", {}).values())
        if quantity:
            groups[also.get(group, group)].append((entry.item.same_as_id is None, quantity))
    return sum(max(members)[1] for members in groups.values())
