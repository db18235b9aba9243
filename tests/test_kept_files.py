"""Files that are not made again are those that would be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reports.files.making import FileKind, Made
from reports.models import EditionFile
from reports.snapshot import Content
from tests import kept_files
from tests.kept_files import KeptFiles

KIND = FileKind(EditionFile.Part.REPORT, "json", lambda content, language, sha256: b"")


class Maker:
    """Writes what it is given, and counts how often it did."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, content: Content, sha256: str) -> Iterator[Made]:
        self.times += 1
        for language in ("es", "en"):
            yield Made(KIND, language, language, f"{content} {sha256}".encode())


def test_the_same_snapshot_has_its_files_and_any_other_its_own() -> None:
    maker = Maker()
    kept = KeptFiles(maker)
    asked: list[tuple[Content, str]] = [({"value": 1}, "a"), ({"value": 2}, "a"), ({"value": 1}, "b")]
    for content, sha256 in asked * 2:
        assert list(kept(content, sha256)) == list(Maker()(content, sha256))
    assert maker.times == len(asked)


def test_what_was_not_finished_is_made_again() -> None:
    maker = Maker()
    kept = KeptFiles(maker)
    next(kept({}, "a"))
    assert len(list(kept({}, "a"))) == 2
    assert maker.times == 2


def test_what_was_asked_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MOST", 2)
    maker = Maker()
    kept = KeptFiles(maker)
    for sha256 in ("a", "b", "a", "c", "a"):
        list(kept({}, sha256))
    assert maker.times == 3
    list(kept({}, "b"))
    assert maker.times == 4
