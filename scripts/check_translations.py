"""Fail when a text has no Spanish translation, or when the compiled catalogue is older than its source."""

import gettext
import re
import sys
from dataclasses import dataclass
from pathlib import Path

CATALOGUE = Path("locale/es/LC_MESSAGES/django.po")
FIELD = re.compile(r'(msgid_plural|msgid|msgctxt|msgstr(?:\[\d\])?) "(.*)"$')


@dataclass(frozen=True, slots=True)
class Entry:
    """A text and its translations; a plural has several."""

    context: str
    msgid: str
    translations: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.context}\x04{self.msgid}" if self.context else self.msgid


def entries(text: str) -> list[Entry]:
    found = []
    for block in text.split("\n\n"):
        fields = fields_of([line for line in block.splitlines() if not line.startswith("#")])
        if fields.get("msgid"):
            translations = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
            found.append(Entry(fields.get("msgctxt", ""), fields["msgid"], translations))
    return found


def fields_of(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        match = FIELD.match(line)
        if match:
            name, fields[match[1]] = match[1], unescape(match[2])
        elif line.startswith('"'):
            fields[name] += unescape(line[1:-1])
    return fields


def unescape(text: str) -> str:
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def main() -> int:
    text = CATALOGUE.read_text(encoding="utf-8")
    found = entries(text)
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    wrong = [f"no Spanish translation: {entry.msgid}" for entry in found if not all(entry.translations)]
    wrong += [
        f"compiled catalogue is out of date: {entry.msgid}"
        for entry in found
        if len(entry.translations) == 1
        and all(entry.translations)
        and catalogue.gettext(entry.key) != entry.translations[0]
    ]
    if "#, fuzzy" in text:
        wrong.append("some translations are marked fuzzy")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
