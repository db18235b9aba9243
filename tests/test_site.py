"""Guards over the whole site, written once."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from scripts import check_translations
from tests.refusing import is_append_only

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)
APART = re.compile(r"""{%\s*include "([^"]+)"([^%]*)\bonly\s*%}""")
APPEND_ONLY = [
    "committee_agreementevent",
    "committee_escalation",
    "committee_requestattachment",
    "committee_requestmessage",
    "documents_storedfile",
    "indicators_windowchange",
    "measurements_contributionevent",
    "measurements_measurementevent",
    "measurements_receipt",
    "measurements_receiptline",
    "reports_reportedition",
    "reports_editionfile",
]


@pytest.mark.parametrize("name", PAGES)
def test_template_compiles_and_holds_nothing_inline_nor_foreign(name: str) -> None:
    get_template(name)
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    assert not INLINE.search(text), "the Content-Security-Policy refuses inline scripts, styles and handlers"
    if "email/" not in name:
        assert not ELSEWHERE.search(text), "nothing loads from another host"


@pytest.mark.parametrize("name", PAGES)
def test_what_holds_a_form_is_given_its_token(name: str) -> None:
    """An include that sees nothing of the page does not see its token either, and every POST from it would be refused."""
    included = APART.findall((TEMPLATES / name).read_text(encoding="utf-8"))
    wanting = {part for part, given in included if "csrf_token" not in given}
    assert not {part for part in wanting if "csrf_token" in (TEMPLATES / part).read_text(encoding="utf-8")}


def test_inline_pattern_sees_what_it_must() -> None:
    assert all(INLINE.search(bad) for bad in ("<script>x</script>", "<p style='x'>", "<a onclick=x>", "<style>"))
    assert not INLINE.search('<script src="/static/js/page.js" defer></script> <td class="number">')


def test_stylesheets_load_nothing_from_elsewhere() -> None:
    for path in (settings.BASE_DIR / "static").rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", path.read_text(encoding="utf-8")), path


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_table_that_only_grows_is_protected_after_migrate(table: str) -> None:
    assert is_append_only(table)


def test_every_text_has_a_spanish_translation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(settings.BASE_DIR)
    assert check_translations.main() == 0, capsys.readouterr().out


def test_compiled_catalogue_is_committed() -> None:
    assert Path(settings.BASE_DIR, "locale/es/LC_MESSAGES/django.mo").exists()
