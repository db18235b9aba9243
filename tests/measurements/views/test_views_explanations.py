"""The box below the row: where it stands, what it keeps, and that nobody loses sight of it."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.models import Explanation, Measurement, RegisterItem, Status
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_change, make_measurement, make_period, make_plausibility_rule, make_proportion
from tests.measurements.worlds.entering import MEN, SEMINAR, WOMEN, owe, post, url

pytestmark = pytest.mark.usefixtures("clock")

BOX = "why.large_change.total.sex:women"
TYPED = {WOMEN: "64", MEN: "31"}
ASKED = "Si es correcto, explique por qué. Si no, corrija el valor."


@pytest.fixture
def before(cast: Cast, people: IndicatorRevision, period: ReportingPeriod) -> Measurement:
    """Twenty-one women and thirty men a semester ago."""
    values = {"total:sex=women": 21, "total:sex=men": 30}
    return make_measurement(people, cast.army, make_period(period.plan, "2025-II"), values=values)


def told() -> list[str]:
    return list(Explanation.objects.values_list("text", flat=True))


# --- The box ------------------------------------------------------------------------------------------------------


def test_update_totals_shows_the_box_below_its_row_before_anything_is_saved(
    browser: Client, before: Measurement
) -> None:
    page = post(browser, TYPED | {"action": "totals"}, status=200)
    assert "women: pasó de 21 a 64 (el triple)." in page
    assert ASKED in page
    row, box, foot = (page.index(part) for part in (f'name="{WOMEN}"', f'name="{BOX}"', 'id="totals"'))
    assert row < box < foot
    assert f'aria-describedby="id_{BOX}_warning"' in page
    assert f'id="id_{BOX}_warning"' in page
    assert 'class="flagged"' in page
    assert not Measurement.objects.filter(period__code="2026-I").exists()


def test_what_is_not_odd_asks_nothing(browser: Client, before: Measurement) -> None:
    page = post(browser, {WOMEN: "22", MEN: "31", "action": "totals"}, status=200)
    assert ASKED not in page
    assert "why." not in page


def test_it_is_explained_before_the_first_save(browser: Client, before: Measurement) -> None:
    post(browser, TYPED | {BOX: "Se incorporó el módulo.", "action": "prepare"} | rest())
    assert Measurement.objects.get(period__code="2026-I").status == Status.PREPARED
    assert told() == ["Se incorporó el módulo."]


def rest() -> dict[str, str]:
    return {"v.total.sex:not_recorded": "0"}


def test_the_text_survives_an_error_elsewhere(browser: Client, before: Measurement) -> None:
    page = post(browser, {WOMEN: "64", MEN: "treinta", BOX: "Se incorporó el módulo."}, status=200)
    assert "Se incorporó el módulo.</textarea>" in page
    assert told() == []


def test_too_long_a_text_is_refused_beside_its_box_and_kept(browser: Client, before: Measurement) -> None:
    page = post(browser, TYPED | {BOX: "a" * 501}, status=200)
    assert f'href="#id_{BOX}"' in page
    assert f'id="id_{BOX}_error"' in page
    assert "a" * 501 in page


def test_the_saved_text_is_shown_again_and_can_be_taken_back(browser: Client, before: Measurement) -> None:
    post(browser, TYPED | {BOX: "Se incorporó el módulo."})
    assert "Se incorporó el módulo.</textarea>" in browser.get(url()).text
    post(browser, TYPED | {BOX: ""})
    assert told() == []


def test_a_corrected_value_needs_no_word_any_more(browser: Client, before: Measurement) -> None:
    post(browser, TYPED | {BOX: "Se incorporó el módulo."})
    post(browser, {WOMEN: "22", MEN: "31", BOX: "Se incorporó el módulo."})
    assert told() == []


def test_typed_markup_is_only_text(browser: Client, before: Measurement) -> None:
    post(browser, TYPED | {BOX: "</textarea><script>1</script>"})
    assert "<script>1" not in browser.get(url()).text


def test_in_english_every_word_is_english(browser: Client, before: Measurement) -> None:
    post(browser, TYPED)
    page = browser.get(f"/en{url()}").text
    assert "women: it went from 21 to 64 (three times as much)." in page
    assert "If it is right, explain why. If not, correct the value." in page
    assert "Explicación" not in page


def test_a_warning_about_all_values_stands_below_the_figures(browser: Client, before: Measurement) -> None:
    page = post(browser, {WOMEN: "21", MEN: "30", "action": "totals"}, status=200)
    assert "Todos los valores son iguales a los del semestre anterior" in page
    assert page.index('id="totals"') < page.index('name="why.identical"')


def test_a_single_figure_and_a_proportion_have_their_boxes_too(
    cast: Cast, period: ReportingPeriod, browser: Client
) -> None:
    earlier = make_period(period.plan, "2025-II")
    hours = owe(cast, period, make_change(period.plan))
    make_measurement(hours, cast.army, earlier, value=46)
    page = post(browser, {"v.level": "120", "action": "totals"}, code="PREV-1.2.1", status=200)
    assert page.index('name="v.level"') < page.index('name="why.large_change.level"')
    share = owe(cast, period, make_proportion(period.plan))
    make_measurement(share, cast.army, earlier, value=(20, 90))
    typed = {"v.part": "60", "d.part": "90", "action": "totals"}
    page = post(browser, typed, code="PART-1.2.1", status=200)
    assert "pasó de 20 de 90 (22,2\xa0%) a 60 de 90 (66,7\xa0%)." in page
    assert page.index('name="d.part"') < page.index('name="why.large_change.part"')


def test_a_list_asks_below_it_once_its_figure_is_saved(
    cast: Cast, period: ReportingPeriod, browser: Client, events: IndicatorRevision
) -> None:
    make_measurement(events, cast.army, make_period(period.plan, "2025-II"), value=20)
    where = post(browser, SEMINAR | {"action": "prepare"}, code="PREV-2.3.1")
    page = browser.get(where).text
    box = "why.large_change.held"
    assert page.index('id="lists"') < page.index(f'name="{box}"')
    assert f'href="#id_{box}"' in page
    post(browser, stored_row() | {box: "Se agruparon."}, code="PREV-2.3.1")
    assert told() == ["Se agruparon."]


def stored_row() -> dict[str, str]:
    item = RegisterItem.objects.get()
    return {
        "event-rows": "1",
        "event-0-id": str(item.pk),
        "event-0-title": item.title,
        "event-0-stage": "held",
        "event-0-dated_on": "2026-03-02",
        "event-0-quantity": "3",
    }


# --- Nobody loses sight of it -------------------------------------------------------------------------------------


def test_who_goes_on_hears_of_it_with_a_way_back(
    cast: Cast, period: ReportingPeriod, browser: Client, before: Measurement
) -> None:
    owe(cast, period, make_change(period.plan))
    where = post(browser, TYPED | {"action": "continue"})
    assert where == url("PREV-1.2.1")
    page = browser.get(where).text
    assert "Por favor, vuelva a mirar: women: pasó de 21 a 64 (el triple)." in page
    assert f'<a href="{url()}#id_{BOX}">Explicar o corregir</a>' in page


def test_several_warnings_are_told_in_one_box(browser: Client, before: Measurement) -> None:
    where = post(browser, {WOMEN: "64", MEN: "90", "action": "continue"})
    page = browser.get(where).text
    assert page.count("vuelva a mirar") == 1
    assert "guardado como borrador" in page
    assert page.count("Explicar o corregir") == 1


def test_who_explained_it_is_told_no_more(browser: Client, before: Measurement) -> None:
    where = post(browser, TYPED | {BOX: "Se incorporó el módulo."})
    assert "vuelva a mirar" not in browser.get(where).text


def test_handing_over_without_a_word_leads_back_to_the_box(browser: Client, before: Measurement) -> None:
    where = post(browser, TYPED | rest() | {"action": "prepare"})
    assert Measurement.objects.get(period__code="2026-I").status == Status.DRAFT
    page = browser.get(where).text
    assert "<title>Error:" in page
    assert f'<a href="#id_{BOX}">Explique o corrija: women: pasó de 21 a 64 (el triple).</a>' in page


def test_the_task_list_says_how_many_lack_a_word(browser: Client, before: Measurement) -> None:
    post(browser, {WOMEN: "64", MEN: "90"})
    page = browser.get("/registro/2026-I/EP/").text
    assert "Falta explicar 2 advertencias." in page
    thin = {WOMEN: "64", MEN: "90", BOX: "Sí, es correcto.", "why.large_change.total.sex:men": "ok"}
    post(browser, thin)
    assert "Falta explicar 2 advertencias." in browser.get("/registro/2026-I/EP/").text
    assert browser.get(url()).text.count("en al menos 15 letras") == 2
    post(browser, thin | {BOX: "Se abrió un módulo.", "why.large_change.total.sex:men": "También para ellos."})
    page = browser.get("/registro/2026-I/EP/").text
    assert "Falta explicar" not in page
    assert "Listo" in page


def test_what_lacks_a_word_is_not_offered_for_handing_over(browser: Client, before: Measurement) -> None:
    post(browser, TYPED)
    page = browser.get("/registro/2026-I/EP/revisar/").text
    assert "Entregar 1 indicador" not in page
    assert "1 indicador" in page.split("<main")[1]


def test_two_people_see_both_explanations(cast: Cast, browser: Client, before: Measurement) -> None:
    post(browser, TYPED | {BOX: "Se incorporó el módulo."})
    page = post(browser, TYPED | {BOX: "Hubo un curso más.", "version": "0"}, status=409)
    assert "Explicación · women: cambio grande frente al semestre anterior" in page
    assert "Se incorporó el módulo." in page
    assert "Hubo un curso más.</textarea>" in page


# --- Whoever reads it later ---------------------------------------------------------------------------------------


def test_the_explanation_stands_beside_its_warning_on_every_page_that_follows(
    cast: Cast, browser: Client, signed_in: SignIn, before: Measurement
) -> None:
    post(browser, TYPED | rest() | {BOX: "Se incorporó el módulo.", "action": "prepare"})
    approver, secretary = signed_in(cast.approver), signed_in(cast.secretary)
    sending, locked = "/registro/2026-I/EP/revisar/", url()
    for page in (browser.get(locked).text, approver.get(sending).text):
        assert "women: pasó de 21 a 64 (el triple)." in page
        assert "Se incorporó el módulo." in page
    prepared = Measurement.objects.get(period__code="2026-I")
    form = {"action": "send", "chosen": "PREV-1.1.1", "version-PREV-1.1.1": str(prepared.version)}
    receipt = approver.post(sending, form)
    assert receipt.status_code == 302
    assert (
        "women: cambio grande frente al semestre anterior. «Se incorporó el módulo.»"
        in approver.get(receipt["Location"]).text
    )
    review = secretary.get("/revision/2026-I/EP/PREV-1.1.1/").text
    assert "women: pasó de 21 a 64 (el triple)." in review
    assert "Se incorporó el módulo." in review
    assert "Ningún valor cayó a cero." in review


def test_the_approver_is_told_what_came_up_since(
    cast: Cast, period: ReportingPeriod, browser: Client, signed_in: SignIn
) -> None:
    first, second = (owe(cast, period, make_proportion(period.plan, code)) for code in ("PREV-1.3.1", "REC-2.2.1"))
    make_plausibility_rule(first, "unequal_denominators", compared_with=second.indicator)
    post(browser, {"v.part": "2", "d.part": "5", "action": "prepare"}, code="PREV-1.3.1")
    post(browser, {"v.part": "2", "d.part": "4"}, code="REC-2.2.1")
    approver, sending = signed_in(cast.approver), "/registro/2026-I/EP/revisar/"
    prepared = Measurement.objects.get(indicator=first.indicator)
    page = approver.get(sending).text
    assert "whole: 5 aquí y 4 en REC-2.2.1. Deben ser los mismos." in page
    assert "No se puede enviar sin explicar la advertencia" in page
    form = {"action": "send", "chosen": "PREV-1.3.1", "version-PREV-1.3.1": str(prepared.version)}
    answer = approver.post(sending, form)
    assert answer.status_code == 200
    assert "Falta una explicación en PREV-1.3.1." in answer.text
    prepared.refresh_from_db()
    assert prepared.status == Status.PREPARED
