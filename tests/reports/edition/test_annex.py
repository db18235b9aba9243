"""The annex for an outside reader: totals, their past and their definitions; nothing of a single institution."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import docx
import pytest

from reports import snapshot
from reports.edition.blocks import Document, KeyFigures, Table
from reports.edition.composing import compose
from reports.edition.outside import outside
from reports.edition.stripped import is_of_one, names_of, stripped
from reports.edition.typesetting import typeset
from reports.files.word_report import written
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from reports.snapshot.building import issued_as
from tests import factories as make
from tests.cast import Cast
from tests.factories.reports import build
from tests.reports.worlds.kinds import make_kinds_world, reach, tell
from tests.reports.worlds.report import CLOSED, World, make_world
from tests.reports.worlds.span import AT, NOT_APPLICABLE, NOT_AVAILABLE, make_span_world

pytestmark = pytest.mark.django_db
DIGEST = "0123456789abcdef" * 4
LANGUAGES = ("es", "en")


def content_of(world: Any, cast: Cast) -> dict[str, Any]:
    return freeze(build(world.plan, world.period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def content(world: World, cast: Cast) -> dict[str, Any]:
    return content_of(world, cast)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def said(document: Document) -> str:
    """Everything that the sections print, the words of their charts among it."""
    return "\n".join(texts([asdict(section) for section in document.sections]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_institution_is_named_in_what_it_prints(content: dict[str, Any], language: str) -> None:
    names = names_of(content)
    assert names is not None
    assert names.search(said(compose(content, language)))
    assert names.findall(said(outside(content, language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_institution_is_named_in_the_word_file_below_its_cover(content: dict[str, Any], language: str) -> None:
    names = names_of(content)
    file = docx.Document(io.BytesIO(written(outside(content, language, sha256=DIGEST))))
    text = "\n".join(t.text or "" for t in file.element.body.iter("{*}t"))
    assert names is not None
    assert names.findall(text) == []


def test_what_one_of_several_reported_is_left_out_with_its_state_and_change(content: dict[str, Any]) -> None:
    """The army alone reported PREV-1.1.1 (44, after 40) and PREV-1.2.1 (10, of 20 expected) in 2026-I."""
    document = outside(content, "es")
    assert "Reportó una sola institución de 2, de modo que la cifra queda fuera." in said(document)
    assert not {"44", "40", "10", "+4", "+2", "50,0\u00a0%"} & set(cells(document))
    assert "44" in cells(compose(content, "es"))


def cells(document: Document) -> list[str]:
    blocks = [block for section in document.sections for block in section.blocks]
    tables = [cell.text for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    figures = [item.value for block in blocks if isinstance(block, KeyFigures) for item in block.items]
    return tables + figures


def test_totals_of_several_stand_with_how_many_gave_them(content: dict[str, Any]) -> None:
    """2025-II was whole: army 40 and navy 30 are 70, and 8 and 8 are 16. What one institution reports for all is the plan's."""
    found = cells(outside(content, "es"))
    assert {"70\n2 de 2", "16\n2 de 2", "Queda fuera", "12,7\u00a0%\n1 de 1"} <= set(found)
    assert not {"30", "40"} & set(found)


def test_counts_are_those_of_the_report(content: dict[str, Any]) -> None:
    def counted(document: Document) -> Table:
        blocks = [block for section in document.sections for block in section.blocks]
        return next(b for b in blocks if isinstance(b, Table) and b.caption == "Indicadores por ámbito y estado")

    assert counted(outside(content, "es")) == counted(compose(content, "es"))


def test_texts_targets_and_baselines_of_one_institution_are_left_out(world: World, cast: Cast) -> None:
    series = world.hours.series.get()
    make.make_target(series, world.period, 7777, institution=world.army)
    make.make_baseline(series, world.before, 6666, institution=world.navy)
    kind = type(world.hours)
    kind.objects.filter(pk=world.hours.pk).update(note_es="La Institución EP lo cuenta.", note_en="EP counts it.")
    kind.objects.filter(pk=world.share.pk).update(note_es="Se cuenta al cierre.", note_en="Counted at the end.")
    content = content_of(world, cast)
    for language, kept, left in (
        ("es", "Se cuenta al cierre.", "lo cuenta"),
        ("en", "Counted at the end.", "counts it"),
    ):
        text = said(outside(content, language))
        assert kept in text
        assert not any(each in text for each in (left, "7777", "7\u00a0777", "7,777", "6666", "6\u00a0666", "6,666"))
    assert "20" in said(outside(content, "en"))


