"""The pages that stand in when nothing else can."""

from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation


def test_the_failure_page_needs_no_context() -> None:
    with translation.override("es"):
        page = get_template("500.html").render()
    assert "No pudimos responder" in page
    assert 'lang="es-PE"' in page


def test_the_failure_page_is_english_where_the_page_was() -> None:
    with translation.override("en"):
        page = get_template("500.html").render()
    assert "We could not answer" in page
    assert 'lang="en"' in page


def test_a_bad_request_needs_no_context() -> None:
    with translation.override("es"):
        assert "No pudimos leer la solicitud" in get_template("400.html").render()


def test_a_page_that_does_not_exist_offers_the_way_home(client: Client, db: None) -> None:
    with translation.override("es"):
        answer = client.get("/no-existe/")
    assert answer.status_code == 404
    assert "No encontramos esta página" in answer.content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    with translation.override("es"):
        answer = strict.post("/ingresar/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "No se guardó nada" in answer.content.decode()


def test_too_many_attempts_are_told_to_wait(rf: RequestFactory, db: None) -> None:
    request = rf.get("/ingresar/")
    request.user = AnonymousUser()
    request.resolver_match = None
    with translation.override("es"):
        assert "Espere quince minutos" in get_template("429.html").render({}, request)
