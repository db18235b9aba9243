"""No text of a page escapes translation: what stands inside an f-string is not seen by the program that collects texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

ROOT = Path(settings.BASE_DIR)
SKIPPED = {"tests"}


def test_every_text_inside_an_f_string_is_in_the_catalogue() -> None:
    with override("es"):
        assert [(where, text) for where, text in texts_in_f_strings() if gettext(text) == text] == []


def texts_in_f_strings() -> Iterator[tuple[str, str]]:
    apps = (each.parent for each in ROOT.glob("*/__init__.py") if each.parent.name not in SKIPPED)
    for path in (found for app in apps for found in sorted(app.rglob("*.py"))):
        where = path.relative_to(ROOT)
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(outer, ast.JoinedStr):
                for inner in ast.walk(outer):
                    match inner:
                        case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(text))]):
                            yield f"{where}:{inner.lineno}", text
