"""What a report admits: each gap with its codes, said as a limitation in the section on the method, whatever else is edited."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from measurements.models import Measurement
from measurements.review.filters import AWAITING, OBSERVED
from measurements.review.queue import counts
from reports import snapshot
from reports.edition.blocks import Bullets, Text
from reports.edition.checks import NOT_VALIDATED, check_text
from reports.edition.layout import STANDARD, Laid
from reports.edition.reading import Snapshot
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot import freeze
from reports.snapshot.checks import KINDS, checks_of, warned_in
from tests import factories as make
from tests.cast import Cast
from tests.reports.read_back.told import Content, blocks_in, check_in, content_of, text_in
from tests.reports.worlds.report import CLOSED, OPEN, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world()


def laid_content(world: World, *changed: Laid) -> Content:
    by_key = {each.key: each for each in changed}
    laid = [by_key.get(each.key, each) for each in STANDARD]
    return freeze(snapshot.build(of_semester(world.plan, world.period), at=CLOSED, laid=laid)).content


def limitations(content: Content, language: str = "es") -> list[str]:
    return [item for each in blocks_in(content, "method", language) if isinstance(each, Bullets) for item in each.items]


def sentences(content: Content, language: str) -> list[str]:
    with override(language):
        s = Snapshot(content, language)
        return [check_text(s, each) for each in content.get("checks", ())]


def test_every_gap_is_listed_in_one_order_with_its_codes(world: World) -> None:
    assert content_of(world.plan, world.period, CLOSED)["checks"] == [
        {"kind": "not_reported", "count": 1, "codes": ["PREV-1.1.1"]},
        {"kind": "awaiting_review", "count": 1, "codes": ["PREV-1.2.1"]},
        {"kind": "unassigned", "count": 1, "codes": ["PROT-1.1.1"]},
        {"kind": "no_target", "count": 3, "codes": ["PREV-1.1.1", "PART-1.2.1", "PROT-1.1.1"]},
        {"kind": "proposed_definitions", "count": 4, "codes": ["PREV-1.1.1", "PREV-1.2.1", "PART-1.2.1", "PROT-1.1.1"]},
    ]


def test_an_open_window_is_the_first_gap(world: World) -> None:
    first = content_of(world.plan, world.period, OPEN)["checks"][0]
    assert first == {"kind": "window_open", "count": 1, "codes": ["2026-I"]}


def test_a_gap_of_two_reports_about_one_indicator_counts_two_and_names_it_once(world: World) -> None:
    make.make_commitment(world.trained, make.make_institution("FAP"), world.before)
    check = check_in(content_of(world.plan, world.period, CLOSED), "not_reported")
    assert check == {"kind": "not_reported", "count": 2, "codes": ["PREV-1.1.1"]}


@pytest.mark.parametrize("status", ["returned", "prepared"])
def test_what_was_returned_is_told_apart_from_what_waits_for_review_as_the_queue_does(
    world: World, cast: Cast, status: str
) -> None:
    """The navy's answer to PREV-1.2.1 was observed; `prepared`: it is corrected, and waits for its approver."""
    sent = Measurement.objects.awaiting_review().filter(period=world.period)
    sent.update(status=status)
    content = content_of(world.plan, world.period, CLOSED)
    counted = counts(cast.secretary)
    assert check_in(content, "returned") == {"kind": "returned", "count": counted[OBSERVED], "codes": ["PREV-1.2.1"]}
    assert (check_in(content, "awaiting_review"), counted[AWAITING], counted[OBSERVED]) == (None, 0, 1)


def test_a_validated_figure_that_jumped_without_a_word_is_a_gap_and_one_explained_is_none(world: World) -> None:
    """The army answers 90 after 10 in PREV-1.2.1; the warning stands until it is explained."""
    measurement = world.period.measurements.get(indicator=world.hours.indicator, institution=world.army)
    measurement.values.update(value=90)
    check = check_in(content_of(world.plan, world.period, CLOSED), "unexplained_warnings")
    assert check == {"kind": "unexplained_warnings", "count": 1, "codes": ["PREV-1.2.1"]}
    content = content_of(world.plan, world.period, CLOSED)
    assert "1 advertencia sobre una cifra validada no tiene explicación de la institución: PREV-1.2.1." in limitations(
        content
    )
    measurement.explanations.create(
        rule="large_change", component="total", text="Se abrieron dos cursos nuevos en la escuela."
    )
    assert check_in(content_of(world.plan, world.period, CLOSED), "unexplained_warnings") is None


def test_a_report_of_several_semesters_admits_the_warnings_of_each(world: World) -> None:
    """The navy's 80 of 2025-II, after 8 half a year before, was never explained; in 2026-I nothing is odd."""
    earlier = make.make_period(world.plan, "2025-I")
    make.make_measurement(world.hours, world.navy, earlier, value=8)
    world.before.measurements.get(indicator=world.hours.indicator, institution=world.navy).values.update(value=80)
    scope = ReportScope(world.plan, ReportKind.RANGE, world.before, world.period)
    check = check_in(freeze(snapshot.build(scope, at=CLOSED)).content, "unexplained_warnings")
    assert check == {"kind": "unexplained_warnings", "count": 1, "codes": ["PREV-1.2.1"]}
    assert check_in(content_of(world.plan, world.period, CLOSED), "unexplained_warnings") is None


