"""What a person decides about their own notifications: what is read, and when mail comes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from institutions.models import User
from notifications.models import MailChoice, Notification


def choose_mail(mode: str, *, by: User, at: dt.datetime) -> None:
    """From now on. Who wants it at once also gets at once what waits for the next digest."""
    with transaction.atomic():
        MailChoice.objects.update_or_create(user=by, defaults={"mode": mode})
        if mode == MailChoice.Mode.AT_ONCE:
            waiting = Notification.objects.visible_to(by).filter(letter__isnull=True, mail_from__gt=at)
            waiting.update(mail_from=at)


def mark_read(notification: Notification, *, by: User, at: dt.datetime) -> None:
    """Keeps the first moment at which it was opened."""
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=at)


def mark_all_read(*, by: User, at: dt.datetime, up_to: int) -> int:
    """Only what the page showed when the button was pressed: what came since is still new."""
    return Notification.objects.visible_to(by).unread().filter(pk__lte=up_to).update(read_at=at)
