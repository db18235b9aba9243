"""Every verb × state × moment × actor of a request: what is not declared here is refused, and a refusal changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import product

import pytest
import time_machine
from django.db import transaction

from committee.models import InformationRequest, RequestMessage
from committee.requests import filing, requesting
from institutions.models import Role, User
from measurements.answer.refusals import NotAllowed, Refused, WrongState
from tests.cast import Cast
from tests.committee.requests.requested import DUE, HOUR, LATER, MADE, PDF, in_every_state, make_request
from tests.factories import make_person, make_post

Verb = Callable[[InformationRequest, User, dt.datetime], object]
State = InformationRequest.State


def answer(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.answer(r, version=r.version, text="Es por el curso.", by=by, at=at)


def accept(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.accept(r, version=r.version, by=by, at=at)


def insist(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.insist(r, version=r.version, until=LATER, text="Falta el oficio.", by=by, at=at)


def extend(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.extend(r, version=r.version, until=LATER, by=by, at=at)


def withdraw(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.withdraw(r, version=r.version, reason="Ya se supo.", by=by, at=at)


def expire(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.expire(r, version=r.version, reason="No respondió.", by=by, at=at)


def comment(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return requesting.comment(r, text="¿Qué curso?", by=by, at=at)


def file_oficio(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return filing.file_oficio(r, version=r.version, number="Oficio 12-2026", file=PDF, by=by, at=at)


def file_letter(r: InformationRequest, by: User, at: dt.datetime) -> object:
    return filing.file_letter(r, version=r.version, number="Carta 3-2026", file=PDF, by=by, at=at)


VERBS: dict[str, Verb] = {
    "answer": answer,
    "accept": accept,
    "insist": insist,
    "extend": extend,
    "withdraw": withdraw,
    "expire": expire,
    "comment": comment,
    "file_oficio": file_oficio,
    "file_letter": file_letter,
}
STARTS = {
    "answer": {State.OPEN},
    "accept": {State.ANSWERED},
    "insist": {State.ANSWERED},
    "extend": {State.OPEN},
    "withdraw": {State.OPEN, State.ANSWERED},
    "expire": {State.OPEN},
    "comment": {State.OPEN, State.ANSWERED},
    "file_oficio": set(State),
    "file_letter": set(State),
}
MOMENTS = {"in time": DUE - HOUR, "overdue": DUE}
INSTITUTION = {"reporter", "approver", "both_posts", "reporter_and_member"}
COMMITTEE = {"secretary"}
ACTORS = {
    "army": {"answer": INSTITUTION, "comment": INSTITUTION | COMMITTEE},
    "ministry": {"answer": set[str](), "comment": {"alternate", "alternate_of_the_army"}},
}
"""By the institution that owes the answer; the Committee's verbs are those of who reviews it. The secretary is of the ministry."""
REVIEWERS = {"army": COMMITTEE, "ministry": {"alternate", "alternate_of_the_army"}}


def actors_of(cast: Cast) -> dict[str, User]:
    both = make_person(Role.REPORTER, cast.army, email="both@ep.example.pe")
    make_post(both, Role.APPROVER, cast.army)
    member = make_person(Role.REPORTER, cast.army, email="member@ep.example.pe")
    make_post(member, Role.COMMITTEE_MEMBER, cast.army)
    ended = make_person(None, email="ended@example.pe")
    make_post(ended, Role.TECHNICAL_SECRETARY, cast.navy, ends_on=dt.date(2025, 12, 31))
    return {
        **cast.people(),
        "both_posts": both,
        "reporter_and_member": member,
        "alternate_of_the_army": make_person(Role.ALTERNATE_REVIEWER, cast.army),
        "alternate_of_the_ministry": make_person(Role.ALTERNATE_REVIEWER, cast.ministry),
        "ended_secretary": ended,
        "nobody": make_person(None, email="nobody@example.pe"),
    }


def allowed_to(verb: str, institution: str) -> set[str]:
    return ACTORS[institution].get(verb, REVIEWERS[institution])


def expected(verb: str, state: State, moment: str) -> type[Refused] | None:
    """For who may."""
    if state not in STARTS[verb]:
        return WrongState
    return requesting.NotOverdue if verb == "expire" and moment == "in time" else None


def rows() -> list[tuple[object, ...]]:
    kept = InformationRequest.objects.order_by("pk").values_list("pk", "state", "version", "due_at", "official_number")
    return [*kept, (RequestMessage.objects.count(),)]


def outcome(verb: str, request: InformationRequest, by: User, at: dt.datetime) -> type[Refused] | None:
    """What refused the step; None when it was made. A permitted step is taken back, so that every cell starts alike."""
    try:
        with transaction.atomic():
            VERBS[verb](InformationRequest.objects.whole().get(pk=request.pk), by, at)
            transaction.set_rollback(True)
    except Refused as refusal:
        return type(refusal)
    return None


def refusal(verb: str, request: InformationRequest, by: User) -> type[Refused] | None:
    """The same for who may not, without reading the row anew: nothing may have touched it. At one moment: none would help."""
    try:
        VERBS[verb](request, by, DUE)
    except Refused as refused:
        return type(refused)
    return None


@pytest.mark.parametrize("institution", ["army", "ministry"])
def test_only_declared_cells_of_the_table_are_possible(cast: Cast, institution: str) -> None:
    with time_machine.travel(MADE, tick=False):
        owner = getattr(cast, institution)
        reviewer = cast.secretary if institution == "army" else cast.alternate
        answering = cast.reporter if institution == "army" else make_person(Role.REPORTER, cast.ministry)
        requests = in_every_state(cast, owner, by=reviewer, answers=answering)
        actors, before = actors_of(cast), rows()
        wrong = []
        for verb, name, state in product(VERBS, actors, State):
            if name not in allowed_to(verb, institution):
                if (found := refusal(verb, requests[state], actors[name])) is not NotAllowed:
                    wrong.append((verb, name, state, "", found))
                continue
            for moment, at in MOMENTS.items():
                found = outcome(verb, requests[state], actors[name], at)
                if found is not expected(verb, state, moment):
                    wrong.append((verb, name, state, moment, found))
        assert wrong == []
        assert rows() == before


def test_only_who_reviews_an_institution_requires_something_of_it(cast: Cast) -> None:
    actors = actors_of(cast)
    for institution in ("army", "ministry"):
        for name, actor in actors.items():
            if name not in REVIEWERS[institution]:
                with pytest.raises(NotAllowed):
                    make_request(cast, getattr(cast, institution), by=actor)
    assert not InformationRequest.objects.exists()
