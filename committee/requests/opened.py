"""The parts that a request opens to be corrected after the semester closed: opened with it, extended with it, ended with it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from committee.models import InformationRequest
from committee.requests.parts import answer_of
from institutions.models import User
from measurements.anchors import read
from measurements.answer.refusals import Refused
from measurements.workflow import opening


class CannotOpen(Refused):
    """Only parts of an answer are opened, to be corrected."""


class UnsentCorrection(Refused):
    """The institution has still to send what it corrected."""


def open_parts(request: InformationRequest, *, by: User, at: dt.datetime) -> None:
    """Open the parts that the request points at, and nothing else, until its day. The caller keeps the request."""
    answer = answer_of(request)
    if request.kind != InformationRequest.Kind.CORRECT or answer is None or not request.anchors:
        raise CannotOpen(_("Choose the parts that the institution must correct: only they are opened."))
    anchors, reason = read(request.anchors), f"{request.number}: {request.subject}"
    request.opening = opening.open_parts(answer, anchors=anchors, until=request.due_at, reason=reason, by=by, at=at)
    request.save(update_fields=["opening"])


def extend(request: InformationRequest, *, by: User, at: dt.datetime) -> None:
    """As long as the institution has time to answer, it has time to correct. What lapsed meanwhile is opened again."""
    current = request.opening
    if current is None:
        return
    if current.ended_at is not None:
        open_parts(request, by=by, at=at)
    elif current.until < request.due_at:
        opening.extend(current, request.due_at)


def renew(request: InformationRequest, *, by: User, at: dt.datetime) -> None:
    """More is required: what was sent again is opened again, in the same parts."""
    current = request.opening
    if current is not None and current.measurement.status not in opening.UNSENT:
        end(request, at=at)
        open_parts(request, by=by, at=at)
    else:
        extend(request, by=by, at=at)


def refuse_unsent(request: InformationRequest) -> None:
    """What the institution corrected and did not send would be lost by an acceptance, and its figure stay as it was."""
    if request.opening is not None and opening.holds_unsent(request.opening):
        raise UnsentCorrection(
            _(
                "The institution wrote corrections that it has not sent yet, and accepting would drop them. Require them."
            )
        )


def end(request: InformationRequest, *, at: dt.datetime) -> None:
    if request.opening is not None and request.opening.ended_at is None:
        opening.end(request.opening, at=at)