def test_narratives_stay_with_the_institutions(cast: Cast) -> None:
    world = make_kinds_world()
    story, stages = world.owe(make.make_narrative(world.plan)), world.owe(make.make_milestone(world.plan))
    tell(story, world.period, EP="Se firmó el convenio secreto.", MGP="Otro texto.")
    reach(stages, world.period, EP=2, MGP=1)
    content = content_of(world, cast)
    for language in LANGUAGES:
        text = said(outside(content, language))
        assert "secreto" not in text
        assert "Otro texto" not in text
    assert "secreto" in said(compose(content, "es"))


def test_the_stripped_snapshot_holds_no_rows_of_institutions(content: dict[str, Any]) -> None:
    left = stripped(content)
    assert not {"institutions", "commitments", "activities", "budget", "categories", "changes"} & set(left)
    series = [each for row in left["indicators"] for each in row["figures"]["series"]]
    assert all(not each["by_institution"] and not each["by_category"] and each["change"] is None for each in series)
    assert all("explanation" not in each for each in series)


def test_a_sum_of_semesters_goes_with_the_one_that_is_left_out(world: World, cast: Cast) -> None:
    """PREV-1.1.1: 70 of both in 2025-II, 44 of the army alone in 2026-I; 114 would tell the 44. In words the report has it."""
    scope = ReportScope(world.plan, ReportKind.RANGE, world.before, world.period)
    built = snapshot.build(scope, at=CLOSED)
    post = cast.secretary.posts[0]
    content = freeze(
        issued_as(built, code="IC-2026-0001", number=1, post=post, at=CLOSED, supersedes=None, adopted_in=None)
    ).content
    for language in LANGUAGES:
        assert {"70", "44", "114"} <= set(cells(compose(content, language)))
        left = outside(content, language)
        assert "114" not in said(left)
        assert names_of(content).findall(said(left)) == []
    line = next(row for row in rows(outside(content, "es"), "A lo largo de 2025-II a 2026-I") if row[0] == "PREV-1.1.1")
    assert line[1:] == ["Queda fuera", "En un semestre reportó una sola de varias instituciones"]


def test_nothing_is_said_of_the_size_of_a_figure_that_is_left_out(cast: Cast) -> None:
    """The army alone reported 1 of 4: that it is of fewer than 20 is the army's too."""
    world = make_span_world("2026-I")
    share = world.owe(make.make_proportion(world.plan, "PART-1.1.1"), "EP", "MGP", since="2026-I")
    world.say(share, "EP", (1, 4))
    content = world.content("2026-I", "2026-I", kind=ReportKind.SEMESTER)
    assert "Porcentajes sobre menos de 20" in said(compose(content, "es"))
    assert "sobre menos de 20" not in said(outside(content, "es"))


def test_it_says_that_the_thresholds_of_its_states_await_approval(content: dict[str, Any]) -> None:
    assert "Los umbrales de los estados (75\u00a0% y 95\u00a0% del valor esperado)" in said(outside(content, "es"))


def test_percentage_of_a_year_s_target_does_not_tell_the_semester_that_is_left_out(cast: Cast) -> None:
    """The army alone reported 5 in 2026-I, all three 60 in 2026-II: 50 % of 130 is 65, which is 60 and the army's 5."""
    world = make_span_world()
    count = world.owe(make.make_count(world.plan), "EP", "MGP", "FAP")
    world.say(count, "EP", None, None, 5, 10)
    world.say(count, "MGP", None, None, None, 20)
    world.say(count, "FAP", None, None, None, 30)
    make.make_target(count.series.get(), world.periods["2026-II"], 130, scope="year")
    scope = world.scope("2026-II", kind=ReportKind.SEMESTER)
    content = freeze(snapshot.build(scope, at=AT)).content
    assert "50,0\u00a0%" in said(compose(content, "es"))
    text = said(outside(content, "es"))
    assert "Rezagado" in text
    assert "130" in text
    assert "50,0" not in text
    assert "65" not in set(texts(stripped(content)["indicators"]))


