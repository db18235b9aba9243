"""The report explains its columns by their own names, keeps a figure's heading by its sentences, and speaks English in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from documents.spoken import plain
from reports.edition.blocks import Block, Heading, Table, Terms
from reports.edition.composing import compose
from reports.snapshot import freeze
from tests.cast import Cast
from tests.factories.reports import build, issue
from tests.reports.worlds.report import CLOSED, make_world


@pytest.fixture
def content(cast: Cast) -> dict[str, Any]:
    world = make_world()
    return freeze(build(world.plan, world.period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content


def blocks(content: dict[str, Any], language: str, anchor: str) -> list[Block]:
    return [block for each in compose(content, language).sections if each.anchor == anchor for block in each.blocks]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_note_of_the_record_explains_columns_by_their_names(content: dict[str, Any], language: str) -> None:
    document = compose(content, language)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    record = next(each for each in tables if re.search(r"Timeliness: |Oportunidad: ", each.note))
    explained = re.findall(r"(?:^|\. )([A-ZÁÉÍÓÚ][\w ]*): ", record.note)
    assert len(explained) == 3
    assert set(explained) <= {column.title for column in record.columns}


@pytest.mark.django_db
def test_a_figures_heading_stays_by_its_sentences(content: dict[str, Any]) -> None:
    annex = blocks(content, "en", "explanations")
    before = [annex[place - 1] for place, block in enumerate(annex) if isinstance(block, Terms)]
    assert before
    assert all(isinstance(each, Heading) and each.note for each in before)


@pytest.mark.django_db
def test_the_links_to_files_name_their_report(cast: Cast, client: Client) -> None:
    world = make_world()
    edition = issue(world.plan, world.period, by=cast.secretary, at=max(CLOSED, timezone.now()))
    client.force_login(cast.secretary, backend=settings.AUTHENTICATION_BACKENDS[0])
    for address in ("/informes/", "/en/informes/"):
        page = client.get(address).content.decode()
        found = re.findall(r'<span class="visually-hidden"> · [^<]* · (IC-[^<]*)</span>', page)
        assert found == [edition.code] * edition.files.count()


def english(value: object) -> Iterator[str]:
    """Every English text in a fixture."""
    if isinstance(value, list):
        for each in value:
            yield from english(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name.endswith("_en") and isinstance(each, str):
                yield each
            else:
                yield from english(each)


def test_english_texts_of_the_plan_print_percentages_as_english_does() -> None:
    texts = [text for file in Path("fixtures").glob("*.json") for text in english(json.loads(file.read_text()))]
    assert texts
    assert [text for text in texts if re.search(r"\d[ \u00a0]%", text)] == []


def adopted(content: dict[str, Any]) -> dict[str, Any]:
    """The first indicator as a review adopted it, to be reported from this semester on."""
    first = content["indicators"][0]["definition"]
    first |= {"in_force_from": "2026-I", "adopted_on": "2026-02-20", "act": "Acta S-2026-01", "rebase_factor": "2.5"}
    first["comparability"] = {"code": "rebased", "words": {"es": "reescalada", "en": "rebased"}}
    first["change_class"] = {"code": "methodological", "words": {"es": "Metodológico", "en": "Methodological"}}
    first["rationale"] = {"es": "Mezclaba dos cosas.", "en": "It mixed two things."}
    return content


@pytest.mark.django_db
def test_definitions_that_begin_with_the_semester_stand_before_the_fichas(content: dict[str, Any]) -> None:
    (table,) = (each for each in blocks(adopted(content), "en", "datasheets") if isinstance(each, Table))
    assert [[plain(cell.text) for cell in row] for row in table.rows] == [
        [
            "PREV-1.1.1 · Name of PREV-1.1.1",
            "Methodological: rebased (2.5)",
            "Adopted on 20 February 2026 (Acta S-2026-01). It mixed two things.",
        ]
    ]


@pytest.mark.django_db
def test_an_edition_of_before_acts_were_kept_is_printed_without_them(content: dict[str, Any]) -> None:
    """As schema 2 had it: no act, no comparability, nobody's own targets, nothing retired."""
    old = adopted(content)
    del old["retired"]
    for row in old["indicators"]:
        for key in ("act", "comparability", "rebase_factor"):
            row["definition"].pop(key, None)
        for series in row["definition"]["series"]:
            for point in (*series["targets"], *series["baselines"]):
                del point["institution"]
    printed = blocks(old, "en", "datasheets")
    assert not any(isinstance(each, Table) for each in printed)
    assert "adopted on 20 February 2026" in str(printed)
    assert "adopted on 20 February 2026 (" not in str(printed)
