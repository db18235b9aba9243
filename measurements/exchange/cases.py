"""Everything that an institution owes for a semester, as the template shows it and as an upload is held against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import prefetch_related_objects

from documents.spoken import plain
from indicators.models import Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, User
from measurements.answer.content import ConcernKey, Content
from measurements.answer.counting import counted_by
from measurements.answer.entries import entries_of, item_as_counted, rules_of
from measurements.answer.findings import Finding
from measurements.answer.kinds import IN_WORDS, is_in_words
from measurements.answer.list_spec import ListSpec, lists_of
from measurements.answer.reading import whole
from measurements.background.previous import Previous
from measurements.checks.explaining import warnings_among
from measurements.checks.stored import content_of
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.models import Measurement, RegisterEntry, RegisterItem
from measurements.tasks.task_list import owed_by
from measurements.workflow.locks import lock_of
from measurements.workflow.opened import Opened, note_of, opened_of
from measurements.workflow.steps import NEW, Task


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator: what is stored, what was said before, what may be listed. `concerns` are warnings and their sentences."""

    task: Task
    revision: IndicatorRevision
    measurement: Measurement | None
    content: Content
    previous: Previous
    specs: Sequence[ListSpec]
    entries: Mapping[int, RegisterEntry]
    candidates: Mapping[int, RegisterItem]
    concerns: Mapping[ConcernKey, str]
    lock: str = ""
    is_shut: bool = False
    opened: Opened | None = None

    @property
    def note(self) -> str:
        """What alone is open of it, in words; empty where all of it is open, or nothing."""
        return note_of(self.measurement, self.opened) if self.measurement and self.opened else ""

    @property
    def shut_note(self) -> str:
        """Why nothing of it can be filled in."""
        return self.lock if self.is_shut else ""

    @property
    def list_note(self) -> str:
        """Why nothing of its list can be filled in."""
        return self.shut_note or (self.note if self.opened and not self.opened.has_items else "")

    @property
    def code(self) -> str:
        return self.task.indicator.code

    @property
    def version(self) -> int:
        return self.measurement.version if self.measurement else NEW

    def items_of(self, spec: ListSpec) -> list[RegisterItem]:
        """What stands in the list, then what may be counted in it too."""
        listed = [entry.item for entry in self.entries.values() if entry.item.register_id == spec.register.pk]
        others = [item for item in self.candidates.values() if item.register_id == spec.register.pk]
        return listed + [item for item in others if spec.accepts(item)]


@dataclass(frozen=True, slots=True)
class Desk:
    """The institution, the semester and the person: what all cases share.

    `on_the_web` are the codes of the indicators that are answered in words: the template leaves them out, and says so.
    """

    institution: Institution
    period: ReportingPeriod
    user: User
    at: dt.datetime
    before: ReportingPeriod | None = None
    deadlines: Deadlines = field(default_factory=lambda: Deadlines({}))
    cases: Sequence[Case] = field(default=())
    on_the_web: tuple[str, ...] = ()

    def deadline(self, indicator: Indicator) -> Deadline:
        return self.deadlines.of(self.period, self.institution.pk, indicator.pk)

    def case(self, code: str) -> Case | None:
        return next((case for case in self.cases if case.code == code), None)


def desk_of(institution: Institution, period: ReportingPeriod, *, user: User, at: dt.datetime) -> Desk:
    """All cases in a number of queries that does not grow with them, but for what each answer counts."""
    before = ReportingPeriod.objects.filter(plan=period.plan_id, ordinal=period.ordinal - 1).first()
    desk = Desk(institution, period, user, at, before, Deadlines.read([period], [institution.pk]))
    previous = _Previous(institution, before)
    definitions = {r.indicator_id: r for r in IndicatorRevision.objects.in_force(period).with_definition()}
    gone = {pk for pk, r in definitions.items() if r.change_class == IndicatorRevision.ChangeClass.RETIRED}
    # Nothing more is asked of an answer begun before its indicator was retired: it has no sheet.
    answers = {pk: m for pk, m in _answers(institution, period).items() if pk not in gone or not m.is_editable}
    prefetch_related_objects(
        [*definitions.values(), *(m.revision for m in answers.values())], "components__rule__register__tags__categories"
    )
    items = _items(institution, period)
    indicators = {i.pk: i for i in [*owed_by(institution, period), *(m.indicator for m in answers.values())]}
    warnings = warnings_among([answer for answer in answers.values() if answer.is_editable])
    cases, on_the_web = [], []
    for indicator in sorted(indicators.values(), key=lambda each: each.order):
        answer = answers.get(indicator.pk)
        revision = answer.revision if answer else definitions[indicator.pk]
        if is_in_words(revision):
            on_the_web.append(indicator.code)
            continue
        cases.append(
            _case(
                desk,
                indicator,
                revision,
                answer,
                previous(indicator),
                items,
                warnings.get(answer.pk, ()) if answer else (),
            )
        )
    return replace(desk, cases=cases, on_the_web=tuple(on_the_web))


