"""What the administration says of a list that it cannot take, and of one that it took: in the reader's words and language."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from institutions.models import Institution, User
from tests.cast import Cast
from tests.conftest import SignIn
from tests.institutions.administration_pages import FORMATS, INSTITUTION, PERSON, POST, address, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


def refused(tried: Any) -> dict[int, str]:
    outcome = tried.context["outcome"]
    assert tried.context.get("confirm_form") is None
    assert outcome.problems == ()
    return {line.number: " ".join(line.problems) for line in outcome.refused}


def workbook(*rows: tuple[object, ...]) -> bytes:
    """As a program writes it that computes nothing: formulas without values."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_without_its_value_is_called_a_formula_under_the_label_of_its_column(browser: Client) -> None:
    content = workbook(("email", "name"), ("ana@example.pe", "=1+1"), ("=1+1", "Bea"))
    said = refused(upload(browser, PERSON, content, "xlsx"))
    assert said[2] == "Nombre (name): Es una fórmula sin valor calculado. Escriba el valor mismo."
    assert said[3].startswith("Correo electrónico (email): Es una fórmula")


def test_rows_about_one_person_are_all_refused(browser: Client, cast: Cast) -> None:
    """Also where one of them would change nothing, and however the address is written."""
    known = cast.reporter
    content = (
        f"email,name\nrep@example.pe,Uno\n{known.email},{known.name}\nREP@example.pe,Dos\n"
        f"{known.email.upper()},Otra\nsola@example.pe,Sola\n"
    )
    said = refused(upload(browser, PERSON, content))
    assert set(said) == {2, 3, 4, 5}
    assert (
        said[2] == said[4] == ("Las filas 2, 4 coinciden en lo que las identifica (correo electrónico): deje una sola.")
    )
    assert "Las filas 3, 5" in said[3]
    assert not User.objects.filter(email__in=("rep@example.pe", "sola@example.pe")).exists()


def test_rows_about_one_post_are_refused_however_its_day_is_written(browser: Client, cast: Cast) -> None:
    content = (
        "user,institution,role,starts_on\n"
        f"{cast.member.email},EP,reporter,2030-01-01\n{cast.member.email},EP,reporter,01/01/2030\n"
    )
    assert set(refused(upload(browser, POST, content))) == {2, 3}


@pytest.mark.parametrize(("language", "label"), [("", "Tipo (kind): «navy»"), ("/en", "Kind (kind): “navy”")])
def test_a_value_that_is_none_of_the_list_is_answered_with_the_list(language: str, label: str, browser: Client) -> None:
    content = "code,name_es,short_name_es,kind,is_participating\nX1,Nueva,N,navy,quizá\n"
    file = io.BytesIO(content.encode())
    file.name = "list.csv"
    tried = browser.post(
        language + address(INSTITUTION, "import"), {"import_file": file, "format": FORMATS["csv"], "resource": "0"}
    )
    said = refused(tried)[2]
    assert label in said
    for stored, word in Institution.Kind.choices:
        assert f"{stored} ({word})" in said or language
        assert stored in said
    assert "(is_participating): " in said
    assert "is_participating: " not in said


@pytest.mark.parametrize(
    ("content", "form", "words"),
    [
        ("código".encode("latin-1"), "csv", "no es texto UTF-8"),
        (b"code,name_es\n", "csv", "ninguna fila debajo de los encabezados"),
        (workbook(("code",), ("EP",)), "csv", "elija XLSX como formato"),
        (b"code\nEP\n", "xlsx", "Si es CSV, elija ese formato"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_page_with_the_columns_that_are_read(
    content: bytes, form: str, words: str, browser: Client
) -> None:
    page = upload(browser, INSTITUTION, content, form).content.decode()
    assert words in page
    assert "<code>code, name_es, name_en, short_name_es" in page


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_name_that_looks_like_a_formula_is_the_same_name_when_it_comes_back(form: str, browser: Client) -> None:
    names = {"ana@example.pe": '=HYPERLINK("http://a.pe","b")', "bea@example.pe": "'=1", "cea@example.pe": "''@x"}
    for email, name in names.items():
        User.objects.create(email=email, name=name)
    taken = browser.post(address(PERSON, "export"), {"format": FORMATS[form], "resource": "0"}).content
    outcome = upload(browser, PERSON, taken, form).context["outcome"]
    assert (outcome.is_possible, outcome.accepted) == (True, ())
    assert outcome.unchanged == User.objects.count()


def test_a_character_that_no_workbook_holds_is_refused_instead_of_coming_back_as_another(browser: Client) -> None:
    assert "no se puede guardar" in refused(upload(browser, PERSON, "email,name\nana@example.pe,A\x0bna\n"))[2]


def test_what_was_imported_is_said_in_spanish_and_kept_in_the_history(browser: Client, cast: Cast) -> None:
    content = f"email,name\nana@example.pe,Ana\n{cast.reporter.email},Otra\n{cast.member.email},{cast.member.name}\n"
    tried = upload(browser, PERSON, content)
    done = browser.post(address(PERSON, "process_import"), tried.context["confirm_form"].initial, follow=True)
    assert "Se importó el archivo: 1 fila agregada, 1 cambiada, 1 sin cambios." in done.content.decode()
    assert {entry.change_message for entry in LogEntry.objects.all()} == {"Importado de un archivo."}
    assert LogEntry.objects.count() == 2


def test_export_and_import_pages_speak_spanish(browser: Client) -> None:
    exporting = browser.get(address(PERSON, "export")).content.decode()
    assert "Columnas del archivo:" in exporting
    assert "exporter" not in exporting
    importing = browser.get(address(PERSON, "import")).content.decode()
    assert "Archivo que se importa" in importing
    assert "ichero" not in importing
