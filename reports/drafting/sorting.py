"""Sort the texts that institutions wrote: good practice, lesson, difficulty or none of these. Nobody guesses it from the words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from institutions.models import User
from reports.drafting.writing import held, stale_text
from reports.edition.practices import heading, narrated, teller
from reports.edition.reading import Snapshot
from reports.edition.sorting import HEADINGS, Sorted, Sorting, TextPlace, as_rows, digest_of, heading_of, sorting_in
from reports.models import DraftSection


@dataclass(frozen=True, slots=True)
class ToldText:
    """A text that can be sorted. `heading`: where it stands now, empty while nobody sorted it."""

    place: TextPlace
    indicator: str
    teller: str
    text: str
    language: str
    sha256: str
    heading: str


def texts_in(content: dict[str, Any], language: str, section: DraftSection) -> list[ToldText]:
    """The texts that the report shows, in its order, and where the draft puts each."""
    s, sorting = Snapshot(content, language), sorting_in(section.sorting)
    return [
        ToldText(
            TextPlace.of(row),
            heading(s, row["indicator"]),
            teller(s, row),
            row["narrative"],
            row["language"] or "",
            digest_of(row["narrative"]),
            heading_of(row, sorting),
        )
        for row in narrated(s)
    ]


def sort_texts(section: DraftSection, sorting: Sorting, *, version: int, by: User, at: dt.datetime) -> DraftSection:
    """Keep under which heading each text stands; one that `sorting` does not name is not sorted.

    Raises NotAllowed, WrongState and StaleText; then nothing changed.
    """
    with transaction.atomic():
        current, post = held(section, by=by)
        if current.version != version:
            raise stale_text()
        rows = as_rows({place: said for place, said in sorting.items() if said.heading in HEADINGS})
        if rows != current.sorting:
            current.sorting = rows
            current.version += 1
            current.edited_by, current.edited_at = post, at
            current.save()
    return current


# --- Two people at once ---


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a text on a page where it stood under `was`, having read the text of that digest."""

    heading: str
    was: str
    sha256: str

    @property
    def sorted(self) -> Sorted:
        return Sorted(self.heading, self.sha256)


@dataclass(frozen=True, slots=True)
class MergedChoice:
    """What the box holds now. `theirs`: the heading that somebody else chose meanwhile, None where they did not; `is_another`: the
    text is not the one that was read, so that it is sorted anew.
    """

    heading: str
    theirs: str | None = None
    is_another: bool = False


def merge_choice(mine: Choice | None, now: ToldText) -> MergedChoice:
    """What this person did not touch takes what stands now; what they touched stays as they chose it."""
    if mine is None:
        return MergedChoice(now.heading)
    if mine.sha256 != now.sha256:
        return MergedChoice(now.heading, is_another=mine.heading != "")
    theirs = None if now.heading in (mine.was, mine.heading) else now.heading
    return MergedChoice(now.heading if mine.heading == mine.was else mine.heading, theirs)
