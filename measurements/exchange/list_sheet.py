"""The sheets of an indicator that is reported as a list: one for the answer, and one for each list with an item a row."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import Category, Stage
from measurements.answer.content import ConcernKey
from measurements.answer.item_labels import labels_of
from measurements.answer.list_spec import ListSpec, Tag
from measurements.answer.stage_rules import EARLIEST
from measurements.checks.box_limits import MOST_ALIKE, MOST_PEOPLE
from measurements.exchange.answer_part import draw_answer, draw_head, draw_rest, section
from measurements.exchange.cases import Case
from measurements.exchange.drawing import Drawing
from measurements.exchange.grid_sheet import LABEL_WIDTH, LEAST_PAIRS, PAIR_WIDTHS
from measurements.exchange.paper import Ask, Choice, Column, ItemRow, Kind, ListPaper, Paper, Value
from measurements.models import RegisterEntry, RegisterItem

EMPTY_ROWS = 30
HEAD_ROWS = 4
COUNTS_HERE, ID = "counts_here", "id"


def answer_paper(case: Case, name: str, list_names: Iterable[str], concerns: Iterable[ConcernKey]) -> Paper:
    """The answer of a list: its figure follows from the items, so none is asked here."""
    pen = Drawing([LABEL_WIDTH, *PAIR_WIDTHS * LEAST_PAIRS])
    draw_head(pen, case)
    draw_answer(pen, case)
    section(pen, _("The list"))
    for spec, sheet in zip(case.specs, list_names, strict=True):
        pen.say(0, spec.register.name, "term")
        pen.say(
            1,
            _("Go to the sheet “%(sheet)s”") % {"sheet": sheet},
            "link",
            width=4,
            link=f"internal:'{sheet}'!C{HEAD_ROWS + 1}",
        )
        pen.down()
    _say_before(pen, case)
    draw_rest(pen, case, concerns)
    return pen.finished(name, case.revision.name, lock=case.shut_note, frozen=(1, 1))


def _say_before(pen: Drawing, case: Case) -> None:
    """The figures of the semester before, or why there are none; always the same rows, so that what is below stays in place."""
    previous = case.previous
    if previous.period is None:
        return
    label = period_label(previous.period.code, language())
    cells = previous.cells()
    for component in case.revision.components.all():
        stored = cells.get((component.code, ""))
        pen.say(0, f"{component.label} · {label}", "term")
        if stored is not None and stored.value is not None:
            pen.print(1, stored.value, "before_number")
        else:
            pen.say(1, previous.note, "before")
        pen.down()


def list_paper(case: Case, spec: ListSpec, name: str) -> Paper:
    columns = tuple(columns_of(spec))
    pen = Drawing([float(column.width) for column in columns])
    title = f"{case.code} · {spec.register.name}"
    pen.say(1, title, "title", width=pen.last - 1, is_anchor=True)
    pen.heights[0] = 28
    pen.down()
    text = case.list_note or _list_guidance()
    pen.say(1, text, "lock" if case.list_note else "guidance", width=min(pen.last - 1, 8))
    pen.fit(text, 1, min(pen.last - 1, 8))
    pen.down()
    for place, column in enumerate(columns):
        pen.say(place, column.ask.label, "list_head", is_anchor=True)
        pen.fit(column.ask.label, place, 1)
    pen.down()
    for place, column in enumerate(columns):
        pen.say(place, column.hint, "list_hint")
        pen.fit(column.hint, place, 1, scale=0.85)
    pen.down()
    rows = tuple(row_of(item, case.entries.get(item.pk), columns) for item in case.items_of(spec))
    sheet = ListPaper(spec.register.code, columns, pen.row, rows, EMPTY_ROWS)
    for row in rows:
        _fit_row(pen, columns, row)
    return pen.finished(name, title, listing=sheet, lock=case.list_note, frozen=(HEAD_ROWS, 3), is_landscape=True)


def _fit_row(pen: Drawing, columns: Iterable[Column], row: ItemRow) -> None:
    """As high as its longest text; the rows below, still empty, grow by themselves."""
    for place, column in enumerate(columns):
        value = row.values[column.key]
        if isinstance(value, tuple):
            value = "; ".join(column.ask.chosen(code) for code in value)
        if isinstance(value, str):
            pen.fit(value, place, 1)
    pen.down()


def _list_guidance() -> str:
    return _(
        "One item a row; several alike share a row with their quantity. Date each stage that the item reached."
        " New items go in the empty rows. To take an item off the list, write “No” in “Counts here”; to count one that is"
        " already known, write “Yes”."
    )


def columns_of(spec: ListSpec) -> Iterable[Column]:
    """In the words of the page's own boxes."""
    labels = labels_of(spec)
    yield Column(ID, Ask(Kind.NUMBER, _("Number of the item")), 6, is_hidden=True)
    yield Column(COUNTS_HERE, Ask(Kind.TICK, _("Counts here")), 9, _("Yes or No"))
    yield Column("title", Ask(Kind.TEXT, labels["title"], longest=_longest("title"), is_required=True), 46)
    for stage in spec.stages:
        yield Column(stage_key(stage), Ask(Kind.DATE, stage.name, earliest=EARLIEST), 13, _("Date reached"))
    quantity = Ask(Kind.NUMBER, labels["quantity"], least=1, most=MOST_ALIKE)
    yield Column("quantity", quantity, 10, _("Empty is 1"))
    for key in ("women", "men") if spec.register.counts_people else ():
        yield Column(key, Ask(Kind.NUMBER, labels[key], most=MOST_PEOPLE), 12)
    for tag in spec.tags:
        yield tag_column(tag)
    for condition in spec.conditions:
        yield Column(f"tick|{condition.code}", Ask(Kind.TICK, condition.label), 14, _("Yes or No"))
    yield Column("number", Ask(Kind.TEXT, labels["number"], longest=_longest("number")), 18)
    yield Column("counterpart", Ask(Kind.TEXT, labels["counterpart"], longest=_longest("counterpart")), 24)


