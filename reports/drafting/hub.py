"""The seven steps of a report on one page: where each stands, and what this person can do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.models import ReportPoint
from documents.formatting import instant, plain_date
from documents.speaking import language
from institutions.models import User
from reports.drafting.arranging import is_standard
from reports.drafting.permissions import steering_post, writing_post
from reports.drafting.sections import MISSING, OUTDATED, WRITTEN, Row, texts_with
from reports.drafting.standing import BEING_PREPARED, FROZEN, can_be_issued
from reports.drafting.unanswered import unanswered_of, unanswered_text
from reports.models import ConsultationRound, ReportDraft
from reports.report_kinds.scope import scope_of

Standing = ReportDraft.Standing
DONE, NOW, LATER, OPEN, STOPPED = "done", "now", "later", "open", "stopped"
MARKS = {DONE: "validated", NOW: "draft", LATER: "not_started", OPEN: "ready", STOPPED: "not_applicable"}
"""The marks of components/status.html. `open` can be done at any time and is never over."""


@dataclass(frozen=True, slots=True)
class Step:
    """`url` is empty where there is no page of it for this person, or nothing to be done there yet."""

    name: str
    title: str
    state: str
    label: str
    note: str = ""
    url: str = ""
    number: int = 0

    @property
    def mark(self) -> str:
        return MARKS[self.state]


def steps_of(draft: ReportDraft, rows: Sequence[Row], user: User) -> list[Step]:
    """Numbered through: an institution's own report is neither consulted nor adopted."""
    return [replace(step, number=number) for number, step in enumerate(all_steps(draft, rows, user), 1)]


def all_steps(draft: ReportDraft, rows: Sequence[Row], user: User) -> Iterator[Step]:
    yield period_step(draft)
    yield sections_step(draft, rows)
    yield texts_step(draft, rows)
    yield preview_step(draft)
    if scope_of(draft).is_of_the_committee:
        yield consultation_step(draft, user)
        yield meeting_step(draft, user)
    yield issue_step(draft, user)


def period_step(draft: ReportDraft) -> Step:
    words = {
        "first": plain_date(draft.first_period.starts_on, language()),
        "last": plain_date(draft.period.ends_on, language()),
    }
    return Step("period", _("Period"), DONE, _("Chosen"), _("From %(first)s to %(last)s.") % words)


def sections_step(draft: ReportDraft, rows: Sequence[Row]) -> Step:
    printed = [row for row in rows if row.section.is_on and (row.key != "corrections" or draft.corrects_id)]
    words = {
        "sections": counted_sections(sum(not row.is_annex for row in printed)),
        "annexes": counted_annexes(sum(row.is_annex for row in printed)),
    }
    note = _("%(sections)s and %(annexes)s chosen. One without text and without data is left out.") % words
    is_as_usual = is_standard([row.section for row in rows])
    label = _("Standard order") if is_as_usual else pgettext("sections", "Arranged")
    return Step("sections", _("Sections"), settled(draft), label, note, reverse("draft_sections", args=[draft.pk]))


def counted_sections(n: int) -> str:
    return ngettext("%(n)s section", "%(n)s sections", n) % {"n": n}


def counted_annexes(n: int) -> str:
    return ngettext("%(n)s annex", "%(n)s annexes", n) % {"n": n}


def texts_step(draft: ReportDraft, rows: Sequence[Row]) -> Step:
    written, missing, outdated = (texts_with(rows, kind) for kind in (WRITTEN, MISSING, OUTDATED))
    said = []
    if written + outdated == 0:
        said.append(_("All texts are the sentences of the data."))
    else:
        said.append(
            ngettext("%(n)s text was written by a person.", "%(n)s texts were written by persons.", written + outdated)
            % {"n": written + outdated}
        )
    if missing:
        said.append(ngettext("%(n)s is not translated.", "%(n)s are not translated.", missing) % {"n": missing})
    if outdated and draft.standing == Standing.DRAFTING:
        said.append(
            ngettext(
                "Of %(n)s the data say something else since it was written.",
                "Of %(n)s the data say something else since they were written.",
                outdated,
            )
            % {"n": outdated}
        )
    state = settled(draft)
    needs_a_look = draft.standing == Standing.DRAFTING and bool(missing or outdated)
    return Step(
        "texts",
        _("Texts"),
        NOW if needs_a_look else state,
        _("To be looked at") if needs_a_look else texts_label(draft),
        " ".join(said),
        reverse("draft_texts", args=[draft.pk]),
    )


def texts_label(draft: ReportDraft) -> str:
    """In consultation nobody writes, and when it closes they can be written again: only a meeting settles them."""
    if draft.standing == Standing.CONSULTING:
        return pgettext("texts", "In consultation")
    return _("In order") if draft.standing == Standing.DRAFTING else pgettext("texts", "Settled")


def settled(draft: ReportDraft) -> str:
    """Of what can be changed until the report is put before a meeting, and stands still afterwards."""
    if draft.standing == Standing.ABANDONED:
        return STOPPED
    return OPEN if draft.standing in BEING_PREPARED else DONE


def preview_step(draft: ReportDraft) -> Step:
    if draft.standing == Standing.ISSUED:
        return Step(
            "preview",
            _("Preview"),
            DONE,
            pgettext("report draft", "Issued"),
            "",
            reverse("edition", args=[draft.edition.code]),
        )
    note = (
        _("The document as it was put before the meeting.")
        if draft.standing in FROZEN
        else _("The document as it would be issued now, marked as a draft.")
    )
    state = STOPPED if draft.standing == Standing.ABANDONED else OPEN
    label = pgettext("report draft", "Given up") if state == STOPPED else _("Ready to read")
    return Step("preview", _("Preview"), state, label, note, reverse("draft_preview", args=[draft.pk]))


