"""Information requests put to one institution: how many, how many it answered, on time, and in how many days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from committee.models import InformationRequest, RequestMessage
from committee.models.request import InformationRequestQuerySet
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from measurements.review.queue import days_between
from reports.scorecard.counts import Ratio, median_days


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests of one semester or of several. `on_time` is of those that were answered or whose day has passed.

    A first answer is on time by the day that stood when it came: a later one, of a request made again, does not mend it.
    """

    made: int
    answered: int
    on_time: Ratio
    median_days: Decimal | None


def requests_by_semester(
    plan: ActionPlan, institution: Institution, periods: Sequence[ReportingPeriod], *, every: Iterable[ReportingPeriod]
) -> dict[str, list[InformationRequest]]:
    """By the code of the semester that they ask about; those that name none, of the last that had opened when they were made.

    Only those of `periods` are counted, but the last that had opened is one of `every` semester of the plan: a request stays in
    its semester whichever card is read. One that was withdrawn asked for nothing in the end. One query.
    """
    codes, known = {period.pk: period.code for period in periods}, list(every)
    found: dict[str, list[InformationRequest]] = defaultdict(list)
    put = with_day_of_answer(InformationRequest.objects.filter(plan=plan, institution=institution))
    for each in put.exclude(state=InformationRequest.State.WITHDRAWN):
        code = codes.get(each.period_id) if each.period_id else last_opened(each.made_at, known)
        if code and code in codes.values():
            found[code].append(each)
    return found


def with_day_of_answer(requests: InformationRequestQuerySet) -> QuerySet[InformationRequest]:
    """Each with the instant at which it was due when it was first answered, as `due_then`; now, where nobody answered yet."""
    dated = RequestMessage.objects.filter(request=OuterRef("pk"), due_at__isnull=False)
    before = dated.filter(at__lte=OuterRef("first_answered_at")).order_by("-sequence")
    return requests.annotate(due_then=Coalesce(Subquery(before.values("due_at")[:1]), F("due_at")))


def last_opened(at: dt.datetime, periods: Iterable[ReportingPeriod]) -> str | None:
    """The code of the semester that had opened last at that instant."""
    opened = [(each.opens_at, each.code) for each in periods if each.opens_at <= at]
    return max(opened)[1] if opened else None


def counted(requests: Iterable[InformationRequest], at: dt.datetime) -> Requests:
    every = list(requests)
    answered = [each for each in every if each.first_answered_at is not None]
    on_time = [each for each in answered if is_on_time(each)]
    judged = len(answered) + sum(each.first_answered_at is None and each.due_at <= at for each in every)
    days = [days_between(each.made_at, each.first_answered_at) for each in answered if each.first_answered_at]
    return Requests(len(every), len(answered), Ratio(len(on_time), judged), median_days(days))


def is_on_time(answered: InformationRequest) -> bool:
    """Of one read `with_day_of_answer`."""
    first = answered.first_answered_at
    return first is not None and first < answered.due_then  # type: ignore[attr-defined]
