"""Refusing a step that was taken on a report which had changed: why, what changed, and all that was typed."""

from __future__ import annotations

from django.http import QueryDict

from committee.views.meeting_finding import CONFLICT, tell
from measurements.answer.refusals import Refused, Stale
from reports.drafting.changed import Line, as_read, changed_since
from reports.drafting.forms.read import ReadForm, read_in
from reports.models import ReportDraft


def refused(
    form: ReadForm, refusal: Refused, draft: ReportDraft, version: int, *, field: str
) -> tuple[int, list[Line]]:
    """The status of the answer, and what it tells on top. `draft` as it stands now, `version` of what the form would change now: who
    sends the same again has read it.
    """
    if not isinstance(refusal, Stale):
        return tell(form, refusal, version, field=field), []
    told = why(form, refusal, draft)
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"], data["read"] = str(version), str(as_read(draft)["read"])
    form.data = data
    return CONFLICT, told


def why(form: ReadForm, refusal: Refused, draft: ReportDraft) -> list[Line]:
    """The reason, and each change that it is about."""
    return [{"text": str(refusal)}, *(changed_since(read_in(form), draft) if isinstance(refusal, Stale) else ())]
