"""What the page of one answer shows: the form or the locked answer, what surrounds it, and why it was refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from indicators.models import IndicatorRevision, Target
from institutions.models import User
from measurements import figure_words
from measurements.attached import documents_of
from measurements.beside import beside
from measurements.checks import Finding, problems_of
from measurements.comments import Comment, latest_comments
from measurements.content import CellContent, CellKey
from measurements.explaining import lacking, warnings_of
from measurements.figures import added_components, component_total
from measurements.forms.answer import NARRATIVE_LENGTH
from measurements.forms.entry import EntryForm
from measurements.forms.entry_lists import entry_lists, other_rows
from measurements.forms.entry_tables import NOT_CONSOLIDATED, entry_tables
from measurements.forms.explanations import box_name
from measurements.forms.grid import field_name
from measurements.locks import is_out_of_time, lock_of
from measurements.models import Answer, Measurement, Status
from measurements.own_series import own_series
from measurements.presentation import tag_names, values_of
from measurements.previous import Previous, previous_of
from measurements.reading import said
from measurements.recipes import origin_lines
from measurements.stored import Difference
from measurements.task_list import owed_by
from measurements.unit_panel import UnitPanel, unit_panel
from measurements.workflow import Task


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
    differences: list[Difference] = field(default_factory=list)
    asks_for_problems: bool = False

    @property
    def url(self) -> str:
        return reverse("entry", args=[self.task.period.code, self.task.institution.code, self.task.indicator.code])

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
            "lock": self.lock if self.form is None else "",
            "previous": self.previous,
            "series": own_series(self.task, self.revision),
            "target": self.target,
            "errors": self.errors,
            "units": self.units,
            **(self._written() if not self.lock or self.form or is_new else self._read_only()),
        }

    def _written(self) -> dict[str, Any]:
        form = self.form or EntryForm(task=self.task, revision=self.revision, measurement=self.measurement)
        asked, in_rows = form.explanations.asked(), {cell.key for cell in form.grid.grid.cells}
        narrative = str(form.answer["narrative"].value() or "").replace("\r\n", "\n")
        return {
            "form": form,
            "forms": form.with_errors(),
            "tables": entry_tables(form.grid, self.revision, self.previous, asked, self.unit_sums),
            "lists": entry_lists(form),
            "others": other_rows(form),
            "figures": self.figures,
            "warnings": [each for each in asked if each.finding.cell not in in_rows],
            "narrative_left": NARRATIVE_LENGTH - len(narrative),
            "saved": self.saved_note,
            "control": control_of(form),
            "evidence": form.evidence,
            "lacks_evidence": self.lacks_evidence,
        }

    @property
    def unit_sums(self) -> Mapping[CellKey, CellContent]:
        return self.units.table.sums.cells if self.units else NOT_CONSOLIDATED

    def _read_only(self) -> dict[str, Any]:
        if self.measurement is None:
            return {"form": None, "forms": [], "values": None, "warnings": (), "documents": [], "origin": []}
        now, before = said(self.measurement), said(self.previous.measurement) if self.previous.measurement else None
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
        if self.refusal and not self.differences:
            return [{"text": self.refusal, "href": ""}]
        if self.form is not None:
            return [{"text": each.error, "href": f"#list-{each.prefix}"} for each in self.form.lists if each.error]
        if not self.asks_for_problems or self.measurement is None or self.lock:
            return []
        problems = [{"text": p.text, "href": self._place_of(p)} for p in problems_of(self.measurement)]
        warnings = lacking(warnings_of(self.measurement, beside(self.measurement)))
        return problems + [{"text": w.text, "href": f"#id_{box_name(w.key)}"} for w in warnings]

    @property
    def lacks_evidence(self) -> bool:
        """Whether the person asked what is missing, and a document is."""
        if self.measurement is None or not self.asks_for_problems:
            return False
        return any(problem.rule == "evidence" for problem in problems_of(self.measurement))

    def _place_of(self, problem: Finding) -> str:
        if problem.cell:
            return "#id_" + field_name(problem.cell)
        return {
            "narrative": "#id_narrative",
            "evidence": "#id_evidence-documents",
            "control_total": "#id_control_total",
        }.get(problem.rule, "#lists")

    @property
    def figures(self) -> list[dict[str, str]]:
        """The figures that follow from the list, as last saved."""
        answer = self.measurement
        if answer is None or not self.revision.is_itemised or answer.answer != Answer.REPORTED:
            return []
        totals = [(c.label, component_total(answer, c)) for c in self.revision.value_components]
        return [{"label": label, "value": figure_words.in_full(t)} for label, t in totals if t.value is not None]

    @property
    def target(self) -> list[str]:
        """The next point of each series' trajectory, in words. None is the plan's normal state."""
        points = Target.objects.filter(series__revision=self.revision, period__ordinal__gte=self.task.period.ordinal)
        nearest: dict[int, str] = {}
        for point in points.select_related("period", "series").order_by("-period__ordinal"):
            share = self.revision.kind == IndicatorRevision.Kind.PROPORTION
            value = figure_words.plain(point.value) + (" %" if share else "")
            words = {"value": value, "scope": point.get_scope_display(), "period": point.period.code}
            text = _("%(value)s (%(scope)s) in %(period)s") % words
            nearest[point.series_id] = f"{point.series.label}: {text}" if point.series.label else text
        return list(nearest.values())

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
        day = _("today") if today else _("on %(day)s") % {"day": plain_date(when.date(), figure_words.language())}
        words = {"day": day, "time": f"{when:%H:%M}", "person": answer.updated_by.name}
        if answer.status == Status.DRAFT:
            text = _(
                "Draft saved %(day)s at %(time)s by %(person)s. Nobody outside your institution sees it until it is sent."
            )
            return text % words
        return _("Saved %(day)s at %(time)s by %(person)s.") % words


def control_of(form: EntryForm) -> dict[str, object] | None:
    """Whether the boxes add up to the total of the official letter, once it was written."""
    if "control_total" not in form.answer.fields:
        return None
    if form.answer.is_bound:
        form.answer.is_valid()
        stated = form.answer.cleaned_data.get("control_total")
    else:
        stated = form.answer.initial.get("control_total")
    added = added_components(form.revision)
    cells = [cell for (code, _key), cell in form.grid.values().items() if code in added]
    if stated is None or not cells:
        return None
    total = sum((cell.value for cell in cells), Decimal(0))
    words = {"sum": figure_words.plain(total)}
    text = _("It agrees with the sum: %(sum)s") if total == stated else _("The boxes add up to %(sum)s")
    return {"agrees": total == stated, "text": text % words}
