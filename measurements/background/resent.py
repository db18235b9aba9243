"""What the institution changed since the Committee returned an answer: the last sending held against the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from documents.speaking import written
from measurements.anchors import Anchor, Part
from measurements.answer import figure_words
from measurements.answer.content import CellContent
from measurements.answer.figures import Figure
from measurements.answer.kinds import is_in_words, is_placed
from measurements.answer.presentation import figure_text
from measurements.answer.reading import Listed, Said, said_in
from measurements.answer.reasons import told_reason
from measurements.background.recipes import origin_lines
from measurements.checks.attached import kept_in
from measurements.checks.plausibility_words import cell_label, key_label
from measurements.models import Measurement, MeasurementEvent
from measurements.workflow.pointing import pointed_in


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said differently now. Empty words: it was not there, or it is no more."""

    label: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a text: `kept`, `added` or `removed`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One part that the observation pointed at, and whether it was changed since."""

    label: str
    has_changed: bool


@dataclass(frozen=True, slots=True)
class Resent:
    """`narrative` is empty where it stayed the same. Nothing at all may have changed, and the reviewer is told so.

    `observation` is what was asked; `asked` its parts, none when it was about the answer as a whole.
    """

    changes: tuple[Change, ...]
    narrative: tuple[Piece, ...]
    observation: MeasurementEvent
    asked: tuple[Asked, ...]


def resent(measurement: Measurement) -> Resent | None:
    """The last sending held against the one that was observed. None for what was sent once."""
    events = list(measurement.events.select_related("actor", "appointment__institution").order_by("sequence"))
    sendings = [event for event in events if event.is_sending]
    observation = _observed_before(sendings[-1], events) if len(sendings) > 1 else None
    if observation is None:
        return None
    sending = sendings[-1]
    observed = [each for each in sendings if each.sequence < observation.sequence][-1]
    now, before = said_in(sending, measurement.revision), said_in(observed, measurement.revision)
    narrative = tuple(pieces(before.narrative, now.narrative)) if before.narrative != now.narrative else ()
    documents = tuple(_documents(before=observed, now=sending))
    asked = tuple(
        Asked(part.label, _has_changed(part.anchor, before, now, has_other_documents=bool(documents)))
        for part in pointed_in(observation, measurement.revision)
    )
    return Resent((*_changes(measurement, before, now), *documents), narrative, observation, asked)


def _observed_before(sending: MeasurementEvent, events: Sequence[MeasurementEvent]) -> MeasurementEvent | None:
    """The observation that this sending answers."""
    before = (event for event in reversed(events) if event.sequence < sending.sequence)
    return next((event for event in before if event.is_observation), None)


def _has_changed(anchor: Anchor, before: Said, now: Said, *, has_other_documents: bool) -> bool:
    """Of one document it is enough that the documents are others: it may have been joined by the one that was missing."""
    if anchor.part is Part.CELL:
        if is_placed(now.revision):
            return before.values != now.values
        key = (anchor.component, anchor.cell)
        return before.values.get(key) != now.values.get(key)
    if anchor.part is Part.ITEMS:
        return [_plain(item) for item in before.items] != [_plain(item) for item in now.items]
    return has_other_documents if anchor.part is Part.EVIDENCE else before.narrative != now.narrative


def _changes(measurement: Measurement, before: Said, now: Said) -> Iterator[Change]:
    every = [
        Change(_("Answer"), _answer(before), _answer(now)),
        *_cells(measurement, before, now),
        *_items(before, now),
        *_explanations(measurement, before, now),
        *_origin(before, now),
    ]
    return (change for change in every if change.before != change.now)


def _answer(said: Said) -> str:
    reason = told_reason(said.reason)
    return f"{figure_text(said)}: {reason}" if reason else figure_text(said)


def _cells(measurement: Measurement, before: Said, now: Said) -> Iterator[Change]:
    if measurement.revision.is_itemised or is_in_words(measurement.revision):
        return  # an answer in words is told as a whole
    for key in dict.fromkeys((*before.values, *now.values)):
        yield Change(
            cell_label(measurement.revision, key), _amount(before.values.get(key)), _amount(now.values.get(key))
        )


def _amount(cell: CellContent | None) -> str:
    if cell is None:
        return ""
    return figure_words.parts(Figure(cell.value, cell.denominator)) or figure_words.plain(cell.value)


def _items(before: Said, now: Said) -> Iterator[Change]:
    """By their titles: events keep no other name of them."""
    was, is_ = ({item.title: item for item in said.items} for said in (before, now))
    for title in dict.fromkeys((*was, *is_)):
        if title not in is_:
            yield Change(written(title), _("in the list"), _("not in the list"))
        elif title not in was:
            yield Change(written(title), _("not in the list"), _("in the list"))
        elif _plain(was[title]) != _plain(is_[title]):
            yield Change(written(title), _("in the list"), _("corrected"))


def _plain(item: Listed) -> Listed:
    return replace(item, id=None)


def _explanations(measurement: Measurement, before: Said, now: Said) -> Iterator[Change]:
    for key in dict.fromkeys((*before.explanations, *now.explanations)):
        label = f"{_('Explanation')} · {key_label(measurement.revision, key)}"
        yield Change(label, *(written(said.explanations.get(key, "")) for said in (before, now)))


def _origin(before: Said, now: Said) -> Iterator[Change]:
    was, is_ = ({line.label: line.text for line in origin_lines(said.origin)} for said in (before, now))
    for label in dict.fromkeys((*was, *is_)):
        yield Change(label, was.get(label, ""), is_.get(label, ""))


def _documents(*, before: MeasurementEvent, now: MeasurementEvent) -> Iterator[Change]:
    """Those taken off, then those attached. One whose number was corrected is both."""
    was, is_ = ([_document(*each) for each in kept_in(event)] for event in (before, now))
    yield from (Change(_("Supporting documents"), name, "") for name in was if name not in is_)
    yield from (Change(_("Supporting documents"), "", name) for name in is_ if name not in was)


def _document(kept: Mapping[str, str], item: str) -> str:
    return " · ".join(part for part in (item, kept["name"], kept["number"]) if part)


def pieces(before: str, now: str) -> Iterator[Piece]:
    """Two texts word by word. What was removed stands before what replaces it."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", now)
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(new[first:last]))
            continue
        if start < end:
            yield Piece("removed", "".join(old[start:end]))
        if first < last:
            yield Piece("added", "".join(new[first:last]))
