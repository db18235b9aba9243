"""What is due becomes letters: one a person and run, with everything that may leave by then."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from notifications.models import Letter, Notification


def bind(*, at: dt.datetime) -> None:
    """Give each person with something due one letter that holds it all."""
    due = Notification.objects.due(at=at)
    for person in due.order_by("user").values_list("user", flat=True).distinct():
        with transaction.atomic():
            _bind_one(person, at)


def _bind_one(person: int, at: dt.datetime) -> None:
    """Two runs at once: the second finds nothing left without a letter, and keeps no empty one."""
    letter = Letter.objects.create(user_id=person, message_id=new_message_id(), created_at=at, next_try_at=at)
    if not Notification.objects.due(at=at).filter(user=person).update(letter=letter):
        letter.delete()


def new_message_id() -> str:
    """It names the site and never the person; each try of one letter carries the same."""
    return f"<letter.{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"
