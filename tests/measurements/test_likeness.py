"""Which of the items that others told may be the same as one's own, and that finding them takes no longer than a page may."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from measurements.likeness import JOINED, MOST_COMPARED, SAME_NUMBER, Known, Told

DAY, OTHER_DAY = "2026-03-02", "2026-03-03"


def told(
    key: int, title: str = "Seminario MPS", *, register: int = 1, group: int = 0, number: str = "", day: str = DAY
) -> Told:
    return Told.of(key, register=register, group=group or key, title=title, number=number, days=[day])


@pytest.mark.parametrize(
    ("theirs", "likeness"),
    [
        (told(2), 1.0),
        (told(2, "SEMINÁRIO  mps."), 1.0),
        (told(2, "Entrega de equipos"), None),
        (told(2, day=OTHER_DAY), None),
        (told(2, register=2), None),
        (told(2, "Entrega de equipos", number="oficio n.º 12", day=OTHER_DAY), SAME_NUMBER),
        (told(2, number="Oficio N.° 12", register=2), None),
        (told(2, "Entrega de equipos", group=1, day=OTHER_DAY), JOINED),
        (told(2, number="Oficio N.º 12", group=1), JOINED),
    ],
)
def test_number_then_title_on_the_day_and_what_is_joined_above_all(theirs: Told, likeness: float | None) -> None:
    assert Known([theirs]).alike(told(1, number="OFICIO N.º 12")).get(2) == likeness


def test_an_empty_number_is_no_number() -> None:
    assert not Known([told(2, "Entrega de equipos")]).alike(told(1))


def test_a_stage_reached_on_the_day_is_enough() -> None:
    theirs = Told.of(2, register=1, group=2, title="Seminario MPS", number="", days=[OTHER_DAY, DAY])
    assert Known([theirs]).alike(told(1)) == {2: 1.0}


def test_on_a_crowded_day_the_titles_with_most_words_in_common_are_the_ones_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """3,000 events of one day: the one that is the same is found though it is the last, and few are read by letters."""
    read: list[str] = []

    class Counting(SequenceMatcher[str]):
        def set_seq1(self, a: object) -> None:
            if a:
                read.append(str(a))
            super().set_seq1(a)  # type: ignore[arg-type]

    monkeypatch.setattr("measurements.likeness.SequenceMatcher", Counting)
    crowd = [told(n, f"Taller de mujeres, paz y seguridad en la guarnición {n}") for n in range(10, 3_010)]
    found = Known([*crowd, told(9_999, "Seminario MPS de marzo en Lima")]).alike(told(1, "Seminario MPS de marzo"))
    assert list(found) == [9_999]
    assert len(read) == MOST_COMPARED
