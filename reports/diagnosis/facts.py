"""What the rules look at, read in a fixed number of queries: the plan's parts, its latest definitions, who owes and who reported.

The definitions are the latest adopted or proposed, also those that take effect with a later semester: what has been decided
already lacks no more. Figures are those of the semester that is read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from indicators.aligning import Link, links_of
from indicators.answering import questions_of
from indicators.models import (
    Action,
    ActionPlan,
    Component,
    CountingRule,
    GeneralObjective,
    IndicatorRevision,
    Objective,
    Pillar,
    PlanQuestion,
    ReportingPeriod,
    RevisionDimension,
    Series,
)
from measurements.models import Measurement
from reports.diagnosis.doing import Doing, read_doing
from reports.diagnosis.finding import Place, Subject
from reports.diagnosis.reaching import reached_in_a_row
from reports.figures.definitions import in_force
from reports.figures.goals import Goal, Goals
from reports.figures.kinds import IN_WORDS
from reports.figures.names import name_institution
from reports.figures.reading import Reading, read

Own = tuple[str, Goal]
"""An institution's code and a target of its own."""


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """One series: what it should reach, of all and of single institutions, and in how many semesters in a row it did."""

    row: Series
    goals: Goals
    own: tuple[Own, ...]
    reached: int

    @property
    def label(self) -> str:
        return self.row.label or ""


@dataclass(frozen=True, slots=True)
class Defined:
    """An indicator under its latest definition."""

    revision: IndicatorRevision
    series: tuple[SeriesFacts, ...]
    components: tuple[Component, ...]
    dimensions: frozenset[str]
    registers: Mapping[
        int, tuple[str, bool]
    ]  # by component: the register that it counts, and whether that asks for people
    institutions: tuple[str, ...]  # codes of those that owe it now or will
    answers: Mapping[str, int]  # how many answers of each kind were ever sent

    @property
    def code(self) -> str:
        return self.revision.indicator.code

    @property
    def subject(self) -> Subject:
        return Subject(Place.INDICATOR, self.code, self.revision.name)

    @property
    def has_numbers(self) -> bool:
        """Whether a figure can be held against a target: stages, scales and texts are answered in words."""
        return self.revision.kind not in IN_WORDS or self.revision.is_percent

    def say(self, series: SeriesFacts, text: str) -> str:
        """A sentence about one series, which it names where there are several."""
        if len(self.series) > 1 and series.label:
            return f"{series.label}: {text}"
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Facts:
    """One plan at one instant."""

    plan: ActionPlan
    period: ReportingPeriod
    defined: tuple[Defined, ...]
    institutions: Mapping[str, str]  # code → name, of those that owe anything
    pillars: tuple[Pillar, ...]
    general_objectives: tuple[GeneralObjective, ...]
    objectives: tuple[Objective, ...]
    actions: tuple[Action, ...]
    links: frozenset[Link]
    questions: tuple[PlanQuestion, ...]
    doing: Doing


def read_facts(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod] | None = None
) -> Facts:
    reading = read(plan, period, at, periods=periods, every_semester=True, of_institutions=True)
    defined = tuple(defined_of(reading))
    owing = {code for each in defined for code in each.institutions}  # nothing is owed of an indicator that was retired
    return Facts(
        plan=plan,
        period=reading.period,
        defined=defined,
        institutions={
            code: name_institution(each).short_name for code, each in reading.institutions.items() if code in owing
        },
        pillars=tuple(Pillar.objects.filter(plan=plan)),
        general_objectives=tuple(GeneralObjective.objects.filter(plan=plan)),
        objectives=tuple(Objective.objects.filter(plan=plan)),
        actions=tuple(
            Action.objects.filter(plan=plan)
            .select_related("objective__pillar")
            .order_by("objective__pillar__order", "objective__order", "order", "code")
        ),
        links=links_of(plan),
        questions=tuple(questions_of(plan)),
        doing=read_doing(plan, reading.period),
    )


def defined_of(reading: Reading) -> Iterable[Defined]:
    """Every indicator that is followed, under its latest definition, in the plan's order."""
    dimensions, registers = read_dimensions(reading.plan), read_registers(reading.plan)
    answers = read_answers(reading.plan)
    for key, revision in in_force(reading.all_revisions.values(), reading.periods[-1]).items():
        components = tuple(reading.components[revision.pk])
        yield Defined(
            revision=revision,
            series=tuple(
                SeriesFacts(
                    each,
                    reading.goals[each.pk],
                    own_of(reading, each.pk),
                    reached_in_a_row(reading, key, each.code),
                )
                for each in reading.series.get(revision.pk, ())
            ),
            components=components,
            dimensions=frozenset(dimensions.get(revision.pk, ())),
            registers={each.pk: registers[each.pk] for each in components if each.pk in registers},
            institutions=tuple(code for code in reading.institutions if owes(reading, key, code)),
            answers=answers.get(key, {}),
        )


def own_of(reading: Reading, series: int) -> tuple[Own, ...]:
    """The targets that single institutions have within a series."""
    every = ((code, goals) for (pk, code), goals in reading.own_goals.items() if pk == series)
    return tuple((code, goal) for code, goals in every for goal in goals.goals)


def owes(reading: Reading, indicator: int, institution: str) -> bool:
    """Whether an institution reports the indicator in the semester read or from a later one on."""
    return any(
        each.institution.code == institution
        and (each.until_period is None or each.until_period.ordinal >= reading.period.ordinal)
        for each in reading.commitments.get(indicator, ())
    )


def read_dimensions(plan: ActionPlan) -> dict[int, list[str]]:
    """Codes of the dimensions that each definition crosses."""
    found: dict[int, list[str]] = defaultdict(list)
    crossed = RevisionDimension.objects.filter(revision__indicator__plan=plan).order_by()
    for revision, code in crossed.values_list("revision_id", "dimension__code"):
        found[revision].append(code)
    return found


def read_registers(plan: ActionPlan) -> dict[int, tuple[str, bool]]:
    """The register that each component counts, and whether its items are asked for women and men."""
    rules = CountingRule.objects.filter(component__revision__indicator__plan=plan).order_by()
    columns = ("component_id", "register__code", "register__counts_people")
    return {component: (code, counts) for component, code, counts in rules.values_list(*columns)}


def read_answers(plan: ActionPlan) -> dict[int, dict[str, int]]:
    """How many answers of each kind were ever sent for each indicator, whatever became of them."""
    sent = Measurement.objects.filter(period__plan=plan, first_submitted_at__isnull=False).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for indicator, answer, count in sent.values_list("indicator_id", "answer").annotate(count=Count("pk")):
        found[indicator][answer] = count
    return found
