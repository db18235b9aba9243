"""The administration: who enters, what can be changed there, and lists as spreadsheets by natural keys."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from indicators.models import Action, Category, Dimension, IndicatorRevision, Objective
from institutions.administration import is_in_use
from institutions.models import Appointment, Institution, Role, User
from institutions.spreadsheet_formats import SafeCSV, SafeXLSX
from measurements.models import Measurement
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import (
    PASSWORD,
    make_count,
    make_measurement,
    make_period,
    make_person,
    make_plan,
    make_post,
)

pytestmark = pytest.mark.django_db

READ_ONLY = {
    ("documents", "storedfile"),
    ("indicators", "commitment"),
    ("indicators", "reportingperiod"),
    ("measurements", "measurement"),
    ("measurements", "measurementevent"),
    ("measurements", "receipt"),
    ("reports", "reportedition"),
}
NEVER_ADDED = READ_ONLY | {("indicators", "actionplan"), ("indicators", "indicatorrevision")}
SPREADSHEETS = {
    ("institutions", "institution"),
    ("institutions", "user"),
    ("institutions", "appointment"),
    ("indicators", "pillar"),
    ("indicators", "objective"),
    ("indicators", "action"),
    ("indicators", "indicator"),
    ("indicators", "dimension"),
    ("indicators", "category"),
    ("indicators", "register"),
    ("indicators", "stage"),
}
FORMATS = {"csv": "0", "xlsx": "1"}


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


def address(model: tuple[str, str], page: str, *args: object) -> str:
    return reverse("admin:{}_{}_{}".format(*model, page), args=args)


def registered() -> set[tuple[str, str]]:
    return {(model._meta.app_label, model._meta.model_name or "") for model in admin.site._registry}


def upload(browser: Client, model: tuple[str, str], content: bytes | str, form: str = "csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(f"list.{form}", data)
    return browser.post(address(model, "import"), {"import_file": file, "format": FORMATS[form], "resource": "0"})


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


INSTITUTION, PERSON, POST = ("institutions", "institution"), ("institutions", "user"), ("institutions", "appointment")
ACTION, CATEGORY = ("indicators", "action"), ("indicators", "category")


# --- Who enters ---------------------------------------------------------------------------------------------------


def test_only_administrators_enter(cast: Cast, signed_in: SignIn) -> None:
    answers = {
        name: signed_in(person).get(reverse("admin:index")).status_code for name, person in cast.people().items()
    }
    assert {name for name, status in answers.items() if status == 200} == {"administrator"}
    assert set(answers.values()) == {200, 403}


def test_a_stranger_signs_in_at_the_products_door(client: Client) -> None:
    for page in (reverse("admin:index"), reverse("admin:login"), address(INSTITUTION, "changelist")):
        answer = client.get(page, follow=True)
        assert answer.redirect_chain[-1][0].startswith(reverse("account_login")), page


def test_the_administration_has_no_sign_in_of_its_own(client: Client, cast: Cast) -> None:
    """Its form would be a way around the limits on guessing."""
    sent = {"username": cast.administrator.email, "password": PASSWORD}
    assert client.post(reverse("admin:login"), sent).status_code == 302
    assert "_auth_user_id" not in client.session


def test_an_ended_post_shuts_the_door_at_once(browser: Client, cast: Cast) -> None:
    cast.administrator.appointments.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert browser.get(reverse("admin:index")).status_code == 403


def test_somebody_without_the_post_can_still_leave(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.observer).post(reverse("admin:logout")).status_code in (200, 302)


# --- What can be changed ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("real_plan")
def test_every_page_opens_without_inline_code(browser: Client) -> None:
    for model, its_admin in admin.site._registry.items():
        name = (model._meta.app_label, model._meta.model_name or "")
        pages = [address(name, "changelist")]
        if name not in NEVER_ADDED:
            pages.append(address(name, "add"))
        if name in SPREADSHEETS:
            pages += [address(name, "import"), address(name, "export")]
        if first := model._default_manager.first():
            pages += [address(name, "change", first.pk), address(name, "history", first.pk)]
        for page in pages:
            answer = browser.get(page)
            assert answer.status_code == 200, page
            html = answer.content.decode()
            assert ' style="' not in html, page
            assert "<style" not in html, page
            assert " onclick=" not in html, page
            assert "<script>" not in html, page
        assert its_admin is not None


def test_the_same_models_are_registered_as_declared_here() -> None:
    assert registered() >= READ_ONLY | SPREADSHEETS
    assert ("auth", "group") not in registered()
    for app, model in registered():
        its_admin = admin.site._registry[apps.get_model(app, model)]
        assert hasattr(its_admin, "import_action") == ((app, model) in SPREADSHEETS), model


def test_nothing_can_be_deleted_but_a_post_that_has_not_begun(cast: Cast, browser: Client) -> None:
    request = browser.get(reverse("admin:index")).wsgi_request
    for model, its_admin in admin.site._registry.items():
        assert not its_admin.has_delete_permission(request), model
        if model is not Appointment and (row := model._default_manager.first()):
            assert not its_admin.has_delete_permission(request, row), model
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    future = make_post(cast.reporter, Role.APPROVER, cast.army, starts_on=tomorrow)
    assert browser.post(address(POST, "delete", future.pk), {"post": "yes"}).status_code == 302
    begun = cast.reporter.appointments.get()
    assert browser.post(address(POST, "delete", begun.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", sorted(READ_ONLY))
def test_what_a_process_writes_is_only_read(browser: Client, model: tuple[str, str]) -> None:
    assert browser.get(address(model, "changelist")).status_code == 200
    assert browser.get(address(model, "add")).status_code == 403
    assert browser.post(address(model, "add"), {}).status_code == 403


def test_a_measurement_is_only_read(browser: Client, cast: Cast) -> None:
    period = make_period(make_plan(), "2026-I")
    measurement = make_measurement(make_count(make_plan()), cast.army, period, value=4)
    page = address(("measurements", "measurement"), "change", measurement.pk)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"status": "draft"}).status_code == 403
    assert browser.post(address(("measurements", "measurement"), "delete", measurement.pk)).status_code == 403
    assert Measurement.objects.get().status == "validated"


def test_a_code_is_written_once(browser: Client, cast: Cast) -> None:
    form = {"code": "ZZ", "name_es": "Ejército", "short_name_es": "EP", "kind": "armed_force", "order": "1"}
    assert browser.post(address(INSTITUTION, "change", cast.army.pk), form).status_code == 302
    cast.army.refresh_from_db()
    assert (cast.army.code, cast.army.name_es) == ("EP", "Ejército")


@pytest.mark.usefixtures("real_plan")
def test_a_definition_can_be_worded_better_until_it_is_used(browser: Client, cast: Cast) -> None:
    definition = IndicatorRevision.objects.get(indicator__code="PREV-1.1.1")
    page = address(("indicators", "indicatorrevision"), "change", definition.pk)
    form = text_form(browser, page) | {"note_es": "Otra nota", "kind": "CHANGE"}
    assert browser.post(page, form).status_code == 302
    definition.refresh_from_db()
    assert (definition.note_es, definition.kind) == ("Otra nota", "COUNT")

    period = definition.effective_from
    make_measurement(definition, cast.army, period, values={"people_trained:rank_category=ncos|sex=women": 3})
    assert is_in_use(definition)
    assert browser.get(page).status_code == 200
    assert browser.post(page, form | {"note_es": "Tercera"}).status_code == 403


def text_form(browser: Client, page: str) -> dict[str, object]:
    """What the page's form sends when nothing is typed."""
    answer = browser.get(page)
    form = answer.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    for formset in answer.context["inline_admin_formsets"]:
        for each in [formset.formset.management_form, *formset.formset.forms]:
            data |= {each.add_prefix(name): each[name].value() or "" for name in each.fields}
    return data | {"is_narrative_required": ""}


