"""What people wrote in the language of the product says so on a page of another language (WCAG 3.1.2).

Wherever a page in English shows a text of a small world to be read, an element around it has its language. Titles, attributes and
the boxes of forms cannot say it in HTML, or are the writer's own; a drawing has words of its own for who listens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from indicators.models import ReportingPeriod
from measurements.answer.content import Content, Origin
from measurements.workflow import steps
from tests.addresses import ADDRESSES
from tests.addresses_world import fill
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import make_commitment, make_count
from tests.test_addresses import NOW

WRITTEN = {
    "activities.Activity": ("title", "responsible_post", "expected_product"),
    "activities.ActivityChange": ("reason",),
    "activities.BudgetItem": ("label", "programme_name"),
    "activities.BudgetStatement": ("source_document",),
    "activities.PlanningRound": ("note", "act_reference"),
    "activities.ProgressNote": ("text",),
    "committee.Agreement": ("text",),
    "committee.AgendaItem": ("title", "note"),
    "committee.IndicatorProposal": ("text", "reasons"),
    "committee.InformationRequest": ("subject", "text"),
    "committee.Meeting": ("place", "notes"),
    "committee.RequestMessage": ("text",),
    "measurements.DeadlineExtension": ("reason",),
    "measurements.Measurement": ("reason", "narrative", "source_system", "contact_post"),
    "measurements.MeasurementEvent": ("comment",),
    "reports.Remark": ("text",),
}
"""The fields in which people write, without one for each language."""
RETURNED = {"period": "2026-I", "institution": "EP", "indicator": "PREV-1.2.1"}
NOT_READ = {"title", "script", "style", "textarea", "option", "svg"}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READERS = ("reporter", "secretary")


class Shown(HTMLParser):
    """What a page shows to be read, piece by piece, each with the language that the elements around it say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.open.append((tag, dict(attrs).get("lang") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not NOT_READ.intersection(tag for tag, _lang in self.open):
            self.pieces.append((data.strip(), next((lang for _tag, lang in reversed(self.open) if lang), "")))


def written() -> dict[str, set[str]]:
    """Each text that somebody wrote, with the fields that hold it. A single word is too often one of the page's own."""
    texts: dict[str, set[str]] = {}
    for label, fields in WRITTEN.items():
        for field in fields:
            for text in apps.get_model(label)._default_manager.values_list(field, flat=True):
                if " " in text:
                    texts.setdefault(text, set()).add(f"{label}.{field}")
    return texts


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept_for_a_module(django_db_blocker):
        cast = make_cast()
        with time_machine.travel(NOW, tick=False):
            fill(cast)
            send_back(cast, ReportingPeriod.objects.get(code="2026-I"))
        yield cast


def send_back(cast: Cast, period: ReportingPeriod) -> None:
    """An answer of the Army without a figure, in which everything is written, returned by the Committee."""
    revision = make_count(period.plan, RETURNED["indicator"])
    make_commitment(revision, cast.army, period)
    origin = Origin(source_system="Sistema de prueba", contact_post="Jefatura de prueba")
    said = Content("not_available", "El informe aún no llega.", "Se reprogramó el curso.", origin=origin)
    task, at = steps.Task(revision.indicator, cast.army, period), period.opens_at
    answer = steps.save_draft(task, said, version=steps.NEW, by=cast.reporter, at=at)
    answer = steps.prepare(answer, version=answer.version, by=cast.reporter, at=at)
    steps.submit([(answer, answer.version)], by=cast.approver, at=at)
    answer.refresh_from_db()
    steps.return_to_institution(answer, version=answer.version, by=cast.secretary, at=at, comment="Diga cuándo llega.")


def test_what_people_wrote_says_its_language_on_a_page_of_another(cast: Cast, db: None, signed_in: SignIn) -> None:
    texts = written()
    silent, seen = set(), set()
    with time_machine.travel(NOW, tick=False):
        for role in READERS:
            browser = signed_in(cast.people()[role])
            every = [(name, address.kwargs) for name, address in ADDRESSES.items() if address.get[role] == 200]
            for name, place in [*every, ("entry", RETURNED), ("review", RETURNED)]:
                for piece, language in pieces(browser, name, place):
                    found = [text for text in texts if text in piece]
                    seen |= {field for text in found for field in texts[text]}
                    silent |= {(name, text) for text in found if language != "es"}
    assert (sorted(silent), set().union(*texts.values()) - seen) == ([], set())


def pieces(browser: Client, name: str, place: Mapping[str, str | int]) -> list[tuple[str, str]]:
    """Of the page in English; nothing of what is no page."""
    with translation.override("en"):
        response = browser.get(reverse(name, kwargs=dict(place)))
    is_page = response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
    return Shown(response.content.decode()).pieces if is_page and not name.startswith("account_") else []


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="en"><p>Vorz</p>', "en"),
        ('<html lang="en"><p><span lang="es">Vorz</span></p>', "es"),
        ('<html lang="en"><p lang="es"><br><b>Vorz</b></p>', "es"),
        ('<html lang="en"><p lang="es"></p><p>Vorz</p>', "en"),
    ],
)
def test_a_text_has_the_language_of_the_nearest_element_that_says_one(page: str, language: str) -> None:
    assert Shown(page).pieces == [("Vorz", language)]


def test_what_is_in_a_box_is_not_read() -> None:
    assert Shown('<html lang="en"><title>Vorz</title><textarea>Vorz</textarea>').pieces == []
