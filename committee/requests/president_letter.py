"""The letter that is prepared when nobody answered and the reminders did not help: the president of the Committee decides on it.

The product never writes to a commander. It prepares the letter, with the days that passed and what was done, as of that day.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import Escalation, InformationRequest, RequestMessage, Verb
from committee.models.conversation import DATED
from committee.requests.oficio import BLANK, LOCKUP, demonstration_mark, heading_facts
from documents.days import last_day_before
from documents.formatting import in_lima, long_date, plain_date
from documents.letter import Block, Facts, Heading, Letter, Note, Quote, Signatures, Table, Text


def prepared(request: InformationRequest) -> Escalation | None:
    """The letter of the deadline that stands; None while the ladder has not come so far."""
    return request.escalations.filter(step=Escalation.Step.LETTER, due_at=request.due_at).first()


def awaits_signature(request: InformationRequest) -> bool:
    """Whether it was prepared, the answer is still owed, and no signed copy was filed since."""
    step = prepared(request)
    if step is None or request.state != InformationRequest.State.OPEN:
        return False
    return not request.messages.filter(verb=Verb.LETTER, at__gte=step.at).exists()


def letter_of(request: InformationRequest, step: Escalation, language: str) -> Letter:
    with translation.override(language):
        return Letter(
            language=language,
            title=_("Letter about %(number)s, not answered") % {"number": request.number},
            names=LOCKUP,
            over=request.plan.title,
            blocks=tuple(_blocks(request, step, language)),
            mark=_("DRAFT OF LETTER"),
            demo=demonstration_mark(request.plan),
        )


def _blocks(request: InformationRequest, step: Escalation, language: str) -> Iterator[Block]:
    yield Text(f"Lima, {BLANK}")
    yield Facts(tuple(heading_facts(request, language)))
    yield Text(_overdue(request, step, language))
    yield Heading(_("What was required"))
    yield Quote(request.text, request.language)
    yield Heading(_("What was done until now"))
    yield Table("", (_("Date"), _("Step")), tuple(_history(request, step, language)), (1, 3))
    yield Text(
        _("I request that you order that the answer be given, within %(blank)s days of receiving this letter.")
        % {"blank": "______"}
    )
    yield Text(_("Sincerely,"))
    yield Signatures((("", _("President of the Gender Equality Committee")),))
    yield Note(
        _("Draft for signature. It is valid once it is signed and registered in the ministry's document system.")
    )


def _overdue(request: InformationRequest, step: Escalation, language: str) -> str:
    days = (timezone.localtime(step.at).date() - request.due_on).days
    text = ngettext(
        "The answer was awaited until %(day)s. On %(today)s it was %(n)d day overdue.",
        "The answer was awaited until %(day)s. On %(today)s it was %(n)d days overdue.",
        days,
    )
    today = plain_date(in_lima(step.at), language)
    return text % {"day": long_date(request.due_on, language), "today": today, "n": days}


def _history(request: InformationRequest, step: Escalation, language: str) -> Iterator[tuple[str, str]]:
    """The request, each day that was set since, and each reminder, in order."""
    messages = request.messages.filter(verb__in=DATED, at__lt=step.at)
    dated = [(each.at, _set(each, language)) for each in messages]
    titles = {
        Escalation.Step.REPORTER: _("Reminder to who reports for the institution"),
        Escalation.Step.APPROVER: _("Reminder to who approves for the institution"),
    }
    reminders = request.escalations.filter(at__lt=step.at, step__in=titles)
    done = [*dated, *((each.at, titles[Escalation.Step(each.step)]) for each in reminders)]
    for at, words in sorted(done):
        yield plain_date(in_lima(at), language), words


def _set(message: RequestMessage, language: str) -> str:
    titles = {
        Verb.MADE: _("The request was made, to be answered until %(day)s"),
        Verb.INSISTED: _("More was required, to be answered until %(day)s"),
        Verb.EXTENDED: _("More time was given, until %(day)s"),
    }
    day = last_day_before(message.due_at) if message.due_at else None
    return titles[Verb(message.verb)] % {"day": plain_date(day, language) if day else ""}
