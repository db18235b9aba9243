"""The path of everything that an institution hands in: written, approved, sent, validated or returned. One place for every door.

    draft → prepared → submitted → validated          submitted → returned → prepared

Reporters write and hand over, approvers send or hand back, reviewers of other institutions validate or return. What differs between a
plan of a year, a change of it, a progress note and a budget statement stands in its `Kind`: what it says, what it lacks, why it cannot
be written, judged or corrected now, and what follows when it is returned or validated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import ActivityStep, Status
from activities.refusals import NotAllowed, NotOpen, NotReady, Problem
from activities.steps import Subject, Verb, arrive, lock, require_post, require_words, take
from institutions import permissions
from institutions.models import Appointment, Institution, User

LONGEST_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Kind:
    """What is particular to one kind of what is handed in.

    `refusal` says why it cannot be written, handed over or sent at an instant; empty where it can. `judged` says why it cannot be
    returned or validated; `uncorrectable`, why it cannot be returned: nobody could correct it, and what was said would only be taken
    away. All three run in the transaction of the step: `applied` before it is written, for what takes effect; `returned` and `validated`
    after it, for who is told.
    """

    plan_id: Callable[[Any], int]
    institution: Callable[[Any], Institution]
    content: Callable[[Any], Any]
    problems: Callable[[Any], list[Problem]]
    returned: Callable[[Any, dt.datetime], None]
    validated: Callable[[Any, dt.datetime], None]
    refusal: Callable[[Any, dt.datetime], str] = lambda subject, at: ""
    judged: Callable[[Any, dt.datetime], str] = lambda subject, at: ""
    uncorrectable: Callable[[Any, dt.datetime], str] = lambda subject, at: ""
    applied: Callable[[Any, dt.datetime], None] = lambda subject, at: None


_KINDS: dict[type[Any], Kind] = {}


def register(model: type[Any], kind: Kind) -> None:
    """Say what is particular to a model, from `AppConfig.ready`."""
    _KINDS[model] = kind


def kind_of(subject: Subject) -> Kind:
    return _KINDS[type(subject)]


def institution_of(subject: Subject) -> Institution:
    return kind_of(subject).institution(subject)


def problems_of(subject: Subject) -> list[Problem]:
    """All that keeps it from being handed over."""
    return kind_of(subject).problems(subject)


def refusal_of(subject: Subject, at: dt.datetime) -> str:
    """Why nothing of it can be written or sent now; empty where it can."""
    return kind_of(subject).refusal(subject, at)


def prepare(subject: Subject, *, version: int, by: User, at: dt.datetime) -> None:
    """The reporter hands it over, whole, for approval (visto bueno)."""
    kind = kind_of(subject)
    post = require_post(permissions.reporting_post(by, kind.institution(subject)))
    with transaction.atomic():
        lock(kind.plan_id(subject))
        require_time(subject, at)
        before = take(subject, version, (Status.DRAFT, Status.RETURNED))
        _require_whole(subject)
        subject.prepared_by, subject.prepared_at = by, at
        arrive(subject, Verb.PREPARED, before, Status.PREPARED, post=post, at=at)


def hand_back(subject: Subject, *, version: int, by: User, at: dt.datetime, comment: str) -> None:
    """The approver gives it back to the reporter with a comment; it stands again where it was before."""
    kind = kind_of(subject)
    post = require_post(permissions.approving_post(by, kind.institution(subject)))
    text = require_words(_short(comment), _("Write what must be corrected."))
    _give_back(subject, Verb.HANDED_BACK, version, post, at, text)


def take_back(subject: Subject, *, version: int, by: User, at: dt.datetime) -> None:
    """The reporter takes back what was handed over and nobody sent yet."""
    kind = kind_of(subject)
    post = require_post(permissions.reporting_post(by, kind.institution(subject)))
    _give_back(subject, Verb.TAKEN_BACK, version, post, at, "")


def _give_back(
    subject: Subject, verb: ActivityStep.Verb, version: int, post: Appointment, at: dt.datetime, comment: str
) -> None:
    with transaction.atomic():
        lock(kind_of(subject).plan_id(subject))
        require_time(subject, at)
        before = take(subject, version, (Status.PREPARED,))
        subject.prepared_by = subject.prepared_at = None
        arrive(subject, verb, before, subject.status_before_handing_over, post=post, at=at, comment=comment)


def submit(chosen: Iterable[tuple[Subject, int]], *, by: User, at: dt.datetime) -> None:
    """The approver sends what was handed over, all or none. What was sent in these versions already is no error."""
    pairs = [(subject, version) for subject, version in chosen if not _was_sent(subject, version, by)]
    with transaction.atomic():
        for subject, version in pairs:
            kind = kind_of(subject)
            post = require_post(permissions.approving_post(by, kind.institution(subject)))
            lock(kind.plan_id(subject))
            require_time(subject, at)
            before = take(subject, version, (Status.PREPARED,))
            _require_whole(subject)
            subject.first_submitted_at = subject.first_submitted_at or at
            subject.submitted_by, subject.submitted_at = by, at
            arrive(subject, Verb.SUBMITTED, before, Status.SUBMITTED, post=post, at=at, content=kind.content(subject))


def send(subject: Subject, *, version: int, by: User, at: dt.datetime) -> None:
    """Send one thing. Who reports and approves hands over and sends in one step, each written down."""
    with transaction.atomic():
        if subject.is_writable and permissions.approving_post(by, institution_of(subject)) is not None:
            prepare(subject, version=version, by=by, at=at)
            version += 1
        submit([(subject, version)], by=by, at=at)


def _was_sent(subject: Subject, version: int, by: User) -> bool:
    """Whether this very person sent it from this very version: a button pressed twice is no conflict."""
    current = type(subject)._default_manager.get(pk=subject.pk)
    return current.status == Status.SUBMITTED and current.version == version + 1 and current.submitted_by_id == by.pk


def return_(subject: Subject, *, version: int, by: User, at: dt.datetime, comment: str) -> None:
    """The reviewer gives it back to the institution with what must be corrected."""
    kind = kind_of(subject)
    post = require_post(permissions.reviewing_post(by, kind.institution(subject)))
    text = require_words(_short(comment), _("Write what must be corrected."))
    with transaction.atomic():
        lock(kind.plan_id(subject))
        _require_open(kind.judged(subject, at))
        _require_open(kind.uncorrectable(subject, at))
        before = take(subject, version, (Status.SUBMITTED,))
        subject.prepared_by = subject.prepared_at = None
        arrive(subject, Verb.RETURNED, before, Status.RETURNED, post=post, at=at, comment=text)
        kind.returned(subject, at)


def validate(subject: Subject, *, version: int, by: User, at: dt.datetime, comment: str = "") -> None:
    """The reviewer accepts it, with a word to the institution or without."""
    kind = kind_of(subject)
    post = require_post(permissions.reviewing_post(by, kind.institution(subject)))
    with transaction.atomic():
        lock(kind.plan_id(subject))
        _require_open(kind.judged(subject, at))
        before = take(subject, version, (Status.SUBMITTED,))
        if subject.submitted_by_id == by.pk:
            raise NotAllowed(_("Nobody validates what they sent."))
        subject.validated_by, subject.validated_at = by, at
        kind.applied(subject, at)
        arrive(
            subject,
            Verb.VALIDATED,
            before,
            Status.VALIDATED,
            post=post,
            at=at,
            comment=_short(comment),
            content=kind.content(subject),
        )
        kind.validated(subject, at)


def _short(comment: str) -> str:
    """What was written, or that it is too long: it is mailed, and read on a page."""
    text = comment.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_COMMENT:
        raise NotReady([Problem("comment", _("Write at most %(most)d characters.") % {"most": LONGEST_COMMENT})])
    return text


def require_time(subject: Subject, at: dt.datetime) -> None:
    """Refuse what cannot be written or sent now."""
    _require_open(refusal_of(subject, at))


def _require_open(refusal: str) -> None:
    if refusal:
        raise NotOpen(refusal)


def _require_whole(subject: Subject) -> None:
    problems = problems_of(subject)
    if problems:
        raise NotReady(problems)
