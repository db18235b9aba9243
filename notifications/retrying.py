"""What an administrator sees of mail that does not arrive, and may do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from notifications.delivering import is_on_its_way
from notifications.models import Letter, Notification

PATIENCE = dt.timedelta(hours=1)
LOOKS_BACK = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Stuck:
    """Letters that wait too long or were given up lately, and people for whom nobody wrote any letter at all."""

    letters: int
    unwritten: int
    problem: str

    @property
    def number(self) -> int:
        return self.letters + self.unwritten


def stuck(*, at: dt.datetime) -> Stuck:
    """What waits for more than an hour or was given up in two weeks.

    A letter to somebody who left is given up without a try, as it should be: it is not counted.
    """
    waits = Q(sent_at__isnull=True, gave_up_at__isnull=True, created_at__lte=at - PATIENCE)
    lost = Q(gave_up_at__gt=at - LOOKS_BACK, tries__gt=0)
    letters = list(Letter.objects.filter(waits | lost).order_by("-next_try_at").values_list("problem", flat=True))
    unwritten = Notification.objects.due(at=at - PATIENCE).order_by().values("user").distinct().count()
    return Stuck(len(letters), unwritten, next((words for words in letters if words), ""))


def try_again(letters: QuerySet[Letter], *, at: dt.datetime) -> int:
    """Let the next run try these letters, also those that were given up. What was sent stays sent.

    One that a run holds just now is left to it: a second run would send it again.
    """
    unsent = list(letters.filter(sent_at__isnull=True))
    free = [letter for letter in unsent if not is_on_its_way(letter, at)]
    return sum(_free(letter, at) for letter in free)


def _free(letter: Letter, at: dt.datetime) -> int:
    """Unless a run took it since it was read."""
    untouched = Letter.objects.filter(pk=letter.pk, tries=letter.tries, sent_at__isnull=True)
    return untouched.update(next_try_at=at, gave_up_at=None)
