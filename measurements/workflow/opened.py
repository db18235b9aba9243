"""What of one answer is open after its window closed, and that nothing else of it is written differently from what was sent.

Every door saves through `workflow.save_draft`, which asks here; a page and a spreadsheet ask the same beforehand, to show what
is open. Within an open window an opening restricts nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from documents.days import last_day_before
from documents.formatting import joined, plain_date, quoted
from documents.speaking import language
from measurements.anchors import Anchor, Part, read
from measurements.answer import content_parts
from measurements.answer.content import APART, CellKey, ConcernKey, Content, ItemContent
from measurements.answer.evidence import marks_of
from measurements.answer.evidence_change import EvidenceChange
from measurements.answer.reading import as_sent, last_sending
from measurements.answer.refusals import Refused
from measurements.answer.writing import says
from measurements.checks.stored import content_of, differences
from measurements.deadlines.deadlines import Deadline, deadline_for
from measurements.models import Answer, Evidence, Measurement, Opening, RegisterItem, Status
from measurements.workflow import serving
from measurements.workflow.pointing import UNNAMED, Documents, in_words, pointed

ANSWER, ORIGIN = ("answer", "reason"), ("source_system", "cut_off_on", "contact_post")
MOST_NAMED = 5
IN_HAND = (Status.RETURNED, Status.PREPARED)


class OutsideOpening(Refused):
    """Something was written that the Committee did not open. Nothing was changed."""


@dataclass(frozen=True)
class Opened:
    """The opened parts of one answer, as a set that can be asked."""

    opening: Opening
    anchors: tuple[Anchor, ...]

    @cached_property
    def cells(self) -> frozenset[CellKey]:
        return frozenset((a.component, a.cell) for a in self.anchors if a.part is Part.CELL)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The digests of those that may be replaced."""
        return frozenset(a.document for a in self.anchors if a.part is Part.EVIDENCE and a.document)

    @property
    def has_items(self) -> bool:
        return self._has(Part.ITEMS)

    @property
    def has_evidence(self) -> bool:
        return self._has(Part.EVIDENCE)

    @property
    def has_narrative(self) -> bool:
        return self._has(Part.NARRATIVE)

    @property
    def has_figures(self) -> bool:
        """Whether a figure may change, and with it the total of the letter and what must be explained."""
        return bool(self.cells) or self.has_items

    def reaches(self, anchor: Anchor) -> bool:
        """Whether the institution could correct that part. The boxes of a list follow from its items."""
        if anchor.part is Part.CELL:
            return self.has_items or (anchor.component, anchor.cell) in self.cells
        return self._has(anchor.part)

    def _has(self, part: Part) -> bool:
        return any(anchor.part is part for anchor in self.anchors)


def opened_of(measurement: Measurement | None, *, at: dt.datetime, known: Deadline | None = None) -> Opened | None:
    """What restricts the answer at that instant; None while its window is open, and where nothing was opened."""
    if measurement is None or measurement.status not in IN_HAND:
        return None
    return opening_beyond(measurement, at=at, known=known)


def opening_beyond(measurement: Measurement, *, at: dt.datetime, known: Deadline | None = None) -> Opened | None:
    """The same of an answer in whosever hands it is: what the institution could correct if it came back."""
    place = (measurement.period, measurement.institution, measurement.indicator)
    if not (known or deadline_for(*place)).is_open_in_parts(at):
        return None
    opening = measurement.openings.open(at=at).select_related("opened_by__user").first()
    return None if opening is None else Opened(opening, read(opening.anchors))


def note_of(measurement: Measurement, opened: Opened) -> str:
    """Which parts are open, until when and why, for whoever corrects them."""
    sending = last_sending(measurement) if any(anchor.document for anchor in opened.anchors) else None
    documents = Documents.of(sending) if sending is not None else UNNAMED
    words = {
        "parts": in_words(pointed(opened.anchors, measurement.revision, documents)),
        "day": plain_date(last_day_before(opened.opening.until), language()),
    }
    return _("The Committee opened only: %(parts)s, until the end of %(day)s. The rest stays as it was sent.") % words


def opening_notes(answers: Iterable[Measurement]) -> dict[int, str]:
    """By indicator, what is open of the answers that the institution has in its hands, in one query for most."""
    editable = {answer.pk: answer for answer in answers if answer.status in IN_HAND}
    openings = Opening.objects.filter(measurement__in=editable, ended_at__isnull=True) if editable else ()
    found = ((editable[each.measurement_id], each) for each in openings)
    return {answer.indicator_id: note_of(answer, Opened(each, read(each.anchors))) for answer, each in found}


def may_explain(measurement: Measurement, key: ConcernKey, opened: Opened) -> bool:
    """Whether the explanation of this warning is open. Warnings keep an answer from being sent: new ones always are."""
    return _is_explainable(key, as_sent(measurement).explanations, opened)


def may_change_document(row: Evidence, opened: Opened) -> bool:
    """Whether it may be taken off or described anew: it was opened itself, or added since."""
    is_own = row.stored_file.sha256 in opened.documents or row.added_at >= opened.opening.opened_at
    return opened.has_evidence and is_own


