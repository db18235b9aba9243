"""What is stored, read back in the form in which it is written, and what differs from it in what somebody else wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import joined, plain_date
from documents.speaking import language
from indicators.models import Component, IndicatorRevision
from measurements.answer import content_parts, kinds
from measurements.answer.content import CellContent, Content, ItemContent, Origin
from measurements.answer.entries import entries_of, has_denominator
from measurements.answer.figure_words import parts, plain
from measurements.answer.figures import Figure
from measurements.answer.grid import grid_of
from measurements.checks.plausibility_words import key_label
from measurements.models import Answer, MeasuredValue, Measurement, RegisterItem


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two people wrote differently, in words. `part` names it: measurements/conflicts/merging.py."""

    part: str
    label: str
    theirs: str
    mine: str


def answer_said(measurement: Measurement | None) -> str:
    """What the reporter said. A list with nothing in force is reported, though its figure came out as not applicable."""
    if measurement is None:
        return Answer.REPORTED
    is_listed = measurement.revision.is_itemised and has_denominator(measurement.revision)
    if is_listed and (measurement.has_no_items or measurement.entries.exists()):
        return Answer.REPORTED
    return measurement.answer


def content_of(measurement: Measurement) -> Content:
    """The inverse of `writing.write`."""
    answer = answer_said(measurement)
    return Content(
        answer=answer,
        reason=measurement.reason if answer != Answer.REPORTED else "",
        narrative=measurement.narrative,
        narrative_language=measurement.narrative_language,
        control_total=measurement.control_total,
        has_no_items=measurement.has_no_items,
        values={
            (v.component.code, v.combination.key): CellContent(v.value, v.denominator) for v in _values(measurement)
        },
        items=tuple(
            as_content(entry.item, tuple(tick.component for tick in entry.ticks.all()))
            for entry in entries_of(measurement)
        ),
        origin=Origin(measurement.source_system, measurement.cut_off_on, measurement.contact_post),
        explanations={explanation.key: explanation.text for explanation in measurement.explanations.all()},
    )


def _values(measurement: Measurement) -> Iterable[MeasuredValue]:
    """The cells; those that were brought along cost nothing more."""
    if "values" in getattr(measurement, "_prefetched_objects_cache", {}):
        return measurement.values.all()
    return measurement.values.select_related("component", "combination")


def as_content(item: RegisterItem, ticks: tuple[Component, ...] = ()) -> ItemContent:
    """An item exactly as it is stored. Every item that was written has reached a stage."""
    *before, latest = sorted(item.stages.all(), key=lambda reached: reached.stage.order)
    return ItemContent(
        register=item.register,
        id=item.pk,
        version=item.version,
        is_changed=False,
        title=item.title,
        stage=latest.stage,
        dated_on=latest.reached_on,
        number=item.number,
        counterpart=item.counterpart,
        quantity=item.quantity,
        women=item.women,
        men=item.men,
        tags=tuple(tag.category for tag in item.tags.all()),
        ticks=ticks,
        earlier=tuple((reached.stage, reached.reached_on) for reached in before),
    )


def differences(revision: IndicatorRevision, theirs: Content, mine: Content) -> list[Difference]:
    """Everything that the two say differently, in the order of the page."""
    apart = list(_items(theirs, mine)) if revision.is_itemised else list(_cells(revision, theirs, mine))
    told = [*apart, *_explanations(revision, theirs, mine), *_about(theirs, mine)]
    return [difference for difference in told if difference.theirs != difference.mine]


def _cells(revision: IndicatorRevision, theirs: Content, mine: Content) -> Iterator[Difference]:
    if kinds.is_placed(revision):
        yield Difference(content_parts.PLACE, kinds.question(revision), *(_place(revision, c) for c in (theirs, mine)))
        return
    grid = grid_of(revision)
    for cell in grid.cells:
        label = cell.label if len(grid.tables) == 1 else f"{cell.component.label}: {cell.label}"
        part = content_parts.cell(cell.key)
        yield Difference(part, label, _amount(theirs.values.get(cell.key)), _amount(mine.values.get(cell.key)))


def _place(revision: IndicatorRevision, content: Content) -> str:
    return kinds.place_words(revision, kinds.place_of(revision, content.values)) or _("empty")


def _items(theirs: Content, mine: Content) -> Iterator[Difference]:
    before = {item.id: item for item in theirs.items}
    for part, item in content_parts.items(mine):
        yield Difference(part, item.title, _item(before.pop(item.id, None)), _item(item))
    for item in before.values():
        yield Difference(content_parts.item(item.id), item.title, _item(item), _item(None))


def _explanations(revision: IndicatorRevision, theirs: Content, mine: Content) -> Iterator[Difference]:
    """Of the warnings that mine answers: what mine does not speak of stays as it is stored."""
    for key, text in mine.explanations.items():
        label = f"{_('Explanation')} · {key_label(revision, key)}"
        part = content_parts.explanation(key)
        yield Difference(part, label, theirs.explanations.get(key) or _("empty"), text or _("empty"))


def _about(theirs: Content, mine: Content) -> Iterator[Difference]:
    origin = [
        (
            "source_system",
            _("Where does the figure come from?"),
            theirs.origin.source_system,
            mine.origin.source_system,
        ),
        ("contact_post", _("Which post can be asked about it?"), theirs.origin.contact_post, mine.origin.contact_post),
        ("cut_off_on", _("Until what day does it count?"), _day(theirs.origin), _day(mine.origin)),
    ]
    numbers = _number(theirs.control_total), _number(mine.control_total)
    pairs = [
        ("has_no_items", _("There was none this semester"), _yes(theirs.has_no_items), _yes(mine.has_no_items)),
        ("control_total", _("Total in your official letter"), *numbers),
        ("answer", _("Answer"), str(Answer(theirs.answer).label), str(Answer(mine.answer).label)),
        ("reason", _("Reason"), theirs.reason, mine.reason),
        *origin,
        ("narrative", _("What explains this result?"), theirs.narrative, mine.narrative),
    ]
    for part, label, said_by_them, said_by_me in pairs:
        yield Difference(part, label, said_by_them or _("empty"), said_by_me or _("empty"))


def _amount(cell: CellContent | None) -> str:
    if cell is None:
        return _("empty")
    return parts(Figure(cell.value, cell.denominator)) or plain(cell.value)


def _day(origin: Origin) -> str:
    return plain_date(origin.cut_off_on, language()) if origin.cut_off_on else _("empty")


def _number(value: Decimal | None) -> str:
    return _("empty") if value is None else plain(value)


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _item(item: ItemContent | None) -> str:
    if item is None:
        return _("not in the list")
    people = [f"{word}: {plain(n)}" for word, n in ((_("women"), item.women), (_("men"), item.men)) if n is not None]
    tags = joined(sorted(category.name for category in item.tags), language())
    ticks = joined([component.label for component in item.ticks], language())
    quantity = _("quantity %(count)s") % {"count": plain(item.quantity)}
    steps = [f"{stage.name}, {plain_date(day, language())}" for stage, day in reversed(item.stages.items())]
    words = [item.title, *steps, quantity, item.number]
    return " · ".join(part for part in (*words, item.counterpart, *people, tags, ticks) if part)