def rows(document: Document, caption: str) -> list[list[str]]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [[c.text for c in row] for b in blocks if isinstance(b, Table) and b.caption == caption for row in b.rows]


@pytest.mark.parametrize(
    ("reported", "expected", "is_left_out"), [(0, 3, False), (1, 1, False), (1, 2, True), (2, 3, False), (0, 0, False)]
)
def test_one_of_several_is_that_institutions_own(reported: int, expected: int, is_left_out: bool) -> None:
    assert is_of_one({"reported": reported, "expected": expected}) is is_left_out


def test_it_says_which_actions_serve_each_general_objective(content: dict[str, Any]) -> None:
    content["plan"]["general_objectives"] = [
        {"code": f"OG-{n}", "text": {"es": f"Objetivo {n}", "en": f"Objective {n}"}} for n in (1, 2)
    ]
    content["alignment"] = [
        {"objective": "OG-1", "actions": ["PREV-1.1", "PART-1.2"]},
        {"objective": "OG-2", "actions": []},
    ]
    assert {"PREV-1.1 y PART-1.2", "Aún no se ha vinculado ninguna"} <= set(cells(outside(content, "es")))
    del content["alignment"]
    assert "PREV-1.1 y PART-1.2" not in cells(outside(content, "es"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_for_internal_use_until_published_signed_by_nobody_and_typeset(
    content: dict[str, Any], language: str
) -> None:
    document = outside(content, language, sha256=DIGEST)
    assert document.marking.state in ("Emitida, uso interno", "Issued, internal use")
    assert (document.marking.signers, document.marking.digest) == ((), DIGEST)
    assert not any("MINDEF" in value for _label, value in document.facts)
    assert typeset(document) == typeset(outside(content, language, sha256=DIGEST))
    assert written(document) == written(outside(content, language, sha256=DIGEST))


@pytest.mark.parametrize(
    ("said", "word"),
    [(NOT_APPLICABLE, "No corresponde"), (NOT_AVAILABLE, "–"), ((0, 0), "–"), ((0, 9), "0,0\u00a0%\n1 de 1")],
)
def test_what_does_not_apply_is_no_dash_in_the_past(said: Any, word: str) -> None:
    world = make_span_world("2025-II", "2026-I")
    share = world.owe(make.make_proportion(world.plan), "EP", since="2025-II")
    world.say(share, "EP", said, (3, 9))
    content = world.content("2026-I", "2026-I", kind=ReportKind.SEMESTER)
    past = next(
        block
        for section in outside(content, "es").sections
        for block in section.blocks
        if isinstance(block, Table) and block.caption.startswith("Totales del plan")
    )
    assert [[cell.text for cell in row] for row in past.rows] == [["PART-1.2.1", word, "33,3\u00a0%\n1 de 1"]]


# --- Semesters ---


@pytest.mark.parametrize(("earlier", "note"), [(4, ""), (5, "Aquí solo están los últimos 6 de 7 semestres")])
def test_annex_says_which_semesters_its_table_leaves_out(content: dict[str, Any], earlier: int, note: str) -> None:
    """The world has two semesters."""
    assert len(content["indicators"][0]["figures"]["series"][0]["history"]) == 2
    for row in content["indicators"]:
        for series in row["figures"]["series"]:
            first = series["history"][0]
            series["history"][:0] = [first | {"period": f"{2025 - n}-I"} for n in range(earlier, 0, -1)]
    notes = [
        block.note
        for section in outside(content, "es").sections
        for block in section.blocks
        if isinstance(block, Table) and block.caption.startswith("Totales del plan")
    ]
    assert notes
    assert {note in each if note else "semestres" not in each for each in notes} == {True}
