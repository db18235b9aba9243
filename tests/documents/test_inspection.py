"""What may be attached: honest files of every accepted kind, and no hostile one. Every refusal says which and what to do."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from documents import confined, looking_inside
from documents.inspection import ACCEPTED, KINDS, Inspected, inspect, inspect_all, looked_at
from documents.refusing import FileRefused
from tests.documents import made_files as made
from tests.documents.inspected import GOOD, HOSTILE, HTML, SVG


@pytest.mark.parametrize("name", GOOD)
def test_honest_files_of_every_accepted_kind_are_taken(name: str) -> None:
    taken = inspect(name, GOOD[name])
    assert (taken.name, taken.media_type) == (name, KINDS[Path(name).suffix.lower()].media_type)
    assert taken.media_type.startswith("image/") or taken.content == GOOD[name]


def test_every_accepted_kind_has_an_honest_file() -> None:
    assert {Path(name).suffix.lower() for name in GOOD} == set(KINDS)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence_that_names_them(case: str) -> None:
    name, content, words = HOSTILE[case]
    with pytest.raises(FileRefused) as refused:
        inspect(name, content)
    text = str(refused.value)
    assert words in text
    assert text.startswith("«") or "«" in text[:40]
    assert "\u202e" not in text
    assert len(text) < 250


def test_the_refusal_of_a_type_says_what_is_accepted_in_the_readers_language() -> None:
    with translation.override("en"), pytest.raises(FileRefused, match="is not of an accepted type") as refused:
        inspect("logo.svg", SVG)
    assert ACCEPTED in str(refused.value)


def test_pictures_lose_where_and_with_what_they_were_taken() -> None:
    taken = made.picture(exif=True)
    assert b"CamaraSecreta" in taken
    kept = inspect("foto.jpg", taken).content
    assert b"CamaraSecreta" not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())
    assert Image.open(BytesIO(kept)).size == (64, 48)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_hides_behind_a_picture_is_gone(form: str) -> None:
    hidden = made.picture(form, comment=b"." * 2000) + made.archive({"evil.exe": b"MZ"}) + HTML
    kept = inspect(f"foto.{form.lower()}", hidden).content
    assert b"evil.exe" not in kept
    assert b"<script" not in kept
    assert not zipfile.is_zipfile(BytesIO(kept))


def test_a_script_in_the_comment_of_a_picture_is_gone() -> None:
    kept = inspect("foto.jpg", made.picture(comment=b"*/=1;alert(1)//" * 100)).content
    assert b"alert(1)" not in kept


def test_a_picture_lying_on_its_side_is_set_upright() -> None:
    image, data, out = Image.new("RGB", (60, 40)), Image.Exif(), BytesIO()
    data[0x0112] = 6
    image.save(out, "JPEG", exif=data)
    assert Image.open(BytesIO(inspect("foto.jpg", out.getvalue()).content)).size == (40, 60)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16", "CMYK"])
def test_pictures_of_every_colour_are_kept(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    name = "foto.jpg" if mode == "CMYK" else "foto.png"
    assert Image.open(BytesIO(inspect(name, out.getvalue()).content)).size == (8, 8)


SCANNER = f"{sys.executable} -c \"import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())\""


def test_without_a_scanner_known_viruses_are_not_looked_for() -> None:
    assert settings.ANTIVIRUS_COMMAND == ""
    assert inspect("oficio.pdf", made.pdf(b"% " + made.EICAR + b"\n"))


@override_settings(ANTIVIRUS_COMMAND=SCANNER)
def test_a_scanner_refuses_what_it_finds() -> None:
    assert inspect("oficio.pdf", made.pdf())
    with pytest.raises(FileRefused, match="antivirus encontró un virus"):
        inspect("oficio.pdf", made.pdf(b"% " + made.EICAR + b"\n"))


@pytest.mark.parametrize("command", ["/no/existe", f'{sys.executable} -c "import sys; sys.exit(2)"'])
def test_a_scanner_that_does_not_answer_lets_nothing_pass(command: str) -> None:
    with override_settings(ANTIVIRUS_COMMAND=command), pytest.raises(FileRefused, match="no se pudo analizar"):
        inspect("oficio.pdf", made.pdf())


@given(st.text(max_size=320))
@example("../../etc/passwd")
@example("a" * 300)
@example("a\r\nSet-Cookie: x=1")
@example("a\0b")
@example("informe\u202efdp")
@hypothesis_settings(deadline=None)
def test_whatever_a_file_is_called_its_name_is_fit_to_be_kept(name: str) -> None:
    taken = looked_at(f"{name}a.pdf", GOOD["oficio.pdf"])  # the look inside, in another process, leaves the name alone
    assert isinstance(taken, Inspected)
    assert taken.name.endswith(".pdf")
    assert len(taken.name) <= 150
    assert not set(taken.name) & set("/\\\r\n\0\u202e")


@given(st.binary(max_size=300), st.sampled_from(sorted(KINDS)))
@example(b"PK\x03\x04" + b"\0" * 40, ".docx")
@example(b"PK\x05\x06" + b"\0" * 18, ".odt")
@example(b"\xff\xd8\xff\xe0" + b"\0" * 40, ".jpg")
@hypothesis_settings(deadline=None, max_examples=60)
def test_whatever_a_file_holds_it_is_taken_or_refused_in_words(content: bytes, ending: str) -> None:
    refused = refusal_of(f"a{ending}", content)
    assert refused is None or f"«a{ending}»" in refused


@given(st.integers(0, 5000), st.integers(0, 255), st.sampled_from(sorted(GOOD)))
@hypothesis_settings(deadline=None, max_examples=60)
def test_a_damaged_file_is_taken_or_refused_in_words(place: int, byte: int, name: str) -> None:
    content = bytearray(GOOD[name])
    content[place % len(content)] = byte
    refused = refusal_of(name, bytes(content))
    assert refused is None or f"«{name}»" in refused


def refusal_of(name: str, content: bytes) -> str | None:
    """What `inspect` says, all in this process: to start another for each of hundreds of files takes long."""
    outcome = looked_at(name, content)
    if isinstance(outcome, FileRefused):
        return str(outcome)
    ending = name.rpartition(".")[2].lower()
    sentence = looking_inside.sentence_against(name, content) if ending in looking_inside.CHECKS else None
    return sentence and translation.gettext(sentence) % {"name": name}


# --- All files of a page together ---------------------------------------------------------------------------------


def test_every_kind_that_is_kept_byte_by_byte_is_looked_into() -> None:
    assert {f".{ending}" for ending in looking_inside.CHECKS} == {
        end for end, kind in KINDS.items() if not kind.rewriting
    }


def test_files_of_a_page_are_taken_and_refused_each_for_itself_in_their_order() -> None:
    outcomes = inspect_all(
        [
            ("uno.pdf", made.pdf()),
            ("dos.svg", SVG),
            ("tres.docx", made.docx({"word/vbaProject.bin": b"x"})),
            ("cuatro.png", made.picture("PNG")),
            ("cinco\n.odt", made.odf()),
        ]
    )
    words = [each.name if isinstance(each, Inspected) else str(each)[:40] for each in outcomes]
    assert (words[0], words[3], words[4]) == ("uno.pdf", "cuatro.png", "cinco.odt")
    assert words[1].startswith("«dos.svg» no es de un tipo")
    assert words[2].startswith("«tres.docx» tiene macros")


HEAVY = made.odf(content=f"<a>{'<b/>' * 2_000_000}</a>", more={"pad.bin": made.noise(460_000)})
"""Within every limit of size, and more than a second of work."""
NARROW = {
    "processor": confined.Limits(cpu_seconds=1, wait_seconds=600, memory=2**29),
    "memory": confined.Limits(cpu_seconds=600, wait_seconds=600, memory=40 * 2**20),
}


@pytest.mark.parametrize("limits", NARROW.values(), ids=list(NARROW))
def test_a_file_that_uses_up_what_the_look_inside_may_use_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, limits: confined.Limits
) -> None:
    monkeypatch.setattr(looking_inside, "LIMITS", limits)
    with pytest.raises(FileRefused, match=r"^«pesado\.odt» exige demasiado tiempo o memoria"):
        inspect("pesado.odt", HEAVY)


def test_the_file_that_ended_the_look_inside_is_named_and_those_after_it_were_not_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(looking_inside, "LIMITS", NARROW["processor"])
    first, heavy, last = inspect_all([("uno.pdf", made.pdf()), ("pesado.odt", HEAVY), ("tres.pdf", made.pdf())])
    assert isinstance(first, Inspected)
    assert str(heavy).startswith("«pesado.odt» exige demasiado tiempo o memoria")
    assert str(last).startswith("«tres.pdf» no se revisó")
