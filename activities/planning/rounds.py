"""The only code that opens the planning of a year, consolidates it and cancels it. Adopting it: activities/planning/adopting.py.

    open → consolidated → adopted;  consolidated → open;  adopted → consolidated;  open, consolidated → cancelled → open.

The technical secretary acts. Each verb checks who acts and which version was read, and writes in one transaction under the plan's lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import SENT, PlanningRound, Status, YearPlan
from activities.planning import announcing
from activities.planning.standing import keep, locked, require, require_keeper
from activities.refusals import NotReady, Problem, WrongState
from activities.steps import Verb, lock, require_words, write
from documents.formatting import plain_date
from documents.speaking import language
from indicators.calendar import LIMA
from indicators.models import ActionPlan
from institutions.models import Appointment, Institution, User

State = PlanningRound.State
YEARS = (2000, 2100)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the Committee asks for, until which day, in which language it writes."""

    due_on: dt.date
    note: str = ""
    language: str = "es"


def due_at_of(due_on: dt.date) -> dt.datetime:
    """The instant after a last day: what arrives at it is late."""
    return dt.datetime.combine(due_on + dt.timedelta(days=1), dt.time(), LIMA)


def open_round(
    plan: ActionPlan, year: int, asked: Asked, institutions: Sequence[Institution], *, by: User, at: dt.datetime
) -> PlanningRound:
    """Ask institutions what they will do in a year. One that was cancelled is opened again; pressed twice it is one round."""
    post = require_keeper(by)
    with transaction.atomic():
        lock(plan.pk)
        current = PlanningRound.objects.whole().filter(plan=plan, year=year).first()
        if current is not None and current.state != State.CANCELLED:
            if current.state == State.OPEN and current.version == 1 and current.opened_by == post:
                return current
            raise WrongState(_("The planning of %(year)s was opened already.") % {"year": year})
        _require_sense(year, asked, institutions, at)
        if current is not None:
            _leave_out(current, institutions)
        round_ = current or PlanningRound(plan=plan, year=year, version=0)
        before, round_.state, round_.reason = round_.state if current else "", State.OPEN, ""
        round_.opened_by, round_.opened_at, round_.due_at = post, at, due_at_of(asked.due_on)
        round_.note, round_.language = asked.note.strip(), asked.language
        keep(round_, Verb.OPENED, before, post, at, comment=round_.note)
        _begin(round_, institutions, post, at)
        announcing.tell_opened(round_, at=at)
    return round_


def _require_sense(year: int, asked: Asked, institutions: Sequence[Institution], at: dt.datetime) -> None:
    found = []
    if not YEARS[0] <= year <= YEARS[1]:
        found.append(
            Problem(
                "year",
                _("Write a year between %(first)s and %(last)s.") % dict(zip(("first", "last"), YEARS, strict=True)),
            )
        )
    if due_at_of(asked.due_on) <= at:
        found.append(Problem("due_on", _("The last day is over: choose today or a later day.")))
    if not institutions:
        found.append(Problem("institutions", _("Choose at least one institution.")))
    if found:
        raise NotReady(found)


def _leave_out(round_: PlanningRound, institutions: Sequence[Institution]) -> None:
    """Who is not chosen anew is not asked any more; what it wrote stays. One whose plan was sent already cannot be left out."""
    others = round_.year_plans.exclude(institution__in=[each.pk for each in institutions])
    sent = list(others.filter(status__in=SENT).select_related("institution"))
    if sent:
        text = _("They sent their plan before the planning was cancelled: choose them too. %(names)s.")
        raise NotReady([Problem("institutions", text % {"names": names_of(sent)})])
    others.update(is_asked=False)


def _begin(round_: PlanningRound, institutions: Sequence[Institution], post: Appointment, at: dt.datetime) -> None:
    """A draft for each institution that has none yet; who had been left out finds what it wrote."""
    known = set(round_.year_plans.values_list("institution", flat=True))
    round_.year_plans.filter(institution__in=[each.pk for each in institutions]).update(is_asked=True)
    for institution in institutions:
        if institution.pk not in known:
            begun = YearPlan.objects.create(round=round_, institution=institution, updated_at=at, updated_by=post.user)
            write(begun, Verb.BEGUN, "", begun.status, post=post, at=at)


