"""One step of a request: taken in the version that was read, written as one message with its files."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _

from committee.models import InformationRequest, RequestAttachment, RequestMessage, Verb
from documents.handed_in import beyond_quota, stored
from documents.inspection import Inspected
from institutions.models import Appointment
from measurements.answer.refusals import Refused, Stale, WrongState
from measurements.chain import chain
from measurements.deadlines.extension_notes import day_of

LONGEST = dt.timedelta(days=366)


class Unexplained(Refused):
    """Words are missing: what is asked, answered, or why."""


class WrongInstant(Refused):
    """Until then nothing can be required."""


class WrongFile(Refused):
    """The file is not what this step needs, or there is no room for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Who does it, when, and what is said and handed in with it."""

    post: Appointment
    at: dt.datetime
    text: str = ""
    due_at: dt.datetime | None = None
    files: Sequence[Inspected] = field(default=())
    language: str = "es"


def take(
    request: InformationRequest,
    version: int | None,
    starts: Sequence[InformationRequest.State],
    verb: Verb,
    step: Step,
) -> bool:
    """Claim the version that was read, in one statement, and read the row anew; False when this very step was made already.

    Without a version, whatever stands now is claimed. The plan's lock is held to the end of the transaction.
    """
    chain.lock(request.plan_id)
    if _is_repeated(request, version, verb, step):
        request.refresh_from_db()
        return False
    current = InformationRequest.objects.filter(pk=request.pk)
    read = current if version is None else current.filter(version=version)
    claimed = read.filter(state__in=starts).update(version=F("version") + 1)
    request.refresh_from_db()
    if not claimed and version is not None and request.version != version:
        raise Stale(_("Somebody changed this request while you were working on it. Nothing was changed."))
    if not claimed:
        raise WrongState(
            _("This request is “%(state)s”: the step is no longer possible.") % {"state": request.get_state_display()}
        )
    return True


def _is_repeated(request: InformationRequest, version: int | None, verb: Verb, step: Step) -> bool:
    """Whether the last message is this step of the same person, word by word: a button pressed twice is no conflict."""
    last = RequestMessage.objects.filter(request=request).order_by("sequence").last()
    if last is None or (version is not None and last.sequence != version + 1):
        return False
    is_same = (last.verb, last.post.user_id, last.text, last.due_at) == (
        verb,
        step.post.user_id,
        step.text,
        step.due_at,
    )
    digests = {hashlib.sha256(file.content).hexdigest() for file in step.files}
    return is_same and digests == set(last.attachments.values_list("stored_file__sha256", flat=True))


def write(
    request: InformationRequest, verb: Verb, step: Step, *, to: InformationRequest.State | None = None
) -> RequestMessage:
    """Keep the request as it stands now and the message of the step, whose number is the version that it made."""
    before = request.state if verb != Verb.MADE else ""
    request.state = to or request.state
    request.save()
    message = RequestMessage.objects.create(
        request=request,
        sequence=request.version,
        verb=verb,
        from_state=before,
        to_state=request.state,
        post=step.post,
        at=step.at,
        text=step.text,
        language=step.language,
        due_at=step.due_at,
    )
    _attach(message, step)
    return message


def _attach(message: RequestMessage, step: Step) -> None:
    owner = step.post.institution
    sentence = beyond_quota(step.files, owner) if step.files else ""
    if sentence:
        raise WrongFile(sentence)
    rows = {row.pk: row for row in (stored(file, owner) for file in step.files)}
    RequestAttachment.objects.bulk_create(RequestAttachment(message=message, stored_file=row) for row in rows.values())


def words(text: str, missing: str) -> str:
    """What was written, or why it may not be left out."""
    said = text.strip()
    if not said:
        raise Unexplained(missing)
    return said


def require_possible(until: dt.datetime, at: dt.datetime) -> None:
    """Raises WrongInstant for a day that nobody can answer until."""
    if until <= at:
        raise WrongInstant(_("Choose a day that is not over."))
    if until > at + LONGEST:
        raise WrongInstant(_("Choose a day until %(day)s.") % {"day": day_of(at + LONGEST)})
