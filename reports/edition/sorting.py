"""Under which heading of its section each text of an institution stands: said by who prepares the report, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEY = "practices"
"""The section whose texts are sorted."""
HEADINGS: dict[str, Promise] = {
    "practice": _("Good practice"),
    "lesson": _("Lessons"),
    "difficulty": _("Difficulties"),
    "other": _("Other texts"),
}
"""In the order in which they are printed; what nobody sorted comes after them."""
UNSORTED = _("Not sorted")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """Whose text it is, by codes."""

    indicator: str
    period: str
    institution: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> TextPlace:
        return cls(row["indicator"], row["period"], row["institution"])


@dataclass(frozen=True, slots=True)
class Sorted:
    """A text put under a heading. `sha256` is of the text as it was read then: another text is sorted anew."""

    heading: str
    sha256: str


Sorting = Mapping[TextPlace, Sorted]


def sorting_in(rows: Iterable[Mapping[str, Any]]) -> dict[TextPlace, Sorted]:
    """As a draft and a snapshot keep it."""
    return {TextPlace.of(row): Sorted(row["heading"], row["sha256"]) for row in rows}


def as_rows(sorting: Sorting) -> list[Row]:
    return [
        {
            "indicator": place.indicator,
            "period": place.period,
            "institution": place.institution,
            "heading": said.heading,
            "sha256": said.sha256,
        }
        for place, said in sorted(sorting.items(), key=lambda pair: pair[0])
    ]


def heading_of(answer: Mapping[str, Any], sorting: Sorting) -> str:
    """The heading of an answer's text; empty where nobody sorted it, or only an earlier text of it."""
    said = sorting.get(TextPlace.of(answer))
    return said.heading if said is not None and said.sha256 == digest_of(answer["narrative"]) else ""


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
