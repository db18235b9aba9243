"""The pages of a drift: the list to take away, what the list of reports says of it, and the way to a correction."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.aftermath.correcting import open_correction
from reports.aftermath.watching import watch
from reports.issued.verifying import EditionDamaged
from reports.models import LastComparison, ReportDraft
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_plan
from tests.factories.reports import issue
from tests.reports.aftermath.drifted import LATER, issued, validate_the_navy
from tests.reports.worlds.report import CLOSED, make_world

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


# --- In the list ---


def listed(client: Client, code: str, language: str = "") -> str:
    """What the list says of one edition, as text."""
    page = client.get(f"{language}/informes/").content.decode()
    [item] = [each for each in page.split("<li>") if f'<span class="code">{code}</span>' in each]
    return " ".join(re.sub(r"<[^>]+>", "", item).split())


EVENING = LATER.replace(hour=22)
"""Of 10 September in Lima, where it is the 11th in Greenwich."""


def test_the_list_says_what_the_last_comparison_found_and_on_which_day(cast: Cast, signed_in: SignIn) -> None:
    world = make_world()
    edition = issued(world, cast)
    client = signed_in(cast.observer)
    assert "Aún no se compara con los datos." in listed(client, edition.code)
    list(watch(at=EVENING - dt.timedelta(days=1)))
    assert "Comparado con los datos el 9 de septiembre de 2026: nada cambió." in listed(client, edition.code)
    validate_the_navy(world)
    assert "nada cambió" in listed(client, edition.code), (
        "the list tells what was seen on that day, and compares nothing"
    )
    [drift] = watch(at=EVENING)
    assert not isinstance(drift, EditionDamaged)
    total = drift.counted.total
    assert total > 1
    said = f"Comparado con los datos el 10 de septiembre de 2026: {total} datos cambiaron; 1 estado de avance cambió."
    assert f"{said} Ver qué cambió · {edition.code}" in listed(client, edition.code)
    english = f"Compared with the data on 10 September 2026: {total} data points changed; 1 state of progress changes."
    assert f"{english} See what changed · {edition.code}" in listed(client, edition.code, "/en")
    assert f'href="/informes/{edition.code}/vigencia/"' in client.get("/informes/").content.decode()


def test_the_list_does_not_say_it_of_what_is_no_longer_in_force(cast: Cast, signed_in: SignIn) -> None:
    """Replaced, or of an earlier plan: its page says why it is not corrected."""
    world = make_world()
    old = issued(world, cast)
    validate_the_navy(world)
    list(watch(at=EVENING))
    new = issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
    client = signed_in(cast.observer)
    said = [listed(client, code) for code in (old.code, new.code)]
    assert ["compara" in each.lower() for each in said] == [False, True]
    make_plan("PLAN-NUEVO", adopted_year=2027)
    assert "compara" not in listed(client, new.code).lower()


def test_the_list_takes_the_same_queries_however_many_were_compared(cast: Cast, signed_in: SignIn) -> None:
    world = make_world()
    issued(world, cast)
    client = signed_in(cast.observer)
    client.get("/informes/")

    def queries() -> int:
        list(watch(at=EVENING))
        with CaptureQueriesContext(connection) as asked:
            client.get("/informes/")
        return len(asked)

    few = queries()
    issue(world.plan, world.before, by=cast.secretary, at=CLOSED)
    validate_the_navy(world)
    assert queries() == few
    assert LastComparison.objects.count() == 2


def test_no_more_states_changed_than_changed_at_all(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        LastComparison.objects.create(edition=edition, compared_at=LATER, changed=1, states=2)
