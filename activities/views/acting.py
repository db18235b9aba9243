"""A button of the path pressed: one place that reads it, takes the step and says what happened, for all that is handed in.

A page posts `action` (one of `ACTIONS`), `version` and, where words are asked for, `comment`. It gets back what was refused, to be shown
beside what was typed; without it the step was taken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from activities import handing_in
from activities.refusals import NotAllowed, NotReady, Problem, Refused, Stale, WrongState
from activities.steps import Subject
from institutions.models import User
from institutions.typed_before import held, typed_in

ACTIONS = ("hand-over", "take-back", "hand-back", "send", "return", "validate")
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the button. `problems` go beside their boxes; `comment` is what was typed, so that nothing is lost."""

    is_done: bool
    problems: tuple[Problem, ...] = ()
    comment: str = ""
    status: int = 200


def act(request: HttpRequest, subject: Subject, user: User, *, at: dt.datetime) -> Answered:
    """Take the step. Raises `PermissionDenied` for who may not; an unknown action is a wrong form."""
    action, comment = request.POST.get("action", ""), request.POST.get("comment", "")
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if action not in ACTIONS:
        return Answered(False, (Problem("", _("Choose what to do.")),), comment, 200)
    try:
        said = _take(action, subject, version, user, at, comment)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotReady as refusal:
        subject.refresh_from_db()  # the step that was undone had given it a version
        return Answered(False, refusal.problems, comment)
    except (Stale, WrongState) as refusal:
        subject.refresh_from_db()
        return Answered(False, (Problem("", str(refusal)),), comment, CONFLICT)
    except Refused as refusal:
        return Answered(False, (Problem("", str(refusal)),), comment)
    messages.success(request, said)
    return Answered(True)


def typed_words(request: HttpRequest) -> Answered | None:
    """The words that were typed for a button when the session had ended: shown again, and nothing was done."""
    comment = typed_in(held(request)).get("comment", "")
    if not comment.strip():
        return None
    messages.warning(request, _("Your session had ended: what you typed is here again, and is not kept yet."))
    return Answered(False, comment=comment)


def _take(action: str, subject: Subject, version: int, user: User, at: dt.datetime, comment: str) -> str:
    """The verb of the button, and what is said afterwards."""
    if action == "hand-over":
        handing_in.prepare(subject, version=version, by=user, at=at)
        return _("It was handed over: who approves for your institution sends it.")
    if action == "take-back":
        handing_in.take_back(subject, version=version, by=user, at=at)
        return _("You took it back and can change it again.")
    if action == "hand-back":
        handing_in.hand_back(subject, version=version, by=user, at=at, comment=comment)
        return _("It was handed back to who reports.")
    if action == "send":
        handing_in.send(subject, version=version, by=user, at=at)
        return _("It was sent to the Committee.")
    if action == "return":
        handing_in.return_(subject, version=version, by=user, at=at, comment=comment)
        return _("It was returned to the institution, with your words.")
    handing_in.validate(subject, version=version, by=user, at=at, comment=comment)
    return _("It was validated.")
