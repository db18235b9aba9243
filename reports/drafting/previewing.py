"""What a draft looks like printed: the real document and the real files, marked as a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.consulting.as_content import what_is_put
from reports.drafting.laying import content_of
from reports.drafting.standing import FROZEN
from reports.files.making import FileKind, kinds_of
from reports.models import EditionFile, ReportDraft
from reports.report_kinds.scope import scope_of

Standing = ReportDraft.Standing


@dataclass(frozen=True, slots=True)
class Preview:
    """`content` is plain, as it would be frozen; `sha256` is that of the proposal, empty while there is none."""

    content: dict[str, Any]
    sha256: str = ""

    @property
    def is_frozen(self) -> bool:
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """A file that would be issued, made when somebody asks for it."""

    kind: FileKind
    language: str
    name: str

    @property
    def label(self) -> str:
        """As on an edition's page: "Report, PDF in Spanish"."""
        return EditionFile(part=self.kind.part, format=self.kind.format, language=self.language).label


def preview_of(draft: ReportDraft, *, at: dt.datetime) -> Preview:
    """What was issued; what stands before the meeting or was adopted; else what the data, the texts and the consultations that are
    closed say at `at`.
    """
    if draft.standing == Standing.ISSUED:
        return Preview(draft.edition.content, draft.edition.sha256)
    if draft.standing in FROZEN:
        return Preview(draft.proposed_content, draft.proposal_sha256)
    now = what_is_put if scope_of(draft).is_of_the_committee else content_of
    return Preview(now(draft, at=at))


def files_of(draft: ReportDraft, content: dict[str, Any]) -> list[PreviewFile]:
    """Each file that an edition would have, under a name that says that it is none."""
    return list(_files(stem_of(draft), content))


def _files(stem: str, content: dict[str, Any]) -> Iterator[PreviewFile]:
    for kind in kinds_of(content):
        for each in kind.languages:
            yield PreviewFile(kind, each, kind.name(stem, each))


def made(file: PreviewFile, preview: Preview) -> bytes:
    return file.kind.make(preview.content, file.language, preview.sha256)


def stem_of(draft: ReportDraft) -> str:
    """What the names of a draft's files begin with: `borrador-2026-I`, `borrador-EP-2026-I`. It is nobody's number."""
    periods = dict.fromkeys((draft.first_period.code, draft.period.code))
    institution = [draft.institution.code] if draft.institution else []
    return "-".join(["borrador", *institution, *periods])
