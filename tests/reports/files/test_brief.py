"""The brief for the minister: one page whatever there is to say, no sentence cut, nothing that the report does not say."""

from __future__ import annotations

import subprocess
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Pdf

from reports import snapshot
from reports.edition.composing import compose
from reports.files.brief import LONGEST, MOST_FINDINGS, brief_data, brief_pdf, parted
from reports.files.making import Part, kinds_of
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from tests import factories as make
from tests.cast import Cast
from tests.factories.reports import build
from tests.reports.edition.test_edition_pdf import elements
from tests.reports.worlds.kinds import choose, make_kinds_world, reach, tell
from tests.reports.worlds.report import CLOSED, HOSTILE, make_world

pytestmark = pytest.mark.django_db
DIGEST = "0123456789abcdef" * 4


@pytest.fixture
def content(cast: Cast) -> dict[str, Any]:
    world = make_world(is_demonstration=True)
    return freeze(build(world.plan, world.period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content


def data(content: dict[str, Any], language: str = "es") -> dict[str, Any]:
    cover = compose(content, language, sha256=DIGEST, with_sections=False)
    return brief_data(content, cover, sha256=DIGEST)


def opened(content: dict[str, Any], language: str = "es") -> Pdf:
    return Pdf.open(BytesIO(brief_pdf(content, language, sha256=DIGEST)))


def edited(content: dict[str, Any], text: str) -> dict[str, Any]:
    content["layout"][0]["edited"] = {"es": text, "en": text}
    return content


def listed(pdf: Pdf) -> int:
    return sum(each.S == "/LI" for each in elements(pdf))


def sentence(letters: int, number: int = 1) -> str:
    return (f"Hallazgo {number}: " + "se reportó lo previsto " * 60)[: letters - 1].strip() + "."


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_one_page_with_the_findings_the_gaps_and_a_code_to_verify(content: dict[str, Any], language: str) -> None:
    content["checks"] = []
    pdf, said = opened(content, language), data(content, language)
    assert len(pdf.pages) == 1
    assert listed(pdf) == sum(len(said[part]) for part in ("findings", "moves", "decide", "unknown"))
    pictures = [str(each.Alt) for each in elements(pdf) if each.S == "/Figure"]
    assert sorted(pictures) == sorted([*(area["alt"] for area in said["areas"]), said["seal"]["alt"]])


def test_it_says_the_first_sentences_of_the_summary_as_it_was_edited(content: dict[str, Any]) -> None:
    said = data(edited(content, "- Uno.\n- Dos.\n\nTres aparte. Cuatro también.\n\n" + sentence(300)))
    assert said["findings"] == ["Uno.", "Dos.", "Tres aparte.", "Cuatro también.", sentence(300)]
    assert said["more"] is False


def test_without_edits_it_says_what_the_data_say(content: dict[str, Any]) -> None:
    said = data(content)
    assert said["findings"][0] == "De los 5 reportes esperados se recibieron 4: 3 a tiempo y 1 fuera de plazo."
    assert [each[1] for each in said["figures"]] == ["4 de 5", "3 de 5", "3 de 5", "1 de 4"]
    areas = ["1 rezagado y 1 sin meta", "1 sin meta", "1 sin meta", "1 rezagado y 3 sin meta"]
    assert [area["said"] for area in said["areas"]] == areas
    assert said["decide"][0] == "3 indicadores no tienen meta aprobada: puede decirse qué cambió, no si basta."
    assert said["unknown"][0] == "Sin cifra validada: PROT-1.1.1, Nombre de PROT-1.1.1."
    assert not {*said["unknown"], *said["decide"]} & set(said["findings"])
    assert said["moves"] == [
        "PREV-1.2.1, Nombre de PREV-1.2.1: sube, de 8 a 10 (+2; +25,0\N{NO-BREAK SPACE}%; 1 institución comparable de 2).",
        "PREV-1.1.1, Nombre de PREV-1.1.1: sube, de 40 a 44 (+4; +10,0\N{NO-BREAK SPACE}%; 1 institución comparable de 2).",
    ]


@pytest.mark.parametrize(
    ("count", "letters"), [(6, 60), (6, LONGEST), (40, 200), (1, LONGEST + 1), (6, 20_000), (200, LONGEST)]
)
def test_it_is_one_page_however_long_the_summary(content: dict[str, Any], count: int, letters: int) -> None:
    text = "\n".join(
        f"- {sentence(letters, n)}" if letters < 2_000 else "- " + "palabra " * 2_500 for n in range(count)
    )
    pdf, said = opened(edited(content, text)), data(content)
    assert len(pdf.pages) == 1
    assert all(len(each) <= LONGEST and each.endswith(".") for each in said["findings"])
    assert len(said["findings"]) <= MOST_FINDINGS
    assert said["more"] is (letters > LONGEST or count > MOST_FINDINGS)


def test_what_does_not_fit_is_left_to_the_report_whole_sentence_by_sentence(content: dict[str, Any]) -> None:
    """Ten areas and six long findings are more than a page: some findings stay, and none is lost without a word."""
    pillar = content["plan"]["pillars"][0]
    for n in range(8):
        content["plan"]["pillars"].append(pillar | {"code": f"X{n}", "name": {"es": sentence(200), "en": "x"}})
        content["tallies"]["pillars"][f"X{n}"] = content["tallies"]["pillars"][pillar["code"]]
    text = "\n".join(f"- {sentence(LONGEST, n)}" for n in range(6))
    pdf = opened(edited(content, text))
    assert len(pdf.pages) == 1
    assert 0 < listed(pdf) < 6 + len(data(content)["unknown"])


REST = "… lo demás consta en el informe."


def said_in(pdf: bytes) -> str:
    """The words of a page, whatever the lines that they stand in."""
    command = ["pdftotext", "-raw", "-", "-"]
    return " ".join(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode().split())


def plain(text: str) -> str:
    return " ".join(text.split())


def printed(content: dict[str, Any], language: str = "es") -> str:
    return said_in(brief_pdf(content, language, sha256=DIGEST))


def test_nothing_is_left_to_the_report_while_the_page_has_room(content: dict[str, Any]) -> None:
    """Five gaps, five decisions and two findings have room together."""
    edited(content, "- Uno.\n- Dos.")
    content["checks"] = [{"kind": "open_requests", "count": 1, "codes": ["RI-2026-01"]}]
    content["edition"]["is_demonstration"] = False
    words, said = printed(content), data(content)
    assert (len(said["decide"]), len(said["unknown"])) == (5, 5)
    assert [each for each in (*said["decide"], *said["unknown"]) if plain(each) not in words] == []
    assert REST not in words


@pytest.mark.parametrize(("count", "letters"), [(2, 60), (8, LONGEST)])
def test_both_languages_have_the_same_caveats_though_one_alone_was_written(
    content: dict[str, Any], count: int, letters: int
) -> None:
    """What people wrote in Spanish takes the place of none that the English page has, and what is missing is there in both."""
    content["checks"] = []
    text = "\n".join(f"- {sentence(letters, n)}" for n in range(count))
    content["layout"][0]["edited"] = {"es": text, "en": None}
    shown = []
    for language in ("es", "en"):
        words, said = printed(content, language), data(content, language)
        shown.append([[plain(each) in words for each in said[part]] for part in ("decide", "unknown")])
    assert shown[0] == shown[1]
    assert [part[0] for part in shown[0]] == [True, True]
    assert (not all(map(all, shown[0]))) is (count == 8)


# --- Who is off track ---


def late(content: dict[str, Any], count: int) -> dict[str, Any]:
    """Copies of the indicator that is off track: the first at risk with 80 %, then one off track with each percentage down to its own."""
    row = content["indicators"][1]
    for n in range(count):
        copy = deepcopy(row) | {"code": f"PREV-9.9.{n}"}
        series = copy["figures"]["series"][0]
        series["state"] = "off_track" if n else "at_risk"
        series["judgement"]["pace"]["raw_percent"] = str(49 - n) if n else "80"
        content["indicators"].append(copy)
    return content


def test_who_is_off_track_is_named_with_its_figure_against_what_was_expected(content: dict[str, Any]) -> None:
    row = data(content)["judged"]["rows"][0]
    assert row["state"] == "Rezagado"
    assert row["name"] == "PREV-1.2.1, Nombre de PREV-1.2.1"
    assert row["cells"] == ["10 (parcial)", "20", "50,0\N{NO-BREAK SPACE}%"]
    assert "PREV-1.2.1, Nombre de PREV-1.2.1 10 (parcial) 20 50,0 %" in printed(content)


def test_a_range_is_told_by_its_bounds_and_a_small_percentage_is_marked(content: dict[str, Any]) -> None:
    series = content["indicators"][1]["figures"]["series"][0]
    series["judgement"] |= {"expected": None, "low": "12", "high": "20"}
    series["judgement"]["figure"] = None
    series["figure"] |= {"is_small": True, "is_partial": False}
    said = data(content)["judged"]
    assert said["rows"][0]["cells"][:2] == ["10 *", "entre 12 y 20"]
    assert said["note"] == "* porcentaje sobre menos de 20."


def test_the_most_serious_come_first_and_the_others_are_counted(content: dict[str, Any]) -> None:
    """Of 31, twelve have a place at most; those off track come before the one at risk, from the smallest percentage."""
    said = data(late(content, 30))["judged"]
    assert [row["cells"][2] for row in said["rows"][:3]] == [
        "20,0\N{NO-BREAK SPACE}%",
        "21,0\N{NO-BREAK SPACE}%",
        "22,0\N{NO-BREAK SPACE}%",
    ]
    assert (said["rest"][0], said["rest"][12:]) == ("y 31 más, en el informe", ["y 19 más, en el informe"])
    assert {row["state"] for row in said["rows"]} == {"Rezagado"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_one_page_though_many_are_off_track_with_long_names(content: dict[str, Any], language: str) -> None:
    for row in late(content, 30)["indicators"]:
        row["definition"]["name"] = dict.fromkeys(("es", "en"), "Número de integrantes del personal " * 6)
    content["plan"]["title"] = dict.fromkeys(("es", "en"), "Del plan de acción " * 50)
    for pillar in content["plan"]["pillars"]:
        pillar["name"] = dict.fromkeys(("es", "en"), "Participación de las mujeres " * 8)
    edited(content, "\n".join(f"- {sentence(LONGEST, n)}" for n in range(9)))
    assert len(opened(content, language).pages) == 1
    words, said = printed(content, language), data(content, language)
    shown = sum(row["name"].split(",")[0] + "," in words for row in said["judged"]["rows"])
    assert 0 < shown < len(said["judged"]["rows"])
    assert said["judged"]["rest"][shown] in words
    assert [said[part][0] in words for part in ("findings", "decide", "unknown")] == [True, True, True]
    assert said["seal"]["title"] in words


def test_of_more_than_three_without_a_figure_the_areas_are_told_not_the_codes(content: dict[str, Any]) -> None:
    nothing = next(row for row in content["indicators"] if row["code"] == "PROT-1.1.1")
    content["indicators"] += [deepcopy(nothing) | {"code": f"PROT-1.1.{n}"} for n in range(2, 4)]
    content["indicators"].append(deepcopy(nothing) | {"code": "PREV-1.1.9", "pillar": "PREV"})
    said = "Sin cifra validada: 4 de los 7 indicadores. Por ámbito: Prevención, 1; Protección, 3."
    assert data(content)["unknown"][0] == said


def test_plan_without_indicators_has_no_heading_over_no_areas(cast: Cast) -> None:
    plan = make.make_plan("VACIO")
    period = make.make_period(plan, "2026-I")
    empty = freeze(build(plan, period, at=CLOSED, number=1, post=cast.secretary.posts[0])).content
    assert "Indicadores de cada ámbito" not in said_in(brief_pdf(empty, "es", sha256=DIGEST))


def test_hostile_and_endless_words_stay_on_the_page(content: dict[str, Any]) -> None:
    for pillar in content["plan"]["pillars"]:
        pillar["name"] = {"es": HOSTILE + "x" * 300, "en": HOSTILE}
    content["plan"]["title"] = {"es": "y" * 900, "en": HOSTILE}
    assert len(opened(edited(content, f"- {HOSTILE}\n- {'z' * 400}")).pages) == 1


def test_kinds_answered_in_words_and_a_plan_without_reports_have_a_brief_too(cast: Cast) -> None:
    world = make_kinds_world()
    stages, scale = world.owe(make.make_milestone(world.plan)), world.owe(make.make_scale(world.plan))
    story = world.owe(make.make_narrative(world.plan))
    reach(stages, world.period, EP=2, MGP=1)
    choose(scale, world.period, EP=1, FAP=3)
    tell(story, world.period, EP=HOSTILE)
    post = cast.secretary.posts[0]
    full = freeze(build(world.plan, world.period, at=CLOSED, number=1, post=post)).content
    empty_plan = make.make_plan("VACIO")
    period = make.make_period(empty_plan, "2026-I")
    empty = freeze(build(empty_plan, period, at=CLOSED, number=1, post=post)).content
    assert [len(opened(each, "en").pages) for each in (full, empty)] == [1, 1]


def test_of_several_semesters_it_tells_what_arrived_in_all_of_them_and_the_states_of_the_last(cast: Cast) -> None:
    world = make_world()
    scope = ReportScope(world.plan, ReportKind.RANGE, world.before, world.period)
    said = data(freeze(snapshot.build(scope, at=CLOSED)).content)
    assert [each[1] for each in said["figures"]] == ["8 de 10", "7 de 10", "7 de 10", "1 de 4"]
    assert said["last"] == ["De 2026-I, el último de sus semestres."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Uno dos. Tres.", ["Uno dos.", "Tres."]),
        ("Según el N.° 5 y el art. 3 se cumplió. Falta el 20 %. Se pide.",
         ["Según el N.° 5 y el art. 3 se cumplió.", "Falta el 20 %.", "Se pide."]),
        ("Son 1.5 millones. ¿Basta? No.", ["Son 1.5 millones.", "¿Basta?", "No."]),
        ("Lo dijo el Gral. Pérez (v. Res. Ministerial). Y J. Soto.", ["Lo dijo el Gral. Pérez (v. Res. Ministerial).", "Y J. Soto."]),
        ("Una línea\nque sigue.", ["Una línea que sigue."]),
        ("", []),
    ],
)  # fmt: skip
def test_paragraphs_are_parted_at_the_end_of_their_sentences(text: str, sentences: list[str]) -> None:
    assert parted(text) == sentences


def test_an_institutions_own_report_has_neither_brief_nor_annex(content: dict[str, Any]) -> None:
    parts = {kind.part for kind in kinds_of(content)}
    own = {kind.part for kind in kinds_of(content | {"edition": content["edition"] | {"institution": "EP"}})}
    assert (parts, own) == ({Part.REPORT, Part.BRIEF, Part.ANNEX}, {Part.REPORT})


def test_an_edition_from_before_reports_had_a_layout_and_checks_has_its_brief(content: dict[str, Any]) -> None:
    earlier = {key: each for key, each in content.items() if key not in ("layout", "checks", "agreements", "requests")}
    for row in earlier["indicators"]:
        for series in row["figures"]["series"]:
            series["judgement"].pop("low", None)
    assert len(opened(earlier).pages) == 1
    assert data(earlier)["findings"] == data(content)["findings"]


def test_same_snapshot_gives_the_same_bytes(content: dict[str, Any]) -> None:
    assert brief_pdf(content, "es", sha256=DIGEST) == brief_pdf(content, "es", sha256=DIGEST)
