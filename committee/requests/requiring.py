"""Require something of an institution: a request is numbered, addressed and due on a day. What happens to it: requesting.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity
from committee.models import InformationRequest, Verb
from committee.permissions import requiring_post
from committee.requests import announcing, opened
from committee.requests.parts import refuse_unknown_parts
from committee.requests.steps import Step, require_possible, words, write
from indicators.models import ActionPlan, Indicator, ReportingPeriod
from institutions.models import Institution, User
from measurements.anchors import Anchor, kept
from measurements.answer.refusals import NotAllowed
from measurements.workflow.steps import require_post


@dataclass(frozen=True, slots=True)
class Asked:
    """What is required. `until` is the instant from which an answer is late; `opens`: only these parts, to be corrected."""

    kind: str
    subject: str
    text: str
    until: dt.datetime
    period: ReportingPeriod | None = None
    indicator: Indicator | None = None
    activity: Activity | None = None
    anchors: tuple[Anchor, ...] = field(default=())
    opens: bool = False
    language: str = "es"


def make(
    plan: ActionPlan, institution: Institution, asked: Asked, *, by: User, at: dt.datetime, is_announced: bool = True
) -> InformationRequest:
    """Require something of an institution, under the next number of the year. The same twice is one request."""
    post = require_post(requiring_post(by, institution))
    subject = words(asked.subject, _("Write what the request is about."))
    text = words(asked.text, _("Write what the institution must do."))
    require_possible(asked.until, at)
    _require_own(asked.activity, institution)
    wanted = InformationRequest(
        plan=plan,
        year=timezone.localtime(at).year,
        institution=institution,
        period=asked.period,
        indicator=asked.indicator,
        activity=asked.activity,
        anchors=kept(asked.anchors),
        kind=asked.kind,
        subject=subject,
        text=text,
        language=asked.language,
        due_at=asked.until,
        made_by=post,
        made_at=at,
    )
    with transaction.atomic():
        ActionPlan.objects.lock_all()
        same = _already_made(wanted)
        if same is not None:
            return same
        refuse_unknown_parts(wanted)
        _number(wanted)
        wanted.save(force_insert=True)
        if asked.opens:
            opened.open_parts(wanted, by=by, at=at)
        message = write(wanted, Verb.MADE, Step(post, at, due_at=asked.until))
        if is_announced:
            announcing.to_the_institution(wanted, message)
    return wanted


def _already_made(wanted: InformationRequest) -> InformationRequest | None:
    """A request that says the same, by the same person, on which nothing has happened yet: a button pressed twice."""
    same = ("kind", "period", "indicator", "activity", "anchors", "subject", "text", "due_at", "institution", "plan")
    found = InformationRequest.objects.whole().filter(version=1, **{name: getattr(wanted, name) for name in same})
    return found.filter(made_by__user=wanted.made_by.user_id).first()


def _number(wanted: InformationRequest) -> None:
    """The next of the year, counted over all plans. The caller holds their locks."""
    of_the_year = InformationRequest.objects.filter(year=wanted.year)
    wanted.ordinal = (of_the_year.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    wanted.number = f"RI-{wanted.year}-{wanted.ordinal:04d}"


def _require_own(activity: Activity | None, institution: Institution) -> None:
    """Refuse an activity of another institution: nobody answers for what others do."""
    if activity is not None and activity.institution_id != institution.pk:
        raise NotAllowed(_("This activity is of another institution."))
