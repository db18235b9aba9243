"""Issue a report: freeze it, make its files and number it, all or nothing. What was issued is never changed: a correction is a new edition.

A report of the Committee is issued as a meeting adopted it: its figures are those that were put before the meeting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Meeting
from documents.storing import store
from indicators.models import ActionPlan
from institutions.models import Appointment, Role, User
from measurements.answer.refusals import Refused, Stale, WrongState
from reports.consulting import notices
from reports.drafting.laying import content_of
from reports.drafting.opening import require_steering
from reports.drafting.standing import version_of_all
from reports.edition.version import RENDERER
from reports.files.making import Made, make_files
from reports.models import EditionFile, ReportDraft, ReportEdition
from reports.models.edition import edition_code
from reports.report_kinds.rules import last_edition
from reports.report_kinds.scope import ReportScope, require_possible, scope_of
from reports.snapshot import Content, Frozen, freeze
from reports.snapshot.building import issued_as

Standing = ReportDraft.Standing
Tell = Callable[[str], None]
TRIES = 3
"""How often the files are made without the lock. A report overtaken more often than that is made under it."""


class AlreadyIssued(Refused):
    """The draft was issued: by a second click, or by a colleague."""

    def __init__(self, edition: ReportEdition) -> None:
        super().__init__(_("This report was already issued as %(code)s.") % {"code": edition.code})
        self.edition = edition


class NotAdopted(WrongState):
    """The Committee has not adopted it in a meeting whose minutes are closed."""


def may_issue(user: User) -> bool:
    """Whether the person issues the Committee's reports."""
    return user.has_role(Role.TECHNICAL_SECRETARY)


def silent(_text: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The edition that a draft would become now: its scope, who issues it, its number, and its frozen content."""

    draft: ReportDraft
    scope: ReportScope
    post: Appointment
    meeting: Meeting | None
    before: ReportEdition | None
    year: int
    serial: int
    number: int
    frozen: Frozen


def issue(
    draft: ReportDraft, *, by: User, at: dt.datetime, tell: Tell = silent, seen: int | None = None
) -> ReportEdition:
    """Issue a draft as the next edition of its report. `tell` hears of each file as it is made; `seen` is the version of the draft
    and its texts that the person read (`version_of_all`).

    The files are made before the plans are locked, so that nobody who writes under a plan waits for them. Under the lock it is decided
    again what is issued; if that has changed, the files are made again, the last time under the lock. All plans are locked because
    editions are numbered across all of them.

    Raises NotAllowed, NotAdopted, Stale, and AlreadyIssued with the edition when the draft was issued.
    """
    edition, tries = None, 0
    while edition is None:
        expected = coming_edition(draft, by=by, at=at)
        require_seen(expected.draft, seen)
        files = list(made_of(expected.frozen, silent if tries else tell))
        tries += 1
        with transaction.atomic():
            ActionPlan.objects.lock_all()
            decided = coming_edition(draft, by=by, at=at)
            require_seen(decided.draft, seen)
            if decided.frozen.sha256 == expected.frozen.sha256:
                edition = write(decided, files, by=by, at=at)
            elif tries == TRIES:
                edition = write(decided, made_of(decided.frozen, silent), by=by, at=at)
    return edition


def coming_edition(draft: ReportDraft, *, by: User, at: dt.datetime) -> Coming:
    """What would be issued now. Raises what `issue` raises. The answer can only be relied on while the plans are locked."""
    current = ReportDraft.objects.whole().get(pk=draft.pk)
    scope = scope_of(current)
    post = require_steering(scope, by)
    if current.standing == Standing.ISSUED:
        raise AlreadyIssued(current.edition)
    meeting = adopting_meeting(current)
    require_possible(scope, at)
    last = last_edition(scope)
    require_latest(current, last)
    year, serial = next_serial(at)
    place = last.number + 1 if last else 1
    content = issued_as(
        to_issue(current, at=at),
        code=edition_code(year, serial),
        number=place,
        post=post,
        at=at,
        supersedes=last,
        adopted_in=meeting,
    )
    return Coming(current, scope, post, meeting, last, year, serial, place, freeze(content))


def made_of(frozen: Frozen, tell: Tell) -> Iterator[Made]:
    for made in make_files(frozen.content, frozen.sha256):
        tell(made.name)
        yield made


def write(decided: Coming, files: Iterable[Made], *, by: User, at: dt.datetime) -> ReportEdition:
    """Store the edition and its files, and notify its readers. The caller holds the plans' lock."""
    edition = write_row(decided, by=by, at=at)
    for made in files:
        keep(edition, made)
    notices.tell_issued(edition, at=at)
    return edition


def write_row(decided: Coming, *, by: User, at: dt.datetime) -> ReportEdition:
    """The row of the edition, before its files."""
    scope = decided.scope
    return ReportEdition.objects.create(
        plan=scope.plan,
        kind=scope.kind,
        first_period=scope.first,
        period=scope.period,
        institution=scope.institution,
        year=decided.year,
        serial=decided.serial,
        number=decided.number,
        issued_at=at,
        issued_by=by,
        appointment=decided.post,
        adopted_in=decided.meeting,
        draft=decided.draft,
        supersedes=decided.before,
        snapshot=decided.frozen.text,
        sha256=decided.frozen.sha256,
        renderer=RENDERER,
    )


def require_seen(draft: ReportDraft, seen: int | None) -> None:
    """Refuse to issue a text written after the report was read; by then only an institution's own report can still be written."""
    if seen is not None and seen != version_of_all(draft):
        raise Stale(
            _("Somebody changed a text or the sections since you read this report: read it again. Nothing was issued.")
        )


def adopting_meeting(draft: ReportDraft) -> Meeting | None:
    """The meeting that adopted it; None for an institution's own report, which no meeting adopts."""
    if not scope_of(draft).is_of_the_committee:
        if draft.standing != Standing.DRAFTING:
            raise WrongState(_("This report was given up."))
        return None
    if draft.standing != Standing.READY or draft.point is None:
        raise NotAdopted(
            _(
                "The Committee has not adopted this report yet: it is issued once a meeting adopted it and its minutes are closed."
            )
        )
    return draft.point.meeting


def to_issue(draft: ReportDraft, *, at: dt.datetime) -> Content:
    """What the meeting adopted, checked against the digest in its minutes; for an institution's own report, what its data say now."""
    return content_of(draft, at=at) if draft.point is None else draft.proposed_content


def require_latest(draft: ReportDraft, last: ReportEdition | None) -> None:
    """Refuse a draft that another edition of the same report overtook."""
    if last is not None and draft.corrects_id != last.pk:
        text = _("%(code)s was issued meanwhile: prepare the correction of that edition.")
        raise WrongState(text % {"code": last.code})


def next_serial(at: dt.datetime) -> tuple[int, int]:
    """The year in Lima and the next number in it, counted over all plans: a code is an address and never means another report."""
    year = timezone.localtime(at).year
    last = ReportEdition.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    return year, last + 1


def keep(edition: ReportEdition, made: Made) -> EditionFile:
    stored = store(made.content, name=made.name, media_type=made.media_type)
    return EditionFile.objects.create(
        edition=edition, part=made.kind.part, format=made.kind.format, language=made.language, stored_file=stored
    )
