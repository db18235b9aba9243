"""The generated texts of all sections: both languages complete, the same numbers in both, no stray word, singular and plural right."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable

import pytest
from pytest_django import DjangoDbBlocker

from measurements.models import Answer
from reports import snapshot
from reports.edition.blocks import Block, Bullets, Text
from reports.edition.composing import compose
from reports.edition.layout import SECTIONS
from reports.edition.telling import TELLERS, prose, told
from reports.edition.texts.shape import bulleted, paragraphs
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.reports.read_back.told import Content, content_of
from tests.reports.worlds import kinds
from tests.reports.worlds.report import CLOSED, OPEN, make_world

pytestmark = pytest.mark.django_db
PERU = "PE-MINDEF-1325-2021"
LANGUAGES = ("es", "en")
FOREIGN = {
    "es": r"\b(the|of|and|was|were|with|without|which|report|reports|indicator|answers?)\b",
    "en": r"\b(el|los|las|del|que|por|para|con|sin|fecha|indicador(es)?|reportes?|respuestas?|meta)\b",
}
MANY = {
    "es": "indicadores|reportes|respuestas|instituciones|requerimientos|acuerdos|actividades|revisiones|limitaciones",
    "en": "indicators|reports|answers|institutions|requests|agreements|activities|reviews|limitations",
}
ONE = {
    "es": "indicador|reporte|respuesta|institución|requerimiento|acuerdo|actividad|revisión|limitación",
    "en": "indicator|report|answer|institution|request|agreement|activity|limitation",
}


def of_report(at: dt.datetime = CLOSED) -> Content:
    world = make_world(code=PERU)
    return content_of(world.plan, world.period, at)


def of_every_kind() -> Content:
    """One indicator of each kind; zero, missing, not available and not applicable among the answers."""
    world = kinds.make_kinds_world()
    plan, period = world.plan, world.period
    stages = world.owe(make.make_milestone(plan, "PREV-1.1.1"))
    kinds.reach(stages, period, EP=2, MGP=1)
    options = world.owe(make.make_scale(plan, "PREV-1.2.1"))
    kinds.choose(options, period, EP=1, MGP=3)
    texts = world.owe(make.make_narrative(plan, "PREV-1.3.1"))
    kinds.tell(texts, period, EP="Se hizo.")
    count = world.owe(make.make_count(plan, "PREV-2.1.1"))
    for code, value in (("EP", 1200), ("MGP", 0)):
        make.make_measurement(count, make.make_institution(code), period, value=value)
        make.make_measurement(count, make.make_institution(code), world.before, value=1300)
    kinds.nothing(count, period, "FAP", Answer.NOT_APPLICABLE)
    share = world.owe(make.make_proportion(plan, "PREV-2.2.1"), "EP")
    make.make_measurement(share, make.make_institution("EP"), period, value=(0, 0))
    change = world.owe(make.make_change(plan, "PREV-2.3.1"))
    make.make_target(change.series.get(), period, 20)
    make.make_measurement(change, make.make_institution("EP"), period, value=3)
    kinds.nothing(change, period, "MGP", Answer.NOT_AVAILABLE)
    return content_of(plan, period, kinds.NOW)


def of_range() -> Content:
    world = make_world(code=PERU)
    return scoped(ReportScope(world.plan, ReportKind.RANGE, world.before, world.period))


def of_one_institution() -> Content:
    world = make_world(code=PERU)
    return scoped(ReportScope(world.plan, ReportKind.OWN, world.period, world.period, world.navy))


def scoped(scope: ReportScope) -> Content:
    return freeze(snapshot.build(scope, at=CLOSED)).content


def of_nothing() -> Content:
    plan = make.make_plan(PERU)
    return content_of(plan, make.make_period(plan, "2026-I"), CLOSED)


WORLDS: dict[str, Callable[[], Content]] = {
    "report": of_report,
    "open": lambda: of_report(OPEN),
    "kinds": of_every_kind,
    "range": of_range,
    "own": of_one_institution,
    "nothing": of_nothing,
}


@pytest.fixture(scope="module", params=list(WORLDS))
def content(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Content:
    """Worked out once: what is told of it is told of the content alone. Nobody changes it here."""
    with kept_for_a_module(django_db_blocker):
        make_cast()
        return WORLDS[request.param]()


def both(content: Content) -> dict[str, dict[str, str]]:
    return {language: told(content, language) for language in LANGUAGES}


def test_every_section_has_its_teller() -> None:
    assert list(TELLERS) == list(SECTIONS)


def test_what_is_kept_is_what_the_content_tells(content: Content) -> None:
    for language, texts in both(content).items():
        kept = {row["key"]: row["generated"][language] for row in content["layout"] if row["key"] in SECTIONS}
        assert kept == {key: texts[key] for key in kept}


def test_every_section_says_something_but_the_strategy_of_a_plan_without_it(content: Content) -> None:
    for texts in both(content).values():
        silent = {row["key"] for row in content["layout"] if row["key"] in SECTIONS and not texts[row["key"]]}
        assert silent <= (set() if content["un_strategy"] else {"participation"})


def test_no_stray_word_no_placeholder_and_no_foreign_language(content: Content) -> None:
    for language, texts in both(content).items():
        for key, text in texts.items():
            assert not re.search(r"\b(None|nan|NaN|null|True|False)\b|%\(|[{}<>]|\.\.|  | [,.;:]|\( ?\)", text), (
                key,
                text,
            )
            found = re.search(FOREIGN[language], re.sub("[«“].*?[»”]", "", text), re.IGNORECASE)
            assert not found, (key, language, found and found.group(), text)


def test_every_sentence_ends_and_begins_as_one(content: Content) -> None:
    for texts in both(content).values():
        for text in texts.values():
            for line in filter(None, text.split("\n")):
                assert line.endswith((".", ":")), line


def test_both_languages_say_the_same_numbers_in_the_same_lines(content: Content) -> None:
    texts = both(content)
    for key in SECTIONS:
        spanish, english = texts["es"][key], texts["en"][key]
        assert len(spanish.split("\n")) == len(english.split("\n")), key
        assert numbers(spanish, "es") == numbers(english, "en"), key


def numbers(text: str, language: str) -> Counter[str]:
    plain = re.sub(r"\u00a0H[12]\b", "", text) if language == "en" else text
    group, point = (",", ".") if language == "en" else ("\u00a0", ",")
    plain = re.sub(rf"(?<=\d){group}(?=\d{{3}}\b)", "", plain)
    return Counter(found.replace(point, ".") for found in re.findall(r"\d+(?:[.,]\d+)?", plain))


def test_at_most_six_sentences_stand_outside_of_lists(content: Content) -> None:
    for texts in both(content).values():
        for key, text in texts.items():
            said = " ".join(each.text for each in prose(text) if isinstance(each, Text))
            assert len(re.findall(r"\.(?= |$)", said)) <= 6, (key, said)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_singular_and_plural_agree_with_their_numbers(content: Content, count: int) -> None:
    """The same content with each of its counts at none, one and two."""
    changed = counted_as(content, count)
    for language, texts in both(changed).items():
        for key, text in texts.items():
            plain = text.replace("\u00a0", " ")
            assert not re.search(rf"(?<![\d.,-])\b1 ({MANY[language]})\b", plain), (key, plain)
            assert not re.search(rf"(?<![\d.,-])\b(0|[2-9]|\d\d+) ({ONE[language]})\b", plain), (key, plain)


def counted_as(content: Content, count: int) -> Content:
    changed = copy.deepcopy(content)
    coverage = changed["record"]["coverage"]
    coverage |= {"expected": count, "submitted": count, "on_time": 0, "validated": count, "with_data": 0}
    changed["record"]["unassigned"] = changed["record"]["unassigned"][:1] * count
    changed["indicators"], changed["changes"], changed["un_strategy"] = changed["indicators"][:count], [], None
    changed["with_target"] = 0
    changed["requests"] = {"rows": [asked("in_time", 1)] * count, "earlier": ["RI-2026-0001"] * count}
    changed["review"] = {"sessions": [reviewed()] * count, "open": ["S-2026-09"] * count}
    changed["agreements"] = [{"standing": "open"}] * count
    if changed["coordination"] is not None:
        changed["coordination"]["counts"] = dict.fromkeys(changed["coordination"]["counts"], count)
    return changed


def asked(standing: str, days: int) -> Content:
    return {"standing": standing, "is_open": True, "is_overdue": True, "days": days}


def reviewed() -> Content:
    decisions = [
        {"kind": {"code": code}, "is_adopted": code != "new"} for code in ("keep", "adjust", "target", "retire", "new")
    ]
    return {"meeting": "S-2026-01", "held_on": "2026-08-12", "period": "2026-I", "decisions": decisions}


def test_nobody_is_named_for_what_did_not_arrive(cast: Cast) -> None:
    """The navy sent one of its two reports, and its name stands in no text that is written from the data."""
    content = of_report()
    names = [each["name"]["es"] for each in content["institutions"]] + ["MGP", "EP"]
    for texts in both(content).values():
        for key, text in texts.items():
            assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)], key


def test_a_provision_of_the_plan_opens_the_sections_that_answer_it(cast: Cast) -> None:
    texts = both(of_nothing())
    powers = {
        "activities": "COM-1",
        "requests": "COM-2",
        "progress": "COM-3",
        "commitments": "COM-4",
        "review": "COM-5",
    }
    for language in LANGUAGES:
        for key, code in powers.items():
            assert code in texts[language][key].split("\n")[0]
    assert texts["es"]["financing"].startswith("Sección 09 del plan")
    plan = make.make_plan("OTRO")
    other = told(content_of(plan, make.make_period(plan, "2026-I"), CLOSED), "es")
    assert not [key for key in powers if "COM-" in other[key]]


def test_content_of_an_earlier_version_tells_what_it_kept(cast: Cast) -> None:
    content = of_report()
    for key in (
        "requests",
        "review",
        "agreements",
        "coordination",
        "answers",
        "cells",
        "evidence",
        "checks",
        "activities",
        "budget",
        "layout",
    ):
        del content[key]
    texts = told(content, "es")
    assert [key for key, text in texts.items() if not text] == [
        "activities", "requests", "financing", "review", "coordination", "practices",
    ]  # fmt: skip


def test_words_of_a_person_in_a_list_stay_on_their_line() -> None:
    text = paragraphs("Uno.", bulleted("dos\n\n- tres", "cuatro\r\nfive"))
    assert prose(text) == [Text("Uno."), Bullets(("dos - tres", "cuatro five"))]


def test_what_is_told_is_not_said_again_by_the_data(cast: Cast) -> None:
    """The sentences of a section stand once: as its text, not among its blocks too."""
    content = of_report()
    for section in compose(content, "es").sections:
        said = [line for block in section.blocks for line in lines_of(block)]
        assert not [line for line, times in Counter(said).items() if times > 1 and len(line) > 80], section.anchor


def lines_of(block: Block) -> list[str]:
    if isinstance(block, Bullets):
        return list(block.items)
    return [block.text] if isinstance(block, Text) else []
