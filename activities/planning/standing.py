"""One writer at a time in a planning round: who may write, its lock, the version that was read, and the step written down."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from activities.models import ActivityStep, PlanningRound
from activities.refusals import Stale, WrongState
from activities.steps import lock, require_post, write
from institutions.models import Appointment, Role, User

State = PlanningRound.State


def keeping_post(user: User) -> Appointment | None:
    """The post in which the person keeps the planning of a year: that of the technical secretary."""
    return user.post_as(Role.TECHNICAL_SECRETARY)


def require_keeper(user: User) -> Appointment:
    return require_post(keeping_post(user))


def locked(round_: PlanningRound) -> PlanningRound:
    """The round as it stands now, with the plan's lock held until the transaction ends."""
    lock(round_.plan_id)
    return PlanningRound.objects.whole().get(pk=round_.pk)


def require(round_: PlanningRound, version: int, *states: State) -> None:
    """Refuse a step by somebody who read an older version, or from another state."""
    if round_.version != version:
        raise Stale(_("Somebody changed this planning while you were working on it. Nothing was changed."))
    if round_.state not in states:
        text = _("The planning of %(year)s stands as “%(state)s”: the step is no longer possible.")
        raise WrongState(text % {"year": round_.year, "state": round_.get_state_display()})


def keep(
    round_: PlanningRound, verb: ActivityStep.Verb, before: str, post: Appointment, at: dt.datetime, comment: str = ""
) -> None:
    """Store it in its next version, and write the step that made it."""
    round_.version += 1
    round_.save()
    write(round_, verb, before, round_.state, post=post, at=at, comment=comment)
