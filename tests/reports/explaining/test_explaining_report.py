"""The report's annex says of each figure what its page says, in both languages, and holds no identifier of the database."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from documents import spoken
from documents.canonical import canonical
from institutions.models import User
from reports.edition.blocks import Terms
from reports.edition.composing import compose
from reports.edition.typesetting import report_pdf
from reports.snapshot import SCHEMA, freeze
from tests.cast import Cast
from tests.factories.reports import build
from tests.reports.read_back.explained import plain
from tests.reports.worlds.report import CLOSED, World, make_world

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world()


@pytest.fixture
def content(world: World, cast: Cast) -> dict[str, Any]:
    built = build(world.plan, world.period, at=CLOSED, number=1, post=cast.secretary.posts[0])
    return freeze(built).content


def series_of(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in content["indicators"]:
        for series in row["figures"]["series"]:
            yield row["code"], series


@pytest.mark.parametrize(("language", "prefix"), [("es", ""), ("en", "/en")])
def test_page_snapshot_and_edition_say_the_same(
    content: dict[str, Any], cast: Cast, signed_in: SignIn, language: str, prefix: str
) -> None:
    client = signed_in(cast.member)
    annex = printed(content, language)
    told = list(series_of(content))
    assert len(told) == 5
    for code, series in told:
        page = text(client.get(f"{prefix}/explicacion/{code}/2026-I/?serie={series['code']}").content.decode())
        sentences = [each["text"][language] for each in series["explanation"]["sentences"]]
        assert sentences
        assert [each for each in sentences if plain(each) not in page] == []
        assert [each for each in sentences if plain(each) not in annex] == []
        assert plain(series["explanation"]["heading"][language]) in page


def text(markup: str) -> str:
    return plain(re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))))


def printed(content: dict[str, Any], language: str) -> str:
    """The annex, as blocks: what HTML and PDF print."""
    document = compose(content, language)
    annex = next(each for each in document.sections if each.anchor == "explanations")
    said = [getattr(block, "text", "") for block in annex.blocks]
    said += [text for block in annex.blocks if isinstance(block, Terms) for _, text in block.items]
    return plain(spoken.plain("\n".join(said)))


def test_no_identifier_of_the_database_is_kept(content: dict[str, Any]) -> None:
    assert '"leaves"' not in canonical(content).decode()
    answers = [each for _, series in series_of(content) for each in series["explanation"]["answers"]]
    assert {(each["institution"], each["period"]) for each in answers} == {("EP", "2026-I")}


def test_edition_of_before_explanations_were_kept_is_printed_without_the_annex(content: dict[str, Any]) -> None:
    old = json.loads(json.dumps(content))
    for _, series in series_of(old):
        del series["explanation"]
    anchors = [each.anchor for each in compose(old, "es").sections]
    assert "explanations" not in anchors
    assert "explanations" in [each.anchor for each in compose(content, "es").sections]


def test_annex_is_typeset(content: dict[str, Any]) -> None:
    assert content["schema"] == SCHEMA == "compliance-report/5"
    assert report_pdf(content, "es", sha256="a" * 64).startswith(b"%PDF")
