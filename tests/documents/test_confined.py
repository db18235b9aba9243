"""A process of its own for what reads files from outside: it ends by its own limits, and holds nothing of the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from documents import confined
from documents.confined import Ended, Limits

ENDLESS, GREEDY = "tests.documents.endless", "tests.documents.greedy"
LONG = 600
"""Seconds that no test takes: where another limit must hold."""


def test_one_that_works_without_end_is_ended_by_the_seconds_of_the_processor() -> None:
    with pytest.raises(Ended):
        confined.run(ENDLESS, b"", Limits(cpu_seconds=1, wait_seconds=LONG, memory=2**29))


def test_one_that_sleeps_without_end_is_ended_by_the_seconds_to_wait_and_what_it_said_is_kept() -> None:
    with pytest.raises(Ended) as ended:
        confined.run(ENDLESS, b"sleep\n", Limits(cpu_seconds=LONG, wait_seconds=3, memory=2**29))
    assert ended.value.output == b"began\n"


def test_one_out_of_memory_is_ended_sees_no_secret_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    place = tmp_path / "written"
    with pytest.raises(Ended) as ended:
        confined.run(GREEDY, str(place).encode(), Limits(cpu_seconds=LONG, wait_seconds=LONG, memory=2**29))
    names, written = json.loads(ended.value.output)
    assert "SECRET_KEY" not in names
    assert written == 0
    assert not place.exists() or not place.read_bytes()
