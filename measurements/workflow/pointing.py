"""Parts of an answer in words: what an observation points at, for whoever has to correct it and for whoever looks again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.models import IndicatorRevision
from measurements.anchors import Anchor, Part, read
from measurements.answer.findings import Finding
from measurements.answer.grid import Cell, grid_of
from measurements.answer.kinds import is_placed
from measurements.answer.reading import last_sending
from measurements.answer.refusals import NotReady
from measurements.checks.attached import kept_in
from measurements.checks.plausibility_words import cell_label
from measurements.models import Measurement, MeasurementEvent


@dataclass(frozen=True, slots=True)
class Pointed:
    """One part that was pointed at, as a person reads it."""

    anchor: Anchor
    label: str


@dataclass(frozen=True, slots=True)
class Documents:
    """The names of the documents of one sending, by digest. A name that is not known, or not to be told, is left out."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, event: MeasurementEvent) -> Documents:
        """Those that the answer had when the event happened."""
        return cls({each["sha256"]: each["name"] for each, _item in kept_in(event)})


UNNAMED = Documents({})


def pointed_in(event: MeasurementEvent, revision: IndicatorRevision) -> tuple[Pointed, ...]:
    """The parts that an event points at; none where it is about the answer as a whole."""
    anchors = read(event.anchors)
    documents = Documents.of(event) if any(anchor.document for anchor in anchors) else UNNAMED
    return pointed(anchors, revision, documents)


def pointed(
    anchors: Iterable[Anchor], revision: IndicatorRevision, documents: Documents = UNNAMED
) -> tuple[Pointed, ...]:
    """In the order in which the answer shows them: cells, list, evidence, narrative."""
    order = {cell.key: place for place, cell in enumerate(grid_of(revision).cells)}
    parts = list(Part)
    ordered = sorted(anchors, key=lambda a: (parts.index(a.part), order.get((a.component, a.cell), 0), a))
    return tuple(Pointed(anchor, label_of(anchor, revision, documents)) for anchor in ordered)


def label_of(anchor: Anchor, revision: IndicatorRevision, documents: Documents = UNNAMED) -> str:
    if anchor.part is Part.CELL:
        return cell_label(revision, (anchor.component, anchor.cell))
    if anchor.document:
        name = documents.names.get(anchor.document, "")
        return _("document “%(name)s”") % {"name": name} if name else _("one supporting document")
    return {Part.ITEMS: _("the list"), Part.EVIDENCE: _("the supporting documents")}.get(
        anchor.part, _("the explanation of the result")
    )


def in_words(parts: Sequence[Pointed]) -> str:
    """`Women, Officers; the supporting documents`. Labels have commas of their own."""
    return "; ".join(part.label for part in parts)


def whole_words() -> str:
    return _("the answer as a whole")


def require_parts(measurement: Measurement, anchors: Iterable[Anchor]) -> None:
    """Refuse to point at what the answer does not have: the institution could not find it."""
    asked = set(anchors)
    if not asked:
        return
    known = set(parts_of(measurement.revision))
    if any(anchor.document for anchor in asked):
        sending = last_sending(measurement)
        digests = Documents.of(sending).names if sending else {}
        known |= {Anchor(Part.EVIDENCE, document=digest) for digest in digests}
    if asked - known:
        raise NotReady([Finding("parts", _("This answer does not have one of the parts that you marked."))])


def pointable(revision: IndicatorRevision) -> tuple[Cell, ...]:
    """The cells that can be told apart. Stages and options are one answer, which is pointed at through the first of them."""
    cells = grid_of(revision).cells
    return cells[:1] if is_placed(revision) else cells


def parts_of(revision: IndicatorRevision) -> Iterator[Anchor]:
    """The parts that every answer under a definition has; its documents come with each sending."""
    for component, cell in (cell.key for cell in pointable(revision)):
        yield Anchor(Part.CELL, component, cell)
    if revision.is_itemised:
        yield Anchor(Part.ITEMS)
    yield Anchor(Part.EVIDENCE)
    yield Anchor(Part.NARRATIVE)
