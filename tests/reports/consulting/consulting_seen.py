"""The pages of a consultation as a browser gets them, and the boxes of an answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.reports.worlds.consulted import Consultations, make_consultations


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def boxes(answer: str, *remarks: tuple[str, str], version: int = 1, room: int = 3, **more: object) -> dict[str, object]:
    data: dict[str, object] = {"answer": answer, "version": version, "boxes": room} | more
    for n, (section, text) in enumerate(remarks, 1):
        data |= {f"section_{n}": section, f"text_{n}": text}
    return data