def ask(round_: PlanningRound, institutions: Sequence[Institution], *, version: int, by: User, at: dt.datetime) -> None:
    """Ask other institutions too, while the round is open. Those asked before are not asked twice."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        known = set(current.year_plans.asked().values_list("institution", flat=True))
        new = [each for each in institutions if each.pk not in known]
        if institutions and not new:
            return
        require(current, version, State.OPEN)
        if not new:
            raise NotReady([Problem("institutions", _("Choose at least one institution."))])
        _begin(current, new, post, at)
        keep(current, Verb.ASKED, current.state, post, at, comment=", ".join(each.short_name for each in new))
        announcing.tell_opened(current, at=at, only=new)


def move_due(round_: PlanningRound, due_on: dt.date, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Another last day, with the reason, while the round is open."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        require(current, version, State.OPEN)
        words = require_words(reason, _("Write why the last day is moved."), field="reason")
        if due_at_of(due_on) <= current.opened_at:
            raise NotReady([Problem("due_on", _("The last day comes after the day on which the round opens."))])
        if due_on == current.due_on:
            raise NotReady([Problem("due_on", _("That is the last day already."))])
        days = " → ".join(plain_date(day, language()) for day in (current.due_on, due_on))
        current.due_at = due_at_of(due_on)
        keep(current, Verb.MOVED, current.state, post, at, comment=f"{days}. {words}")
        announcing.tell_moved(current, words, at=at)


def undecided(round_: PlanningRound) -> list[YearPlan]:
    """Plans that were sent and that nobody validated or returned yet."""
    return list(round_.year_plans.filter(status=Status.SUBMITTED).select_related("institution"))


def not_sent(round_: PlanningRound) -> list[YearPlan]:
    """Plans that do not stand before the Committee: never sent, or returned and not sent again."""
    lacking = round_.year_plans.asked().exclude(status__in=SENT)
    return list(lacking.select_related("institution"))


def consolidate(round_: PlanningRound, *, version: int, by: User, at: dt.datetime) -> None:
    """Close the round to proposals, for a meeting to adopt it. What was sent must be decided; who sent nothing is named in the step."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        require(current, version, State.OPEN)
        waiting = undecided(current)
        if waiting:
            text = _("Validate or return first what was sent: %(names)s.")
            raise NotReady([Problem("", text % {"names": names_of(waiting)})])
        if not current.year_plans.filter(status=Status.VALIDATED).exists():
            raise NotReady([Problem("", _("No institution has a validated plan: there is nothing to adopt."))])
        lacking = not_sent(current)
        comment = _("Without a plan: %(names)s.") % {"names": names_of(lacking)} if lacking else ""
        before, current.state = current.state, State.CONSOLIDATED
        keep(current, Verb.CONSOLIDATED, before, post, at, comment=comment)


def reopen(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Let institutions propose again, before a meeting adopts it. What was validated stays so."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        require(current, version, State.CONSOLIDATED)
        words = require_words(reason, _("Write why it is opened again."), field="reason")
        before, current.state = current.state, State.OPEN
        keep(current, Verb.REOPENED, before, post, at, comment=words)
        announcing.tell_reopened(current, words, at=at)


def cancel(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Call it off, with the reason, before it is adopted. What was written stays, and is found again when the year is opened anew."""
    post = require_keeper(by)
    with transaction.atomic():
        current = locked(round_)
        require(current, version, State.OPEN, State.CONSOLIDATED)
        words = require_words(reason, _("Write why the planning is cancelled."), field="reason")
        before, current.state, current.reason = current.state, State.CANCELLED, words
        keep(current, Verb.CANCELLED, before, post, at, comment=words)
        announcing.tell_cancelled(current, words, at=at)


def names_of(year_plans: Sequence[YearPlan]) -> str:
    return ", ".join(each.institution.short_name or each.institution.name for each in year_plans)
