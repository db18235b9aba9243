"""What else names the indicator whose definition would change: duties, drafts, files taken away, editions, open matters, rules."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from committee.models import Agreement, IndicatorProposal, InformationRequest
from indicators.defining.document import DefinitionDocument
from indicators.models import Commitment, ContextSeries, Indicator, IndicatorRevision, PlausibilityRule, ReportingPeriod
from measurements.models import MeasuredValue, Measurement, Status, TemplateDownload
from reports.models import ReportEdition
from revisions.impact.breakdowns import parts

PENDING = (InformationRequest.State.OPEN, InformationRequest.State.ANSWERED)


@dataclass(frozen=True, slots=True)
class Owes:
    """Who reports the indicator from the day the draft takes effect, or later, and since when."""

    institution: str
    role: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer begun for a semester that the draft governs, and the parts of it that the draft does not ask for."""

    institution: str
    period: str
    status: str
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A template that somebody took away and that would be stale."""

    institution: str
    period: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition that was issued and prints the indicator as it was defined then."""

    period: str
    number: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A request, an agreement or a proposal that is not settled. `number` is its own, or its meeting's with `ordinal`.

    `language`: that of the text, where somebody wrote it.
    """

    number: str
    text: str
    institution: str
    ordinal: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """`kept_answers` is how many answers of open semesters stay under the definition in force."""

    owed: tuple[Owes, ...] = ()
    begun: tuple[Begun, ...] = ()
    kept_answers: int = 0
    taken: tuple[Taken, ...] = ()
    printed: tuple[Printed, ...] = ()
    requests: tuple[Matter, ...] = ()
    agreements: tuple[Matter, ...] = ()
    proposals: tuple[Matter, ...] = ()
    lost_rules: tuple[str, ...] = ()
    compared_by: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The definition in force, the one drafted, and from when; `retires`: nothing is asked from then on."""

    indicator: Indicator
    revision: IndicatorRevision
    before: DefinitionDocument
    after: DefinitionDocument
    effective_from: ReportingPeriod
    retires: bool

    @property
    def lost_parts(self) -> set[str]:
        """Codes of the components that the draft does not have."""
        had = {part.code for part in self.before.components}
        return had if self.retires else had - {part.code for part in self.after.components}

    @property
    def is_broken_down_anew(self) -> bool:
        return set(self.before.dimensions) != set(self.after.dimensions)


def touched(draft: Draft, at: dt.datetime, language: str) -> Touched:
    """In eleven queries, whatever there is."""
    return Touched(
        owed=tuple(owed(draft)),
        begun=tuple(begun(draft, language)),
        kept_answers=kept_answers(draft, at),
        taken=tuple(taken(draft)),
        printed=tuple(printed(draft.indicator)),
        requests=tuple(requests(draft.indicator)),
        agreements=tuple(agreements(draft.indicator)),
        proposals=tuple(proposals(draft.indicator)),
        lost_rules=tuple(lost_rules(draft)),
        compared_by=tuple(compared_by(draft)),
        context=tuple(context(draft)),
    )


def owed(draft: Draft) -> Iterable[Owes]:
    rows = Commitment.objects.filter(indicator=draft.indicator).select_related(
        "institution", "from_period", "until_period"
    )
    for each in rows.order_by("institution__order", "institution__code", "from_period__ordinal"):
        until = each.until_period
        if until is None or until.ordinal >= draft.effective_from.ordinal:
            role, since = each.get_role_display(), each.from_period.code
            yield Owes(str(each.institution.name), role, since, until.code if until else "")


