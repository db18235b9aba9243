"""Items that institutions sent and that look like one and the same thing: what a reviewer decides on, in a fixed number of queries.

Only what was sent is read, as it was sent: nobody's draft shows here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from indicators.models import Register, ReportingPeriod
from institutions import permissions
from institutions.models import Institution, User
from measurements.answer.reading import AS_SENT
from measurements.joining.likeness import SentElsewhere
from measurements.models import ItemJoin, Measurement, RegisterEntry, RegisterItem


@dataclass(frozen=True, slots=True)
class Report:
    """One item as an institution sent it, with the answers under which it stands."""

    item: RegisterItem
    title: str
    number: str
    dated_on: dt.date
    days: frozenset[dt.date]
    entries: tuple[RegisterEntry, ...]

    @property
    def institution(self) -> Institution:
        return self.item.institution

    @property
    def group(self) -> int:
        return self.item.same_as_id or self.item.pk

    @property
    def answers(self) -> list[Measurement]:
        """Latest semester first, in the plan's order."""
        found = [entry.measurement for entry in self.entries]
        return sorted(found, key=lambda answer: (-answer.period.ordinal, answer.indicator.order))

    @property
    def latest(self) -> list[Measurement]:
        """Those of the latest semester in which it was sent."""
        return [answer for answer in self.answers if answer.period_id == self.answers[0].period_id]

    @property
    def earlier(self) -> int:
        """In how many semesters before it stands too."""
        return len({answer.period_id for answer in self.answers}) - 1


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person may decide, read once for a list: permissions.joining_post. `reviewed` None: all but their own."""

    own: frozenset[int]
    reviewed: frozenset[int] | None

    @classmethod
    def of(cls, user: User) -> Desk:
        reviewed = permissions.reviewable_institution_ids(user)
        return cls(frozenset(user.institution_ids()), None if reviewed is None else frozenset(reviewed))

    def decides(self, institutions: set[int]) -> bool:
        return not self.own & institutions and (self.reviewed is None or bool(self.reviewed & institutions))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of different institutions, one of the semester, that may be the same; or that count once already."""

    one: Report
    other: Report
    decisions: tuple[ItemJoin, ...]
    can_decide: bool

    @property
    def is_joined(self) -> bool:
        return self.one.group == self.other.group

    @property
    def is_told_apart(self) -> bool:
        return not self.is_joined and bool(self.decisions) and not self.decisions[0].is_joined

    @property
    def is_open(self) -> bool:
        """Nobody decided on it yet."""
        return not self.is_joined and not self.is_told_apart

    @property
    def seen(self) -> int:
        """The last decision that the page knows: a later one is a conflict."""
        return max((decision.pk for decision in self.decisions), default=0)


def of_semester(user: User, period: ReportingPeriod, register: Register | None = None) -> list[Pair]:
    """All pairs of which an item was sent for the semester."""
    entries = _sent().filter(measurement__period=period)
    if register is not None:
        entries = entries.filter(item__register=register)
    return _pairs(user, list(entries))


def of_answer(user: User, measurement: Measurement) -> list[Pair]:
    """Those of the items of one answer."""
    if not measurement.revision.is_itemised:
        return []
    return _pairs(user, list(_sent().filter(measurement=measurement)))


def pair_of(user: User, item: int, other: int) -> Pair | None:
    """Two items that were sent; None where one of them was not."""
    reports = _reports(list(_sent().filter(item__in=(item, other))))
    if item not in reports or other not in reports:
        return None
    return _pair(Desk.of(user), reports[item], reports[other], _decisions([_key(item, other)]))


def _sent() -> QuerySet[RegisterEntry]:
    sent = RegisterEntry.objects.filter(frozen__isnull=False, measurement__status__in=AS_SENT)
    related = ("item__institution", "item__register", "measurement__indicator", "measurement__period")
    return sent.select_related(*related, "measurement__institution", "measurement__revision").order_by("pk")


def _pairs(user: User, mine: Sequence[RegisterEntry]) -> list[Pair]:
    if not mine:
        return []
    elsewhere = list(_near(mine))
    sent = SentElsewhere(elsewhere)
    found: dict[tuple[int, int], float] = {}
    for entry in mine:
        for likeness, theirs in sent.like_sent(entry):
            if theirs.item.institution_id != entry.item.institution_id:
                key = _key(entry.item_id, theirs.item_id)
                found[key] = max(likeness, found.get(key, 0))
    reports, decisions = _reports([*mine, *elsewhere]), _decisions(found)
    ordered = sorted(found, key=lambda key: (-found[key], key))
    desk = Desk.of(user)
    return [_pair(desk, reports[one], reports[other], decisions) for one, other in ordered]


def _near(mine: Iterable[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """What may be like any of these, of every institution."""
    entries = list(mine)
    kept = [entry.frozen or {} for entry in entries]
    days = {day for each in kept for day in (each["dated_on"], *each.get("stages", {}).values())}
    heads = {entry.item.same_as_id or entry.item_id for entry in entries}
    near = Q(item__dated_on__in=days) | Q(item__stages__reached_on__in=days)
    near |= Q(item__same_as__in=heads) | Q(item__in=heads)
    if any(each.get("number") for each in kept):
        near |= ~Q(item__number="")
    registers = {entry.item.register_id for entry in entries}
    return _sent().filter(near, item__register__in=registers).distinct()


def _key(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _reports(entries: Iterable[RegisterEntry]) -> dict[int, Report]:
    by_item: dict[int, dict[int, RegisterEntry]] = defaultdict(dict)
    for entry in entries:
        by_item[entry.item_id][entry.pk] = entry
    return {item: _report(tuple(found.values())) for item, found in by_item.items()}


def _report(entries: tuple[RegisterEntry, ...]) -> Report:
    latest = max(entries, key=lambda entry: (entry.measurement.period.ordinal, -entry.pk))
    kept = latest.frozen or {}
    days = {kept["dated_on"], *kept.get("stages", {}).values()}
    return Report(
        item=latest.item,
        title=kept["title"],
        number=kept.get("number", ""),
        dated_on=dt.date.fromisoformat(kept["dated_on"]),
        days=frozenset(dt.date.fromisoformat(day) for day in days),
        entries=entries,
    )


def _decisions(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[ItemJoin]]:
    """What was decided on these pairs, latest first."""
    wanted = set(pairs)
    items = {item for pair in wanted for item in pair}
    rows = ItemJoin.objects.filter(item__in=items, other__in=items).select_related("by__user", "by__institution")
    found: dict[tuple[int, int], list[ItemJoin]] = defaultdict(list)
    for row in rows.order_by("-at", "-pk"):
        found[_key(row.item_id, row.other_id)].append(row)
    return found


def _pair(desk: Desk, one: Report, other: Report, decisions: Mapping[tuple[int, int], list[ItemJoin]]) -> Pair:
    first, second = sorted((one, other), key=lambda report: (report.institution.order, report.item.pk))
    said = tuple(decisions.get(_key(first.item.pk, second.item.pk), ()))
    return Pair(first, second, said, desk.decides({first.institution.pk, second.institution.pk}))
