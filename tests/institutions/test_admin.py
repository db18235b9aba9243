"""The administration: who enters, what can be changed there, and lists as spreadsheets by natural keys."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from indicators.models import ActionPlan, Baseline, IndicatorRevision, Target
from institutions.administration import is_in_use
from institutions.models import Appointment, Role, User
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
from tests.institutions.administration_pages import (
    INSTITUTION,
    NEVER_ADDED,
    PERSON,
    POST,
    READ_ONLY,
    SPREADSHEETS,
    address,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


def registered() -> set[tuple[str, str]]:
    return {(model._meta.app_label, model._meta.model_name or "") for model in admin.site._registry}


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


@pytest.mark.usefixtures("real_plan")
@pytest.mark.parametrize("is_sealed", [False, True])
def test_an_adopted_definition_is_only_read(browser: Client, is_sealed: bool) -> None:
    """What the Committee adopted, only the Committee changes: sealed or not yet."""
    definition = IndicatorRevision.objects.get(indicator__code="PREV-1.1.1")
    page = address(("indicators", "indicatorrevision"), "change", definition.pk)
    form = text_form(browser, page) | {"note_es": "Otra nota"}
    said = {"adopted_on": dt.date(2026, 2, 20), "act_reference": "Acta 1-2026"}
    sealed_at = {"sealed_at": dt.datetime(2026, 2, 21, tzinfo=dt.UTC)} if is_sealed else {}
    IndicatorRevision.objects.filter(pk=definition.pk).update(**said, **sealed_at)
    assert "Acta 1-2026" in browser.get(page).content.decode()
    assert browser.post(page, form).status_code == 403


@pytest.mark.parametrize("model", [Baseline, Target])
def test_goals_have_no_page_past_the_committee(model: type[Model]) -> None:
    assert not admin.site.is_registered(model)


@pytest.mark.usefixtures("real_plan")
def test_time_frame_and_budget_of_the_plan_are_written_in_both_languages(browser: Client) -> None:
    plan = ActionPlan.objects.get()
    page = address(("indicators", "actionplan"), "change", plan.pk)
    typed = {
        "starts_on": "01/01/2021",
        "ends_on": "31/12/2025",
        "budget_note_es": "PIA 2021",
        "budget_note_en": "2021 budget",
    }
    assert browser.post(page, text_form(browser, page) | typed).status_code == 302
    plan.refresh_from_db()
    assert (plan.starts_on, plan.ends_on) == (dt.date(2021, 1, 1), dt.date(2025, 12, 31))
    assert (plan.budget_note_es, plan.budget_note_en) == ("PIA 2021", "2021 budget")


def text_form(browser: Client, page: str) -> dict[str, object]:
    """What the page's form sends when nothing is typed."""
    answer = browser.get(page)
    form = answer.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    for formset in answer.context["inline_admin_formsets"]:
        for each in [formset.formset.management_form, *formset.formset.forms]:
            typed = {each.add_prefix(name): each[name].value() for name in each.fields}
            data |= {name: "" if value is None else value for name, value in typed.items()}
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


def posts_form(person: User, *posts: dict[str, object]) -> dict[str, object]:
    """A person's page with new posts typed into it."""
    data: dict[str, object] = {"email": person.email, "name": person.name, "language": "es", "is_active": "on"}
    data |= {"appointments-TOTAL_FORMS": len(posts), "appointments-INITIAL_FORMS": 0}
    for number, post in enumerate(posts):
        typed = {"user": person.pk, "capacity": "titular", "starts_on": "2026-07-01"} | post
        data |= {f"appointments-{number}-{name}": value for name, value in typed.items()}
    return data


def test_posts_added_together_obey_the_rule_of_two_people(browser: Client, cast: Cast) -> None:
    person = make_person(None, email="ana@example.pe")
    page = address(PERSON, "change", person.pk)
    reports = {"institution": cast.army.pk, "role": "reporter", "ends_on": "2026-12-31"}
    reviews = {"institution": cast.ministry.pk, "role": "technical_secretary"}
    refused = browser.post(page, posts_form(person, reports, reviews | {"starts_on": "2026-12-31"}))
    assert refused.status_code == 200
    assert "nadie puede revisar lo que registra" in refused.content.decode()
    assert not person.appointments.exists()
    assert browser.post(page, posts_form(person, reports, reviews | {"starts_on": "2027-01-01"})).status_code == 302
    assert person.appointments.count() == 2


def test_one_post_added_twice_is_refused_in_words(browser: Client, cast: Cast) -> None:
    person = make_person(None, email="ana@example.pe")
    post: dict[str, object] = {"institution": cast.navy.pk, "role": "reporter"}
    refused = browser.post(address(PERSON, "change", person.pk), posts_form(person, post, post))
    assert "ya tiene esta designación" in refused.content.decode()
    assert not person.appointments.exists()


@pytest.mark.usefixtures("real_plan")
def test_a_plausibility_rule_is_tuned_while_its_definition_is_in_use(browser: Client, cast: Cast) -> None:
    """When to ask is no definition: the Committee learns from the first semesters which bounds suit."""
    definition = IndicatorRevision.objects.get(indicator__code="PART-1.2.1")
    cell = "deployed_women:deployment_category=contingent"
    make_measurement(definition, cast.army, definition.effective_from, values={cell: (3, 9)})
    rule = definition.plausibility_rules.get()
    page = address(("indicators", "plausibilityrule"), "change", rule.pk)
    form = text_form(browser, page) | {"high": "40", "is_narrative_required": ""}
    assert browser.post(page, form).status_code == 302
    rule.refresh_from_db()
    assert rule.high == 40
    refused = browser.post(page, form | {"sentence_es": "{cell.pk}"})
    assert refused.status_code == 200
    assert "La frase solo puede nombrar" in refused.content.decode()
    refused = browser.post(page, form | {"relative": "2"})
    assert "Solo un cambio grande tiene" in refused.content.decode()


@pytest.mark.usefixtures("real_plan")
def test_a_definition_gets_its_rules_on_its_own_page(browser: Client) -> None:
    definition = IndicatorRevision.objects.get(indicator__code="PREV-1.1.1")
    page = address(("indicators", "indicatorrevision"), "change", definition.pk)
    rule = {"kind": "large_change", "is_on": "on", "relative": "0.3", "absolute": "20", "revision": str(definition.pk)}
    added = {f"plausibility_rules-0-{name}": value for name, value in rule.items()}
    form = text_form(browser, page) | {"plausibility_rules-TOTAL_FORMS": "1"} | added
    assert browser.post(page, form).status_code == 302
    assert definition.plausibility_rules.values_list("kind", "absolute").get() == ("large_change", 20)
