"""What is done before a draft is changed: lock its plan, read it again, and check that it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from measurements.answer.refusals import WrongState
from measurements.chain import chain
from reports.models import ConsultationRound, Remark, ReportDraft, ReportKind
from reports.models.draft import ReportDraftQuerySet

Standing = ReportDraft.Standing
BEING_PREPARED = (Standing.DRAFTING, Standing.CONSULTING)
"""While nothing of it stands before a meeting: remarks are answered, and answers put right."""
FROZEN = (Standing.PROPOSED, Standing.ADOPTED, Standing.READY, Standing.ISSUED)
"""Where it says what was put before a meeting or issued, to the last figure."""


def with_rounds(drafts: ReportDraftQuerySet) -> ReportDraftQuerySet:
    """With everything that their standing depends on. The content of consultations, which is long, is loaded only when accessed."""
    return drafts.whole().prefetch_related(Prefetch("rounds", ConsultationRound.objects.defer("snapshot")))


def locked(draft: ReportDraft) -> ReportDraft:
    """The draft as it is now, while nobody else writes under its plan. The caller is inside a transaction."""
    chain.lock(draft.plan_id)
    return with_rounds(ReportDraft.objects.all()).get(pk=draft.pk)


ARRANGED = "draft"
"""Which sections there are and in which order, and the steps of the draft: a consultation that was closed, a meeting."""


def versions_of(draft: ReportDraft) -> Mapping[str, int]:
    """The version of all that people write of a report, as far as it can change while the draft is being written: `ARRANGED`, each
    section by its key (its texts, and how those of institutions are sorted), and the answer to each remark by its number in the
    database. What the institutions answered is settled when their consultation closes, which is a step of the draft.
    """
    sections: dict[str, int] = dict(draft.sections.values_list("key", "version"))
    rounds = [each.pk for each in draft.rounds.all()]
    remarks = Remark.objects.filter(seat__round__in=rounds).values_list("pk", "version")
    return {ARRANGED: draft.version, **sections, **{str(pk): version for pk, version in remarks}}


def version_of_all(draft: ReportDraft) -> int:
    """Rises with every change of what people write of a report. From one moment in which it is being written to the next it never
    falls: remarks are taken back only while a consultation is open, and closing that is a change too."""
    return sum(versions_of(draft).values())


def can_be_issued(draft: ReportDraft) -> bool:
    """Adopted, and the minutes are closed. An institution's own report is issued from its draft: no meeting adopts it."""
    return draft.standing == (Standing.DRAFTING if draft.kind == ReportKind.OWN else Standing.READY)


def require_drafting(draft: ReportDraft) -> None:
    """Raises WrongState where its sections and texts stand still."""
    if draft.standing != Standing.DRAFTING:
        raise WrongState(why_shut(draft))


def why_shut(draft: ReportDraft) -> str:
    """Why nothing of it can be changed now, and what would let it; empty while it is being written."""
    return {
        Standing.CONSULTING: _(
            "The institutions are being consulted about this report: its sections and texts can be changed again once the"
            " consultation is closed or called off."
        ),
        Standing.PROPOSED: _(
            "This report is before a meeting as it stands: to change it, the technical secretary first takes it off the meeting."
        ),
        Standing.ADOPTED: _("The Committee adopted this report: nothing of it changes any more."),
        Standing.READY: _("The Committee adopted this report: nothing of it changes any more."),
        Standing.ISSUED: _("This report was issued, and what was issued never changes. A correction is a new edition."),
        Standing.ABANDONED: _("This report was given up. Open another one to write it anew."),
    }.get(draft.standing, "")
