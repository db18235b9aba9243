"""How numbers and dates are printed, in Spanish and in English: the one place that decides it.

Pure: no Django. Pages, charts, the PDF, the DOCX and the spreadsheet all print through here, so a figure reads the
same everywhere. A missing value prints as nothing, never as zero.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LIMA = ZoneInfo("America/Lima")
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# Spanish “y” becomes “e” before the sound i: "Ica", "hijos", "Yrigoyen" (y + consonant); not before "hielo" or "yeso".
SOUNDS_LIKE_I = re.compile(r"(?:h?[ií](?![aeouáéóú])|y(?![aeiouáéíóú]))", re.IGNORECASE)


def is_english(lang: str) -> bool:
    """Whether a language tag such as "en" or "en-gb" is English; every other tag prints in Spanish."""
    return lang.lower().startswith("en")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as taught in school and expected on paper; never minus zero."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: Decimal | int | None, lang: str, *, decimals: int | None = None, signed: bool = False) -> str:
    """Print a figure: "1 200", "13,1" in Spanish; "1,200", "13.1" in English.

    `decimals` fixes the places, keeping zeros; without it every place that matters is printed. `signed` puts a plus
    before a rise; no change has no sign. The minus sign is U+2212, spaces do not break.
    """
    if value is None:
        return ""
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    exact = exact if decimals is None else rounded(exact, decimals)
    text = f"{exact.copy_abs():,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not is_english(lang):
        text = text.translate({ord(","): NO_BREAK_SPACE, ord("."): ","})
    return sign(exact, signed=signed) + text


def sign(value: Decimal, *, signed: bool) -> str:
    """The sign to print before the absolute value."""
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def percent(value: Decimal | int | None, lang: str, decimals: int | None = 1, *, signed: bool = False) -> str:
    """Print a 0–100 figure: "13,1 %" in Spanish, "13.1%" in English. `decimals=None` drops needless zeros: "15 %"."""
    if value is None:
        return ""
    return number(value, lang, decimals=decimals, signed=signed) + percent_sign(lang)


def percent_sign(lang: str) -> str:
    """What stands behind a percentage, with the space that belongs to it."""
    return "%" if is_english(lang) else f"{NO_BREAK_SPACE}%"


def points(value: Decimal | int | None, lang: str, decimals: int | None = 1) -> str:
    """Print a difference between two percentages: "+0,9 p. p." in Spanish, "+0.9 pp" in English."""
    if value is None:
        return ""
    unit = "pp" if is_english(lang) else f"p.{NO_BREAK_SPACE}p."
    return number(value, lang, decimals=decimals, signed=True) + NO_BREAK_SPACE + unit


def period_label(code: str, lang: str) -> str:
    """Print a reporting period's code: "2026-I" in Spanish, "2026 H1" in English. Other codes stay as they are."""
    year, separator, half = code.partition("-")
    halves = {"I": "H1", "II": "H2"}
    if is_english(lang) and separator and half in halves:
        return f"{year}{NO_BREAK_SPACE}{halves[half]}"
    return code


def plain_date(value: date, lang: str) -> str:
    """Print a date without its weekday: "17 de julio de 2026", "17 July 2026"."""
    if is_english(lang):
        return f"{value.day} {MONTHS['en'][value.month - 1]} {value.year}"
    return f"{value.day} de {MONTHS['es'][value.month - 1]} de {value.year}"


def long_date(value: date | None, lang: str) -> str:
    """Print a date with its weekday: "viernes 17 de julio de 2026", "Friday 17 July 2026"; of a moment, in Lima."""
    if value is None:
        return ""
    day = in_lima(value)
    weekdays = WEEKDAYS["en" if is_english(lang) else "es"]
    return f"{weekdays[day.weekday()]} {plain_date(day, lang)}"


def short_date(value: date | None, lang: str) -> str:
    """Print a date for a table: "17/07/2026" in Spanish, "17 Jul 2026" in English. Of a moment, its day in Lima."""
    if value is None:
        return ""
    day = in_lima(value)
    if is_english(lang):
        return f"{day.day}{NO_BREAK_SPACE}{MONTHS['en'][day.month - 1][:3]}{NO_BREAK_SPACE}{day.year}"
    return f"{day.day:02}/{day.month:02}/{day.year}"


def instant(value: datetime | None, lang: str) -> str:
    """Print a moment in Lima: "8 de julio de 2026, 08:00", "8 July 2026, 08:00"."""
    if value is None:
        return ""
    moment = value.astimezone(LIMA)
    return f"{plain_date(moment, lang)}, {moment:%H:%M}"


def in_lima(value: date) -> date:
    """The day itself; for a moment with a time zone, the day it was in Lima."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(LIMA)
    return value


def joined(parts: Sequence[str], lang: str) -> str:
    """Print a list as a sentence does: "a, b y c" ("padres e hijos") in Spanish, "a, b and c" in English."""
    items = [part for part in parts if part]
    if len(items) < 2:
        return "".join(items)
    conjunction = "and" if is_english(lang) else spanish_and(items[-1])
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def lower_first(text: str) -> str:
    """As within a sentence: the first letter small, unless the first word is an acronym, such as “MINUSCA”."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def quoted(text: str, lang: str) -> str:
    """Print words of somebody, or the name of a thing, within the quotation marks of the language of the page; nothing stays nothing."""
    if not text:
        return ""
    return f"“{text}”" if is_english(lang) else f"«{text}»"


def spanish_and(following: str) -> str:
    """“y”, or “e” before a word that starts with the sound i."""
    return "e" if SOUNDS_LIKE_I.match(following.lstrip("«\"'“¿¡( ")) else "y"


def file_size(size: int, lang: str) -> str:
    """How large a file is, in thousands of bytes and in millions, as the limits are set: `2,4 MB`, `10 MB`, `less than 1 kB`."""
    if size < 1000:
        return "less than 1 kB" if is_english(lang) else "menos de 1 kB"
    kilobytes = rounded(Decimal(size) / 1000, 0)
    value, unit = (kilobytes, "kB") if kilobytes < 1000 else (rounded(Decimal(size) / 1_000_000, 1), "MB")
    digits = f"{value:.1f}".removesuffix(".0")
    return f"{digits if is_english(lang) else digits.replace('.', ',')}{NO_BREAK_SPACE}{unit}"
