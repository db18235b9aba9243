"""Lists as spreadsheets: by natural keys, tried first, all rows or none, and nothing but their own columns."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import translation

from indicators.models import Action, Category, Dimension, Objective, PlausibilityRule
from institutions.models import Appointment, Institution, Role, User
from institutions.spreadsheet_formats import SafeCSV, SafeXLSX
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_person, make_post
from tests.institutions.administration_pages import (
    ACTION,
    CATEGORY,
    FORMATS,
    INSTITUTION,
    PERSON,
    POST,
    address,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


def confirm(browser: Client, model: tuple[str, str], tried: Any) -> Any:
    return browser.post(address(model, "process_import"), tried.context["confirm_form"].initial, follow=True)


def problems(tried: Any) -> list[tuple[int, str]]:
    outcome = tried.context["outcome"]
    assert not outcome.is_possible
    assert tried.context.get("confirm_form") is None
    return [(line.number, " ".join(line.problems)) for line in outcome.refused]


def bring_in(browser: Client, model: tuple[str, str], content: bytes | str, form: str = "csv") -> Any:
    tried = upload(browser, model, content, form)
    assert tried.context["outcome"].is_possible, tried.context["outcome"]
    return confirm(browser, model, tried)


def test_text_that_could_run_leaves_harmless_and_comes_back_as_it_was(browser: Client, cast: Cast) -> None:
    cast.army.name_es = "=HYPERLINK(1)"
    cast.army.save()
    for form in FORMATS:
        taken = browser.post(address(INSTITUTION, "export"), {"format": FORMATS[form], "resource": "0"}).content
        assert form == "xlsx" or b"'=HYPERLINK" in taken
        bring_in(browser, INSTITUTION, taken, form)
        cast.army.refresh_from_db()
        assert cast.army.name_es == "=HYPERLINK(1)"


def test_trying_writes_nothing_and_confirming_writes_everything(browser: Client, cast: Cast) -> None:
    content = (
        "code,name_es,name_en,short_name_es,kind,parent\n"
        "EP,Ejército,Army,Ejército,armed_force,\n"
        "X1,Nueva,New,N,directorate,MINDEF\n"
    )
    tried = upload(browser, INSTITUTION, content)
    assert [(line.number, line.kind) for line in tried.context["outcome"].accepted] == [(2, "update"), (3, "new")]
    assert not Institution.objects.filter(code="X1").exists()
    page = tried.content.decode()
    assert "Qué haría la importación" in page
    assert "<ins>Ejército</ins>" in page

    confirm(browser, INSTITUTION, tried)
    assert Institution.objects.get(code="X1").parent == cast.ministry
    assert Institution.objects.get(code="EP").name_en == "Army"


def test_a_second_confirmation_changes_nothing(browser: Client) -> None:
    tried = upload(browser, INSTITUTION, "code,name_es,short_name_es,kind\nX1,Nueva,N,directorate\n")
    confirm(browser, INSTITUTION, tried)
    again = confirm(browser, INSTITUTION, tried)
    assert "ya no está en espera" in again.content.decode()
    assert Institution.objects.filter(code="X1").count() == 1


def test_each_refused_row_is_named_by_its_number_and_none_is_written(browser: Client, cast: Cast) -> None:
    content = (
        "code,name_es,short_name_es,kind,parent,is_participating\n"
        "X1,Nueva,N,directorate,MINDEF,1\n"
        "X2,,N,directorate,,1\n"
        "X3,Tres,T,navy,,1\n"
        "X4,Cuatro,C,directorate,NADA,quizá\n"
    )
    refused = dict(problems(upload(browser, INSTITUTION, content)))
    assert set(refused) == {3, 4, 5}
    assert "name" in refused[3]
    assert "navy" in refused[4]
    assert "NADA" in refused[5]
    assert "1 para sí o 0 para no" in refused[5]
    assert not Institution.objects.filter(code="X1").exists()


def test_a_row_that_went_wrong_since_the_trial_undoes_them_all(browser: Client, cast: Cast) -> None:
    people = (cast.observer, cast.member)
    rows = "".join(f"{person.email},EP,reporter,2026-01-01\n" for person in people)
    content = "user,institution,role,starts_on\n" + rows
    tried = upload(browser, POST, content)
    make_post(cast.member, Role.ALTERNATE_REVIEWER, cast.army)
    answer = confirm(browser, POST, tried)
    assert "No se importó nada" in answer.content.decode()
    assert not Appointment.objects.filter(user=cast.observer, role=Role.REPORTER).exists()


def test_imported_posts_obey_the_rule_of_two_people(browser: Client, cast: Cast) -> None:
    content = f"user,institution,role,starts_on\n{cast.reporter.email},MINDEF,technical_secretary,2026-01-01\n"
    assert "nadie puede revisar lo que registra" in dict(problems(upload(browser, POST, content)))[2]


def test_two_rows_of_one_file_are_checked_against_each_other(browser: Client, cast: Cast) -> None:
    make_person(None, email="ana@example.pe")
    content = (
        "user,institution,role,starts_on\n"
        "ana@example.pe,EP,reporter,01/01/2026\n"
        "ANA@example.pe,MINDEF,technical_secretary,2026-06-01\n"
    )
    assert set(dict(problems(upload(browser, POST, content)))) == {3}


def test_columns_that_are_not_of_the_list_change_nothing(browser: Client, cast: Cast) -> None:
    before = User.objects.get(pk=cast.reporter.pk)
    content = (
        "email,name,id,password,is_staff,created_at\n"
        f"{cast.reporter.email.upper()},Nombre nuevo,{cast.administrator.pk},x,1,2020-01-01\n"
    )
    bring_in(browser, PERSON, content)
    after = User.objects.get(pk=cast.reporter.pk)
    assert (after.name, after.password, after.created_at) == ("Nombre nuevo", before.password, before.created_at)
    assert after.email == before.email


def test_an_imported_person_has_no_password_until_one_is_set(browser: Client) -> None:
    bring_in(browser, PERSON, "email,name\nAna@Example.pe,Ana\n")
    person = User.objects.get(email="ana@example.pe")
    assert not person.has_usable_password()
    assert (person.language, person.is_active) == ("es", True)


def test_a_missing_key_column_is_named(browser: Client) -> None:
    tried = upload(browser, POST, "user,role\na@b.pe,reporter\n")
    assert tried.context["outcome"].problems == ("Faltan estas columnas: institution, starts_on.",)


def test_a_file_that_is_no_list_is_refused_in_a_sentence(browser: Client) -> None:
    for content, form, word in (
        (b"\xff\xfe\x00", "csv", "UTF-8"),
        (b"code\n", "xlsx", "XLSX"),
        (b"x" * (5 * 1024 * 1024 + 1), "csv", "5 MB"),
    ):
        tried = upload(browser, INSTITUTION, content, form)
        assert word in str(tried.context["form"].errors["import_file"])


def test_a_waiting_file_is_only_found_by_its_own_name(browser: Client) -> None:
    for name in ("../settings.py", "manage.py", "a" * 31):
        sent = {"import_file_name": name, "original_file_name": "x", "format": "0", "resource": "0"}
        assert (
            "Elija el archivo otra vez" in browser.post(address(INSTITUTION, "process_import"), sent).content.decode()
        )


@pytest.mark.usefixtures("real_plan")
def test_plan_parts_are_found_by_the_codes_of_their_plan(browser: Client) -> None:
    plan = "PE-MINDEF-1325-2021"
    bring_in(browser, ACTION, f"plan,code,order,objective,text_es\n{plan},PREV-9.1,99,PREV-1,Acción nueva\n")
    assert Action.objects.get(code="PREV-9.1").objective == Objective.objects.get(code="PREV-1")
    content = f"plan,code,order,objective,text_es\n{plan},PREV-9.2,99,PREV-77,x\nNADA,PREV-9.3,99,PREV-1,x\n"
    assert set(dict(problems(upload(browser, ACTION, content)))) == {2, 3}


def test_categories_come_in_from_a_workbook(browser: Client) -> None:
    Dimension.objects.create(code="mission", name_es="Misión", name_en="Mission")
    sheet = SafeXLSX().export_data(
        SafeCSV().create_dataset(b"dimension,code,order,name_es,name_en\nmission,minusma,1,MINUSMA,MINUSMA\n")
    )
    bring_in(browser, CATEGORY, sheet, "xlsx")
    assert Category.objects.get(dimension__code="mission").name_en == "MINUSMA"


def test_imports_are_logged(browser: Client, cast: Cast) -> None:
    bring_in(browser, PERSON, "email,name\nana@example.pe,Ana\n")
    page = browser.get(address(PERSON, "history", User.objects.get(email="ana@example.pe").pk))
    assert cast.administrator.email in page.content.decode()


def test_an_imported_address_belongs_to_that_person_alone(browser: Client, cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.reporter, email="ana@example.pe", verified=True)
    bring_in(browser, PERSON, "email,name\nana@example.pe,Ana\n")
    assert not EmailAddress.objects.exists()


RULES = ("indicators", "plausibilityrule")
RULE_COLUMNS = "plan,indicator,revision,kind,compared_with,part,whole,is_on,relative,absolute,high,sentence_es\n"
PERU = "PE-MINDEF-1325-2021"


@pytest.mark.usefixtures("real_plan")
def test_plausibility_rules_come_in_by_the_codes_of_the_plan(browser: Client) -> None:
    content = (
        f"{RULE_COLUMNS}{PERU},PART-1.2.1,1,share_out_of_range,,,,1,,,45,\n"
        f'{PERU},PREV-1.1.1,1,large_change,,,,1,"0,3",20,,{{cell}}: {{now}}\n'
        f"{PERU},PART-1.1.1,1,part_above_whole,,other_participants,peruvian_military,0,,,,\n"
    )
    bring_in(browser, RULES, content)
    rules = {
        rule.revision.indicator.code: rule for rule in PlausibilityRule.objects.exclude(kind="unequal_denominators")
    }
    assert (rules["PART-1.2.1"].high, rules["PREV-1.1.1"].relative) == (45, Decimal("0.3"))
    assert rules["PREV-1.1.1"].sentence_es == "{cell}: {now}"
    assert (rules["PART-1.1.1"].part.code, rules["PART-1.1.1"].is_on) == ("other_participants", False)
    assert PlausibilityRule.objects.count() == 5


@pytest.mark.usefixtures("real_plan")
def test_a_plausibility_rule_that_cannot_be_is_refused_by_its_row(browser: Client) -> None:
    content = (
        f"{RULE_COLUMNS}{PERU},PREV-9.9.9,1,identical,,,,1,,,,\n"
        f"{PERU},PREV-1.1.1,1,large_change,,,,1,mucho,,,\n"
        f"{PERU},PREV-1.1.1,1,part_above_whole,,nadie,people_trained,1,,,,\n"
        f"{PERU},PREV-1.1.1,1,identical,,,,1,2,,,\n"
        f"{PERU},PREV-1.1.1,1,zero_after_value,,,,1,,,,{{otro}}\n"
    )
    refused = dict(problems(upload(browser, RULES, content)))
    assert "No existe la ficha 1 de PREV-9.9.9" in refused[2]
    assert "Escriba un número" in refused[3]
    assert "nadie" in refused[4]
    assert "Solo un cambio grande" in refused[5]
    assert "La frase solo puede nombrar" in refused[6]
    assert PlausibilityRule.objects.count() == 3