def require_only_opened(measurement: Measurement, content: Content, opened: Opened) -> None:
    """Refuse what is written otherwise than it stands in any part that was not opened, naming those parts."""
    outside = list(dict.fromkeys(outside_of(measurement, content, opened)))
    if not outside:
        return
    text = _("The Committee did not open: %(parts)s. It must stay as it was sent, and nothing was changed.")
    raise OutsideOpening(
        text % {"parts": joined([quoted(name, language()) for name in outside[:MOST_NAMED]], language())}
    )


def outside_of(measurement: Measurement, content: Content, opened: Opened) -> Iterator[str]:
    """The names of the parts that differ although they are shut."""
    stands = content_of(measurement)
    content = content if opened.has_items else _with_stored_items(measurement, content, stands)
    may = _open_parts(measurement, stands, content, opened)
    for each in differences(measurement.revision, stands, content):
        if each.part not in may and not (opened.has_items and each.part.startswith(("item|", "new|"))):
            yield each.label
    held = measurement.evidence.held().select_related("stored_file")
    if _touches_shut(content.evidence, list(held), opened):
        yield _("Supporting documents")
    if not opened.has_items:
        yield from _beyond(measurement, content, opened)
    yield from _joined_anew(content)


def _open_parts(measurement: Measurement, stands: Content, content: Content, opened: Opened) -> set[str]:
    may = {content_parts.cell(key) for key in opened.cells}
    may |= {content_parts.explanation(key) for key in _explainable(measurement, content, opened)}
    if opened.has_narrative:
        may.add("narrative")
    if opened.cells:
        may |= {"control_total", content_parts.PLACE}  # it must add up with the cells; a place is one answer
    if opened.has_items:
        may.add("has_no_items")
    if opened.has_figures and stands.answer != Answer.REPORTED and content.answer == Answer.REPORTED:
        may |= {*ANSWER}
    return may


def _explainable(measurement: Measurement, content: Content, opened: Opened) -> Iterator[ConcernKey]:
    before = as_sent(measurement).explanations
    return (key for key in content.explanations if _is_explainable(key, before, opened))


def _is_explainable(key: ConcernKey, before: Mapping[ConcernKey, str], opened: Opened) -> bool:
    """Of an opened cell, of the whole where figures are open, and of what nobody explained when it was sent."""
    _rule, component, cell = key
    return (component, cell) in opened.cells or (opened.has_figures and not component) or key not in before


def _with_stored_items(measurement: Measurement, content: Content, stands: Content) -> Content:
    """The list with each item that says what stands in it put as it stands: only what truly differs is told."""
    known = {item.id: item for item in stands.items}
    stored = RegisterItem.objects.prefetch_related("stages__stage", "tags").in_bulk([pk for pk in known if pk])
    return replace(content, items=tuple(_as_it_stands(each, known, stored) for each in content.items))


def _as_it_stands(
    each: ItemContent, known: dict[int | None, ItemContent], stored: dict[int, RegisterItem]
) -> ItemContent:
    mine = known.get(each.id)
    if mine is None or each.id is None or set(each.ticks) != set(mine.ticks):
        return each
    if each.is_changed and not says(stored[each.id], each):
        return each
    return replace(mine, evidence=each.evidence, serves=each.serves, same_as=each.same_as)


def _beyond(measurement: Measurement, content: Content, opened: Opened) -> Iterator[str]:
    """What is said of the items of a shut list outside the answer: documents, other indicators."""
    items = RegisterItem.objects.prefetch_related("evidence__stored_file")
    stored = items.in_bulk([item.id for item in content.items if item.id is not None])
    if serving.is_unserved(measurement, content):
        yield _("the other indicators of the items")
    for each in content.items:
        item = stored.get(each.id or 0)
        if item is None:
            continue
        held = [row for row in item.evidence.all() if row.removed_at is None]
        if _touches_shut(each.evidence, held, opened):
            yield f"{_('Supporting documents')} · {item.title}"


def _joined_anew(content: Content) -> Iterator[str]:
    """Whose items are the same is for the reviewers now: it would stay, and move figures, though nobody sent the answer again."""
    name = _("the same as reported by another institution")
    spoken = {item.id: item.same_as for item in content.items if item.id is not None and item.same_as is not None}
    for item in RegisterItem.objects.in_bulk(list(spoken)).values() if spoken else ():
        if spoken[item.pk] != (item.same_as_id or APART):
            yield f"{name} · {item.title}"


def _touches_shut(wanted: EvidenceChange, held: list[Evidence], opened: Opened) -> bool:
    """Documents are added where evidence was opened; one is taken off or described anew where it was opened, or added since."""
    touched = {row.pk for row in held if wanted.marked.get(row.pk, marks_of(row)) != marks_of(row)}
    touched |= {row.pk for row in held if row.pk in wanted.taken_off}
    if not opened.has_evidence:
        return bool(touched or wanted.attached or wanted.reused)
    return any(row.pk in touched and not may_change_document(row, opened) for row in held)