# --- What the Committee does with it ---


def consultation_step(draft: ReportDraft, user: User) -> Step:
    title, page = _("Consultation"), reverse("draft_consultation", args=[draft.pk])
    rounds: list[ConsultationRound] = sorted(draft.rounds.all(), key=lambda each: each.number)
    if not rounds:
        is_next = draft.standing == Standing.DRAFTING
        note = _("The institutions of the Committee say whether they agree, or make remarks.")
        offered = page if is_next and steering_post(user, draft) is not None else ""
        return Step("consultation", title, LATER if is_next else STOPPED, _("Not held"), note, offered)
    in_force = [each for each in rounds if each.called_off_at is None]
    if not in_force:
        return called_off_step(draft, rounds[-1], page)
    last = in_force[-1]
    if last.closed_at is None:
        note = _("The institutions answer until %(day)s.") % {"day": plain_date(last.closes_on, language())}
        return Step("consultation", title, NOW, pgettext("consultation", "Open"), note, page)
    note = _("Closed on %(moment)s.") % {"moment": instant(last.closed_at, language())}
    if waiting := unanswered_text(unanswered_of([draft])[draft.pk]):
        return Step("consultation", title, NOW, _("To be answered"), f"{note} {waiting}", page)
    return Step("consultation", title, DONE, pgettext("consultation", "Closed"), note, page)


def called_off_step(draft: ReportDraft, last: ConsultationRound, page: str) -> Step:
    """It is still to be held."""
    words = {"number": last.number, "moment": instant(last.called_off_at, language())}
    note = _("Consultation %(number)s was called off on %(moment)s, and nothing of it counts.") % words
    state = LATER if draft.standing == Standing.DRAFTING else STOPPED
    return Step("consultation", _("Consultation"), state, pgettext("consultation", "Called off"), note, page)


def is_consulted(draft: ReportDraft) -> bool:
    """Whether a consultation about it was closed. Uses what was prefetched."""
    return any(each.closed_at for each in draft.rounds.all())


def meeting_step(draft: ReportDraft, user: User) -> Step:
    title, page, standing = _("Meeting"), reverse("draft_meeting", args=[draft.pk]), draft.standing
    if standing not in FROZEN or draft.point is None:
        can = standing == Standing.DRAFTING and is_consulted(draft) and steering_post(user, draft) is not None
        note = _("A meeting of the Committee adopts the report as it stands then.")
        state = STOPPED if standing == Standing.ABANDONED else LATER
        return Step("meeting", title, state, _("Not put before a meeting"), note, page if can else "")
    words = {"number": draft.point.meeting.number}
    if draft.point.state == ReportPoint.State.PROPOSED:
        return Step(
            "meeting", title, NOW, pgettext("report", "To be adopted"), _("Before meeting %(number)s.") % words, page
        )
    if standing == Standing.ADOPTED:
        note = _("Adopted in meeting %(number)s; its minutes are still open.") % words
        return Step("meeting", title, NOW, pgettext("report", "Adopted"), note, page)
    return Step(
        "meeting", title, DONE, pgettext("report", "Adopted"), _("Adopted in meeting %(number)s.") % words, page
    )


def issue_step(draft: ReportDraft, user: User) -> Step:
    title, standing = _("Issue"), draft.standing
    if standing == Standing.ISSUED:
        words = {"code": draft.edition.code, "moment": instant(draft.edition.issued_at, language())}
        note = _("Issued as %(code)s on %(moment)s.") % words
        return Step(
            "issue",
            title,
            DONE,
            pgettext("report draft", "Issued"),
            note,
            reverse("edition", args=[draft.edition.code]),
        )
    if standing == Standing.ABANDONED:
        return Step("issue", title, STOPPED, pgettext("report draft", "Given up"))
    if not can_be_issued(draft):
        note = _("Once a meeting has adopted it and its minutes are closed.")
        return Step("issue", title, LATER, _("Not yet"), note)
    page = reverse("draft_issue", args=[draft.pk]) if steering_post(user, draft) is not None else ""
    note = _("It gets its number, its digest and its files, and never changes again.")
    return Step("issue", title, NOW if standing == Standing.READY else OPEN, _("Can be issued"), note, page)


def what_is_next(draft: ReportDraft) -> str:
    """One sentence for a list of reports."""
    if draft.standing == Standing.DRAFTING:
        if not scope_of(draft).is_of_the_committee:
            return _("It is issued by the institution's approver.")
        return (
            _("Next: a meeting that adopts it.")
            if is_consulted(draft)
            else _("Next: the consultation of the institutions.")
        )
    if draft.standing == Standing.CONSULTING and draft.open_round is not None:
        day = plain_date(draft.open_round.closes_on, language())
        if draft.open_round.closes_on < timezone.localdate():
            return _("Next: closing the consultation; its last day was %(day)s.") % {"day": day}
        return _("The institutions answer until %(day)s.") % {"day": day}
    if draft.standing == Standing.PROPOSED and draft.point is not None:
        return _("Before meeting %(number)s.") % {"number": draft.point.meeting.number}
    if draft.standing == Standing.ADOPTED and draft.point is not None:
        return _("Next: closing the minutes of meeting %(number)s.") % {"number": draft.point.meeting.number}
    return _("Next: issuing it.") if draft.standing == Standing.READY else ""


def can_change(draft: ReportDraft, user: User) -> bool:
    """Whether the person writes its texts now."""
    return draft.standing == Standing.DRAFTING and writing_post(user, draft) is not None
