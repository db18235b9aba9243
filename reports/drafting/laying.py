"""How a draft is laid out: its sections in order, on or off, with the texts that people wrote."""

from __future__ import annotations

import datetime as dt

from reports.aftermath.corrections import corrections_of
from reports.edition.layout import Laid
from reports.models import DraftSection, ReportDraft
from reports.report_kinds.scope import scope_of
from reports.snapshot import Content, build, plain


def laid_of(draft: ReportDraft) -> tuple[Laid, ...]:
    return tuple(as_laid(each) for each in draft.sections.order_by("order", "pk"))


def as_laid(section: DraftSection) -> Laid:
    written = {"es": section.text_es, "en": section.text_en}
    edited = {language: text for language, text in written.items() if text}
    return Laid(section.key, section.is_on, edited, tuple(section.sorting))


def content_of(draft: ReportDraft, *, at: dt.datetime) -> Content:
    """What the report would say now, plain, with what it corrects where it corrects an edition. Nothing is stored."""
    content = build(scope_of(draft), at=at, laid=laid_of(draft))
    written: Content = plain(corrections_of(draft, content))
    return content | written
