"""The files of one snapshot are always the same (tests/reports/snapshot/test_determinism.py): issued again, they are not made again.

A report that is issued for its row, its number or its page needs files, but not new ones. Who tries how files are made calls
`reports.files.making.make_files`, which keeps nothing, or asks for the fixture `files_made_anew`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from documents.canonical import digest
from reports.files.making import Made
from reports.snapshot import Content

MOST = 40
"""Reports whose files are kept at once; each has about a megabyte."""


@dataclass
class KeptFiles:
    """As `make_files`, which makes them the first time: by all that it is given, so that a wrong snapshot gets its own files."""

    make: Callable[[Content, str], Iterator[Made]]
    made: OrderedDict[tuple[str, str], list[Made]] = field(default_factory=OrderedDict)

    def __call__(self, content: Content, sha256: str) -> Iterator[Made]:
        asked = digest(content), sha256
        if asked in self.made:
            self.made.move_to_end(asked)
            yield from self.made[asked]
            return
        files = []
        for each in self.make(content, sha256):
            files.append(each)
            yield each
        self.made[asked] = files
        if len(self.made) > MOST:
            self.made.popitem(last=False)
