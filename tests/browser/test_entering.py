"""Reporting in one sitting: 21 indicators in few clicks, by keyboard, without scripts, on a phone, two at once, and after an accident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import serving
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
MOST_CLICKS = 45
CODE = "PREV-1.1.1"
PASTE = """([box, text]) => {
    const data = new DataTransfer();
    data.setData("text", text);
    box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="session")
def prepared(planned: Path, shared: Path) -> Path:
    def fill(folder: Path) -> None:
        serving.run("tests.browser.one_officer", folder=serving.copy(planned, folder))

    return serving.once(shared / "one-officer", fill)


@pytest.fixture
def address(prepared: Path, tmp_path: Path) -> Iterator[str]:
    with serving.serving(serving.copy(prepared, tmp_path / "product")) as address:
        yield address


def walk(chromium: Browser, address: str, *, has_scripts: bool = True, **options: Any) -> Walk:
    context = chromium.new_context(
        java_script_enabled=has_scripts, locale="es-PE", **({"viewport": {"width": 1280, "height": 900}} | options)
    )
    return Walk(context, address, has_scripts=has_scripts)


def open_entry(walk: Walk, account: str = "oficial", code: str = CODE) -> str:
    """Sign in and open an indicator; return the address of the task list."""
    walk.enter(account)
    walk.follow_menu("Mis tareas")
    tasks = walk.page.url.removeprefix(walk.address)
    walk.go(f"{tasks}{code}/")
    return tasks


def boxes(page: Page) -> Locator:
    return page.locator("table.entry-grid input[type=text]")


def fill(page: Page, value: str) -> None:
    """Something in every box of the grid, whatever the kind, and a sentence about it."""
    for box in boxes(page).all():
        box.fill(value)
    page.get_by_label("¿Qué explica este resultado?").fill("Se cumplió lo previsto.")


def test_21_indicators_are_entered_and_sent_in_few_clicks(chromium: Browser, address: str) -> None:
    person = walk(chromium, address)
    person.enter("oficial")
    page, clicks = person.page, 1
    person.follow_menu("Mis tareas")
    person.turn(page.get_by_role("main").locator("ul.tasks a[href*='PREV-']"))
    clicks += 2
    for _indicator in range(21):
        clicks += report_somehow(page)
        person.press("Guardar y continuar")
        clicks += 1
    assert page.url.endswith("/revisar/"), "after the last indicator comes what hands them over"
    # Who holds both posts hands over and sends in one step: 21 answers are checked at once, so it may take a while.
    person.press(re.compile("^Enviar 21"))
    clicks += 1
    assert "/constancias/" in page.url
    assert clicks <= MOST_CLICKS, clicks
    print(f"\n{clicks} clicks for 21 indicators, signing in and sending included")  # noqa: T201 - a measurement
    assert not person.wrong, "\n".join(person.wrong)


def report_somehow(page: Page) -> int:
    """Type what the indicator asks for; return the clicks that typing did not spare."""
    page.get_by_label("¿Qué explica este resultado?").fill("Se cumplió lo previsto.")
    none = page.get_by_label("No hubo ninguno este semestre")
    if none.count():
        none.click()
        return 1
    for box in page.locator("#entry input.short[type=text]").all():
        if not re.search("control_total|not_recorded", box.get_attribute("name") or ""):
            box.fill("20" if (box.get_attribute("name") or "").startswith("d.") else "4")
    return 0


