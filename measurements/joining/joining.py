"""Items of different institutions that are one and the same thing: they form a group, whose figures count it once.

A group has one head; every other item of it points at the head, never at one another, so joining with any of them is joining
with all. What others wrote in a draft is never seen here: only what they sent.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language
from institutions import permissions
from institutions.models import Appointment, Institution, User
from measurements.answer.content import APART, ItemContent
from measurements.joining.likeness import JOINED, SentElsewhere
from measurements.models import ItemJoin, RegisterEntry, RegisterItem, Status

AS_SENT = (Status.SUBMITTED, Status.VALIDATED)
MOST_OFFERED = 5


class CannotJoin(Exception):
    """The items are not joined or not separated; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An item that another institution sent and that may be the same. `is_theirs`: it is they who marked it so."""

    item: int
    title: str
    number: str
    dated_on: dt.date
    institution: str
    is_joined: bool
    is_theirs: bool

    @property
    def words(self) -> str:
        parts = (self.title, self.number, plain_date(self.dated_on, language()), self.institution)
        return " · ".join(part for part in parts if part)


def alike_to(items: Iterable[RegisterItem], institution: Institution) -> dict[int, tuple[Alike, ...]]:
    """For each item, what other institutions sent that may be the same: likeliest first, in one query."""
    mine = list(items)
    if not mine:
        return {}
    sent = SentElsewhere(_sent_elsewhere(mine, institution))
    found = {item.pk: {entry.item_id: (likeness, entry) for likeness, entry in sent.like(item)} for item in mine}
    return {item.pk: _likeliest(item, found[item.pk].values()) for item in mine if found[item.pk]}


def _likeliest(mine: RegisterItem, alike: Iterable[tuple[float, RegisterEntry]]) -> tuple[Alike, ...]:
    ordered = sorted(alike, key=lambda each: (each[0] < JOINED, -each[0], each[1].item_id))
    return tuple(_as_alike(mine, entry) for _likeness, entry in ordered[:MOST_OFFERED])


def _sent_elsewhere(items: list[RegisterItem], institution: Institution) -> QuerySet[RegisterEntry]:
    days = {item.dated_on for item in items} | {s.reached_on for item in items for s in item.stages.all()}
    heads = {item.same_as_id or item.pk for item in items}
    near = Q(item__dated_on__in=days) | Q(item__same_as__in=heads) | Q(item__in=heads)
    if any(item.number for item in items):
        near |= ~Q(item__number="")
    sent = RegisterEntry.objects.filter(near, frozen__isnull=False, measurement__status__in=AS_SENT)
    elsewhere = sent.filter(item__register__in={item.register_id for item in items})
    return elsewhere.exclude(item__institution=institution).select_related("item__institution").order_by("pk")


def _as_alike(mine: RegisterItem, entry: RegisterEntry) -> Alike:
    theirs, kept = entry.item, entry.frozen or {}
    return Alike(
        item=theirs.pk,
        title=kept["title"],
        number=kept.get("number", ""),
        dated_on=dt.date.fromisoformat(kept["dated_on"]),
        institution=theirs.institution.short_name,
        is_joined=(theirs.same_as_id or theirs.pk) == (mine.same_as_id or mine.pk),
        is_theirs=theirs.same_as_id == mine.pk,
    )


def apply(written: Iterable[tuple[RegisterItem, ItemContent]], *, by: User, at: dt.datetime) -> None:
    """Do what was said of each item; nothing was said of most."""
    for item, content in written:
        if content.same_as == APART:
            separate(item, by=by, at=at)
        elif content.same_as is not None:
            other = RegisterItem.objects.filter(pk=content.same_as).first()
            if other is None:
                raise CannotJoin(_("The other institution no longer has it among what it sent."))
            join(item, other, by=by, at=at)


def join(item: RegisterItem, other: RegisterItem, *, by: User, at: dt.datetime, reason: str = "") -> None:
    """Say that the item is the same as the other institution's. The caller holds the plan's lock and the transaction.

    A reviewer joins the two groups whole; who reports takes the item, and what others joined to it, over to the other's.
    """
    post, is_reviewer = _hand(item, by, [item, other])
    if other.institution_id == item.institution_id or other.register_id != item.register_id:
        raise CannotJoin(_("Only two items of one register and of different institutions can be the same."))
    if not _sent_entries(RegisterItem.objects.filter(pk=other.pk)).exists():
        raise CannotJoin(_("The other institution no longer has it among what it sent."))
    head = other.same_as_id or other.pk
    if head == item.pk or head == item.same_as_id:
        return
    moved = group_of(item) if is_reviewer else RegisterItem.objects.filter(Q(pk=item.pk) | Q(same_as=item))
    RegisterItem.objects.filter(pk__in=list(moved.values_list("pk", flat=True))).update(same_as=head)
    _record(item, [other.pk], True, post=post, at=at, reason=reason)


def tell_apart(item: RegisterItem, other: RegisterItem, *, by: User, at: dt.datetime, reason: str = "") -> None:
    """Say that two items that look alike are two: they are not proposed again. The caller holds lock and transaction."""
    post, _is_reviewer = _hand(item, by, [item, other])
    if (item.same_as_id or item.pk) == (other.same_as_id or other.pk):
        raise CannotJoin(_("They count once now: separate them first."))
    _record(item, [other.pk], False, post=post, at=at, reason=reason)


def separate(item: RegisterItem, *, by: User, at: dt.datetime, reason: str = "") -> None:
    """Say that the item is nobody else's. Others of its group stay together, with another head where it was theirs."""
    post, _is_reviewer = _hand(item, by, [item])
    others = list(group_of(item).exclude(pk=item.pk).values_list("pk", flat=True))
    RegisterItem.objects.filter(pk=item.pk).update(same_as=None)
    followers = RegisterItem.objects.filter(same_as=item)
    next_head = followers.order_by("pk").first()
    if next_head is not None:
        followers.exclude(pk=next_head.pk).update(same_as=next_head)
        RegisterItem.objects.filter(pk=next_head.pk).update(same_as=None)
    _record(item, others, False, post=post, at=at, reason=reason)


