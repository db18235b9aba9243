"""What a corrected edition says of the one that it corrects: which, why, and every fact that changed, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from reports.aftermath.difference_words import Line, lines_of
from reports.aftermath.differences import Difference, differences
from reports.aftermath.rewritten import rewritten
from reports.edition.reading import Snapshot
from reports.models import ReportDraft
from reports.snapshot.bilingual import LANGUAGES

Row = dict[str, Any]


def corrections_of(draft: ReportDraft, content: Row) -> Row:
    """The key `corrections` of a content that corrects an edition; nothing for one that corrects none."""
    edition = draft.corrects
    if edition is None:
        return {}
    return {
        "corrections": {
            "code": edition.code,
            "sha256": edition.sha256,
            "reason": draft.correction_reason,
            "reason_language": draft.reason_language,
            "changes": [
                *changes(differences(edition.content, content), content),
                *rewritten(edition.content, content),
            ],
        }
    }


def changes(found: Iterable[Difference], content: Row) -> list[Row]:
    """Each difference at its place, with its words as they print."""
    listed = list(found)
    printed = {language: printed_in(language, listed, content) for language in LANGUAGES}
    return [
        {
            "indicator": each.place.indicator,
            "series": each.place.series,
            "institution": each.place.institution,
            "category": each.place.category,
            "is_band": each.is_band,
            **{
                name: {language: getattr(printed[language][place], name) for language in LANGUAGES}
                for name in ("where", "what", "before", "after")
            },
        }
        for place, each in enumerate(listed)
    ]


def printed_in(language: str, found: list[Difference], content: Row) -> list[Line]:
    with override(language):
        return lines_of(found, Snapshot(content, language))
