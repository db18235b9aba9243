"""The pages of a drift: the list to take away, and the way to a correction."""

from __future__ import annotations

import pytest

from reports.aftermath.correcting import open_correction
from reports.models import ReportDraft
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.aftermath.drifted import LATER, issued, validate_the_navy
from tests.reports.worlds.report import make_world

pytestmark = pytest.mark.django_db


def test_the_page_answers_in_its_heading_and_gives_the_list_to_take_away(cast: Cast, signed_in: SignIn) -> None:
    world = make_world()
    edition = issued(world, cast)
    client = signed_in(cast.member)
    address = f"/informes/{edition.code}/vigencia/"
    assert f"Los datos dicen hoy lo que dice {edition.code}" in client.get(address).content.decode()
    validate_the_navy(world)
    page = client.get(address).content.decode()
    assert f"datos cambiaron desde que se emitió {edition.code}; 1 estado de avance cambió" in page
    rows = client.get(f"{address}cambios.csv").content.decode()
    assert "PREV-1.2.1,Cifra,10,109,No" in rows
    assert client.get(f"{address}cambios.pdf").status_code == 404


def test_the_page_of_the_edition_tells_who_may_correct_it_that_the_data_moved(cast: Cast, signed_in: SignIn) -> None:
    world = make_world()
    edition = issued(world, cast)
    address, moved = f"/informes/{edition.code}/", "datos cambiaron desde que se emitió"
    secretary, reader = signed_in(cast.secretary), signed_in(cast.observer)
    assert moved not in secretary.get(address).content.decode()
    validate_the_navy(world)
    page = secretary.get(address).content.decode()
    assert moved in page
    assert f'href="{address}vigencia/">Ver qué cambió' in page
    assert moved not in reader.get(address).content.decode()


def test_what_is_wrong_in_words_alone_is_corrected_from_the_page_of_the_edition(cast: Cast, signed_in: SignIn) -> None:
    edition = issued(make_world(), cast)
    link = f'href="/informes/{edition.code}/corregir/"'
    secretary = signed_in(cast.secretary)
    for page in ("", "vigencia/", "retirar/"):
        assert link in secretary.get(f"/informes/{edition.code}/{page}").content.decode(), page
    draft = open_correction(edition, "Una palabra.", language="es", by=cast.secretary, at=LATER)
    draft.sections.filter(key="closing").update(text_es="Como se emitió.")
    texts = secretary.get(f"/informes/borradores/{draft.pk}/textos/").content.decode()
    assert texts.count(f'Como en <span class="unbroken">{edition.code}</span>') == 1
    for page in ("", "vigencia/"):
        shown = secretary.get(f"/informes/{edition.code}/{page}").content.decode()
        assert link not in shown
        assert f'href="/informes/borradores/{draft.pk}/"' in shown, page
    member = signed_in(cast.member)
    assert link not in member.get(f"/informes/{edition.code}/").content.decode()


def test_correcting_asks_for_the_reason(cast: Cast, signed_in: SignIn) -> None:
    edition = issued(make_world(), cast)
    client = signed_in(cast.secretary)
    address = f"/informes/{edition.code}/corregir/"
    refused = client.post(address, {"reason": " "})
    assert "Escriba por qué se corrige la edición." in refused.content.decode()
    assert not ReportDraft.objects.open().exists()
    client.post(address, {"reason": "Un error de suma."})
    assert ReportDraft.objects.open().get().correction_reason == "Un error de suma."


def test_where_no_figure_moved_the_words_can_still_be_corrected(cast: Cast, signed_in: SignIn) -> None:
    edition = issued(make_world(), cast)
    pages = {
        who: signed_in(who).get(f"/informes/{edition.code}/vigencia/").content.decode()
        for who in (cast.secretary, cast.member)
    }
    way = f'href="/informes/{edition.code}/corregir/"'
    assert [way in pages[who] for who in (cast.secretary, cast.member)] == [True, False]