def group_of(item: RegisterItem) -> QuerySet[RegisterItem]:
    """The item and all that count once with it."""
    head = item.same_as_id or item.pk
    return RegisterItem.objects.filter(Q(pk=head) | Q(same_as=head))


def _record(
    item: RegisterItem, others: Iterable[int], is_joined: bool, *, post: Appointment, at: dt.datetime, reason: str
) -> None:
    ItemJoin.objects.bulk_create(
        ItemJoin(item=item, other_id=other, is_joined=is_joined, reason=reason.strip(), by=post, at=at)
        for other in others
    )


def _hand(item: RegisterItem, by: User, concerned: Iterable[RegisterItem]) -> tuple[Appointment, bool]:
    """By which post, and whether as a reviewer: at any time, of nobody's own institution among all that count once with these.

    Who reports the item may until an answer with it was sent: sent figures move by review only. The same holds for what
    another institution sent as the same as this item.
    """
    groups = [each for one in concerned for each in group_of(one).select_related("institution")]
    reviewer = permissions.joining_post(by, [each.institution for each in groups])
    if reviewer is not None:
        return reviewer, True
    reporter = permissions.reporting_post(by, item.institution)
    if reporter is None:
        raise CannotJoin(_("None of your posts lets you do this."))
    if _sent_entries(RegisterItem.objects.filter(pk=item.pk)).exists():
        text = _(
            "“%(item)s” is in an answer that was sent: it can be joined or separated once that answer is returned."
        )
        raise CannotJoin(text % {"item": item.title})
    follower = _sent_entries(RegisterItem.objects.filter(same_as=item)).select_related("item__institution").first()
    if follower is not None:
        text = _(
            "%(institution)s sent that its own is the same as “%(item)s”: it can be joined or separated once the answer of"
            " %(institution)s is returned."
        )
        raise CannotJoin(text % {"item": item.title, "institution": follower.item.institution.short_name})
    return reporter, False


def _sent_entries(items: QuerySet[RegisterItem]) -> QuerySet[RegisterEntry]:
    return RegisterEntry.objects.filter(item__in=items, frozen__isnull=False, measurement__status__in=AS_SENT)


def told_of(items: Iterable[int]) -> dict[int, str]:
    """Whose items each of these is said to be the same as, by their short names; items of no group are absent."""
    heads = {pk: head or pk for pk, head in RegisterItem.objects.filter(pk__in=items).values_list("pk", "same_as")}
    if not heads:
        return {}
    members = RegisterItem.objects.filter(Q(pk__in=heads.values()) | Q(same_as__in=heads.values()))
    groups: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, head, name in members.values_list("pk", "same_as", "institution__short_name"):
        groups[head or pk].append((pk, name))
    told = {pk: sorted({name for other, name in groups[head] if other != pk}) for pk, head in heads.items()}
    return {pk: ", ".join(names) for pk, names in told.items() if names}
