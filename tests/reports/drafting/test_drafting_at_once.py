"""Two people write in one section of a draft at once."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from institutions.models import User
from reports.drafting.writing import StaleText, Written, write
from tests.cast import make_cast
from tests.committee.review.test_review_at_once import at_once
from tests.reports.read_back.drafting import begun
from tests.reports.worlds.drafting import LATER, Drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(transactional_db: None) -> Drafts:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    return begun(make_cast())


@pytest.mark.django_db(transaction=True)
def test_in_two_languages_both_are_kept(drafts: Drafts) -> None:
    section, seen = drafts.draft.sections.get(key="closing"), {"es": "Tres.", "en": "Three."}

    def writes(by: User, **texts: str) -> None:
        write(section, Written(seen | texts, seen, was=seen), version=1, by=by, at=LATER)

    by = drafts.cast
    in_spanish, in_english = (
        partial(writes, by.secretary, es="Tres de cinco."),
        partial(writes, by.member, en="Three of five."),
    )
    assert at_once(in_spanish, in_english) == []
    section.refresh_from_db()
    assert (section.text_es, section.text_en, section.version) == ("Tres de cinco.", "Three of five.", 3)


@pytest.mark.django_db(transaction=True)
def test_in_one_language_the_second_is_stale(drafts: Drafts) -> None:
    section = drafts.draft.sections.get(key="closing")

    def writes(by: User, text: str) -> None:
        write(section, Written({"es": text}, {}), version=1, by=by, at=LATER)

    by = drafts.cast
    refused = at_once(partial(writes, by.secretary, "Uno."), partial(writes, by.member, "Dos."))
    assert [type(each) for each in refused] == [StaleText]
    section.refresh_from_db()
    assert (section.text_es in ("Uno.", "Dos."), section.version) == (True, 2)
