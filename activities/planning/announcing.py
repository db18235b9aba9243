"""Who is told what of the planning of a year, in the transaction of the step: the people of each institution that is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import ActivityChange, PlanningRound, YearPlan
from activities.steps import last_words
from documents.acts import act_in
from documents.formatting import long_date
from documents.speaking import language
from institutions.models import Institution
from notifications.mailing import people_of
from notifications.models import Kind
from notifications.telling import Told, tell

Words = Callable[[], tuple[str, str]]
"""Title and text, written in the language of each person."""


def frozen_words(round_: PlanningRound) -> str:
    return _("The plan of %(year)s is frozen: nothing of it changes any more.") % {"year": round_.year}


def tell_opened(round_: PlanningRound, *, at: dt.datetime, only: Iterable[Institution] = ()) -> None:
    """All that are asked, or only those that were asked later."""

    def words() -> tuple[str, str]:
        title = _("Planning of %(year)s: propose your activities by %(day)s")
        return title % {"year": round_.year, "day": _day(round_)}, round_.note

    _tell_all(round_, words, at=at, only=only)


def tell_moved(round_: PlanningRound, reason: str, *, at: dt.datetime) -> None:
    def words() -> tuple[str, str]:
        return _("Planning of %(year)s: the last day is now %(day)s") % {
            "year": round_.year,
            "day": _day(round_),
        }, reason

    _tell_all(round_, words, at=at)


def tell_reopened(round_: PlanningRound, reason: str, *, at: dt.datetime) -> None:
    _tell_all(
        round_, lambda: (_("Planning of %(year)s: open to proposals again") % {"year": round_.year}, reason), at=at
    )


def tell_cancelled(round_: PlanningRound, reason: str, *, at: dt.datetime) -> None:
    _tell_all(round_, lambda: (_("The planning of %(year)s was cancelled") % {"year": round_.year}, reason), at=at)


def tell_adopted(round_: PlanningRound, *, at: dt.datetime) -> None:
    """Once it is frozen: until the minutes close the adoption may be taken back."""

    def words() -> tuple[str, str]:
        text = _("%(act)s. What changes from now on is asked for, with its reason.")
        title = _("The plan of %(year)s was adopted") % {"year": round_.year}
        return title, text % {"act": act_in(round_.act_reference, language())}

    _tell_all(round_, words, at=at)


def tell_returned(year_plan: YearPlan, at: dt.datetime) -> None:
    """`Kind.returned` of a plan of the year: the step with its words is written already."""
    comment = last_words(year_plan)
    _tell(
        year_plan, lambda: (_("Your plan of %(year)s was returned: correct it") % {"year": year_plan.year}, comment), at
    )


def tell_validated(year_plan: YearPlan, at: dt.datetime) -> None:
    """With the reviewer's words, if any."""
    comment = last_words(year_plan)
    _tell(year_plan, lambda: (_("Your plan of %(year)s was validated") % {"year": year_plan.year}, comment), at)


def tell_change_returned(change: ActivityChange, at: dt.datetime) -> None:
    comment = last_words(change)
    _tell_of(change, lambda: _("Change %(n)s of your plan of %(year)s was returned: correct it"), comment, at)


def tell_change_validated(change: ActivityChange, at: dt.datetime) -> None:
    _tell_of(change, lambda: _("Change %(n)s of your plan of %(year)s takes effect"), last_words(change), at)


def _tell_of(change: ActivityChange, title: Callable[[], str], text: str, at: dt.datetime) -> None:
    year_plan = change.year_plan
    path = reverse("activity_change", args=[year_plan.year, year_plan.institution.code, change.ordinal])
    _tell(year_plan, lambda: (title() % {"n": change.ordinal, "year": year_plan.year}, text), at, path=path)


def _tell_all(round_: PlanningRound, words: Words, *, at: dt.datetime, only: Iterable[Institution] = ()) -> None:
    chosen = {each.pk for each in only}
    for year_plan in round_.year_plans.asked().select_related("round", "institution"):
        if not chosen or year_plan.institution_id in chosen:
            _tell(year_plan, words, at)


def _tell(year_plan: YearPlan, words: Words, at: dt.datetime, *, path: str = "") -> None:
    page = path or reverse("year_plan", args=[year_plan.year, year_plan.institution.code])

    def write() -> Told:
        title, text = words()
        return Told(title, text, page)

    tell(people_of(year_plan.institution_id), kind=Kind.PLANNING, write=write, at=at)


def _day(round_: PlanningRound) -> str:
    return long_date(round_.due_on, language())
