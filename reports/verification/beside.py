"""A digest that was written beside a file: whether the two belong together, and what each is where they do not."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from institutions.models import User
from reports.verification.judging import Judgement, Match
from reports.verification.recognising import Recognised
from reports.verification.wording import Told, told, what_it_is, whose_digest


def told_beside(judgement: Judgement, typed: Judgement, reader: User | None) -> Told:
    """What is told of a file beside which a digest was written: `typed` is what that digest is."""
    of_the_file = told(judgement, reader)
    digests = of_the_file.digests
    if typed.sha256 != judgement.sha256:
        digests = (*digests, (_("SHA-256 that you wrote"), typed.sha256))
    both = replace(of_the_file, beside=said(judgement, typed), digests=digests)
    if not contradict(judgement, typed) or judgement.match == Match.GROWN:
        return both
    return replace(
        both,
        title=_("The file and the digest that you wrote do not belong together"),
        text=f"{of_the_file.title}. {of_the_file.text}",
        tone="error" if of_the_file.tone == "error" else "risk",
    )


def contradict(judgement: Judgement, typed: Judgement) -> bool:
    """Whether one of them is of a report that the other is not of. Where neither is known, nothing says that they differ: the digest
    can be one that the cover of that file prints."""
    if typed.sha256 == judgement.sha256:
        return False
    return edition_of(judgement.recognised) != edition_of(typed.recognised)


def edition_of(found: Recognised | None) -> int | None:
    return found.edition.pk if found else None


def said(judgement: Judgement, typed: Judgement) -> str:
    if typed.sha256 == judgement.sha256:
        return _("The digest that you wrote is that of this file.")
    if contradict(judgement, typed):
        return _("The digest that you wrote is not that of this file. %(whose)s.") % {
            "whose": whose_digest(typed.recognised)
        }
    if typed.recognised is None:
        return _(
            "The digest that you wrote is not that of this file, and no report issued by this system has it either."
        )
    return _("The digest that you wrote is of the same report: %(what)s.") % {"what": what_it_is(typed.recognised)}