def begun(draft: Draft, language: str) -> Iterable[Begun]:
    """Nothing is rewritten: what does not fit is shown to who reports, and leaves the answer when it is kept anew."""
    answers = (
        Measurement.objects.filter(indicator=draft.indicator, period__ordinal__gte=draft.effective_from.ordinal)
        .exclude(status=Status.VALIDATED)
        .select_related("institution", "period")
        .order_by("period__ordinal", "institution__order")
    )
    rows = MeasuredValue.objects.filter(measurement__in=answers.order_by())
    lost: dict[int, dict[str, str]] = defaultdict(dict)
    labels = parts(draft.before, language)
    for measurement, component, key in rows.values_list("measurement_id", "component__code", "combination__key"):
        if component in draft.lost_parts or (key and draft.is_broken_down_anew):
            lost[measurement][component] = labels.get(component, component)
    for each in answers:
        found = tuple(lost[each.pk].values())
        yield Begun(str(each.institution.name), each.period.code, each.get_status_display(), found)


def kept_answers(draft: Draft, at: dt.datetime) -> int:
    """Answers not yet validated of semesters that are open and that the draft does not govern."""
    rows = Measurement.objects.filter(
        indicator=draft.indicator,
        period__ordinal__lt=draft.effective_from.ordinal,
        period__opens_at__lte=at,
        period__closes_at__gt=at,
    )
    return rows.exclude(status=Status.VALIDATED).count()


def taken(draft: Draft) -> Iterable[Taken]:
    rows = TemplateDownload.objects.filter(
        period__plan=draft.effective_from.plan_id, period__ordinal__gte=draft.effective_from.ordinal
    ).select_related("institution", "period")
    for each in rows.order_by("period__ordinal", "institution__order", "at"):
        if draft.indicator.code in each.definitions:
            yield Taken(str(each.institution.name), each.period.code, each.at)


def printed(indicator: Indicator) -> Iterable[Printed]:
    """Found in the canonical text itself: a snapshot is large, and none of it is needed but that it names the indicator."""
    rows = ReportEdition.objects.filter(plan=indicator.plan_id, snapshot__contains=f'"code":"{indicator.code}"')
    found = rows.order_by("-period__ordinal", "-number").values_list("period__code", "number")
    return (Printed(period, number) for period, number in found)


def requests(indicator: Indicator) -> Iterable[Matter]:
    rows = InformationRequest.objects.filter(indicator=indicator, state__in=PENDING).select_related("institution")
    return (Matter(each.number, each.subject, str(each.institution.name), language=each.language) for each in rows)


def agreements(indicator: Indicator) -> Iterable[Matter]:
    rows = Agreement.objects.in_force().filter(indicator=indicator).select_related("institution", "meeting")
    return (
        Matter(each.meeting.number, each.text, str(each.institution.name), each.ordinal, each.meeting.language)
        for each in rows
    )


def proposals(indicator: Indicator) -> Iterable[Matter]:
    rows = IndicatorProposal.objects.waiting().filter(indicator=indicator).select_related("institution")
    return (Matter(each.number, each.get_what_display(), str(each.institution.name)) for each in rows)


def lost_rules(draft: Draft) -> Iterable[str]:
    """Rules of plausibility of the definition in force that name a part which the draft does not have."""
    rows = PlausibilityRule.objects.filter(revision=draft.revision).select_related("part", "whole")
    for each in rows:
        named = {part.code for part in (each.part, each.whole) if part is not None}
        if draft.retires or named & draft.lost_parts:
            yield each.get_kind_display()


def compared_by(draft: Draft) -> Iterable[str]:
    """Codes of the other indicators whose rules compare with this one, where what they compare with would change."""
    if not draft.retires and not draft.lost_parts and draft.before.kind == draft.after.kind:
        return []
    in_force = IndicatorRevision.objects.in_force(draft.effective_from).order_by().values("pk")
    rows = PlausibilityRule.objects.filter(compared_with=draft.indicator, revision__in=in_force)
    others = rows.exclude(revision__indicator=draft.indicator).order_by("revision__indicator__order")
    return dict.fromkeys(others.values_list("revision__indicator__code", flat=True))


def context(draft: Draft) -> Iterable[str]:
    """Series of others that stand beside one of this indicator's, and would stand beside none."""
    kept = set() if draft.retires else {track.code for track in draft.after.series}
    rows = ContextSeries.objects.filter(indicator=draft.indicator)
    return [str(each.label) for each in rows if draft.retires or (each.series_code and each.series_code not in kept)]
