"""Each language quotes in its own way: “so”, «así». What is inserted into both goes through `documents.formatting.quoted`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from scripts import check_translations

ROOT = Path(settings.BASE_DIR)
SPANISH, ENGLISH, ANY = re.compile("[«»]"), re.compile("[“”]"), re.compile("[«»“”]")
COMMENT_OR_TRANSLATED = re.compile(r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}", re.DOTALL)


def test_english_texts_quote_as_english_does() -> None:
    assert [text for name, text in catalogue() if name.startswith("msgid") and SPANISH.search(text)] == []


def test_spanish_texts_quote_as_spanish_does() -> None:
    assert [text for name, text in catalogue() if name.startswith("msgstr") and ENGLISH.search(text)] == []


def test_templates_put_no_quotation_marks_of_one_language_into_both() -> None:
    pages = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
    assert pages
    assert [str(path) for path in pages if ANY.search(COMMENT_OR_TRANSLATED.sub("", path.read_text("utf-8")))] == []


def test_code_puts_no_quotation_marks_of_one_language_into_both() -> None:
    assert list(quoted_by_hand()) == []


def catalogue() -> Iterator[tuple[str, str]]:
    """Each field of the catalogue, `msgid`, `msgid_plural`, `msgstr` or `msgstr[n]`, and its text."""
    for block in (ROOT / check_translations.CATALOGUE).read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        yield from check_translations.fields_of(lines).items()


def quoted_by_hand() -> Iterator[str]:
    """Where an f-string has quotation marks. Commands speak English alone; `formatting` is where languages are told apart."""
    for path in (found for app in sorted(ROOT.glob("*/__init__.py")) for found in sorted(app.parent.rglob("*.py"))):
        where = path.relative_to(ROOT)
        if where.parts[0] == "tests" or "commands" in where.parts or where == Path("documents/formatting.py"):
            continue
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.JoinedStr) and any(ANY.search(text) for text in literal_parts(each)):
                yield f"{where}:{each.lineno}"


def literal_parts(text: ast.JoinedStr) -> Iterator[str]:
    return (part.value for part in text.values if isinstance(part, ast.Constant) and isinstance(part.value, str))
