"""Why a change was not made. What is refused changes nothing."""

from __future__ import annotations


class Refused(Exception):
    """The change was not made; the message says why, in the reader's language."""


class NotAllowed(Refused):
    """The person holds no post that lets them do this."""


class Stale(Refused):
    """Somebody else changed it since it was read. Nothing was changed."""


class WrongState(Refused):
    """It does not stand where this step starts."""
