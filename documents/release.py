"""Which release of the product is running, as a digest of its own files: pages made by another one are not taken for these."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

SUFFIXES = frozenset({".py", ".html", ".mo", ".css", ".js", ".json"})


@cache
def release() -> str:
    """Sixteen hexadecimal digits, worked out once a process: code, templates, translations, styles and scripts."""
    digest = hashlib.sha256()
    for path in sorted(path for root in roots() for path in root.rglob("*") if path.suffix in SUFFIXES):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def roots() -> set[Path]:
    """The folders of our own apps, of the settings, and of what they print with."""
    ours = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    return ours | {settings.BASE_DIR / name for name in ("wps_tracker", "templates", "static", "locale")}
