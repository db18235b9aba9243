"""The steps of what was handed in, as a page tells them, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.models import ActivityStep
from activities.models.handed_in import HandedIn
from documents.formatting import instant
from documents.speaking import language

Verb = ActivityStep.Verb
INSIDE = (Verb.BEGUN, Verb.PREPARED, Verb.HANDED_BACK, Verb.TAKEN_BACK)
"""Steps between an institution's own people, with their words to one another: nobody else reads them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One step in words, as components/timeline.html prints it."""

    title: str
    moment: str
    person: str
    comment: str
    about: str = ""


def history_of(steps: Iterable[ActivityStep], *, is_own: bool = False) -> list[Told]:
    """Of steps read with their post (`select_related("post__user", "post__institution")`). `is_own`: for the institution's own people."""
    seen = (step for step in steps if is_own or step.verb not in INSIDE)
    newest = sorted(seen, key=lambda step: (step.at, step.pk), reverse=True)
    return [
        Told(
            title=str(step.get_verb_display()),
            moment=instant(step.at, language()),
            person=f"{step.post.user.name}, {step.post.title}, {step.post.institution.short_name}",
            comment=step.comment,
        )
        for step in newest
    ]


def answer_of(subject: HandedIn, steps: Sequence[ActivityStep]) -> ActivityStep | None:
    """The step by which it came back to who reports, the last one, for as long as it is there to be corrected. `steps`: all of it."""
    if not subject.is_writable:
        return None
    back = [step for step in steps if step.verb in (Verb.RETURNED, Verb.HANDED_BACK)]
    return max(back, key=lambda step: (step.at, step.pk), default=None)
