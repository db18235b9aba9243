"""Putting a report before a meeting: what it must have by then, and freezing what the meeting adopts.

What is frozen here is what the minutes name by its digest and what is issued in the end, to the last figure. Taken off the meeting the
draft can be written again, and is frozen anew when it is put before another one (docs/adr/0015).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.meetings.meeting import Incomplete
from committee.models import Meeting
from committee.reporting import meeting_point
from committee.reporting.meeting_point import Proposed
from documents.formatting import joined
from documents.speaking import language
from institutions.models import User
from reports.consulting.as_content import what_is_put
from reports.consulting.naming import title_in
from reports.consulting.standing import Standing, require_consulted, require_keeper, require_standing, require_version
from reports.drafting.standing import locked, version_of_all
from reports.edition.layout import TITLES
from reports.issued.issuing import require_latest
from reports.models import Remark, ReportDraft
from reports.report_kinds.rules import last_edition, require_begun
from reports.report_kinds.scope import scope_of
from reports.snapshot import freeze


def put_before(
    draft: ReportDraft, meeting: Meeting, *, version: int, by: User, at: dt.datetime, english_pending: bool = False
) -> ReportDraft:
    """Freeze what the draft says now and put it before the meeting, as it was read: `version` is that of the draft and all its texts
    (`version_of_all`). `english_pending`: accepted although its English is not written.
    """
    require_keeper(by)
    with transaction.atomic():
        current = locked(draft)
        require_consulted(current)
        if current.standing == Standing.PROPOSED and _stands_before(current, meeting):
            return current
        require_standing(current, Standing.DRAFTING)
        require_version(version, version_of_all(current))
        require_begun(current.period, at)
        require_latest(current, last_edition(scope_of(current)))
        _require_ready(current, english_pending=english_pending)
        frozen = freeze(what_is_put(current, at=at))
        proposed = Proposed(current.pk, title_in(current, "es"), title_in(current, "en"), frozen.sha256)
        current.point = meeting_point.put(proposed, meeting, current.plan, by=by, at=at)
        current.proposal, current.proposal_sha256 = frozen.text, frozen.sha256
        current.version += 1
        current.save()
    return current


def _stands_before(draft: ReportDraft, meeting: Meeting) -> bool:
    return draft.point is not None and draft.point.meeting_id == meeting.pk


def _require_ready(draft: ReportDraft, *, english_pending: bool) -> None:
    lacks = lacks_of(draft)
    english = untranslated(draft, "en")
    if english and not english_pending:
        text = _("These texts have no English: %(sections)s. Write it, or accept that it is pending.")
        lacks.append(text % {"sections": names_of(english)})
    if lacks:
        raise Incomplete(" ".join(lacks))


def lacks_of(draft: ReportDraft) -> list[str]:
    """What keeps a draft from being put before a meeting, in words; pending English aside, which may be accepted."""
    found = []
    if not draft.rounds.closed().exists():
        found.append(_("Consult the member institutions first, and close the consultation."))
    waiting = remarks_without_answer(draft)
    if waiting:
        text = ngettext("Answer %(n)d remark first.", "Answer %(n)d remarks first.", waiting)
        found.append(text % {"n": waiting})
    spanish = untranslated(draft, "es")
    if spanish:
        text = _("These texts have no Spanish: %(sections)s. Write it first.")
        found.append(text % {"sections": names_of(spanish)})
    return found


def remarks_without_answer(draft: ReportDraft) -> int:
    return Remark.objects.without_answer().filter(seat__round__draft=draft).count()


def untranslated(draft: ReportDraft, code: str) -> list[str]:
    """Printed sections in which a person wrote a text in the other language and none in this one."""
    written, missing = ("text_es", "text_en") if code == "en" else ("text_en", "text_es")
    rows = draft.sections.filter(is_on=True, **{missing: ""}).exclude(**{written: ""})
    return list(rows.order_by("order", "pk").values_list("key", flat=True))


def names_of(sections: list[str]) -> str:
    return joined([str(TITLES[key]) for key in sections], language())
