"""One indicator of each kind that is answered in words: every page that is read answers, in both languages, and says words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse, translate_url
from django.utils.translation import override
from pytest_django import DjangoDbBlocker

from indicators.models import IndicatorRevision
from measurements.models import Answer, Status
from reports.edition.composing import compose
from reports.edition.typesetting import report_pdf
from reports.models import ReportEdition
from tests.addresses import ADDRESSES
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_commitment,
    make_count,
    make_measurement,
    make_milestone,
    make_narrative,
    make_period,
    make_plan,
    make_scale,
    make_target,
)
from tests.factories.reports import issue

NOW = "2026-07-10T12:00:00-05:00"
READ = {"period", "institution", "indicator", "code", "kind", "language"}
"""What an address may ask for to be read here: those of requests, meetings and single documents are read elsewhere."""
ELSEWHERE = {
    "explanation",
    "plan_question",
    "revision_hub",
    "part",
    "units",
    "units_data",
    "period",
    "activity",
    "activity_change_new",
    "activity_cancel",
    "activity_list_data",
    "action_coverage_data",
    "note",
    "account_logout",
    "root",
}
TEXT = "Se aprobó la directiva en marzo."
CODES = ("PREV-3.1.1", "PREV-3.1.2", "PREV-3.1.3", "PREV-3.1.4", "PREV-3.2.1", "PREV-3.3.1")


def revisions() -> list[IndicatorRevision]:
    plan = make_plan()
    across = ("minimum", "all", "any", "share")
    staged = [make_milestone(plan, code, across=how) for code, how in zip(CODES, across, strict=False)]
    return [*staged, make_scale(plan), make_narrative(plan)]


def said(revision: IndicatorRevision, marks: tuple[int, int, int]) -> dict[str, Any]:
    if revision.kind == "NARRATIVE":
        return {"answer": Answer.REPORTED, "narrative": TEXT}
    return {"values": {c.code: mark for c, mark in zip(revision.components.all(), marks, strict=True)}}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The Army and the Navy answered the semester before, validated; the Army sent this one, and the Navy began it.

    A count stands beside them, so that the spreadsheet has a sheet.
    """
    with kept_for_a_module(django_db_blocker):
        cast = make_cast()
        with time_machine.travel(NOW, tick=False):
            fill(cast)
        yield cast


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def fill(cast: Cast) -> None:
    before, period = make_period(make_plan(), "2025-II"), make_period(make_plan(), "2026-I")
    for revision in revisions():
        for institution in (cast.army, cast.navy):
            make_commitment(revision, institution, before)
            make_measurement(revision, institution, before, **said(revision, (1, 0, 0)))
        make_measurement(revision, cast.army, period, status=Status.SUBMITTED, **said(revision, (1, 0, 0)))
        make_measurement(revision, cast.navy, period, status=Status.DRAFT, answer=Answer.REPORTED)
        make_target(revision.series.get(), period, 2)
    make_commitment(make_count(make_plan(), "PREV-2.1.1"), cast.army, before)
    issue(make_plan(), before, by=cast.secretary, at=period.opens_at)


def addresses(role: str) -> Iterator[tuple[str, int]]:
    """Every declared address that can be read without more, once for each of the indicators where it asks for one."""
    for name, address in ADDRESSES.items():
        if not set(address.kwargs) <= READ or name in ELSEWHERE or address.get[role] not in (200, 302):
            continue
        for code in CODES:
            kwargs = {key: code if value == "PREV-1.1.1" else value for key, value in address.kwargs.items()}
            yield reverse(name, kwargs=kwargs), address.get[role]
            if kwargs == dict(address.kwargs):
                break


@pytest.mark.parametrize(("role", "language"), [("reporter", "en"), ("secretary", "es")])
def test_every_page_answers(world: Cast, signed_in: SignIn, role: str, language: str) -> None:
    browser = signed_in(world.people()[role])
    for address, code in dict(addresses(role)).items():
        url = translate_url(address, language)
        semesters = ("", "?semestre=2025-II") if "indicadores" in url or "tablero" in url else ("",)
        assert [browser.get(url + query).status_code for query in semesters] == [code] * len(semesters), url


def text_of(browser: Client, url: str) -> str:
    body = re.sub(r"<(svg|script).*?</\1>", " ", browser.get(url).content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PREV-3.1.1", "drafted (1 de 3)"),
        ("PREV-3.1.2", "drafted (1 de 3)"),
        ("PREV-3.1.3", "drafted (1 de 3)"),
        ("PREV-3.1.4", "0,0 %"),
        ("PREV-3.2.1", "low"),
        ("PREV-3.3.1", "2 textos"),
    ],
)
def test_page_list_and_file_say_the_same_words(world: Cast, signed_in: SignIn, code: str, words: str) -> None:
    browser = signed_in(world.secretary)
    page = text_of(browser, reverse("indicator", args=[code]) + "?semestre=2025-II")
    assert words in page
    assert (TEXT in page) == (code == "PREV-3.3.1")
    assert words in text_of(browser, reverse("indicator_list") + "?semestre=2025-II")
    data = browser.get(reverse("indicator_data", args=[code, "csv"]) + "?semestre=2025-II").content.decode()
    assert (words if code != "PREV-3.1.4" else ",0.00,%,0,2") in data


@pytest.mark.parametrize("language", ["es", "en"])
def test_issued_report_says_the_words_of_that_day(world: Cast, language: str) -> None:
    edition = ReportEdition.objects.get()
    with override(language):
        document = repr(compose(edition.content, language, sha256=edition.sha256))
    expected = {
        "es": ("drafted (1 de 3)", "Cuántas alcanzaron cada etapa", TEXT),
        "en": ("drafted (1 of 3)", "How many reached each stage", TEXT),
    }
    for words in expected[language]:
        assert words in document
    assert report_pdf(edition.content, language, sha256=edition.sha256).startswith(b"%PDF")
