"""Which units an institution asked for their part of an indicator, and which it could ask."""

from __future__ import annotations

from indicators.models import Commitment, IndicatorRevision
from institutions.models import Institution
from measurements.answer.kinds import is_in_words
from measurements.contributions.parts import part_of
from measurements.contributions.sums import UnitSums, add_units
from measurements.models import Contribution, Measurement
from measurements.models.contribution import ContributionQuerySet
from measurements.workflow.steps import Task


def asked_for(task: Task) -> ContributionQuerySet:
    """What the institution asked its units for, for one indicator and semester."""
    asked = Contribution.objects.filter(indicator=task.indicator, period=task.period)
    return asked.asked_by_institution(task.institution)


def askable(task: Task) -> list[Institution]:
    """The institution's units that were not asked yet.

    One that owes the indicator itself reports it itself, and one that joined from elsewhere may have been asked there: as a
    part of this answer too it would count twice.
    """
    committed = Commitment.objects.in_force(task.period).filter(indicator=task.indicator).values("institution")
    asked = Contribution.objects.filter(indicator=task.indicator, period=task.period).values("unit")
    return list(task.institution.children.exclude(pk__in=committed).exclude(pk__in=asked))


def parent_answer(task: Task) -> Measurement | None:
    """The answer into which the parts go, once somebody began it."""
    answers = Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=task.period)
    return answers.first()


def definition_of(task: Task) -> IndicatorRevision:
    """The definition under which the parts are given: the answer's own, else the one in force."""
    whole = IndicatorRevision.objects.with_definition()
    begun = whole.filter(
        measurements__indicator=task.indicator,
        measurements__institution=task.institution,
        measurements__period=task.period,
    ).first()
    return begun or whole.in_force(task.period).get(indicator=task.indicator)


def is_owed(task: Task) -> bool:
    return (
        Commitment.objects.in_force(task.period).filter(indicator=task.indicator, institution=task.institution).exists()
    )


def can_be_consolidated(revision: IndicatorRevision) -> bool:
    """Figures add up; the items of a list are entered one by one, each with its own record, and words do not add up."""
    return not revision.is_itemised and not is_in_words(revision)


def sums_for(task: Task) -> UnitSums:
    return add_units(part_of(contribution) for contribution in asked_for(task).with_values())
