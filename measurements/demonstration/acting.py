"""The people of the demonstration do their work: every change goes through the workflow, as it would from a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from indicators.models import Commitment, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, User
from measurements.anchors import Anchor, Part
from measurements.answer.content import Content
from measurements.checks.stored import content_of
from measurements.deadlines.answer_days import usual_day
from measurements.deadlines.deadlines import deadline_for
from measurements.demonstration.contents import Variant, Vocabulary, cells_content, items_contents, without_value
from measurements.demonstration.explanations import explained
from measurements.demonstration.items import Item, ItemKey, listed_for
from measurements.demonstration.origins import origin_of
from measurements.demonstration.people import People
from measurements.demonstration.proofs import with_proofs
from measurements.demonstration.story import Deed, Verb
from measurements.demonstration.values import Where
from measurements.demonstration.windows import CLOSED_SEMESTERS
from measurements.models import Measurement, RegisterItem
from measurements.workflow import steps as workflow
from measurements.workflow.pointing import parts_of
from measurements.workflow.steps import Task

ONE_MINUTE = dt.timedelta(minutes=1)


class Semester:
    """One semester being lived through: who acts, what the institutions have to tell, and their answers so far."""

    def __init__(
        self, turn: int, period: ReportingPeriod, people: People, words: Vocabulary, items: dict[str, list[Item]]
    ) -> None:
        self.turn, self.period, self.people, self.words, self.items = turn, period, people, words, items
        in_force = IndicatorRevision.objects.in_force(period).with_definition()
        self.definitions = {revision.indicator_id: revision for revision in in_force}
        self.answers: dict[Task, Measurement] = {}

    def tasks(self) -> list[Task]:
        committed = Commitment.objects.in_force(self.period).select_related("indicator", "institution")
        return [Task(c.indicator, c.institution, self.period, self.definitions[c.indicator_id]) for c in committed]

    def live(self, deeds: Iterable[Deed]) -> None:
        for deed in deeds:
            if deed.verb is Verb.SUBMIT:
                self.submit(deed)
            elif deed.verb is Verb.DRAFT:
                self.draft(deed)
            else:
                self.decide(deed)

    def draft(self, deed: Deed) -> None:
        task = deed.tasks[0]
        reporter = self.people.reporters[task.institution.code]
        at = deed.at
        for content in self.contents(deed):
            proved = with_proofs(content, self.where(task), self.period.code)
            self.save(task, self.with_origin(task, proved, deed), reporter, at)
            at += ONE_MINUTE
        words = {} if deed.variant is Variant.BEGUN else explained(self.answers[task], self.where(task))
        if words:
            self.save(task, replace(content_of(self.answers[task]), explanations=words), reporter, at)

    def with_origin(self, task: Task, content: Content, deed: Deed) -> Content:
        """A draft that was only begun does not say yet how its figure is obtained."""
        if deed.variant is Variant.BEGUN:
            return content
        return replace(content, origin=origin_of(task.indicator.code, task.institution.code, self.period.ends_on))

    def save(self, task: Task, content: Content, reporter: User, at: dt.datetime) -> None:
        before = self.answers.get(task)
        version = before.version if before else workflow.NEW
        self.answers[task] = workflow.save_draft(task, content, version=version, by=reporter, at=at)

    def contents(self, deed: Deed) -> Iterable[Content]:
        task = deed.tasks[0]
        where, revision = self.where(task), self.definitions[task.indicator.pk]
        instead = without_value(where)
        if instead:
            return [instead]
        if not revision.is_itemised:
            return [cells_content(where, revision, deed.variant)]
        listed = listed_for(self.items[where.institution], where.indicator, self.period)
        return items_contents(where, revision, listed, lambda: known_items(task.institution), self.words, deed.variant)

    def where(self, task: Task) -> Where:
        is_open = self.turn == CLOSED_SEMESTERS
        return Where(task.indicator.code, task.institution.code, self.turn, self.period.starts_on.year, is_open)

    def submit(self, deed: Deed) -> None:
        approver = self.people.approvers[deed.tasks[0].institution.code]
        chosen = [(self.answers[task], self.answers[task].version) for task in deed.tasks]
        workflow.submit(chosen, by=approver, at=deed.at, is_announced=False)

    def decide(self, deed: Deed) -> None:
        answer = self.answers[deed.tasks[0]]
        institution = deed.tasks[0].institution.code
        version, at, comment = answer.version, deed.at, deed.comment
        if deed.verb is Verb.PREPARE:
            workflow.prepare(answer, version=version, by=self.people.reporters[institution], at=at)
        elif deed.verb is Verb.HAND_BACK:
            workflow.hand_back(answer, version=version, by=self.people.approvers[institution], at=at, comment=comment)
        elif deed.verb is Verb.OBSERVE:
            reviewer = self.people.reviewer_of(institution)
            workflow.return_to_institution(
                answer,
                version=version,
                by=reviewer,
                at=at,
                comment=comment,
                anchors=observed_parts(answer),
                answer_by=usual_day(deadline_for(self.period, answer.institution, answer.indicator), at=at),
                is_announced=False,
            )
        else:
            workflow.validate(answer, version=version, by=self.people.reviewer_of(institution), at=at)


def observed_parts(answer: Measurement) -> list[Anchor]:
    """What the Committee points at: the first box of a table, or the list; and the documents of what has them."""
    first = next(iter(parts_of(answer.revision)))
    return [first, Anchor(Part.EVIDENCE)] if answer.evidence.held().exists() else [first]


def known_items(institution: Institution) -> dict[ItemKey, int]:
    """The ids of what an institution has entered so far."""
    kept = RegisterItem.objects.filter(institution=institution)
    return {(register, title): pk for register, title, pk in kept.values_list("register__code", "title", "pk")}
