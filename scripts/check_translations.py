"""Fail when a text has no Spanish translation, or when the compiled catalogue is older than its source."""

import gettext
import re
import sys
from pathlib import Path

CATALOGUE = Path("locale/es/LC_MESSAGES/django.po")


def entries(text: str) -> list[tuple[str, list[str]]]:
    """Each message id with its translations. Obsolete entries are skipped."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        fields: dict[str, str] = {}
        name = ""
        for line in lines:
            match = re.match(r'(msgid_plural|msgid|msgctxt|msgstr(?:\[\d\])?) "(.*)"$', line)
            if match:
                name, fields[match[1]] = match[1], match[2]
            elif line.startswith('"'):
                fields[name] += line[1:-1]
        if fields.get("msgid"):
            found.append((fields["msgid"], [value for key, value in fields.items() if key.startswith("msgstr")]))
    return found


def main() -> int:
    text = CATALOGUE.read_text(encoding="utf-8")
    missing = [msgid for msgid, translations in entries(text) if not all(translations)]
    fuzzy = text.count("#, fuzzy")
    for msgid in missing:
        sys.stdout.write(f"no Spanish translation: {msgid}\n")
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    stale = [msgid for msgid, translations in entries(text) if len(translations) == 1 and not missing and unescape(translations[0]) != catalogue.gettext(unescape(msgid))]
    for msgid in stale:
        sys.stdout.write(f"compiled catalogue is out of date: {msgid}\n")
    return 1 if missing or fuzzy or stale else 0


def unescape(text: str) -> str:
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


if __name__ == "__main__":
    sys.exit(main())
