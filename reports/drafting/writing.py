"""Write the texts of one section. Each section has its own version: people in different sections never collide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
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
    on following the data. `confirmed`: languages whose text was kept although the data say something else by now. `was`: what the
    boxes held when the person began.
    """

    texts: Mapping[str, str]
    seen: Mapping[str, str]
    confirmed: frozenset[str] = field(default_factory=frozenset)
    was: Mapping[str, str] = field(default_factory=dict)

    def kept(self, language: str) -> str:
        return self._own(self.texts, language)

    def before(self, language: str) -> str:
        """What was kept when the person began."""
        return self._own(self.was, language)

    @property
    def touched(self) -> tuple[str, ...]:
        """The languages in which the person did something."""
        return tuple(each for each in LANGUAGES if each in self.confirmed or self.kept(each) != self.before(each))

    def _own(self, texts: Mapping[str, str], language: str) -> str:
        text = tidy(texts.get(language, ""))
        return "" if text == tidy(self.seen.get(language, "")) else text


def write(section: DraftSection, written: Written, *, version: int, by: User, at: dt.datetime) -> DraftSection:
    """Keep the texts of a section. Raises NotAllowed, WrongState, StaleText and Unwritable; then nothing changed.

    Who read an older version writes too, where nobody else wrote in the same language since: a translator in each never collide.
    """
    for language in LANGUAGES:
        if problem := problem_of(written.texts.get(language, "")):
            raise Unwritable(language, problem)
    with transaction.atomic():
        current, post = held(section, by=by)
        languages: Sequence[str] = LANGUAGES
        if current.version != version:
            languages = written.touched
            if any(getattr(current, f"text_{each}") != written.before(each) for each in languages):
                raise stale_text()
        if put_into(current, written, languages):
            current.version += 1
            current.edited_by, current.edited_at = post, at
            current.save()
    return current


def held(section: DraftSection, *, by: User) -> tuple[DraftSection, Appointment]:
    """The section as it is now, and the post in which the person writes in it. Refused to whoever may not write. The caller is
    inside a transaction, and says what becomes of who read another version.
    """
    draft = locked(section.draft)
    post = writing_post(by, draft)
    if post is None:
        raise NotAllowed(who_writes(draft))
    require_drafting(draft)
    current = draft.sections.select_related("edited_by__user", "edited_by__institution").get(pk=section.pk)
    if current.key not in SECTIONS:
        raise WrongState(_("An annex has no text of its own."))
    return current, post


def stale_text() -> StaleText:
    return StaleText(
        _(
            "Somebody else, or you in another window, wrote in this section while you had it open. What you send now is not"
            " kept yet: compare both below and save again."
        )
    )


def put_into(section: DraftSection, written: Written, languages: Sequence[str]) -> bool:
    """Whether anything changed. A text that stays the same keeps the sentences that it was written beside, unless it was confirmed."""
    before = values_of(section)
    for language in languages:
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
