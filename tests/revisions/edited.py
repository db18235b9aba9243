"""A review in session and the secretary who drafts in it, by the boxes of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import time_machine
from django.test import Client

from committee.models import ReviewDecision, ReviewSession
from indicators.defining.document import DefinitionDocument
from indicators.defining.reading import document_of
from indicators.models import IndicatorRevision, ReportingPeriod
from revisions.forms.goals import GoalBoxes
from revisions.forms.points import Offers
from revisions.forms.whole import DefinitionBoxes
from revisions.vocabulary import vocabulary
from tests.cast import Cast
from tests.committee.review.reviewed import AT, Reviews, make_reviews
from tests.conftest import SignIn
from tests.revisions.sent import sent_of

REVIEW = "/comite/sesiones/S-2026-01/revision/"
REASON = {"rationale_es": "Porque se discutió.", "version": "0"}
LISTED, SHARE = "PREV-1.1.9", "PART-1.1.1"


@pytest.fixture
def reviews(cast: Cast) -> Reviews:
    return make_reviews(cast)


@pytest.fixture
def session(reviews: Reviews) -> ReviewSession:
    return reviews.opened()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(session: ReviewSession, cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.secretary)


def in_force(code: str) -> DefinitionDocument:
    return document_of(IndicatorRevision.objects.filter(indicator__code=code).latest("number"))


def typed_definition(document: DefinitionDocument, **typed: Any) -> Any:
    return sent_of(DefinitionBoxes.of(document, vocabulary()), action="save", **(REASON | typed))


def typed_goals(
    document: DefinitionDocument, typed: Mapping[str, str] | None = None, *, is_percent: bool = False
) -> Any:
    semesters = [(code, code) for code in ReportingPeriod.objects.values_list("code", flat=True)]
    boxes = GoalBoxes.of(document, Offers(semesters, [("EP", "EP"), ("MGP", "MGP")], is_percent), {})
    return sent_of(boxes, action="save", **REASON | dict(typed or {}))


def post(client: Client, path: str, data: Any) -> Any:
    return client.post(
        REVIEW + path, data.dict() | {key: data.getlist(key) for key in data if len(data.getlist(key)) > 1}
    )


def draft_of(decision: ReviewDecision) -> DefinitionDocument:
    assert decision.draft is not None
    return DefinitionDocument.from_json(decision.draft)


def drafted(code: str) -> ReviewDecision:
    return ReviewDecision.objects.get(indicator__code=code)
