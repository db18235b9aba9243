"""Why an uploaded file is not taken: one sentence for the person who chose it, that names the file and says what to do."""

from __future__ import annotations

from typing import NoReturn


def gettext_noop(sentence: str) -> str:
    """Mark a sentence that the server translates. Django's own asks for settings, which a confined process has not."""
    return sentence


class FileRefused(Exception):
    """The file was not taken. The message is for the person who chose it, in the language of the page.

    `sentence` still has its place for the name: a confined process, which knows no language, hands it on to be translated.
    """

    def __init__(self, sentence: str, words: dict[str, object]) -> None:
        super().__init__(sentence % words)
        self.sentence = sentence


def refuse(sentence: str, name: str, **words: object) -> NoReturn:
    """Refuse the file of that name. The sentence has its place as `%(name)s`."""
    raise FileRefused(sentence, {"name": name, **words})
