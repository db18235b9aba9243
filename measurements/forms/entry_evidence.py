"""All documents of the page of one answer, read together: its own, those of its items, and those that may serve here too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from documents.formatting import quoted
from documents.forms.file_fields import Uploads
from documents.speaking import language
from measurements.answer.content import ItemContent
from measurements.answer.evidence_change import EvidenceChange
from measurements.checks.attached import Document, item_documents_of
from measurements.forms.evidence import AnswerAttachForm, AttachForm, EvidencePart, refuse_beyond_quota
from measurements.forms.item import ItemForm
from measurements.forms.items import ListForm
from measurements.models import Evidence, Measurement
from measurements.workflow.steps import Task

MOST_OFFERED = 50


class EntryEvidence:
    """`main` is the answer's own part; every row of the lists carries its part as `evidence`."""

    def __init__(
        self, data: Any, files: Any, *, task: Task, measurement: Measurement | None, lists: Sequence[ListForm]
    ) -> None:
        self.task, self.measurement = task, measurement
        held = list(measurement.evidence.held().with_files()) if measurement else []
        offered = list(offered_to(task, {row.stored_file.sha256 for row in held}))
        uploads = Uploads(files)
        main = AnswerAttachForm(data, files, offered=offered, uploads=uploads, prefix="evidence")
        self.main = EvidencePart(data, main, held)
        self.rows = [row for each in lists for row in each.rows]
        for row in self.rows:
            row.evidence = part_of(row, data, files, uploads)

    @property
    def parts(self) -> list[EvidencePart]:
        return [self.main, *(row.evidence for row in self.rows)]

    def is_valid(self) -> bool:
        verdicts = [part.is_valid() for part in self.parts]
        for row in self.rows:
            if row.entry is None and row.evidence.attach.chosen and not row.has_changed():
                text = _("Write in this row what the documents prove, or attach them to the whole answer.")
                row.evidence.attach.add_error("documents", text)
        refuse_beyond_quota(self.parts, self.task.institution)
        return all(verdicts) and not self.with_errors()

    def with_errors(self) -> list[forms.Form]:
        return [form for part in self.parts for form in part.forms if form.is_bound and form.errors]

    def change(self) -> EvidenceChange:
        return self.main.change()

    def on_items(self, each: ListForm) -> Iterator[ItemContent]:
        """The rows that are kept, each with what happens to its documents."""
        kept = [row for row in each.rows if row.is_kept]
        for row, content in zip(kept, each.contents(), strict=True):
            yield replace(content, evidence=row.evidence.change())

    def ask_again(self) -> None:
        for part in self.parts:
            part.attach.ask_again()

    def again(self) -> list[str]:
        """The names of the files that were chosen where they are attached already."""
        return [name for part in self.parts for name in part.again()]

    @property
    def is_done(self) -> bool:
        return all(part.is_done for part in self.parts)

    @property
    def of_items(self) -> list[Document]:
        return item_documents_of(self.measurement) if self.measurement else []


def part_of(row: ItemForm, data: Any, files: Any, uploads: Uploads) -> EvidencePart:
    held = [each for each in row.entry.item.evidence.all() if each.removed_at is None] if row.entry else []
    return EvidencePart(data, AttachForm(data, files, uploads=uploads, prefix=f"{row.prefix}-evidence"), held)


def offered_to(task: Task, held: set[str]) -> Iterator[tuple[int, str]]:
    """Documents of the institution's answers and items of this semester and the one before, newest first, each once."""
    ordinals = (task.period.ordinal, task.period.ordinal - 1)
    plan = task.period.plan_id
    answers = Q(measurement__period__plan=plan, measurement__period__ordinal__in=ordinals)
    entered = Q(item__entries__measurement__period__plan=plan, item__entries__measurement__period__ordinal__in=ordinals)
    found = Evidence.objects.of(task.institution).held().filter(answers | entered).distinct()
    known = set(held)
    rows = found.select_related("stored_file", "measurement__indicator", "measurement__period", "item")
    for row in rows.order_by("-added_at", "-pk")[: MOST_OFFERED * 2]:
        if row.stored_file.sha256 not in known and len(known) < len(held) + MOST_OFFERED:
            known.add(row.stored_file.sha256)
            yield row.pk, _offer(row)


def _offer(row: Evidence) -> str:
    answer = row.measurement
    place = f"{answer.indicator.code} ({answer.period.code})" if answer else quoted(str(row.item), language())
    confidential = _("confidential") if row.is_confidential else ""
    return " · ".join(part for part in (row.stored_file.name, row.official_number, place, confidential) if part)
