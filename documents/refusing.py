"""Why an uploaded file is not taken: one sentence for the person who chose it, that names the file and says what to do."""

from __future__ import annotations

from typing import NoReturn


class FileRefused(Exception):
    """The file was not taken. The message is for the person who chose it, in the language of the page."""


def refuse(sentence: str, name: str, **words: object) -> NoReturn:
    """Refuse the file of that name. The sentence has its place as `%(name)s`."""
    raise FileRefused(sentence % {"name": name, **words})
