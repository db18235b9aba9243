"""Where the texts of a draft stand: written by a person, the data's sentences, not translated, or older than the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from reports.drafting.plain import tidy
from reports.edition.layout import ALWAYS, ANNEXES, SECTIONS, TITLES
from reports.models import DraftSection, ReportDraft
from reports.snapshot.bilingual import LANGUAGES

GENERATED, EMPTY, WRITTEN, MISSING, OUTDATED = "generated", "empty", "written", "missing", "outdated"
MARKS = {
    GENERATED: "ready",
    EMPTY: "not_applicable",
    WRITTEN: "validated",
    MISSING: "not_available",
    OUTDATED: "warning",
}
"""The marks of components/status.html."""


@dataclass(frozen=True, slots=True)
class TextState:
    """One text in one language. `missing`: the other language has a text of somebody, this one still has the data's sentences."""

    language: str
    kind: str
    generated: str

    @property
    def mark(self) -> str:
        return MARKS[self.kind]

    @property
    def label(self) -> str:
        return {
            GENERATED: pgettext("text of a section", "Sentences of the data"),
            EMPTY: pgettext("text of a section", "No text"),
            WRITTEN: pgettext("text of a section", "Written"),
            MISSING: pgettext("text of a section", "Not translated"),
            OUTDATED: pgettext("text of a section", "Written, the data say something else since"),
        }[self.kind]

    @property
    def is_outdated(self) -> bool:
        return self.kind == OUTDATED


@dataclass(frozen=True, slots=True)
class Row:
    """A section as the pages list it. `place`: its number among the sections, or among the annexes."""

    section: DraftSection
    place: int
    texts: tuple[TextState, ...]

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def title(self) -> str:
        return str(TITLES[self.section.key])

    @property
    def is_always(self) -> bool:
        return self.section.key in ALWAYS

    @property
    def is_annex(self) -> bool:
        return self.section.key in ANNEXES


def rows_of(draft: ReportDraft, content: Mapping[str, Any]) -> list[Row]:
    """Every section in its place, then every annex. One query."""
    said = {each["key"]: each["generated"] for each in content.get("layout", ())}
    found = sections_of(draft)
    body = [each for each in found if each.key in SECTIONS]
    ends = [each for each in found if each.key in ANNEXES]
    return [
        Row(section, place, states_of(section, said.get(section.key, {})) if section.key in SECTIONS else ())
        for part in (body, ends)
        for place, section in enumerate(part, 1)
    ]


def written_in(draft: ReportDraft) -> list[Row]:
    """The sections in which somebody wrote a text, in their order."""
    return [
        Row(each, place, ())
        for place, each in enumerate(sections_of(draft), 1)
        if any(text_in(each, language) for language in LANGUAGES)
    ]


def sections_of(draft: ReportDraft) -> list[DraftSection]:
    whole = draft.sections.select_related("edited_by__user", "edited_by__institution")
    return list(whole.order_by("order", "pk"))


def states_of(section: DraftSection, generated: Mapping[str, str]) -> tuple[TextState, ...]:
    is_written = any(text_in(section, language) for language in LANGUAGES)
    return tuple(
        TextState(
            language, kind_of(section, language, generated.get(language, ""), is_written), generated.get(language, "")
        )
        for language in LANGUAGES
    )


def kind_of(section: DraftSection, language: str, generated: str, is_written: bool) -> str:
    if text_in(section, language):
        return WRITTEN if tidy(generated) == getattr(section, f"basis_{language}") else OUTDATED
    if is_written:
        return MISSING
    return GENERATED if generated else EMPTY


def text_in(section: DraftSection, language: str) -> str:
    return str(getattr(section, f"text_{language}"))


def texts_with(rows: Iterable[Row], kind: str) -> int:
    """How many texts of printed sections stand so."""
    return sum(state.kind == kind for row in rows if row.section.is_on for state in row.texts)
