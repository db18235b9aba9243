"""What the Committee should know of an indicator beside its figures, when it reviews it: from each source that knows something.

A source answers for all indicators at once, in a fixed number of queries, by code. Add one to SOURCES and agenda and decision show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import IndicatorProposal, ReviewSession
from committee.proposals.proposing import on_agenda_of
from committee.review.remarks import Remark, remarks_of
from indicators.earlier_plans import is_current
from indicators.models import Indicator
from measurements.models import MeasurementEvent, Status
from reports.diagnosis import Finding, Severity, diagnose, findings_by_indicator


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing to know, or how many of a kind and then each in `lines`: an agenda has no room for those. `url` leads to it;
    `lang` is the language of a person's own words, where it is that."""

    text: str
    url: str = ""
    lang: str = ""
    is_risk: bool = False
    lines: tuple[str, ...] = ()


Source = Callable[[ReviewSession], Mapping[str, Sequence[Beside]]]


def returns_of(session: ReviewSession) -> Mapping[str, Sequence[Beside]]:
    """How often answers about each indicator were sent back in the semester reviewed."""
    returned = (
        MeasurementEvent.objects.filter(measurement__period=session.period, to_status=Status.RETURNED)
        .values_list("measurement__indicator__code")
        .annotate(times=Count("pk"))
        .order_by("measurement__indicator__code")
    )
    found = {}
    for code, times in returned:
        text = ngettext("Sent back %(n)d time in the semester", "Sent back %(n)d times in the semester", times)
        url = f"{reverse('indicator', args=[code])}?semestre={session.period.code}"
        found[code] = (Beside(text % {"n": times}, url),)
    return found


def proposals_beside(session: ReviewSession) -> Mapping[str, Sequence[Beside]]:
    """What the review answers, each leading to where it is answered. What waits is a risk: the review cannot close before."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for each in on_agenda_of(session):
        url, is_waiting = reverse("proposal", args=[each.number]), each.state == IndicatorProposal.State.WAITING
        found[each.indicator.code].append(Beside(_words(each), url, is_risk=is_waiting))
    return found


def _words(proposal: IndicatorProposal) -> str:
    if proposal.state == IndicatorProposal.State.WAITING:
        text = _("Proposal %(number)s of %(institution)s, to be answered: %(what)s")
    else:
        text = _("Proposal %(number)s of %(institution)s (%(answer)s): %(what)s")
    return text % {
        "number": proposal.number,
        "institution": proposal.institution.short_name,
        "what": str(proposal.get_what_display()).lower(),
        "answer": str(proposal.get_state_display()).lower(),
    }


def remarks_beside(session: ReviewSession) -> Mapping[str, Sequence[Beside]]:
    """How many words of their own the institutions wrote about the semester: the page of the decision shows them."""
    found = remarks_of(session)
    codes = dict(Indicator.objects.filter(pk__in=found).values_list("pk", "code"))
    return {codes[indicator]: (_counted(session, codes[indicator], remarks),) for indicator, remarks in found.items()}


def _counted(session: ReviewSession, code: str, remarks: Sequence[Remark]) -> Beside:
    text = ngettext("%(n)d remark of an institution", "%(n)d remarks of institutions", len(remarks))
    url = reverse("revision_decision", args=[session.meeting.number, code])
    return Beside(text % {"n": len(remarks)}, f"{url}#remarks")


def diagnosis_of(session: ReviewSession) -> Mapping[str, Sequence[Beside]]:
    """What the plan's diagnosis finds of each indicator: how many findings and each of them, each open question by itself."""
    now = timezone.now()
    period = session.plan.periods.begun(at=now).first() or session.period
    return {
        code: tuple(told(code, findings))
        for code, findings in findings_by_indicator(diagnose(session.plan, period, now)).items()
    }


def told(code: str, findings: Sequence[Finding]) -> Iterator[Beside]:
    short = [each for each in findings if not each.question]
    if short:
        is_risk = any(each.severity == Severity.GRAVE for each in short)
        url = f"{reverse('diagnosis')}?indicador={code}"
        text = ngettext("%(n)d finding of the plan's diagnosis", "%(n)d findings of the plan's diagnosis", len(short))
        lines = tuple(each.sentence for each in short)
        yield Beside(text % {"n": len(short)}, url, is_risk=is_risk, lines=lines)
    for each in findings:
        if each.question:
            yield Beside(each.sentence, reverse("plan_question", args=[each.question]))


SOURCES: tuple[Source, ...] = (returns_of, proposals_beside, remarks_beside, diagnosis_of)
OF_THE_RECORD: tuple[Source, ...] = (proposals_beside, remarks_beside)
"""What is still read of a review of an earlier plan: the others help to decide, and lead to pages of the plan in force."""


def beside_of(session: ReviewSession) -> dict[str, list[Beside]]:
    """Everything that every source knows, by the indicator's code."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for source in SOURCES if is_current(session.plan_id) else OF_THE_RECORD:
        for code, things in source(session).items():
            found[code].extend(things)
    return found
