"""What was issued under a plan stays where it was when another plan takes over: read, downloaded, verified, withdrawn, not corrected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import WrongState
from reports.aftermath.correcting import open_correction
from reports.aftermath.watching import watch
from reports.drafting.abandoning import abandon
from reports.drafting.opening import open_draft
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.factories.reports import adopt_draft, issue, make_draft
from tests.reports.worlds.report import CLOSED, World, make_world

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
LATER = CLOSED + dt.timedelta(days=1)
READS = {"member", "secretary", "alternate", "observer", "administrator"}
WHY = "Es de un plan anterior: solo se corrigen los informes del plan vigente."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def edition(cast: Cast, world: World) -> ReportEdition:
    """Issued under the plan that was current, before the next one was adopted."""
    found = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    next_plan()
    return found


def next_plan() -> ActionPlan:
    plan = make_plan("PLAN-NUEVO", adopted_year=2026, title_es="Plan nuevo", title_en="New plan")
    assert ActionPlan.objects.current() == plan
    return plan


def read_addresses(edition: ReportEdition) -> list[str]:
    code, names = edition.code, edition.files.values_list("stored_file__name", flat=True)
    return [
        reverse("edition", args=[code]),
        reverse("edition_drift", args=[code]),
        reverse("edition_drift_data", args=[code, "csv"]),
        reverse("edition_signed", args=[code]),
        *(reverse("edition_file", args=[code, name]) for name in names),
    ]


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_who_read_an_edition_goes_on_reading_it_and_nobody_else(
    cast: Cast, edition: ReportEdition, signed_in: SignIn
) -> None:
    for name, person in cast.people().items():
        client = signed_in(person)
        answers = {client.get(url).status_code for url in read_addresses(edition)}
        assert answers == ({200} if name in READS else {404}), name


def test_it_is_verified_and_leads_to_its_page(cast: Cast, edition: ReportEdition, signed_in: SignIn) -> None:
    page = signed_in(cast.member).get(reverse("verify_digest", args=[edition.sha256]))
    assert page.status_code == 200
    assert reverse("edition", args=[edition.code]) in page.content.decode()


def test_the_page_says_why_it_is_not_corrected(cast: Cast, edition: ReportEdition, signed_in: SignIn) -> None:
    secretary, correct = signed_in(cast.secretary), reverse("edition_correct", args=[edition.code])
    for url in read_addresses(edition)[:2]:
        page = secretary.get(url)
        assert WHY in text(page), url
        assert correct not in page.content.decode(), url
    for answer in (secretary.get(correct), secretary.post(correct, {"reason": "Una cifra."})):
        assert (answer.status_code, answer.headers["Location"]) == (302, read_addresses(edition)[0])
    assert WHY not in text(signed_in(cast.member).get(read_addresses(edition)[0]))
    assert ReportDraft.objects.count() == 1


def test_no_other_door_corrects_it_either(cast: Cast, edition: ReportEdition) -> None:
    with pytest.raises(WrongState):
        open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)


def test_a_correction_begun_under_the_earlier_plan_is_not_offered(cast: Cast, world: World, signed_in: SignIn) -> None:
    """Its draft goes no further."""
    edition = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    draft = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    next_plan()
    for url in read_addresses(edition)[:2]:
        assert reverse("draft", args=[draft.pk]) not in signed_in(cast.secretary).get(url).content.decode(), url


def test_it_is_still_withdrawn_by_who_issues_such_reports(
    cast: Cast, edition: ReportEdition, signed_in: SignIn
) -> None:
    url, data = reverse("edition_withdraw", args=[edition.code]), {"reason": "Tenía un error.", "code": edition.code}
    assert signed_in(cast.member).post(url, data).status_code == 403
    assert signed_in(cast.secretary).post(url, data).status_code == 302
    assert ReportEdition.objects.get().state == ReportEdition.State.WITHDRAWN


def test_nobody_is_told_that_a_correction_can_be_prepared(edition: ReportEdition) -> None:
    assert list(watch(at=LATER)) == []


# --- The list ---


def test_reports_of_the_current_plan_stand_first_and_others_under_their_plan(
    cast: Cast, edition: ReportEdition, signed_in: SignIn
) -> None:
    """Although the earlier plan's report was issued last of all."""
    plan = make_plan("PLAN-NUEVO")
    newest = issue(plan, make_period(plan, "2025-II"), by=cast.secretary, at=CLOSED)
    page = text(signed_in(cast.member).get("/informes/"))
    under = page.index("De un plan anterior: Plan de prueba, 2021")
    assert page.index(newest.code) < under < page.index(edition.code)
    assert "plan anterior: Plan nuevo" not in page


