"""An institution is told, in the transaction that keeps it, that what it must report changes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from indicators.commitment_steps import Step
from indicators.models import Commitment, CommitmentChange, ReportingPeriod
from institutions.models import Institution
from notifications import mailing
from notifications.models import Kind
from notifications.telling import Told, tell


def announce(period: ReportingPeriod, steps: Iterable[Step], *, at: dt.datetime) -> None:
    """Tell the people of each institution once of all that changes for it."""
    by_institution: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_institution[step.pair[1]].append(step)
    for institution in Institution.objects.filter(code__in=by_institution):
        _tell_one(institution, period, by_institution[institution.code], at)


def _tell_one(institution: Institution, period: ReportingPeriod, steps: Sequence[Step], at: dt.datetime) -> None:
    people = mailing.people_of(institution.pk)
    tell(people, kind=Kind.COMMITMENT, write=lambda: told_of(institution, period, steps), at=at)


def told_of(institution: Institution, period: ReportingPeriod, steps: Sequence[Step]) -> Told:
    words = {"institution": institution.short_name, "period": period_label(period.code, language())}
    whats, roles = dict(CommitmentChange.What.choices), dict(Commitment.Role.choices)
    lines = [f"{each.pair[0]}: {whats[each.what]} ({roles[each.after or each.before]})" for each in steps]
    return Told(
        title=_("%(institution)s: commitments change from %(period)s") % words,
        text="\n".join(lines),
        path=reverse("task_list", args=[period.code, institution.code]),
    )
