"""Make any text printable with the fonts of the PDF, which refuses what they lack: emoji, CJK, control characters."""

import re
import unicodedata

UNKNOWN = "□"

# Everything in Public Sans, and what typst's own fonts add to it: European letters, signs of money, arithmetic, arrows.
# tests/documents/test_pdf.py typesets every one of them.
PRINTABLE = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0300, 0x036F),
    (0x0391, 0x03A1),
    (0x03A3, 0x03CE),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2044, 0x2044),
    (0x2070, 0x2071),
    (0x2074, 0x208E),
    (0x20A0, 0x20BF),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2150, 0x2151),
    (0x2153, 0x215E),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2713, 0x2714),
    (0x2717, 0x2717),
)
IN_OTHER_WORDS = {
    "\t": " ",
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n\n",
    "✅": "✓",
    "☑": "✓",
    "❌": "✗",
    "☐": "□",
    "\ufeff": "",
    "\u00ad": "",
}
SUBSTITUTED = re.compile("|".join(map(re.escape, IN_OTHER_WORDS)))
UNPRINTABLE = re.compile(f"[^\n{''.join(f'{chr(first)}-{re.escape(chr(last))}' for first, last in PRINTABLE)}]")
"""What the fonts lack. A line end is no letter, but typst knows it."""
SEVERAL_UNKNOWN = re.compile(f"{UNKNOWN}{{2,}}")


def clean_text(text: str) -> str:
    """The text with what cannot be printed left out, put in other words, or shown as "□". Line ends stay."""
    known = SUBSTITUTED.sub(lambda match: IN_OTHER_WORDS[match.group()], unicodedata.normalize("NFC", text))
    if not UNPRINTABLE.search(known):
        return known
    return SEVERAL_UNKNOWN.sub(UNKNOWN, "".join(substitute(character) for character in known))


def is_printable(character: str) -> bool:
    """Whether the fonts have it."""
    return not UNPRINTABLE.match(character)


def substitute(character: str) -> str:
    """The character; a plainer form of it ("ﬁ" → "fi"); nothing for what is invisible; else a box."""
    if is_printable(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(is_printable(part) for part in plain):
        return plain
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Me", "Cs"} else UNKNOWN
