"""The pages on which a report is prepared: what each shows to whom, what a preview says, and what is opened once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from measurements.models import Measurement
from reports.drafting.checklist import mended_at, nothing_arrived
from reports.drafting.laying import content_of
from reports.models import DraftSection, ReportDraft, ReportKind
from reports.snapshot import freeze
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.read_back.drafting import at, begun, body, boxes
from tests.reports.read_back.files import report_on
from tests.reports.worlds.drafting import Drafts
from tests.reports.worlds.report import CLOSED

pytestmark = pytest.mark.django_db
Standing = ReportDraft.Standing


@pytest.fixture
def drafts(cast: Cast) -> Drafts:
    return begun(cast)


@pytest.fixture
def secretary(drafts: Drafts, signed_in: SignIn) -> Client:
    return signed_in(drafts.cast.secretary)


@pytest.fixture
def member(drafts: Drafts, signed_in: SignIn) -> Client:
    return signed_in(drafts.cast.member)


# --- Sections ---


def test_the_order_is_kept_and_printed(drafts: Drafts, secretary: Client) -> None:
    url = at(drafts, "secciones/")
    sent = {name: value for name, value in boxes(secretary, url).items() if value != "False"}
    sent["place_closing"] = "1"
    sent["place_summary"] = "2"
    del sent["is_on_mandate"]
    assert secretary.post(url, sent).status_code == 302
    page = body(secretary.get(at(drafts, "vista-previa/")))
    headings = re.findall(r'<section aria-labelledby="([a-z-]+)"', page)
    assert headings[:2] == ["closing", "summary"]
    assert "mandate" not in headings


def test_two_people_arrange_at_once_and_see_both(drafts: Drafts, secretary: Client) -> None:
    url = at(drafts, "secciones/")
    sent = {name: value for name, value in boxes(secretary, url).items() if value != "False"}
    without = {name: value for name, value in sent.items() if name != "is_on_glossary"}
    assert secretary.post(url, without).status_code == 302
    page = secretary.post(url, sent | {"place_closing": "1"})
    assert page.status_code == 409
    assert "Como está guardado ahora" in body(page)
    assert "desactivada" in body(page)
    assert page.context["form"]["place_closing"].value() == "1"
    assert page.context["form"]["version"].value() == "2"


@pytest.mark.parametrize("typed", ["0", "100", "-1", "dos", "1.5"])
def test_a_number_out_of_range_is_said_beside_its_box(drafts: Drafts, secretary: Client, typed: str) -> None:
    url = at(drafts, "secciones/")
    page = secretary.post(url, boxes(secretary, url) | {"place_closing": typed})
    assert page.status_code == 200
    assert page.context["form"].errors["place_closing"] == [
        "Escriba un número entero de 1 a 99, o deje la casilla vacía."
    ]
    assert re.search(r'<th scope="row">[^<]*<span class="error-message" id="id_place_closing_error">', body(page))
    assert drafts.again().version == 1


# --- Preview ---


def test_preview_is_the_real_document_and_says_that_it_is_a_draft(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/closing/")
    member.post(url, boxes(member, url) | {"text_es": "Conclusión del Comité."})
    page = body(member.get(at(drafts, "vista-previa/")))
    for words in ("BORRADOR", "Vista previa, no emitida", "Conclusión del Comité.", "De los 5 reportes esperados"):
        assert words in page, words
    assert "Edición None" not in page
    assert "Número None" not in page
    english = body(member.get("/en" + at(drafts, "vista-previa/")))
    assert "DRAFT" in english
    assert "Conclusión del Comité." not in english


def test_every_file_of_the_preview_opens_and_is_named_a_draft(drafts: Drafts, member: Client) -> None:
    page = member.get(at(drafts, "vista-previa/"))
    files = page.context["files"]
    assert {each.kind.format for each in files} >= {"pdf", "json"}
    for file in files:
        assert file.name.startswith("borrador-2026-I-")
        answer = member.get(at(drafts, f"vista-previa/{file.name}"))
        assert answer.status_code == 200, file.name
        assert answer["Content-Disposition"].startswith("attachment")
        assert len(answer.content) > 1000
    assert member.get(at(drafts, "vista-previa/borrador-2026-I-informe-fr.pdf")).status_code == 404


@pytest.mark.parametrize("standing", [Standing.PROPOSED, Standing.ADOPTED, Standing.READY])
def test_before_a_meeting_the_preview_is_what_was_put_there(drafts: Drafts, member: Client, standing: str) -> None:
    draft = drafts.bring_to(standing)
    url = at(drafts, "vista-previa/")
    before = article(member.get(url))
    drafts.world.hours.measurements.filter(status="submitted").delete()
    type(drafts.world.plan).objects.update(title_es="Otro plan")
    assert freeze(content_of(draft, at=CLOSED)).sha256 != draft.proposal_sha256
    page = member.get(url)
    assert article(page) == before
    assert "Tal como se presentó a la sesión" in body(page)
    assert "BORRADOR" in body(page)


def article(response: Any) -> str:
    return report_on(body(response))


# --- The hub, and what is missing ---


def test_the_hub_says_where_each_step_stands_and_what_is_missing(drafts: Drafts, secretary: Client) -> None:
    page = secretary.get(at(drafts))
    assert [step.name for step in page.context["steps"]] == [
        "period", "sections", "texts", "preview", "consultation", "meeting", "issue",
    ]  # fmt: skip
    kinds = {each.check.kind for each in page.context["checks"]}
    assert {"not_reported", "awaiting_review", "unassigned", "no_target"} <= kinds
    assert f"{at(drafts)}descartar/" in body(page)


def test_what_is_chosen_is_not_called_printed_and_bears_no_number_that_the_report_does_not_print(
    drafts: Drafts, secretary: Client
) -> None:
    """The annex on what is corrected is printed in corrections alone; a section that is off takes no number."""
    sections = secretary.get(at(drafts)).context["steps"][1]
    assert sections.note == "Elegidos: 13 secciones y 8 anexos. Se omite lo que no tiene texto ni datos."
    DraftSection.objects.filter(draft=drafts.draft, key="mandate").update(is_on=False)
    assert ">Metodología y calidad de los datos</a>" in body(secretary.get(at(drafts, "textos/")))
    assert "<h1>Metodología y calidad de los datos</h1>" in body(secretary.get(at(drafts, "textos/method/")))


@pytest.mark.parametrize(
    ("standing", "label", "may_wait"),
    [
        ("drafting", "En orden", True),
        ("consulting", "En consulta", True),  # when it closes they can be written again
        ("proposed", "Definitivos", False),
    ],
)
def test_texts_are_settled_by_a_meeting_and_not_by_a_consultation(
    drafts: Drafts, secretary: Client, standing: str, label: str, may_wait: bool
) -> None:
    drafts.bring_to(standing)
    page = secretary.get(at(drafts))
    assert next(step.label for step in page.context["steps"] if step.name == "texts") == label
    assert ("Puede esperar a que se completen" in body(page)) == may_wait


@pytest.mark.parametrize("standing", Standing.values)
def test_every_standing_is_told_in_both_languages(drafts: Drafts, secretary: Client, standing: str) -> None:
    drafts.bring_to(standing)
    for prefix in ("", "/en"):
        for tail in ("", "secciones/", "textos/", "textos/summary/", "pendientes/"):
            page = secretary.get(prefix + at(drafts, tail))
            assert page.status_code == 200, tail
            assert ("<textarea" in body(page)) == (standing == Standing.DRAFTING and tail == "textos/summary/")
    said = secretary.get(at(drafts))
    assert str(Standing(standing).label) in body(said)
    assert (f"{at(drafts)}descartar/" in body(said)) == (standing == Standing.DRAFTING)


def test_an_own_report_has_five_steps_and_nobody_else_finds_it(drafts: Drafts, signed_in: SignIn) -> None:
    own = drafts.own()
    page = signed_in(drafts.cast.approver).get(at(drafts, draft=own))
    assert [step.name for step in page.context["steps"]] == ["period", "sections", "texts", "preview", "issue"]
    assert [step.number for step in page.context["steps"]] == [1, 2, 3, 4, 5]
    for name in ("outsider", "outside_approver", "member", "secretary", "observer", "administrator"):
        assert signed_in(drafts.cast.people()[name]).get(at(drafts, draft=own)).status_code == 404


def test_an_own_report_leads_its_people_to_the_requests_that_it_calls_open(drafts: Drafts, signed_in: SignIn) -> None:
    approver = drafts.cast.approver
    found = mended_at("open_requests", approver, drafts.own())
    assert found is not None
    assert signed_in(approver).get(found[0]).status_code == 200


def test_the_checklist_names_whose_report_did_not_arrive_and_the_short_one_does_not(
    drafts: Drafts, secretary: Client
) -> None:
    name = drafts.world.trained.name_es.rstrip(". ")
    page = secretary.get(at(drafts, "pendientes/"))
    (missing,) = (each.check for each in page.context["checks"] if each.check.kind == "not_reported")
    assert missing.text == "No llegó 1 reporte: PREV-1.1.1."
    assert missing.whose == (f"Institución MGP: PREV-1.1.1, {name}",)
    assert ">Institución MGP: " in body(page)
    assert "<h1>Lo que falta</h1>" in body(page)
    assert not any(each.check.whose for each in secretary.get(at(drafts)).context["checks"])


def test_the_checklist_of_a_semester_of_which_nothing_arrived_says_so_first(drafts: Drafts, secretary: Client) -> None:
    content = content_of(drafts.draft, at=CLOSED)
    assert nothing_arrived(content) == ""
    content["record"]["coverage"] |= {"submitted": 0, "on_time": 0}
    with override("es"):
        assert nothing_arrived(content) == "De los 5 reportes esperados no se recibió ninguno."
    content["record"]["coverage"] |= {"expected": 0}
    assert nothing_arrived(content) == "", "nothing that is expected is nothing that is missing"
    Measurement.objects.filter(period=drafts.world.period).delete()
    assert "<h1>Lo que falta: no llegó ningún reporte</h1>" in body(secretary.get(at(drafts, "pendientes/")))


def test_giving_up_asks_first(drafts: Drafts, secretary: Client) -> None:
    url = at(drafts, "descartar/")
    assert "no se puede deshacer" in body(secretary.get(url))
    assert drafts.again().standing == Standing.DRAFTING
    assert secretary.post(url, {"version": "7"}).status_code == 409
    assert secretary.post(url, {"version": "1"}).status_code == 302
    assert drafts.again().standing == Standing.ABANDONED


# --- Opening and the list ---


def test_a_double_click_opens_one_report(drafts: Drafts, secretary: Client) -> None:
    url = "/informes/borradores/nuevo/?clase=varios"
    sent = {"first": "2025-II", "last": "2026-I"}
    first, second = (secretary.post(url, sent) for _click in range(2))
    assert first["Location"] == second["Location"]
    assert ReportDraft.objects.filter(kind=ReportKind.RANGE).count() == 1
    assert "Este informe ya se estaba preparando" in body(secretary.get(second["Location"]))


def test_semesters_the_wrong_way_round_make_no_report(drafts: Drafts, secretary: Client) -> None:
    page = secretary.post("/informes/borradores/nuevo/?clase=varios", {"first": "2026-I", "last": "2025-II"})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert ReportDraft.objects.count() == 1


def test_an_approver_opens_an_own_report_of_several_semesters(drafts: Drafts, signed_in: SignIn) -> None:
    """It is another than that of its last semester; a semester alone is no report of several."""
    drafts.own()
    client, url = signed_in(drafts.cast.approver), "/informes/borradores/nuevo/?clase=propio-varios"
    assert client.post(url, {"first": "2026-I", "last": "2026-I"}).context["form"].errors
    opened = client.post(url, {"first": "2025-II", "last": "2026-I"})
    draft = ReportDraft.objects.get(first_period__code="2025-II")
    assert opened["Location"] == at(drafts, draft=draft)
    assert (draft.kind, draft.institution) == (ReportKind.OWN, drafts.cast.army)
    page = body(client.get(opened["Location"]))
    assert "Informe propio de cumplimiento 2025-II a 2026-I: " in page
    for name in ("outsider", "outside_approver", "secretary"):
        assert signed_in(drafts.cast.people()[name]).get(opened["Location"]).status_code == 404


def test_opening_says_what_is_being_prepared(drafts: Drafts, secretary: Client) -> None:
    page = body(secretary.get("/informes/borradores/nuevo/"))
    assert at(drafts) in page
    assert "Informe de cumplimiento 2026-I · en preparación" in page


def test_an_approver_opens_the_report_of_the_institution(drafts: Drafts, signed_in: SignIn) -> None:
    client = signed_in(drafts.cast.approver)
    assert 'href="/informes/borradores/nuevo/"' in body(client.get("/informes/"))
    assert 'href="/informes/"' in body(client.get("/instituciones/EP/tablero/"))
    answer = client.post("/informes/borradores/nuevo/", {"report": "EP/2026-I"})
    draft = ReportDraft.objects.get(kind=ReportKind.OWN)
    assert answer["Location"] == at(drafts, draft=draft)
    assert at(drafts, draft=draft) in body(client.get("/informes/"))
    assert at(drafts) not in body(client.get("/informes/"))
    assert client.post("/informes/borradores/nuevo/?clase=semestre", {"report": "2026-I"}).status_code == 200
    assert ReportDraft.objects.count() == 2


@pytest.mark.parametrize("name", ["reporter", "member", "alternate", "observer", "administrator"])
def test_who_opens_no_report_is_told_so(drafts: Drafts, signed_in: SignIn, name: str) -> None:
    client = signed_in(drafts.cast.people()[name])
    assert client.get("/informes/borradores/nuevo/").status_code == 403
    assert 'href="/informes/borradores/nuevo/"' not in body(client.get("/informes/"))


def test_the_list_takes_the_same_queries_with_one_draft_and_with_more(drafts: Drafts, secretary: Client) -> None:
    secretary.get("/informes/")
    with CaptureQueriesContext(connection) as few:
        secretary.get("/informes/")
    secretary.post("/informes/borradores/nuevo/?clase=varios", {"first": "2025-II", "last": "2026-I"})
    drafts.bring_to(Standing.CONSULTING)
    secretary.get("/informes/")
    with CaptureQueriesContext(connection) as many:
        page = secretary.get("/informes/")
    assert len(page.context["drafts"]) == 2
    assert len(many) == len(few)
