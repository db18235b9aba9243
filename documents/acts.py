"""The minutes that adopted something, cited as its act: the product writes them, so it says them in the language of who reads.

Whatever else stands as an act was typed by somebody, and stays as it was typed, marked with its language.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

NUMBER = re.compile(r"\bS-\d{4}-\d{2,}\b", re.ASCII)


def minutes_of(number: str, language: str) -> str:
    """How what a meeting adopted cites it."""
    with translation.override(language):
        return _("Minutes of meeting %(number)s") % {"number": number}


def is_minutes(act: str) -> bool:
    """Whether it is, letter by letter, what the product writes, in any of its languages."""
    found = NUMBER.search(act)
    return found is not None and act in {minutes_of(found.group(), code) for code, _name in settings.LANGUAGES}


def act_in(act: str, language: str) -> str:
    """The product's own minutes in that language; anything else as it was typed."""
    return minutes_of(NUMBER.findall(act)[0], language) if is_minutes(act) else act
