"""What changed in a draft since its institutions were last consulted: its sections, text against text, and its data.

The same contents are compared that were frozen, so that it reads the same on the day of the meeting and years later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from committee.models import ReportPoint
from committee.reporting.since_consultation import ChangedDatum, ChangedSection, ChangedText, SinceConsultation
from documents.formatting import period_label
from documents.speaking import language
from reports.aftermath.difference_words import lines_of
from reports.aftermath.differences import differences
from reports.aftermath.rewritten import is_rearranged, rewritten_sections, sorting
from reports.consulting.desk import content_of_round
from reports.drafting.previewing import preview_of
from reports.edition.layout import TITLES
from reports.edition.reading import Snapshot
from reports.edition.sorting import HEADINGS, sorting_in
from reports.models import ConsultationRound, DraftSection, ReportDraft
from reports.snapshot.bilingual import LANGUAGES

Content = Mapping[str, Any]


def closed_consultation(draft: ReportDraft) -> ConsultationRound | None:
    """The last that was closed: nobody answered for what one was about that was called off. None before the first, while one is open
    (nobody writes then), and for a draft that was given up."""
    if draft.open_round is not None or draft.abandoned_at is not None:
        return None
    return draft.rounds.closed().order_by("-number").first()


def since_now(draft: ReportDraft, *, at: dt.datetime) -> SinceConsultation | None:
    """Until what the draft says now, or what of it was put before a meeting."""
    round_ = closed_consultation(draft)
    return compared(round_, draft, preview_of(draft, at=at).content) if round_ is not None else None


def since_consulted(draft: ReportDraft, content: Content) -> SinceConsultation | None:
    """The same where the content of the draft is at hand."""
    round_ = closed_consultation(draft)
    return compared(round_, draft, content) if round_ is not None else None


def since_of_point(point: ReportPoint) -> SinceConsultation | None:
    """As committee/reporting/since_consultation.py asks for it. What was taken off the meeting is not before it any more."""
    if point.state == ReportPoint.State.WITHDRAWN:
        return None
    draft = ReportDraft.objects.filter(point=point).first()
    return since_consulted(draft, draft.proposed_content) if draft is not None else None


def compared(round_: ConsultationRound, draft: ReportDraft, content: Content) -> SinceConsultation:
    consulted = content_of_round(round_)
    lines = lines_of(differences(consulted, content), Snapshot(dict(content), language()))
    data = (ChangedDatum(each.where, each.what, each.before, each.after, each.is_band) for each in lines)
    sections = changed_sections(consulted, content, draft)
    return SinceConsultation(
        round_.number, tuple(sections), tuple(data), is_rearranged=is_rearranged(consulted, content)
    )


def changed_sections(old: Content, new: Content, draft: ReportDraft) -> Iterator[ChangedSection]:
    rows = {each.key: each for each in draft.sections.select_related("edited_by__user")}
    for was, now in rewritten_sections(old, new):
        yield changed_section(was, now, rows.get(now["key"]))


def changed_section(was: Content, now: Content, row: DraftSection | None) -> ChangedSection:
    """It names who wrote or sorted the section, if the texts changed: turning a section on or off leaves no name."""
    is_written = was["edited"] != now["edited"] or sorting(was) != sorting(now)
    edited_by = row.edited_by if row is not None and is_written else None
    return ChangedSection(
        title=str(TITLES[now["key"]]),
        texts=tuple(changed_texts(was, now)),
        was_printed=was["is_on"],
        is_printed=now["is_on"],
        by=edited_by.user.name if edited_by is not None else "",
        at=row.edited_at if row is not None and edited_by is not None else None,
    )


def changed_texts(was: Content, now: Content) -> Iterator[ChangedText]:
    """The texts as they are printed, in the languages in which a person wrote another one; and where texts of institutions stand."""
    for code in LANGUAGES:
        if was["edited"][code] != now["edited"][code]:
            yield ChangedText(code, printed_text(was, code), printed_text(now, code))
    if sorting(was) != sorting(now):
        yield ChangedText(language(), sorting_text(was), sorting_text(now))


def sorting_text(section: Content) -> str:
    """A line a text that somebody sorted: `PREV-1.1.1, 2026-I, EP: Lessons`."""
    return "\n".join(
        f"{place.indicator}, {period_label(place.period, language())}, {place.institution}: {HEADINGS[each.heading]}"
        for place, each in sorting_in(sorting(section)).items()
    )


def printed_text(section: Content, code: str) -> str:
    """A person's text, or the sentences of the data."""
    return section["edited"][code] or section["generated"][code] or ""
