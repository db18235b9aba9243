"""The part that a unit gives for the answer of the institution that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.models import IndicatorRevision
from institutions import permissions
from institutions.models import REPORTING_ROLES, User
from measurements.answer.content import Content
from measurements.answer.presentation import values_of
from measurements.checks.stored import Difference, differences
from measurements.consolidation import consolidating
from measurements.consolidation.asking import definition_of, parent_answer
from measurements.consolidation.locks import part_lock
from measurements.consolidation.previous import previous_part
from measurements.contributions.parts import said_by, values_of_part
from measurements.contributions.table import state_of
from measurements.forms.entry_tables import entry_tables
from measurements.forms.part import PartForm
from measurements.models import Contribution
from measurements.views.finding import period_of_plan, version_read
from measurements.workflow import steps as workflow

GIVE, TAKE_BACK, TOTALS = "give", "take_back", "totals"


@dataclass
class PartPage:
    """A part on its way. `form` is set when something was posted; `refusal` says why it was not taken."""

    contribution: Contribution
    user: User
    form: PartForm | None = None
    refusal: str = ""
    differences: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = timezone.now()
        self.task = consolidating.task_of(self.contribution)

    @cached_property
    def revision(self) -> IndicatorRevision:
        return definition_of(self.task)

    @cached_property
    def is_of_unit(self) -> bool:
        return self.user.post_in(self.contribution.unit_id, *REPORTING_ROLES) is not None

    @cached_property
    def lock(self) -> str:
        return part_lock(self.task, self.contribution, parent_answer(self.task), self.user, at=self.at)

    @property
    def url(self) -> str:
        return reverse("part", args=[self.task.period.code, self.contribution.unit.code, self.task.indicator.code])

    @property
    def list_url(self) -> str:
        """Back to where the person came from: the unit's list, or the table of all units."""
        if self.is_of_unit:
            return reverse("task_list", args=[self.task.period.code, self.contribution.unit.code])
        return reverse("units", args=[self.task.period.code, self.task.institution.code, self.task.indicator.code])

    def context(self) -> dict[str, Any]:
        """Who asked sees what was given, never what the unit is still writing."""
        part = self.contribution
        is_written = self.is_of_unit and not part.is_given
        form = self.form or PartForm(contribution=part, revision=self.revision)
        previous = previous_part(part)
        key, label = state_of(part)
        return {
            "page": self,
            "task": self.task,
            "revision": self.revision,
            "part": part,
            "parent": self.task.institution,
            "lock": self.lock if self.form is None else "",
            "form": form,
            "is_written": is_written,
            "tables": entry_tables(form.grid, self.revision, previous, ()) if is_written else [],
            "values": values_of(said_by(part, self.revision)) if part.is_given else None,
            "state_key": key,
            "state_label": label,
            "forms": form.with_errors(),
            "errors": [{"text": self.refusal, "href": ""}] if self.refusal and not self.differences else [],
        }


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    user, semester = cast(User, request.user), period_of_plan(period)
    contribution = get_object_or_404(
        Contribution.objects.visible_to(user).select_related(
            "unit", "institution", "period", "indicator__pillar", "updated_by"
        ),
        period=semester,
        unit__code=institution,
        indicator__code=indicator,
    )
    page = PartPage(contribution, user)
    if request.method == "GET":
        return _show(request, page)
    if permissions.reporting_post(user, contribution.unit) is None:
        raise PermissionDenied
    return _take_back(request, page) if request.POST.get("action") == TAKE_BACK else _answer(request, page)


def _show(request: HttpRequest, page: PartPage, *, status: int = 200) -> HttpResponse:
    return render(request, "measurements/part.html", page.context(), status=status)


def _answer(request: HttpRequest, page: PartPage) -> HttpResponse:
    """Keep or give what was typed. Nothing is saved from a form with errors, and nothing that was typed is lost."""
    page.form = form = PartForm(request.POST, contribution=page.contribution, revision=page.revision)
    action = request.POST.get("action")
    if not form.is_valid() or action == TOTALS:
        return _show(request, page)
    version = form.answer.cleaned_data["version"]
    verb = consolidating.give if action == GIVE else consolidating.keep
    try:
        verb(page.contribution, form.content(), version=version, by=page.user, at=page.at)
    except workflow.Stale as refusal:
        return _stale(request, page, str(refusal))
    except workflow.NotReady as refusal:
        page.refusal = str(refusal)
        return _show(request, page)
    except workflow.Refused as refusal:
        page.refusal = str(refusal)
        return _show(request, page, status=409)
    words = {"code": page.task.indicator.code, "institution": page.task.institution.short_name}
    said = _("%(code)s: given to %(institution)s.") if action == GIVE else _("%(code)s: saved; not given yet.")
    messages.success(request, said % words)
    return redirect(page.list_url)


def _stale(request: HttpRequest, page: PartPage, refusal: str) -> HttpResponse:
    """Somebody of the unit saved meanwhile: show both, keep what was typed, to be saved over it or dropped."""
    mine = page.form.content() if page.form else Content()
    now = Contribution.objects.with_values().select_related("updated_by").filter(pk=page.contribution.pk).first()
    if now is None:
        messages.error(request, refusal)
        return redirect("tasks")
    page.contribution, page.refusal = now, refusal
    theirs = Content(answer=now.answer, reason=now.reason, values=values_of_part(now))
    page.differences = differences(page.revision, theirs, mine)
    again = request.POST.copy()
    again["version"] = str(now.version)
    page.form = PartForm(again, contribution=now, revision=page.revision)
    page.form.is_valid()
    if not page.differences and now.updated_by_id == page.user.pk:
        return redirect(page.list_url)
    return _show(request, page, status=409)


def _take_back(request: HttpRequest, page: PartPage) -> HttpResponse:
    try:
        consolidating.take_back(page.contribution, version=version_read(request), by=page.user, at=page.at)
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page.url)
    messages.success(request, _("You can correct it now. Until you give it again it counts as missing."))
    return redirect(page.url)