def test_what_is_not_validated_warns_of_nothing(world: World) -> None:
    """The navy sent 99 after 8 and nobody validated it."""
    assert list(warned_in(of_semester(world.plan, world.period))) == []


def test_a_change_without_its_baseline_is_a_gap(world: World) -> None:
    revision = make.make_change(world.plan, "PREV-2.1.1")
    make.make_commitment(revision, world.army, world.before)
    make.make_target(revision.series.get(), world.period, 20)
    make.make_measurement(revision, world.army, world.period, value=12)
    check = check_in(content_of(world.plan, world.period, CLOSED), "no_baseline")
    assert check == {"kind": "no_baseline", "count": 1, "codes": ["PREV-2.1.1"]}


def test_a_text_in_one_language_is_a_gap_and_in_both_is_none(world: World) -> None:
    one = Laid("summary", edited={"es": "Texto."})
    content = laid_content(world, one, Laid("review", edited={"es": "Texto.", "en": "Text."}))
    assert check_in(content, "untranslated") == {"kind": "untranslated", "count": 1, "codes": ["summary"]}
    assert any("se escribió en un solo idioma" in each and "Resumen ejecutivo" in each for each in limitations(content))


def test_what_is_turned_off_is_admitted_in_the_method_in_both_languages(world: World) -> None:
    content = laid_content(world, Laid("financing", is_on=False), Laid("glossary", is_on=False))
    assert check_in(content, "turned_off") == {"kind": "turned_off", "count": 2, "codes": ["financing", "glossary"]}
    assert blocks_in(content, "financing") == []
    assert (
        "Esta edición no incluye: Financiamiento: cumplimiento de la sección 09 por institución y Glosario."
        in limitations(content)
    )
    assert any(each.startswith("This edition leaves out: Financing") for each in limitations(content, "en"))


def test_it_is_admitted_though_the_text_of_the_method_was_rewritten(world: World) -> None:
    edited = Laid("method", edited={"es": "Todo está completo.", "en": "All is complete."})
    content = laid_content(world, edited, Laid("financing", is_on=False))
    assert any("Esta edición no incluye: Financiamiento" in each for each in limitations(content))


def test_without_the_section_on_the_method_the_annex_on_integrity_admits_it(world: World) -> None:
    content = laid_content(world, Laid("method", is_on=False))
    said = [each.text for each in blocks_in(content, "integrity") if isinstance(each, Text)]
    assert "Esta edición no incluye: Metodología y calidad de los datos." in said
    whole = [each.text for each in blocks_in(laid_content(world), "integrity") if isinstance(each, Text)]
    assert not any("Esta edición no incluye" in each for each in whole)


def test_the_number_of_limitations_in_the_text_is_that_of_the_list(world: World) -> None:
    content = laid_content(world, Laid("financing", is_on=False))
    bullets = [each for each in blocks_in(content, "method") if isinstance(each, Bullets)][-1]
    assert f"Esta edición enumera {len(bullets.items)} limitaciones más abajo." in text_in(content, "method")


@pytest.mark.parametrize(
    ("language", "first"), [("es", "No llegó 1 reporte: PREV-1.1.1."), ("en", "1 report did not arrive: PREV-1.1.1.")]
)
def test_every_gap_is_said_in_a_sentence(world: World, language: str, first: str) -> None:
    content = content_of(world.plan, world.period, CLOSED)
    said = sentences(content, language)
    assert (said[0], len(said)) == (first, len(content["checks"]))


def test_every_kind_of_gap_has_its_sentence(world: World) -> None:
    """Of those too that issued editions keep and new ones tell apart."""
    content, kinds = content_of(world.plan, world.period, CLOSED), (*KINDS, NOT_VALIDATED)
    content["checks"] = [{"kind": kind, "count": number, "codes": ["summary"]} for kind in kinds for number in (1, 2)]
    for language in ("es", "en"):
        said = sentences(content, language)
        assert len(said) == 2 * len(kinds)
        assert all(each.endswith(".") and "%(" not in each for each in said)


def test_content_of_before_admits_nothing_it_did_not_keep(world: World) -> None:
    content: dict[str, Any] = content_of(world.plan, world.period, CLOSED)
    del content["checks"]
    assert sentences(content, "es") == []
    assert len(limitations(content)) < len(limitations(content_of(world.plan, world.period, CLOSED)))


def test_a_whole_report_has_no_gap_of_its_layout(world: World) -> None:
    content = content_of(world.plan, world.period, CLOSED)
    kinds = {each["kind"] for each in checks_of(content, STANDARD, ())}
    assert not kinds & {"untranslated", "turned_off", "unexplained_warnings"}


def test_many_warnings_cost_no_more_queries_than_few(world: World) -> None:
    scope = of_semester(world.plan, world.period)
    with CaptureQueriesContext(connection) as few:
        list(warned_in(scope))
    for number in range(3, 9):
        revision = make.make_count(world.plan, f"PREV-{number}.1.1")
        for period, value in ((world.before, 10), (world.period, 100)):
            make.make_measurement(revision, world.army, period, value=value)
    with CaptureQueriesContext(connection) as many:
        assert len(list(warned_in(scope))) == 6
    assert len(few) == len(many)
