"""What changed between an answer that was returned and the one that came instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import time_machine

from measurements.answer.content import Origin
from measurements.background.resent import Change, Piece, pieces, resent
from measurements.models import Measurement
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.measurements.worlds.proving import attaching
from tests.measurements.worlds.walk import HOUR, World, counted, make_world


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("", "Hubo dos.", [("added", "Hubo dos.")]),
        ("Hubo dos.", "", [("removed", "Hubo dos.")]),
        ("Hubo dos cursos.", "Hubo tres cursos.", [("kept", "Hubo "), ("removed", "dos "), ("added", "tres "), ("kept", "cursos.")]),
        ("Uno dos.", "Cero uno Uno dos.", [("added", "Cero uno "), ("kept", "Uno dos.")]),
    ],
)  # fmt: skip
def test_texts_are_compared_word_by_word(before: str, now: str, told: list[tuple[str, str]]) -> None:
    assert list(pieces(before, now)) == [Piece(*each) for each in told]


def sent_again(world: World, value: int, narrative: str, **more: Any) -> Measurement:
    returned = world.returned(0, value=40)
    content = replace(counted(value, narrative), **more)
    saved = workflow.save_draft(
        world.task(0), content, version=returned.version, by=world.cast.reporter, at=world.open + HOUR
    )
    prepared = workflow.prepare(saved, version=saved.version, by=world.cast.reporter, at=world.open + HOUR)
    world.send(prepared, at=world.open + HOUR)
    prepared.refresh_from_db()
    return prepared


def test_what_was_sent_once_has_nothing_to_compare(world: World) -> None:
    assert resent(world.sent(0)) is None


def test_cells_and_narrative_are_held_against_what_was_returned(world: World) -> None:
    found = resent(sent_again(world, 44, "Se agregó Piura."))
    assert found is not None
    assert found.changes == (Change("Respuesta", "40", "44"), Change("total", "40", "44"))
    assert found.narrative == (Piece("added", "Se agregó Piura."),)


def test_a_document_or_a_source_that_was_missing_is_a_change(world: World) -> None:
    told = {"evidence": attaching("Oficio 12"), "origin": Origin(source_system="SIGE")}
    found = resent(sent_again(world, 40, "", **told))
    assert found is not None
    assert found.changes == (
        Change("De dónde sale la cifra", "", "SIGE"),
        Change("Documentos de sustento", "", "Oficio 12.pdf"),
    )


def test_the_reviewer_sees_it_struck_and_underlined(world: World, signed_in: SignIn) -> None:
    sent_again(world, 44, "Se agregó Piura.")
    with time_machine.travel(world.open + 2 * HOUR, tick=False):
        page = signed_in(world.cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").text
    assert "Qué cambió desde que se observó" in page
    assert "agregado: </span>Se agregó Piura.</ins>" in page
    assert "40</del>" in page
    assert "44</ins>" in page


def test_the_same_sent_again_is_told(world: World, signed_in: SignIn) -> None:
    sent_again(world, 40, "")
    with time_machine.travel(world.open + 2 * HOUR, tick=False):
        page = signed_in(world.cast.secretary).get("/revision/2026-I/EP/PREV-1.1.1/").text
    assert "Nada: la institución envió lo mismo otra vez." in page
