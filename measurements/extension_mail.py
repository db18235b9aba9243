"""The letter to who asked for more time: what was decided, by whom and why."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from documents.formatting import period_label
from measurements import mailing
from measurements.extension_notes import day_of
from measurements.figure_words import language
from measurements.models import DeadlineExtension


def announce(extension: DeadlineExtension) -> None:
    """Tell who asked, once the decision is kept; a letter that cannot be sent changes nothing of it."""
    mailing.after_commit(lambda: [letter_of(extension)], about=f"Decision on extension {extension.pk}")


def letter_of(extension: DeadlineExtension) -> EmailMessage:
    person = extension.requested_by
    with translation.override(person.language):
        words = {"period": period_label(extension.period.code, language()), "what": what_of(extension)}
        is_granted = extension.granted_until is not None
        subject = (
            _("Extension granted: %(what)s, %(period)s") if is_granted else _("Extension refused: %(what)s, %(period)s")
        )
        context = {
            "extension": extension,
            "what": words["what"],
            "period": words["period"],
            "granted_until": day_of(extension.granted_until) if extension.granted_until else "",
            "asked_until": day_of(extension.asked_until),
            "url": mailing.link("task_list", extension.period.code, extension.institution.code),
        }
        return mailing.letter(person, subject % words, "measurements/email/extension_decided.txt", context)


def what_of(extension: DeadlineExtension) -> str:
    """What the time is for: an indicator's code, or all that the institution owes."""
    name = extension.institution.short_name or extension.institution.name
    return f"{name}, {extension.indicator.code}" if extension.indicator else name
