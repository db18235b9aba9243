"""What changes between two definitions: in words, with its class, and whether the figures go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoDbBlocker

from indicators.defining.comparing import (
    Difference,
    change_class_of,
    differences,
    must_say_comparable,
    suggested_comparability,
)
from indicators.defining.document import DefinitionDocument, Part, Tag, Track, Words
from tests import factories as make
from tests.conftest import kept_for_a_module
from tests.indicators.sound import (
    COUNT,
    HELD,
    LIST,
    LISTED,
    SCALE,
    SHARE,
    TOTAL,
    aiming,
    component,
    point,
    series,
    starting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
BESIDE = Part("others", "beside", Words("Otros participantes"))
ARTICLES = Part("articles", "value", Words("Artículos"), in_headline=True)


@pytest.fixture(scope="module")
def lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker):
        make.make_dimension("sex")
        make.make_register_list("event", "planned", "held", name="Eventos")
        make.make_institution("EP", short_name="Ejército")
        yield


EDITORIAL, TARGET, METHODOLOGICAL = "editorial", "target", "methodological"
CHANGES: dict[str, tuple[DefinitionDocument, DefinitionDocument, str, bool]] = {
    "name": (COUNT, replace(COUNT, name=Words("Otro")), EDITORIAL, False),
    "translation": (COUNT, replace(COUNT, definition=Words("", "New")), EDITORIAL, False),
    "means of verification": (COUNT, replace(COUNT, means_of_verification=Words("Actas")), EDITORIAL, False),
    "decimals": (COUNT, replace(COUNT, decimals=1), EDITORIAL, False),
    "evidence": (COUNT, replace(COUNT, is_evidence_required=True), EDITORIAL, False),
    "label": (COUNT, component(COUNT, label=Words("Gente")), EDITORIAL, False),
    "unit": (COUNT, replace(COUNT, unit=Words("cursos")), METHODOLOGICAL, True),
    "kind": (COUNT, replace(COUNT, kind="CHANGE"), METHODOLOGICAL, True),
    "over time": (COUNT, replace(COUNT, accumulation="stock"), METHODOLOGICAL, True),
    "across": (LIST, replace(LIST, across="sum"), METHODOLOGICAL, True),
    "headline": (COUNT, replace(COUNT, headline_category="sex=women"), METHODOLOGICAL, True),
    "part of the headline": (COUNT, component(COUNT, in_headline=False), METHODOLOGICAL, True),
    "component added": (COUNT, replace(COUNT, components=(TOTAL, ARTICLES)), METHODOLOGICAL, True),
    "component beside": (COUNT, replace(COUNT, components=(TOTAL, BESIDE)), METHODOLOGICAL, False),
    "rule": (LIST, component(LIST, rule=replace(HELD, stages=("planned", "held"))), METHODOLOGICAL, True),
    "breakdown dropped": (COUNT, replace(COUNT, dimensions=()), METHODOLOGICAL, False),
    "tag dropped": (LIST, replace(LIST, tags=()), METHODOLOGICAL, False),
    "order of options": (SCALE, replace(SCALE, components=SCALE.components[::-1]), METHODOLOGICAL, True),
    "series narrowed": (COUNT, series(COUNT, only=("sex=women",)), METHODOLOGICAL, True),
    "series added": (COUNT, replace(COUNT, series=(*COUNT.series, Track("b", Words("B")))), METHODOLOGICAL, False),
    "direction": (COUNT, replace(COUNT, direction="decrease"), TARGET, False),
    "trajectory": (COUNT, replace(COUNT, trajectory="step"), TARGET, False),
    "tolerance": (COUNT, replace(COUNT, tolerance=Decimal(2)), TARGET, False),
    "target": (COUNT, aiming(point("2027-II", 9)), TARGET, False),
    "baseline": (COUNT, starting(3), TARGET, False),
}


@pytest.mark.parametrize(("before", "after", "change_class", "is_of_value"), CHANGES.values(), ids=CHANGES)
def test_each_change_has_its_class_and_says_whether_figures_go_on(
    before: DefinitionDocument, after: DefinitionDocument, change_class: str, is_of_value: bool
) -> None:
    found = differences(before, after)
    assert len(found) == 1
    assert change_class_of(found) == change_class
    assert suggested_comparability(found) == ("break" if is_of_value else "continuous")


@pytest.mark.parametrize(
    ("after", "must_say"),
    [
        (replace(COUNT, unit=Words("cursos")), True),
        (replace(COUNT, dimensions=()), True),
        (replace(COUNT, components=(TOTAL, BESIDE)), False),
        (replace(COUNT, name=Words("Otro")), False),
        (aiming(point("2027-II", 9)), False),
    ],
)
def test_what_changes_the_value_or_its_breakdown_asks_whether_figures_go_on(
    after: DefinitionDocument, must_say: bool
) -> None:
    assert must_say_comparable(differences(COUNT, after)) is must_say


def test_gravest_class_speaks_for_all() -> None:
    words = replace(COUNT, name=Words("Otro"))
    assert change_class_of(differences(COUNT, aiming(point("2027-II", 9), of=words))) == TARGET
    both = aiming(point("2027-II", 9), of=replace(words, dimensions=()))
    assert change_class_of(differences(COUNT, both)) == METHODOLOGICAL
    assert change_class_of(()) == ""


def test_who_approved_a_target_is_no_difference() -> None:
    act = {"act_reference": "Acta 1-2026", "approved_on": dt.date(2026, 2, 20)}
    assert differences(aiming(point("2027-II", 9)), aiming(point("2027-II", 9, **act))) == ()


def one(before: DefinitionDocument, after: DefinitionDocument) -> Difference:
    (found,) = differences(before, after)
    return found


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (COUNT, replace(COUNT, name=Words("Otro")), ("Nombre, en español", "Personas capacitadas", "Otro")),
        (COUNT, replace(COUNT, kind="CHANGE"), ("Tipo", "Cantidad", "Variación")),
        (COUNT, replace(COUNT, dimensions=()), ("Desagregación", "sex", "")),
        (
            LIST,
            replace(LIST, tags=(Tag("event_type", True),)),
            ("Etiqueta que se pide de cada elemento", "event_type", "event_type, varias respuestas"),
        ),
        (COUNT, replace(COUNT, components=(TOTAL, ARTICLES)), ("Componente", "", "Artículos")),
        (COUNT, component(COUNT, in_headline=False), ("Integra la cifra principal: Personas", "Sí", "No")),
        (
            LIST,
            replace(LIST, components=(replace(LISTED, rule=replace(HELD, when="ever")),)),
            (
                "Regla de conteo: Eventos",
                "Eventos: held (alcanzó la etapa en el semestre)",
                "Eventos: held (alcanzó alguna vez la etapa hasta el cierre del semestre)",
            ),
        ),
        (COUNT, aiming(point("2027-II", 1200)), ("Meta de 2027-II", "", "1 200")),
        (
            aiming(point("2027-II", 7, denominator=Decimal(40), institution="EP"), of=SHARE),
            aiming(point("2027-II", 8, denominator=Decimal(40), institution="EP", scope="year", source="ONU"), of=SHARE),
            ("Meta de 2027-II, Ejército", "7 de 40", "8 de 40, el año calendario, ONU"),
        ),
        (SHARE, aiming(point("2027-II", 13), of=SHARE), ("Meta de 2027-II", "", "13 %")),
        (COUNT, starting(3), ("Línea de base", "", "3 (2025-II; Oficio 1)")),
        (COUNT, replace(COUNT, tolerance=Decimal("2.50")), ("Tolerancia", "0", "2,5")),
    ],
)  # fmt: skip
def test_difference_reads_as_people_say_it(
    before: DefinitionDocument, after: DefinitionDocument, told: tuple[str, str, str]
) -> None:
    found = one(before, after)
    assert tuple(text.replace("\xa0", " ") for text in (found.label, found.before, found.after)) == told


def test_difference_is_worded_in_the_language_that_is_active() -> None:
    with translation.override("en"):
        found = one(COUNT, replace(COUNT, kind="CHANGE"))
    assert (found.label, found.before, found.after) == ("Kind", "Count", "Change")
