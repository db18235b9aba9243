"""Information requests for tests: made through the verbs, at instants that say what they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from committee.models import InformationRequest
from committee.requests import requesting, requiring
from committee.requests.requiring import Asked
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.calendar import end_of
from institutions.models import Institution, User
from tests.cast import Cast
from tests.factories import LIMA, make_plan

MADE = dt.datetime(2026, 8, 3, 10, 0, tzinfo=LIMA)
DUE = end_of(dt.date(2026, 8, 10))
LATER = end_of(dt.date(2026, 8, 20))
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
ASKED = Asked(kind="clarify", subject="Cifra de mujeres", text="Explique el aumento.", until=DUE)
PDF = Inspected("oficio-firmado.pdf", plain_pdf(["Oficio firmado"]), "application/pdf")


def make_request(
    cast: Cast,
    institution: Institution | None = None,
    *,
    by: User | None = None,
    at: dt.datetime = MADE,
    is_announced: bool = False,
    **changes: Any,
) -> InformationRequest:
    """Of the Army by the secretary unless told; `changes` are fields of `Asked`."""
    asked = replace(ASKED, **changes)
    return requiring.make(
        make_plan(), institution or cast.army, asked, by=by or cast.secretary, at=at, is_announced=is_announced
    )


def answered(request: InformationRequest, by: User, *, at: dt.datetime = MADE + DAY) -> InformationRequest:
    return requesting.answer(
        request, version=request.version, text="Es por el curso.", by=by, at=at, is_announced=False
    )


def in_every_state(
    cast: Cast, institution: Institution, *, by: User, answers: User
) -> dict[InformationRequest.State, InformationRequest]:
    """One request in each state, each by its own steps."""
    state = InformationRequest.State
    made = {each: make_request(cast, institution, by=by, subject=str(each)) for each in state}
    for each in (state.ANSWERED, state.ACCEPTED):
        answered(made[each], answers)
    requesting.accept(
        made[state.ACCEPTED], version=made[state.ACCEPTED].version, by=by, at=MADE + 2 * DAY, is_announced=False
    )
    requesting.expire(made[state.EXPIRED], version=1, reason="No respondió.", by=by, at=DUE)
    requesting.withdraw(made[state.WITHDRAWN], version=1, reason="Ya se supo.", by=by, at=MADE + DAY)
    return made
