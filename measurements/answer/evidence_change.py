"""What somebody does with the sustento of an answer or of an item when saving: part of what they write, from every door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.inspection import Inspected
from measurements.models import Grade


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said of a document: the number of the oficio or expediente, how far it proves, whether it is confidential."""

    official_number: str = ""
    grade: str = Grade.DOCUMENT
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class NewDocument:
    file: Inspected
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """`reused`, `taken_off` and `marked` name rows of evidence by their keys; `reused` ones may hang elsewhere."""

    attached: tuple[NewDocument, ...] = ()
    reused: tuple[int, ...] = ()
    taken_off: frozenset[int] = frozenset()
    marked: Mapping[int, Marks] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.attached or self.reused or self.taken_off or self.marked)