def test_an_account_is_made_with_a_password_that_holds(browser: Client) -> None:
    form = {"email": "Ana@Example.pe", "name": "Ana", "language": "es", "password1": "corta", "password2": "corta"}
    assert browser.post(address(PERSON, "add"), form).status_code == 200
    assert not User.objects.filter(name="Ana").exists()
    assert (
        browser.post(address(PERSON, "add"), form | {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    )
    person = User.objects.get(name="Ana")
    assert person.email == "ana@example.pe"
    assert person.check_password(PASSWORD)


def test_an_administrator_sets_a_new_password(browser: Client, cast: Cast) -> None:
    page = reverse("admin:auth_user_password_change", args=[cast.reporter.pk])
    new = "una clave nueva muy larga"
    assert browser.post(page, {"password1": new, "password2": new}).status_code == 302
    assert User.objects.get(pk=cast.reporter.pk).check_password(new)


def test_a_post_against_the_rules_is_refused(browser: Client, cast: Cast) -> None:
    form = {
        "user": cast.reporter.pk,
        "institution": cast.ministry.pk,
        "role": Role.TECHNICAL_SECRETARY,
        "capacity": "titular",
        "starts_on": "2026-01-01",
    }
    answer = browser.post(address(POST, "add"), form)
    assert answer.status_code == 200
    assert "nadie puede revisar lo que registra" in answer.content.decode()


# --- Lists as spreadsheets ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("model", sorted(SPREADSHEETS))
@pytest.mark.usefixtures("real_plan")
def test_what_was_taken_out_comes_back_unchanged(browser: Client, model: tuple[str, str], form: str) -> None:
    taken = browser.post(address(model, "export"), {"format": FORMATS[form], "resource": "0"})
    assert taken.status_code == 200
    assert "attachment" in taken.headers["Content-Disposition"]
    tried = upload(browser, model, taken.content, form)
    outcome = tried.context["outcome"]
    assert outcome.is_possible
    assert not outcome.accepted, outcome
    assert outcome.unchanged == count_of(model)


def count_of(model: tuple[str, str]) -> int:
    kind: type[Model] = apps.get_model(*model)
    return kind._default_manager.count()


@pytest.mark.usefixtures("real_plan")
def test_no_list_holds_ids_passwords_or_states(browser: Client) -> None:
    for model in SPREADSHEETS:
        taken = browser.post(address(model, "export"), {"format": "0", "resource": "0"}).content
        headers = SafeCSV().create_dataset(taken).headers
        assert not {"id", "password", "last_login", "status", "created_at"} & set(headers), model


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