def test_without_another_plan_no_plan_is_named(cast: Cast, world: World, signed_in: SignIn) -> None:
    issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    assert "plan anterior" not in text(signed_in(cast.member).get("/informes/"))


# --- What was being prepared ---


def test_the_list_says_what_was_being_prepared_under_an_earlier_plan(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    heading = "Sin emitir, de un plan anterior"
    assert heading not in text(signed_in(cast.member).get("/informes/"))
    next_plan()
    page = signed_in(cast.member).get("/informes/")
    assert heading in text(page)
    assert "Informe de cumplimiento 2026-I · Plan de prueba, 2021 · En redacción" in text(page)
    assert reverse("draft", args=[draft.pk]) in page.content.decode()
    assert heading not in text(signed_in(cast.approver).get("/informes/"))


def test_what_was_written_under_an_earlier_plan_is_read_by_who_read_it_and_changed_by_nobody(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    draft.sections.filter(key="closing").update(text_es="Primero.\n\nY <segundo>.", text_en="First.")
    next_plan()
    url = reverse("draft", args=[draft.pk])
    page = signed_in(cast.secretary).get(url)
    assert all(each in text(page) for each in ("No sigue adelante", "Conclusiones", "Primero.", "First."))
    assert "<p>Y &lt;segundo&gt;.</p>" in page.content.decode()
    main = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)
    assert main
    assert "<form" not in main.group()
    assert signed_in(cast.member).get(url).status_code == 200
    assert signed_in(cast.reporter).get(url).status_code == 404
    assert signed_in(cast.secretary).post(url).status_code == 405
    for name in ("draft_texts", "draft_sections", "draft_preview", "draft_abandon"):
        answer = signed_in(cast.secretary).get(reverse(name, args=[draft.pk]))
        assert (answer.status_code, answer.headers.get("Location")) == (302, url), name


def test_the_draft_of_what_was_issued_leads_to_what_became_of_it(
    cast: Cast, edition: ReportEdition, signed_in: SignIn
) -> None:
    assert edition.draft is not None
    assert edition.adopted_in is not None
    url, pk = reverse("draft", args=[edition.draft.pk]), edition.draft.pk
    page = signed_in(cast.observer).get(url)
    assert "No sigue adelante" not in text(page)
    in_meeting = reverse("meeting_report", args=[edition.adopted_in.number, pk])
    assert all(
        f'href="{each}"' in page.content.decode() for each in (reverse("edition", args=[edition.code]), in_meeting)
    )
    assert f'href="{in_meeting}"' not in signed_in(cast.administrator).get(url).content.decode()
    assert signed_in(cast.reporter).get(url).status_code == 404


def test_a_draft_that_was_given_up_says_so(cast: Cast, world: World, signed_in: SignIn) -> None:
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    abandon(draft, version=draft.version, by=cast.secretary, at=CLOSED)
    next_plan()
    page = text(signed_in(cast.secretary).get(reverse("draft", args=[draft.pk])))
    assert "Se descartó mientras regía su plan." in page
    assert "No sigue adelante" not in page


def test_an_own_report_under_an_earlier_plan_is_read_by_its_institution_alone(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    draft = open_draft(
        ReportScope(world.plan, ReportKind.OWN, world.period, world.period, cast.army), by=cast.approver, at=CLOSED
    )
    next_plan()
    codes = {
        name: signed_in(each).get(reverse("draft", args=[draft.pk])).status_code for name, each in cast.people().items()
    }
    assert codes == dict.fromkeys(codes, 404) | {"reporter": 200, "approver": 200}
    answer = signed_in(cast.approver).post(reverse("draft_issue", args=[draft.pk]))
    assert answer.status_code == 409


def test_what_a_meeting_adopted_under_an_earlier_plan_is_still_issued(cast: Cast, world: World, tmp_path: Path) -> None:
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    adopt_draft(draft, by=cast.secretary, at=CLOSED)
    next_plan()
    by, out = cast.secretary.email, str(tmp_path)
    call_command("issue_report", world.plan.code, "2026-I", "--out", out, "--by", by, stdout=StringIO())
    assert ReportEdition.objects.get().draft == draft


# --- One code, one edition ---


def test_a_code_is_never_given_again_under_another_plan(cast: Cast, edition: ReportEdition) -> None:
    plan = make_plan("PLAN-NUEVO")
    newer = issue(plan, make_period(plan, "2025-II"), by=cast.secretary, at=LATER)
    assert (edition.code, newer.code) == ("IC-2026-0001", "IC-2026-0002")


def test_the_database_refuses_a_code_that_another_plan_has(edition: ReportEdition) -> None:
    plan = make_plan("PLAN-NUEVO")
    period = make_period(plan, "2025-II")
    twin = ReportEdition.objects.get()
    twin.pk, twin.plan, twin.period, twin.first_period, twin.draft = None, plan, period, period, None
    with pytest.raises(IntegrityError):
        twin.save(force_insert=True)


def test_its_files_are_made_again_by_its_code_alone(edition: ReportEdition, tmp_path: Path) -> None:
    said = StringIO()
    call_command("render_report", edition.code, "--out", str(tmp_path), "--format", "json", stdout=said)
    assert "as it was issued" in said.getvalue()


# --- Addresses of before reports had codes ---

OLD = {
    "/informes/2026-I/1/": "/informes/IC-2026-0001/",
    "/informes/2026-I/1/informe-es.pdf": "/informes/IC-2026-0001/archivos/IC-2026-0001-informe-es.pdf",
    "/informes/2026-I/1/informe-en.pdf": "/informes/IC-2026-0001/archivos/IC-2026-0001-informe-en.pdf",
    "/informes/2026-I/1/datos.json": "/informes/IC-2026-0001/archivos/IC-2026-0001-informe.json",
    "/en/informes/2026-I/1/datos.json": "/en/informes/IC-2026-0001/archivos/IC-2026-0001-informe.json",
}


@pytest.mark.parametrize("old", OLD)
def test_an_old_address_leads_to_the_new_one_for_who_reads_it(
    cast: Cast, edition: ReportEdition, signed_in: SignIn, old: str
) -> None:
    answer = signed_in(cast.observer).get(old)
    assert (answer.status_code, answer.headers.get("Location")) == (301, OLD[old])
    assert signed_in(cast.observer).get(OLD[old]).status_code == 200
    assert signed_in(cast.reporter).get(old).status_code == 404


def test_an_old_address_goes_on_leading_to_the_plan_that_it_was_of(
    cast: Cast, edition: ReportEdition, signed_in: SignIn
) -> None:
    plan = make_plan("PLAN-NUEVO")
    issue(plan, make_period(plan, "2026-I"), by=cast.secretary, at=LATER)
    answer = signed_in(cast.member).get("/informes/2026-I/1/datos.json")
    assert answer.headers["Location"] == OLD["/informes/2026-I/1/datos.json"]


@pytest.mark.parametrize("old", ["2026-I/2/datos.json", "2026-I/1/informe-fr.pdf", "2025-II/1/informe-es.pdf"])
def test_an_old_address_of_what_never_was_is_not_found(
    cast: Cast, edition: ReportEdition, signed_in: SignIn, old: str
) -> None:
    assert signed_in(cast.member).get(f"/informes/{old}").status_code == 404
