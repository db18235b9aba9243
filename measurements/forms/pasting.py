"""A list copied from a spreadsheet and pasted into one box: read into ordinary rows of the page, which nobody has saved yet.

Cells are parted by tabs, as spreadsheets copy them, or by semicolons. The first line may name the columns, in Spanish or
English; without names they stand in the order that the page shows. What cannot be read stays as it was typed, with its error beside it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.answer.folding import fold
from measurements.answer.item_labels import labels_of
from measurements.answer.list_spec import ListSpec
from measurements.checks.box_limits import MOST_ROWS
from measurements.forms.item_boxes import only_choices
from measurements.forms.item_stages import box_of

LONGEST = 300_000
"""Signs in one paste: 400 rows of the longest titles."""
EXCEL_EPOCH = dt.date(1899, 12, 30)
YES = frozenset({"x", "si", "yes", "y", "s", "1", "true", "verdadero"})
ALSO_KNOWN_AS = {
    "title": ("Nombre", "Name", "Título", "Denominación"),
    "stage": ("Estado", "Status"),
    "dated_on": ("Fecha", "Date"),
    "number": ("Número", "N.º", "Documento"),
    "counterpart": ("Contraparte", "Entidad"),
    "quantity": ("Cantidad",),
    "women": ("Mujeres",),
    "men": ("Hombres", "Varones"),
}
"""Headings that spreadsheets of the field carry."""
NAMES_OF_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
    "january february march april may june july august september october november december",
)
MONTHS = {name: place for names in NAMES_OF_MONTHS for place, name in enumerate(names.split(), start=1)}
MONTHS |= {name[:3]: place for name, place in MONTHS.items()} | {"septiembre": 9}
SEVERAL = re.compile(r"[,;/|+\n]")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a paste: the form's data with the new rows, how many there are, the columns that nobody knows, or a refusal."""

    data: QueryDict
    count: int = 0
    unknown: tuple[str, ...] = ()
    error: str = ""

    @property
    def words(self) -> str:
        text = ngettext(
            "%(count)d row was read from what you pasted. Look it over: nothing is saved yet.",
            "%(count)d rows were read from what you pasted. Look them over: nothing is saved yet.",
            self.count,
        ) % {"count": self.count}
        if not self.unknown:
            return text
        left = _("These columns were left out, because the list has none of that name: %(columns)s.")
        return f"{text} {left % {'columns': ', '.join(self.unknown)}}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a paste may have: the box that it fills, the names by which it is known, how a cell is read."""

    name: str
    label: str
    known_as: frozenset[str]
    read: Callable[[str], list[str]]


def pasted(posted: QueryDict, spec: ListSpec) -> Pasted:
    """The posted form with the pasted rows added below those that are there. The pasted text stays where it cannot be read."""
    code = spec.register.code
    text = posted.get(f"{code}-paste", "")
    table = table_of(text) if len(text) <= LONGEST else []
    columns = columns_of(spec)
    heads = headed(table, columns)
    rows = table[1:] if heads is not None else table
    if not rows or len(rows) > MOST_ROWS:
        return Pasted(posted, error=_refusal(len(rows), is_too_long=len(text) > LONGEST))
    order = heads if heads is not None else list(columns)
    data = posted.copy()
    _add_rows(data, spec, rows, order)
    data[f"{code}-paste"] = ""
    unknown = [table[0][place] for place, column in enumerate(order) if column is None and table[0][place]]
    return Pasted(data, len(rows), tuple(unknown))


def _refusal(count: int, *, is_too_long: bool) -> str:
    if count or is_too_long:
        text = _("At most %(most)d rows can be pasted at once. Paste the list in parts.")
        return text % {"most": MOST_ROWS}
    return _("Paste the rows into the box first: one line for each, with its columns as your spreadsheet copies them.")


def _add_rows(data: QueryDict, spec: ListSpec, rows: Sequence[Sequence[str]], order: Sequence[Column | None]) -> None:
    code, only = spec.register.code, only_choices(spec)
    text = str(data.get(f"{code}-rows", "0"))
    first = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    for place, cells in enumerate(rows, start=first):
        data[f"{code}-{place}-quantity"] = "1"
        data[f"{code}-{place}-title"] = ""
        for name, choice in only.items():
            data[f"{code}-{place}-{name}"] = choice
        for column, cell in zip(order, cells, strict=False):
            if column is not None and (values := column.read(cell)):
                name = f"{code}-{place}-{column.name}"
                held = data.getlist(name) if column.name == "ticks" else []  # each condition has a column of its own
                data.setlist(name, [*held, *values])
    data[f"{code}-rows"] = str(first + len(rows))


def table_of(text: str) -> list[list[str]]:
    """The cells of a pasted text, line by line; lines without any text are none."""
    delimiter = "\t" if "\t" in text else ";"
    source = io.StringIO(text.replace("\0", ""), newline="")
    if text.count('"') % 2:  # a lone quotation mark is a sign like others
        lines = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        lines = csv.reader(source, delimiter=delimiter)
    try:
        rows = [[cell.strip() for cell in row] for row in lines]
    except csv.Error:  # a cell longer than any title
        rows = [[cell.strip() for cell in line.split(delimiter)] for line in text.splitlines()]
    return [row for row in rows if any(row)]


