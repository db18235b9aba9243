"""Who takes documents home, and where they are shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from documents.models import StoredFile
from documents.responses import attachment
from documents.storing import safe_name
from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.models import Evidence, Measurement, RegisterItem, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.measurements.views.test_views_evidence import CONFIRMED, DOCUMENTS, FILLED, choose
from tests.measurements.worlds.entering import post, url
from tests.measurements.worlds.proving import paper, upload

pytestmark = pytest.mark.usefixtures("clock")

CSP = "sandbox; default-src 'none'"


def address_of(text: str = "Oficio 1") -> str:
    return reverse("evidence", args=[hashlib.sha256(paper(text)).hexdigest()])


def send(cast: Cast) -> Measurement:
    """Hand over and send what the reporter saved."""
    answer = Measurement.objects.get()
    now = answer.updated_at
    answer = workflow.prepare(answer, version=answer.version, by=cast.reporter, at=now)
    workflow.submit([(answer, answer.version)], by=cast.approver, at=now)
    answer.refresh_from_db()
    return answer


# --- Taking them home ---------------------------------------------------------------------------------------------

ROLES = {
    "reporter": (200, 200),
    "approver": (200, 200),
    "outsider": (404, 404),
    "outside_approver": (404, 404),
    "member": (404, 200),
    "secretary": (404, 200),
    "alternate": (404, 200),
    "observer": (404, 404),
    "administrator": (404, 404),
}


def test_each_role_takes_home_what_it_may_read_before_and_after_sending(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    assert ROLES.keys() == cast.people().keys()
    post(browser, choose(upload("Uno"), upload("Dos")))
    before = codes(cast, signed_in)
    send(cast)
    after = codes(cast, signed_in)
    assert {who: (before[who], after[who]) for who in ROLES} == {
        who: ({now}, {then}) for who, (now, then) in ROLES.items()
    }
    assert signed_in(None).get(address_of("Uno")).status_code == 302


def codes(cast: Cast, signed_in: SignIn) -> dict[str, set[int]]:
    people = cast.people()
    return {who: {signed_in(people[who]).get(address_of(text)).status_code for text in ("Uno", "Dos")} for who in ROLES}


def test_a_document_is_saved_never_shown(browser: Client, people: IndicatorRevision) -> None:
    post(browser, choose(upload("Uno")))
    response = browser.get(address_of("Uno"))
    assert response.content == paper("Uno")
    said = {name: response[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")}
    assert said == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Uno.pdf"',
        "Cache-Control": "private, no-store",
    }
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == ("nosniff", CSP)


@pytest.mark.parametrize("before", ["/media/", "/files/", "/static/", "/var/files/"])
def test_no_address_leads_to_the_file_itself(browser: Client, people: IndicatorRevision, before: str) -> None:
    post(browser, choose(upload("Uno")))
    stored = StoredFile.objects.get()
    for path in (stored.path, stored.name, "../files/" + stored.path):
        assert browser.get(before + path).status_code == 404


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("a\r\nSet-Cookie: x=1")
@example('a"; filename="evil.html')
@example("informe\u202efdp")
@example("a" * 300)
@hypothesis_settings(deadline=None)
def test_no_name_breaks_the_header_that_it_is_sent_in(name: str) -> None:
    response = attachment(b"x", name=safe_name(f"{name}.pdf"), media_type="application/pdf")
    assert response["Content-Disposition"].startswith("attachment")
    assert not re.search(r"[\r\n\0\u202e]", response["Content-Disposition"])
    assert "Set-Cookie" not in response.headers
    assert len(response["Content-Disposition"]) < 2500


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
@example("../../etc/passwd")
@example("informe\u202efdp")
@hypothesis_settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
def test_no_name_decides_where_a_file_lies(browser: Client, people: IndicatorRevision, name: str) -> None:
    post(browser, choose(upload(name=f"{name}a.pdf", content=paper(name))))
    row = Evidence.objects.order_by("pk").last()
    assert row is not None
    assert default_storage.path(row.stored_file.path).endswith(row.stored_file.sha256)
    assert row.stored_file.name == safe_name(row.stored_file.name)


# --- Where they are shown -----------------------------------------------------------------------------------------


def test_the_approver_and_the_committee_see_the_documents_marked(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    post(browser, choose(upload("Uno")) | {"evidence-is_confidential": "on", "evidence-official_number": "N.° 7"})
    answer = Measurement.objects.get()
    workflow.prepare(answer, version=1, by=cast.reporter, at=answer.updated_at)
    sending = signed_in(cast.approver).get("/registro/2026-I/EP/revisar/").content.decode()
    assert "1 documento de sustento" in sending
    locked = signed_in(cast.approver).get(url()).content.decode()
    workflow.submit([(answer, answer.version)], by=cast.approver, at=answer.updated_at)
    review = signed_in(cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").content.decode()
    for page in (sending, locked, review):
        assert address_of("Uno") in page
        assert "Confidencial" in page
        assert "N.° 7" in page


def test_the_reviewer_sees_what_was_sent_while_the_institution_adds(
    browser: Client, people: IndicatorRevision, cast: Cast, signed_in: SignIn, clock: time_machine.Traveller
) -> None:
    post(browser, choose(upload("Uno")))
    answer = send(cast)
    clock.shift(timedelta(minutes=10))
    workflow.return_to_institution(
        answer, version=answer.version, by=cast.secretary, at=answer.updated_at, comment="Falta."
    )
    post(browser, choose(upload("Dos")))
    review = signed_in(cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").content.decode()
    assert "Uno.pdf" in review
    assert "Dos.pdf" not in review
    assert signed_in(cast.secretary).get(address_of("Dos")).status_code == 404


def test_what_is_missing_is_said_in_the_list_and_beside_the_box(browser: Client, people: IndicatorRevision) -> None:
    IndicatorRevision.objects.update(is_evidence_required=True)
    where = post(browser, FILLED | {"action": "prepare"})
    assert where == url() + "?problemas=1"
    page = browser.get(where).content.decode()
    assert '<a href="#id_evidence-documents">Adjunte al menos un documento de sustento.</a>' in page
    assert "Este indicador exige al menos uno." in page
    assert "Falta el sustento." in browser.get("/registro/2026-I/EP/").content.decode()
    post(browser, choose(upload(), action="prepare"))
    assert Measurement.objects.get().status == Status.PREPARED


def test_the_administrator_decides_whether_evidence_is_required(
    people: IndicatorRevision, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.administrator).get(reverse("admin:indicators_indicatorrevision_change", args=[people.pk]))
    assert 'name="is_evidence_required"' in page.content.decode()


# --- As many as they come -----------------------------------------------------------------------------------------


def queries(get: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert get().status_code == 200
    return len(captured)


def test_the_pages_take_as_many_queries_for_24_documents_as_for_4(
    browser: Client, events: IndicatorRevision, cast: Cast, signed_in: SignIn, period: ReportingPeriod
) -> None:
    rows: Mapping[str, Any] = {
        "event-rows": "2",
        **{f"event-{n}-{name}": value for n in (0, 1) for name, value in ROW.items()},
        **{f"event-{n}-evidence-documents": [upload(f"Programa {n}")] for n in (0, 1)},
        **{f"event-{n}-evidence-is_confirmed": "on" for n in (0, 1)},
        DOCUMENTS: [upload("Uno"), upload("Dos")],
        **CONFIRMED,
    }
    post(browser, rows, code="PREV-2.3.1")
    approver = signed_in(cast.approver)
    pages: list[Callable[[], Any]] = [
        lambda: browser.get(url("PREV-2.3.1")),
        lambda: browser.get("/registro/2026-I/EP/revisar/"),
        lambda: approver.get(url("PREV-2.3.1")),
    ]
    for page in pages:
        queries(page)
    few = [queries(page) for page in pages]
    answer, items = Measurement.objects.get(), RegisterItem.objects.all()
    for n in range(10):
        for owner in (answer, items[n % 2]):
            hang(owner, f"{owner.pk}{n:062d}{'a' if owner is answer else 'b'}", cast)
    assert [queries(page) for page in pages] == few


ROW = {"title": "Seminario", "stage": "held", "dated_on": "2026-03-02", "quantity": "1"}


def hang(owner: Measurement | RegisterItem, digest: str, cast: Cast) -> None:
    stored = StoredFile.objects.create(
        name=f"{digest[:5]}.pdf", sha256=digest[:64].ljust(64, "0"), size=1, media_type="application/pdf",
        institution=cast.army,
    )  # fmt: skip
    owner.evidence.create(stored_file=stored, added_at=Measurement.objects.get().updated_at, added_by=cast.reporter)
