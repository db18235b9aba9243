"""The steps that institutions and the Committee take in the demonstration, each through the verb that a page would use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from activities import handing_in
from activities.content import ActivityContent
from activities.demonstration.texts import NONE_PLANNED, Planned
from activities.models import YearPlan
from activities.planning.copying import copy_from_last_year, copyable
from activities.planning.writing import add_activity, declare_none
from activities.steps import Subject
from institutions.models import User

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who reports and approves for each institution, and who decides."""

    reporters: Mapping[str, User]
    approvers: Mapping[str, User]
    secretary: User
    alternate: User

    def reviewer_of(self, institution: str) -> User:
        """The secretary decides on all but the secretary's own institution."""
        own = {post.institution.code for post in self.secretary.posts}
        return self.alternate if institution in own else self.secretary


def content_of(planned: Planned, year: int) -> ActivityContent:
    return ActivityContent(
        action=planned.action,
        title=planned.title,
        starts_on=dt.date(year, *planned.first),
        ends_on=dt.date(year, *planned.last_day),
        responsible_post=planned.post,
        expected_product=planned.product,
        indicators=(f"{planned.action}.1",),
        general_objectives=planned.objectives,
    )


def write_plan(year_plan: YearPlan, planned: Iterable[Planned], hands: Hands, *, at: dt.datetime) -> None:
    """What was planned last year is copied; the rest is written. Who plans none says so."""
    code = year_plan.institution.code
    by = hands.reporters[code]
    if code == NONE_PLANNED[0]:
        declare_none(year_plan, NONE_PLANNED[1], version=year_plan.version, by=by, at=at)
        return
    wanted = {each.title: each for each in planned if each.institution == code}
    again = {each.activity.code: each.content.title for each in copyable(year_plan) if each.content.title in wanted}
    if again:
        copy_from_last_year(year_plan, list(again), by=by, at=at)
    for title, each in wanted.items():
        if title not in again.values():
            add_activity(year_plan, content_of(each, year_plan.round.year), by=by, at=at)


def send(subject: Subject, code: str, hands: Hands, *, at: dt.datetime) -> None:
    """Handed over by who reports, and sent an hour later by who approves."""
    subject.refresh_from_db()
    handing_in.prepare(subject, version=subject.version, by=hands.reporters[code], at=at)
    handing_in.submit([(subject, subject.version)], by=hands.approvers[code], at=at + HOUR)


def decide(subject: Subject, code: str, hands: Hands, *, at: dt.datetime, returned: str = "") -> None:
    """Validated by who reviews the institution; with words, returned."""
    by = hands.reviewer_of(code)
    if returned:
        handing_in.return_(subject, version=subject.version, by=by, at=at, comment=returned)
    else:
        handing_in.validate(subject, version=subject.version, by=by, at=at)
