"""Who asked for more time is told what was decided, by whom and why."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from measurements.deadlines.extension_notes import day_of
from measurements.models import DeadlineExtension
from notifications.models import Kind
from notifications.telling import Told, tell


def announce(extension: DeadlineExtension, *, at: dt.datetime) -> None:
    """In the caller's transaction: a decision that is undone was told to nobody."""
    tell([extension.requested_by], kind=Kind.EXTENSION, write=lambda: told_of(extension), at=at)


def told_of(extension: DeadlineExtension) -> Told:
    words = {"period": period_label(extension.period.code, language()), "what": what_of(extension)}
    is_granted = extension.granted_until is not None
    title = _("Extension granted: %(what)s, %(period)s") if is_granted else _("Extension refused: %(what)s, %(period)s")
    context = words | {
        "extension": extension,
        "granted_until": day_of(extension.granted_until) if extension.granted_until else "",
        "asked_until": day_of(extension.asked_until),
    }
    return Told(
        title=title % words,
        text=render_to_string("measurements/email/extension_decided.txt", context),
        path=reverse("task_list", args=[extension.period.code, extension.institution.code]),
    )


def what_of(extension: DeadlineExtension) -> str:
    """What the time is for: an indicator's code, or all that the institution owes."""
    name = extension.institution.short_name or extension.institution.name
    return f"{name}, {extension.indicator.code}" if extension.indicator else name
