"""What the institution changed since the Committee returned an answer: the last sending held against the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from measurements import figure_words
from measurements.attached import kept_in
from measurements.content import CellContent
from measurements.figures import Figure
from measurements.models import Measurement, MeasurementEvent, Status
from measurements.plausibility_words import cell_label, key_label
from measurements.presentation import figure_text
from measurements.reading import Listed, Said, said_in
from measurements.reasons import reason_text
from measurements.recipes import origin_lines


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
class Resent:
    """`narrative` is empty where it stayed the same. Nothing at all may have changed, and the reviewer is told so."""

    changes: tuple[Change, ...]
    narrative: tuple[Piece, ...]


def resent(measurement: Measurement) -> Resent | None:
    """None for what was sent once."""
    events = MeasurementEvent.objects.filter(measurement=measurement, to_status=Status.SUBMITTED)
    sendings = list(events.order_by("-sequence")[:2])
    if len(sendings) < 2:
        return None
    now, before = (said_in(event, measurement.revision) for event in sendings)
    narrative = tuple(pieces(before.narrative, now.narrative)) if before.narrative != now.narrative else ()
    changes = (*_changes(measurement, before, now), *_documents(before=sendings[1], now=sendings[0]))
    return Resent(changes, narrative)


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
    reason = reason_text(said.reason)
    return f"{figure_text(said)}: {reason}" if reason else figure_text(said)


def _cells(measurement: Measurement, before: Said, now: Said) -> Iterator[Change]:
    if measurement.revision.is_itemised:
        return
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
            yield Change(title, _("in the list"), _("not in the list"))
        elif title not in was:
            yield Change(title, _("not in the list"), _("in the list"))
        elif _plain(was[title]) != _plain(is_[title]):
            yield Change(title, _("in the list"), _("corrected"))


def _plain(item: Listed) -> Listed:
    return replace(item, id=None)


def _explanations(measurement: Measurement, before: Said, now: Said) -> Iterator[Change]:
    for key in dict.fromkeys((*before.explanations, *now.explanations)):
        label = f"{_('Explanation')} · {key_label(measurement.revision, key)}"
        yield Change(label, before.explanations.get(key, ""), now.explanations.get(key, ""))


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
