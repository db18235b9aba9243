"""Which steps a person may take with what was handed in, for pages that show or hide them. The verbs decide anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from activities.handing_in import kind_of, problems_of
from activities.models import Status
from activities.refusals import Problem
from activities.steps import Subject
from institutions import permissions
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be done now. `refusal` says why nothing can be written although the person's post would let them; `problems` what keeps
    it from being handed over."""

    can_write: bool = False
    can_prepare: bool = False
    can_take_back: bool = False
    can_hand_back: bool = False
    can_send: bool = False
    can_judge: bool = False
    only_validates: str = ""
    """Why what waits for a decision can be validated and not returned."""
    in_one_step: bool = False
    """The person reports and approves: handing over and sending are one button."""
    refusal: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def any(self) -> bool:
        return (
            self.can_prepare
            or self.can_take_back
            or self.can_hand_back
            or self.can_send
            or self.can_judge
            or self.can_write
        )


def steps_of(subject: Subject, user: User, *, at: dt.datetime) -> Steps:
    """In a fixed number of queries."""
    kind, status = kind_of(subject), Status(subject.status)
    owner = kind.institution(subject)
    if permissions.reviewing_post(user, owner) is not None:
        refusal = kind.judged(subject, at)
        can_judge = status == Status.SUBMITTED and not refusal and subject.submitted_by_id != user.pk
        shut = kind.uncorrectable(subject, at) if can_judge else ""
        return Steps(can_judge=can_judge, only_validates=shut, refusal=refusal if status == Status.SUBMITTED else "")
    reports = permissions.reporting_post(user, owner) is not None
    approves = permissions.approving_post(user, owner) is not None
    if not (reports or approves):
        return Steps()
    refusal = kind.refusal(subject, at)
    if refusal:
        return Steps(refusal=refusal)
    is_writable = subject.is_writable
    problems = tuple(problems_of(subject)) if is_writable else ()
    return Steps(
        can_write=reports and is_writable,
        can_prepare=reports and is_writable and not problems,
        can_take_back=reports and status == Status.PREPARED,
        can_hand_back=approves and status == Status.PREPARED,
        can_send=approves and status == Status.PREPARED,
        in_one_step=reports and approves,
        problems=problems,
    )
