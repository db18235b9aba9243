"""Preparing the corrected edition of an issued one: a draft laid out as the edition is, with its texts and the reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import WrongState
from measurements.chain import chain
from reports.drafting.opening import Correction, open_draft, require_steering
from reports.edition.layout import STANDARD, Laid
from reports.models import ReportDraft, ReportEdition
from reports.report_kinds.scope import scope_of


class AlreadyBegun(WrongState):
    """A corrected edition is being prepared."""

    def __init__(self, draft: ReportDraft) -> None:
        super().__init__(_("A corrected edition is being prepared already."))
        self.draft = draft


def open_correction(edition: ReportEdition, reason: str, *, language: str, by: User, at: dt.datetime) -> ReportDraft:
    """Open the draft of the next edition. Pressed twice it is opened once: AlreadyBegun names the draft.

    Raises NotAllowed, and WrongState for an edition of an earlier plan or that is not the latest of its report.
    """
    scope, correction = scope_of(edition), Correction(edition, reason, language)
    require_steering(scope, by)
    if hindrance := why_not_corrected(edition):
        raise WrongState(hindrance)
    with transaction.atomic():
        chain.lock(edition.plan_id)
        begun = correction_under_way(edition)
        if begun is not None:
            raise AlreadyBegun(begun)
        return open_draft(scope, by=by, at=at, laid=laid_as(edition), correction=correction)


def why_not_corrected(edition: ReportEdition) -> str:
    """What hinders a corrected edition whoever asks for it; empty if nothing does."""
    current = ActionPlan.objects.current()
    if current is not None and current.pk == edition.plan_id:
        return ""
    return _("It is of an earlier plan: only reports of the plan in force are corrected.")


def correction_under_way(edition: ReportEdition, *, seen_by: User | None = None) -> ReportDraft | None:
    """The draft that corrects an edition, if there is one. `seen_by`: only one that this person may read; whoever reads an
    institution's own report once it is issued does not read its drafts."""
    drafts = ReportDraft.objects.visible_to(seen_by) if seen_by is not None else ReportDraft.objects.all()
    return drafts.open().filter(corrects=edition).order_by("pk").first()


def laid_as(edition: ReportEdition) -> tuple[Laid, ...]:
    """The sections of an edition, with the texts that people wrote for it. One issued before reports had a layout: the standard."""
    rows = edition.content.get("layout")
    if not rows:
        return STANDARD
    return tuple(
        Laid(
            row["key"],
            row["is_on"],
            {language: text for language, text in row["edited"].items() if text},
            tuple(row.get("sorting", ())),
        )
        for row in rows
    )
