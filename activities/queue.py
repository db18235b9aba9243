"""What institutions sent of activities and budgets and waits for this person's decision: four kinds in one line, the oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import ActivityChange, BudgetStatement, ProgressNote, YearPlan
from activities.todo import OWNERS, awaiting, words_of_kinds
from documents.formatting import period_label
from documents.speaking import language, written
from institutions.models import Institution, User

PAGE_SIZE = 25
PLAN, CHANGE, NOTE, BUDGET = "plan", "modificacion", "nota", "presupuesto"
KINDS: dict[str, type[Any]] = {PLAN: YearPlan, CHANGE: ActivityChange, NOTE: ProgressNote, BUDGET: BudgetStatement}
"""As addresses name them."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which kind, of which institution; empty: all of them."""

    kind: str = ""
    institution: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Filters:
        """An unknown kind is none."""
        kind = asked.get("tipo", "")
        return cls(kind if kind in KINDS else "", asked.get("institucion", "")[:20])

    def query(self, **other: str) -> str:
        chosen = {"tipo": self.kind, "institucion": self.institution} | other
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits: what it is, of whom, since when, and its page."""

    kind: str
    title: str
    detail: str
    institution: Institution
    since: dt.datetime
    days: int
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    page: Page[Any]
    rows: list[Row]


def kinds() -> dict[str, str]:
    """The kinds in words, several of each."""
    words = words_of_kinds()
    return {kind: words[model] for kind, model in KINDS.items()}


def numbers(user: User) -> dict[str, int]:
    """How many of each kind wait, whatever the filters."""
    return {kind: awaiting(model, user).count() for kind, model in KINDS.items()}


def listing_of(user: User, filters: Filters, *, page: str, at: dt.datetime) -> Listing:
    """In a fixed number of queries: first who waits since when, then the rows of one page whole."""
    places: list[tuple[dt.datetime, str, int]] = []
    for kind, model in KINDS.items():
        if filters.kind in ("", kind):
            waiting = awaiting(model, user).order_by()
            if filters.institution:
                waiting = waiting.filter(**{f"{OWNERS[model]}__code": filters.institution})
            places += [(since, kind, pk) for since, pk in waiting.values_list("submitted_at", "pk")]
    shown: Page[Any] = Paginator(sorted(places), PAGE_SIZE).get_page(page)
    return Listing(shown, _rows(list(shown.object_list), at))


def _rows(places: Iterable[tuple[dt.datetime, str, int]], at: dt.datetime) -> list[Row]:
    chosen = list(places)
    read = {
        (kind, each.pk): each
        for kind, model in KINDS.items()
        if (keys := [pk for _since, known, pk in chosen if known == kind])
        for each in model._default_manager.whole().filter(pk__in=keys)
    }
    return [
        replace(row_of(kind, read[kind, pk]), days=_days(since, at)) for since, kind, pk in chosen if (kind, pk) in read
    ]


def _days(since: dt.datetime, at: dt.datetime) -> int:
    return (timezone.localtime(at).date() - timezone.localtime(since).date()).days


def row_of(kind: str, waiting: Any) -> Row:
    """What it is and its page; the days it waits are for who lists to say."""
    if kind == PLAN:
        return _of_plan(waiting)
    if kind == CHANGE:
        return _of_change(waiting)
    return _of_note(waiting) if kind == NOTE else _of_budget(waiting)


def _of_plan(plan: YearPlan) -> Row:
    title = _("Plan of the year %(year)s") % {"year": plan.year}
    detail = _("It plans no activity") if plan.has_none else ""
    path = reverse("year_plan", args=[plan.year, plan.institution.code])
    return Row(PLAN, title, detail, plan.institution, _sent(plan), 0, path)


def _of_change(change: ActivityChange) -> Row:
    plan = change.year_plan
    title_of = written(change.content["title"], change.content["language"])
    about = f"{change.activity.code}: {title_of}" if change.activity else title_of
    title = _("Change %(n)s of the plan of %(year)s") % {"n": change.ordinal, "year": plan.year}
    path = reverse("activity_change", args=[plan.year, plan.institution.code, change.ordinal])
    return Row(CHANGE, title, f"{change.get_kind_display()}. {about}", plan.institution, _sent(change), 0, path)


def _of_note(note: ProgressNote) -> Row:
    activity = note.activity
    words = {"code": activity.code, "period": period_label(note.period.code, language())}
    title = _("Progress of %(code)s, %(period)s") % words
    path = reverse("note", args=[activity.code, note.period.code])
    detail = f"{note.get_progress_display()}. {written(activity.title, activity.language)}"
    return Row(NOTE, title, detail, activity.institution, _sent(note), 0, path)


def _of_budget(statement: BudgetStatement) -> Row:
    title = _("Budget of %(year)s, statement %(n)s") % {"year": statement.year, "n": statement.ordinal}
    path = reverse("budget_statement", args=[statement.year, statement.institution.code, statement.ordinal])
    return Row(BUDGET, title, "", statement.institution, _sent(statement), 0, path)


def _sent(waiting: Any) -> dt.datetime:
    """When it was sent; of what only waits for the approval of its own institution, when it was handed over."""
    instant: dt.datetime = waiting.submitted_at if waiting.is_sent else waiting.prepared_at
    return instant


def institutions_waiting(user: User) -> list[Institution]:
    """Those of whom anything waits: the choices of the filter."""
    codes: set[str] = set()
    for model, owner in OWNERS.items():
        codes |= set(awaiting(model, user).order_by().values_list(f"{owner}__code", flat=True))
    return list(Institution.objects.filter(code__in=codes).order_by("order", "code"))
