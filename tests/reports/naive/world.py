"""Small random worlds, written in bulk: every kind of indicator, several definitions, institutions that come and go.

A seed makes the same world every time. Values are whole, factors end in the second place, so that nothing has to be rounded.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.models import ActionPlan, Category, Commitment, Component, IndicatorRevision, ReportingPeriod, Series
from institutions.models import Institution, Role, User
from measurements.models import (
    Answer,
    CategoryCombination,
    MeasuredValue,
    Measurement,
    RegisterEntry,
    RegisterItem,
    Status,
)
from measurements.models.measurement import SENT
from tests import factories as make
from tests.reports.naive.goals import judged_by, make_goals

NOW = dt.datetime(2027, 3, 1, 12, tzinfo=make.LIMA)
SEMESTERS = ("2024-II", "2025-I", "2025-II", "2026-I", "2026-II")
INSTITUTIONS = ("A", "B", "C", "D")
CELLS = ("sex=women", "sex=men", "sex=not_recorded")
FACTORS = (Decimal(2), Decimal("0.5"), Decimal(10), Decimal("0.25"))
STATUSES = [Status.VALIDATED] * 13 + [Status.SUBMITTED, Status.RETURNED, Status.DRAFT, Status.PREPARED]
ANSWERS = [Answer.REPORTED] * 9 + [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE]


@dataclass(frozen=True)
class Shape:
    """One kind of indicator to make. `splits` are series by category, `parts` components that are series of their own."""

    kind: str
    accumulation: str
    across: str = "sum"
    splits: bool = False
    parts: bool = False
    only_women: bool = False


SHAPES = (
    Shape("COUNT", "flow"),
    Shape("COUNT", "flow", only_women=True),
    Shape("COUNT", "stock", splits=True),
    Shape("COUNT", "running"),
    Shape("COUNT", "flow", "single_reporter"),
    Shape("COUNT", "stock", parts=True),
    Shape("PROPORTION", "flow"),
    Shape("PROPORTION", "stock", splits=True),
    Shape("PROPORTION", "running"),
    Shape("CHANGE", "stock"),
    Shape("REGISTER", "flow", "distinct"),
    Shape("REGISTER", "stock", "distinct"),
    Shape("REGISTER", "flow", "distinct", parts=True),
    Shape("REGISTER", "flow", "sum"),
)


@dataclass
class World:
    """What is being written, with the rows that wait for their bulk insert."""

    plan: ActionPlan
    periods: Sequence[ReportingPeriod]
    all_periods: Sequence[ReportingPeriod]  # with one that nobody can report yet
    institutions: Sequence[Institution]
    senders: dict[str, User]
    reviewer: User
    combinations: dict[str, CategoryCombination]
    categories: dict[str, Category]
    register: Any
    dice: random.Random
    split: set[int] = field(default_factory=set)
    components: dict[int, list[Component]] = field(default_factory=dict)
    measurements: list[Measurement] = field(default_factory=list)
    values: list[MeasuredValue] = field(default_factory=list)
    entries: list[RegisterEntry] = field(default_factory=list)


def make_random_world(seed: int) -> ActionPlan:
    """Write the world of that seed and return its plan."""
    plan = make.make_plan(f"AZAR-{seed}")
    institutions = [make.make_institution(code, order=n) for n, code in enumerate(INSTITUTIONS)]
    senders = make.make_people(*((Role.APPROVER, each) for each in institutions))
    make.make_dimension("sex")
    world = World(
        plan=plan,
        periods=[make.make_period(plan, code) for code in SEMESTERS],
        all_periods=[make.make_period(plan, code) for code in (*SEMESTERS, "2027-I")],
        institutions=institutions,
        senders=dict(zip(INSTITUTIONS, senders, strict=True)),
        reviewer=make.make_person(Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII")),
        combinations={key: make.make_combination(key) for key in ("", *CELLS)},
        categories={key: make.find_category(key) for key in CELLS},
        register=make.make_register_list(),
        dice=random.Random(seed),  # noqa: S311  # worlds, not secrets
    )
    for number, shape in enumerate(world.dice.sample(SHAPES, 7)):
        make_indicator(world, f"PREV-1.1.{number + 1}", shape)
    Measurement.objects.bulk_create(world.measurements)
    MeasuredValue.objects.bulk_create(world.values)
    RegisterEntry.objects.bulk_create(world.entries)
    return plan


def make_indicator(world: World, code: str, shape: Shape) -> None:
    indicator = make.make_indicator(world.plan, code)
    revisions = make_revisions(world, indicator, shape)
    committed = [world.institutions[0]] if shape.across == "single_reporter" else world.institutions
    for institution in committed:
        make_commitment(world, indicator, institution)
    items = make_items(world) if shape.kind == "REGISTER" else []
    for period in world.periods:
        revision = [each for each in revisions if each.effective_from.ordinal <= period.ordinal][-1]
        for institution in committed:
            if world.dice.random() < 0.85:
                answer(world, revision, institution, period, [i for i in items if i.institution_id == institution.pk])


def make_commitment(world: World, indicator: Any, institution: Institution) -> None:
    """From some semester to some other, or to none; now and then the institution owes nothing at all."""
    if world.dice.random() < 0.1:
        return
    first = world.dice.choice([0, 0, 0, 1, 2])
    last = world.dice.choice([None, None, None, 2, 3])
    until = None if last is None else world.periods[last]
    Commitment.objects.create(
        indicator=indicator,
        institution=institution,
        role="contributor",
        from_period=world.periods[first],
        until_period=until,
    )


def make_revisions(world: World, indicator: Any, shape: Shape) -> list[IndicatorRevision]:
    """The first definition, and up to two later ones that continue, break or rebase it."""
    later = sorted(world.dice.sample(range(1, len(world.periods)), world.dice.choice([0, 1, 1, 2])))
    revisions = []
    for start in (0, *later):
        comparability = world.dice.choice(["continuous", "break", "rebased", "rebased"]) if start else "continuous"
        revision = make.make_revision(
            indicator,
            shape.kind,
            accumulation=shape.accumulation,
            across=shape.across,
            effective_from=world.periods[start],
            comparability=comparability,
            rebase_factor=world.dice.choice(FACTORS) if comparability == "rebased" else None,
            headline="none" if shape.parts or (shape.splits and shape.kind == "PROPORTION") else "sum",
            headline_category=world.categories["sex=women"] if shape.only_women else None,
            **judged_by(world.dice),
        )
        make_parts(world, revision, shape)
        make_goals(world.dice, world.all_periods, revision, world.institutions[:3])
        revisions.append(revision)
    return revisions


def make_parts(world: World, revision: IndicatorRevision, shape: Shape) -> None:
    """Components: one or two that are followed, one beside; series: one, one for each part, or one for each split."""
    apart = revision.headline == "none"
    role = "numerator" if shape.kind == "PROPORTION" else "value"
    codes = ["one"] if shape.kind in ("CHANGE", "PROPORTION") else ["one", "two"]
    rows = [component(revision, code, role, order, in_headline=not apart) for order, code in enumerate(codes, start=1)]
    followed = len(rows)
    if shape.kind == "PROPORTION":
        rows.append(component(revision, "whole", "denominator", 8))
    if shape.kind in ("COUNT", "REGISTER"):
        rows.append(component(revision, "aside", "beside", 9))
    components = Component.objects.bulk_create(rows)
    world.components[revision.pk] = [each for each in components if each.role != "denominator"]
    if shape.splits or shape.only_women:
        world.split.add(revision.pk)
    make_series(world, revision, shape, components[:followed])


def component(revision: IndicatorRevision, code: str, role: str, order: int, *, in_headline: bool = False) -> Component:
    return Component(revision=revision, code=code, role=role, order=order, label=code, in_headline=in_headline)


def make_series(world: World, revision: IndicatorRevision, shape: Shape, followed: Sequence[Component]) -> None:
    if shape.parts:
        Series.objects.bulk_create(
            Series(revision=revision, code=each.code, order=each.order, component=each) for each in followed
        )
        return
    if not shape.splits:
        Series.objects.create(revision=revision, code="all")
        return
    one = followed[0] if revision.headline == "none" else None
    women, others = Series.objects.bulk_create(
        Series(revision=revision, code=code, order=order, component=one)
        for order, code in enumerate(("women", "others"), start=1)
    )
    link, (first, *rest) = Series.categories.through, CELLS
    links = [link(series=women, category=world.categories[first])]
    link.objects.bulk_create([*links, *(link(series=others, category=world.categories[key]) for key in rest)])


def make_items(world: World) -> list[RegisterItem]:
    """Three items of each institution; some are joined to one of another."""
    heads = RegisterItem.objects.bulk_create(item(world, each, None) for each in world.institutions for _ in range(2))
    joined = RegisterItem.objects.bulk_create(
        item(world, each, world.dice.choice(heads) if world.dice.random() < 0.8 else None)
        for each in world.institutions
    )
    return [*heads, *joined]


def item(world: World, institution: Institution, head: RegisterItem | None) -> RegisterItem:
    return RegisterItem(
        institution=institution,
        register=world.register,
        title=institution.code,
        dated_on=dt.date(2024, 9, 1),
        same_as=head,
    )


def answer(
    world: World,
    revision: IndicatorRevision,
    institution: Institution,
    period: ReportingPeriod,
    items: Sequence[RegisterItem],
) -> None:
    dice, status = world.dice, world.dice.choice(STATUSES)
    said = Answer.REPORTED if status == Status.DRAFT else dice.choice(ANSWERS)
    measurement = Measurement(
        indicator=revision.indicator,
        institution=institution,
        period=period,
        revision=revision,
        status=status,
        answer=said,
        reason="" if said == Answer.REPORTED else "No se cuenta con el dato.",
        **path_of(world, status, institution, period),
    )
    world.measurements.append(measurement)
    if said != Answer.REPORTED:
        return
    components = world.components[revision.pk]
    if revision.kind == "REGISTER":
        world.values += list_items(world, measurement, components, items)
    else:
        world.values += [row for each in components for row in cells(world, measurement, each)]


def path_of(world: World, status: str, institution: Institution, period: ReportingPeriod) -> dict[str, Any]:
    sender, sent_at = world.senders[institution.code], period.due_at - dt.timedelta(days=2)
    path: dict[str, Any] = {"updated_at": sent_at, "updated_by": sender}
    if status in SENT:
        path |= {"first_submitted_at": sent_at, "submitted_at": sent_at, "submitted_by": sender}
    if status == Status.VALIDATED:
        path |= {"validated_at": sent_at, "validated_by": world.reviewer}
    return path


def cells(world: World, measurement: Measurement, component: Component) -> list[MeasuredValue]:
    """The whole, or some of its cells; zero now and then, and a whole of zero too."""
    keys = [key for key in CELLS if world.dice.random() < 0.8] if measurement.revision.pk in world.split else [""]
    rows = []
    for key in keys:
        value = world.dice.choice([0, *range(1, 30)])
        whole = Decimal(value + world.dice.choice([0, 5, 40])) if component.role == "numerator" else None
        if whole is not None and world.dice.random() < 0.1:
            whole = None
        place = {"measurement": measurement, "component": component, "combination": world.combinations[key]}
        rows.append(MeasuredValue(**place, value=Decimal(value), denominator=whole))
    return rows


def list_items(
    world: World, measurement: Measurement, components: Sequence[Component], items: Sequence[RegisterItem]
) -> list[MeasuredValue]:
    """Enter some items; what they count is frozen, and their sum is the value, as sending does."""
    sums = dict.fromkeys((each.code for each in components), 0)
    for item in items:
        if world.dice.random() < 0.6:
            counted = {code: world.dice.choice([0, 1, 1, 3]) for code in sums}
            for code, quantity in counted.items():
                sums[code] += quantity
            world.entries.append(RegisterEntry(measurement=measurement, item=item, frozen={"counted": counted}))
    whole = world.combinations[""]
    return [
        MeasuredValue(measurement=measurement, component=each, combination=whole, value=Decimal(sums[each.code]))
        for each in components
    ]