def test_everything_is_done_with_the_keyboard_alone(chromium: Browser, address: str) -> None:
    person = walk(chromium, address)
    person.enter("oficial")
    person.follow_menu("Mis tareas")
    page = person.page
    tab_to(page, "a", re.compile("personas capacitadas"))
    press_enter(page)
    tab_to(page, "input", re.compile("v.people_trained"))
    type_down_the_columns(page)
    assert [box.input_value() for box in boxes(page).all()[:3]] == ["6", "7", ""]
    page.evaluate(PASTE, [boxes(page).first.element_handle(), "10\t11\n12\t13"])
    assert [boxes(page).nth(n).input_value() for n in (0, 1, 3, 4)] == ["10", "11", "12", "13"]
    expect(page.get_by_role("row", name=re.compile("^Oficiales generales")).locator("output")).to_have_text("21")
    page.evaluate(PASTE, [boxes(page).last.element_handle(), "1\t2\n3\t4"])
    assert "No se pegó nada" in person.text
    tab_to(page, "button", re.compile("entregar para visto bueno"))
    press_enter(page)
    person.go(page.url.removeprefix(person.address).split("PREV")[0] + "revisar/")
    tab_to(page, "button", re.compile("^Enviar 1"))
    press_enter(page)
    assert "/constancias/" in page.url
    assert not person.wrong, "\n".join(person.wrong)


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_down_the_columns(page: Page) -> None:
    """Enter goes down, and from the foot of a column to the head of the next. Nothing is far from last semester's 7."""
    for column in (1, 2):
        for row in range(1, 7):
            page.keyboard.type(str(4 + column + row))
            page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)


