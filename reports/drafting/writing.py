"""Write the texts of one section. Each section has its own version: people in different sections never collide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.models import Appointment, User
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState
from reports.drafting.permissions import writing_post
from reports.drafting.plain import problem_of, tidy
from reports.drafting.standing import locked, require_drafting
from reports.edition.layout import SECTIONS
from reports.models import DraftSection, ReportDraft, ReportKind
from reports.snapshot.bilingual import LANGUAGES


class StaleText(Stale):
    """Somebody else wrote in the same section since it was read."""


class Unwritable(Refused):
    """A text that no document can print, or that is too long. `language` says which."""

    def __init__(self, language: str, problem: str) -> None:
        super().__init__(problem)
        self.language = language


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote, by language.

    `seen`: the data's sentences that stood beside it; a text that says the same is theirs, and is kept as empty, so that it goes
    on following the data. `confirmed`: languages whose text was kept although the data say something else by now.
    """

    texts: Mapping[str, str]
    seen: Mapping[str, str]
    confirmed: frozenset[str] = field(default_factory=frozenset)

    def kept(self, language: str) -> str:
        text = tidy(self.texts.get(language, ""))
        return "" if text == tidy(self.seen.get(language, "")) else text


def write(section: DraftSection, written: Written, *, version: int, by: User, at: dt.datetime) -> DraftSection:
    """Keep the texts of a section. Raises NotAllowed, WrongState, StaleText and Unwritable; then nothing changed."""
    for language in LANGUAGES:
        if problem := problem_of(written.texts.get(language, "")):
            raise Unwritable(language, problem)
    with transaction.atomic():
        current, post = held(section, version=version, by=by)
        if put_into(current, written):
            current.version += 1
            current.edited_by, current.edited_at = post, at
            current.save()
    return current


def held(section: DraftSection, *, version: int, by: User) -> tuple[DraftSection, Appointment]:
    """The section as it is now, and the post in which the person writes in it. Refused to whoever may not write, or read another
    version. The caller is inside a transaction.
    """
    draft = locked(section.draft)
    post = writing_post(by, draft)
    if post is None:
        raise NotAllowed(who_writes(draft))
    require_drafting(draft)
    current = draft.sections.select_related("edited_by__user", "edited_by__institution").get(pk=section.pk)
    if current.key not in SECTIONS:
        raise WrongState(_("An annex has no text of its own."))
    if current.version != version:
        raise StaleText(
            _(
                "Somebody else, or you in another window, wrote in this section while you had it open. What you send now is not"
                " kept yet: compare both below and save again."
            )
        )
    return current, post


def put_into(section: DraftSection, written: Written) -> bool:
    """Whether anything changed. A text that stays the same keeps the sentences that it was written beside, unless it was confirmed."""
    before = values_of(section)
    for language in LANGUAGES:
        text, was = written.kept(language), getattr(section, f"text_{language}")
        if text != was or language in written.confirmed:
            setattr(section, f"text_{language}", text)
            setattr(section, f"basis_{language}", tidy(written.seen.get(language, "")) if text else "")
    return values_of(section) != before


def values_of(section: DraftSection) -> tuple[str, ...]:
    return section.text_es, section.text_en, section.basis_es, section.basis_en


def who_writes(draft: ReportDraft) -> str:
    if draft.kind == ReportKind.OWN:
        return _("The texts of an institution's own report are written by who reports for it.")
    return _("The texts of this report are written by the members of the Committee.")
