"""An edition is withdrawn while its correction is being prepared: who withdraws is told of the draft, the draft of the withdrawal."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from reports.aftermath.correcting import open_correction
from reports.consulting import withdrawing
from reports.issued import issuing
from reports.models import ReportDraft, ReportEdition
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories.reports import adopt_draft
from tests.reports.aftermath.drifted import LATER, issued
from tests.reports.verification.handed_in import body
from tests.reports.worlds.report import make_world

pytestmark = pytest.mark.django_db
REASON = "Dos fuentes se sumaron dos veces."
HEADING = "El IC-2026-0001, que este borrador corrige, fue retirado el 10 de septiembre de 2026"
RULE = "reemplaza al IC-2026-0001 y está vigente; el IC-2026-0001 sigue retirado"


@dataclass(frozen=True)
class Correcting:
    cast: Cast
    edition: ReportEdition
    draft: ReportDraft

    def withdraw(self) -> None:
        withdrawing.withdraw(self.edition, REASON, language="es", by=self.cast.secretary, at=LATER)


@pytest.fixture
def correcting(cast: Cast) -> Correcting:
    edition = issued(make_world(), cast)
    draft = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    return Correcting(cast, edition, draft)


def test_who_withdraws_is_told_of_the_draft_and_of_what_becomes_of_it(
    correcting: Correcting, signed_in: SignIn
) -> None:
    client, address = signed_in(correcting.cast.secretary), reverse("edition_withdraw", args=["IC-2026-0001"])
    draft = f'href="{reverse("draft", args=[correcting.draft.pk])}"'
    page = body(client.get(address))
    assert "Se está preparando una edición corregida de este informe" in page
    assert RULE in page
    assert draft in page
    assert reverse("edition_correct", args=["IC-2026-0001"]) not in page
    ReportDraft.objects.filter(pk=correcting.draft.pk).update(abandoned_at=LATER)
    page = body(client.get(address))
    assert "Se está preparando" not in page
    assert draft not in page
    assert reverse("edition_correct", args=["IC-2026-0001"]) in page


def test_draft_and_its_checklist_say_that_what_they_correct_was_withdrawn(
    correcting: Correcting, signed_in: SignIn
) -> None:
    pages = [reverse(name, args=[correcting.draft.pk]) for name in ("draft", "draft_checklist")]
    reader = signed_in(correcting.cast.member)
    assert not any("fue retirado" in body(reader.get(page)) for page in pages)
    correcting.withdraw()
    for page in pages:
        said = body(reader.get(page))
        assert HEADING in said
        assert RULE in said
        assert f'<p class="quote" lang="es">{REASON}</p>' in said
    english = body(reader.get(f"/en{pages[0]}"))
    assert "IC-2026-0001, which it corrects, was withdrawn on 10 September 2026" in english


def test_list_says_that_what_a_draft_corrects_was_withdrawn(correcting: Correcting, signed_in: SignIn) -> None:
    reader = signed_in(correcting.cast.member)
    assert "Corrige el IC-2026-0001." in body(reader.get("/informes/"))
    correcting.withdraw()
    assert "Corrige el IC-2026-0001, que fue retirado el 10 de septiembre de 2026." in body(reader.get("/informes/"))


def test_correction_of_a_withdrawn_edition_is_issued_in_its_place_after_a_page_that_says_so(
    correcting: Correcting, signed_in: SignIn
) -> None:
    correcting.withdraw()
    adopt_draft(correcting.draft, by=correcting.cast.secretary, at=LATER)
    page = body(signed_in(correcting.cast.secretary).get(reverse("draft_issue", args=[correcting.draft.pk])))
    assert HEADING in page
    assert RULE in page
    issuing.issue(correcting.draft, by=correcting.cast.secretary, at=LATER)
    old, new = ReportEdition.objects.whole().order_by("number")
    assert (old.state, old.is_superseded) == (ReportEdition.State.WITHDRAWN, True)
    assert (new.state, new.supersedes) == (ReportEdition.State.ISSUED, old)
    verified = body(Client().get(f"/verificar/{old.sha256}/"))
    assert "fue retirado el 10 de septiembre de 2026" in verified
    assert "Lo reemplaza la edición IC-2026-0002" in verified
    assert HEADING not in body(signed_in(correcting.cast.member).get(reverse("draft", args=[correcting.draft.pk])))


def test_correction_begun_of_a_withdrawn_edition_says_what_it_becomes(cast: Cast, signed_in: SignIn) -> None:
    edition = issued(make_world(), cast)
    client, address = signed_in(cast.secretary), reverse("edition_correct", args=[edition.code])
    words = "la edición corregida ocupa su lugar y está vigente"
    assert words not in body(client.get(address))
    withdrawing.withdraw(edition, REASON, language="es", by=cast.secretary, at=LATER)
    assert words in body(client.get(address))