def tab_to(page: Page, tag: str, wanted: re.Pattern[str]) -> None:
    """Press Tab until the control has the focus; at each stop the focus must be seen."""
    for _stop in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.localName, e.name || "", e.textContent, parseFloat(s.outlineWidth), s.outlineStyle, s.boxShadow]; }"""
        )
        is_seen = (found[3] >= 3 and found[4] != "none") or found[5] != "none"
        assert is_seen or found[0] == "body", found
        if found[0] == tag and (wanted.search(found[1]) or wanted.search(found[2].strip())):
            return
    raise AssertionError(f"Tab never reaches {wanted.pattern}")


def test_without_scripts_nothing_is_missing(chromium: Browser, address: str) -> None:
    person = walk(chromium, address, has_scripts=False)
    colleague = walk(chromium, address, has_scripts=False)
    open_entry(person)
    open_entry(colleague, "colega")
    fill(person.page, "8")
    boxes(person.page).first.fill("1.5")
    person.press("Actualizar totales")
    assert "Hay un problema" in person.text
    boxes(person.page).first.fill("1 200")
    person.press("Actualizar totales")
    assert "1 216" in person.text
    person.press("English")
    assert "/en/" in person.page.url
    assert boxes(person.page).first.input_value() == "1 200"
    assert "We recovered what you typed" in person.text
    fill(colleague.page, "9")
    colleague.press("Guardar y volver a mis tareas")
    person.press("Save and continue")
    assert "Stored (Mario Huamán" in person.text
    for choice in person.page.get_by_role("group").all():
        mine = choice.get_by_role("radio", name=re.compile("^Yours"))
        if mine.count():
            mine.check()
    person.wrong.clear()  # the browser tells of the 409 by itself
    person.press("Save what I chose")
    assert boxes(person.page).first.input_value() == "1200"
    assert not person.wrong, "\n".join(person.wrong)


def test_on_a_phone_each_row_fits(chromium: Browser, address: str) -> None:
    person = walk(chromium, address, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    tasks = open_entry(person)
    fill(person.page, "8")
    for code in (CODE, "PREV-2.1.1", "PART-1.1.1", "PART-1.2.1", "PREV-1.2.1"):
        person.page.set_viewport_size({"width": 390, "height": 800})
        person.go(f"{tasks}{code}/")
        wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, code
        for box in boxes(person.page).all()[:4]:
            place = box.bounding_box()
            assert place
            assert place["x"] >= 0, code
            assert place["x"] + place["width"] <= 390, code
            assert place["height"] >= 44, code
    person.look("entry-phone")
    assert not person.wrong, "\n".join(person.wrong)


def test_two_browsers_at_one_form_choose_cell_by_cell(chromium: Browser, address: str) -> None:
    first, second = walk(chromium, address), walk(chromium, address)
    open_entry(first)
    fill(first.page, "8")
    first.press("Guardar y volver a mis tareas")
    open_entry(first)
    open_entry(second, "colega")
    boxes(first.page).nth(0).fill("11")
    boxes(first.page).nth(1).fill("12")
    boxes(second.page).nth(0).fill("21")
    boxes(second.page).nth(3).fill("24")
    first.press("Guardar y volver a mis tareas")
    second.press("Guardar y continuar")
    assert "Rosa Quispe guardó este indicador" in second.text
    choices = second.page.locator("fieldset.choice")
    assert choices.count() == 3
    assert choices.locator("input:checked").count() == 2, "only what both changed is asked"
    second.wrong.clear()  # the browser tells of the 409 by itself
    second.look("entry-conflict")
    choices.nth(0).get_by_role("radio", name=re.compile("^Guardado")).check()
    second.press("Guardar lo elegido")
    assert [boxes(second.page).nth(n).input_value() for n in (0, 1, 3)] == ["11", "12", "24"]
    assert not first.wrong + second.wrong, "\n".join(first.wrong + second.wrong)


def test_after_the_browser_died_what_was_typed_is_there(chromium: Browser, address: str) -> None:
    person = walk(chromium, address)
    tasks = open_entry(person)
    boxes(person.page).nth(0).fill("doce")
    boxes(person.page).nth(1).fill("34")
    expect(person.page.locator("#kept")).to_contain_text("Conservamos lo que escribió")
    boxes(person.page).nth(2).press_sequentially("5")
    person.page.close(run_before_unload=False)
    person.context.close()
    again = walk(chromium, address)
    again.enter("oficial")
    again.go(tasks)
    assert "Hay texto sin guardar" in again.text
    again.go(f"{tasks}{CODE}/")
    assert "Recuperamos lo que escribió" in again.text
    assert [boxes(again.page).nth(n).input_value() for n in (0, 1)] == ["doce", "34"]
    again.look("entry-restored")
    boxes(again.page).nth(3).fill("56")
    with again.page.expect_navigation():
        again.page.get_by_role("link", name=re.compile("^EN")).click()
    assert "/en/" in again.page.url
    assert boxes(again.page).nth(3).input_value() == "56"
    with again.page.expect_navigation():
        again.page.get_by_role("link", name=re.compile("^ES")).click()
    again.page.get_by_text("Descartar lo que escribí").click()
    again.press("Sí, descartarlo")
    assert boxes(again.page).nth(0).input_value() == ""
    assert not again.wrong, "\n".join(again.wrong)


def test_after_the_session_ended_the_page_goes_on(chromium: Browser, address: str) -> None:
    person = walk(chromium, address)
    tasks = open_entry(person)
    page = person.page
    person.context.clear_cookies(name="sessionid")
    boxes(page).nth(0).fill("12")
    boxes(page).nth(1).click()
    expect(page.get_by_role("heading", name="Su sesión terminó")).to_be_visible()
    with person.context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("se abre en otra pestaña")).click()
    sign_in(opened.value)
    page.bring_to_front()
    boxes(page).nth(1).fill("13")
    boxes(page).nth(2).click()
    expect(page.locator("#kept")).to_contain_text("Conservamos lo que escribió")
    page.get_by_role("button", name="Guardar y volver a mis tareas").click()
    page.wait_for_url(f"**{tasks}")
    person.go(f"{tasks}{CODE}/")
    # No answer to autosaving arrives: the page cannot know yet that the session ended, and the button saves as ever.
    unsaved = page.locator("form[data-unsaved]").get_attribute("data-unsaved")
    page.route(f"**{unsaved}", lambda route: None)
    boxes(page).nth(0).fill("99")
    person.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Guardar y volver a mis tareas").press("Enter")
    page.wait_for_url(re.compile("/ingresar/"))
    page.unroute(f"**{unsaved}")
    sign_in(page)
    page.wait_for_url(f"**{tasks}{CODE}/")
    assert [boxes(page).nth(n).input_value() for n in (0, 1)] == ["99", "13"]
    assert "Recuperamos lo que escribió" in person.text


def sign_in(page: Page) -> None:
    page.fill("input[name=login]", "oficial@demo.example.pe")
    page.fill("input[name=password]", serving.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Ingresar").click()
    page.wait_for_load_state()
