"""A letter in words: what its notifications say, in the language that the person reads today, under the same message id."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from notifications import letterhead
from notifications.attachments import Attached, attached_of
from notifications.models import Letter, Notification


def message_of(letter: Letter) -> EmailMessage:
    """What was told stays as it was written then; only its frame follows the person's language of today."""
    told = list(letter.notifications.order_by("at", "pk"))
    files = [file for each in told if (file := attached_of(each.attachment, each.language))]
    with translation.override(letter.user.language):
        head = letterhead.current()
        message = EmailMessage(
            subject_of(told, head.mark),
            head.note + _body(told, files),
            to=[letter.user.email],
            # No out-of-office notice answers an automatic letter.
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )
    for file in files:
        message.attach(file.name, file.content, file.media_type)
    return message


def subject_of(told: Sequence[Notification], mark: str) -> str:
    """The title of the only notification, or how many there are; always on one line."""
    many = ngettext("%(n)d notification", "%(n)d notifications", len(told)) % {"n": len(told)}
    what = told[0].title if len(told) == 1 else many
    words = [settings.ACCOUNT_EMAIL_SUBJECT_PREFIX, f"{mark} ·" if mark else "", what]
    return " ".join(" ".join(words).split())


def _body(told: Sequence[Notification], files: Sequence[Attached]) -> str:
    context = {
        "told": [
            {
                "title": each.title,
                "text": each.text.strip(),
                "url": f"{settings.SITE_URL}{each.path}" if each.path else "",
            }
            for each in told
        ],
        "files": [file.name for file in files],
        "choice_url": f"{settings.SITE_URL}{reverse('mail_choice')}",
    }
    return render_to_string("notifications/email/letter.txt", context)
