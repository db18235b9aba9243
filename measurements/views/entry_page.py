"""What the page of one answer shows: the form or the locked answer, what surrounds it, and why it was refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import speaking
from documents.formatting import plain_date
from indicators.models import IndicatorRevision
from institutions import permissions
from institutions.models import User
from measurements.answer import figure_words
from measurements.answer.content import CellContent, CellKey, Content
from measurements.answer.kinds import is_narrative
from measurements.answer.list_spec import lists_of
from measurements.answer.presentation import tag_names, values_of
from measurements.answer.reading import as_sent, said
from measurements.background.comments import Comment, latest_comments
from measurements.background.next_targets import next_targets
from measurements.background.own_series import own_series
from measurements.background.previous import Previous, previous_of
from measurements.background.recipes import origin_lines
from measurements.checks.attached import documents_of
from measurements.checks.beside import beside
from measurements.checks.box_limits import NARRATIVE_LENGTH
from measurements.checks.checks import Finding, problems_of
from measurements.checks.explaining import lacking, warnings_of
from measurements.checks.plausibility_words import cell_label
from measurements.conflicts.merging import Choice
from measurements.consolidation.panel import UnitPanel, unit_panel
from measurements.deadlines.deadlines import deadline_for
from measurements.forms.entry import EntryForm
from measurements.forms.entry_lists import entry_lists, other_rows
from measurements.forms.entry_live import live_parts
from measurements.forms.entry_tables import NOT_CONSOLIDATED, entry_tables
from measurements.forms.explanations import box_name
from measurements.forms.grid import field_name
from measurements.forms.list_figures import ListFigures, saved_figures, typed_figures
from measurements.forms.pasting import Pasted, pasted
from measurements.forms.place import place_part
from measurements.forms.shut import OPEN, shut_in
from measurements.models import Measurement, Status
from measurements.tasks.task_list import owed_by
from measurements.tasks.unsaved import Restored
from measurements.views.observed_links import observed_links
from measurements.workflow.locks import is_out_of_time, lock_of
from measurements.workflow.only_reporter import same_list, warning_of
from measurements.workflow.opened import Opened, opened_of
from measurements.workflow.steps import Task


@dataclass
class EntryPage:
    """One answer on its way. `form` is set when something was posted; `refusal` says why it was not taken."""

    task: Task
    revision: IndicatorRevision
    measurement: Measurement | None
    user: User
    at: dt.datetime
    form: EntryForm | None = None
    refusal: str = ""
    is_item_stale: bool = False
    choices: list[Choice] = field(default_factory=list)
    is_choosing: bool = False
    restored: Restored | None = None
    asks_for_problems: bool = False
    replaced: list[str] = field(default_factory=list)
    pasted: dict[str, Pasted] = field(default_factory=dict)

    def read_paste(self, posted: QueryDict) -> QueryDict:
        """The posted form; with the rows of the list that was pasted into it, where that button was pressed."""
        name, _dash, code = posted.get("action", "").partition("-")
        spec = next((each for each in lists_of(self.revision) if each.register.code == code), None)
        if name != "paste" or spec is None:
            return posted
        self.pasted[code] = read = pasted(posted, spec)
        return read.data

    @property
    def url(self) -> str:
        return reverse("entry", args=[self.task.period.code, self.task.institution.code, self.task.indicator.code])

    @property
    def unsaved_url(self) -> str:
        return reverse("unsaved", args=[self.task.period.code, self.task.institution.code, self.task.indicator.code])

    @property
    def must_choose(self) -> bool:
        """Whether the person was asked to choose between two versions and left something open."""
        return self.is_choosing and any(not choice.side for choice in self.choices)

    @property
    def list_url(self) -> str:
        return reverse("task_list", args=[self.task.period.code, self.task.institution.code])

    @cached_property
    def lock(self) -> str:
        return lock_of(self.task, self.measurement, self.user, at=self.at)

    @property
    def ask_url(self) -> str:
        """Where more time is asked for, when that is what is missing."""
        if not self.lock or not is_out_of_time(self.task, self.measurement, at=self.at):
            return ""
        address = reverse("extension_request", args=[self.task.period.code, self.task.institution.code])
        return f"{address}?indicador={self.task.indicator.code}"

    @property
    def may_propose(self) -> bool:
        """Whether the person speaks for the institution when it would have the indicator changed."""
        return permissions.approving_post(self.user, self.task.institution) is not None

    @property
    def can_take_back(self) -> bool:
        """Whether the person may take back what was handed over and nobody sent."""
        answer, task = self.measurement, self.task
        if answer is None or answer.status != Status.PREPARED:
            return False
        is_open = deadline_for(task.period, task.institution, task.indicator).is_open(self.at)
        return is_open and permissions.reporting_post(self.user, task.institution) is not None

    @cached_property
    def previous(self) -> Previous:
        return previous_of(self.task)

    @cached_property
    def units(self) -> UnitPanel | None:
        return unit_panel(self.task, self.revision)

    @cached_property
    def comment(self) -> Comment | None:
        """What waits for a correction, from the Committee or from the institution's approver."""
        return latest_comments([self.measurement]).get(self.measurement.pk) if self.measurement else None

    @property
    def observed_cells(self) -> frozenset[CellKey]:
        return self.comment.cells if self.comment else frozenset()

    def context(self) -> dict[str, Any]:
        shown = self.measurement
        owed = owed_by(self.task.institution, self.task.period)
        place = next((n for n, i in enumerate(owed, start=1) if i.pk == self.task.indicator.pk), 0)
        is_new = self.at < self.task.period.opens_at and shown is None
        return {
            "page": self,
            "task": self.task,
            "revision": self.revision,
            "measurement": shown,
            "position": place,
            "total": len(owed),
            "comment": self.comment,
            "observed": observed_links(self.comment, self.revision),
            "is_observation_overdue": self.comment is not None and self.comment.is_overdue(at=self.at),
            "lock": self.lock if self.form is None else "",
            "previous": self.previous,
            "series": own_series(self.task, self.revision),
            "targets": next_targets(self.task, self.revision),
            "errors": self.errors,
            "units": self.units,
            **(self._written() if not self.lock or self.form or is_new else self._read_only()),
        }

    def _written(self) -> dict[str, Any]:
        form = self.form or EntryForm(task=self.task, revision=self.revision, measurement=self.measurement, at=self.at)
        shut = shut_in(form, self.measurement, self.opened) if self.opened and self.measurement else OPEN
        asked, in_rows = form.explanations.asked(), {cell.key for cell in form.grid.grid.cells}
        tables = entry_tables(form.grid, self.revision, self.previous, asked, self.unit_sums, self.observed_cells)
        narrative = str(form.answer["narrative"].value() or "").replace("\r\n", "\n")
        return {
            "form": form,
            "forms": [] if self.restored and self.restored.shown else form.with_errors(),
            **live_parts(form, tables, self.previous),
            "tables": tables,
            "is_text": is_narrative(self.revision),
            "place": place_part(form.grid, self.previous, is_observed=bool(self.observed_cells)),
            "lists": entry_lists(form, self._asked, self.pasted),
            "others": other_rows(form),
            "figures": self._figures(form),
            "only_reporter": warning_of(self.task, self.revision),
            "same_list": same_list(self.task, self.revision),
            "warnings": [each for each in asked if each.finding.cell not in in_rows],
            "narrative_left": NARRATIVE_LENGTH - len(narrative),
            "saved": self.saved_note,
            "evidence": form.evidence,
            "lacks_evidence": self.lacks_evidence,
            "shut": shut,
            "sent": self._read_only() if shut.note else None,
        }

    @cached_property
    def opened(self) -> Opened | None:
        """What alone may be written, of an answer whose window closed."""
        return opened_of(self.measurement, at=self.at)

    @property
    def unit_sums(self) -> Mapping[CellKey, CellContent]:
        return self.units.table.sums.cells if self.units else NOT_CONSOLIDATED

    def boxes_that_sums_change(self, content: Content) -> list[str]:
        """The boxes in which something else is typed than the units add up to, each with both."""
        text = _("%(box)s: %(typed)s becomes %(sum)s.")
        return [
            text % {"box": cell_label(self.revision, key), "typed": _in_words(typed), "sum": _in_words(total)}
            for key, total in self.unit_sums.items()
            if (typed := content.values.get(key)) is not None and typed != total
        ]

    def _read_only(self) -> dict[str, Any]:
        if self.measurement is None:
            return {"form": None, "forms": [], "values": None, "warnings": (), "documents": [], "origin": []}
        now, before = (
            as_sent(self.measurement) if self.opened else said(self.measurement),
            said(self.previous.measurement) if self.previous.measurement else None,
        )
        warnings = warnings_of(self.measurement, beside(self.measurement))
        flagged = {cell for warning in warnings for cell in warning.flagged}
        return {
            "form": None,
            "forms": [],
            "values": values_of(now, before, flagged=flagged, tags=tag_names()),
            "warnings": warnings,
            "documents": documents_of(self.measurement),
            "origin": origin_lines(now.origin),
        }

    @property
    def errors(self) -> list[dict[str, str]]:
        """For the summary: the refusal, or what is still missing before handing over."""
        if self.replaced:
            return [{"text": _("The sum changes boxes in which something else is typed."), "href": "#id_is_replaced"}]
        if self.refusal and not self.choices:
            return [{"text": self.refusal, "href": ""}]
        if self.form is not None:
            return [{"text": each.error, "href": f"#list-{each.prefix}"} for each in self.form.lists if each.error]
        if not self.asks_for_problems or self.measurement is None or self.lock:
            return []
        problems = [{"text": p.text, "href": self._place_of(p)} for p in self._asked]
        warnings = lacking(warnings_of(self.measurement, beside(self.measurement)))
        return problems + [{"text": w.text, "href": f"#id_{box_name(w.key)}"} for w in warnings]

    @property
    def lacks_evidence(self) -> bool:
        """Whether the person asked what is missing, and a document is."""
        if self.measurement is None or not self.asks_for_problems:
            return False
        return any(problem.rule == "evidence" for problem in problems_of(self.measurement))

    def _place_of(self, problem: Finding) -> str:
        if problem.item is not None:
            return f"#item-{problem.item}"
        if problem.cell:
            return "#id_" + field_name(problem.cell)
        return {
            "place": "#place",
            "narrative": "#id_narrative",
            "evidence": "#id_evidence-documents",
            "control_total": "#id_control_total",
        }.get(problem.rule, "#lists")

    @property
    def _asked(self) -> tuple[Finding, ...]:
        """What is still missing, when the person asked to hand over; never beside what is being typed."""
        asks = self.asks_for_problems and self.form is None and self.measurement is not None and not self.lock
        return problems_of(self.measurement) if asks and self.measurement else ()

    def _figures(self, form: EntryForm) -> ListFigures | None:
        """The figures that follow from the list: as typed, when something was; else as last saved."""
        if form.can_be_counted and not form.answer.cannot_report:
            return typed_figures(self.revision, self.task.period, form.items())
        return saved_figures(self.measurement)

    @property
    def is_written_by_institution(self) -> bool:
        """Whether the last change was the institution's: a return is the reviewer's."""
        comment = self.comment
        return comment is None or self.measurement is None or self.measurement.updated_at > comment.at

    @property
    def saved_note(self) -> str:
        answer = self.measurement
        if answer is None or not answer.is_editable or not self.is_written_by_institution:
            return ""
        when = timezone.localtime(answer.updated_at)
        today = when.date() == timezone.localtime(self.at).date()
        day = _("today") if today else _("on %(day)s") % {"day": plain_date(when.date(), speaking.language())}
        words = {"day": day, "time": f"{when:%H:%M}", "person": answer.updated_by.name}
        if answer.status == Status.DRAFT:
            text = _(
                "Draft saved %(day)s at %(time)s by %(person)s. Nobody outside your institution sees it until it is sent."
            )
            return text % words
        return _("Saved %(day)s at %(time)s by %(person)s.") % words


def _in_words(cell: CellContent) -> str:
    numbers = [number for number in (cell.value, cell.denominator) if number is not None]
    return " / ".join(figure_words.plain(number) for number in numbers)
