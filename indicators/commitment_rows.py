"""The rows of commitments: how one begins, turns, ends, and what refuses it. Only `committing` calls this."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.commitment_steps import Pair
from indicators.models import Commitment, Indicator, IndicatorRevision, ReportingPeriod
from indicators.models.commitment import CommitmentQuerySet
from institutions.models import Institution


class Refused(Exception):
    """The change was not made; the message says why."""


def begin(
    later: Commitment | None, indicator: Indicator, institution: Institution, period: ReportingPeriod, role: str
) -> Commitment:
    """A new commitment. One that was to begin later in this role begins now instead; in another, it still does then."""
    if later is not None and later.role == role:
        later.from_period = period
        return later
    until = _semester_before(later.from_period) if later is not None else None
    return Commitment(indicator=indicator, institution=institution, role=role, from_period=period, until_period=until)


def turn(commitment: Commitment, period: ReportingPeriod, role: str) -> Commitment:
    """The same commitment in another role from this semester on; before it, it stays what it was."""
    before = _semester_before(period)
    if before is None or commitment.from_period.ordinal >= period.ordinal:
        commitment.role = role
        return commitment
    until, commitment.until_period = commitment.until_period, before
    commitment.save()
    return Commitment(
        indicator_id=commitment.indicator_id,
        institution_id=commitment.institution_id,
        role=role,
        from_period=period,
        until_period=until,
    )


def end(own: CommitmentQuerySet, period: ReportingPeriod) -> None:
    before = _semester_before(period)
    for commitment in own:
        if before is None or commitment.from_period.ordinal >= period.ordinal:
            commitment.delete()
        else:
            commitment.until_period = before
            commitment.save()


def save_leading_alone(commitment: Commitment) -> None:
    """Save it. An indicator has at most one lead in a semester; the plan itself names none."""
    if commitment.role == Commitment.Role.LEAD:
        others = from_on(commitment.from_period).filter(indicator=commitment.indicator_id, role=Commitment.Role.LEAD)
        if commitment.until_period is not None:
            others = others.filter(from_period__ordinal__lte=commitment.until_period.ordinal)
        other = others.exclude(institution=commitment.institution_id).select_related("institution").first()
        if other is not None:
            raise Refused(
                _(
                    "%(other)s leads %(indicator)s from %(period)s: make it a contributor, or end it, before another leads."
                )
                % {
                    "other": other.institution.short_name,
                    "indicator": commitment.indicator.code,
                    "period": other.from_period.code,
                }
            )
    commitment.save()


def refuse_outsider(institution: Institution) -> None:
    if not institution.is_participating:
        raise Refused(_("%(institution)s does not take part in the plan.") % {"institution": institution.short_name})


def refuse_unfollowed(indicator: Indicator, period: ReportingPeriod) -> None:
    """Nobody owes what has no definition in that semester yet, or was retired by then."""
    revision = IndicatorRevision.objects.in_force(period).filter(indicator=indicator).first()
    words = {"indicator": indicator.code, "period": period.code}
    if revision is None:
        raise Refused(_("%(indicator)s has no definition in %(period)s yet: it begins later.") % words)
    if revision.change_class == IndicatorRevision.ChangeClass.RETIRED:
        raise Refused(_("%(indicator)s is retired in %(period)s: nothing is owed about it.") % words)


def refuse_second_reporter(indicator: Indicator, period: ReportingPeriod, *, but: Institution) -> None:
    revision = IndicatorRevision.objects.in_force(period).filter(indicator=indicator).first()
    if revision is None or revision.across != IndicatorRevision.Across.SINGLE_REPORTER:
        return
    other = from_on(period).filter(indicator=indicator).exclude(institution=but).select_related("institution").first()
    if other is not None:
        raise Refused(
            _("%(indicator)s has a single reporter, %(other)s: end that commitment before beginning another.")
            % {"indicator": indicator.code, "other": other.institution.short_name}
        )


def from_on(period: ReportingPeriod) -> CommitmentQuerySet:
    """Commitments that oblige in that semester or in a later one."""
    return Commitment.objects.select_related("from_period", "until_period").filter(
        Q(until_period__isnull=True) | Q(until_period__ordinal__gte=period.ordinal), indicator__plan=period.plan_id
    )


def _semester_before(period: ReportingPeriod) -> ReportingPeriod | None:
    earlier = ReportingPeriod.objects.filter(plan=period.plan_id, ordinal__lt=period.ordinal)
    return earlier.order_by("ordinal").last()


def found(pair: Pair, plan_id: int) -> tuple[Indicator, Institution]:
    indicator = Indicator.objects.filter(plan=plan_id, code=pair[0]).first()
    institution = Institution.objects.filter(code=pair[1]).first()
    if indicator is None or institution is None:
        raise Refused(_("There is no such indicator or institution: %(pair)s.") % {"pair": " · ".join(pair)})
    return indicator, institution
