"""The parts of an answer as boxes to tick: what an observation can point at, each with what it says now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from measurements.anchors import Anchor, Part
from measurements.answer import figure_words, kinds
from measurements.answer.content import CellKey
from measurements.answer.figures import Figure
from measurements.answer.reading import Said
from measurements.checks.plausibility_words import cell_label
from measurements.workflow.opened import Opened
from measurements.workflow.pointing import Documents, label_of, pointable, whole_words

WHOLE = "whole"
MANY = 6
"""More boxes of a table than these stand folded."""


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick. `note` is what stands there now; `is_flagged`: a check warns about it."""

    value: str
    label: str
    note: str = ""
    is_flagged: bool = False
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes under one name; those without a name stand by themselves. `is_folded`: too many to show at once."""

    name: str
    options: tuple[Option, ...]
    is_folded: bool = False

    @property
    def is_open(self) -> bool:
        return any(option.is_flagged or option.is_ticked for option in self.options)


class PartsField(forms.MultipleChoiceField):
    """What was ticked, as anchors; none for the answer as a whole. Whether the answer has those parts, the workflow knows."""

    def valid_value(self, value: object) -> bool:
        return value == WHOLE or anchor_of(str(value)) is not None

    def clean(self, value: object) -> tuple[Anchor, ...]:
        return tuple(anchor for each in super().clean(value) if (anchor := anchor_of(each)) is not None)


def value_of(anchor: Anchor) -> str:
    """`cell:people:sex=women`, `evidence:<digest>`, `narrative`…: a component's code has no colon."""
    tail = f":{anchor.component}:{anchor.cell}" if anchor.part is Part.CELL else ""
    return anchor.part.value + tail + (f":{anchor.document}" if anchor.document else "")


def anchor_of(value: str) -> Anchor | None:
    """What a box stands for; None for the answer as a whole and for what no box has."""
    name, _colon, rest = value.partition(":")
    component, colon, cell = rest.partition(":")
    if name == Part.CELL and component and colon:
        return Anchor(Part.CELL, component, cell)
    if name == Part.EVIDENCE and rest.isalnum():
        return Anchor(Part.EVIDENCE, document=rest)
    return {part.value: Anchor(part) for part in Part if part is not Part.CELL}.get(value)


def part_groups(
    now: Said,
    documents: Documents,
    *,
    flagged: Collection[CellKey] = (),
    ticked: Iterable[str] = (),
    opened: Opened | None = None,
) -> list[Group]:
    """What the answer has, in the order in which it shows it; of one that is open in parts only those."""
    chosen = set(ticked)
    cells = tuple(_cells(now, flagged, chosen, opened)) if now.is_reported else ()
    listed = [Anchor(Part.ITEMS)] if now.revision.is_itemised else []
    alone = within([Anchor(Part.NARRATIVE), Anchor(Part.EVIDENCE), *listed], opened)
    proofs = within([Anchor(Part.EVIDENCE, document=digest) for digest in documents.names], opened)
    groups = [
        Group("", (Option(WHOLE, _capital(whole_words()), is_ticked=WHOLE in chosen),)),
        Group(_("Boxes of the table"), cells, is_folded=len(cells) > MANY),
        Group("", tuple(_option(now, anchor, documents, chosen) for anchor in reversed(alone))),
        Group(_("One document"), tuple(_option(now, each, documents, chosen) for each in proofs), len(proofs) > MANY),
    ]
    return [group for group in groups if group.options]


def within(anchors: Iterable[Anchor], opened: Opened | None) -> list[Anchor]:
    return [anchor for anchor in anchors if opened is None or opened.reaches(anchor)]


def _cells(now: Said, flagged: Collection[CellKey], chosen: set[str], opened: Opened | None) -> Iterator[Option]:
    for cell in pointable(now.revision):
        if not within([Anchor(Part.CELL, *cell.key)], opened):
            continue
        content = now.values.get(cell.key)
        if content is None and cell.is_optional:
            continue
        value = value_of(Anchor(Part.CELL, *cell.key))
        figure = Figure(content.value, content.denominator) if content else None
        note = figure_words.in_full(figure) if figure else _("empty")
        if kinds.is_placed(now.revision):
            note = kinds.place_words(now.revision, kinds.place_of(now.revision, now.values))
        yield Option(value, cell_label(now.revision, cell.key), note, cell.key in flagged, value in chosen)


def _option(now: Said, anchor: Anchor, documents: Documents, chosen: set[str]) -> Option:
    value = value_of(anchor)
    label = documents.names[anchor.document] if anchor.document else label_of(anchor, now.revision)
    return Option(value, _capital(label), is_ticked=value in chosen)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
