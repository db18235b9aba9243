"""The page of what the plan lacks: its scores, its filters, and where each person is led to mend a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from indicators.answering import Reply, answer
from indicators.models import Component, IndicatorRevision, PlanAnswer, PlanQuestion
from tests import factories as make
from tests.cast import Cast
from tests.committee.review.reviewed import make_reviews
from tests.conftest import SignIn
from tests.factories.activities import make_round

pytestmark = pytest.mark.django_db

NOW = "2026-07-10T12:00:00-05:00"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def question(cast: Cast) -> PlanQuestion:
    """Two indicators in an open semester, and one open question of the first."""
    plan = make.make_plan()
    make.make_period(plan, "2026-I")
    first = make.make_count(plan, "PREV-1.1.1")
    make.make_count(plan, "PREV-1.1.2")
    return PlanQuestion.objects.create(
        plan=plan,
        code="T-1",
        order=1,
        kind="term",
        indicator=first.indicator,
        text="Qué es una acción",
        quotation="Número de acciones",
        source="Plan, sección 7.4",
    )


def text_of(cast: Cast, signed_in: SignIn, role: str, query: str = "") -> str:
    return str(signed_in(cast.people()[role]).get(reverse("diagnosis") + query).content.decode())


def test_scores_stand_beside_each_rule_and_quiet_rules_at_the_end(
    question: PlanQuestion, cast: Cast, signed_in: SignIn
) -> None:
    page = text_of(cast, signed_in, "member")
    assert (
        page.count("0 de 2 sin hallazgo") == 6
    )  # proposed, no institution, never reported, no proof, baseline, target
    assert "Reglas que no hallan nada" in page
    assert "Todavía no hay qué revisar" in page


def test_the_address_asks_for_a_severity_or_an_indicator(question: PlanQuestion, cast: Cast, signed_in: SignIn) -> None:
    assert "No tiene línea de base" not in text_of(cast, signed_in, "observer", "?gravedad=graves")
    assert "No tiene meta" in text_of(cast, signed_in, "observer", "?gravedad=graves")
    of_one = text_of(cast, signed_in, "observer", "?indicador=PREV-1.1.2")
    assert "Qué es una acción" not in of_one
    assert "No tiene meta" in of_one
    IndicatorRevision.objects.update(is_evidence_required=True)
    Component.objects.update(label_en="Total")
    assert "No se halló nada" in text_of(cast, signed_in, "observer", "?gravedad=notas&indicador=PREV-1.1.1")


@pytest.mark.parametrize(
    ("role", "led_to", "not_led_to"),
    [
        ("secretary", ("commitments", "revision_hub", "alignment_edit"), ()),
        ("member", ("commitments", "revision_hub", "alignment_edit"), ()),
        ("observer", ("revision_hub",), ("commitments", "alignment_edit")),
        ("administrator", ("commitments",), ("revision_hub", "alignment_edit")),
    ],
)
def test_each_person_is_led_only_where_they_may_go(
    role: str,
    led_to: tuple[str, ...],
    not_led_to: tuple[str, ...],
    question: PlanQuestion,
    cast: Cast,
    signed_in: SignIn,
) -> None:
    page, browser = text_of(cast, signed_in, role), signed_in(cast.people()[role])
    for name in led_to:
        assert f'href="{reverse(name)}"' in page, name
        assert browser.get(reverse(name)).status_code == 200, name
    for name in not_led_to:
        assert f'href="{reverse(name)}"' not in page, name


@pytest.mark.parametrize("role", ["secretary", "member", "observer", "administrator"])
def test_no_finding_leads_to_a_page_that_refuses_its_reader(
    role: str, question: PlanQuestion, cast: Cast, signed_in: SignIn
) -> None:
    """Among them an action without an activity, and an institution that said nothing of its budget."""
    plan = question.plan
    make_round(plan, 2026, is_sealed=True)
    make.make_action(plan, "PREV-1.1")
    make.make_commitment(IndicatorRevision.objects.all()[0], cast.army, plan.periods.get())
    page, browser = text_of(cast, signed_in, role), signed_in(cast.people()[role])
    assert "Ninguna actividad de 2026 la atiende" in page
    assert "No ha dicho si su presupuesto" in page
    links = set(re.findall(r'href="(/[^"#]*)"', page.split("<main", 1)[1].split("</main>")[0]))
    assert {link for link in links if browser.get(link, follow=True).status_code != 200} == set()


def test_an_open_review_is_where_targets_are_set(cast: Cast, signed_in: SignIn) -> None:
    session = make_reviews(cast).opened()
    page = text_of(cast, signed_in, "secretary")
    code = session.plan.indicators.first().code
    assert reverse("revision_decision", args=[session.meeting.number, code]) in page


def test_a_question_is_answered_kept_and_leaves_the_list(question: PlanQuestion, cast: Cast, signed_in: SignIn) -> None:
    browser, url = signed_in(cast.secretary), reverse("plan_question", args=["T-1"])
    sent = {"text": "Las del anexo 2.", "language": "es", "outcome": "settled", "seen": "0"}
    assert browser.post(url, sent).status_code == 302
    assert "Las del anexo 2." in browser.get(url).content.decode()
    assert "Qué es una acción" not in text_of(cast, signed_in, "member").split("Preguntas abiertas")[0]


@pytest.mark.parametrize(
    ("left_out", "words"), [("text", "Escriba lo que respondió el Comité."), ("outcome", "Indique si la pregunta")]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    left_out: str, words: str, question: PlanQuestion, cast: Cast, signed_in: SignIn
) -> None:
    sent = {"text": "Las del anexo 2.", "language": "es", "outcome": "open", "act_reference": "Acta 7", "seen": "0"}
    response = signed_in(cast.secretary).post(reverse("plan_question", args=["T-1"]), sent | {left_out: ""})
    page = response.content.decode()
    assert words in page
    assert "Acta 7" in page
    assert not PlanAnswer.objects.exists()


def test_an_answer_from_an_older_page_is_held_back_with_its_words(
    question: PlanQuestion, cast: Cast, signed_in: SignIn
) -> None:
    first = answer(question, Reply("Las del anexo 2.", True), seen=0, by=cast.secretary, at=timezone.now())
    sent = {"text": "Las del anexo 3.", "language": "es", "outcome": "open", "seen": "0"}
    browser, url = signed_in(cast.secretary), reverse("plan_question", args=["T-1"])
    response = browser.post(url, sent)
    assert response.status_code == 409
    assert "Las del anexo 3." in response.content.decode()
    assert f'value="{first.pk}"' in response.content.decode()
    assert browser.post(url, sent | {"seen": str(first.pk)}).status_code == 302


def test_the_file_has_one_row_a_finding_and_says_how_it_is_mended(
    question: PlanQuestion, cast: Cast, signed_in: SignIn
) -> None:
    url = reverse("diagnosis_data", args=["csv"]) + "?indicador=PREV-1.1.1&gravedad=graves"
    rows = signed_in(cast.member).get(url).content.decode("utf-8-sig").splitlines()
    assert rows[0] == "gravedad,regla,sobre qué,código,nombre,hallazgo,cómo se corrige"
    assert [row.split(",")[5] for row in rows[1:]] == ["Ninguna institución debe informarlo.", "No tiene meta."]


def test_the_dashboard_and_the_plan_lead_to_it(question: PlanQuestion, cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.member)
    findings = len(browser.get(reverse("diagnosis_data", args=["csv"])).content.decode().splitlines()) - 1
    assert f"Lo que le falta al plan: {findings} hallazgos" in browser.get(reverse("dashboard")).content.decode()
    assert reverse("diagnosis") in browser.get(reverse("plan")).content.decode()
    assert reverse("diagnosis") not in signed_in(cast.reporter).get(reverse("plan")).content.decode()
