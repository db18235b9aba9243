"""Every list of the real plan goes out as a spreadsheet and comes back unchanged. The plan is loaded once for all of them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from institutions.spreadsheet_formats import SafeCSV
from tests.cast import Cast
from tests.conftest import SignIn
from tests.institutions.administration_pages import FORMATS, SPREADSHEETS, address, upload

pytestmark = [pytest.mark.usefixtures("real_plan_read_only"), pytest.mark.django_db]


@pytest.fixture
def browser(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("model", sorted(SPREADSHEETS))
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


def test_no_list_holds_ids_passwords_or_states(browser: Client) -> None:
    for model in SPREADSHEETS:
        taken = browser.post(address(model, "export"), {"format": "0", "resource": "0"}).content
        headers = SafeCSV().create_dataset(taken).headers
        assert not {"id", "password", "last_login", "status", "created_at"} & set(headers), model
