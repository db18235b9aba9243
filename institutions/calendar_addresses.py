"""The private address of a person's calendar: made, renewed and ended by the person; whoever knows it reads the deadlines."""

from __future__ import annotations

import datetime as dt
import secrets

from institutions.models import CalendarAddress, User

TOKEN_BYTES = 32


def renew_address(user: User, *, at: dt.datetime) -> CalendarAddress:
    """Give the person an address; the one that they had ends at once."""
    values = {"token": secrets.token_urlsafe(TOKEN_BYTES), "renewed_at": at}
    return CalendarAddress.objects.update_or_create(user=user, defaults=values)[0]


def end_address(user: User) -> None:
    CalendarAddress.objects.filter(user=user).delete()


def reader_of(token: str) -> User | None:
    """Whose deadlines the address shows; nobody's once the person is suspended or holds no post."""
    address = CalendarAddress.objects.filter(token=token).select_related("user").first()
    return address.user if address is not None and address.user.posts else None