def headed(table: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column | None] | None:
    """The column that each cell of the first line names (None for one that nobody knows); None when it names no title."""
    if not table:
        return None
    known = {name: column for column in reversed(columns) for name in column.known_as}
    found = [known.get(fold(cell)) for cell in table[0]]
    is_head = any(column is not None and column.name == "title" for column in found)
    return found if is_head and len({c.name for c in found if c is not None}) > 1 else None


def columns_in_words(spec: ListSpec) -> str:
    """The columns in their order, for who pastes without a heading."""
    return " · ".join(column.label for column in columns_of(spec))


def columns_of(spec: ListSpec) -> list[Column]:
    """Title, stage, date, the rest of the row, its tags and conditions, then the dates of earlier stages."""
    names = _names(spec)
    stages = {fold(word): stage.code for stage in spec.stages for word in _words(stage)}
    days = [_day_column(box_of(stage), _words(stage)) for stage in spec.stages[:-1]]
    plain = ["number", "counterpart", "quantity", *(("women", "men") if spec.register.counts_people else ())]
    tags = [
        Column(tag.name, tag.dimension.name, _folded(_words(tag.dimension)), _chooser(
            {fold(word): category.code for category in tag.choices for word in _words(category)}, tag.is_multiple
        ))
        for tag in spec.tags
    ]  # fmt: skip
    return [
        Column("title", _short(names["title"]), _folded(names["title"]), _typed),
        Column("stage", _short(names["stage"]), _folded(names["stage"]), _chooser(stages)),
        Column("dated_on", _("Date"), _folded(names["dated_on"]), _day),
        *(Column(name, _short(names[name]), _folded(names[name]), _typed) for name in plain),
        *tags,
        *(Column("ticks", c.label, _folded(_words(c, "label")), _ticker(c.code)) for c in spec.conditions),
        *days,
    ]


def _day_column(name: str, words: Sequence[str]) -> Column:
    return Column(name, _("%(stage)s (date)") % {"stage": words[0]}, _folded(words), _day)


def _names(spec: ListSpec) -> Mapping[str, list[str]]:
    """What each box is called in the language of the page first, then in the other one, and by its code."""
    here = labels_of(spec)
    names = {name: [label, name] for name, label in here.items()}
    for language in ("es", "en"):
        with translation.override(language):
            for name, label in labels_of(spec).items():
                names[name] += ALSO_KNOWN_AS.get(name, ())
                names[name] += [label, label.partition("(")[0], label.partition(":")[0], *label.split(" ")[:1]]
    return names


def _words(named: object, attribute: str = "name") -> list[str]:
    """A name in the page's language, in both languages, and its code."""
    fields = (attribute, f"{attribute}_es", f"{attribute}_en", "code")
    return [str(getattr(named, each)) for each in fields if getattr(named, each, None)]


def _short(names: Sequence[str]) -> str:
    return names[0].partition("(")[0].strip()


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words) - {""}


def _typed(cell: str) -> list[str]:
    return [" ".join(cell.split())] if cell else []


def _chooser(known: Mapping[str, str], is_multiple: bool = False) -> Callable[[str], list[str]]:
    alike = _in_either_gender(known)

    def code_of(cell: str) -> str | None:
        return known.get(fold(cell)) or alike.get(_without_gender(fold(cell)))

    def choose(cell: str) -> list[str]:
        if not cell:
            return []
        is_whole = code_of(cell) or not is_multiple
        parts = [cell] if is_whole else [part.strip() for part in SEVERAL.split(cell) if part.strip()]
        return [code_of(part) or part for part in parts]

    return choose


def _in_either_gender(known: Mapping[str, str]) -> dict[str, str]:
    """The names without their gender, but for those that would then mean two things."""
    meant: dict[str, set[str]] = {}
    for name, code in known.items():
        meant.setdefault(_without_gender(name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in meant.items() if len(codes) == 1}


def _without_gender(folded: str) -> str:
    """“realizada” and “realizado” are one stage, as the noun beside it in the spreadsheet asks."""
    return re.sub(r"(?<=\w{2})[ao](s?)\b", r"o\1", folded)


def _ticker(code: str) -> Callable[[str], list[str]]:
    return lambda cell: [code] if fold(cell) in YES else []


def _day(cell: str) -> list[str]:
    """A day as browsers send it; what is none stays as it was typed."""
    if not cell:
        return []
    day = _read_day(cell)
    return [day.isoformat() if day else cell]


def _read_day(cell: str) -> dt.date | None:
    """`dd/mm/yyyy` with any of the usual signs, `3 de mayo de 2026`, ISO with or without an hour, or Excel's number of a day."""
    text = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", cell)
    if re.fullmatch(r"[2-6]\d{4}(\.0)?", text):
        return EXCEL_EPOCH + dt.timedelta(days=int(text[:5]))
    worded = re.fullmatch(r"(\d{1,2})(?: de)? ([a-z]+)(?: del?)? (\d{4})", fold(text))
    if worded is not None and worded[2] in MONTHS:
        text = f"{worded[1]}/{MONTHS[worded[2]]}/{worded[3]}"
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text) or re.fullmatch(
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", text
    )
    if found is None:
        return None
    named = found.groupdict()
    year, month, day = (named["y"], named["m"], named["d"]) if named else (found[3], found[2], found[1])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
