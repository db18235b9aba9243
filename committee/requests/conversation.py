"""What was said and done about a request, oldest first: both sides' words with their files, and the reminders between them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import Escalation, InformationRequest, RequestMessage, Verb
from documents.formatting import file_size, instant
from documents.speaking import language
from institutions.models import Appointment
from measurements.deadlines.extension_notes import day_of


@dataclass(frozen=True, slots=True)
class File:
    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One step. `number` is an official number that was filed; `day` the last day that the step set."""

    title: str
    moment: str
    person: str
    text: str = ""
    lang: str = ""
    number: str = ""
    day: str = ""
    files: tuple[File, ...] = ()


def turns_of(request: InformationRequest) -> list[Turn]:
    """In three queries, however long the conversation."""
    messages = request.messages.select_related("post__user", "post__institution")
    with_files = messages.prefetch_related("attachments__stored_file")
    steps: list[RequestMessage | Escalation] = [*with_files, *request.escalations.all()]
    ordered = sorted(steps, key=attrgetter("at"))
    return [_turn(request, step) if isinstance(step, RequestMessage) else _reminder(step) for step in ordered]


def _turn(request: InformationRequest, message: RequestMessage) -> Turn:
    is_filed = message.verb in (Verb.OFICIO, Verb.LETTER)
    return Turn(
        title=str(message.get_verb_display()),
        moment=instant(message.at, language()),
        person=person_of(message.post),
        text="" if is_filed else message.text,
        lang=message.language,
        number=message.text if is_filed else "",
        day=day_of(message.due_at) if message.due_at else "",
        files=tuple(
            File(
                each.stored_file.name,
                reverse("request_file", args=[request.number, each.stored_file.sha256]),
                file_size(each.stored_file.size, language()),
            )
            for each in message.attachments.all()
        ),
    )


def person_of(post: Appointment) -> str:
    """A post is what acts."""
    return f"{post.user.name}, {post.title} · {post.institution.short_name or post.institution.name}"


def _reminder(step: Escalation) -> Turn:
    titles = {
        Escalation.Step.REPORTER: _("Overdue: who reports was reminded"),
        Escalation.Step.APPROVER: _("Overdue: who approves was reminded"),
        Escalation.Step.LETTER: _("Overdue: a letter was prepared for the president of the Committee"),
    }
    return Turn(titles[Escalation.Step(step.step)], instant(step.at, language()), "")
