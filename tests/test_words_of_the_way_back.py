"""One word for the link that leaves a page without doing anything: “cancel” is what happens to meetings, reviews and activities."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

BARE = re.compile(r"""["'](?:Cancel|Cancelar)["']""")
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def test_no_link_offers_to_cancel_without_saying_what() -> None:
    assert BARE.search('{% translate "Cancel" %}')
    assert [str(path) for path in TEMPLATES if BARE.search(path.read_text("utf-8"))] == []


def test_the_way_back_is_called_alike_in_both_languages() -> None:
    assert any('{% translate "Not now" %}' in path.read_text("utf-8") for path in TEMPLATES)
    with override("es"):
        assert gettext("Not now") == "Ahora no"