def tag_column(tag: Tag) -> Column:
    """Several answers share a cell, parted by semicolons; one is chosen from a list."""
    choices = tuple(choice_of(category) for category in tag.choices)
    ask = Ask(Kind.CHOICES, tag.dimension.name, choices=choices, is_required=tag.is_required)
    hint = _("Choose one")
    if tag.is_multiple:
        hint = _("One or several, parted by a semicolon (;): %(names)s") % {"names": "; ".join(c.name for c in choices)}
    return Column(f"tag|{tag.dimension.code}", ask, 24 if tag.is_multiple else 20, hint)


def choice_of(category: Category) -> Choice:
    names = (getattr(category, "name_es", None), getattr(category, "name_en", None))
    return Choice(category.code, category.name, tuple(name for name in names if name))


def stage_key(stage: Stage) -> str:
    return f"stage|{stage.code}"


def _longest(name: str) -> int:
    return int(RegisterItem._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def row_of(item: RegisterItem, entry: RegisterEntry | None, columns: Iterable[Column]) -> ItemRow:
    """What is stored of an item, column by column; one that does not count here yet says so."""
    stored = values_of(item, entry)
    return ItemRow(item.pk, {column.key: _offered(stored.get(column.key), column) for column in columns})


def _offered(value: Value, column: Column) -> Value:
    """Of an item's tags, those that this list asks for."""
    if isinstance(value, tuple):
        return tuple(choice.code for choice in column.ask.choices if choice.code in value)
    return value


def values_of(item: RegisterItem, entry: RegisterEntry | None) -> dict[str, Value]:
    said: dict[str, Value] = {
        ID: Decimal(item.pk),
        COUNTS_HERE: entry is not None,
        "title": item.title,
        "quantity": Decimal(item.quantity),
        "women": None if item.women is None else Decimal(item.women),
        "men": None if item.men is None else Decimal(item.men),
        "number": item.number,
        "counterpart": item.counterpart,
    }
    said |= {stage_key(reached.stage): reached.reached_on for reached in item.stages.all()}
    if entry is not None:
        said |= {f"tick|{tick.component.code}": True for tick in entry.ticks.all()}
    tags: dict[str, list[str]] = {}
    for tag in item.tags.all():
        tags.setdefault(f"tag|{tag.category.dimension.code}", []).append(tag.category.code)
    return said | {key: tuple(codes) for key, codes in tags.items()}