def owed_on_the_web(institution: Institution, period: ReportingPeriod) -> list[str]:
    """Codes of the indicators that the institution owes and answers in words: the template has no sheet for them."""
    owed = Commitment.objects.in_force(period).filter(institution=institution).values("indicator")
    definitions = IndicatorRevision.objects.in_force(period).filter(kind__in=IN_WORDS, indicator__in=owed)
    return list(definitions.values_list("indicator__code", flat=True))


def _answers(institution: Institution, period: ReportingPeriod) -> dict[int, Measurement]:
    found = whole(Measurement.objects.for_period(period)).filter(institution=institution)
    return {m.indicator_id: m for m in found.prefetch_related("explanations")}


class _Previous:
    """What was answered in the semester before, for every indicator at once."""

    def __init__(self, institution: Institution, before: ReportingPeriod | None) -> None:
        self.period = before
        if before is None:
            self.answers, self.owed = {}, set[int]()
            return
        found = whole(Measurement.objects.received()).filter(institution=institution, period=before)
        self.answers = {m.indicator_id: m for m in found}
        owed = Commitment.objects.in_force(before).filter(institution=institution)
        self.owed = set(owed.values_list("indicator_id", flat=True))

    def __call__(self, indicator: Indicator) -> Previous:
        return Previous(self.period, self.answers.get(indicator.pk), indicator.pk in self.owed)


def _items(institution: Institution, period: ReportingPeriod) -> list[RegisterItem]:
    """Every item of the institution that had reached a stage by the end of the semester, latest first."""
    found = RegisterItem.objects.filter(institution=institution, stages__reached_on__lte=period.ends_on).distinct()
    whole_items = found.select_related("register").prefetch_related("stages__stage", "tags__category__dimension")
    return list(whole_items.order_by("-dated_on", "title"))


def _case(
    desk: Desk,
    indicator: Indicator,
    revision: IndicatorRevision,
    answer: Measurement | None,
    previous: Previous,
    items: Iterable[RegisterItem],
    warnings: Iterable[Finding],
) -> Case:
    task, deadline = Task(indicator, desk.institution, desk.period, revision), desk.deadline(indicator)
    specs = lists_of(revision) if revision.is_itemised else []
    entries = {entry.item_id: entry for entry in entries_of(answer)} if answer and specs else {}
    return Case(
        task=task,
        revision=revision,
        measurement=answer,
        content=content_of(answer) if answer else Content(),
        previous=previous,
        specs=specs,
        entries=entries,
        candidates={i.pk: i for i in items if i.pk not in entries and _may_count(i, specs, revision, desk.period)},
        concerns=_concerns(answer, warnings),
        lock=plain(lock_of(task, answer, desk.user, at=desk.at, known=deadline)),
        opened=opened_of(answer, at=desk.at, known=deadline),
        is_shut=(answer is not None and not answer.is_editable) or deadline.is_closed(desk.at),
    )


def _may_count(
    item: RegisterItem, specs: Sequence[ListSpec], revision: IndicatorRevision, period: ReportingPeriod
) -> bool:
    """Whether an item of other lists belongs to this semester, or would count in it."""
    spec = next((spec for spec in specs if spec.register.pk == item.register_id), None)
    if spec is None or not spec.accepts(item):
        return False
    if period.starts_on <= item.dated_on <= period.ends_on:
        return True
    return bool(counted_by(rules_of(revision), item_as_counted(item), period.starts_on, period.ends_on))


def _concerns(answer: Measurement | None, warnings: Iterable[Finding]) -> dict[ConcernKey, str]:
    """The warnings of a draft, to be explained beside them, and explanations whose warning has gone."""
    if answer is None or not answer.is_editable:
        return {}
    asked = {warning.key: warning.text for warning in warnings}
    return asked | {each.key: asked.get(each.key, "") for each in answer.explanations.all()}
