"""Opening a draft: with every section in its standard order, or as in the edition that it corrects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.models import Appointment, User
from measurements.answer.refusals import NotAllowed, Refused, WrongState
from measurements.chain import chain
from reports.drafting.permissions import steering_post
from reports.drafting.plain import tidy
from reports.edition.layout import Laid, layout_for
from reports.models import DraftSection, ReportDraft, ReportEdition
from reports.report_kinds.rules import last_edition
from reports.report_kinds.scope import ReportScope, require_possible


class AlreadyOpen(Refused):
    """The same report is being prepared already: by a second click, or by a colleague."""

    def __init__(self, draft: ReportDraft) -> None:
        super().__init__(_("This report is being prepared already."))
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Correction:
    """Which edition a draft corrects, and why, in a person's own words."""

    edition: ReportEdition
    reason: str
    language: str = "es"


def open_draft(
    scope: ReportScope,
    *,
    by: User,
    at: dt.datetime,
    laid: Sequence[Laid] | None = None,
    correction: Correction | None = None,
) -> ReportDraft:
    """Open a draft of a report, with the layout of its kind unless another is given. A report already issued can only be corrected.

    Raises NotAllowed, NotPossible, NotOpen for a semester whose window has not opened, AlreadyOpen, and WrongState when an edition
    stands in the way.
    """
    post = require_steering(scope, by)
    require_possible(scope, at)
    with transaction.atomic():
        chain.lock(scope.plan.pk)
        if (found := open_of(scope)) is not None:
            raise AlreadyOpen(found)
        require_correction(scope, correction)
        draft = ReportDraft.objects.create(
            plan=scope.plan,
            kind=scope.kind,
            first_period=scope.first,
            period=scope.period,
            institution=scope.institution,
            corrects=correction.edition if correction else None,
            correction_reason=correction.reason if correction else "",
            reason_language=correction.language if correction else "es",
            opened_by=post,
            opened_at=at,
        )
        rows = layout_for(scope.kind) if laid is None else laid
        DraftSection.objects.bulk_create(sections_of(draft, rows, correction.edition if correction else None))
    return draft


def open_of(scope: ReportScope) -> ReportDraft | None:
    """The draft of the same report that is open, or None."""
    same = ReportDraft.objects.open().filter(
        plan=scope.plan,
        kind=scope.kind,
        first_period=scope.first,
        period=scope.period,
        institution=scope.institution,
    )
    return same.order_by("pk").first()


def require_correction(scope: ReportScope, correction: Correction | None) -> None:
    """A report that was issued gets another edition only as the correction of its latest one."""
    last = last_edition(scope)
    if last is None or (correction is not None and correction.edition.pk == last.pk):
        return
    if correction is None:
        text = _("%(code)s was issued for this already: prepare a corrected edition of it.")
    else:
        text = _("Only the latest edition is corrected, and that is %(code)s.")
    raise WrongState(text % {"code": last.code})


def sections_of(draft: ReportDraft, laid: Sequence[Laid], corrected: ReportEdition | None) -> Iterator[DraftSection]:
    """A text taken over from the corrected edition keeps its basis, so that the page can tell whether the data still say so."""
    bases = bases_of(corrected) if corrected else {}
    for place, each in enumerate(laid, 1):
        texts = {f"text_{language}": text for language, text in each.edited.items()}
        seen = {f"basis_{language}": bases.get((each.key, language), "") for language in each.edited}
        yield DraftSection(
            draft=draft, key=each.key, is_on=each.is_on, order=place, sorting=list(each.sorting), **texts, **seen
        )


def bases_of(edition: ReportEdition) -> dict[tuple[str, str], str]:
    """The sentences of the data that each text of an edition was written against; without a draft, those that it was issued with."""
    if edition.draft is not None:
        return {
            (each.key, language): basis
            for each in edition.draft.sections.all()
            for language, basis in (("es", each.basis_es), ("en", each.basis_en))
        }
    return {
        (row["key"], language): tidy(text)
        for row in edition.content.get("layout", ())
        for language, text in row["generated"].items()
    }


def require_steering(scope: ReportScope, by: User) -> Appointment:
    post = steering_post(by, scope)
    if post is None:
        if scope.is_of_the_committee:
            raise NotAllowed(_("Only the technical secretary prepares and issues the Committee's reports."))
        raise NotAllowed(_("An institution's own report is prepared and issued by its approver."))
    return post
