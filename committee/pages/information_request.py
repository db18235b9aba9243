"""All that the page of one request shows to one person: read once, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.forms.acts import FORMS, Act
from committee.models import InformationRequest
from committee.pages.choosing import proposed_day
from committee.permissions import answering_post, requiring_post
from committee.requests.conversation import Turn, person_of, turns_of
from committee.requests.oficio import activity_name, indicator_name
from committee.requests.parts import answer_of, labels_of
from committee.requests.president_letter import awaits_signature, prepared
from committee.requests.wording import Standing, days_words, standing_of
from documents.formatting import period_label, short_date
from documents.speaking import language
from institutions.models import COMMITTEE_ROLES, User
from measurements.deadlines.window import who_extends
from measurements.workflow.opened import opened_of

State = InformationRequest.State
NOTHING = "–"
OF_THE_INSTITUTION = {State.OPEN: ("answer", "comment"), State.ANSWERED: ("comment",)}
OF_THE_COMMITTEE = {
    State.OPEN: ("comment", "extend", "withdraw"),
    State.ANSWERED: ("accept", "insist", "comment", "withdraw"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Files:
    """The two languages of a draft, each as PDF and as DOCX."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """`forms` are the steps that this person may make now, by name (None: not now); `waits` says who acts next where it is somebody else.

    `answer_url` leads to the answer that the request is about: to correct it, or to review it; `activity_url` to its activity.
    """

    request: InformationRequest
    standing: Standing
    facts: tuple[Fact, ...]
    about: tuple[str, ...]
    parts: tuple[str, ...]
    turns: tuple[Turn, ...]
    forms: Mapping[str, Act | None]
    is_committee: bool
    waits: str
    answer_url: str
    activity_url: str
    is_open_to_correct: bool
    oficio: tuple[Files, ...]
    letter: tuple[Files, ...]
    is_letter_to_sign: bool


def page_of(
    request: InformationRequest, user: User, *, form: Act | None, at: dt.datetime, is_only_read: bool = False
) -> Page:
    """`form` is the one that came back with errors, shown instead of a fresh one. `is_only_read`: nobody acts, and it leads nowhere."""
    is_committee = user.has_role(*COMMITTEE_ROLES)
    acts = () if is_only_read else acts_of(request, user, at=at)
    has_letter = is_committee and prepared(request) is not None
    opening = request.opening
    return Page(
        request=request,
        standing=standing_of(request, at=None if is_only_read else at),
        facts=tuple(_facts(request, None if is_only_read else at)),
        about=tuple(_about(request)),
        parts=tuple(labels_of(request)),
        turns=tuple(turns_of(request)),
        forms=dict.fromkeys(FORMS, None) | {act: _form(act, request, form, at) for act in acts},
        is_committee=is_committee,
        waits="" if is_only_read else _waits(request, acts),
        answer_url="" if is_only_read else _answer_url(request, user, is_committee=is_committee),
        activity_url="" if is_only_read else _activity_url(request),
        is_open_to_correct=not is_only_read
        and opening is not None
        and opened_of(opening.measurement, at=at) is not None,
        oficio=_files("request_oficio", request) if is_committee else (),
        letter=_files("request_letter", request) if has_letter else (),
        is_letter_to_sign=has_letter and awaits_signature(request),
    )


def acts_of(request: InformationRequest, user: User, *, at: dt.datetime) -> tuple[str, ...]:
    """The steps that the person may make now."""
    state = State(request.state)
    if answering_post(user, request.institution) is not None:
        return OF_THE_INSTITUTION.get(state, ())
    if requiring_post(user, request.institution) is None:
        return ()
    acts = OF_THE_COMMITTEE.get(state, ())
    acts += ("expire",) if request.is_overdue(at) else ()
    acts += ("file_letter",) if prepared(request) is not None else ()
    return (*acts, "file_oficio")


def _form(act: str, request: InformationRequest, sent: Act | None, at: dt.datetime) -> Act:
    if sent is not None and sent.act == act:
        return sent
    initial: dict[str, Any] = {"version": request.version}
    if act == "file_oficio":
        initial["number"] = request.official_number
    if act == "insist":
        initial["until"] = proposed_day(at)
    return FORMS[act](initial=initial)


def _facts(request: InformationRequest, at: dt.datetime | None) -> Iterator[Fact]:
    standing, days = standing_of(request, at=at), days_words(request)
    note = " · ".join(filter(None, (standing.day, standing.left)))
    yield Fact(_("Last day to answer"), short_date(request.due_on, language()), note)
    yield Fact(_("Made"), short_date(request.made_at, language()), person_of(request.made_by))
    yield Fact(_("Days to answer"), days or NOTHING, "" if days else _("not answered yet"))
    number = request.official_number
    yield Fact(_("Official letter"), number or NOTHING, "" if number else _("not filed yet"))


def _about(request: InformationRequest) -> Iterator[str]:
    if request.period is not None:
        yield _("Semester %(period)s") % {"period": period_label(request.period.code, language())}
    name = indicator_name(request)
    if name:
        yield _("Indicator %(name)s") % {"name": name}
    if request.activity is not None:
        yield _("Activity %(name)s") % {"name": activity_name(request)}


def _answer_url(request: InformationRequest, user: User, *, is_committee: bool) -> str:
    if request.period is None or request.indicator is None:
        return ""
    codes = (request.period.code, request.institution.code, request.indicator.code)
    if answering_post(user, request.institution) is not None:
        return reverse("entry", args=codes)
    return reverse("review", args=codes) if is_committee and answer_of(request) is not None else ""


def _activity_url(request: InformationRequest) -> str:
    return reverse("activity", args=[request.activity.code]) if request.activity is not None else ""


def _waits(request: InformationRequest, acts: tuple[str, ...]) -> str:
    """Who acts next, for whom it is not their turn; empty where it is, and where the request is closed."""
    if request.state == State.OPEN and "answer" not in acts:
        return _("%(institution)s must answer it.") % {"institution": request.institution.name}
    if request.state == State.ANSWERED and "accept" not in acts:
        return _("It was answered; %(who)s reads the answer.") % {"who": who_extends(request.institution)}
    return ""


def _files(view: str, request: InformationRequest) -> tuple[Files, ...]:
    names = {"es": _("Spanish"), "en": _("English")}
    return tuple(
        Files(f"{name}, {form.upper()}", reverse(view, args=[request.number, code, form]))
        for code, name in names.items()
        for form in ("pdf", "docx")
    )
