"""A disk that takes nothing, a processor that is busy, and what is stored damaged: each is told on the page, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.few_at_once import one_of_few
from documents.models import StoredFile
from documents.storing import open_verified
from reports.files.making_now import KIND, MOST_AT_ONCE, SECONDS
from reports.models import ConsultationRound, ReportDraft, ReportEdition, SignedCopy
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.issued.commanding import ran
from tests.reports.verification.signing import signed
from tests.reports.worlds.consulted import DURING, ISSUED, Consultations, make_consultations

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


@pytest.fixture
def no_room(settings: LazySettings, tmp_path: Path) -> Callable[[], None]:
    """From then on no file can be stored: where the folder should be there is a file."""
    place = tmp_path / "files"
    place.write_bytes(b"")

    def fill() -> None:
        nowhere = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
        settings.STORAGES = {**settings.STORAGES, "default": nowhere}

    return fill


@pytest.fixture
def busy() -> Iterator[None]:
    """As many files are being made as may be."""
    with ExitStack() as others:
        for _ in range(MOST_AT_ONCE):
            assert others.enter_context(one_of_few(KIND, most=MOST_AT_ONCE, seconds=SECONDS))
        yield


def text_of(response: Any) -> str:
    return str(response.content.decode())


# --- Nothing can be stored ---


@pytest.mark.parametrize("kind", ["of the Committee", "own"])
def test_report_whose_files_cannot_be_stored_is_not_issued_and_takes_no_number(
    world: Consultations,
    signed_in: SignIn,
    settings: LazySettings,
    no_room: Callable[[], None],
    kind: str,
) -> None:
    draft, by = (world.own_draft(), world.cast.approver) if kind == "own" else (world.ready(), world.cast.secretary)
    url, working = reverse("draft_issue", args=[draft.pk]), settings.STORAGES
    with time_machine.travel(ISSUED, tick=False):
        client = signed_in(by)
        sure = {"is_sure": "on", "version": client.get(url).context["form"]["version"].value()}
        no_room()
        refused = client.post(url, sure)
        assert refused.status_code == 503
        assert "No se emitió nada" in text_of(refused)
        assert refused.context["form"]["is_sure"].value()
        assert not ReportEdition.objects.exists()
        assert not StoredFile.objects.exists()
        settings.STORAGES = working
        assert client.post(url, sure)["Location"] == reverse("edition", args=["IC-2026-0001"])


def test_signed_copy_that_cannot_be_stored_is_not_kept(
    world: Consultations, signed_in: SignIn, no_room: Callable[[], None]
) -> None:
    edition = world.issued()
    copy = signed(open_verified(edition.files.get(part="report", format="pdf", language="es").stored_file))
    no_room()
    data = {"file": SimpleUploadedFile("firmado.pdf", copy), "reference": "HT 2026-123"}
    refused = signed_in(world.cast.secretary).post(reverse("edition_signed", args=[edition.code]), data)
    assert refused.status_code == 503
    assert "No se guardó nada" in text_of(refused)
    assert "HT 2026-123" in text_of(refused)
    assert not SignedCopy.objects.exists()


# --- Many want files at once ---


@pytest.mark.usefixtures("busy")
def test_file_that_is_made_on_demand_waits_its_turn(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    urls = [
        reverse("consultation_file", args=[round_.draft_id, 1, "es"]),
        reverse("draft_preview_file", args=[round_.draft_id, "borrador-2026-I-informe-es.pdf"]),
    ]
    with time_machine.travel(DURING, tick=False):
        member, stranger = signed_in(world.cast.member), signed_in(world.cast.outsider)
        for url in urls:
            answer = member.get(url)
            assert (answer.status_code, answer["Retry-After"]) == (503, "20")
            assert "Pedir de nuevo el archivo" in text_of(answer)
            assert stranger.get(url).status_code == 404


def test_place_is_given_back_when_the_file_is_made(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    member = signed_in(world.cast.member)
    for _ in range(MOST_AT_ONCE + 1):
        assert member.get(reverse("consultation_file", args=[round_.draft_id, 1, "es"])).content.startswith(b"%PDF")


# --- What is stored is damaged ---


PAGES_OF_A_PROPOSAL = ("draft_preview", "draft_issue", "draft_meeting", "draft")


@pytest.mark.parametrize("name", PAGES_OF_A_PROPOSAL)
@pytest.mark.parametrize("is_damaged", [True, False])
def test_damaged_proposal_is_told_and_not_shown(
    world: Consultations, signed_in: SignIn, name: str, is_damaged: bool
) -> None:
    draft = world.ready()
    if is_damaged:
        ReportDraft.objects.filter(pk=draft.pk).update(proposal=draft.proposal.replace('"value":"44"', '"value":"45"'))
    with time_machine.travel(ISSUED, tick=False):
        answer = signed_in(world.cast.secretary).get(reverse(name, args=[draft.pk]))
    assert answer.status_code == (500 if is_damaged else 200)
    assert ("Lo guardado está dañado" in text_of(answer)) is is_damaged


def test_proposal_with_another_digest_than_the_minutes_is_damaged(world: Consultations, tmp_path: Path) -> None:
    draft = world.ready()
    other = ConsultationRound.objects.get()
    ReportDraft.objects.filter(pk=draft.pk).update(proposal=other.snapshot, proposal_sha256=other.sha256)
    status, said = ran("render_report", "--draft", str(draft.pk), "--out", str(tmp_path))
    assert (status, "restore it from a backup" in said) == (4, True)
    assert not list(tmp_path.iterdir())


def test_damaged_consultation_is_told_and_not_shown(world: Consultations, signed_in: SignIn) -> None:
    round_ = world.opened()
    ConsultationRound.objects.filter(pk=round_.pk).update(
        snapshot=round_.snapshot.replace('"value":"44"', '"value":"45"')
    )
    with time_machine.travel(DURING, tick=False):
        member = signed_in(world.cast.member)
        for url in (
            reverse("consultation_report", args=[round_.draft_id, 1]),
            reverse("consultation_file", args=[round_.draft_id, 1, "es"]),
        ):
            assert member.get(url).status_code == 500


def test_damaged_file_of_an_edition_is_told(
    world: Consultations, signed_in: SignIn, no_room: Callable[[], None]
) -> None:
    edition = world.issued()
    name = edition.files.get(part="report", format="pdf", language="es").stored_file.name
    no_room()
    answer = signed_in(world.cast.secretary).get(reverse("edition_file", args=[edition.code, name]))
    assert answer.status_code == 500
    assert "Lo guardado está dañado" in text_of(answer)
